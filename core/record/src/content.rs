//! What an entry says, and what of it only a newer version knows.

use crate::erasure::Erasure;
use crate::fact::Fact;
use crate::members::Kept;
use std::fmt;

/// What an entry says.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// A fact of a known kind; fields of a newer version are kept beside it.
    Known(Fact),
    /// A kind, or a value within one, of a newer version: kept and handed on byte for byte, shown as such.
    Newer {
        /// The number of its kind.
        kind: u32,
    },
    /// That another entry's content was erased.
    Erasure(Erasure),
    /// Nothing: the entry only retracts.
    Nothing,
}

/// Members of an entry that this version does not know, kept as they came.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Unknown {
    /// Of the payload; all of it when the content is of a newer version.
    pub(crate) payload: Kept,
    /// Of the envelope.
    pub(crate) envelope: Kept,
}

impl Unknown {
    pub(crate) fn of(payload: Kept, envelope: Kept) -> Option<Box<Self>> {
        (!payload.is_empty() || !envelope.is_empty()).then(|| Box::new(Self { payload, envelope }))
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(fact) => fact.fmt(f),
            Self::Newer { kind } => write!(f, "Newer({kind})"),
            Self::Erasure(_) => f.write_str("Erasure"),
            Self::Nothing => f.write_str("Nothing"),
        }
    }
}
