//! A diary of symptoms: each answer about a symptom is an entry of its own, and so are the day's counts, the temperature and
//! the note of a row. A row with one cell that cannot be read is refused whole.

use super::{Layout, Row};
use crate::drafting::Drafting;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow, SkipReason};
use crate::moments;
use crate::reading::Reading;
use chrono::NaiveDateTime;
use nourish_record::{Fact, Moment, Problem, Source, SymptomItem};

pub(crate) const DIARY: Layout = Layout {
    format: Format::DiaryCsv,
    required: &["date", "time", "symptom"],
    optional: &[
        "frequency",
        "severity",
        "interference",
        "note",
        "stools_per_day",
        "vomits_per_day",
        "urine_per_day",
        "temperature_c",
    ],
    read: read_row,
};

/// Columns that hold a level from 0 to 4, named like the attribute they are about.
const LEVELS: [&str; 3] = ["frequency", "severity", "interference"];

fn read_row(row: &Row<'_>, context: &Context) -> Result<Vec<Item>, RefusedRow> {
    let local = read_local(row)?;
    let occurred =
        Moment::local(local, context.zone).map_err(|error| moments::refuse(row.line, "time", error))?;
    let drafting =
        Drafting { system: Format::DiaryCsv.system(), source: Source::Import, today: context.today };
    let at = local.to_string();
    let mut items = Vec::new();
    let mut add = |fact: Fact, key: &[&str]| {
        let draft = drafting.draft(occurred.clone(), fact, key);
        items.push(Item::Draft(draft.map_err(|bad| RefusedRow::from_invalid(row.line, "date", &bad))?));
        Ok(())
    };
    let item = read_symptom(row)?;
    for column in LEVELS {
        if let Some(fact) = read_level(row, item, column)? {
            add(fact, &[&at, item.map_or("", SymptomItem::as_str), column])?;
        }
    }
    if let Some(fact) = read_counts(row)? {
        add(fact, &[&at])?;
    }
    if let Some(fact) = read_temperature(row)? {
        add(fact, &[&at])?;
    }
    let mut note = Reading::new(row.line);
    note.put("text", "note", row.cell("note"));
    if !note.is_empty() {
        add(note.read("note")?, &[&at, item.map_or("", SymptomItem::as_str)])?;
    }
    if items.is_empty() {
        items.push(Item::Skipped(SkipReason::NoValue));
    }
    Ok(items)
}

fn read_local(row: &Row<'_>) -> Result<NaiveDateTime, RefusedRow> {
    let date = moments::read_date(row.required("date")?);
    let time = moments::read_time(row.required("time")?);
    let date = date.ok_or_else(|| row.refuse("date", Problem::NotADay))?;
    let problem = || RefusedRow::new(row.line, "time", "is not a time of day", "write it like 20:05");
    Ok(date.and_time(time.ok_or_else(problem)?))
}

fn read_symptom(row: &Row<'_>) -> Result<Option<SymptomItem>, RefusedRow> {
    let cell = row.cell("symptom");
    if cell.is_empty() {
        return Ok(None);
    }
    let words =
        || SymptomItem::ALL.iter().map(|item| item.as_str().replace('-', "_")).collect::<Vec<_>>().join(", ");
    let item = SymptomItem::from_word(&cell.replace('_', "-"));
    item.map(Some).ok_or_else(|| row.refuse("symptom", Problem::UnknownWord { words: words() }))
}

fn read_level(
    row: &Row<'_>,
    item: Option<SymptomItem>,
    column: &'static str,
) -> Result<Option<Fact>, RefusedRow> {
    if row.cell(column).is_empty() {
        return Ok(None);
    }
    let item = item.ok_or_else(|| row.refuse("symptom", Problem::Missing))?;
    let mut reading = Reading::new(row.line);
    reading.put("item", "symptom", item.as_str());
    reading.put("attribute", column, column);
    reading.put_number("level", column, row.cell(column), "")?;
    reading.put("recall_days", "date", "1");
    reading.read("symptom").map(Some)
}

fn read_counts(row: &Row<'_>) -> Result<Option<Fact>, RefusedRow> {
    let mut reading = Reading::new(row.line);
    for (field, column) in [
        ("stool_count", "stools_per_day"),
        ("vomit_count", "vomits_per_day"),
        ("urine_count", "urine_per_day"),
    ] {
        reading.put_number(field, column, row.cell(column), "")?;
    }
    if reading.is_empty() { Ok(None) } else { reading.read("output").map(Some) }
}

fn read_temperature(row: &Row<'_>) -> Result<Option<Fact>, RefusedRow> {
    let mut reading = Reading::new(row.line);
    reading.put_number("temperature_c_milli", "temperature_c", row.cell("temperature_c"), "C")?;
    if reading.is_empty() { Ok(None) } else { reading.read("vitals").map(Some) }
}
