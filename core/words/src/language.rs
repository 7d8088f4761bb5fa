//! A language, by its BCP 47 tag.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use unic_langid::{CharacterDirection, LanguageIdentifier};

/// A language as BCP 47 names it: `en`, `es`, `pt-BR`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    tag: Cow<'static, str>,
}

/// A text that is no language tag; it is not repeated, since a person may have typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no language tag; give one as BCP 47 has it, such as en, es or pt-BR")]
pub struct NotALanguage;

impl Language {
    /// English, in which every message exists.
    pub const ENGLISH: Self = Self { tag: Cow::Borrowed("en") };
    /// Spanish.
    pub const SPANISH: Self = Self { tag: Cow::Borrowed("es") };

    /// Reads a tag, in any case: `ES-mx` is `es-MX`.
    ///
    /// # Errors
    ///
    /// [`NotALanguage`] where it has not the form of one, or names none (`und`).
    pub fn parse(tag: &str) -> Result<Self, NotALanguage> {
        let read = LanguageIdentifier::from_str(tag).map_err(|_| NotALanguage)?;
        if read.language.is_empty() {
            return Err(NotALanguage);
        }
        Ok(Self { tag: Cow::Owned(read.to_string()) })
    }

    /// The tag, as `lang` in HTML, `/Lang` in PDF and `language` in FHIR take it.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The language without its region or script: `es` of `es-MX`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.tag.split('-').next().unwrap_or_default()
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        self.identifier().character_direction() == CharacterDirection::RTL
    }

    /// The tag and what it is a part of, the narrowest first: `zh-Hant-TW`, `zh-Hant`, `zh`.
    pub(crate) fn with_wider(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self.tag.as_ref()), |tag| tag.rsplit_once('-').map(|(wider, _)| wider))
    }

    pub(crate) fn identifier(&self) -> LanguageIdentifier {
        LanguageIdentifier::from_str(&self.tag).unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

impl FromStr for Language {
    type Err = NotALanguage;

    fn from_str(tag: &str) -> Result<Self, NotALanguage> {
        Self::parse(tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_in_any_case() {
        assert_eq!(Language::parse("ES").unwrap(), Language::SPANISH);
        assert_eq!(Language::parse("zh-hant-tw").unwrap().tag(), "zh-Hant-TW");
        assert_eq!(Language::parse("es-MX").unwrap().primary(), "es");
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for wrong in ["", "e", "spanish please", "und", "-es", "\u{e9}s"] {
            assert_eq!(Language::parse(wrong), Err(NotALanguage), "{wrong}");
        }
    }

    #[test]
    fn directions_are_those_of_the_script() {
        assert!(!Language::SPANISH.is_right_to_left());
        for (tag, right_to_left) in
            [("ar", true), ("he", true), ("fa", true), ("az-Arab", true), ("el", false)]
        {
            assert_eq!(Language::parse(tag).unwrap().is_right_to_left(), right_to_left, "{tag}");
        }
    }

    #[test]
    fn wider_languages_follow_narrower_ones() {
        let tags: Vec<String> =
            Language::parse("zh-Hant-TW").unwrap().with_wider().map(str::to_owned).collect();
        assert_eq!(tags, ["zh-Hant-TW", "zh-Hant", "zh"]);
    }
}
