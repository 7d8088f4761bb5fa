//! Sets of questions and the question that is asked, in words.

use crate::fact::CheckInSet;
use crate::said::Said;
use nourish_journal::{Choice, Form, Question, QuestionSet, Session, Wording};

pub use nourish_journal::Respondent;

/// Who answers.
#[uniffi::remote(Enum)]
pub enum Respondent {
    /// The person whose journal it is.
    Patient,
    /// A carer, on the person's behalf.
    Carer,
}

/// A set of questions.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct QuestionSetSummary {
    /// Its name, as `beginCheckIn` takes it: `daily`.
    pub id: String,
    /// What it is called.
    pub title: Said,
    /// Its version.
    pub version: String,
    /// Which of the sets a check-in with it counts as.
    pub check_in: CheckInSet,
    /// How many days its questions look back, 1 to 31.
    pub recall_days: u8,
    /// How many questions it has; by what is known and answered fewer are asked.
    pub question_count: u32,
    /// What may be done with it.
    pub licence: String,
    /// Where the questions come from.
    pub source: String,
    /// The content pack that brought it, with its version; null for a built-in one.
    pub pack: Option<String>,
}

/// A question, as it is asked now.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct AskedQuestion {
    /// Its name within the set.
    pub id: String,
    /// The question.
    pub text: Said,
    /// A hint to say below it.
    pub hint: Option<Said>,
    /// How far it looks back: `In the last 7 days`.
    pub recall: Said,
    /// How it is answered.
    pub form: AnswerForm,
    /// What was answered to it before in this check-in, where somebody came back to it.
    pub given: Option<AnswerText>,
    /// What was answered the day before, where that may be taken over by `answerCheckInAsBefore`.
    pub before: Option<AnswerText>,
}

/// How a question is answered, and so what `answerCheckIn` takes. Nothing is chosen beforehand: what nobody says stays unknown.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum AnswerForm {
    /// The id of one of these.
    One {
        /// In the order in which they are shown.
        choices: Vec<AnswerChoice>,
    },
    /// The ids of any of these with commas between, `chest-pain,collapse`; or that of `none`, which has to be said by the person as well.
    Several {
        /// In the order in which they are shown.
        choices: Vec<AnswerChoice>,
        /// That none of them is so.
        none: AnswerChoice,
    },
    /// A number with its unit: `68.4 kg`.
    Amount {
        /// The units that it may have, the usual one first.
        units: Vec<String>,
    },
    /// A whole number.
    Count {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// Words.
    Text,
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AnswerChoice {
    /// Its name, as an answer names it.
    pub id: String,
    /// What it says.
    pub text: Said,
}

/// An answer that was given.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct AnswerText {
    /// As `answerCheckIn` takes it.
    pub answer: String,
    /// The same in words; what was typed, and numbers, as they are.
    pub in_words: Said,
}

/// A question that is asked as things stand, and its answer.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CheckInAnswer {
    /// The question's name within the set.
    pub question: String,
    /// The question.
    pub text: Said,
    /// Its answer; null where it has none, which is neither no nor zero.
    pub given: Option<AnswerText>,
}

/// How far a check-in is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct CheckInProgress {
    /// Which of the questions is asked now, from 1.
    pub position: u32,
    /// How many are answered.
    pub answered: u32,
    /// How many are asked as things stand; an answer may open or close others.
    pub total: u32,
}

impl QuestionSetSummary {
    pub(super) fn of(set: &QuestionSet, wording: &Wording) -> Self {
        Self {
            id: set.id.clone(),
            title: wording.title(set).into(),
            version: set.version.clone(),
            check_in: set.check_in,
            recall_days: set.recall_days,
            question_count: count(set.questions.len()),
            licence: set.licence.clone(),
            source: set.source.clone(),
            pack: set.pack.clone(),
        }
    }
}

impl AskedQuestion {
    pub(super) fn of(session: &Session, wording: &Wording) -> Option<Self> {
        let question = session.question()?;
        let answer = |text| AnswerText::of(question, session.by(), text, wording);
        Some(Self {
            id: question.id.clone(),
            text: wording.question(question, session.by()).into(),
            hint: wording.hint(question, session.by()).map(Into::into),
            recall: wording.recall(question.recall_days).into(),
            form: AnswerForm::of(question, wording),
            given: session.answer_to(&question.id).map(|given| answer(given.text())),
            before: session.before().map(answer),
        })
    }
}

impl AnswerForm {
    fn of(question: &Question, wording: &Wording) -> Self {
        let said = |choices: &[Choice]| {
            let choice = |choice| AnswerChoice::of(choice, wording);
            choices.iter().map(choice).collect()
        };
        match &question.form {
            Form::One(choices) => Self::One { choices: said(choices) },
            Form::Several(choices) => {
                Self::Several { choices: said(choices), none: AnswerChoice::none(wording) }
            }
            Form::Amount => {
                Self::Amount { units: question.units().iter().map(|unit| (*unit).to_owned()).collect() }
            }
            Form::Count { least, most } => Self::Count { least: *least, most: *most },
            Form::Text => Self::Text,
        }
    }
}

impl AnswerChoice {
    fn of(choice: &Choice, wording: &Wording) -> Self {
        Self { id: choice.id.clone(), text: wording.choice(choice).into() }
    }

    fn none(wording: &Wording) -> Self {
        Self { id: NONE.to_owned(), text: wording.none().into() }
    }
}

impl AnswerText {
    fn of(question: &Question, by: Respondent, text: &str, wording: &Wording) -> Self {
        let chosen: Vec<Said> = match text {
            NONE if !question.choices().is_empty() => vec![wording.none().into()],
            _ => text
                .split(',')
                .filter_map(|id| question.choice(id))
                .map(|one| wording.choice(one).into())
                .collect(),
        };
        let language = chosen.first().map_or_else(
            || wording.question(question, by).language.tag().to_owned(),
            |said| said.language.clone(),
        );
        let one_language = chosen.iter().all(|said| said.language == language);
        let words = if chosen.is_empty() || !one_language {
            // As it was typed; or with a mark at each choice that is said in another language.
            wording.answer(question, text)
        } else {
            chosen.iter().map(|said| said.text.as_str()).collect::<Vec<_>>().join("; ")
        };
        let fell_back = chosen.iter().any(|said| said.fell_back);
        Self { answer: text.to_owned(), in_words: Said { text: words, language, fell_back } }
    }
}

/// What an answer names where none of several is so.
const NONE: &str = "none";

impl CheckInAnswer {
    pub(super) fn all(session: &Session, wording: &Wording) -> Vec<Self> {
        let asked = session.asked().map(|(question, given)| Self {
            question: question.id.clone(),
            text: wording.question(question, session.by()).into(),
            given: given.map(|given| AnswerText::of(question, session.by(), given.text(), wording)),
        });
        asked.collect()
    }
}

impl CheckInProgress {
    pub(super) fn of(session: &Session) -> Self {
        let (position, total) = session.progress();
        let answered = session.asked().filter(|(_, given)| given.is_some()).count();
        Self { position: count(position), answered: count(answered), total: count(total) }
    }
}

/// Sets have at most some hundred questions.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
