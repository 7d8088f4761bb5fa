//! A file of an older version: copied, compared, brought up to date; what a new file has and it has are the same.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod house;

use house::House;
use nourish_record::Entry;
use nourish_seal::{FileKey, SeededEntropy, SystemEntropy};
use nourish_store::{Durability, Secret, Store, StoreError, TABLES};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn vector(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(name)
}

/// A copy of the frozen journal of the first version.
fn first_version() -> (TempDir, PathBuf, FileKey) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.nourish");
    std::fs::copy(vector("journal-v1.nourish"), &path).unwrap();
    let key = FileKey::parse(std::fs::read_to_string(vector("journal-v1.key")).unwrap().trim()).unwrap();
    (folder, path, key)
}

fn open(path: &Path, key: &FileKey) -> Result<Store, StoreError> {
    Store::open(path, Secret::KeyFile(key), Durability::Crash, Box::new(SystemEntropy::new()))
}

fn entries(store: &Store) -> BTreeSet<Vec<u8>> {
    store.read_all().unwrap().entries.iter().map(Entry::encode).collect()
}

fn version(path: &Path) -> i64 {
    Connection::open(path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// Name, type, not null and key of every column of every table, as SQLite says.
fn columns(path: &Path) -> Vec<(String, String, String, bool)> {
    let file = Connection::open(path).unwrap();
    let mut select = file
        .prepare(
            "SELECT m.name, c.name, c.type, c.\"notnull\" OR c.pk, c.pk, m.sql LIKE '%STRICT%' FROM sqlite_schema m
             JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid",
        )
        .unwrap();
    let rows = select.query_map([], |row| {
        assert!(
            row.get::<_, bool>(3)? && row.get::<_, bool>(5)?,
            "a column that may be absent, or a lax table"
        );
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, i64>(4)? > 0))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn the_first_version_is_brought_up_to_date_with_every_entry() {
    let (folder, path, key) = first_version();
    let before = entries(
        &Store::open_for_reading(&path, Secret::KeyFile(&key), Box::new(SystemEntropy::new())).unwrap(),
    );
    assert_eq!(
        (before.len(), version(&path)),
        (30, 1),
        "six weighings, 22 kinds, a correction, a retraction"
    );
    let store = open(&path, &key).unwrap();
    assert_eq!(entries(&store), before);
    assert_eq!(store.check().unwrap().damage, []);
    drop(store);
    assert_eq!(version(&path), 3);
    let (house, fresh) = House::new();
    drop(fresh);
    assert_eq!(columns(&path), columns(&house.path()));
    drop(folder);
}

#[test]
fn the_copy_made_before_is_whole_and_opens_as_well() {
    let (folder, path, key) = first_version();
    let before = std::fs::read(&path).unwrap();
    drop(open(&path, &key).unwrap());
    let copy = folder.path().join("journal.nourish.before-v3");
    assert_eq!(version(&copy), 1);
    let here = entries(&open(&path, &key).unwrap());
    let there =
        Store::open_for_reading(&copy, Secret::KeyFile(&key), Box::new(SystemEntropy::new())).unwrap();
    assert_eq!(entries(&there), here);
    // Another opening makes no other copy.
    drop(open(&path, &key).unwrap());
    let copies: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("before"))
        .collect();
    assert_eq!(copies, ["journal.nourish.before-v3"]);
    assert_ne!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn without_the_secret_or_a_copy_nothing_is_changed() {
    let (folder, path, key) = first_version();
    let before = std::fs::read(&path).unwrap();
    let stranger = FileKey::make(&mut SeededEntropy::new(9)).unwrap();
    assert!(matches!(open(&path, &stranger), Err(StoreError::Locked(_))));
    assert!(!folder.path().join("journal.nourish.before-v3").exists());
    assert_eq!((version(&path), std::fs::read(&path).unwrap()), (1, before));

    // A folder stands where the unfinished copy is to go: no copy, no change.
    std::fs::create_dir(folder.path().join("journal.nourish.before-v3.unfinished")).unwrap();
    assert_eq!(open(&path, &key).unwrap_err(), StoreError::AlreadyExists);
    assert_eq!(version(&path), 1);
}

#[test]
fn a_copy_that_is_there_already_stays_as_it_is() {
    let (folder, path, key) = first_version();
    let taken = folder.path().join("journal.nourish.before-v3");
    std::fs::write(&taken, "something of somebody").unwrap();
    drop(open(&path, &key).unwrap());
    assert_eq!(std::fs::read_to_string(taken).unwrap(), "something of somebody");
    assert_eq!(version(&folder.path().join("journal.nourish.before-v3-2")), 1);
}

#[test]
fn what_was_set_aside_before_is_there_afterwards() {
    let (_folder, path, key) = first_version();
    let plain = Connection::open(&path).unwrap();
    plain.execute("INSERT INTO damaged (origin, place, sealed) VALUES ('block', 7, x'0102')", []).unwrap();
    drop(plain);
    let store = open(&path, &key).unwrap();
    assert_eq!(store.check().unwrap().set_aside, 1);
    drop(store);
    let plain = Connection::open(&path).unwrap();
    let row: (String, i64, Vec<u8>) = plain
        .query_row("SELECT origin, place, sealed FROM damaged", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(row, ("block".to_owned(), 7, vec![1, 2]));
}

#[test]
fn the_tables_are_as_they_are_documented() {
    let (house, store) = House::new();
    drop(store);
    let mut documented: Vec<_> = TABLES
        .iter()
        .flat_map(|table| table.columns.iter().map(move |column| (table.name, column)))
        .map(|(table, column)| {
            (table.to_owned(), column.name.to_owned(), column.holds.to_owned(), column.key)
        })
        .collect();
    documented.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(columns(&house.path()), documented);
}
