//! From TOML to a set: each part is understood here, how they fit together is looked at afterwards.

use crate::fault::{SetError, SetFault};
use crate::limits;
use crate::raw::{Format, RawChoice, RawCondition, RawQuestion, RawSet};
use crate::set::{Choice, Circumstance, Condition, Form, Question, QuestionSet, Recording, Test};
use nourish_record::{CheckInSet, RedFlag};
use std::collections::BTreeSet;

/// The format that this version reads.
const FORMAT: u32 = 1;
/// Forms whose five levels have messages of their own: `severity-0` to `severity-4`.
const LEVELS: [&str; 4] = ["frequency", "severity", "interference", "amount-level"];

/// The file while it is read, to say where a mistake is.
pub(crate) struct Page<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
}

impl Page<'_> {
    pub(crate) fn at(&self, offset: usize, fault: SetFault) -> SetError {
        let line = self.text.get(..offset).map_or(1, |before| before.matches('\n').count() + 1);
        SetError { file: self.file.to_owned(), line, fault }
    }

    /// The line where this question begins.
    pub(crate) fn at_question(&self, id: &str, fault: SetFault) -> SetError {
        self.at(self.text.find(&format!("id = \"{id}\"")).unwrap_or(0), fault)
    }
}

impl QuestionSet {
    /// Reads a set from its TOML and checks it as a whole. `file` is its name in messages.
    ///
    /// ```
    /// use nourish_checkin::QuestionSet;
    ///
    /// let text = r#"
    /// nourish_questions = 1
    /// id = "st-example"
    /// version = "1.0"
    /// check_in = "unscheduled"
    /// recall_days = 7
    /// licence = "CC0-1.0"
    /// source = "A plainly fictional hospital."
    ///
    /// [[question]]
    /// id = "sleep"
    /// form = "severity"
    /// record = { kind = "symptom", field = "level", with = { item = "sleep", attribute = "severity" } }
    /// "#;
    /// let set = QuestionSet::parse("st-example.toml", text)?;
    /// assert_eq!(set.canonical(), "st-example|1.0");
    ///
    /// let wrong = text.replace("form = \"severity\"", "form = \"severity\"\nask_if = [{ question = \"mood\", at_least = 1 }]");
    /// let refused = QuestionSet::parse("st-example.toml", &wrong).unwrap_err();
    /// assert!(refused.to_string().contains("mood, which is no question of the set"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`SetError`] with the first mistake, by file and line.
    pub fn parse(file: &str, text: &str) -> Result<Self, SetError> {
        let page = Page { file, text };
        if text.len() > limits::SET_BYTES {
            return Err(page.at(0, SetFault::TooMany { what: "bytes", most: limits::SET_BYTES }));
        }
        let format: Format = parse(&page)?;
        if *format.nourish_questions.get_ref() != FORMAT {
            let fault = SetFault::NewerFormat(*format.nourish_questions.get_ref());
            return Err(page.at(format.nourish_questions.span().start, fault));
        }
        let raw: RawSet = parse(&page)?;
        let set = set(&page, &raw)?;
        crate::check::check(&page, &set)?;
        Ok(set)
    }
}

fn parse<T: serde::de::DeserializeOwned>(page: &Page<'_>) -> Result<T, SetError> {
    nourish_toml::read(page.text).map_err(|mistake| {
        let message = mistake.message.lines().collect::<Vec<_>>().join(", ");
        page.at(mistake.offset.unwrap_or(0), SetFault::Syntax(message))
    })
}

