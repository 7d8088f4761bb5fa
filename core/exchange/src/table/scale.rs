//! A scale's table: dates and weights under headers in several languages, the weight's unit in its header, decimals with
//! a point or a comma, dates year first or with day and month in an order that the whole file must settle.

use super::{Row, cells_of, header_names};
use crate::drafting::Drafting;
use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow};
use crate::limits::SCALE_BYTES;
use crate::moments;
use crate::pull::pull;
use crate::reading::Reading;
use crate::table::records::Records;
use chrono::{NaiveDate, NaiveTime};
use nourish_record::{Moment, Problem, Source};
use std::collections::VecDeque;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;

/// What the column of dates is called, in lower case.
const DATE: &[&str] = &["date", "day", "fecha", "datum", "data", "día", "dia"];
/// What the column of times is called.
const TIME: &[&str] = &["time", "hora", "uhrzeit", "zeit", "heure", "ora"];
/// What the column of weights is called, without its unit.
const WEIGHT: &[&str] = &["weight", "body weight", "peso", "gewicht", "poids"];
const UNITS: &[&str] = &["kg", "g", "lb", "lbs", "st"];

/// Where the columns of a scale's table are, and the unit of its weights.
pub(crate) struct ScaleColumns {
    date: String,
    time: Option<String>,
    weight: String,
    unit: &'static str,
}

/// The columns of a scale's table, if this is the header of one. Other columns are left unread.
pub(crate) fn scale_columns(header: &[String]) -> Result<ScaleColumns, FileError> {
    let named =
        |names: &[&str]| header.iter().find(|name| names.contains(&name.to_lowercase().as_str())).cloned();
    let weights =
        || header.iter().enumerate().filter(|(_, name)| WEIGHT.contains(&split_unit(name).0.as_str()));
    let date = named(DATE).ok_or(FileError::MissingColumn { name: "date" })?;
    let (place, weight) = weights().next().ok_or(FileError::MissingColumn { name: "weight (kg)" })?;
    if let Some((second, _)) = weights().nth(1) {
        return Err(FileError::RepeatedColumn { position: second + 1 });
    }
    let unit = split_unit(weight).1.ok_or(FileError::UnitMissing { position: place + 1 })?;
    Ok(ScaleColumns { date, time: named(TIME), weight: weight.clone(), unit })
}

/// `Peso (kg)` as `peso` and `kg`.
fn split_unit(name: &str) -> (String, Option<&'static str>) {
    let lower = name.to_lowercase();
    let Some((head, rest)) = lower.split_once(['(', '[']) else { return (lower.trim().to_owned(), None) };
    let unit = rest.trim_end_matches([')', ']']).trim();
    (head.trim().to_owned(), UNITS.iter().copied().find(|known| *known == unit))
}

/// The items of a scale's file, which is held whole (up to 10 MB) to find out how its dates are written.
pub(crate) fn read_scale<'a>(
    input: impl BufRead + 'a,
    context: Context,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    let mut input = Some(input);
    pull(move |ready: &mut VecDeque<Item>| {
        if let Some(input) = input.take() {
            read_whole(input, context, ready)?;
        }
        Ok(ControlFlow::Break(()))
    })
}

