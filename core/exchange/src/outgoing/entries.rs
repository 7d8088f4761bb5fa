//! Every entry that stands, a table a kind, in the units that the journal keeps, and a dictionary of every column.

use super::{Table, TableFile, iso, recorded};
use nourish_record::{Fact, FieldSpec, KindSpec, Shown, Takes, Unit, Value};
use std::collections::BTreeMap;

/// Columns that every table has: name, meaning, type, what is permitted.
const COMMON: [(&str, &str, &str, &str); 12] = [
    ("entry_id", "Name of the entry; corrections keep it", "text", "32 hexadecimal digits"),
    (
        "day",
        "The person's own calendar day, which may differ from the clock's after midnight",
        "date",
        "YYYY-MM-DD",
    ),
    ("occurred", "When it happened, on the person's clock", "time", "ISO 8601 with offset"),
    ("zone", "Zone of that clock, where it is known", "text", "IANA name"),
    ("recorded", "When the version that stands was recorded", "time", "ISO 8601, UTC"),
    ("device", "Device that recorded it", "text", "32 hexadecimal digits"),
    ("source", "Where the value came from", "word", "typed; scale; pump; import; clinician"),
    ("origin", "System that it was imported from", "text", ""),
    ("status", "Whether its source says that it stands", "word", "final; preliminary"),
    ("corrected", "Whether it was corrected since it was first logged", "flag", "yes; no"),
    ("clash", "Whether two corrections contradict each other; the later one stands", "flag", "yes; no"),
    (
        "to_confirm",
        "Whether it looks like a slip and waits to be confirmed; rules pass over it",
        "flag",
        "yes; no",
    ),
];

/// A table for each kind of which something stands, and `dictionary.csv`, which says of every column its meaning, type, unit,
/// permitted values and source. Duplicates that were set aside, and what only a newer version can read, are not in them.
///
/// ```
/// use nourish_exchange::entry_tables;
/// use nourish_record::{Draft, Entry, Fact, Moment, Source, Stamp, Timeline};
///
/// let at = Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap();
/// let weight = Fact::read("weight", &[("weight", "68.4 kg")]).unwrap();
/// let entry = Entry::parse(Draft::new(at, Source::Scale, weight), Stamp::example(1)).unwrap();
/// let files = entry_tables(Timeline::of([entry]).iter());
/// assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["weight.csv", "dictionary.csv"]);
/// assert!(files[0].text.contains(",scale,,final,no,no,no,68400,"));
/// ```
pub fn entry_tables<'a>(shown: impl Iterator<Item = &'a Shown>) -> Vec<TableFile> {
    let mut tables: BTreeMap<u32, (&'static KindSpec, Table)> = BTreeMap::new();
    for shown in shown {
        let Some(fact) = shown.entry().fact() else { continue };
        let kind = fact.kind();
        let (_, table) = tables.entry(kind.number).or_insert_with(|| (kind, Table::new(columns(kind))));
        table.push(&cells(shown, fact));
    }
    let mut dictionary = Table::new(
        ["file", "column", "meaning", "type", "unit", "permitted", "required", "source"]
            .map(str::to_owned)
            .to_vec(),
    );
    for (kind, _) in tables.values() {
        describe(kind, &mut dictionary);
    }
    let mut files: Vec<TableFile> =
        tables.into_values().map(|(kind, table)| table.into_file(&format!("{}.csv", kind.name))).collect();
    files.push(dictionary.into_file("dictionary.csv"));
    files
}

fn columns(kind: &KindSpec) -> Vec<String> {
    let common = COMMON.iter().map(|(name, ..)| *name);
    common.chain(kind.fields.iter().map(|field| field.name)).map(str::to_owned).collect()
}

fn cells(shown: &Shown, fact: &Fact) -> Vec<String> {
    let entry = shown.entry();
    let flag = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
    let mut cells = vec![
        shown.root().to_string(),
        shown.day().to_string(),
        iso(entry.occurred()),
        entry.occurred().zone().map_or_else(String::new, |zone| zone.name().to_owned()),
        recorded(entry.recorded().wall_ms()),
        entry.author().to_string(),
        entry.source().as_str().to_owned(),
        entry.origin().unwrap_or_default().to_owned(),
        entry.status().as_str().to_owned(),
        flag(shown.amended()),
        flag(shown.clash()),
        flag(shown.doubt().is_some()),
    ];
    let values = fact.values();
    cells.extend(fact.kind().fields.iter().map(|field| {
        let value = values.iter().find(|(spec, _)| spec.number == field.number);
        value.map_or_else(String::new, |(_, value)| stored(value))
    }));
    cells
}

/// A value as it is stored: numbers in the unit that the column's name ends with.
fn stored(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Word(word) => (*word).to_owned(),
        Value::Text(text) => text.clone(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Day(day) => day.to_string(),
        Value::Entry(id) => id.to_string(),
        Value::List(members) => members.iter().map(stored).collect::<Vec<_>>().join(";"),
    }
}

fn describe(kind: &KindSpec, dictionary: &mut Table) {
    let file = format!("{}.csv", kind.name);
    let mut row = |cells: [&str; 7]| {
        let row: Vec<String> = std::iter::once(file.as_str()).chain(cells).map(str::to_owned).collect();
        dictionary.push(&row);
    };
    for (name, meaning, takes, permitted) in COMMON {
        row([name, meaning, takes, "", permitted, "yes", "journal"]);
    }
    for field in kind.fields {
        let required = if field.required { "yes" } else { "no" };
        let meaning = format!("{}: {}", kind.about, field.about.trim());
        row([
            field.name,
            &meaning,
            type_of(field),
            unit_of(field.unit),
            &permitted(field),
            required,
            "column source",
        ]);
    }
}

const fn type_of(field: &FieldSpec) -> &'static str {
    match field.takes {
        Takes::Number => "whole number",
        Takes::Word => "word",
        Takes::Flag => "flag",
        Takes::Day => "date",
        Takes::Entry => "entry",
        Takes::Text => "text",
    }
}

/// The unit of a stored number, in UCUM.
const fn unit_of(unit: Unit) -> &'static str {
    match unit {
        Unit::Gram => "g",
        Unit::Milligram => "mg",
        Unit::KcalMilli => "cal",
        Unit::Millilitre => "mL",
        Unit::Millimetre => "mm",
        Unit::Minute => "min",
        Unit::CelsiusMilli => "mCel",
        Unit::Percent => "%",
        Unit::MillilitrePerHour => "mL/h",
        Unit::Milli => "thousandths of the unit in the meaning",
        _ => "",
    }
}

fn permitted(field: &FieldSpec) -> String {
    let words: Vec<&str> = (field.words)().iter().map(|(_, word)| *word).collect();
    match field.takes {
        Takes::Word => words.join("; "),
        Takes::Number => format!("{} to {}", field.least, field.most),
        Takes::Flag => "yes; no".to_owned(),
        Takes::Day => "YYYY-MM-DD".to_owned(),
        Takes::Text => format!("at most {} bytes", field.most),
        Takes::Entry => "32 hexadecimal digits".to_owned(),
    }
}