fn set(page: &Page<'_>, raw: &RawSet) -> Result<QuestionSet, SetError> {
    if !is_name(raw.id.get_ref()) {
        return Err(page.at(raw.id.span().start, SetFault::BadName));
    }
    let text = |what: &'static str, text: &nourish_toml::Spanned<String>, most: usize| {
        let said = text.get_ref().trim();
        let fits = !said.is_empty() && said.chars().count() <= most;
        if fits { Ok(said.to_owned()) } else { Err(page.at(text.span().start, SetFault::BadText(what))) }
    };
    let check_in = CheckInSet::from_word(raw.check_in.get_ref()).ok_or_else(|| {
        let (question, words) = (raw.id.get_ref().clone(), CheckInSet::all_words());
        page.at(raw.check_in.span().start, SetFault::UnknownWord { question, what: "check_in", words })
    })?;
    let recall_days = recall(*raw.recall_days.get_ref(), raw.id.get_ref())
        .map_err(|fault| page.at(raw.recall_days.span().start, fault))?;
    if raw.question.is_empty() {
        return Err(page.at(0, SetFault::Empty));
    }
    if raw.question.len() > limits::QUESTIONS {
        return Err(page.at(0, SetFault::TooMany { what: "questions", most: limits::QUESTIONS }));
    }
    let (mut questions, mut names) = (Vec::new(), BTreeSet::new());
    for one in &raw.question {
        let fault = |fault| page.at(one.id.span().start, fault);
        if !is_name(one.id.get_ref()) {
            return Err(fault(SetFault::BadName));
        }
        if !names.insert(one.id.get_ref()) {
            return Err(fault(SetFault::Twice(one.id.get_ref().clone())));
        }
        questions.push(question(one, raw.id.get_ref(), recall_days).map_err(fault)?);
    }
    Ok(QuestionSet {
        id: raw.id.get_ref().clone(),
        version: text("version", &raw.version, limits::NAME)?,
        check_in,
        recall_days,
        licence: text("licence", &raw.licence, limits::TEXT)?,
        source: text("source", &raw.source, 2 * limits::TEXT)?,
        pack: None,
        questions,
    })
}

fn question(raw: &RawQuestion, set: &str, recall_days: u8) -> Result<Question, SetFault> {
    let id = raw.id.get_ref().clone();
    let text = raw.text.clone().unwrap_or_else(|| format!("{set}-{id}"));
    let recall_days = raw.recall_days.map_or(Ok(recall_days), |days| recall(days, &id))?;
    if raw.ask_if.len() > limits::CONDITIONS {
        return Err(SetFault::TooMany { what: "conditions", most: limits::CONDITIONS });
    }
    let ask_if = raw.ask_if.iter().map(|one| condition(one, &id)).collect::<Result<_, _>>()?;
    let record = raw.record.as_ref().map(|record| Recording {
        kind: record.kind.clone(),
        field: record.field.clone(),
        with: record.with.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
    });
    Ok(Question {
        form: form(raw, &id, &text)?,
        hint: raw.hint,
        ask_if,
        record,
        recall_days,
        same_as_before: raw.same_as_before,
        code: raw.code.clone(),
        text,
        id,
    })
}

fn form(raw: &RawQuestion, id: &str, text: &str) -> Result<Form, SetFault> {
    let misplaced = |what| SetFault::Misplaced { question: id.to_owned(), what };
    let is_count = raw.form == "count";
    if !is_count && (raw.least.is_some() || raw.most.is_some()) {
        return Err(misplaced("least or most"));
    }
    if raw.form != "yes-no" && raw.flag.is_some() {
        return Err(misplaced("flag"));
    }
    if !matches!(raw.form.as_str(), "one" | "several") && !raw.choices.is_empty() {
        return Err(misplaced("choices"));
    }
    Ok(match raw.form.as_str() {
        "one" => Form::One(choices(&raw.choices, id, text)?),
        "several" => Form::Several(choices(&raw.choices, id, text)?),
        "yes-no" => {
            let flag = raw.flag.as_deref().map(|word| flag(word, id)).transpose()?;
            let yes = Choice { id: "yes".into(), text: "yes".into(), value: Some("yes".into()), flag };
            let no = Choice { id: "no".into(), text: "no".into(), value: Some("no".into()), flag: None };
            Form::One(vec![yes, no])
        }
        "amount" => Form::Amount,
        "count" => Form::Count { least: raw.least.unwrap_or(0), most: raw.most.unwrap_or(50) },
        "text" => Form::Text,
        level if LEVELS.contains(&level) => Form::One(levels(level)),
        _ => {
            let words = format!("one, several, yes-no, amount, count, text, {}", LEVELS.join(", "));
            return Err(SetFault::UnknownWord { question: id.to_owned(), what: "form", words });
        }
    })
}

