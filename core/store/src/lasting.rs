//! What lasts, by year: a sealed cache of the entries that rules look for however old they are, so that they need not read every week.
//! Whatever is missing or does not open is made anew from the entries.

use crate::error::{Damage, StoreError};
use crate::keys::Keys;
use crate::manifest::Manifest;
use crate::read::Reading;
use crate::store::Store;
use crate::{block, cached};
use chrono::Datelike;
use nourish_record::{CalendarDay, Entry, EntryId, Week};
use nourish_seal::{Entropy, Sealer};
use rusqlite::Connection;
use std::collections::BTreeSet;

impl Store {
    /// Every entry of the weeks from `from`'s on, and of older weeks every entry that lasts, with all that corrects it.
    ///
    /// # Errors
    /// As [`Store::read`]. Damage of an older week is named only where the cache of its year had to be made anew: what lasts is in
    /// the cache.
    pub fn read_lasting(&self, from: CalendarDay) -> Result<Reading, StoreError> {
        let mut reading = self.read(from, CalendarDay::LAST)?;
        let Some((first, _)) = self.span().filter(|(first, _)| *first < from) else { return Ok(reading) };
        let connection = self.reading()?;
        for wanted in year(first.week())..=year(from.week()) {
            let lasting = match read(connection, &self.keys.sealer, wanted)? {
                Some(cached) => cached,
                None => {
                    let manifest = &self.state.manifest;
                    let sealer = &self.keys.sealer;
                    rebuild(connection, sealer, manifest, wanted, &|_| false, &mut reading.damage)?
                }
            };
            reading.entries.extend(lasting.into_iter().filter(|entry| entry.filed().week() < from.week()));
        }
        let fresh = self.state.tail.iter().map(|row| &row.entry);
        reading.entries.extend(fresh.filter(|entry| entry.filed().week() < from.week()).cloned());
        Ok(reading)
    }
}

/// Those of a week's entries that last, and what corrects them or takes them back.
fn lasting(entries: &[Entry]) -> Vec<Entry> {
    let roots: BTreeSet<EntryId> = entries.iter().filter(|entry| entry.lasts()).map(Entry::root).collect();
    entries.iter().filter(|entry| roots.contains(&entry.root())).cloned().collect()
}

/// What lasts of a year from its blocks, but for the weeks that `skip` names.
fn rebuild(
    connection: &Connection,
    sealer: &Sealer,
    manifest: &Manifest,
    wanted: i32,
    skip: &impl Fn(Week) -> bool,
    damage: &mut Vec<Damage>,
) -> Result<Vec<Entry>, StoreError> {
    let mut kept = Vec::new();
    for (week, meta) in manifest.weeks.iter().filter(|(week, _)| year(**week) == wanted && !skip(**week)) {
        match block::read(connection, sealer, *week, meta)? {
            Ok(entries) => kept.extend(lasting(&entries)),
            Err(_) => damage.push(Damage::Week(week.first_day())),
        }
    }
    Ok(kept)
}

/// Brings the years of changed weeks up to date. `changed` holds all entries of each week.
pub(crate) fn update(
    transaction: &Connection,
    keys: &Keys,
    manifest: &Manifest,
    changed: &[(Week, Vec<Entry>)],
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    let is_changed = |week: Week| changed.iter().any(|(known, _)| *known == week);
    let years: BTreeSet<i32> = changed.iter().map(|(week, _)| year(*week)).collect();
    for wanted in years {
        let mut kept = match read(transaction, &keys.sealer, wanted)? {
            Some(cached) => cached,
            // Lost, or never made: half a cache would be taken for a whole. Damage is named by whoever reads the weeks.
            None => rebuild(transaction, &keys.sealer, manifest, wanted, &is_changed, &mut Vec::new())?,
        };
        kept.retain(|entry| !is_changed(entry.filed().week()));
        let of_year = changed.iter().filter(|(week, _)| year(*week) == wanted);
        kept.extend(of_year.flat_map(|(_, entries)| lasting(entries)));
        write(transaction, keys, wanted, &mut kept, entropy)?;
    }
    Ok(())
}

/// The year that a week counts for: that of its Monday.
fn year(week: Week) -> i32 {
    week.first_day().date().year()
}

/// The number of a year's row, which no year of the summaries beside it has.
const fn number(year: i32) -> i32 {
    !year
}

fn read(connection: &Connection, sealer: &Sealer, year: i32) -> Result<Option<Vec<Entry>>, StoreError> {
    Ok(cached::read(connection, sealer, number(year))?.and_then(|pressed| block::unpress(&pressed)))
}

fn write(
    transaction: &Connection,
    keys: &Keys,
    year: i32,
    entries: &mut [Entry],
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    block::put_in_order(entries);
    cached::write(transaction, keys, number(year), &block::press(entries)?, entropy)
}
