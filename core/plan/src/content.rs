//! Content as data: what is wrong with a file, by name, line and remedy.

use nourish_record::Decimal;
use nourish_toml::Spanned;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Most bytes of a file of content.
const FILE_BYTES: usize = 256 * 1024;
/// Most characters of a text in it.
const TEXT: usize = 400;

/// Why a file of content is refused. Nothing of the file is used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {fault}")]
pub struct ContentError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: ContentFault,
}

/// What is wrong with a file of content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentFault {
    /// Not TOML, or not of this shape.
    #[error("cannot be read ({0}); see docs/PLANS.md for the form")]
    Syntax(String),
    /// Larger than may be read.
    #[error("is larger than {FILE_BYTES} bytes; split it")]
    TooLarge,
    /// A formula says nothing of its energy.
    #[error("the formula \"{0}\" has no energy density; add density_kcal_per_ml from its label")]
    NoDensity(String),
    /// A number is missing its digits, has too many, or is out of range.
    #[error("{what} of \"{of}\" must be a number from {least} to {most}, written as text")]
    OutOfRange {
        /// The field.
        what: &'static str,
        /// The formula or regimen.
        of: String,
        /// The least that is taken.
        least: &'static str,
        /// The most that is taken.
        most: &'static str,
    },
    /// Two have the same name.
    #[error("\"{0}\" is there twice; rename one")]
    Twice(String),
    /// An id is not of small letters, digits and hyphens.
    #[error("an id is 1 to 60 small letters, digits and hyphens")]
    BadId,
    /// A text is empty, too long, or not on one line.
    #[error("{0} must say something, on one line, in at most {TEXT} characters")]
    BadText(&'static str),
    /// Something that must come with a source has none.
    #[error("no source.citation; say where it is from")]
    NoSource,
    /// A time of day is not one.
    #[error("{0} must be a time of day like \"07:30\"")]
    NotATime(&'static str),
}

/// Where content is from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cited {
    pub(crate) citation: String,
    /// How far it was confirmed, in words.
    #[serde(default)]
    pub(crate) confirmed: Option<String>,
}

/// A file that is being read, to say where a fault is.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
}

impl Page<'_> {
    pub(crate) fn parse<T: DeserializeOwned>(self) -> Result<T, ContentError> {
        if self.text.len() > FILE_BYTES {
            return Err(self.at(0, ContentFault::TooLarge));
        }
        nourish_toml::read(self.text).map_err(|mistake| {
            let message = mistake.message.lines().collect::<Vec<_>>().join(", ");
            self.at(mistake.offset.unwrap_or(0), ContentFault::Syntax(message))
        })
    }

    pub(crate) fn at(self, offset: usize, fault: ContentFault) -> ContentError {
        let before = self.text.get(..offset).unwrap_or_default();
        ContentError { file: self.file.to_owned(), line: before.matches('\n').count() + 1, fault }
    }

    pub(crate) fn fault<T>(self, here: &Spanned<T>, fault: ContentFault) -> ContentError {
        self.at(here.span().start, fault)
    }

    pub(crate) fn id(self, id: &Spanned<String>) -> Result<String, ContentError> {
        let text = id.get_ref();
        let plain = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if plain && (1..=60).contains(&text.len()) {
            Ok(text.clone())
        } else {
            Err(self.fault(id, ContentFault::BadId))
        }
    }

    pub(crate) fn line_of_text(
        self,
        what: &'static str,
        text: &Spanned<String>,
    ) -> Result<String, ContentError> {
        let said = text.get_ref().trim();
        let fits = !said.is_empty() && said.chars().count() <= TEXT && !said.chars().any(char::is_control);
        if fits { Ok(said.to_owned()) } else { Err(self.fault(text, ContentFault::BadText(what))) }
    }

    pub(crate) fn cited(self, source: Option<Cited>) -> Result<Cited, ContentError> {
        source
            .filter(|source| !source.citation.trim().is_empty())
            .ok_or_else(|| self.at(0, ContentFault::NoSource))
    }
}

/// A decimal written as text, in thousandths; `None` where it is none or has more than three places.
pub(crate) fn milli(text: &str) -> Option<u32> {
    let decimal = Decimal::parse(text).ok()?;
    let places = 3u32.checked_sub(decimal.scale)?;
    u32::try_from(decimal.digits.checked_mul(10i128.checked_pow(places)?)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_in_thousandths_or_not_at_all() {
        assert_eq!(milli("1.5"), Some(1_500));
        assert_eq!(milli("2"), Some(2_000));
        assert_eq!(milli("1.0005"), None);
        assert_eq!(milli("-1"), None);
        assert_eq!(milli("much"), None);
    }
}
