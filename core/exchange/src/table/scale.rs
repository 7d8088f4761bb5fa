//! A scale's table: dates and weights under headers in several languages, the weight's unit in its header, decimals with
//! a point or a comma, dates year first or with day and month in an order that the whole file must settle. The export of Withings
//! is such a table; it holds rows that measured something else than weight.

use super::dates::{Dates, date_part, time_part};
use super::{Row, cells_of, header_names};
use crate::answers::Answers;
use crate::drafting::Drafting;
use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow, SkipReason};
use crate::limits::SCALE_BYTES;
use crate::moments;
use crate::pull::pull_once;
use crate::reading::Reading;
use crate::table::records::{Record, Records};
use chrono::NaiveTime;
use nourish_record::{Moment, Problem, Source};
use std::collections::VecDeque;
use std::io::{BufRead, Read};

/// What the column of dates is called, in lower case.
const DATE: &[&str] = &["date", "day", "fecha", "datum", "data", "día", "dia"];
/// What the column of times is called.
const TIME: &[&str] = &["time", "hora", "uhrzeit", "zeit", "heure", "ora"];
/// What the column of weights is called, without its unit.
const WEIGHT: &[&str] = &["weight", "body weight", "peso", "gewicht", "poids"];
/// Units of weights.
pub(crate) const WEIGHT_UNITS: &[&str] = &["kg", "g", "lb", "lbs", "st"];
/// What an answer about the unit of weights is called.
pub(crate) const WEIGHT_ANSWER: &str = "weight";
/// Columns that the export of Withings alone has, without their units.
const WITHINGS: [&str; 2] = ["fat mass", "bone mass"];

/// Where the columns of a scale's table are, and the unit of its weights.
pub(crate) struct ScaleColumns {
    date: String,
    time: Option<String>,
    weight: String,
    unit: &'static str,
}

/// The columns of a scale's table, if this is the header of one. Other columns are left unread.
pub(crate) fn scale_columns(header: &[String], answers: &Answers) -> Result<ScaleColumns, FileError> {
    let named =
        |names: &[&str]| header.iter().find(|name| names.contains(&name.to_lowercase().as_str())).cloned();
    let weights =
        || header.iter().enumerate().filter(|(_, name)| WEIGHT.contains(&split_unit(name).0.as_str()));
    let date = named(DATE).ok_or(FileError::MissingColumn { name: "date" })?;
    let (place, weight) = weights().next().ok_or(FileError::MissingColumn { name: "weight (kg)" })?;
    if let Some((second, _)) = weights().nth(1) {
        return Err(FileError::RepeatedColumn { position: second + 1 });
    }
    let unit = split_unit(weight).1.or_else(|| answered_unit(answers));
    let unit = unit.ok_or(FileError::UnitMissing { position: place + 1 })?;
    Ok(ScaleColumns { date, time: named(TIME), weight: weight.clone(), unit })
}

/// Whether this is the header of Withings' export.
pub(crate) fn is_withings(header: &[String]) -> bool {
    WITHINGS.iter().all(|wanted| header.iter().any(|name| split_unit(name).0 == *wanted))
}

/// The unit that the person said weights are in.
pub(crate) fn answered_unit(answers: &Answers) -> Option<&'static str> {
    let said = answers.unit(WEIGHT_ANSWER)?;
    WEIGHT_UNITS.iter().copied().find(|known| *known == said)
}

/// `Peso (kg)` as `peso` and `kg`.
fn split_unit(name: &str) -> (String, Option<&'static str>) {
    let lower = name.to_lowercase();
    let Some((head, rest)) = lower.split_once(['(', '[']) else { return (lower.trim().to_owned(), None) };
    let unit = rest.trim_end_matches([')', ']']).trim();
    (head.trim().to_owned(), WEIGHT_UNITS.iter().copied().find(|known| *known == unit))
}

/// The items of a scale's file, which is held whole (up to 10 MB) to find out how its dates are written.
pub(crate) fn read_scale<'a>(
    format: Format,
    input: impl BufRead + 'a,
    context: Context,
    answers: &Answers,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    let answers = answers.clone();
    pull_once(move |ready| read_whole(format, input, context, &answers, ready))
}

