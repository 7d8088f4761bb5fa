//! The table of day sums.

use super::sql;
use super::writing::Delivered;
use crate::answers::DaySums;
use crate::error::BenchError;
use crate::logged::Logged;
use nourish_record::{CalendarDay, Fact};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// What an entry adds to its day.
pub(super) fn of(entry: &Logged) -> DaySums {
    let day = DaySums { entries: 1, ..DaySums::none(entry.draft.occurred.day()) };
    match &entry.draft.fact {
        Fact::Weight(fact) => DaySums { weight_g: fact.weight_g, ..day },
        Fact::OralIntake(fact) => DaySums {
            energy_kcal_milli: fact.energy_kcal_milli.map_or(0, u64::from),
            protein_mg: fact.protein_mg.map_or(0, u64::from),
            fluid_ml: fact.fluid_ml.map_or(0, u64::from),
            ..day
        },
        Fact::TubeFeed(fact) => {
            let feed = Delivered::of(fact);
            DaySums {
                energy_kcal_milli: feed.energy_kcal_milli.unsigned_abs(),
                protein_mg: feed.protein_mg.unsigned_abs(),
                fluid_ml: feed.fluid_ml.unsigned_abs(),
                delivered_ml: fact.delivered_ml.map_or(0, u64::from),
                ..day
            }
        }
        Fact::Symptom(fact) => DaySums { worst_level: fact.level, ..day },
        _ => day,
    }
}

/// Adds to a day.
pub(super) fn add(connection: &Connection, more: &DaySums) -> Result<(), BenchError> {
    connection.prepare_cached(sql::ADD_TO_DAY)?.execute(params![
        more.day,
        more.entries,
        more.weight_g,
        more.energy_kcal_milli.cast_signed(),
        more.protein_mg.cast_signed(),
        more.fluid_ml.cast_signed(),
        more.delivered_ml.cast_signed(),
        more.worst_level,
    ])?;
    Ok(())
}

/// Brings a day up to date after an entry said `was` and now says `is`.
pub(super) fn correct(
    connection: &Connection,
    entry: &Logged,
    was: &DaySums,
    is: &DaySums,
) -> Result<(), BenchError> {
    let more = |is: u64, was: u64| is.wrapping_sub(was).cast_signed();
    let entries = i64::from(is.entries) - i64::from(was.entries);
    let corrected = match &entry.draft.fact {
        Fact::Weight(_) => connection.prepare_cached(sql::WEIGH_DAY_AGAIN)?.execute(params![is.day, entries]),
        Fact::Symptom(_) => {
            connection.prepare_cached(sql::JUDGE_DAY_AGAIN)?.execute(params![is.day, entries])
        }
        _ => connection.prepare_cached(sql::CORRECT_DAY)?.execute(params![
            is.day,
            entries,
            more(is.energy_kcal_milli, was.energy_kcal_milli),
            more(is.protein_mg, was.protein_mg),
            more(is.fluid_ml, was.fluid_ml),
            more(is.delivered_ml, was.delivered_ml),
        ]),
    };
    if corrected? == 1 { Ok(()) } else { Err(BenchError::Lost) }
}

/// The days from `from` to `to` as they are kept.
pub(super) fn kept(
    connection: &Connection,
    from: CalendarDay,
    to: CalendarDay,
) -> Result<Vec<DaySums>, BenchError> {
    let mut select = connection.prepare_cached(sql::SUMS_KEPT)?;
    let days = select.query_map([from.days_since_1970(), to.days_since_1970()], |row| {
        Ok(DaySums {
            day: row.get(0)?,
            entries: row.get(1)?,
            weight_g: row.get(2)?,
            energy_kcal_milli: row.get::<_, i64>(3)?.unsigned_abs(),
            protein_mg: row.get::<_, i64>(4)?.unsigned_abs(),
            fluid_ml: row.get::<_, i64>(5)?.unsigned_abs(),
            delivered_ml: row.get::<_, i64>(6)?.unsigned_abs(),
            worst_level: row.get(7)?,
        })
    })?;
    Ok(days.collect::<Result<_, _>>()?)
}

/// Sums of an import, written once at its end.
#[derive(Default)]
pub(super) struct Pending(BTreeMap<i32, DaySums>);

impl Pending {
    pub(super) fn add(&mut self, entry: &Logged) {
        let more = of(entry);
        let day = self.0.entry(more.day).or_insert(DaySums { day: more.day, ..DaySums::default() });
        day.entries += more.entries;
        day.weight_g = if day.weight_g == 0 { more.weight_g } else { day.weight_g };
        day.energy_kcal_milli += more.energy_kcal_milli;
        day.protein_mg += more.protein_mg;
        day.fluid_ml += more.fluid_ml;
        day.delivered_ml += more.delivered_ml;
        day.worst_level = day.worst_level.max(more.worst_level);
    }

    pub(super) fn write(&self, connection: &Connection) -> Result<(), BenchError> {
        self.0.values().try_for_each(|day| add(connection, day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::Generator;

    #[test]
    fn an_import_adds_up_by_day() {
        let mut pending = Pending::default();
        Generator::new(1).take(110).for_each(|entry| pending.add(&entry));
        let days: Vec<&DaySums> = pending.0.values().collect();
        assert_eq!(days.iter().map(|day| day.entries).collect::<Vec<_>>(), [55, 55]);
        // 16 readings of 45 to 60 ml each, and a weight of 64 kg give or take a little.
        assert!(days.iter().all(|day| (16 * 45..=16 * 60).contains(&day.delivered_ml)));
        assert!(days.iter().all(|day| day.weight_g.abs_diff(64_000) < 500));
    }
}
