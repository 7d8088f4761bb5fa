//! What imported entries are called, so that the same value has the same name at every import.

use crate::error::JournalError;
use nourish_exchange::entry_named_by;
use nourish_record::{CalendarDay, Draft, EntryId};
use nourish_store::{Importing, Namer};

/// Stands where the length of a system does, and is the length of none: what is named is no origin.
const NOT_AN_ORIGIN: u32 = u32::MAX;

/// How often a value may be undone and imported anew.
const GENERATIONS: u32 = 1_000;

/// What a draft is called in the journal.
pub(super) enum Name {
    /// It is to be added under this name.
    Free(EntryId),
    /// The journal has it under this one.
    Taken(EntryId),
}

/// Under which name a draft is to be added, or under which the journal has it.
///
/// What an undone import took back is added under the next name: the retraction stays, and so does what it took back. What a
/// person took back alone stays taken back, however often the file is imported.
pub(super) fn name_of(
    namer: &Namer,
    importing: &mut Importing<'_>,
    draft: &Draft,
) -> Result<Name, JournalError> {
    let day = draft.occurred.day();
    let mut id = of_origin(namer, draft, 0);
    for generation in 1..=GENERATIONS {
        if !importing.contains(day, id)? {
            return Ok(Name::Free(id));
        }
        if !is_undone(namer, importing, day, id)? {
            break;
        }
        id = of_origin(namer, draft, generation);
    }
    Ok(Name::Taken(id))
}

fn is_undone(
    namer: &Namer,
    importing: &mut Importing<'_>,
    day: CalendarDay,
    id: EntryId,
) -> Result<bool, JournalError> {
    Ok(importing.contains(day, of_undoing(namer, id))?)
}

/// The name of the value that a draft says: that of its system and its key there, and from the second time on of how often it was undone.
fn of_origin(namer: &Namer, draft: &Draft, generation: u32) -> EntryId {
    // An entry that a journal wrote keeps its name; everything else is named by where it comes from.
    let named = draft.origin.as_ref().and_then(entry_named_by).filter(|_| generation == 0);
    if let Some(id) = named {
        return id;
    }
    let (system, key) = draft.origin.as_ref().map_or(("", ""), |origin| (&origin.system, &origin.key));
    let length = u32::try_from(system.len()).unwrap_or(u32::MAX);
    let origin = [length.to_be_bytes().as_slice(), system.as_bytes(), key.as_bytes()].concat();
    let named = match generation {
        0 => origin,
        later => [&NOT_AN_ORIGIN.to_be_bytes()[..], b"again", &later.to_be_bytes(), &origin].concat(),
    };
    EntryId::from_bytes(namer.name(&named))
}

/// The name of the correction that makes of `root` what its source says since `modified_ms`.
pub(super) fn of_revision(namer: &Namer, root: EntryId, modified_ms: i64) -> EntryId {
    let named =
        [&NOT_AN_ORIGIN.to_be_bytes()[..], b"revised", root.as_bytes(), &modified_ms.to_be_bytes()].concat();
    EntryId::from_bytes(namer.name(&named))
}

/// The name of the entry that takes `root` back as its import is undone: by it an import knows that it was not a person who took
/// it back alone.
pub(super) fn of_undoing(namer: &Namer, root: EntryId) -> EntryId {
    let named = [&NOT_AN_ORIGIN.to_be_bytes()[..], b"undone", root.as_bytes()].concat();
    EntryId::from_bytes(namer.name(&named))
}
