//! Why a check-in could not go on, by what can be done next.

use crate::entry::Doubt;
use nourish_journal::{AnswerRefused, AnswersError, CheckInRefused, KeptError, Misfit};

/// Why a check-in could not go on. Nothing was logged of what was refused, and nothing that was typed is repeated.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum CheckInProblem {
    /// There is no such set: see `questionSets`.
    NoSuchSet,
    /// An answer does not fit its question: say so beside it, and ask again.
    Misfit {
        /// The question.
        question: String,
        /// What would fit.
        misfit: AnswerMisfit,
    },
    /// There is no question left: finish the check-in.
    NothingLeft,
    /// There is nothing of the day before to take over: ask the question.
    NothingBefore,
    /// The session was begun by another `Journal` object: answer it there.
    OtherJournal,
    /// What was broken off cannot be gone on with: begin anew. What was answered stands in the journal.
    CannotResume {
        /// Why.
        reason: ResumeRefusal,
    },
    /// A text of answers cannot be taken.
    Answers {
        /// What is wrong with it.
        problem: AnswersProblem,
    },
    /// Something else, which this version has no name for: the question is still asked.
    Other,
}

/// Why an answer does not fit its question.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum AnswerMisfit {
    /// It is none of the choices.
    NoChoice,
    /// None of these, and one of them.
    NoneAndOthers,
    /// It is no whole number of the scale.
    NotACount {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// The field that it is logged in does not take it: no unit, outside its limits, too long.
    Field {
        /// The field, by its name in the kind.
        field_name: String,
        /// What is wrong with it. English.
        problem: String,
        /// What to do about it. English.
        remedy: String,
    },
    /// It says nothing: skip the question instead.
    Empty,
}

/// Why a check-in that was broken off cannot be gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ResumeRefusal {
    /// What was kept of it cannot be read.
    Unreadable,
    /// A newer version kept it.
    NewerFormat,
    /// Its questions have changed since.
    OtherQuestions,
    /// It was begun more than 24 hours ago.
    TooOld,
}

/// What is wrong with a text of answers. Nothing of it was logged.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum AnswersProblem {
    /// It is neither TOML nor JSON of this form.
    Unreadable {
        /// The line, from 1.
        line: u64,
    },
    /// It is longer than is read.
    TooLong {
        /// How much is read. Bytes.
        limit_bytes: u64,
    },
    /// It has a part that there is not.
    UnknownPart {
        /// The part, where it looks like a name.
        part: String,
    },
    /// An answer is of a form that answers do not have.
    Form {
        /// The question.
        question: String,
    },
    /// The set has no such question.
    UnknownQuestion {
        /// The question.
        question: String,
    },
    /// The question is not asked, by what is known or was answered before: leave it out.
    NotAsked {
        /// The question.
        question: String,
    },
    /// A weight is more likely a slip than a change: look again, and name the question in `confirm` if it is right.
    AskAgain {
        /// The question.
        question: String,
        /// Why.
        doubt: Doubt,
    },
}

impl From<CheckInRefused> for CheckInProblem {
    fn from(refused: CheckInRefused) -> Self {
        match refused {
            CheckInRefused::NoSuchSet { .. } => Self::NoSuchSet,
            CheckInRefused::Answer(refused) => refused.into(),
            CheckInRefused::Answers(refused) => refused.into(),
            CheckInRefused::Kept(error) => Self::CannotResume { reason: error.into() },
            // Whatever a later check-in may refuse.
            _ => Self::Other,
        }
    }
}

impl From<AnswerRefused> for CheckInProblem {
    fn from(refused: AnswerRefused) -> Self {
        let answers = |problem| Self::Answers { problem };
        match refused {
            AnswerRefused::UnknownQuestion { question, .. } => {
                answers(AnswersProblem::UnknownQuestion { question })
            }
            AnswerRefused::NotAsked { question } => answers(AnswersProblem::NotAsked { question }),
            AnswerRefused::Misfit { question, misfit } => Self::Misfit { question, misfit: misfit.into() },
            AnswerRefused::NothingLeft => Self::NothingLeft,
            AnswerRefused::NothingBefore { .. } => Self::NothingBefore,
            // Whatever else a later session may refuse.
            _ => Self::Other,
        }
    }
}

impl From<AnswersError> for CheckInProblem {
    fn from(error: AnswersError) -> Self {
        let problem = match error {
            AnswersError::Answer(refused) => return refused.into(),
            AnswersError::TooLong(limit) => AnswersProblem::TooLong { limit_bytes: limit as u64 },
            AnswersError::UnknownPart(part) => AnswersProblem::UnknownPart { part },
            AnswersError::Form { question } => AnswersProblem::Form { question },
            AnswersError::AskAgain { question, doubt } => AnswersProblem::AskAgain { question, doubt },
            AnswersError::Unreadable { line } => AnswersProblem::Unreadable { line: line as u64 },
            // Whatever else a later form may refuse.
            _ => return Self::Other,
        };
        Self::Answers { problem }
    }
}

impl From<Misfit> for AnswerMisfit {
    fn from(misfit: Misfit) -> Self {
        match misfit {
            Misfit::NoneAndOthers => Self::NoneAndOthers,
            Misfit::NoCount { least, most } => Self::NotACount { least, most },
            Misfit::Field(invalid) => Self::Field {
                field_name: invalid.field,
                problem: invalid.problem.to_string(),
                remedy: invalid.remedy,
            },
            Misfit::Nothing => Self::Empty,
            // `NoChoice`, and whatever else a later question may refuse.
            _ => Self::NoChoice,
        }
    }
}

impl From<KeptError> for ResumeRefusal {
    fn from(error: KeptError) -> Self {
        match error {
            KeptError::NewerFormat => Self::NewerFormat,
            KeptError::OtherQuestions { .. } => Self::OtherQuestions,
            KeptError::TooOld => Self::TooOld,
            // `Unreadable`, and whatever else.
            _ => Self::Unreadable,
        }
    }
}
