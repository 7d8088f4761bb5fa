//! Values that their source changed since they were imported.

use super::naming::of_revision;
use crate::error::JournalError;
use crate::logging::stamp;
use nourish_record::{Draft, Entry, EntryId, Intent, InvalidEntry, Moment};
use nourish_store::{Importing, Namer};

/// The reason of a correction that an import makes.
const REASON: &str = "changed at its source";

/// What an import makes of a value that the journal has.
pub(super) enum Revision {
    /// Nothing: it is the same, older, corrected by a person, or taken back.
    Nothing,
    /// It was corrected to what its source says now.
    Made,
    /// What its source says now cannot stand in its place.
    Refused(InvalidEntry),
}

/// Whether an entry is a correction by a person.
pub(super) fn is_persons(entry: &Entry) -> bool {
    matches!(entry.intent(), Intent::Amend { .. }) && entry.reason() != Some(REASON)
}

/// Corrects the entry named `root` to what its source says since `modified_ms`, where that is after everything that was recorded
/// of it. A person's own correction stands whatever the source says.
pub(super) fn revise(
    namer: &Namer,
    importing: &mut Importing<'_>,
    root: EntryId,
    draft: Draft,
    modified_ms: i64,
    now: &Moment,
) -> Result<Revision, JournalError> {
    let row = importing.row(draft.occurred.day(), root)?;
    let settled =
        row.iter().any(|entry| is_persons(entry) || matches!(entry.intent(), Intent::Retract { .. }));
    let Some(latest) = row.iter().max_by_key(|entry| entry.recorded()).filter(|_| !settled) else {
        return Ok(Revision::Nothing);
    };
    let recorded_ms = i64::try_from(latest.recorded().wall_ms()).unwrap_or(i64::MAX);
    let same = latest.fact() == Some(&draft.fact) && *latest.occurred() == draft.occurred;
    if same || modified_ms <= recorded_ms || latest.fact().is_none() {
        return Ok(Revision::Nothing);
    }
    let stamp = stamp(importing.next(), of_revision(namer, root, modified_ms), now)?;
    match latest.amend(draft.fact, draft.occurred, REASON, stamp) {
        Ok(entry) => {
            importing.put(entry)?;
            Ok(Revision::Made)
        }
        Err(invalid) => Ok(Revision::Refused(invalid)),
    }
}
