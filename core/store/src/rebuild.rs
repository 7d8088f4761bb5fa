//! A manifest made anew in memory from blocks and tail, where the one in the file does not open.

use crate::block;
use crate::error::{Damage, StoreError};
use crate::keys::Keys;
use crate::manifest::{Manifest, WeekMeta};
use crate::walk::Links;
use nourish_record::{CalendarDay, Entry, Week};
use nourish_seal::Purpose;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// How far the numbers of fresh rows jump where nobody knows any more which were used: none comes twice.
const JUMP: i64 = 1 << 32;

/// The manifest of what is left, and what it cannot vouch for: every log's end and every week's presence are taken as found.
pub(crate) fn manifest(connection: &Connection, keys: &Keys) -> Result<(Manifest, Vec<Damage>), StoreError> {
    let mut damage = vec![Damage::Manifest];
    let mut manifest = Manifest { unproven: true, ..Manifest::empty() };
    let mut links = Links::default();
    let weeks = weeks_by_place(keys);
    let mut select = connection.prepare("SELECT place, sealed FROM block")?;
    let mut rows = select.query([])?;
    while let Some(row) = next(&mut rows, &mut damage)? {
        let (place, sealed): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let Some(week) = weeks.get(&place) else { continue };
        match block::open(&keys.sealer, *week, &sealed) {
            Some(entries) => {
                entries.iter().for_each(|entry| links.note(entry));
                manifest.weeks.insert(*week, WeekMeta::of(*week, &entries, &sealed));
            }
            None => damage.push(Damage::Week(week.first_day())),
        }
    }
    take_tail(connection, keys, &mut manifest, &mut links, &mut damage)?;
    let followed = links.follow(keys.journal, &BTreeMap::new());
    (manifest.logs, manifest.missing, manifest.ahead) = (followed.ends, followed.gaps, followed.ahead);
    // Stamps of others may lie far ahead; this device's own are what it must not fall behind.
    manifest.latest = links.latest.get(&keys.author()).copied().unwrap_or_default();
    if followed.broken {
        damage.push(Damage::Chain);
    }
    Ok((manifest, damage))
}

/// Every week there can be, by the place of its block.
pub(crate) fn weeks_by_place(keys: &Keys) -> BTreeMap<i64, Week> {
    let weeks = CalendarDay::FIRST.week().number()..=CalendarDay::LAST.week().number();
    weeks.map(|week| (block::place(&keys.sealer, Purpose::Block, week), Week::from_number(week))).collect()
}

fn take_tail(
    connection: &Connection,
    keys: &Keys,
    manifest: &mut Manifest,
    links: &mut Links,
    damage: &mut Vec<Damage>,
) -> Result<(), StoreError> {
    let mut select = connection.prepare("SELECT number, sealed FROM tail ORDER BY number")?;
    let mut rows = select.query([])?;
    let mut numbers: Option<(i64, i64)> = None;
    while let Some(row) = next(&mut rows, damage)? {
        let (number, sealed): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        numbers = Some((numbers.map_or(number, |(first, _)| first), number));
        let opened = keys.sealer.open(Purpose::Tail, &number.to_be_bytes(), &sealed).ok();
        if let Some(entry) = opened.and_then(|bytes| Entry::decode_sealed(&bytes).ok()) {
            links.note(&entry);
        }
    }
    let aside = "SELECT max(place) FROM damaged WHERE origin = 'tail'";
    let used: Option<i64> = connection.query_row(aside, [], |row| row.get(0))?;
    let unused = used.unwrap_or(0).saturating_add(JUMP);
    (manifest.tail_first, manifest.tail_through) = numbers.unwrap_or((unused, unused - 1));
    Ok(())
}

/// The next row; none, and the file named as broken, where a page on the way is.
fn next<'a>(
    rows: &'a mut rusqlite::Rows<'_>,
    damage: &mut Vec<Damage>,
) -> Result<Option<&'a rusqlite::Row<'a>>, StoreError> {
    match rows.next().map_err(StoreError::from) {
        Err(StoreError::Damaged(_)) => {
            damage.push(Damage::File);
            Ok(None)
        }
        found => found,
    }
}
