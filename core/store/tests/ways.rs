//! Ways to unlock and epochs, as a person changes them and as a thief finds them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use nourish_record::{Draft, Entry, EntryId, Fact, Moment, Recorded, Source, Stamp};
use nourish_seal::{
    Entropy, EntropyUnavailable, Epoch, FileKey, Gate, KeystoreKey, PassphraseCost, RecoveryCode,
    SeededEntropy, WrapError, WrapFace, WrapId, WrapKind, WrapNote,
};
use nourish_store::{Damage, Durability, Secret, Store, StoreError, locked_ways};
use rusqlite::Connection;
use std::path::PathBuf;
use tempfile::TempDir;

const LOWEST: PassphraseCost = PassphraseCost::lowest_for_tests();

fn passphrase(text: &str) -> Secret<'_> {
    Secret::Passphrase(text, LOWEST)
}

/// A folder with a journal that the passphrase `first` opens.
struct House(TempDir);

impl House {
    fn new() -> (Self, Store) {
        let house = Self(tempfile::tempdir().unwrap());
        let entropy = Box::new(SeededEntropy::new(1));
        let store = Store::create(&house.path(), passphrase("first"), Durability::Crash, entropy).unwrap();
        (house, store)
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("journal.nourish")
    }

    fn open(&self, secret: Secret<'_>) -> Result<Store, StoreError> {
        Store::open(&self.path(), secret, Durability::Crash, Box::new(SeededEntropy::new(2)))
    }

    fn plain(&self) -> Connection {
        Connection::open(self.path()).unwrap()
    }

    /// Everything that lies on the disk, the log beside the file included.
    fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.0.path()).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }

    fn wraps(&self) -> Vec<Vec<u8>> {
        let plain = self.plain();
        let mut select = plain.prepare("SELECT wrapped FROM wrap ORDER BY wrap_id").unwrap();
        select.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }
}

fn add(store: &mut Store, secret: Secret<'_>, label: &str) -> Result<WrapId, StoreError> {
    let id = store.make_wrap_id()?;
    store.add_way(secret, WrapNote::new(id, Some(1_795_300_000_000), label).unwrap())?;
    Ok(id)
}

fn log(store: &mut Store, kilograms: u32) -> Result<Vec<Entry>, StoreError> {
    store.append(|next| {
        let at = Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap();
        let fact = Fact::read("weight", &[("weight", &format!("{kilograms} kg"))]).unwrap();
        let recorded = Recorded::at(4_000_000_000_000 + next.seq);
        let id = EntryId::from_bytes(u128::from(next.seq).to_be_bytes());
        let stamp = Stamp { id, recorded, author: next.author, seq: next.seq };
        Ok(vec![Entry::parse(Draft::new(at, Source::Typed, fact), stamp).unwrap()])
    })
}

