//! Resources that a journal wrote: they come back as they were logged, under the name that they had.

use super::found::{Found, Without};
use crate::drafting::is_plan;
use crate::item::{Item, RefusedRow, SkipReason};
use nourish_fhir::{names, read_entry};
use nourish_record::{Draft, EntryId, Origin, Problem};
use serde_json::Value;

/// What the key of an entry of a journal begins with. Keys of all other values begin with a kind.
const KEY: &str = "entry|";
/// The system of entries that had been imported from nowhere.
const SYSTEM: &str = "Nourish";

/// The entry that an origin names: a journal's own entry keeps its name, so that an export comes back to where it was made without
/// adding anything.
pub fn entry_named_by(origin: &Origin) -> Option<EntryId> {
    origin.key.strip_prefix(KEY)?.parse().ok()
}

/// The item of a resource of ours; `None` for another's.
pub(super) fn read(found: &Found<'_>) -> Option<Item> {
    if is_computed(found.resource) {
        return Some(Item::Skipped(SkipReason::CopyInGroup));
    }
    let read = match read_entry(found.resource) {
        Ok(read) => read?,
        Err(refused) => {
            return Some(Item::Refused(RefusedRow::from_invalid(
                0,
                &found.at(&refused.element),
                &refused.invalid,
            )));
        }
    };
    if read.occurred.day() > found.context.today && !is_plan(&read.fact) {
        return Some(Without::Refused(RefusedRow::of(0, found.path, Problem::InTheFuture)).into());
    }
    let origin = read.id.map(|id| Origin {
        system: read.origin.unwrap_or_else(|| SYSTEM.to_owned()),
        key: format!("{KEY}{id}"),
    });
    Some(Item::Draft(Draft {
        occurred: read.occurred,
        source: read.source,
        origin,
        fact: read.fact,
        status: read.status,
    }))
}

/// Whether a resource only says what is computed from others that stand beside it.
fn is_computed(resource: &Value) -> bool {
    let identifiers = match resource.get("identifier") {
        Some(Value::Array(identifiers)) => identifiers.as_slice(),
        Some(identifier) => std::slice::from_ref(identifier),
        None => &[],
    };
    let system = |identifier: &Value| identifier.get("system").and_then(Value::as_str).map(str::to_owned);
    let ours = [names::COMPUTED_ID, names::PERSON_ID, names::DEVICE_ID];
    identifiers.iter().filter_map(system).any(|system| ours.contains(&system.as_str()))
}
