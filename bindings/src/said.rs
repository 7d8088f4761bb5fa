//! Words in a language, and whether they are in the one that was asked for.

use crate::error::JournalError;
use nourish_journal::Language;

/// A text in words, to be shown as it is.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Said {
    /// The words.
    pub text: String,
    /// The language that they are in, as BCP 47 has it: `es`. A screen reader needs it.
    pub language: String,
    /// Whether the language that was asked for has no such text, so that the words, or a part of them, are in another. Show that.
    pub fell_back: bool,
}

impl From<nourish_journal::Said> for Said {
    fn from(said: nourish_journal::Said) -> Self {
        Self { fell_back: said.fell_back(), language: said.language.tag().to_owned(), text: said.text }
    }
}

impl std::fmt::Debug for Said {
    /// Not the words: they may tell what a person answered.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Said { .. }")
    }
}

/// The language that a tag names.
pub(crate) fn language_of(tag: &str) -> Result<Language, JournalError> {
    Language::parse(tag).map_err(|_| JournalError::InvalidEntry {
        field_name: "language".to_owned(),
        problem: "this is no language tag".to_owned(),
        remedy: "give one as BCP 47 has it, such as en or es".to_owned(),
    })
}
