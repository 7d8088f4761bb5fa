//! What is to be logged, before it is an entry: the draft, and the stamp that the device adds.

use crate::clock::Recorded;
use crate::fact::Fact;
use crate::id::{Author, EntryId};
use crate::moment::Moment;
use crate::word::words;
use std::fmt;

/// Most bytes of the name of a system.
pub(crate) const ORIGIN_BYTES: usize = 400;

words! {
    /// Where a value came from.
    Source {
        /// Typed in.
        Typed = 1 "typed",
        /// A connected scale.
        Scale = 2 "scale",
        /// A feeding pump.
        Pump = 3 "pump",
        /// A file from elsewhere.
        Import = 4 "import",
        /// A clinician.
        Clinician = 5 "clinician",
    }

    /// Whether a value stands.
    Status {
        /// It stands.
        Final = 1 "final",
        /// Said beforehand, to be confirmed.
        Preliminary = 2 "preliminary",
        /// Entered in error, as its source says.
        EnteredInError = 3 "entered-in-error",
    }
}

/// Where an imported value lies in the file it came from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The system, as shown to people: `openScale`, `Apple Health: Kitchen scale`.
    pub system: String,
    /// What names the value within the system, the same on every import of it.
    pub key: String,
}

/// What a person, an app or a file wants to log. Nothing in it has been checked.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// When it happened.
    pub occurred: Moment,
    /// Where it came from.
    pub source: Source,
    /// The system it was imported from.
    pub origin: Option<Origin>,
    /// What is said.
    pub fact: Fact,
    /// Whether it stands.
    pub status: Status,
}

impl Draft {
    /// A draft that stands, from no other system.
    pub fn new(occurred: Moment, source: Source, fact: impl Into<Fact>) -> Self {
        Self { occurred, source, origin: None, fact: fact.into(), status: Status::Final }
    }

    /// The same, imported from `system`, where `key` names it.
    pub fn imported(occurred: Moment, fact: impl Into<Fact>, system: &str, key: String) -> Self {
        let origin = Some(Origin { system: system.to_owned(), key });
        Self { occurred, source: Source::Import, origin, fact: fact.into(), status: Status::Final }
    }
}

/// What the device adds to a draft. Time and randomness come in here, as values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The entry's name.
    pub id: EntryId,
    /// When it is recorded.
    pub recorded: Recorded,
    /// The device.
    pub author: Author,
    /// Its place in the device's log, from 1 without gaps.
    pub seq: u64,
}

impl Stamp {
    /// A stamp for documentation and tests: everything follows from `seq`.
    pub fn example(seq: u64) -> Self {
        let id = EntryId::from_bytes(u128::from(seq).to_be_bytes());
        // 2199 in milliseconds: whatever an example logs lies before it.
        Self { id, recorded: Recorded::at(7_226_582_400_000 + seq), author: Author::from_bytes([1; 16]), seq }
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft").field("fact", &self.fact).finish_non_exhaustive()
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Origin { .. }")
    }
}
