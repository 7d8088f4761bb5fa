//! Day summaries by year: a sealed cache for charts. Whatever is missing or does not open is made anew from the entries.

use crate::error::StoreError;
use crate::fresh_days::{self, FreshDays};
use crate::fresh_weeks::{self, Judged};
use crate::keys::Keys;
use crate::lasting;
use crate::manifest::Manifest;
use crate::state::State;
use crate::store::Store;
use crate::{block, cached};
use nourish_record::{CalendarDay, DaySummary, Entry, Week};
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
        between(self.reading()?, &self.keys, &self.state, (from, to), |_| true)
    }
}

/// The days from one to another that are in wanted weeks, fresh entries included.
pub(crate) fn between(
    connection: &Connection,
    keys: &Keys,
    state: &State,
    (from, to): (CalendarDay, CalendarDay),
    is_wanted: impl Fn(Week) -> bool,
) -> Result<Vec<DaySummary>, StoreError> {
    let is_wanted = |day: CalendarDay| from <= day && day <= to && is_wanted(day.week());
    // A day takes some hundred bytes: five years of them are better not moved while they grow.
    // Only weeks that have a block count: a slip that files one in another century asks for no room of a century.
    let weeks = state.manifest.weeks.range(from.week()..=to.week()).len();
    let mut days: Vec<DaySummary> = Vec::with_capacity(7 * weeks);
    for year in year(from)..=year(to) {
        let cached = cached::read(connection, &keys.sealer, year)?;
        let read = cached.and_then(|cached| DaySummary::unpack_onto(&mut days, &cached, is_wanted).ok());
        if read.is_none() {
            days.extend(rebuild(connection, &keys.sealer, &state.manifest, year, &|_| false)?.into_values());
        }
    }
    let made = fresh_days::made(state);
    let mut made = made.range(from.week()..=to.max(from).week()).peekable();
    if made.peek().is_some() {
        let known = FreshDays::read(connection, &keys.sealer)?;
        let mut unknown = Vec::new();
        for (week, made) in made {
            match known.days(*week, *made) {
                Some(known) => replace(&mut days, week.first_day(), week.last_day(), known),
                None => unknown.push(*week),
            }
        }
        for (week, judged) in fresh_weeks::judge(connection, keys, state, &unknown)? {
            match judged {
                Judged::All(all) => replace(&mut days, week.first_day(), week.last_day(), all),
                Judged::Some(changed) => {
                    changed.into_iter().for_each(|(day, summary)| replace(&mut days, day, day, summary));
                }
            }
        }
    }
    days.retain(|day| is_wanted(day.day));
    Ok(days)
}

/// Puts `new` in the place of the days from `first` to `last`.
fn replace(
    days: &mut Vec<DaySummary>,
    first: CalendarDay,
    last: CalendarDay,
    new: impl IntoIterator<Item = DaySummary>,
) {
    let begin = days.partition_point(|known| known.day < first);
    let end = days.partition_point(|known| known.day <= last);
    days.splice(begin..end, new);
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
        days.extend(fresh_weeks::days(entries).filter(|(day, _)| year(*day) == wanted));
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
        fresh.extend(fresh_weeks::days(entries));
    }
    for wanted in years {
        let of_year = fresh.iter().filter(|(day, _)| year(**day) == wanted);
        let of_year: Vec<DaySummary> = of_year.map(|(_, summary)| summary.clone()).collect();
        let known = cached::read(transaction, &keys.sealer, wanted)?;
        let repacked =
            known.and_then(|known| DaySummary::repack(&known, &of_year, |day| is_changed(day.week())).ok());
        let packed = match repacked {
            Some(packed) => packed,
            // Lost, or never made: half a cache would be taken for a whole.
            None => {
                let mut days = rebuild(transaction, &keys.sealer, manifest, wanted, &is_changed)?;
                days.extend(of_year.into_iter().map(|day| (day.day, day)));
                DaySummary::pack(&days.into_values().collect::<Vec<_>>())
            }
        };
        cached::write(transaction, keys, wanted, &packed, entropy)?;
    }
    Ok(())
}

fn year(day: CalendarDay) -> i32 {
    use chrono::Datelike;
    day.date().year()
}
