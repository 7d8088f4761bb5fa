//! What happened, line by line, and what was prescribed.

use crate::json::shown;
use nourish_record::{CalendarDay, EntryId, Source};
use serde::Serialize;

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct EventLine {
    /// The entry, by the name that corrections keep.
    #[serde(serialize_with = "shown")]
    pub entry: EntryId,
    /// Its day.
    #[serde(serialize_with = "shown")]
    pub day: CalendarDay,
    /// What sort of thing: `Tube blocked`, `Daily check-in`.
    pub what: String,
    /// What more is known of it; empty where nothing is.
    pub detail: String,
    /// Where it came from.
    pub origin: Origin,
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Typed, from a scale, and so on.
    #[serde(serialize_with = "shown_source")]
    pub source: Source,
    /// Whether it was corrected since.
    pub corrected: bool,
}

fn shown_source<S: serde::Serializer>(source: &Source, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(source.as_str())
}

/// Something that was prescribed or set as a target.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PlanLine {
    /// What.
    pub what: String,
    /// How much, as printed.
    pub value: String,
    /// Who set it, where that is known.
    pub set_by: Option<&'static str>,
    /// Since when.
    #[serde(serialize_with = "shown")]
    pub since: CalendarDay,
}