fn levels(form: &str) -> Vec<Choice> {
    let name = form.strip_suffix("-level").unwrap_or(form);
    let choice = |level: u8| Choice {
        id: level.to_string(),
        text: format!("{name}-{level}"),
        value: Some(level.to_string()),
        flag: None,
    };
    (0..=4).map(choice).collect()
}

fn choices(raw: &[RawChoice], question: &str, text: &str) -> Result<Vec<Choice>, SetFault> {
    if raw.len() > limits::CHOICES {
        return Err(SetFault::TooMany { what: "choices", most: limits::CHOICES });
    }
    if raw.is_empty() {
        return Err(SetFault::Misplaced { question: question.to_owned(), what: "having no choices" });
    }
    let mut choices: Vec<Choice> = Vec::new();
    for one in raw {
        if !is_choice_name(&one.id) || one.id == "none" {
            return Err(SetFault::BadName);
        }
        if choices.iter().any(|before| before.id == one.id) {
            return Err(SetFault::ChoiceTwice { question: question.to_owned(), choice: one.id.clone() });
        }
        let common = matches!(one.id.as_str(), "yes" | "no");
        let own = || if common { one.id.clone() } else { format!("{text}-{}", one.id) };
        choices.push(Choice {
            id: one.id.clone(),
            text: one.text.clone().unwrap_or_else(own),
            value: one.value.clone(),
            flag: one.flag.as_deref().map(|word| flag(word, question)).transpose()?,
        });
    }
    Ok(choices)
}

fn flag(word: &str, question: &str) -> Result<RedFlag, SetFault> {
    RedFlag::from_word(word).ok_or_else(|| SetFault::UnknownWord {
        question: question.to_owned(),
        what: "flag",
        words: RedFlag::all_words(),
    })
}

fn condition(raw: &RawCondition, question: &str) -> Result<Condition, SetFault> {
    let misplaced =
        SetFault::Misplaced { question: question.to_owned(), what: "a condition of more than one part" };
    match raw {
        RawCondition {
            context: Some(word),
            holds,
            question: None,
            is: None,
            at_least: None,
            at_most: None,
        } => {
            let what = Circumstance::from_word(word).ok_or_else(|| SetFault::UnknownWord {
                question: question.to_owned(),
                what: "context",
                words: Circumstance::words(),
            })?;
            Ok(Condition::Known { what, holds: holds.unwrap_or(true) })
        }
        RawCondition { context: None, holds: None, question: Some(names), is, at_least, at_most } => {
            let test = match (is, at_least, at_most) {
                (Some(words), None, None) => Test::Is(words.clone()),
                (None, Some(least), None) => Test::AtLeast(*least),
                (None, None, Some(most)) => Test::AtMost(*most),
                _ => return Err(misplaced),
            };
            Ok(Condition::Answered { question: names.clone(), test })
        }
        _ => Err(misplaced),
    }
}

fn recall(days: i64, question: &str) -> Result<u8, SetFault> {
    u8::try_from(days).ok().filter(|days| (1..=31).contains(days)).ok_or_else(|| SetFault::UnknownWord {
        question: question.to_owned(),
        what: "recall_days",
        words: "1 to 31".to_owned(),
    })
}

/// A name of small letters and digits that begins with a letter.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase()) && is_choice_name(text)
}

/// The same, which may begin with a digit.
fn is_choice_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= limits::NAME
        && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
}