/// The rows of a file that is held whole, with its header.
pub(crate) fn all_rows(format: Format, input: impl BufRead) -> Result<(Vec<String>, Vec<Record>), FileError> {
    let mut bytes = Vec::new();
    input.take(SCALE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > SCALE_BYTES {
        return Err(FileError::TooLarge { line: 1, limit_bytes: SCALE_BYTES });
    }
    let mut records = Records::new(bytes.as_slice());
    let header = header_names(records.next()?, format)?;
    let mut rows = Vec::new();
    while let Some(record) = records.next()? {
        rows.push(record);
    }
    Ok((header, rows))
}

fn read_whole(
    format: Format,
    input: impl BufRead,
    context: Context,
    answers: &Answers,
    ready: &mut VecDeque<Item>,
) -> Result<(), FileError> {
    let (header, rows) = all_rows(format, input)?;
    if format == Format::WithingsCsv && !is_withings(&header) {
        return Err(FileError::NotThisFormat { format });
    }
    let columns = scale_columns(&header, answers)?;
    let row = |line, cells| Row { line, header: &header, cells };
    let whole = || rows.iter().filter_map(|record| Some((record, cells_of(record, header.len()).ok()?)));
    let days = whole().map(|(record, cells)| row(record.line, cells).cell(&columns.date));
    let dates = Dates::of(days.filter_map(date_part), answers)?;
    let drafting = Drafting { system: format.system(), source: Source::Scale, today: context.today };
    for record in &rows {
        let item = cells_of(record, header.len()).and_then(|cells| {
            let row = row(record.line, cells);
            if format == Format::WithingsCsv && row.cell(&columns.weight).is_empty() {
                return Ok(Item::Skipped(SkipReason::NoValue));
            }
            read_row(&row, &columns, dates, &drafting, &context)
        });
        ready.push_back(item.unwrap_or_else(Item::Refused));
    }
    Ok(())
}

fn read_row(
    row: &Row<'_>,
    columns: &ScaleColumns,
    dates: Dates,
    drafting: &Drafting<'_>,
    context: &Context,
) -> Result<Item, RefusedRow> {
    let cell = row.required(&columns.date)?;
    let date = date_part(cell).and_then(|text| dates.read(text));
    let date = date.ok_or_else(|| row.refuse(&columns.date, Problem::NotADay))?;
    let (place, time) = match &columns.time {
        Some(time) => (time.as_str(), row.cell(time)),
        None => (columns.date.as_str(), time_part(cell)),
    };
    let time = match time {
        "" => NaiveTime::MIN,
        text => moments::read_time(text)
            .ok_or_else(|| RefusedRow::new(row.line, place, "is not a time of day", "write it like 08:57"))?,
    };
    let mut reading = Reading::new(row.line);
    reading.put_number("weight_g", &columns.weight, row.required(&columns.weight)?, columns.unit)?;
    let fact = reading.read("weight")?;
    let local = date.and_time(time);
    let occurred =
        Moment::local(local, context.zone).map_err(|error| moments::refuse(row.line, place, error))?;
    let draft = drafting
        .draft(occurred, fact, &[&local.to_string()])
        .map_err(|invalid| RefusedRow::from_invalid(row.line, &columns.date, &invalid))?;
    Ok(Item::Draft(draft))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_names_columns_and_unit() {
        let header = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let none = Answers::default();
        let columns = scale_columns(&header(&["Fecha", "Hora", "Peso (kg)", "Grasa (%)"]), &none).unwrap();
        assert_eq!((columns.weight.as_str(), columns.unit), ("Peso (kg)", "kg"));
        assert_eq!(scale_columns(&header(&["Date", "Weight [lb]"]), &none).unwrap().unit, "lb");
        let refused = |names: &[&str]| scale_columns(&header(names), &none).err();
        assert_eq!(refused(&["Date", "Weight"]), Some(FileError::UnitMissing { position: 2 }));
        let said = Answers::default().with_unit("weight", "lb");
        assert_eq!(scale_columns(&header(&["Date", "Weight"]), &said).unwrap().unit, "lb");
        assert_eq!(
            scale_columns(&header(&["Date", "Weight (kg)"]), &said).unwrap().unit,
            "kg",
            "the file says it"
        );
        assert_eq!(refused(&["Date", "Fat"]), Some(FileError::MissingColumn { name: "weight (kg)" }));
        let twice = refused(&["Date", "Weight (kg)", "Peso (kg)"]);
        assert_eq!(twice, Some(FileError::RepeatedColumn { position: 3 }));
    }
}
