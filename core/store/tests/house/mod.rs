//! A folder with a journal, and what is logged into it.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "every test takes what it needs, and stops at the first surprise"
)]

use nourish_record::{CalendarDay, Draft, Entry, EntryId, Fact, Moment, Recorded, Source, Stamp, Timeline};
use nourish_seal::{FileKey, PassphraseCost, SeededEntropy, SystemEntropy};
use nourish_store::{Durability, Importing, Next, Secret, Store, StoreError};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "plainly fictional";

pub fn secret() -> Secret<'static> {
    Secret::Passphrase(PASSPHRASE, PassphraseCost::lowest_for_tests())
}

pub fn file_key() -> FileKey {
    FileKey::make(&mut SeededEntropy::new(99)).unwrap()
}

/// A folder with a journal that a key file opens: quicker than a passphrase.
pub struct House {
    pub folder: TempDir,
    pub key: FileKey,
}

impl House {
    pub fn new() -> (Self, Store) {
        Self::new_with(1)
    }

    pub fn new_with(seed: u64) -> (Self, Store) {
        let house = Self { folder: tempfile::tempdir().unwrap(), key: file_key() };
        let entropy = Box::new(SeededEntropy::new(seed));
        let store =
            Store::create(&house.path(), Secret::KeyFile(&house.key), Durability::Crash, entropy).unwrap();
        (house, store)
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("journal.nourish")
    }

    pub fn open(&self) -> Result<Store, StoreError> {
        open_with(&self.path(), Secret::KeyFile(&self.key))
    }

    pub fn open_for_reading(&self) -> Result<Store, StoreError> {
        let entropy = Box::new(SystemEntropy::new());
        Store::open_for_reading(&self.path(), Secret::KeyFile(&self.key), entropy)
    }

    pub fn backup(&self) -> PathBuf {
        self.folder.path().join("journal.nourish-backup")
    }

    /// The backup as a journal of its own.
    pub fn restore(&self, name: &str) -> Result<Store, StoreError> {
        let path = self.folder.path().join(name);
        let entropy = Box::new(SystemEntropy::new());
        Store::restore(&self.backup(), &path, Secret::KeyFile(&self.key), Durability::Crash, entropy)
    }

    /// The file as plain SQLite, as a thief would open it.
    pub fn plain(&self) -> Connection {
        Connection::open(self.path()).unwrap()
    }
}

pub fn open_with(path: &Path, secret: Secret<'_>) -> Result<Store, StoreError> {
    Store::open(path, secret, Durability::Crash, Box::new(SystemEntropy::new()))
}

pub fn day(text: &str) -> CalendarDay {
    text.parse().unwrap()
}

pub fn weight(day: CalendarDay, weight_g: u32) -> Draft {
    let at = Moment::parse(&format!("{day}T07:30[Europe/Madrid]")).unwrap();
    Draft::new(at, Source::Scale, Fact::read("weight", &[("weight", &format!("{weight_g} g"))]).unwrap())
}

pub fn stamp(next: Next, more: u64) -> Stamp {
    let seq = next.seq + more;
    let recorded = Recorded::at(4_000_000_000_000 + seq);
    Stamp { id: EntryId::from_bytes(u128::from(seq).to_be_bytes()), recorded, author: next.author, seq }
}

pub fn log(store: &mut Store, drafts: Vec<Draft>) -> Vec<Entry> {
    store
        .append(|next| {
            let entries =
                (0..).zip(drafts).map(|(more, draft)| Entry::parse(draft, stamp(next, more)).unwrap());
            Ok::<_, StoreError>(entries.collect())
        })
        .unwrap()
}

/// One weight a day from 2026-01-01.
pub fn log_days(store: &mut Store, days: std::ops::Range<i32>) {
    for days in days {
        log(store, vec![weight(day("2026-01-01").plus(days), 70_000 + days.unsigned_abs())]);
    }
}

pub fn put_all(importing: &mut Importing<'_>, drafts: impl IntoIterator<Item = (u128, Draft)>) -> u64 {
    let mut added = 0;
    for (name, draft) in drafts {
        let id = EntryId::from_bytes(name.to_be_bytes());
        if importing.contains(draft.occurred.day(), id).unwrap() {
            continue;
        }
        let entry = Entry::parse(draft, Stamp { id, ..stamp(importing.next(), 0) }).unwrap();
        importing.put(entry).unwrap();
        added += 1;
    }
    added
}

pub fn weights_g(store: &Store) -> Vec<u32> {
    Timeline::of(store.read_all().unwrap().entries).weights().map(|(_, weight)| weight.weight_g).collect()
}

pub fn note(day: CalendarDay, text: &str) -> Draft {
    let at = Moment::parse(&format!("{day}T12:00[Europe/Madrid]")).unwrap();
    Draft::new(at, Source::Typed, Fact::read("note", &[("text", text)]).unwrap())
}

/// Everything that lies in the folder, one after another.
pub fn everything(house: &House) -> Vec<u8> {
    let mut all = Vec::new();
    for file in std::fs::read_dir(house.folder.path()).unwrap() {
        all.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    all
}

pub fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// The sealed bytes that a table holds now.
pub fn sealed(house: &House, table: &str) -> Vec<Vec<u8>> {
    let plain = house.plain();
    let mut select = plain.prepare(&format!("SELECT sealed FROM {table}")).unwrap();
    let rows = select.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// No part of any of these old bytes is left, wherever their pages were cut.
#[track_caller]
pub fn gone(house: &House, old: &[Vec<u8>]) {
    let all = everything(house);
    for sealed in old {
        // The first 49 bytes are version, epoch, nonce and a commitment that all rows share.
        for (number, part) in sealed[49..].chunks_exact(24).enumerate() {
            assert!(!holds(&all, part), "part {number} of {} bytes is left", sealed.len());
        }
    }
}
