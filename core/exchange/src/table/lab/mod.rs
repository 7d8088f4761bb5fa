//! A laboratory's table: one value a row, with a column of names, or one sample a row, with a column for each value.
//!
//! The unit is read from its column, the header or the cell. Where it stands nowhere, or where a value that is said to be in it is
//! none that a living person has, it is asked for: grams a litre and grams a decilitre differ by ten. The whole file settles how
//! its dates are written. Values that the journal does not take are left out and counted.

mod names;

use super::dates::{Dates, date_part, time_part};
use super::records::Record;
use super::scale::all_rows;
use super::{Row, cells_of};
use crate::answers::Answers;
use crate::drafting::Drafting;
use crate::file_error::{FileError, options};
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow, SkipReason};
use crate::lab_units::{self, Factor, thousandths};
use crate::moments;
use crate::pull::pull_once;
use crate::reading::Reading;
use chrono::NaiveDateTime;
use names::plain;
use nourish_record::{Analyte, Decimal, Moment, Problem, Source};
use std::collections::VecDeque;
use std::io::BufRead;

const DATE: &[&str] = &[
    "date",
    "day",
    "taken",
    "taken_on",
    "taken on",
    "collected",
    "collection date",
    "sample date",
    "fecha",
    "datum",
    "data",
    "entnahme",
];
const TIME: &[&str] = &["time", "hora", "uhrzeit", "zeit", "ora"];
const NAME: &[&str] = &[
    "test",
    "analyte",
    "parameter",
    "component",
    "name",
    "determinacion",
    "prueba",
    "analisis",
    "untersuchung",
    "analyse",
    "loinc",
];
const VALUE: &[&str] = &["value", "result", "resultado", "valor", "ergebnis", "wert", "risultato"];
const UNIT: &[&str] = &["unit", "units", "unidad", "unidades", "einheit", "unita"];

/// Where the columns of a laboratory's table are.
enum Columns {
    /// A value a row.
    Long { name: String, value: String, unit: Option<String> },
    /// A sample a row: each column with what it is and the unit in its header.
    Wide(Vec<(String, Analyte, Option<String>)>),
}

struct Layout {
    date: String,
    time: Option<String>,
    columns: Columns,
}

/// Whether this is the header of a laboratory's table.
pub(crate) fn is_lab(header: &[String]) -> bool {
    layout(header).is_some()
}

fn layout(header: &[String]) -> Option<Layout> {
    let named = |names: &[&str]| header.iter().find(|name| names.contains(&plain(name).as_str())).cloned();
    let date = named(DATE)?;
    let columns = match (named(NAME), named(VALUE)) {
        (Some(name), Some(value)) => Columns::Long { name, value, unit: named(UNIT) },
        _ => {
            let wide: Vec<_> = header
                .iter()
                .filter_map(|name| {
                    let (head, unit) = split_unit(name);
                    Some((name.clone(), names::analyte(head)?, unit))
                })
                .collect();
            if wide.is_empty() {
                return None;
            }
            Columns::Wide(wide)
        }
    };
    Some(Layout { date, time: named(TIME), columns })
}

/// `Albumin (g/dL)` as `Albumin` and `g/dL`.
fn split_unit(name: &str) -> (&str, Option<String>) {
    match name.split_once(['(', '[']) {
        Some((head, rest)) => (head.trim(), Some(rest.trim_end_matches([')', ']']).trim().to_owned())),
        None => (name.trim(), None),
    }
}

/// The items of a laboratory's table, which is held whole (up to 10 MB) to find out how its dates are written.
pub(crate) fn read_labs<'a>(
    input: impl BufRead + 'a,
    context: Context,
    answers: &Answers,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    let answers = answers.clone();
    pull_once(move |ready| read_whole(input, context, &answers, ready))
}

fn read_whole(
    input: impl BufRead,
    context: Context,
    answers: &Answers,
    ready: &mut VecDeque<Item>,
) -> Result<(), FileError> {
    let (header, records) = all_rows(Format::LabCsv, input)?;
    let layout = layout(&header).ok_or(FileError::NotThisFormat { format: Format::LabCsv })?;
    for (place, name) in header.iter().enumerate() {
        if !name.is_empty() && header.iter().take(place).any(|before| before == name) {
            return Err(FileError::RepeatedColumn { position: place + 1 });
        }
    }
    let row = |record: &Record, cells| Row { line: record.line, header: &header, cells };
    let whole = || records.iter().filter_map(|record| Some((record, cells_of(record, header.len()).ok()?)));
    let days = whole().map(|(record, cells)| row(record, cells).cell(&layout.date));
    let dates = Dates::of(days.filter_map(date_part), answers)?;
    let reader = Reader { layout: &layout, dates, context: &context, answers };
    for record in &records {
        match cells_of(record, header.len()) {
            Ok(cells) => reader.read(&Row { line: record.line, header: &header, cells }, ready),
            Err(refused) => ready.push_back(Item::Refused(refused)),
        }
    }
    Ok(())
}

struct Reader<'a> {
    layout: &'a Layout,
    dates: Dates,
    context: &'a Context,
    answers: &'a Answers,
}

/// One value as it is written: where, what, in what unit.
struct Written<'a> {
    place: &'a str,
    analyte: Analyte,
    value: &'a str,
    unit: Option<&'a str>,
}

