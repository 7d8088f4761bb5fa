//! The report as JSON: the whole of the model, schema `nourish/report/1`.

use crate::model::Report;
use nourish_record::{CalendarDay, Source, SymptomItem};
use nourish_rules::assess::Level;
use serde::Serializer;
use std::collections::BTreeMap;
use std::fmt::Display;

impl Report {
    /// The report as JSON, indented, schema `nourish/report/1`: the fields of [`Report`] and of what it holds, by their names.
    ///
    /// Amounts are integers of the unit that their name ends in, or text exactly as the page prints it; days are `YYYY-MM-DD`;
    /// entries go by their 32 hexadecimal digits; levels are `emergency`, `same-day`, `next-contact`, `information`. What is
    /// not there in a day is unknown, never zero. A change of meaning or the loss of a name gives the schema a new number;
    /// new names may come in without one.
    pub fn to_json(&self) -> String {
        // Writing plain structs with text keys to memory cannot fail.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// The word for a level, in data.
pub(crate) const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Emergency => "emergency",
        Level::SameDay => "same-day",
        Level::NextContact => "next-contact",
        Level::Information => "information",
    }
}

pub(crate) fn shown<T: Display, S: Serializer>(value: &T, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(value)
}

pub(crate) fn day_optional<S: Serializer>(day: &Option<CalendarDay>, out: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => out.collect_str(day),
        None => out.serialize_none(),
    }
}

pub(crate) fn level_word<S: Serializer>(level: &Level, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(level_name(*level))
}

pub(crate) fn symptom_levels<S: Serializer>(
    levels: &BTreeMap<SymptomItem, u8>,
    out: S,
) -> Result<S::Ok, S::Error> {
    out.collect_map(levels.iter().map(|(item, level)| (item.as_str(), level)))
}

pub(crate) fn source_counts<S: Serializer>(counts: &[(Source, usize)], out: S) -> Result<S::Ok, S::Error> {
    out.collect_map(counts.iter().map(|(source, count)| (source.as_str(), count)))
}

pub(crate) fn symptom_name<S: Serializer>(item: &SymptomItem, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(item.as_str())
}
