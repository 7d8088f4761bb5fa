//! What can be read of a file of answers that was refused: to look for red flags in it, and for nothing else.

use crate::answers_file::{AnswersFile, text_of};
use crate::limits;
use crate::session::{Respondent, once};
use crate::set::{Form, QuestionSet};
use nourish_record::RedFlag;
use nourish_toml::Mistake;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// How many lines that cannot be read are left out one by one.
const LEFT_OUT: usize = 16;
/// The part of a file that holds the answers.
const ANSWERS: &str = "answers";

impl AnswersFile {
    /// What can be read of a text that was refused: TOML without the lines that cannot be understood, JSON up to where it breaks, each
    /// answer of a form that answers have, under `answers` or beside it. Nothing of it may be logged.
    ///
    /// ```
    /// use nourish_checkin::{AnswersFile, Questionnaires};
    /// let text = "[answers]\nurgent = [\"chest-pain\"]\nweight = 68.4 kg\n";
    /// assert!(AnswersFile::parse(text).is_err());
    /// let questionnaires = Questionnaires::built_in()?;
    /// let flags = questionnaires.set("daily").unwrap().flags_said(&AnswersFile::readable(text));
    /// assert_eq!(flags.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn readable(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let most = (0..=limits::SET_BYTES.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
        let text = text.get(..most.unwrap_or(0)).unwrap_or_default();
        let parts = if text.trim_start().starts_with('{') { of_json(text) } else { of_toml(text) };
        let beside = parts.iter().filter(|(part, _)| *part != ANSWERS);
        let under = parts.get(ANSWERS).and_then(Value::as_object);
        let answers = beside.chain(under.into_iter().flatten());
        let read = |(question, value): (&String, &Value)| Some((question.clone(), said(value)?));
        let on_behalf = parts.get("on_behalf").and_then(Value::as_bool).unwrap_or(false);
        Self {
            set: parts.get("set").and_then(Value::as_str).map(str::to_owned),
            by: if on_behalf { Respondent::Carer } else { Respondent::Patient },
            answers: answers.filter_map(read).collect(),
            confirmed: Default::default(),
        }
    }
}

impl QuestionSet {
    /// The red flags that a file says yes to, each once, whatever else is wrong with it and whether or not their question would be asked. Of
    /// several words those count that are known.
    #[must_use]
    pub fn flags_said(&self, file: &AnswersFile) -> Vec<RedFlag> {
        let mut yes = Vec::new();
        for question in &self.questions {
            let Some(text) = file.answers.get(&question.id) else { continue };
            let words: Vec<&str> = match question.form {
                Form::Several(_) => text.split(',').collect(),
                _ => vec![text],
            };
            for given in words.into_iter().filter_map(|word| question.read(word).ok()) {
                yes.extend(question.yes(&given));
            }
        }
        once(yes)
    }
}

/// As a file's answer is read, and of several words those that are words.
fn said(value: &Value) -> Option<String> {
    match value {
        Value::Array(words) => Some(words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")),
        value => text_of(value),
    }
}

fn of_toml(text: &str) -> Map<String, Value> {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut first_bad = None;
    for _ in 0..LEFT_OUT {
        match nourish_toml::read(&lines.concat()) {
            Ok(parts) => return parts,
            Err(mistake) => {
                let bad = line_of(&lines, &mistake);
                first_bad.get_or_insert(bad);
                if bad < lines.len() {
                    lines.remove(bad);
                }
            }
        }
    }
    let before: String = text.split_inclusive('\n').take(first_bad.unwrap_or(0)).collect();
    nourish_toml::read(&before).unwrap_or_default()
}

/// The line at which a text cannot be read; the last one where it breaks off.
fn line_of(lines: &[&str], mistake: &Mistake) -> usize {
    let start = mistake.offset.unwrap_or(0);
    let mut end = 0;
    let found = lines.iter().position(|line| {
        end += line.len();
        start < end
    });
    found.unwrap_or(lines.len().saturating_sub(1))
}

fn of_json(text: &str) -> Map<String, Value> {
    let mut parts = Map::new();
    // What was gathered before it broke off stays.
    let _ =
        Gathering { into: &mut parts, depth: 0 }.deserialize(&mut serde_json::Deserializer::from_str(text));
    parts
}

/// Gathers what an object has, and what its `answers` have, one by one.
struct Gathering<'a> {
    into: &'a mut Map<String, Value>,
    depth: u8,
}

impl<'de> DeserializeSeed<'de> for Gathering<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Gathering<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if self.depth == 0 && key == ANSWERS {
                let under = self.into.entry(key).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(under) = under {
                    map.next_value_seed(Gathering { into: under, depth: 1 })?;
                }
            } else {
                let value = map.next_value()?;
                self.into.insert(key, value);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Questionnaires;

    fn flags(text: &str) -> Vec<RedFlag> {
        assert!(AnswersFile::parse(text).is_err(), "{text}");
        let questionnaires = Questionnaires::built_in().unwrap();
        questionnaires.set("daily").unwrap().flags_said(&AnswersFile::readable(text))
    }

    #[test]
    fn a_yes_is_found_before_and_after_what_cannot_be_read() {
        for text in [
            "[answers]\nurgent = [\"chest-pain\"]\nweight =\n",
            "[answers]\nweight = 68.4 kg\nurgent = [\"chest-pain\"]\n",
            "[answers\nurgent = \"chest-pain\"\n",
            "set = 7\n[answers]\nweight = 68.4\nurgent = [\"chest-pain\", 3, \"toothache\", \"none\"]\n",
            "urgent = [\"chest-pain\"]\n",
            "[answers]\nurgent = [\"chest-pain\"]\nnotes = \"\"\"\nnever\nended",
            "{\"answers\": {\"urgent\": [\"chest-pain\"], \"weight\": ",
            "{\"answers\": {\"weight\": 68.4, \"urgent\": \"CHEST-PAIN\"}, \"when\": 3}",
            "\u{feff}{\"urgent\": \"chest-pain\", \"answers\": 3}",
        ] {
            assert_eq!(flags(text), [RedFlag::ChestPain], "{text}");
        }
        let long =
            format!("[answers]\nurgent = \"chest-pain\"\nnotes = \"{}\"", "é".repeat(limits::SET_BYTES));
        assert_eq!(flags(&long), [RedFlag::ChestPain]);
    }

    #[test]
    fn nothing_is_made_a_yes_that_is_none() {
        for text in [
            "",
            "chest-pain",
            "[answers]\nurgent = \"none\"\nweight =\n",
            "[answers]\nnotes = \"chest-pain\"\nweight =\n",
            "[answers]\nurgent = [\"chest-pain\n",
            "{\"answers\": {\"urgent\": [\"chest-pain\"",
            "{\"answers\": {\"urgent\": {\"chest-pain\": true}}}",
            "{\"answers\": [\"chest-pain\"]}",
        ] {
            assert_eq!(flags(text), [], "{text}");
        }
    }
}
