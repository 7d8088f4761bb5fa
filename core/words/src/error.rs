//! What can be wrong with a file of messages.

use crate::language::Language;

/// Why messages were refused: the language and line, the problem and its remedy. The texts are the project's or a site's own, never a
/// person's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("messages in {language}, line {line}: {fault}; {}", fault.remedy())]
pub struct WordsError {
    /// The language of the file.
    pub language: Language,
    /// One-based line within it; 1 when the whole file is meant.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// The kinds of mistakes that a file of messages can hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// It is not Fluent.
    #[error("this is no message: {0}")]
    Syntax(String),
    /// A name stands in this language already.
    #[error("{0} is there already")]
    Twice(String),
    /// A term is named that does not exist in this language.
    #[error("the term -{0} does not exist")]
    NoSuchTerm(String),
    /// A message is named within another, or a term within a term.
    #[error("{0} stands within another text")]
    Nested(String),
    /// A function is called.
    #[error("the function {0} is not known")]
    Function(String),
    /// No file is in English.
    #[error("nothing is said in English")]
    NoEnglish,
}

impl Fault {
    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "mend the line as Fluent's syntax has it",
            Self::Twice(_) => "take one of the two out or name it otherwise",
            Self::NoSuchTerm(_) => "write the term or mend its name",
            Self::Nested(_) => "write a term, and name terms in messages only",
            Self::Function(_) => "hand the written text over as an argument",
            Self::NoEnglish => "add the English file, which every language falls back to",
        }
    }
}
