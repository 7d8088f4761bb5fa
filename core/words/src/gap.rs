//! What a translation lacks.

use std::collections::BTreeSet;

use crate::catalogue::Messages;

/// How a language differs from English. A room's test asks for none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Gap {
    /// English has the message, the language has not.
    #[error("{0} is not translated")]
    Missing(String),
    /// The language has a message that English has not.
    #[error("{0} does not exist in English")]
    Unknown(String),
    /// The message takes other arguments than the English one.
    #[error("{id} takes {here:?}, in English {in_english:?}")]
    Arguments {
        /// The message's name.
        id: String,
        /// What it takes in the language.
        here: BTreeSet<String>,
        /// What it takes in English.
        in_english: BTreeSet<String>,
    },
}

/// Every difference, by name.
pub(crate) fn between(english: &Messages, here: &Messages) -> Vec<Gap> {
    let mut gaps: Vec<Gap> =
        here.keys().filter(|id| !english.contains_key(*id)).cloned().map(Gap::Unknown).collect();
    gaps.extend(english.iter().filter_map(|(id, in_english)| match here.get(id) {
        None => Some(Gap::Missing(id.clone())),
        Some(here) if here == in_english => None,
        Some(here) => {
            Some(Gap::Arguments { id: id.clone(), here: here.clone(), in_english: in_english.clone() })
        }
    }));
    gaps
}
