//! A mapping file: which column of a table is what (`nourish/mapping/1`, described in docs/IMPORTS.md).

use super::clock::{ClockFormat, UnknownFormat};
use nourish_record::{Fact, FieldSpec, Source, Takes, Tz};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The schema that a mapping names.
const SCHEMA: &str = "nourish/mapping/1";
/// Most bytes of a mapping file.
const MAPPING_BYTES: usize = 256 * 1024;
/// Most bytes of the name of a system.
const SYSTEM_BYTES: usize = 400;

/// Which column of a table is what.
///
/// ```
/// use nourish_exchange::Mapping;
///
/// let mapping = Mapping::parse(
///     r#"
///     schema = "nourish/mapping/1"
///     system = "ward scale"
///     decimal = "comma"
///     date = { column = "Fecha", format = "DD/MM/YYYY" }
///     ignore = ["*"]
///
///     [[entry]]
///     kind = "weight"
///     fields.weight = { column = "Peso", unit = "kg" }
///     "#,
/// );
/// assert!(mapping.is_ok());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    pub(super) system: String,
    pub(super) source: Source,
    pub(super) delimiter: Option<u8>,
    pub(super) decimal: char,
    pub(super) zone: Option<Tz>,
    pub(super) date: (String, ClockFormat),
    pub(super) time: Option<(String, ClockFormat)>,
    pub(super) id: Option<String>,
    pub(super) ignore: Vec<String>,
    pub(super) entries: Vec<MappedEntry>,
}

/// One entry that each row gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MappedEntry {
    pub(super) kind: &'static str,
    pub(super) fields: Vec<MappedField>,
}

/// One field of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MappedField {
    pub(super) name: &'static str,
    pub(super) from: ReadFrom,
}

/// Where a field comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ReadFrom {
    /// The same in every row.
    Always(String),
    /// A number in a unit.
    Number { column: String, unit: String },
    /// A day.
    Day { column: String, format: ClockFormat },
    /// A word for each word of the column.
    Words { column: String, words: BTreeMap<String, String> },
    /// The text of the column.
    Text { column: String },
}

