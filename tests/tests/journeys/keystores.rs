//! A keystore that fails in each way: the journal stays locked and whole, and says what else opens it.

use nourish_journal::{
    Gate, Journal, JournalError, KeystoreKey, Moment, PassphraseCost, Secret, SecretStore, SecretStoreError,
    WrapKind, keystore_name,
};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Mutex;
use tempfile::TempDir;
use zeroize::Zeroizing;

/// A keystore in memory that fails for the names, or for all names, that a test says.
#[derive(Default)]
struct Keystore {
    kept: Mutex<HashMap<String, Vec<u8>>>,
    failing: Mutex<HashMap<String, SecretStoreError>>,
    all_failing: Mutex<Option<SecretStoreError>>,
}

impl Keystore {
    fn answer(&self, name: &str) -> Result<(), SecretStoreError> {
        let failing = self.failing.lock().unwrap().get(name).copied().or(*self.all_failing.lock().unwrap());
        failing.map_or(Ok(()), Err)
    }
}

impl SecretStore for Keystore {
    fn put(&self, name: &str, secret: &[u8], _: Gate) -> Result<(), SecretStoreError> {
        self.answer(name)?;
        self.kept.lock().unwrap().insert(name.into(), secret.to_vec());
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Zeroizing<Vec<u8>>, SecretStoreError> {
        self.answer(name)?;
        self.kept.lock().unwrap().get(name).cloned().map(Zeroizing::new).ok_or(SecretStoreError::Gone)
    }

    fn remove(&self, name: &str) -> Result<(), SecretStoreError> {
        self.answer(name)?;
        self.kept.lock().unwrap().remove(name);
        Ok(())
    }
}

fn passphrase() -> Secret<'static> {
    Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests())
}

fn now() -> Moment {
    Moment::parse("2026-11-20T22:30[Europe/Madrid]").unwrap()
}

fn journal() -> (TempDir, PathBuf, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.nourish");
    let journal = Journal::create(&path, passphrase()).unwrap();
    (folder, path, journal)
}

const EVERY_FAILURE: [SecretStoreError; 5] = [
    SecretStoreError::Gone,
    SecretStoreError::Busy,
    SecretStoreError::Cancelled,
    SecretStoreError::Locked,
    SecretStoreError::Unusable,
];

#[test]
fn every_failure_is_named_with_the_ways_that_remain_and_changes_nothing() {
    let (_folder, path, mut journal) = journal();
    let store = Keystore::default();
    journal.add_to_store(&store, Gate::Biometric, "phone", &now()).unwrap();
    drop(journal);
    let before = std::fs::read(&path).unwrap();
    for why in EVERY_FAILURE {
        *store.all_failing.lock().unwrap() = Some(why);
        let failed = Journal::open_from(&path, &store).unwrap_err();
        assert_eq!(failed, JournalError::KeystoreFailed { why, ways: vec![WrapKind::Passphrase] });
        assert!(failed.to_string().starts_with("the journal stays locked: "), "{failed}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(store.kept.lock().unwrap().len(), 1);
    *store.all_failing.lock().unwrap() = None;
    assert!(Journal::open_from(&path, &store).is_ok());
    assert!(Journal::open(&path, passphrase()).is_ok());
}

#[test]
fn one_keystore_of_two_is_enough_and_of_two_failures_the_one_to_act_on_is_named() {
    let (_folder, path, mut journal) = journal();
    let store = Keystore::default();
    let names = ["phone", "tablet"]
        .map(|label| keystore_name(journal.add_to_store(&store, Gate::Device, label, &now()).unwrap()));
    drop(journal);
    let fail = |name: usize, why| store.failing.lock().unwrap().insert(names[name].clone(), why);
    for (name, why) in [(0, SecretStoreError::Busy), (1, SecretStoreError::Gone)] {
        store.failing.lock().unwrap().clear();
        fail(name, why);
        assert!(Journal::open_from(&path, &store).is_ok());
    }
    for (first, second, named) in [
        (SecretStoreError::Gone, SecretStoreError::Cancelled, SecretStoreError::Cancelled),
        (SecretStoreError::Cancelled, SecretStoreError::Gone, SecretStoreError::Cancelled),
        (SecretStoreError::Busy, SecretStoreError::Unusable, SecretStoreError::Busy),
        (SecretStoreError::Gone, SecretStoreError::Locked, SecretStoreError::Locked),
    ] {
        fail(0, first);
        fail(1, second);
        let failed = Journal::open_from(&path, &store).unwrap_err();
        assert_eq!(failed, JournalError::KeystoreFailed { why: named, ways: vec![WrapKind::Passphrase] });
    }
}

#[test]
fn a_journal_that_no_keystore_opens_says_so() {
    let (_folder, path, journal) = journal();
    drop(journal);
    let failed = Journal::open_from(&path, &Keystore::default()).unwrap_err();
    let expected =
        JournalError::KeystoreFailed { why: SecretStoreError::Gone, ways: vec![WrapKind::Passphrase] };
    assert_eq!(failed, expected);
}

#[test]
fn a_way_that_cannot_be_added_leaves_no_key_behind() {
    let (_folder, _path, mut journal) = journal();
    let store = Keystore::default();
    *store.all_failing.lock().unwrap() = Some(SecretStoreError::Locked);
    let failed = journal.add_to_store(&store, Gate::Device, "", &now()).unwrap_err();
    let expected =
        JournalError::KeystoreFailed { why: SecretStoreError::Locked, ways: vec![WrapKind::Passphrase] };
    assert_eq!(failed, expected);
    *store.all_failing.lock().unwrap() = None;
    journal.suspend().unwrap();
    assert_eq!(journal.add_to_store(&store, Gate::Device, "", &now()).unwrap_err(), JournalError::Suspended);
    journal.resume().unwrap();
    assert!(store.kept.lock().unwrap().is_empty());
    assert_eq!(journal.ways().unwrap().len(), 1);
}

#[test]
fn a_key_that_was_fetched_before_opens_it_too() {
    let (_folder, path, mut journal) = journal();
    let store = Keystore::default();
    journal.add_to_store(&store, Gate::Biometric, "", &now()).unwrap();
    drop(journal);
    let ways = Journal::locked_ways(&path).unwrap();
    let way = ways.iter().find(|way| way.kind == WrapKind::Keystore).unwrap();
    assert_eq!(way.gate, Some(Gate::Biometric));
    let fetched = store.get(&keystore_name(way.id)).unwrap();
    let key = KeystoreKey::from_bytes(&fetched).unwrap();
    assert!(Journal::open(&path, Secret::Keystore(&key, Gate::Biometric)).is_ok());
}
