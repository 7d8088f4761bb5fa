//! A changed byte anywhere in the file, and a missing end: named or harmless; what was not hit stays readable; a backup refills.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod house;

use house::*;
use nourish_record::Entry;
use nourish_store::{Damage, StoreError};
use rusqlite::Connection;
use std::collections::BTreeSet;

const SEED: u64 = 20_261_126;
const PAGE_BYTES: usize = 4096;

/// Numbers that follow from a seed (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }
}

/// Blocks of 29 weeks, 43 fresh rows, a backup, and the file's bytes.
fn filled() -> (House, Vec<u8>, BTreeSet<Vec<u8>>) {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..200);
    store.fold().unwrap();
    log_days(&mut store, 200..242);
    store.back_up(&house.backup()).unwrap();
    let entries = store.read_all().unwrap().entries.iter().map(Entry::encode).collect();
    drop(store);
    let bytes = std::fs::read(house.path()).unwrap();
    (house, bytes, entries)
}

fn put(house: &House, bytes: &[u8]) {
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", house.path().display()));
    }
    std::fs::write(house.path(), bytes).unwrap();
}

#[test]
fn a_changed_byte_on_any_page_is_named_or_harmless() {
    let (house, whole, entries) = filled();
    let mut chance = Chance(SEED);
    let (mut named, mut harmless, mut refused) = (0, 0, 0);
    for page in 0..whole.len() / PAGE_BYTES {
        for _ in 0..12 {
            let (place, flip) = (page * PAGE_BYTES + chance.below(PAGE_BYTES), 1 + chance.below(255));
            let what = format!("seed {SEED}, byte {place}, flip {flip:#x}");
            let mut bytes = whole.clone();
            bytes[place] ^= u8::try_from(flip).unwrap();
            put(&house, &bytes);
            let reading = house.open().and_then(|store| {
                let reading = store.read_all()?;
                assert_eq!(store.check()?.damage.is_empty(), reading.damage.is_empty(), "{what}");
                Ok(reading)
            });
            let reading = match reading {
                Ok(reading) => reading,
                Err(StoreError::Damaged(_) | StoreError::NotAJournal | StoreError::Locked(_)) => {
                    refused += 1;
                    continue;
                }
                Err(StoreError::NewerFormat { .. } | StoreError::StorageUnavailable) if page == 0 => continue,
                Err(error) => panic!("{what}: {error:?}"),
            };
            let found: BTreeSet<_> = reading.entries.iter().map(Entry::encode).collect();
            assert!(found.is_subset(&entries), "{what}: something that was never logged");
            if reading.damage.is_empty() {
                assert_eq!(found, entries, "{what}: something is missing and nobody says so");
                harmless += 1;
            } else {
                named += 1;
            }
        }
    }
    // Harmless: on a free page, in the room behind a row, in the cache.
    assert!(named > 20 && harmless > 0 && refused < named, "{named}, {harmless}, {refused}");
}

/// Flips one byte of one blob.
fn flip(file: &Connection, table: &str, key: &str, row: i64, chance: &mut Chance) {
    let mut blob: Vec<u8> = file
        .query_row(&format!("SELECT sealed FROM {table} WHERE {key} = ?1"), [row], |row| row.get(0))
        .unwrap();
    let place = chance.below(blob.len());
    blob[place] ^= 1 << chance.below(8);
    file.execute(&format!("UPDATE {table} SET sealed = ?2 WHERE {key} = ?1"), (row, blob)).unwrap();
}

fn keys(file: &Connection, table: &str, key: &str) -> Vec<i64> {
    let mut select = file.prepare(&format!("SELECT {key} FROM {table}")).unwrap();
    let rows = select.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Every row in turn: it alone is lost, the person logs on, and the backup refills it.
#[test]
fn a_changed_byte_in_any_row_hides_that_row_alone_and_is_refilled() {
    let (house, whole, entries) = filled();
    let mut chance = Chance(SEED);
    for (table, key) in [("block", "place"), ("tail", "number")] {
        put(&house, &whole);
        let rows = keys(&house.plain(), table, key);
        for row in rows {
            let what = format!("seed {SEED}, {table} {row}");
            put(&house, &whole);
            flip(&house.plain(), table, key, row, &mut chance);
            let mut store = house.open().unwrap();
            let reading = store.read_all().unwrap();
            let lost = match reading.damage[..] {
                [Damage::Week(_)] if table == "block" => 1..=7,
                [Damage::TailRow(number)] if number == row => 1..=1,
                _ => panic!("{what}: {:?}", reading.damage),
            };
            assert!(lost.contains(&(entries.len() - reading.entries.len())), "{what}");
            log_days(&mut store, 300..301);
            let merged = store.merge(&house.backup()).unwrap();
            assert_eq!(merged.missing, 0, "{what}");
            assert_eq!(store.entry_count(), entries.len() as u64 + 1, "{what}");
            drop(store);
            assert_eq!(house.open().unwrap().check().unwrap().damage, [], "{what}");
        }
    }
}

#[test]
fn rows_and_blocks_that_changed_places_are_named() {
    let (house, whole, _) = filled();
    for (table, key) in [("block", "place"), ("tail", "number")] {
        put(&house, &whole);
        let rows = keys(&house.plain(), table, key);
        for pair in rows.chunks_exact(2).take(8) {
            put(&house, &whole);
            let file = house.plain();
            let sealed = |row: i64| -> Vec<u8> {
                let select = format!("SELECT sealed FROM {table} WHERE {key} = ?1");
                file.query_row(&select, [row], |row| row.get(0)).unwrap()
            };
            let (one, other) = (sealed(pair[0]), sealed(pair[1]));
            let update = format!("UPDATE {table} SET sealed = ?2 WHERE {key} = ?1");
            file.execute(&update, (pair[0], other)).unwrap();
            file.execute(&update, (pair[1], one)).unwrap();
            drop(file);
            let damage = house.open().unwrap().read_all().unwrap().damage;
            assert_eq!(damage.len(), 2, "{table} {pair:?}: {damage:?}");
        }
    }
}

#[test]
fn a_file_cut_anywhere_is_refused_or_named() {
    let (house, whole, entries) = filled();
    let mut chance = Chance(SEED);
    for _ in 0..80 {
        let length = chance.below(whole.len());
        put(&house, &whole[..length]);
        let Ok(store) = house.open() else { continue };
        let Ok(reading) = store.read_all() else { continue };
        let found: BTreeSet<_> = reading.entries.iter().map(Entry::encode).collect();
        assert!(found.is_subset(&entries));
        assert!(!reading.damage.is_empty() || found == entries, "seed {SEED}, cut to {length}");
    }
}
