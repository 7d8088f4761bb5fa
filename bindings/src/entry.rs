//! Entries as they were logged and as they stand.

use crate::draft::Source;
use crate::fact::Fact;
use crate::scalar::{CalendarDay, EntryId, Moment};
use nourish_journal::{Entry, Intent, Shown};

pub use nourish_journal::{Doubt, Status};

/// Whether a value stands, as its source says.
#[uniffi::remote(Enum)]
pub enum Status {
    /// It stands.
    Final,
    /// Said beforehand, to be confirmed.
    Preliminary,
    /// Entered in error.
    EnteredInError,
}

/// Why a weight waits to be confirmed.
#[uniffi::remote(Enum)]
pub enum Doubt {
    /// About 2.2 times what it was around that time, or as many times less: pounds and kilograms mixed up.
    UnitSlip,
    /// More than 5 % off within a day, or more than 10 % within two, and nothing after it agrees.
    Jump,
    /// Typed, more than 10 % off within ten days, what it was before but for two neighbouring digits that changed places, and
    /// nothing around it agrees.
    DigitSwap,
}

/// What an entry does to the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum EntryIntent {
    /// Adds a fact.
    Record,
    /// Corrects the first entry of its row.
    Amend,
    /// Takes the first entry of its row back.
    Retract,
}

/// One immutable statement in a journal.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct LoggedEntry {
    /// Its own name.
    pub id: EntryId,
    /// The first entry of the row of corrections that it belongs to: itself, if it corrects none.
    pub root_id: EntryId,
    /// What it does to the journal.
    pub intent: EntryIntent,
    /// When it happened.
    pub occurred: Moment,
    /// The person's own day.
    pub day: CalendarDay,
    /// What it says; nothing for a retraction, and for what only a newer version understands.
    pub fact: Option<Fact>,
    /// Where its value came from.
    pub source: Source,
    /// The system it was imported from.
    pub origin: Option<String>,
    /// Whether it stands, as its source says.
    pub status: Status,
    /// Why a correction was made.
    pub reason: Option<String>,
}

/// An entry as it stands now.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct StandingEntry {
    /// The entry, or the correction of it that stands.
    pub entry: LoggedEntry,
    /// Whether it was corrected.
    pub amended: bool,
    /// Whether two corrections of the same version exist, of which this is the later.
    pub clash: bool,
    /// Why it waits to be confirmed, if it does: no rule sees it until then.
    pub doubt: Option<Doubt>,
}

impl From<Intent> for EntryIntent {
    fn from(intent: Intent) -> Self {
        match intent {
            Intent::Record => Self::Record,
            Intent::Amend { .. } => Self::Amend,
            Intent::Retract { .. } => Self::Retract,
        }
    }
}

impl From<&Entry> for LoggedEntry {
    fn from(entry: &Entry) -> Self {
        Self {
            id: entry.id(),
            root_id: entry.root(),
            intent: entry.intent().into(),
            occurred: entry.occurred().clone(),
            day: entry.occurred().day(),
            fact: entry.fact().cloned(),
            source: entry.source(),
            origin: entry.origin().map(str::to_owned),
            status: entry.status(),
            reason: entry.reason().map(str::to_owned),
        }
    }
}

impl From<&Shown> for StandingEntry {
    fn from(shown: &Shown) -> Self {
        Self {
            entry: shown.entry().into(),
            amended: shown.amended(),
            clash: shown.clash(),
            doubt: shown.doubt(),
        }
    }
}
