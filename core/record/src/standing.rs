//! Which version of each entry stands: corrections applied, what was taken back left out.

use crate::day::CalendarDay;
use crate::draft::Status;
use crate::entry::{Entry, Intent};
use crate::id::{Author, EntryId};
use crate::plausible::Doubt;
use std::collections::{BTreeMap, BTreeSet};

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
    /// The version that stands: of the amendments that no other is based on the latest, else the first entry; nothing once
    /// retracted.
    ///
    /// Whoever corrects a version has seen it: whatever the clocks say, the correction comes after it. An amendment whose first
    /// entry has not arrived yet stands by itself.
    fn stands(mut self) -> Option<Shown> {
        if self.retracted {
            return None;
        }
        let clash = self.clashes();
        let latest = last_amendment(self.amendments.values()).map(Entry::id);
        let latest = latest.and_then(|id| self.amendments.remove(&id));
        let amended = latest.is_some();
        Some(Shown { entry: latest.or(self.first)?, amended, clash, doubt: None })
    }

    fn clashes(&self) -> bool {
        let mut bases: Vec<EntryId> = self.amendments.values().filter_map(base).collect();
        bases.sort_unstable();
        !bases.is_sorted_by(|a, b| a < b)
    }
}

/// The version of one row that stands unless the row was taken back, of its first entry and all that corrects it.
pub fn standing_version(row: &[Entry]) -> Option<&Entry> {
    let first = row.iter().find(|entry| entry.intent() == Intent::Record);
    last_amendment(row.iter()).or(first)
}

/// Of amendments of one row the latest that no other is based on.
fn last_amendment<'a>(row: impl Iterator<Item = &'a Entry> + Clone) -> Option<&'a Entry> {
    let amendments = row.filter(|entry| base(entry).is_some());
    let superseded: BTreeSet<EntryId> = amendments.clone().filter_map(base).collect();
    // Corrections of one another in a circle cannot come from any program: then the latest of all stands.
    amendments.max_by_key(|entry| (!superseded.contains(&entry.id()), entry.recorded(), entry.id()))
}

/// The version that an amendment corrects.
pub(crate) const fn base(entry: &Entry) -> Option<EntryId> {
    match entry.intent() {
        Intent::Amend { base, .. } => Some(base),
        Intent::Record | Intent::Retract { .. } => None,
    }
}

/// The entries that stand, in order of time, then of name; each once, and none that its source calls an error.
///
/// Nearly all entries are corrected by nothing: those are only put in order.
pub(crate) fn standing(entries: impl IntoIterator<Item = Entry>) -> Vec<Shown> {
    let entries = entries.into_iter();
    let mut firsts: Vec<Entry> = Vec::with_capacity(entries.size_hint().0);
    let mut corrected: BTreeMap<EntryId, Corrections> = BTreeMap::new();
    for entry in entries {
        match entry.intent() {
            Intent::Record => firsts.push(entry),
            Intent::Amend { root, .. } => {
                let corrections = corrected.entry(root).or_default();
                let known = corrections.amendments.remove(&entry.id());
                corrections.amendments.insert(entry.id(), one_of(known, entry));
            }
            Intent::Retract { root, .. } => corrected.entry(root).or_default().retracted = true,
        }
    }
    let mut standing: Vec<Shown> = Vec::with_capacity(firsts.len());
    for entry in firsts {
        match corrected.get_mut(&entry.id()) {
            Some(corrections) => corrections.first = Some(one_of(corrections.first.take(), entry)),
            None => standing.push(Shown { entry, amended: false, clash: false, doubt: None }),
        }
    }
    standing.extend(corrected.into_values().filter_map(Corrections::stands));
    standing.retain(|shown| shown.entry.status() != Status::EnteredInError);
    standing.sort_by_cached_key(|shown| (shown.entry.occurred().instant_ms(), shown.root()));
    standing.dedup_by(|next, kept| {
        let is_same = next.root() == kept.root();
        if is_same && logged_at(&next.entry) < logged_at(&kept.entry) {
            std::mem::swap(next, kept);
        }
        is_same
    });
    standing
}

/// Of two copies of an entry that stand in two logs, always the same one.
fn one_of(known: Option<Entry>, entry: Entry) -> Entry {
    match known {
        Some(known) if logged_at(&known) <= logged_at(&entry) => known,
        Some(_) | None => entry,
    }
}

/// Which log an entry stands in, and where.
fn logged_at(entry: &Entry) -> (Author, u64) {
    (entry.author(), entry.seq())
}