/// Why a mapping file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MappingError {
    /// It is no TOML, or holds a key that a mapping does not have.
    #[error(
        "the mapping cannot be read at line {line}: it is not TOML, or has a key or value that a mapping does not have; see docs/IMPORTS.md"
    )]
    Unreadable {
        /// The line, from 1.
        line: usize,
    },
    /// It is larger than any mapping.
    #[error("the mapping is larger than 256 kB; give the mapping, not the table")]
    TooLarge,
    /// It is not of this version.
    #[error("the mapping's schema is not one that is known; write: schema = \"nourish/mapping/1\"")]
    UnknownSchema,
    /// A value of it cannot be used.
    #[error("{place} of the mapping {problem}; {remedy}")]
    Unusable {
        /// Where, as a path of keys.
        place: String,
        /// What is wrong.
        problem: &'static str,
        /// What to do.
        remedy: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    schema: String,
    system: String,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    delimiter: Option<String>,
    #[serde(default)]
    decimal: Option<String>,
    #[serde(default)]
    zone: Option<String>,
    date: WrittenClock,
    #[serde(default)]
    time: Option<WrittenClock>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    ignore: Vec<String>,
    entry: Vec<WrittenEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenClock {
    column: String,
    format: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEntry {
    kind: String,
    fields: BTreeMap<String, WrittenField>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenField {
    #[serde(default)]
    column: Option<String>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    words: Option<BTreeMap<String, String>>,
    #[serde(default)]
    always: Option<String>,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`MappingError`], with the place in the file and what to do. A mapping is checked whole before any table is read by it.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        if text.len() > MAPPING_BYTES {
            return Err(MappingError::TooLarge);
        }
        let written: Written = nourish_toml::read(text)
            .map_err(|mistake| MappingError::Unreadable { line: mistake.line(text) })?;
        if written.schema != SCHEMA {
            return Err(MappingError::UnknownSchema);
        }
        let plain = |text: &str| text.chars().all(|c| !c.is_control()) && !text.trim().is_empty();
        if !plain(&written.system) || written.system.len() > SYSTEM_BYTES {
            return Err(unusable("system", "is not a short name", "name where the values come from"));
        }
        if written.entry.is_empty() {
            return Err(unusable("entry", "is missing", "say with [[entry]] what a row gives"));
        }
        let entries = written.entry.iter().enumerate();
        Ok(Self {
            source: read_source(written.source.as_deref())?,
            delimiter: read_delimiter(written.delimiter.as_deref())?,
            decimal: read_decimal(written.decimal.as_deref())?,
            zone: read_zone(written.zone.as_deref())?,
            date: read_clock("date", &written.date)?,
            time: written.time.as_ref().map(|time| read_clock("time", time)).transpose()?,
            id: written.id,
            ignore: written.ignore,
            entries: entries.map(|(place, entry)| read_entry(place, entry)).collect::<Result<_, _>>()?,
            system: written.system,
        })
    }

    /// The columns that it reads.
    pub(super) fn columns(&self) -> Vec<&str> {
        let clocks = [Some(&self.date), self.time.as_ref()].into_iter().flatten();
        let fields = self.entries.iter().flat_map(|entry| &entry.fields);
        let mut all: Vec<&str> = clocks.map(|(column, _)| column.as_str()).collect();
        all.extend(self.id.as_deref());
        all.extend(fields.filter_map(|field| field.from.column()));
        all
    }
}

impl ReadFrom {
    /// The column that it reads, if it reads one.
    pub(super) fn column(&self) -> Option<&str> {
        match self {
            Self::Always(_) => None,
            Self::Number { column, .. }
            | Self::Day { column, .. }
            | Self::Words { column, .. }
            | Self::Text { column } => Some(column),
        }
    }
}

fn unusable(place: &str, problem: &'static str, remedy: &str) -> MappingError {
    MappingError::Unusable { place: place.to_owned(), problem, remedy: remedy.to_owned() }
}

fn read_source(text: Option<&str>) -> Result<Source, MappingError> {
    let Some(text) = text else { return Ok(Source::Import) };
    Source::from_word(text).ok_or_else(|| {
        unusable("source", "is not one of the sources", &format!("use: {}", Source::all_words()))
    })
}

fn read_delimiter(text: Option<&str>) -> Result<Option<u8>, MappingError> {
    match text.map(str::as_bytes) {
        None => Ok(None),
        Some([delimiter @ (b',' | b';' | b'\t' | b'|')]) => Ok(Some(*delimiter)),
        Some(_) => Err(unusable("delimiter", "is not one", r#"use: ",", ";", "\t", "|""#)),
    }
}

fn read_decimal(text: Option<&str>) -> Result<char, MappingError> {
    match text {
        None | Some("point") => Ok('.'),
        Some("comma") => Ok(','),
        Some(_) => Err(unusable("decimal", "is not one of the marks", "use: point, comma")),
    }
}

fn read_zone(text: Option<&str>) -> Result<Option<Tz>, MappingError> {
    let unknown = |_| unusable("zone", "is not known", "name it like Europe/Madrid");
    text.map(|name| name.parse().map_err(unknown)).transpose()
}

fn read_clock(place: &str, clock: &WrittenClock) -> Result<(String, ClockFormat), MappingError> {
    Ok((clock.column.clone(), read_format(place, &clock.format)?))
}

fn read_format(place: &str, format: &str) -> Result<ClockFormat, MappingError> {
    ClockFormat::parse(format).map_err(|UnknownFormat| {
        unusable(
            place,
            "has a format that is not known",
            "write it of YYYY MM DD HH hh mm ss A, or as iso, unix-s or unix-ms",
        )
    })
}

fn read_entry(place: usize, entry: &WrittenEntry) -> Result<MappedEntry, MappingError> {
    let at = format!("entry[{place}]");
    let kind = Fact::kind_named(&entry.kind)
        .map_err(|invalid| unusable(&format!("{at}.kind"), "is no kind of entry", &invalid.remedy))?;
    let fields = entry.fields.iter().map(|(name, field)| {
        let at = format!("{at}.fields.{name}");
        let spec =
            kind.fields.iter().find(|spec| spec.name == name || spec.short_name() == Some(name.as_str()));
        let spec = spec.ok_or_else(|| {
            unusable(
                &at,
                "is no field of this kind",
                &format!("list them with `nourish kinds {}`", kind.name),
            )
        })?;
        Ok(MappedField { name: spec.name, from: read_field(&at, spec, field)? })
    });
    let fields: Vec<MappedField> = fields.collect::<Result<_, MappingError>>()?;
    if !fields.iter().any(|field| field.from.column().is_some()) {
        return Err(unusable(&at, "reads no column", "give a field a column"));
    }
    Ok(MappedEntry { kind: kind.name, fields })
}

fn read_field(at: &str, spec: &FieldSpec, field: &WrittenField) -> Result<ReadFrom, MappingError> {
    let column = match (&field.column, &field.always) {
        (None, Some(always)) if field.unit.is_none() && field.words.is_none() && field.format.is_none() => {
            return Ok(ReadFrom::Always(always.clone()));
        }
        (Some(column), None) => column.clone(),
        _ => return Err(unusable(at, "has not one of column and always", "give a column, or always alone")),
    };
    match (spec.takes, &field.unit, &field.words, &field.format) {
        (Takes::Number, unit, None, None) => {
            let unit = unit.clone().unwrap_or_default();
            if unit.is_empty() && spec.unit.is_written_out() {
                let remedy =
                    format!("give it one: unit = \"{}\", or what the table is in", spec.unit.shown().0);
                return Err(unusable(at, "has no unit", &remedy));
            }
            Ok(ReadFrom::Number { column, unit })
        }
        (Takes::Day, None, None, Some(format)) => {
            Ok(ReadFrom::Day { column, format: read_format(at, format)? })
        }
        (Takes::Word | Takes::Flag | Takes::Number, None, Some(words), None) => {
            Ok(ReadFrom::Words { column, words: words.clone() })
        }
        (Takes::Word | Takes::Flag | Takes::Text, None, None, None) => Ok(ReadFrom::Text { column }),
        _ => Err(unusable(
            at,
            "is not what this field takes",
            "give numbers a unit, days a format, words their words",
        )),
    }
}
