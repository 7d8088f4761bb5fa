//! The words of the screens themselves; those of the questions come from the journal.

use nourish_journal::{Argument, Language, Words, WordsError};

const ENGLISH: &str = include_str!("../../../texts/en.ftl");
const SPANISH: &str = include_str!("../../../texts/es.ftl");

/// The words of the screens in one language.
pub(super) struct Spoken(Words);

impl Spoken {
    pub(super) fn of(language: &Language) -> Result<Self, WordsError> {
        Words::new(language, &[(Language::ENGLISH, ENGLISH), (Language::SPANISH, SPANISH)]).map(Self)
    }

    /// A message; marked with its language where that is not the asked one.
    pub(super) fn say(&self, id: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.0.say(id, arguments).marked()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_messages() {
        let spanish = Spoken::of(&Language::SPANISH).unwrap();
        assert!(spanish.0.gaps().is_empty(), "{:?}", spanish.0.gaps());
    }
}
