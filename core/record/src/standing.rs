//! Which version of each entry stands: corrections applied, what was taken back left out.

use crate::day::CalendarDay;
use crate::draft::Status;
use crate::entry::{Entry, Intent};
use crate::id::EntryId;
use crate::plausible::Doubt;
use std::collections::BTreeMap;

/// An entry as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub(crate) entry: Entry,
    pub(crate) amended: bool,
    pub(crate) clash: bool,
    pub(crate) doubt: Option<Doubt>,
}

impl Shown {
    /// The entry: the first one, or the correction of it that stands.
    pub const fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The name that corrections and evidence refer to.
    pub const fn root(&self) -> EntryId {
        self.entry.root()
    }

    /// The person's own day.
    pub const fn day(&self) -> CalendarDay {
        self.entry.occurred().day()
    }

    pub(crate) fn instant_ms(&self) -> i64 {
        self.entry.occurred().instant_ms()
    }

    /// Whether it was corrected.
    pub const fn amended(&self) -> bool {
        self.amended
    }

    /// Whether two corrections of the same version exist, of which this is the later.
    pub const fn clash(&self) -> bool {
        self.clash
    }

    /// Why it waits to be confirmed, if it does.
    pub const fn doubt(&self) -> Option<Doubt> {
        self.doubt
    }
}

/// What corrects one entry.
#[derive(Default)]
struct Corrections {
    first: Option<Entry>,
    amendments: BTreeMap<EntryId, Entry>,
    retracted: bool,
}

impl Corrections {
    /// The version that stands: the latest amendment, else the first entry; nothing once retracted.
    ///
    /// An amendment whose first entry has not arrived yet stands by itself.
    fn stands(self) -> Option<Shown> {
        if self.retracted {
            return None;
        }
        let clash = self.clashes();
        let amended = !self.amendments.is_empty();
        let latest = self.amendments.into_values().max_by_key(|entry| (entry.recorded(), entry.id()));
        Some(Shown { entry: latest.or(self.first)?, amended, clash, doubt: None })
    }

    fn clashes(&self) -> bool {
        let bases = self.amendments.values().filter_map(|entry| match entry.intent() {
            Intent::Amend { base, .. } => Some(base),
            Intent::Record | Intent::Retract { .. } => None,
        });
        let mut bases: Vec<EntryId> = bases.collect();
        bases.sort_unstable();
        !bases.is_sorted_by(|a, b| a < b)
    }
}

/// The entries that stand, in order of time, then of name; each once, and none that its source calls an error.
///
/// Nearly all entries are corrected by nothing: those are only put in order.
pub(crate) fn standing(entries: impl IntoIterator<Item = Entry>) -> Vec<Shown> {
    let (firsts, others): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| entry.intent() == Intent::Record);
    let mut corrected: BTreeMap<EntryId, Corrections> = BTreeMap::new();
    for entry in others {
        let corrections = corrected.entry(entry.root()).or_default();
        match entry.intent() {
            Intent::Amend { .. } => drop(corrections.amendments.insert(entry.id(), entry)),
            Intent::Retract { .. } | Intent::Record => corrections.retracted = true,
        }
    }
    let mut standing: Vec<Shown> = Vec::with_capacity(firsts.len());
    for entry in firsts {
        match corrected.get_mut(&entry.id()) {
            Some(corrections) => corrections.first = Some(entry),
            None => standing.push(Shown { entry, amended: false, clash: false, doubt: None }),
        }
    }
    standing.extend(corrected.into_values().filter_map(Corrections::stands));
    standing.retain(|shown| shown.entry.status() != Status::EnteredInError);
    standing.sort_by_cached_key(|shown| (shown.entry.occurred().instant_ms(), shown.root()));
    standing.dedup_by_key(|shown| shown.root());
    standing
}
