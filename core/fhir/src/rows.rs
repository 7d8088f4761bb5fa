//! Every entry of a journal as it stands, with what became of it.

use crate::entry::Told;
use nourish_record::{Author, Entry, EntryId, FeedingPlan, Intent, Recorded, Source, standing_version};
use std::collections::BTreeMap;

/// An entry with all that corrects it or takes it back.
#[derive(Clone)]
pub struct Row {
    /// The version that stands, or last stood before it was taken back.
    pub entry: Entry,
    /// Whether it was corrected.
    pub is_amended: bool,
    /// Whether it was taken back.
    pub is_retracted: bool,
    /// Whether a later feeding plan took its place.
    pub is_superseded: bool,
    /// When the last of it was recorded.
    pub changed: Recorded,
    /// Why it was last corrected or taken back.
    pub reason: Option<String>,
    /// Who did that.
    pub changed_by: Author,
}

impl Row {
    /// The row as it is written.
    pub fn told(&self) -> Told<'_> {
        Told::standing(&self.entry)
            .amended(self.is_amended)
            .retracted(self.is_retracted)
            .superseded(self.is_superseded)
    }

    /// What several entries have in common that one hand wrote: device, source, origin. `None` once it was changed, since that has a
    /// reason of its own.
    pub(crate) fn hand(&self) -> Option<(Author, Source, Option<&str>)> {
        let is_as_logged = !self.is_amended && !self.is_retracted;
        is_as_logged.then(|| (self.entry.author(), self.entry.source(), self.entry.origin()))
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Row").field("entry", &self.entry).finish_non_exhaustive()
    }
}

/// The rows of all entries of a journal, in order of time, then of name.
pub fn rows_of(entries: impl IntoIterator<Item = Entry>) -> Vec<Row> {
    let mut by_root: BTreeMap<EntryId, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        let row = by_root.entry(entry.root()).or_default();
        if !row.iter().any(|known| known.id() == entry.id()) {
            row.push(entry);
        }
    }
    let mut rows: Vec<Row> = by_root.into_values().filter_map(row).collect();
    rows.sort_by_key(|row| (row.entry.occurred().instant_ms(), row.entry.root()));
    let is_plan = |row: &Row| row.entry.fact_of::<FeedingPlan>().is_some() && !row.told().is_in_error();
    let last_plan = rows.iter().rposition(is_plan);
    for (place, row) in rows.iter_mut().enumerate() {
        row.is_superseded = is_plan(row) && Some(place) != last_plan;
    }
    rows
}

fn row(versions: Vec<Entry>) -> Option<Row> {
    let stands = standing_version(&versions)?.clone();
    let retraction = versions.iter().filter(|entry| matches!(entry.intent(), Intent::Retract { .. }));
    let retraction = retraction.max_by_key(|entry| (entry.recorded(), entry.id()));
    let last = retraction.unwrap_or(&stands);
    Some(Row {
        is_amended: matches!(stands.intent(), Intent::Amend { .. }),
        is_retracted: retraction.is_some(),
        is_superseded: false,
        changed: last.recorded(),
        reason: last.reason().map(str::to_owned),
        changed_by: last.author(),
        entry: stands,
    })
}
