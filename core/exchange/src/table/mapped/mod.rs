//! Any table, read by a mapping that says which column is what; one row in memory at a time.
//!
//! A column that the mapping neither reads nor leaves out by name is refused: leaving it out might leave out what matters.

mod clock;
mod mapping;

pub use mapping::{Mapping, MappingError};

use super::records::Records;
use super::{Row, cells_of, header_names};
use crate::answers::Answers;
use crate::drafting::Drafting;
use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow, SkipReason};
use crate::moments;
use crate::pull::{Step, pull};
use crate::reading::Reading;
use chrono::{NaiveDateTime, NaiveTime};
use clock::Clock;
use mapping::{MappedEntry, ReadFrom};
use nourish_record::{Moment, Problem};
use std::collections::VecDeque;
use std::io::BufRead;
use std::ops::ControlFlow;

/// The items of a table, by the mapping among the answers.
pub(crate) fn read_mapped<'a>(
    input: impl BufRead + 'a,
    context: Context,
    answers: &Answers,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    let mapping = answers.mapping.clone();
    let mut records = Records::delimited(input, mapping.as_ref().and_then(|mapping| mapping.delimiter));
    let mut header: Option<Vec<String>> = None;
    pull(move |ready: &mut VecDeque<Item>| -> Step {
        let mapping = mapping.as_ref().ok_or(FileError::MappingMissing)?;
        let Some(names) = &header else {
            let names = header_names(records.next()?, Format::MappedCsv)?;
            check_header(&names, mapping)?;
            header = Some(names);
            return Ok(ControlFlow::Continue(()));
        };
        let Some(record) = records.next()? else { return Ok(ControlFlow::Break(())) };
        match cells_of(&record, names.len()) {
            Ok(cells) => {
                let row = Row { line: record.line, header: names, cells };
                match read_row(&row, mapping, &context) {
                    Ok(items) => ready.extend(items),
                    Err(refused) => ready.push_back(Item::Refused(refused)),
                }
            }
            Err(refused) => ready.push_back(Item::Refused(refused)),
        }
        Ok(ControlFlow::Continue(()))
    })
}

fn check_header(header: &[String], mapping: &Mapping) -> Result<(), FileError> {
    let wanted = mapping.columns();
    if let Some(name) = wanted.iter().find(|name| !header.iter().any(|column| column == *name)) {
        return Err(FileError::MappedColumnMissing { name: (*name).to_owned() });
    }
    let all_others = mapping.ignore.iter().any(|name| name == "*");
    for (place, name) in header.iter().enumerate() {
        let read = wanted.contains(&name.as_str());
        if read && header.iter().take(place).any(|before| before == name) {
            return Err(FileError::RepeatedColumn { position: place + 1 });
        }
        if !read && !all_others && !mapping.ignore.contains(name) {
            let remedy = "read it, or name it under ignore in the mapping".to_owned();
            return Err(FileError::UnknownColumn { position: place + 1, remedy });
        }
    }
    Ok(())
}

fn read_row(row: &Row<'_>, mapping: &Mapping, context: &Context) -> Result<Vec<Item>, RefusedRow> {
    let (occurred, written) = read_moment(row, mapping, context)?;
    let drafting = Drafting { system: &mapping.system, source: mapping.source, today: context.today };
    let mut items = Vec::new();
    for (place, entry) in mapping.entries.iter().enumerate() {
        let mut reading = Reading::new(row.line);
        let mut values = Vec::new();
        for field in &entry.fields {
            if let Some(column) = field.from.column() {
                values.push(row.cell(column));
            }
            read_field(&mut reading, row, field.name, &field.from, mapping.decimal)?;
        }
        if values.iter().all(|value| value.is_empty()) {
            continue;
        }
        let fact = reading.read(entry.kind)?;
        let place = place.to_string();
        let key = key(row, mapping, entry, &written, &place, &values);
        let draft = drafting
            .draft(occurred.clone(), fact, &key)
            .map_err(|invalid| RefusedRow::from_invalid(row.line, &mapping.date.0, &invalid))?;
        items.push(Item::Draft(draft));
    }
    if items.is_empty() {
        items.push(Item::Skipped(SkipReason::NoValue));
    }
    Ok(items)
}

