//! The CSV export of Fitbit: sections one under another, each with a title, a header and a row a day.
//!
//! Of `Body` the weight is taken, whose unit the file never says; of `Foods` the energy of the day. A zero is what Fitbit
//! writes on a day without an entry, so it is no value.

use super::dates::Dates;
use super::records::{Record, Records};
use super::scale::{WEIGHT_ANSWER, WEIGHT_UNITS, answered_unit};
use crate::answers::Answers;
use crate::drafting::Drafting;
use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow, SkipReason};
use crate::limits::SCALE_BYTES;
use crate::moments;
use crate::pull::pull_once;
use crate::reading::Reading;
use nourish_record::{CalendarDay, Fact, Problem, Source};
use std::collections::VecDeque;
use std::io::{BufRead, Read};

/// Titles of sections that are read.
const BODY: &str = "Body";
const FOODS: &str = "Foods";
/// Titles of all sections, by which a file is known.
const SECTIONS: [&str; 5] = [BODY, FOODS, "Activities", "Sleep", "Food Log"];

/// Whether a file begins with this line.
pub(crate) fn is_fitbit(first_line: &str) -> bool {
    SECTIONS.contains(&first_line.trim().trim_matches('"'))
}

/// The items of an export, which is held whole (up to 10 MB) to find out how its dates are written.
pub(crate) fn read_fitbit<'a>(
    input: impl BufRead + 'a,
    context: Context,
    answers: &Answers,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    let answers = answers.clone();
    pull_once(move |ready| read_whole(input, context, &answers, ready))
}

/// A row of a section that is read: the title, the cells of its header, its own.
struct DayRow {
    section: &'static str,
    header: Vec<String>,
    line: u64,
    cells: Vec<String>,
}

impl DayRow {
    fn cell(&self, name: &str) -> &str {
        let named = self.header.iter().zip(&self.cells).find(|(column, _)| *column == name);
        named.map_or("", |(_, cell)| cell.trim())
    }
}

fn read_whole(
    input: impl BufRead,
    context: Context,
    answers: &Answers,
    ready: &mut VecDeque<Item>,
) -> Result<(), FileError> {
    let mut bytes = Vec::new();
    input.take(SCALE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > SCALE_BYTES {
        return Err(FileError::TooLarge { line: 1, limit_bytes: SCALE_BYTES });
    }
    let rows = day_rows(&bytes)?;
    let weights = rows.iter().any(|row| row.section == BODY && is_value(row.cell("Weight")));
    let unit = match (weights, answered_unit(answers)) {
        (true, None) => {
            return Err(FileError::UnitAsked { what: WEIGHT_ANSWER, units: WEIGHT_UNITS });
        }
        (_, unit) => unit.unwrap_or_default(),
    };
    let dates = Dates::of(rows.iter().map(|row| row.cell("Date")), answers)?;
    for row in &rows {
        ready.push_back(read_row(row, unit, dates, &context).unwrap_or_else(Item::Refused));
    }
    Ok(())
}

/// The rows of the sections that are read. A row of one cell is the title of the next section, the row behind it a header.
fn day_rows(bytes: &[u8]) -> Result<Vec<DayRow>, FileError> {
    let mut records = Records::new(bytes);
    let mut rows = Vec::new();
    let mut section: Option<&'static str> = None;
    let mut header: Option<Vec<String>> = None;
    let mut first = true;
    while let Some(Record { line, cells }) = records.next()? {
        let cells: Vec<String> =
            cells.unwrap_or_default().iter().map(|cell| cell.trim().to_owned()).collect();
        if std::mem::take(&mut first) && !cells.first().is_some_and(|title| is_fitbit(title)) {
            return Err(FileError::NotThisFormat { format: Format::FitbitCsv });
        }
        match (cells.as_slice(), section, &header) {
            ([title], ..) => {
                section = [BODY, FOODS].into_iter().find(|known| known == title);
                header = None;
            }
            (_, Some(_), None) => header = Some(cells),
            (_, Some(section), Some(header)) => {
                rows.push(DayRow { section, header: header.clone(), line, cells });
            }
            (_, None, _) => {}
        }
    }
    Ok(rows)
}

fn read_row(row: &DayRow, unit: &str, dates: Dates, context: &Context) -> Result<Item, RefusedRow> {
    let refuse = |problem| RefusedRow::of(row.line, "Date", problem);
    let (column, kind) = match row.section {
        BODY => ("Weight", "weight"),
        _ => ("Calories In", "oral-intake"),
    };
    if !is_value(row.cell(column)) {
        return Ok(Item::Skipped(SkipReason::NoValue));
    }
    let date = dates.read(row.cell("Date")).ok_or_else(|| refuse(Problem::NotADay))?;
    let day = CalendarDay::from_date(date).ok_or_else(|| refuse(Problem::NotADay))?;
    let fact = read_fact(row, column, kind, unit)?;
    let occurred =
        moments::start_of_day(day, context.zone).map_err(|error| moments::refuse(row.line, "Date", error))?;
    let source = if kind == "weight" { Source::Scale } else { Source::Import };
    let drafting = Drafting { system: Format::FitbitCsv.system(), source, today: context.today };
    let draft = drafting
        .draft(occurred, fact, &[&day.to_string()])
        .map_err(|invalid| RefusedRow::from_invalid(row.line, "Date", &invalid))?;
    Ok(Item::Draft(draft))
}

fn read_fact(row: &DayRow, column: &str, kind: &str, unit: &str) -> Result<Fact, RefusedRow> {
    let mut reading = Reading::new(row.line);
    if kind == "weight" {
        reading.put_number("weight_g", column, row.cell(column), unit)?;
    } else {
        // 1,840 is how Fitbit writes thousands; a fraction of a calorie it never writes.
        reading.put_number("energy_kcal_milli", column, &row.cell(column).replace(',', ""), "kcal")?;
        reading.put("meal", column, "whole-day");
    }
    reading.read(kind)
}

/// Whether a cell holds a value: Fitbit writes zero where nothing was entered.
fn is_value(cell: &str) -> bool {
    cell.bytes().any(|byte| !matches!(byte, b'0' | b'.' | b',' | b' '))
}