impl Reader<'_> {
    fn read(&self, row: &Row<'_>, ready: &mut VecDeque<Item>) {
        let add = |written: &Written<'_>| self.read_value(row, written).unwrap_or_else(Item::Refused);
        match &self.layout.columns {
            Columns::Long { name, value, unit } => {
                let unit = unit.as_ref().map(|unit| row.cell(unit));
                let item = match (names::analyte(row.cell(name)), row.cell(value)) {
                    (None, _) => Item::Skipped(SkipReason::KindNotTaken),
                    (_, "") => Item::Skipped(SkipReason::NoValue),
                    (Some(analyte), cell) => add(&Written { place: value, analyte, value: cell, unit }),
                };
                ready.push_back(item);
            }
            Columns::Wide(columns) => {
                let before = ready.len();
                for (place, analyte, unit) in columns {
                    let value = row.cell(place);
                    if !value.is_empty() {
                        ready.push_back(add(&Written {
                            place,
                            analyte: *analyte,
                            value,
                            unit: unit.as_deref(),
                        }));
                    }
                }
                if ready.len() == before {
                    ready.push_back(Item::Skipped(SkipReason::NoValue));
                }
            }
        }
    }

    fn read_value(&self, row: &Row<'_>, written: &Written<'_>) -> Result<Item, RefusedRow> {
        let local = self.read_local(row)?;
        let analyte = written.analyte.as_str();
        let milli = self.read_milli(row, written)?;
        let mut reading = Reading::new(row.line);
        reading.put("analyte", written.place, analyte);
        reading.put("value_milli", written.place, &thousandths(milli));
        let fact = reading.read("lab")?;
        let occurred = Moment::local(local, self.context.zone)
            .map_err(|error| moments::refuse(row.line, &self.layout.date, error))?;
        let drafting =
            Drafting { system: Format::LabCsv.system(), source: Source::Import, today: self.context.today };
        let draft = drafting
            .draft(occurred, fact, &[analyte, &local.to_string(), written.value])
            .map_err(|invalid| RefusedRow::from_invalid(row.line, &self.layout.date, &invalid))?;
        Ok(Item::Draft(draft))
    }

    /// When the sample was taken; the start of the day where no time is said.
    fn read_local(&self, row: &Row<'_>) -> Result<NaiveDateTime, RefusedRow> {
        let cell = row.required(&self.layout.date)?;
        let date = date_part(cell).and_then(|text| self.dates.read(text));
        let date = date.ok_or_else(|| row.refuse(&self.layout.date, Problem::NotADay))?;
        let (place, time) = match &self.layout.time {
            Some(time) => (time.as_str(), row.cell(time)),
            None => (self.layout.date.as_str(), time_part(cell)),
        };
        let time = if time.is_empty() { Some(chrono::NaiveTime::MIN) } else { moments::read_time(time) };
        let refused = || RefusedRow::new(row.line, place, "is not a time of day", "write it like 08:57");
        time.map(|time| date.and_time(time)).ok_or_else(refused)
    }

    /// The value in thousandths of the journal's unit; a unit that the file leaves open, or that cannot be right, is asked for.
    fn read_milli(&self, row: &Row<'_>, written: &Written<'_>) -> Result<i64, RefusedRow> {
        let Written { place, analyte, .. } = *written;
        let (number, behind) = split_number(written.value);
        let value = Decimal::parse(number).map_err(|_| not_a_result(row.line, place))?;
        let asked = |problem: &str| {
            let remedy = format!(
                "give {}, as the laboratory's report says",
                options(analyte.as_str(), &lab_units::choices(analyte))
            );
            RefusedRow::new(row.line, place, problem, &remedy)
        };
        let said = match self.answers.unit(analyte.as_str()) {
            None => None,
            Some(unit) => {
                Some(Factor::of(analyte, unit).ok_or_else(|| asked("has an answer in no unit of it"))?)
            }
        };
        let stated = [behind, written.unit.unwrap_or_default()].into_iter().find(|unit| !unit.is_empty());
        let Some(stated) = stated else {
            let said = said.ok_or_else(|| asked("has no unit"))?;
            return said.milli(value).ok_or_else(|| not_a_result(row.line, place));
        };
        let factor = Factor::of(analyte, stated).ok_or_else(|| {
            let remedy = format!("give it in {}", lab_units::choices(analyte).join(" or "));
            RefusedRow::new(row.line, place, Problem::UnknownUnit, &remedy)
        })?;
        let milli = factor.milli(value).ok_or_else(|| not_a_result(row.line, place))?;
        match said {
            _ if lab_units::is_living(analyte, milli) => Ok(milli),
            Some(said) => said.milli(value).ok_or_else(|| not_a_result(row.line, place)),
            None => Err(asked("cannot be in the unit that stands there")),
        }
    }
}

/// `3.3 g/dL` as `3.3` and `g/dL`.
fn split_number(cell: &str) -> (&str, &str) {
    let end = cell.find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | '-' | '+')).unwrap_or(cell.len());
    cell.split_at_checked(end).map_or((cell, ""), |(number, behind)| (number.trim(), behind.trim()))
}

fn not_a_result(line: u64, place: &str) -> RefusedRow {
    // A result below or above what the method measures, like "<5", is not a number that rules may compare.
    RefusedRow::new(line, place, "is not a number", "log it by hand if it matters")
}
