//! A check-in answered in a file: TOML or JSON with the names of questions.

use crate::limits;
use crate::session::{AnswerRefused, Respondent, Session, Taken};
use nourish_record::{Doubt, Moment, RedFlag};
use std::collections::{BTreeMap, BTreeSet};

/// Answers to a set, as a file has them. Nothing has been looked at against the questions.
#[derive(Clone, PartialEq, Eq)]
pub struct AnswersFile {
    /// The set.
    pub set: Option<String>,
    /// Who answers.
    pub by: Respondent,
    pub(crate) answers: BTreeMap<String, String>,
    pub(crate) confirmed: BTreeSet<String>,
}

/// Why a file of answers was refused. Nothing of it was logged, and what stands in it is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswersError {
    /// It is neither TOML nor JSON of this form.
    #[error("the answers cannot be read, line {line}; write them as TOML or JSON: {FORM}")]
    Unreadable {
        /// One-based line.
        line: usize,
    },
    /// It is longer than is read.
    #[error("the answers have more than {0} bytes; leave out what is no answer")]
    TooLong(usize),
    /// A part is none of those that there are.
    #[error("there is no {0} in a file of answers; use set, on_behalf, confirm and answers")]
    UnknownPart(String),
    /// An answer is of a form that answers do not have.
    #[error(
        "question {question}: write the answer as a word, a whole number, or an amount with its unit in quotes, like \"68.4 kg\""
    )]
    Form {
        /// The question.
        question: String,
    },
    /// A question does not take its answer.
    #[error(transparent)]
    Answer(#[from] AnswerRefused),
    /// A weight is more likely a slip than a change.
    #[error(
        "question {question}: this is far from what was logged before; look again, and if it is right add confirm = [\"{question}\"]"
    )]
    AskAgain {
        /// The question.
        question: String,
        /// Why.
        doubt: Doubt,
    },
}

/// The form in one line, for messages.
const FORM: &str = "set = \"daily\", then [answers] with question = \"answer\"";
/// What a file may have.
const PARTS: [&str; 4] = ["set", "on_behalf", "confirm", "answers"];

impl AnswersFile {
    /// Reads a file of answers: JSON where it begins with a brace, else TOML.
    ///
    /// ```
    /// use nourish_checkin::AnswersFile;
    /// let file = AnswersFile::parse("set = \"daily\"\n[answers]\nweight = \"68.4 kg\"\nnausea = 1\nurgent = \"none\"\n")?;
    /// assert_eq!(file.set.as_deref(), Some("daily"));
    /// assert!(AnswersFile::parse("[answers]\nweight = 68.4\n").is_err(), "no unit is guessed");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`AnswersError`] by line, or by the question whose answer has no such form.
    pub fn parse(text: &str) -> Result<Self, AnswersError> {
        if text.len() > limits::SET_BYTES {
            return Err(AnswersError::TooLong(limits::SET_BYTES));
        }
        let text = text.trim_start_matches('\u{feff}');
        let value: serde_json::Value = if text.trim_start().starts_with('{') {
            serde_json::from_str(text).map_err(|error| AnswersError::Unreadable { line: error.line() })?
        } else {
            nourish_toml::read(text)
                .map_err(|mistake| AnswersError::Unreadable { line: mistake.line(text) })?
        };
        Self::of(&value)
    }

    fn of(value: &serde_json::Value) -> Result<Self, AnswersError> {
        let unreadable = AnswersError::Unreadable { line: 1 };
        let parts = value.as_object().ok_or_else(|| unreadable.clone())?;
        if let Some(part) = parts.keys().find(|part| !PARTS.contains(&part.as_str())) {
            return Err(AnswersError::UnknownPart(named(part)));
        }
        let on_behalf = parts.get("on_behalf").map_or(Some(false), serde_json::Value::as_bool);
        let set =
            parts.get("set").map(|set| set.as_str().map(str::to_owned).ok_or_else(|| unreadable.clone()));
        let words = |part: &serde_json::Value| -> Option<BTreeSet<String>> {
            part.as_array()?.iter().map(|word| word.as_str().map(str::to_owned)).collect()
        };
        let confirmed = parts.get("confirm").map_or_else(|| Some(BTreeSet::new()), words);
        let answers =
            parts.get("answers").and_then(serde_json::Value::as_object).ok_or_else(|| unreadable.clone())?;
        let read = |(question, value): (&String, &serde_json::Value)| match text_of(value) {
            Some(text) => Ok((question.clone(), text)),
            None => Err(AnswersError::Form { question: named(question) }),
        };
        Ok(Self {
            set: set.transpose()?,
            by: if on_behalf.ok_or_else(|| unreadable.clone())? {
                Respondent::Carer
            } else {
                Respondent::Patient
            },
            confirmed: confirmed.ok_or(unreadable)?,
            answers: answers.iter().map(read).collect::<Result<_, _>>()?,
        })
    }
}

/// A name from a file, if it looks like one: whatever else was written is not repeated.
fn named(name: &str) -> String {
    if crate::reading::is_name(name) { name.to_owned() } else { "(a name with other signs)".to_owned() }
}

pub(crate) fn text_of(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        serde_json::Value::Number(number) => number.as_i64().map(|whole| whole.to_string()),
        serde_json::Value::Array(words) => {
            let words: Option<Vec<&str>> = words.iter().map(serde_json::Value::as_str).collect();
            words.map(|words| words.join(","))
        }
        serde_json::Value::Null | serde_json::Value::Object(_) => None,
    }
}

impl Session {
    /// Answers every question that a file answers, in the order of the set; the others are left unanswered. Gives the red flags that were
    /// answered with yes.
    ///
    /// # Errors
    /// [`AnswersError`] with the first question that does not fit; let the session go then.
    pub fn answer_all(&mut self, file: &AnswersFile, now: &Moment) -> Result<Vec<RedFlag>, AnswersError> {
        let known = |question: &String| self.set.question(question).is_some();
        let names = file.answers.keys().chain(&file.confirmed);
        if let Some(question) = names.into_iter().find(|question| !known(question)) {
            let (question, set) = (named(question), self.set.id.clone());
            return Err(AnswerRefused::UnknownQuestion { question, set }.into());
        }
        let mut open: BTreeSet<&str> = file.answers.keys().map(String::as_str).collect();
        while let Some(question) = self.question().map(|question| question.id.clone()) {
            let Some(text) = file.answers.get(&question) else {
                self.skip();
                continue;
            };
            open.remove(question.as_str());
            if let Taken::AskAgain(doubt) = self.answer(text, now)? {
                if !file.confirmed.contains(&question) {
                    return Err(AnswersError::AskAgain { question, doubt });
                }
                self.answer(text, now)?;
            }
        }
        match open.first() {
            Some(question) => Err(AnswerRefused::NotAsked { question: (*question).to_owned() }.into()),
            None => Ok(self.yes()),
        }
    }
}

impl std::fmt::Debug for AnswersFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AnswersFile { .. }")
    }
}
