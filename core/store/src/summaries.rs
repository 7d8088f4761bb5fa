//! Day summaries by year: a sealed cache for charts. Whatever is missing or does not open is made anew from the entries.

use crate::error::StoreError;
use crate::keys::Keys;
use crate::lasting;
use crate::manifest::Manifest;
use crate::store::Store;
use crate::{block, cached};
use nourish_record::{CalendarDay, DaySummary, Entry, Timeline, Week};
use nourish_seal::{Entropy, Sealer};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

type Days = BTreeMap<CalendarDay, DaySummary>;

impl Store {
    /// The days from `from` to `to` that have anything on them, in order.
    ///
    /// Each week is judged by itself: a doubtful weight shows only beside others of its week, and formula is "prescribed" only
    /// where the feeds say so. For rules and reports, read the entries.
    ///
    /// # Errors
    /// [`StoreError::Suspended`], or what the disk may say. A damaged week has no days; [`Store::read`] names it.
    pub fn summaries(&self, from: CalendarDay, to: CalendarDay) -> Result<Vec<DaySummary>, StoreError> {
        let connection = self.reading()?;
        let fresh: BTreeSet<Week> = self.state.tail.iter().map(|row| row.entry.filed().week()).collect();
        let mut days: Vec<DaySummary> = Vec::new();
        for year in year(from)..=year(to) {
            match read(connection, &self.keys.sealer, year)? {
                Some(cached) => days.extend(cached),
                None => {
                    let manifest = &self.state.manifest;
                    days.extend(
                        rebuild(connection, &self.keys.sealer, manifest, year, &|_| false)?.into_values(),
                    );
                }
            }
        }
        for week in fresh.range(from.week()..=to.week()) {
            let entries = self.read(week.first_day(), week.last_day())?.entries;
            let first = days.partition_point(|day| day.day.week() < *week);
            let after = days.partition_point(|day| day.day.week() <= *week);
            days.splice(first..after, of_week(entries).map(|(_, day)| day));
        }
        days.retain(|day| from <= day.day && day.day <= to);
        Ok(days)
    }
}

/// The days of a year from its blocks, but for the weeks that `skip` names.
fn rebuild(
    connection: &Connection,
    sealer: &Sealer,
    manifest: &Manifest,
    wanted: i32,
    skip: &impl Fn(Week) -> bool,
) -> Result<Days, StoreError> {
    let mut days = Days::new();
    let of_year = |week: &Week| year(week.first_day()) == wanted || year(week.last_day()) == wanted;
    for (week, meta) in manifest.weeks.iter().filter(|(week, _)| of_year(week) && !skip(**week)) {
        let entries = block::read(connection, sealer, *week, meta)?.unwrap_or_default();
        days.extend(of_week(entries).filter(|(day, _)| year(*day) == wanted));
    }
    Ok(days)
}

/// Brings the years of changed weeks up to date. `changed` holds all entries of each week.
pub(crate) fn update(
    transaction: &Connection,
    keys: &Keys,
    manifest: &Manifest,
    changed: Vec<(Week, Vec<Entry>)>,
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    lasting::update(transaction, keys, manifest, &changed, entropy)?;
    let weeks: BTreeSet<Week> = changed.iter().map(|(week, _)| *week).collect();
    let years: BTreeSet<i32> =
        weeks.iter().flat_map(|week| [year(week.first_day()), year(week.last_day())]).collect();
    let is_changed = |week: Week| weeks.contains(&week);
    let mut fresh = Days::new();
    for (_, entries) in changed {
        fresh.extend(of_week(entries));
    }
    for wanted in years {
        let mut days: Days = match read(transaction, &keys.sealer, wanted)? {
            Some(cached) => cached.into_iter().map(|day| (day.day, day)).collect(),
            // Lost, or never made: half a cache would be taken for a whole.
            None => rebuild(transaction, &keys.sealer, manifest, wanted, &is_changed)?,
        };
        days.retain(|day, _| !is_changed(day.week()));
        days.extend(
            fresh
                .iter()
                .filter(|(day, _)| year(**day) == wanted)
                .map(|(day, summary)| (*day, summary.clone())),
        );
        write(transaction, keys, wanted, &days.into_values().collect::<Vec<_>>(), entropy)?;
    }
    Ok(())
}

fn of_week(entries: impl IntoIterator<Item = Entry>) -> impl Iterator<Item = (CalendarDay, DaySummary)> {
    DaySummary::of(&Timeline::of(entries)).into_iter().map(|day| (day.day, day))
}

fn year(day: CalendarDay) -> i32 {
    use chrono::Datelike;
    day.date().year()
}

fn read(connection: &Connection, sealer: &Sealer, year: i32) -> Result<Option<Vec<DaySummary>>, StoreError> {
    Ok(cached::read(connection, sealer, year)?.and_then(|packed| DaySummary::unpack(&packed).ok()))
}

fn write(
    transaction: &Connection,
    keys: &Keys,
    year: i32,
    days: &[DaySummary],
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    cached::write(transaction, keys, year, &DaySummary::pack(days), entropy)
}
