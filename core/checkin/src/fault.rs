//! What can be wrong with a set of questions, by name: file, line, problem and remedy.

/// Why a set was refused. Its texts are the project's or a site's, never a person's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {fault}; {}", fault.remedy())]
pub struct SetError {
    /// The file.
    pub file: String,
    /// One-based line; 1 where the whole file is meant.
    pub line: usize,
    /// What is wrong.
    pub fault: SetFault,
}

/// The kinds of mistakes that a set can hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SetFault {
    /// It is not the TOML of a set.
    #[error("this is no set of questions: {0}")]
    Syntax(String),
    /// The format is of a newer version.
    #[error("questions of format {0} are not known")]
    NewerFormat(u32),
    /// More bytes, questions or choices than are read.
    #[error("more than {most} {what}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How much is read.
        most: usize,
    },
    /// There is no question.
    #[error("there is no question")]
    Empty,
    /// A name is not of the form that names have.
    #[error("this is no name")]
    BadName,
    /// A set of this name is there already.
    #[error("the set {0} is there already")]
    SetTwice(String),
    /// A text is empty or too long.
    #[error("{0} is empty or too long")]
    BadText(&'static str),
    /// Two questions have the same name.
    #[error("the question {0} is there twice")]
    Twice(String),
    /// Two choices of a question have the same name.
    #[error("question {question}: the choice {choice} is there twice")]
    ChoiceTwice {
        /// The question.
        question: String,
        /// The choice.
        choice: String,
    },
    /// A word is not of its list.
    #[error("question {question}: {what} is not known")]
    UnknownWord {
        /// The question.
        question: String,
        /// What is not known.
        what: &'static str,
        /// The words that there are.
        words: String,
    },
    /// A part does not go with the form of the question.
    #[error("question {question}: {what} does not go with this form")]
    Misplaced {
        /// The question.
        question: String,
        /// The part.
        what: &'static str,
    },
    /// A condition names a question that does not exist.
    #[error("question {question}: its condition names {names}, which is no question of the set")]
    UnknownQuestion {
        /// The question.
        question: String,
        /// What its condition names.
        names: String,
    },
    /// A condition names a question that is asked later.
    #[error("question {question}: its condition names {names}, which is asked later")]
    AskedLater {
        /// The question.
        question: String,
        /// What its condition names.
        names: String,
    },
    /// Questions wait for each other.
    #[error("question {question}: its conditions come back to itself")]
    Cycle {
        /// The question.
        question: String,
    },
    /// A condition asks for an answer that cannot be given.
    #[error("question {question}: its condition asks for an answer that {names} does not have")]
    OutsideScale {
        /// The question.
        question: String,
        /// The question that its condition names.
        names: String,
    },
    /// No answers lead to the question.
    #[error("question {question}: no answers lead to it")]
    Unreachable {
        /// The question.
        question: String,
    },
    /// What an answer logs would be refused.
    #[error("question {question}: what it logs is refused: {why}")]
    Recording {
        /// The question.
        question: String,
        /// Why.
        why: String,
    },
    /// A red flag would be answered by what was said the day before.
    #[error("question {question}: a red flag is asked every time")]
    FlagRepeated {
        /// The question.
        question: String,
    },
    /// A message is missing.
    #[error("question {question}: the message {message} exists in no English file")]
    NoMessage {
        /// The question.
        question: String,
        /// The message.
        message: String,
    },
    /// Messages are no messages.
    #[error("{0}")]
    Words(String),
}

impl SetFault {
    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::Syntax(_) => "write it as docs/CHECKINS.md shows".to_owned(),
            Self::NewerFormat(_) => "update this program".to_owned(),
            Self::TooMany { .. } => "split it".to_owned(),
            Self::Empty => "add a question".to_owned(),
            Self::BadName => {
                "begin with a small letter; use small letters, digits and hyphens, at most 60".to_owned()
            }
            Self::SetTwice(_) => "give it a name of your own".to_owned(),
            Self::BadText(_) => "write one to 300 characters".to_owned(),
            Self::Twice(_) | Self::ChoiceTwice { .. } => "rename one of the two".to_owned(),
            Self::UnknownWord { words, .. } => format!("use one of: {words}"),
            Self::Misplaced { .. } => "take it out, or choose another form".to_owned(),
            Self::UnknownQuestion { .. } => "name a question of the same set".to_owned(),
            Self::AskedLater { .. } => "put the question behind the one that it depends on".to_owned(),
            Self::Cycle { .. } => "take one of the conditions out".to_owned(),
            Self::OutsideScale { .. } => "name one of its choices, or a number of its scale".to_owned(),
            Self::Unreachable { .. } => "mend its conditions, or take it out".to_owned(),
            Self::Recording { .. } => "see the kinds and fields that `nourish kinds` lists".to_owned(),
            Self::FlagRepeated { .. } => "take same_as_before out".to_owned(),
            Self::NoMessage { .. } => "write it".to_owned(),
            Self::Words(_) => "mend it".to_owned(),
        }
    }
}
