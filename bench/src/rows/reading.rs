//! Reading rows.

use super::sql;
use crate::answers::{DaySums, Today, combined};
use crate::error::BenchError;
use crate::logged::Logged;
use nourish_record::{CalendarDay, EntryId, Fact};
use rusqlite::{Connection, Row, params};
use std::hint::black_box;

/// Sums of the days from `from` to `to`, added up from the indexes.
pub(super) fn added_up(
    connection: &Connection,
    from: CalendarDay,
    to: CalendarDay,
) -> Result<Vec<DaySums>, BenchError> {
    let mut days: Vec<DaySums> = from.through(to).map(DaySums::none).collect();
    let mut each = |statement: &str,
                    add: &dyn Fn(&mut DaySums, &Row<'_>) -> rusqlite::Result<()>|
     -> rusqlite::Result<()> {
        let mut select = connection.prepare_cached(statement)?;
        let mut rows = select.query([from.days_since_1970(), to.days_since_1970()])?;
        while let Some(row) = rows.next()? {
            let day: i32 = row.get(0)?;
            let place = usize::try_from(day - from.days_since_1970()).unwrap_or(usize::MAX);
            if let Some(sums) = days.get_mut(place) {
                sums.entries += row.get::<_, u32>(1)?;
                add(sums, row)?;
            }
        }
        Ok(())
    };
    each(sql::SUM_WEIGHT, &|day, row| {
        day.weight_g = row.get(3)?;
        Ok(())
    })?;
    each(sql::SUM_INTAKE, &add_amounts)?;
    each(sql::SUM_FEED, &|day, row| {
        day.delivered_ml += amount(row, 5)?;
        add_amounts(day, row)
    })?;
    each(sql::SUM_SYMPTOM, &|day, row| {
        day.worst_level = row.get(2)?;
        Ok(())
    })?;
    days.retain(|day| day.entries > 0);
    Ok(days)
}

fn add_amounts(day: &mut DaySums, row: &Row<'_>) -> rusqlite::Result<()> {
    day.energy_kcal_milli += amount(row, 2)?;
    day.protein_mg += amount(row, 3)?;
    day.fluid_ml += amount(row, 4)?;
    Ok(())
}

fn amount(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(row.get::<_, Option<i64>>(column)?.unwrap_or(0).unsigned_abs())
}

/// A row as the screen of a day gets it.
struct Shown {
    id: EntryId,
    instant_ms: i64,
    /// Offset, zone, when recorded, device, source.
    circumstances: [Option<i64>; 5],
    /// The values of its kind, those that sums need first.
    values: [Option<i64>; 16],
    text: Option<String>,
}

/// Everything of a day, in order of time, and its sums.
pub(super) fn day(connection: &Connection, day: CalendarDay) -> Result<Today, BenchError> {
    let mut sums = DaySums::none(day);
    let mut shown = rows_of_day(connection, sql::DAY_WEIGHT, day, 4, None)?;
    shown.sort_by_key(|row| row.instant_ms);
    sums.weight_g = shown.first().map_or(0, |row| u32::try_from(value(row, 0)).unwrap_or(0));
    let intakes = rows_of_day(connection, sql::DAY_INTAKE, day, 7, Some(14))?;
    let feeds = rows_of_day(connection, sql::DAY_FEED, day, 16, Some(23))?;
    for row in intakes.iter().chain(&feeds) {
        sums.energy_kcal_milli += value(row, 0);
        sums.protein_mg += value(row, 1);
        sums.fluid_ml += value(row, 2);
    }
    sums.delivered_ml = feeds.iter().map(|row| value(row, 3)).sum();
    let symptoms = rows_of_day(connection, sql::DAY_SYMPTOM, day, 4, None)?;
    let worst = symptoms.iter().map(|row| value(row, 0)).max();
    sums.worst_level = worst.and_then(|level| u8::try_from(level).ok()).unwrap_or(0);
    shown.extend(intakes);
    shown.extend(feeds);
    shown.extend(symptoms);
    shown.sort_by_key(|row| row.instant_ms);
    sums.entries = u32::try_from(shown.len()).unwrap_or(u32::MAX);
    let names = combined(shown.iter().map(|row| row.id));
    // The screen gets the rows, whatever the compiler thinks of them.
    let _ = black_box(shown.iter().map(|row| (row.circumstances, row.text.as_deref())).next_back());
    Ok(Today { entries: black_box(&shown).len(), names, sums })
}

fn rows_of_day(
    connection: &Connection,
    statement: &str,
    day: CalendarDay,
    values: usize,
    text: Option<usize>,
) -> Result<Vec<Shown>, BenchError> {
    let mut select = connection.prepare_cached(statement)?;
    let rows = select.query_map([day.days_since_1970()], |row| {
        let mut shown = Shown {
            id: EntryId::from_bytes(row.get(0)?),
            instant_ms: row.get(1)?,
            circumstances: [None; 5],
            values: [None; 16],
            text: text.map(|column| row.get::<_, Option<String>>(column)).transpose()?.flatten(),
        };
        for (place, column) in shown.circumstances.iter_mut().zip(2..) {
            *place = row.get(column)?;
        }
        for (place, column) in shown.values.iter_mut().take(values).zip(7..) {
            *place = row.get(column)?;
        }
        Ok(shown)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn value(row: &Shown, place: usize) -> u64 {
    row.values.get(place).copied().flatten().unwrap_or(0).unsigned_abs()
}

/// What a row adds to its day as it stands now.
pub(super) fn sums_of_row(connection: &Connection, entry: &Logged) -> Result<DaySums, BenchError> {
    let day = DaySums { entries: 1, ..DaySums::none(entry.draft.occurred.day()) };
    let statement = match &entry.draft.fact {
        Fact::OralIntake(_) => "SELECT energy_kcal_milli, protein_mg, fluid_ml, 0 FROM intake WHERE id = ?1",
        Fact::TubeFeed(_) => {
            "SELECT energy_kcal_milli, protein_mg, fluid_ml, delivered_ml FROM feed WHERE id = ?1"
        }
        // Looked up again after the change, whatever it was.
        _ => return Ok(day),
    };
    let sums = connection.prepare_cached(statement)?.query_row(params![entry.id.as_bytes()], |row| {
        Ok(DaySums {
            energy_kcal_milli: amount(row, 0)?,
            protein_mg: amount(row, 1)?,
            fluid_ml: amount(row, 2)?,
            delivered_ml: amount(row, 3)?,
            ..day
        })
    })?;
    Ok(sums)
}
