//! The dictionary of inputs: what each name means, its unit, and what is plausible.

use std::collections::BTreeSet;

use nourish_toml::Spanned;
use serde::Deserialize;

use super::parse::{Fault, Place, TableError};
use crate::exact::Exact;

/// The dictionary's file name.
pub(crate) const FILE: &str = "_inputs.toml";

/// What an instrument may ask for. A name means the same in every instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputSpec {
    /// The name, unit last.
    pub name: String,
    /// What is asked, in a few words.
    pub meaning: String,
    /// The type of its values.
    pub kind: InputKind,
}

/// The types of inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// A decimal number within bounds, both included.
    Number {
        /// UCUM unit.
        unit: String,
        /// Smallest plausible value.
        min: Exact,
        /// Largest plausible value.
        max: Exact,
        /// Whether fractions are refused.
        whole: bool,
    },
    /// True or false.
    Flag,
    /// One of a few words.
    Choice {
        /// The words.
        words: Vec<String>,
    },
    /// Any of a few words, each at most once.
    List {
        /// The words.
        words: Vec<String>,
        /// One-letter forms in the same order, if there are any.
        letters: Vec<String>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDictionary {
    input: Vec<RawInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawInput {
    name: Spanned<String>,
    meaning: String,
    unit: Option<String>,
    min: Option<Spanned<String>>,
    max: Option<Spanned<String>>,
    #[serde(default)]
    whole: bool,
    one_of: Option<Vec<String>>,
    any_of: Option<Vec<String>>,
    #[serde(default)]
    letters: Vec<String>,
}

/// Reads the dictionary.
///
/// # Errors
/// The first mistake, with its line.
pub(crate) fn parse_dictionary(text: &str) -> Result<Vec<InputSpec>, TableError> {
    let place = Place { file: FILE, text };
    let raw: RawDictionary = place.parse()?;
    let mut seen = BTreeSet::new();
    raw.input
        .into_iter()
        .map(|input| {
            if !seen.insert(input.name.get_ref().clone()) {
                return Err(place.fault(&input.name, Fault::DuplicateId));
            }
            let kind = match (input.unit, input.min, input.max, input.one_of, input.any_of) {
                (Some(unit), Some(min), Some(max), None, None) => InputKind::Number {
                    unit,
                    min: place.decimal(&min)?,
                    max: place.decimal(&max)?,
                    whole: input.whole,
                },
                (None, None, None, Some(words), None) => InputKind::Choice { words },
                (None, None, None, None, Some(words)) => InputKind::List { words, letters: input.letters },
                (None, None, None, None, None) => InputKind::Flag,
                _ => return Err(place.fault(&input.name, Fault::Syntax("mixed kinds of input".to_owned()))),
            };
            Ok(InputSpec { name: input.name.into_inner(), meaning: input.meaning, kind })
        })
        .collect()
}