fn count(store: &Store) -> usize {
    store.read_all().unwrap().entries.len()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn locked(why: WrapError) -> Option<StoreError> {
    Some(StoreError::Locked(why))
}

#[test]
fn every_kind_of_secret_opens_the_one_journal_and_is_listed() {
    let (house, mut store) = House::new();
    let mut entropy = SeededEntropy::new(7);
    let file = FileKey::make(&mut entropy).unwrap();
    let kept = KeystoreKey::make(&mut entropy).unwrap();
    let code = RecoveryCode::make(&mut entropy).unwrap();
    let secrets =
        [Secret::KeyFile(&file), Secret::Keystore(&kept, Gate::Biometric), Secret::RecoveryCode(&code)];
    for (secret, label) in secrets.into_iter().zip(["laptop", "phone", "drawer"]) {
        add(&mut store, secret, label).unwrap();
    }
    log(&mut store, 68).unwrap();
    let ways = store.ways().unwrap();
    let listed: Vec<_> =
        ways.iter().map(|way| (way.face.unwrap().kind, way.made_ms, way.label.as_str())).collect();
    assert_eq!(
        listed[0],
        (WrapKind::Passphrase, None, ""),
        "made with the journal, before there was a clock"
    );
    for expected in
        [(WrapKind::KeyFile, "laptop"), (WrapKind::Keystore, "phone"), (WrapKind::RecoveryCode, "drawer")]
    {
        assert!(listed[1..].contains(&(expected.0, Some(1_795_300_000_000), expected.1)), "{listed:?}");
    }
    assert!(!format!("{ways:?}").contains("drawer"));
    drop(store);
    for secret in secrets.into_iter().chain([passphrase("first")]) {
        assert_eq!(count(&house.open(secret).unwrap()), 1, "{secret:?}");
    }
}

#[test]
fn who_has_the_file_alone_reads_kinds_and_gates_and_no_label() {
    let (house, mut store) = House::new();
    let kept = KeystoreKey::make(&mut SeededEntropy::new(7)).unwrap();
    add(&mut store, Secret::Keystore(&kept, Gate::Biometric), "unmistakable label").unwrap();
    drop(store);
    let mut ways: Vec<_> =
        locked_ways(&house.path()).unwrap().iter().map(|way| (way.kind, way.gate)).collect();
    ways.sort_by_key(|(kind, _)| *kind);
    assert_eq!(ways, [(WrapKind::Passphrase, None), (WrapKind::Keystore, Some(Gate::Biometric))]);
    assert!(!contains(&house.bytes(), b"unmistakable"));
}

#[test]
fn a_changed_passphrase_keeps_its_label_and_the_old_one_opens_nothing() {
    let (house, mut store) = House::new();
    add(&mut store, passphrase("second"), "carer").unwrap();
    log(&mut store, 68).unwrap();
    let sealed_before: Vec<u8> =
        house.plain().query_row("SELECT sealed FROM tail", [], |row| row.get(0)).unwrap();

    let changed = store.change_passphrase(passphrase("second"), passphrase("third"), Some(9)).unwrap();

    let way = store.ways().unwrap().into_iter().find(|way| way.id == changed).unwrap();
    assert_eq!((way.label.as_str(), way.made_ms), ("carer", Some(9)));
    assert_eq!(store.ways().unwrap().len(), 2);
    drop(store);
    assert_eq!(house.open(passphrase("second")).err(), locked(WrapError::WrongSecret));
    for text in ["first", "third"] {
        assert_eq!(count(&house.open(passphrase(text)).unwrap()), 1);
    }
    let sealed: Vec<u8> = house.plain().query_row("SELECT sealed FROM tail", [], |row| row.get(0)).unwrap();
    assert_eq!(sealed, sealed_before, "nothing is sealed again");
}

#[test]
fn a_passphrase_is_changed_only_by_who_knows_it() {
    let (house, mut store) = House::new();
    let wrong = store.change_passphrase(passphrase("guess"), passphrase("third"), None);
    assert_eq!(wrong.err(), locked(WrapError::WrongSecret));
    assert_eq!(
        store.change_passphrase(passphrase("first"), passphrase(""), None).err(),
        locked(WrapError::EmptyPassphrase)
    );
    let file = FileKey::make(&mut SeededEntropy::new(7)).unwrap();
    let other = store.change_passphrase(passphrase("first"), Secret::KeyFile(&file), None);
    assert_eq!(other.err(), locked(WrapError::OtherKind { needed: WrapKind::Passphrase }));
    drop(store);
    assert!(house.open(passphrase("first")).is_ok());
}

#[test]
fn a_revoked_way_opens_nothing_and_leaves_no_byte_behind() {
    let (house, mut store) = House::new();
    let id = add(&mut store, passphrase("second"), "").unwrap();
    let revoked = house.wraps();
    store.revoke(id).unwrap();
    assert_eq!(store.revoke(id), Err(StoreError::NoSuchWay));
    let kept = house.wraps();
    let gone: Vec<_> = revoked.iter().filter(|wrap| !kept.contains(wrap)).collect();
    assert_eq!(gone.len(), 1);
    assert!(!contains(&house.bytes(), gone[0]), "the wrap stays readable in free room or in the log");
    drop(store);
    assert_eq!(house.open(passphrase("second")).err(), locked(WrapError::WrongSecret));
    assert!(house.open(passphrase("first")).is_ok());
}

#[test]
fn the_last_way_is_never_taken_away() {
    let (house, mut store) = House::new();
    let first = store.ways().unwrap()[0].id;
    assert_eq!(store.revoke(first), Err(StoreError::LastWay));
    let second = add(&mut store, passphrase("second"), "").unwrap();
    // A way whose row is rotten does not count as one that is left.
    let rotten = "UPDATE wrap SET wrapped = zeroblob(167) WHERE wrap_id = ?1";
    house.plain().execute(rotten, [second.as_bytes()]).unwrap();
    assert_eq!(store.revoke(first), Err(StoreError::LastWay));
    assert_eq!(
        store.ways().unwrap().iter().filter(|way| way.face == Err(WrapError::UnsupportedVersion(0))).count(),
        1
    );
    store.revoke(second).unwrap();
    drop(store);
    assert!(house.open(passphrase("first")).is_ok());
}

#[test]
fn a_damaged_way_is_named_and_another_one_still_opens() {
    let (house, mut store) = House::new();
    let file = FileKey::make(&mut SeededEntropy::new(7)).unwrap();
    let id = add(&mut store, Secret::KeyFile(&file), "").unwrap();
    drop(store);
    let mut wrapped: Vec<u8> = house
        .plain()
        .query_row("SELECT wrapped FROM wrap WHERE wrap_id = ?1", [id.as_bytes()], |row| row.get(0))
        .unwrap();
    wrapped[40] ^= 1;
    house
        .plain()
        .execute("UPDATE wrap SET wrapped = ?2 WHERE wrap_id = ?1", (id.as_bytes(), wrapped))
        .unwrap();
    assert_eq!(house.open(Secret::KeyFile(&file)).err(), locked(WrapError::Damaged));
    let opened = house.open(passphrase("first")).unwrap();
    let damaged = opened.ways().unwrap().into_iter().find(|way| way.id == id).unwrap();
    assert_eq!(damaged.face, Err(WrapError::Damaged));
}

#[test]
fn a_passphrase_of_lower_cost_is_raised_when_it_next_opens_the_journal() {
    let (house, store) = House::new();
    drop(store);
    let higher = PassphraseCost::new(8 * 1024, 2, 1).unwrap();
    let cost = || {
        let store = house.open(Secret::Passphrase("first", LOWEST)).unwrap();
        let Ok(WrapFace { cost: Some(cost), .. }) = store.ways().unwrap()[0].face else {
            panic!("a passphrase")
        };
        cost
    };
    assert_eq!(cost(), LOWEST);
    assert_eq!(house.open(Secret::Passphrase("wrong", higher)).err(), locked(WrapError::WrongSecret));
    assert_eq!(cost(), LOWEST, "a wrong passphrase raises nothing");
    let before = house.wraps();
    drop(house.open(Secret::Passphrase("first", higher)).unwrap());
    assert_eq!(cost(), higher, "and it is never lowered again");
    assert!(
        !contains(&house.bytes(), &before[0][40..80]),
        "the cheaper wrap is still there to be guessed at"
    );
}

#[test]
fn a_new_epoch_seals_what_is_new_and_leaves_what_is_old() {
    let (house, mut store) = House::new();
    log(&mut store, 68).unwrap();
    assert_eq!(store.rotate(), Ok(Epoch(1)));
    log(&mut store, 69).unwrap();
    assert_eq!(store.rotate(), Ok(Epoch(2)));
    log(&mut store, 70).unwrap();
    let epochs: Vec<u8> = {
        let plain = house.plain();
        let mut select = plain.prepare("SELECT sealed FROM tail ORDER BY number").unwrap();
        let rows: Result<Vec<Vec<u8>>, _> = select.query_map([], |row| row.get(0)).unwrap().collect();
        rows.unwrap().iter().map(|sealed| sealed[4]).collect()
    };
    assert_eq!(epochs, [0, 1, 2]);
    drop(store);
    let store = house.open(passphrase("first")).unwrap();
    assert_eq!((count(&store), store.epoch()), (3, Epoch(2)));
    assert_eq!(store.check().unwrap().damage, []);
}

#[test]
fn folding_after_a_rotation_writes_blocks_of_the_new_epoch_in_the_old_places() {
    let (house, mut store) = House::new();
    for _ in 0..600 {
        log(&mut store, 68).unwrap();
    }
    store.fold().unwrap();
    let blocks = |house: &House| -> Vec<(i64, Vec<u8>)> {
        let plain = house.plain();
        let mut select = plain.prepare("SELECT place, substr(sealed, 2, 4) FROM block").unwrap();
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    let before = blocks(&house);
    assert_eq!(before[0].1, [0, 0, 0, 0]);
    store.rotate().unwrap();
    for _ in 0..300 {
        log(&mut store, 69).unwrap();
    }
    store.fold().unwrap();
    assert_eq!(blocks(&house), [(before[0].0, vec![0, 0, 0, 1])]);
    assert_eq!(count(&store), 900);
    assert_eq!(store.check().unwrap().damage, []);
}

#[test]
fn another_program_takes_up_a_new_epoch_and_new_keys_lock_it_out() {
    let (house, mut one) = House::new();
    let mut other = house.open(passphrase("first")).unwrap();
    log(&mut other, 68).unwrap();
    one.rotate().unwrap();
    log(&mut one, 69).unwrap();
    log(&mut other, 70).unwrap();
    assert_eq!((other.epoch(), count(&other)), (Epoch(1), 3));

    other.suspend().unwrap();
    one.rotate().unwrap();
    log(&mut one, 71).unwrap();
    other.resume().unwrap();
    assert_eq!((other.epoch(), count(&other)), (Epoch(2), 4));

    let id = one.make_wrap_id().unwrap();
    one.renew(passphrase("only"), WrapNote::new(id, None, "").unwrap()).unwrap();
    assert_eq!(log(&mut other, 72).err(), Some(StoreError::KeysRenewed));
    assert_eq!(other.revoke(id), Err(StoreError::KeysRenewed));
    log(&mut one, 72).unwrap();
    assert_eq!(count(&one), 5);
}

/// A thief with two versions of the file and a passphrase of the first: after a revocation the unlock key is the same, and this is
/// why there is `renew`.
#[test]
fn after_a_theft_only_renewed_keys_keep_the_thief_out_of_what_is_new() {
    let (house, mut store) = House::new();
    add(&mut store, passphrase("seen by the thief"), "").unwrap();
    log(&mut store, 68).unwrap();
    store.suspend().unwrap();
    let stolen = house.path().with_file_name("stolen.nourish");
    std::fs::copy(house.path(), &stolen).unwrap();
    store.resume().unwrap();
    let id = store.make_wrap_id().unwrap();
    store.renew(passphrase("only"), WrapNote::new(id, None, "").unwrap()).unwrap();
    log(&mut store, 69).unwrap();
    drop(store);
    for text in ["first", "seen by the thief"] {
        assert_eq!(house.open(passphrase(text)).err(), locked(WrapError::WrongSecret));
    }
    // The thief puts the old ways to unlock into the present file.
    let thief = house.plain();
    thief.execute("ATTACH ?1 AS stolen", [stolen.to_str().unwrap()]).unwrap();
    thief.execute("INSERT INTO wrap SELECT * FROM stolen.wrap", []).unwrap();
    let refused = Some(StoreError::Damaged(Damage::Keyring));
    assert_eq!(house.open(passphrase("seen by the thief")).err(), refused);
    // And the old record of keys as well: it has no key of the new epoch.
    thief.execute("UPDATE journal SET keyring = (SELECT keyring FROM stolen.journal)", []).unwrap();
    let opened = house.open(passphrase("seen by the thief")).unwrap();
    assert_eq!(count(&opened), 1, "what the thief had before, and nothing since");
    assert!(opened.check().unwrap().damage.contains(&Damage::Manifest));
}

/// Random bytes that run out: whatever is under way then must leave everything as it was.
struct RunsOutAfter(u32, SeededEntropy);

impl Entropy for RunsOutAfter {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), EntropyUnavailable> {
        self.0 = self.0.checked_sub(1).ok_or(EntropyUnavailable)?;
        self.1.fill(out)
    }
}

#[test]
fn a_change_that_fails_at_any_step_leaves_everything_as_it_was() {
    let (house, mut store) = House::new();
    add(&mut store, passphrase("second"), "carer").unwrap();
    log(&mut store, 68).unwrap();
    drop(store);
    let note = |id: u8| WrapNote::new(WrapId::from_bytes([id; 16]), None, "").unwrap();
    let whole = house.wraps();
    let mut failures = 0;
    for fails_after in 0..8 {
        let entropy = || Box::new(RunsOutAfter(fails_after, SeededEntropy::new(4)));
        let open = || Store::open(&house.path(), passphrase("first"), Durability::Crash, entropy()).unwrap();
        let results = [
            open().add_way(passphrase("third"), note(3)),
            open().change_passphrase(passphrase("second"), passphrase("third"), None).map(|_| ()),
            open().rotate().map(|_| ()),
            open().renew(passphrase("third"), note(3)),
        ];
        failures += results.iter().filter(|result| result.is_err()).count();
        if results.iter().all(Result::is_err) {
            assert_eq!(house.wraps(), whole, "after {fails_after}");
            let store = house.open(passphrase("second")).unwrap();
            assert_eq!((store.epoch(), count(&store)), (Epoch(0), 1));
        } else {
            break;
        }
    }
    assert!(failures > 4, "{failures}");
}

#[test]
fn as_many_ways_as_may_be_and_not_one_more() {
    let (_house, mut store) = House::new();
    let file = FileKey::make(&mut SeededEntropy::new(7)).unwrap();
    for _ in 0..64 {
        add(&mut store, Secret::KeyFile(&file), "").unwrap();
    }
    assert_eq!(add(&mut store, Secret::KeyFile(&file), ""), Err(StoreError::TooManyWays));
    assert_eq!(store.ways().unwrap().len(), 65);
}