/// What names an entry of a row: the row's own name where it has one; else its time, and where several may share one, its values.
fn key<'a>(
    row: &Row<'a>,
    mapping: &Mapping,
    entry: &MappedEntry,
    written: &'a str,
    place: &'a str,
    values: &[&'a str],
) -> Vec<&'a str> {
    if let Some(id) = mapping.id.as_ref().map(|column| row.cell(column)).filter(|id| !id.is_empty()) {
        return vec!["row", id, place];
    }
    let mut key = vec!["at", written, place];
    if !matches!(entry.kind, "weight" | "height") {
        key.extend(values);
    }
    key
}

fn read_field(
    reading: &mut Reading,
    row: &Row<'_>,
    name: &'static str,
    from: &ReadFrom,
    decimal: char,
) -> Result<(), RefusedRow> {
    match from {
        ReadFrom::Always(text) => reading.put(name, name, text),
        ReadFrom::Number { column, unit } => {
            let cell = row.cell(column);
            let other = if decimal == ',' { '.' } else { ',' };
            if cell.contains(other) {
                let remedy = "write numbers without groups, or correct the mapping's decimal";
                return Err(RefusedRow::new(
                    row.line,
                    column,
                    "has another decimal mark than the mapping says",
                    remedy,
                ));
            }
            reading.put_number(name, column, cell, unit)?;
        }
        ReadFrom::Day { column, format } => match (row.cell(column), format.read(row.cell(column))) {
            ("", _) => {}
            (_, Some(Clock::Day(day))) => reading.put(name, column, &day.to_string()),
            (_, Some(Clock::Local(local))) => reading.put(name, column, &local.date().to_string()),
            _ => return Err(row.refuse(column, Problem::NotADay)),
        },
        ReadFrom::Words { column, words } => match (row.cell(column), words.get(row.cell(column))) {
            ("", None) => {}
            (_, Some(word)) => reading.put(name, column, word),
            (_, None) => {
                let words = words.keys().cloned().collect::<Vec<_>>().join(", ");
                return Err(row.refuse(column, Problem::UnknownWord { words }));
            }
        },
        ReadFrom::Text { column } => reading.put(name, column, row.cell(column)),
    }
    Ok(())
}

/// When a row was, and its time as it is written.
fn read_moment(row: &Row<'_>, mapping: &Mapping, context: &Context) -> Result<(Moment, String), RefusedRow> {
    let zone = mapping.zone.unwrap_or(context.zone);
    let (column, format) = &mapping.date;
    let refused = |error| moments::refuse(row.line, column, error);
    let not_so = |column: &str| {
        RefusedRow::new(
            row.line,
            column,
            "is not written as the mapping says",
            "correct the cell, or the mapping's format",
        )
    };
    let clock = format.read(row.required(column)?).ok_or_else(|| not_so(column))?;
    let time = match &mapping.time {
        None => None,
        Some((column, format)) => match (row.cell(column), format.read(row.cell(column))) {
            ("", _) => None,
            (_, Some(Clock::Time(time))) => Some(time),
            _ => return Err(not_so(column)),
        },
    };
    let local = |local: NaiveDateTime| Ok((Moment::local(local, zone).map_err(refused)?, local.to_string()));
    match (clock, time) {
        (Clock::Day(day), Some(time)) => local(day.and_time(time)),
        (Clock::Day(day), None) => {
            let day = nourish_record::CalendarDay::from_date(day).ok_or_else(|| not_so(column))?;
            Ok((
                moments::start_of_day(day, zone).map_err(refused)?,
                day.date().and_time(NaiveTime::MIN).to_string(),
            ))
        }
        (Clock::Local(at), None) => local(at),
        (Clock::Moment(moment), None) => {
            let zoned = moments::with_offset(&moment.to_string(), zone).map_err(refused)?;
            let instant_ms = zoned.instant_ms().to_string();
            Ok((zoned, instant_ms))
        }
        (Clock::Instant(instant_ms), None) => {
            Ok((Moment::in_zone(instant_ms, zone).map_err(refused)?, instant_ms.to_string()))
        }
        (Clock::Local(_) | Clock::Moment(_) | Clock::Instant(_), Some(_)) | (Clock::Time(_), _) => {
            Err(not_so(column))
        }
    }
}