fn read_whole(input: impl BufRead, context: Context, ready: &mut VecDeque<Item>) -> Result<(), FileError> {
    let mut bytes = Vec::new();
    input.take(SCALE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > SCALE_BYTES {
        return Err(FileError::TooLarge { line: 1, limit_bytes: SCALE_BYTES });
    }
    let mut records = Records::new(bytes.as_slice());
    let header = header_names(records.next()?, Format::ScaleCsv)?;
    let columns = scale_columns(&header)?;
    let mut rows = Vec::new();
    while let Some(record) = records.next()? {
        rows.push(record);
    }
    let row = |line, cells| Row { line, header: &header, cells };
    let whole = || rows.iter().filter_map(|record| Some((record, cells_of(record, header.len()).ok()?)));
    let dates = whole().map(|(record, cells)| row(record.line, cells).cell(&columns.date));
    let order = DateOrder::of(dates.filter_map(date_part))?;
    for record in &rows {
        let item = cells_of(record, header.len())
            .and_then(|cells| read_row(&row(record.line, cells), &columns, order, &context));
        ready.push_back(item.unwrap_or_else(Item::Refused));
    }
    Ok(())
}

fn read_row(
    row: &Row<'_>,
    columns: &ScaleColumns,
    order: DateOrder,
    context: &Context,
) -> Result<Item, RefusedRow> {
    let cell = row.required(&columns.date)?;
    let date = date_part(cell).and_then(|text| order.read(text));
    let date = date.ok_or_else(|| row.refuse(&columns.date, Problem::NotADay))?;
    let (place, time) = match &columns.time {
        Some(time) => (time.as_str(), row.cell(time)),
        None => (columns.date.as_str(), cell.split_once([' ', 'T']).map_or("", |(_, time)| time)),
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
    let drafting =
        Drafting { system: Format::ScaleCsv.system(), source: Source::Scale, today: context.today };
    let draft = drafting
        .draft(occurred, fact, &[&local.to_string()])
        .map_err(|invalid| RefusedRow::from_invalid(row.line, &columns.date, &invalid))?;
    Ok(Item::Draft(draft))
}

/// The date of a cell that may hold a time as well.
fn date_part(cell: &str) -> Option<&str> {
    cell.split([' ', 'T']).next().filter(|date| !date.is_empty())
}

/// How dates with the year last are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DateOrder {
    DayFirst,
    MonthFirst,
    /// Every date is year first, or has points, which stand behind the day.
    Plain,
}

impl DateOrder {
    /// The order in which these dates are written, as far as they are dates at all.
    fn of<'d>(dates: impl Iterator<Item = &'d str>) -> Result<Self, FileError> {
        let (mut day_first, mut month_first, mut either) = (false, false, false);
        for date in dates.filter(|date| Self::Plain.read(date).is_none()) {
            match (Self::DayFirst.read(date), Self::MonthFirst.read(date)) {
                (Some(_), None) => day_first = true,
                (None, Some(_)) => month_first = true,
                (Some(a), Some(b)) => either |= a != b,
                (None, None) => {}
            }
        }
        match (day_first, month_first, either) {
            (true, true, _) | (false, false, true) => Err(FileError::DateOrderUnknown),
            (false, true, _) => Ok(Self::MonthFirst),
            (true, false, _) | (false, false, false) => Ok(Self::DayFirst),
        }
    }

    fn read(self, text: &str) -> Option<NaiveDate> {
        if let Some(date) = moments::read_date(text) {
            return Some(date);
        }
        let format = match (self, text.contains('.')) {
            (_, true) => "%d.%m.%Y",
            (Self::DayFirst, false) if text.contains('-') => "%d-%m-%Y",
            (Self::DayFirst, false) => "%d/%m/%Y",
            (Self::MonthFirst, false) if text.contains('-') => "%m-%d-%Y",
            (Self::MonthFirst, false) => "%m/%d/%Y",
            (Self::Plain, false) => return None,
        };
        let date = NaiveDate::parse_from_str(text, format).ok()?;
        // A year of two digits would be one of the first century.
        nourish_record::CalendarDay::from_date(date).map(nourish_record::CalendarDay::date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(dates: &[&str]) -> Result<DateOrder, FileError> {
        DateOrder::of(dates.iter().copied())
    }

    #[test]
    fn one_row_decides_for_all() {
        assert_eq!(order(&["04/07/2026", "18/07/2026"]), Ok(DateOrder::DayFirst));
        assert_eq!(order(&["04/07/2026", "07/18/2026"]), Ok(DateOrder::MonthFirst));
        assert_eq!(order(&["04/07/2026", "05/08/2026"]), Err(FileError::DateOrderUnknown));
        assert_eq!(order(&["18/07/2026", "07/18/2026"]), Err(FileError::DateOrderUnknown));
    }

    #[test]
    fn what_is_no_date_decides_nothing() {
        assert_eq!(order(&["04/07/2026", "31/09/2026"]), Err(FileError::DateOrderUnknown));
        assert_eq!(order(&["2026-07-04", "04.07.2026", "05/05/2026"]), Ok(DateOrder::DayFirst));
        assert_eq!(DateOrder::DayFirst.read("04/07/26"), None);
        assert_eq!(DateOrder::Plain.read("04.07.2026"), NaiveDate::from_ymd_opt(2026, 7, 4));
    }

    #[test]
    fn the_header_names_columns_and_unit() {
        let header = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let columns = scale_columns(&header(&["Fecha", "Hora", "Peso (kg)", "Grasa (%)"])).unwrap();
        assert_eq!((columns.weight.as_str(), columns.unit), ("Peso (kg)", "kg"));
        assert_eq!(scale_columns(&header(&["Date", "Weight [lb]"])).unwrap().unit, "lb");
        let refused = |names: &[&str]| scale_columns(&header(names)).err();
        assert_eq!(refused(&["Date", "Weight"]), Some(FileError::UnitMissing { position: 2 }));
        assert_eq!(refused(&["Date", "Fat"]), Some(FileError::MissingColumn { name: "weight (kg)" }));
        let twice = refused(&["Date", "Weight (kg)", "Peso (kg)"]);
        assert_eq!(twice, Some(FileError::RepeatedColumn { position: 3 }));
    }
}
