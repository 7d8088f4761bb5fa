//! Several devices of one journal hand each other their logs: all come to hold the same, nothing is taken up that does not fit, and
//! what one erases is gone from all.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod house;

use house::*;
use nourish_record::{Draft, Entry, EntryId, Moment, Recorded, Stamp, Timeline};
use nourish_seal::{
    ChainHash, DeviceId, DeviceKey, EpochKey, FileKey, SeededEntropy, accept_epoch, grant_epoch,
    verify_voucher,
};
use nourish_store::{
    Damage, Durability, Joined, LogHead, LogItem, LogRefusal, Next, Received, ReceivedItem, ReceivedLog,
    Secret, Setting, Store, StoreError,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use tempfile::TempDir;

/// 2026-12-01 in milliseconds since 1970: what the clocks of all devices show.
const NOW_MS: u64 = 1_796_083_200_000;

/// A device that was invited, and its folder.
struct Guest {
    folder: TempDir,
    key: FileKey,
    store: Store,
}

fn granted(host: &Store, device: &DeviceKey) -> Vec<EpochKey> {
    let mut entropy = SeededEntropy::new(77);
    let (journal, recipient) = (host.journal_id(), device.recipient().unwrap());
    let grants = host.keyring().epochs().map(|epoch| {
        grant_epoch(journal, host.keyring(), epoch, device.id(), &recipient, &mut entropy).unwrap()
    });
    grants.map(|grant| accept_epoch(journal, device, &grant).unwrap()).collect()
}

fn invite(host: &Store, seed: u64) -> Guest {
    let (folder, key) = (tempfile::tempdir().unwrap(), file_key());
    let device = DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap();
    let joined = Joined {
        journal: host.journal_id(),
        epochs: granted(host, &device),
        device,
        settings: vec![(Setting::Circle, b"a circle".to_vec())],
    };
    let path = folder.path().join("journal.nourish");
    let entropy = Box::new(SeededEntropy::new(seed + 1));
    let store = Store::create_joined(&path, Secret::KeyFile(&key), Durability::Crash, joined, entropy);
    Guest { folder, key, store: store.unwrap() }
}

impl Guest {
    fn reopened(self) -> Self {
        let Self { folder, key, store } = self;
        drop(store);
        let store = open_with(&folder.path().join("journal.nourish"), Secret::KeyFile(&key)).unwrap();
        Self { folder, key, store }
    }
}

fn device_of(store: &Store) -> DeviceId {
    store.device().id()
}

fn stamped(next: Next, more: u64) -> Stamp {
    let seq = next.seq + more;
    let name = u128::from_be_bytes(*next.author.as_bytes()) ^ u128::from(seq);
    let wall = next.latest.next(NOW_MS);
    let recorded = Recorded::from_packed(wall.packed() + more);
    Stamp { id: EntryId::from_bytes(name.to_be_bytes()), recorded, author: next.author, seq }
}

fn put(store: &mut Store, make: impl FnOnce(Stamp) -> Entry) -> Entry {
    store.append(|next| Ok::<_, StoreError>(vec![make(stamped(next, 0))])).unwrap().remove(0)
}

fn put_draft(store: &mut Store, draft: Draft) -> Entry {
    put(store, |stamp| Entry::parse(draft, stamp).unwrap())
}

fn weigh(store: &mut Store, days: i32) -> Entry {
    put_draft(store, weight(day("2026-01-01").plus(days), 70_000 + days.unsigned_abs()))
}

fn erase(store: &mut Store, id: EntryId) -> Vec<Entry> {
    let now = Moment::parse("2026-12-01T08:00[Europe/Madrid]").unwrap();
    let make = |next, erasure| {
        Ok::<_, StoreError>(Entry::erase(erasure, now.clone(), "asked to", stamped(next, 0)).unwrap())
    };
    store.erase(id, make).unwrap().erasures
}

/// The chain after some more places.
fn chain(from: ChainHash, items: &[LogItem]) -> ChainHash {
    items.iter().fold(from, |chain, item| chain.next_hash(item.hash()))
}

fn seq_of(store: &Store, device: DeviceId) -> u64 {
    store.log_heads().iter().find(|head| head.device == device).map_or(0, |head| head.seq)
}

fn received(items: Vec<LogItem>) -> Vec<ReceivedItem> {
    items.into_iter().map(ReceivedItem::from).collect()
}

/// What `from` has of a log behind what `to` has, at most `limit` places.
fn run(from: &Store, to: &Store, device: DeviceId, limit: usize) -> ReceivedLog {
    let known = seq_of(to, device);
    let items = from.log_from(device, known + 1, limit).unwrap();
    let start = to.chain_at(device, known).unwrap().unwrap();
    ReceivedLog { device, first_seq: known + 1, end: chain(start, &items), items: received(items) }
}

fn runs(from: &Store, to: &Store, limit: usize) -> Vec<ReceivedLog> {
    let heads = from.log_heads().into_iter().filter(|head| head.device != device_of(to));
    heads.map(|head| run(from, to, head.device, limit)).filter(|log| !log.items.is_empty()).collect()
}

/// Hands over everything that can be, in batches of `limit` places.
fn hand_over(from: &Store, to: &mut Store, limit: usize) {
    loop {
        let logs = runs(from, to, limit);
        if logs.is_empty() {
            return;
        }
        to.receive(logs, &[], NOW_MS).unwrap();
    }
}

fn receive(to: &mut Store, logs: Vec<ReceivedLog>) -> Result<Received, StoreError> {
    to.receive(logs, &[(Setting::Sync, b"a cursor".to_vec())], NOW_MS)
}

/// Every entry by its place.
fn entries(store: &Store) -> BTreeMap<([u8; 16], u64), Vec<u8>> {
    let reading = store.read_all().unwrap();
    let by_place = |entry: &Entry| ((*entry.author().as_bytes(), entry.seq()), entry.encode());
    reading.entries.iter().map(by_place).collect()
}

#[track_caller]
fn alike(one: &Store, other: &Store) {
    assert_eq!(entries(one), entries(other));
    assert_eq!(one.log_heads(), other.log_heads());
    let timeline = |store: &Store| Timeline::of(store.read_all().unwrap().entries);
    assert_eq!(timeline(one), timeline(other));
    for store in [one, other] {
        assert_eq!(store.check().unwrap().damage, []);
    }
}

#[test]
fn a_guest_comes_to_hold_the_whole_journal_and_each_the_other_s_new_entries() {
    let (_house, mut host) = House::new();
    (0..400).for_each(|days| drop(weigh(&mut host, days % 300)));
    host.fold().unwrap();
    let mut guest = invite(&host, 5);
    assert_eq!(guest.store.setting(Setting::Circle), Ok(Some(b"a circle".to_vec())));
    let all = runs(&host, &guest.store, 1_000);
    let received = receive(&mut guest.store, all).unwrap();
    assert_eq!((received.added, received.erased, received.missing), (400, 0, 0));
    assert_eq!(guest.store.setting(Setting::Sync), Ok(Some(b"a cursor".to_vec())));
    alike(&host, &guest.store);

    weigh(&mut guest.store, 12);
    weigh(&mut host, 12);
    hand_over(&guest.store, &mut host, 3);
    hand_over(&host, &mut guest.store, 3);
    assert_eq!(entries(&host).len(), 402);
    alike(&host, &guest.store);
    alike(&host, &guest.reopened().store);
}

#[test]
fn a_log_is_given_in_runs_and_its_chain_at_every_place() {
    let (_house, mut store) = House::new();
    (0..30).for_each(|days| drop(weigh(&mut store, days * 5)));
    let doomed = weigh(&mut store, 3).id();
    let gone = erase(&mut store, doomed);
    assert_eq!((gone.len(), gone[0].erasure().unwrap().seq), (1, 31));
    (0..30).for_each(|days| drop(weigh(&mut store, days * 5)));
    let device = device_of(&store);
    let start = ChainHash::start(store.journal_id(), device);
    let all = store.log_from(device, 0, usize::MAX).unwrap();
    assert_eq!(all.len(), 62);
    assert_eq!(all[30], LogItem::Erased(gone[0].erasure().unwrap().hash));
    for (seq, item) in (1..).zip(&all) {
        assert!(!matches!(item, LogItem::Entry(entry) if entry.seq() != seq));
    }
    for first in [1, 2, 20, 30, 31, 32, 45, 62] {
        let part = store.log_from(device, first, 10).unwrap();
        let index = usize::try_from(first).unwrap() - 1;
        assert_eq!(part, all[index..(index + 10).min(62)]);
        assert_eq!(store.chain_at(device, first - 1).unwrap(), Some(chain(start, &all[..index])));
    }
    assert_eq!(store.log_from(device, 63, 10).unwrap(), []);
    assert_eq!(store.log_from(device, 5, 0).unwrap(), []);
    assert_eq!(store.log_from(DeviceId::from_bytes([9; 16]), 1, 10).unwrap(), []);
    assert_eq!(store.chain_at(device, 63).unwrap(), None);
    let head = store.log_heads()[0];
    assert_eq!((head.device, head.seq, head.hash), (device, 62, Some(chain(start, &all))));
}

#[test]
fn what_does_not_fit_is_refused_by_name_and_nothing_is_changed() {
    let (_house, mut host) = House::new();
    (0..20).for_each(|days| drop(weigh(&mut host, days)));
    let mut guest = invite(&host, 5);
    let mut third = invite(&host, 8);
    weigh(&mut third.store, 40);
    let device = device_of(&host);
    let good = run(&host, &guest.store, device, 10);
    receive(&mut guest.store, vec![good.clone()]).unwrap();
    weigh(&mut guest.store, 50);
    let rest = run(&host, &guest.store, device, 10);
    let fine = run(&third.store, &guest.store, device_of(&third.store), 10);
    let before = (entries(&guest.store), guest.store.log_heads());
    guest.store.write_settings(&[(Setting::Sync, b"before".to_vec())]).unwrap();

    let mut cases: Vec<(ReceivedLog, LogRefusal)> = vec![
        (good, LogRefusal::NotNext { next: 11 }),
        (run(&guest.store, &host, device_of(&guest.store), 10), LogRefusal::OwnLog),
        (ReceivedLog { end: ChainHash::from_bytes([1; 32]), ..rest.clone() }, LogRefusal::OtherEnd),
        (
            ReceivedLog { first_seq: 13, items: rest.items[2..].to_vec(), ..rest.clone() },
            LogRefusal::NotNext { next: 11 },
        ),
        (ReceivedLog { items: rest.items[..5].to_vec(), ..rest.clone() }, LogRefusal::OtherEnd),
    ];
    let with = |change: &dyn Fn(&mut Vec<ReceivedItem>)| {
        let mut log = rest.clone();
        change(&mut log.items);
        log
    };
    cases.push((with(&|items| items.swap(3, 4)), LogRefusal::Misplaced));
    cases.push((with(&|items| drop(items.remove(3))), LogRefusal::Misplaced));
    cases.push((with(&|items| items[3] = LogItem::Erased([0; 32]).into()), LogRefusal::OtherEnd));
    let entry = rest.items[3].entry().unwrap().clone();
    let author = third.store.author();
    cases.push((
        with(&|items| items[3] = LogItem::Entry(entry.clone().restamped(author, entry.seq())).into()),
        LogRefusal::Misplaced,
    ));
    let other = Entry::parse(weight(day("2026-03-03"), 55_000), entry.stamp()).unwrap();
    cases.push((with(&|items| items[3] = LogItem::Entry(other.clone()).into()), LogRefusal::OtherEnd));
    for (log, why) in cases {
        let device = log.device;
        let refused = Err(StoreError::LogRefused { device, why });
        assert_eq!(receive(&mut guest.store, vec![fine.clone(), log]), refused);
        assert_eq!((entries(&guest.store), guest.store.log_heads()), before);
        assert_eq!(guest.store.setting(Setting::Sync), Ok(Some(b"before".to_vec())));
    }
    guest = guest.reopened();
    assert_eq!((entries(&guest.store), guest.store.log_heads()), before);
    receive(&mut guest.store, vec![fine, rest]).unwrap();
    assert_eq!(guest.store.check().unwrap().damage, []);
    assert_eq!(entries(&guest.store).len(), 22);
}

#[test]
fn what_one_erases_is_gone_from_the_file_of_the_other() {
    let (house, mut host) = House::new();
    let written = put_draft(&mut host, note(day("2026-01-06"), "the-erased-words"));
    (0..50).for_each(|days| drop(weigh(&mut host, days)));
    host.fold().unwrap();
    let fresh = weigh(&mut host, 49);
    let old: Vec<_> = ["tail", "block", "summary"].iter().flat_map(|table| sealed(&house, table)).collect();
    let mut guest = invite(&host, 5);
    hand_over(&host, &mut guest.store, 1_000);
    assert_eq!(erase(&mut guest.store, written.id()).len(), 1);
    assert_eq!(erase(&mut guest.store, fresh.id()).len(), 1);

    let erasures = runs(&guest.store, &host, 10);
    let received = receive(&mut host, erasures).unwrap();
    assert_eq!((received.added, received.erased, received.missing), (2, 2, 0));
    assert_eq!((received.scrubbed, received.copies), (true, vec![]));
    // Blocks that did not hold any of it stay as they were.
    let left: Vec<_> = ["tail", "block", "summary"].iter().flat_map(|table| sealed(&house, table)).collect();
    let old: Vec<_> = old.into_iter().filter(|row| !left.contains(row)).collect();
    assert!(old.len() >= 4, "the tail's row, two blocks, a summary");
    house::gone(&house, &old);
    assert_eq!(host.history(written.id()).unwrap(), []);
    alike(&host, &guest.store);
    weigh(&mut host, 60);
    drop(host);
    let host = house.open().unwrap();
    assert_eq!(host.check().unwrap().damage, []);
    assert_eq!(host.check().unwrap().erased, 2);
}

/// The erasure comes first, and then what it names: that is not let in, also not after the file was closed and opened.
#[test]
fn what_was_erased_before_it_came_is_not_let_in() {
    let (_house, mut host) = House::new();
    let written = put_draft(&mut host, note(day("2026-01-06"), "the-erased-words"));
    weigh(&mut host, 1);
    let mut eraser = invite(&host, 5);
    hand_over(&host, &mut eraser.store, 10);
    let with_content = run(&host, &invite(&host, 11).store, device_of(&host), 10);
    erase(&mut eraser.store, written.id());
    let mut third = invite(&host, 8);
    let only_erasure = run(&eraser.store, &third.store, device_of(&eraser.store), 10);
    receive(&mut third.store, vec![only_erasure]).unwrap();
    assert_eq!(third.store.check().unwrap().damage, []);
    let mut third = third.reopened();
    assert_eq!(third.store.check().unwrap().damage, []);
    let received = receive(&mut third.store, vec![with_content]).unwrap();
    assert_eq!((received.added, received.erased, received.missing), (1, 1, 0));
    alike(&third.store, &eraser.store);
}

#[test]
fn a_place_without_content_is_missing_until_its_erasure_comes() {
    let (_house, mut host) = House::new();
    let first = weigh(&mut host, 1);
    let second = weigh(&mut host, 2);
    let last = weigh(&mut host, 3);
    let mut eraser = invite(&host, 5);
    hand_over(&host, &mut eraser.store, 10);
    for entry in [&first, &second] {
        erase(&mut eraser.store, entry.id());
    }
    let mut third = invite(&host, 8);
    let blank = run(&eraser.store, &third.store, device_of(&host), 10);
    let received = receive(&mut third.store, vec![blank]);
    assert_eq!(received.map(|received| (received.added, received.missing)), Ok((1, 2)));
    assert_eq!(third.store.check().unwrap().damage, [Damage::Missing(2)]);
    assert_eq!(third.store.log_from(device_of(&host), 1, 10).unwrap(), []);
    assert_eq!(third.store.log_from(device_of(&host), 3, 10).unwrap(), [LogItem::Entry(last)]);
    assert_eq!(third.store.chain_at(device_of(&host), 2).unwrap(), None);
    // One erasure, then the other.
    for missing in [1, 0] {
        let erasure = run(&eraser.store, &third.store, device_of(&eraser.store), 1);
        let received = receive(&mut third.store, vec![erasure]);
        assert_eq!(received.map(|received| (received.added, received.missing)), Ok((1, missing)));
    }
    alike(&third.store, &eraser.store);
}

#[test]
fn an_erasure_that_names_something_else_is_refused() {
    let (_house, mut host) = House::new();
    let written = weigh(&mut host, 1);
    let mut guest = invite(&host, 5);
    hand_over(&host, &mut guest.store, 10);
    erase(&mut guest.store, written.id());
    let log = run(&guest.store, &host, device_of(&guest.store), 10);
    let erasure = log.items[0].entry().unwrap().clone();
    let forged = |change: &dyn Fn(&mut nourish_record::Erasure)| {
        let mut named = *erasure.erasure().unwrap();
        change(&mut named);
        let now = Moment::parse("2026-12-01T08:00[Europe/Madrid]").unwrap();
        let items = vec![LogItem::Entry(Entry::erase(named, now, "asked to", erasure.stamp()).unwrap())];
        let start = ChainHash::start(host.journal_id(), log.device);
        ReceivedLog { end: chain(start, &items), items: received(items), ..log.clone() }
    };
    let other_entry = forged(&|named| named.hash = [3; 32]);
    let not_written = forged(&|named| named.seq = 9);
    for (log, why) in [(other_entry, LogRefusal::Contradicted), (not_written, LogRefusal::OlderCopy)] {
        let refused = Err(StoreError::LogRefused { device: log.device, why });
        assert_eq!(receive(&mut host, vec![log]), refused);
        assert_eq!(entries(&host).len(), 1);
    }
    receive(&mut host, vec![log]).unwrap();
    alike(&host, &guest.store);
}

#[test]
fn a_phone_in_another_century_does_not_pull_this_device_s_clock() {
    let (house, mut host) = House::new();
    let mut guest = invite(&host, 5);
    let early = put(&mut guest.store, |stamp| {
        let recorded = Recorded::at(NOW_MS + 300_000);
        Entry::parse(weight(day("2026-01-02"), 70_000), Stamp { recorded, ..stamp }).unwrap()
    });
    let far = put(&mut guest.store, |stamp| {
        let recorded = Recorded::at(NOW_MS + 86_400_000_000);
        Entry::parse(weight(day("2026-01-03"), 71_000), Stamp { recorded, ..stamp }).unwrap()
    });
    hand_over(&guest.store, &mut host, 10);
    let latest = |store: &mut Store| store.import().unwrap().next().latest;
    assert_eq!(latest(&mut host), early.recorded());
    let fact = weight(day("2026-01-03"), 72_000).fact;
    let corrected =
        put(&mut host, |stamp| far.amend(fact, far.occurred().clone(), "misread", stamp).unwrap());
    assert!(corrected.recorded() < far.recorded());
    drop(host);
    house.plain().execute("UPDATE journal SET manifest = x'00'", []).unwrap();
    let mut host = house.open().unwrap();
    assert_eq!(weights_g(&host), [70_000, 72_000]);
    assert_eq!(latest(&mut host), corrected.recorded());
}

/// Entries of others lie in the very weeks that an import writes, some of which it takes up more than once.
#[test]
fn an_import_among_entries_of_other_devices_leaves_every_log_as_it_was() {
    let (days, a_day) = (600, 16);
    let by_kind = (0..a_day).flat_map(|nth| (0..days).map(move |day| (day, nth)));
    let by_day = (0..days).flat_map(|day| (0..a_day).map(move |nth| (day, nth)));
    let orders: [Vec<(i32, i32)>; 2] = [by_kind.collect(), by_day.collect()];
    for order in orders {
        let (house, mut host) = House::new();
        let mut guests = [invite(&host, 5), invite(&host, 15)];
        for days in 0..200 {
            weigh(&mut host, days);
            for guest in &mut guests {
                weigh(&mut guest.store, days + 40);
            }
        }
        host.fold().unwrap();
        for guest in &guests {
            hand_over(&guest.store, &mut host, 90);
        }
        let before = host.log_heads();
        let drafts = || {
            order.iter().map(|(after, nth)| {
                let name = 1_000_000 + u128::from((after * a_day + nth).unsigned_abs());
                (name, weight(day("2025-03-01").plus(*after), 70_000))
            })
        };
        let mut importing = host.import().unwrap();
        assert_eq!(put_all(&mut importing, drafts()), 9_600);
        // What another device has logged is known here too.
        let theirs = guests[0].store.read_all().unwrap().entries;
        for entry in theirs.iter().take(40) {
            assert_eq!(importing.contains(entry.filed(), entry.id()), Ok(true));
        }
        assert_eq!(importing.finish(), Ok(9_600));
        drop(host);
        let mut host = house.open().unwrap();
        assert_eq!((host.check().unwrap().damage, host.entry_count()), (vec![], 600 + 9_600));
        let mine = device_of(&host);
        let others = |heads: Vec<LogHead>| -> Vec<LogHead> {
            heads.into_iter().filter(|head| head.device != mine).collect()
        };
        assert_eq!(others(host.log_heads()), others(before));
        let mut importing = host.import().unwrap();
        assert_eq!(put_all(&mut importing, drafts()), 0);
        assert_eq!(importing.finish(), Ok(0));

        weigh(&mut guests[0].store, 3);
        for guest in &mut guests {
            hand_over(&guest.store, &mut host, 2_000);
            hand_over(&host, &mut guest.store, 2_000);
        }
        hand_over(&host, &mut guests[0].store, 2_000);
        for guest in &guests {
            alike(&host, &guest.store);
        }
    }
}

/// Weeks in which two devices have logged no longer open when an import comes to it.
#[test]
fn what_an_import_finds_damaged_is_missing_of_every_device_that_logged_it() {
    let (house, mut host) = House::new();
    let mut guest = invite(&host, 5);
    for days in 0..7 {
        weigh(&mut host, days);
        weigh(&mut guest.store, days);
    }
    host.fold().unwrap();
    hand_over(&guest.store, &mut host, 90);
    drop(host);
    house.plain().execute("UPDATE block SET sealed = zeroblob(200)", []).unwrap();
    let mut host = house.open().unwrap();
    let mut importing = host.import().unwrap();
    let early = (0..9_000).map(|name| weight(day("2022-01-01").plus(name / 9), 60_000));
    let late = (0..7).map(|days| weight(day("2026-01-01").plus(days), 61_000));
    assert_eq!(put_all(&mut importing, (1_000_000..).zip(early.chain(late))), 9_007);
    assert_eq!(importing.finish(), Ok(9_007));
    let [Damage::LostWeek(_), Damage::LostWeek(_), Damage::Missing(missing)] =
        host.check().unwrap().damage[..]
    else {
        panic!("{:?}", host.check().unwrap().damage)
    };
    // The host's last day is fresh still.
    assert_eq!((missing, host.entry_count()), (6 + 7, 1 + 9_007));
    drop(host);
    let mut host = house.open().unwrap();
    let seq = host.log_heads().iter().map(|head| head.seq).max();
    assert_eq!(seq, Some(7 + 9_007));
    let theirs = guest.store.log_from(device_of(&guest.store), 1, 10).unwrap();
    assert_eq!(theirs.len(), 7);
    weigh(&mut guest.store, 20);
    hand_over(&guest.store, &mut host, 10);
    assert_eq!(host.check().unwrap().damage.last(), Some(&Damage::Missing(13)));
}

#[test]
fn later_epochs_are_taken_up_once() {
    let (_house, mut host) = House::new();
    let guest = invite(&host, 5);
    host.rotate().unwrap();
    host.rotate().unwrap();
    let mut guest = guest;
    for _ in 0..2 {
        let keys = granted(&host, guest.store.device());
        guest.store.add_epochs(keys).unwrap();
        assert_eq!(guest.store.epoch(), host.epoch());
    }
    weigh(&mut guest.store, 1);
    let mut guest = guest.reopened();
    assert_eq!(guest.store.epoch(), host.epoch());
    hand_over(&guest.store, &mut host, 10);
    alike(&host, &guest.store);

    let device = DeviceKey::make(&mut SeededEntropy::new(20)).unwrap();
    let mut epochs = granted(&host, &device);
    epochs.remove(0);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.nourish");
    let joined = Joined { journal: host.journal_id(), device, epochs, settings: Vec::new() };
    let made = Store::create_joined(
        &path,
        Secret::KeyFile(&file_key()),
        Durability::Crash,
        joined,
        Box::new(SeededEntropy::new(21)),
    );
    assert_eq!(made.err(), Some(StoreError::UnfitEpoch));
    assert!(!path.exists());
    guest.store.sign_head().unwrap();
}

/// A phone is put back from an old copy of its file, and logs before it hears that it had gone on.
#[test]
fn what_an_old_copy_wrote_is_logged_once_more_under_a_new_key() {
    let (house, mut host) = House::new();
    (0..5).for_each(|days| drop(weigh(&mut host, days)));
    drop(host);
    let copy = house.folder.path().join("copy.nourish");
    std::fs::copy(house.path(), &copy).unwrap();
    let mut host = house.open().unwrap();
    let mut guest = invite(&host, 5);
    (5..8).for_each(|days| drop(weigh(&mut host, days)));
    hand_over(&host, &mut guest.store, 10);
    let old_device = device_of(&host);
    drop(host);

    let mut restored = open_with(&copy, Secret::KeyFile(&house.key)).unwrap();
    let mine = weigh(&mut restored, 100);
    let gone = weigh(&mut restored, 101);
    restored.fold().unwrap();
    erase(&mut restored, gone.id());
    let corrected = put(&mut restored, |stamp| {
        mine.amend(
            weight(day("2026-01-01").plus(100), 65_000).fact,
            mine.occurred().clone(),
            "misread",
            stamp,
        )
        .unwrap()
    });
    weigh(&mut restored, 102);
    let known: Vec<Vec<u8>> = entries(&restored).into_values().take(5).collect();
    let refused = |why| Err(StoreError::LogRefused { device: old_device, why });
    let newcomer = |seed| DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap();
    assert_eq!(restored.restamp_from(90, newcomer(30)), refused(LogRefusal::UnknownStart));
    let old_key = restored.device().public();
    assert_eq!(restored.restamp_from(5, newcomer(31)), Ok(3));
    let check = |store: &Store| {
        assert_eq!(device_of(store), newcomer(31).id());
        assert_eq!(store.check().unwrap().damage, []);
        let shown = Timeline::of(store.read_all().unwrap().entries);
        let weights_g: Vec<u32> = shown.weights().map(|(_, weight)| weight.weight_g).collect();
        assert_eq!(weights_g, [70_000, 70_001, 70_002, 70_003, 70_004, 65_000, 70_102]);
        let history = store.history(mine.id()).unwrap();
        assert_eq!(history.iter().map(Entry::id).collect::<Vec<_>>(), [mine.id(), corrected.id()]);
        assert!(history.iter().all(|entry| entry.author() == store.author()));
        assert_eq!(seq_of(store, old_device), 5);
    };
    check(&restored);
    drop(restored);
    let mut restored = open_with(&copy, Secret::KeyFile(&house.key)).unwrap();
    check(&restored);
    assert!(known.iter().all(|entry| entries(&restored).values().any(|other| other == entry)));
    let vouchers = restored.vouchers().unwrap();
    assert_eq!(vouchers.len(), 1);
    assert_eq!((vouchers[0].by, vouchers[0].newcomer.id), (old_device, device_of(&restored)));
    let journal = restored.journal_id();
    verify_voucher(&old_key, journal, &vouchers[0].newcomer, &vouchers[0].signature).unwrap();

    weigh(&mut restored, 103);
    hand_over(&guest.store, &mut restored, 10);
    hand_over(&restored, &mut guest.store, 10);
    alike(&restored, &guest.store);
    assert_eq!(entries(&restored).len(), 12);
}

#[test]
fn a_restored_backup_s_new_key_is_vouched_for_by_the_old_one() {
    let (house, mut host) = House::new();
    weigh(&mut host, 1);
    host.back_up(&house.backup()).unwrap();
    let restored = house.restore("restored.nourish").unwrap();
    assert_eq!(host.vouchers().unwrap(), []);
    let vouchers = restored.vouchers().unwrap();
    assert_eq!((vouchers.len(), vouchers[0].by), (1, device_of(&host)));
    assert_eq!(vouchers[0].newcomer, restored.device().face().unwrap());
    let journal = host.journal_id();
    verify_voucher(&host.device().public(), journal, &vouchers[0].newcomer, &vouchers[0].signature).unwrap();
}

/// A year of one entry a day that comes as it is logged takes hardly more room than the same year at once.
#[test]
fn entries_that_come_one_by_one_do_not_make_the_file_grow() {
    let (_house, mut host) = House::new();
    (0..330).for_each(|days| drop(weigh(&mut host, days)));
    let (mut at_once, mut one_by_one) = (invite(&host, 5), invite(&host, 8));
    hand_over(&host, &mut at_once.store, 1_000);
    hand_over(&host, &mut one_by_one.store, 1);
    let bytes = |guest: Guest| {
        let Guest { folder, store, .. } = guest;
        drop(store);
        std::fs::metadata(folder.path().join("journal.nourish")).unwrap().len()
    };
    let (at_once, one_by_one) = (bytes(at_once), bytes(one_by_one));
    assert!(one_by_one < at_once * 3 / 2, "{one_by_one} bytes one by one, {at_once} at once");
}

/// What a device does in a life.
#[derive(Debug, Clone)]
enum Deed {
    Weigh(i32),
    Amend(prop::sample::Index),
    Retract(prop::sample::Index),
    Erase(prop::sample::Index),
    Fold,
    HandTo(usize, usize),
    Reopen,
}

fn deed() -> impl Strategy<Value = Deed> {
    let which = any::<prop::sample::Index>;
    prop_oneof![
        6 => (0..120).prop_map(Deed::Weigh),
        2 => which().prop_map(Deed::Amend),
        1 => which().prop_map(Deed::Retract),
        2 => which().prop_map(Deed::Erase),
        1 => Just(Deed::Fold),
        4 => (0usize..3, 1usize..6).prop_map(|(to, limit)| Deed::HandTo(to, limit)),
        1 => Just(Deed::Reopen),
    ]
}

/// One of the entries that can be corrected or erased here.
fn chosen(store: &Store, which: &prop::sample::Index) -> Option<Entry> {
    let timeline = Timeline::of(store.read_all().unwrap().entries);
    let mut standing: Vec<Entry> = timeline.iter().map(|shown| shown.entry().clone()).collect();
    standing.sort_by_key(Entry::id);
    (!standing.is_empty()).then(|| which.get(&standing).clone())
}

fn act(devices: &mut [Guest; 3], who: usize, deed: &Deed) {
    if let Deed::HandTo(to, limit) = deed {
        let logs =
            if *to == who { Vec::new() } else { runs(&devices[who].store, &devices[*to].store, *limit) };
        // Logs may come in any order, and not all of them at once.
        for log in logs.into_iter().rev() {
            receive(&mut devices[*to].store, vec![log]).unwrap();
        }
        return;
    }
    let store = &mut devices[who].store;
    match deed {
        Deed::Weigh(days) => drop(weigh(store, *days)),
        Deed::Amend(which) => {
            if let Some(entry) = chosen(store, which) {
                let fact = weight(day("2026-01-01"), 50_000 + u32::from(entry.id().as_bytes()[15])).fact;
                put(store, |stamp| entry.amend(fact, entry.occurred().clone(), "misread", stamp).unwrap());
            }
        }
        Deed::Retract(which) => {
            if let Some(entry) = chosen(store, which) {
                put(store, |stamp| entry.retract("not mine", stamp).unwrap());
            }
        }
        Deed::Erase(which) => {
            if let Some(entry) = chosen(store, which) {
                erase(store, entry.root());
            }
        }
        Deed::Fold => store.fold().unwrap(),
        Deed::Reopen => {
            store.suspend().unwrap();
            store.resume().unwrap();
        }
        Deed::HandTo(..) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever three devices log, correct, take back and erase, and whichever logs reach whom first: once everything has come
    /// everywhere, all hold the same.
    #[test]
    fn all_devices_come_to_hold_the_same(deeds in prop::collection::vec((0usize..3, deed()), 1..60)) {
        let (_house, host) = House::new();
        let mut devices = [5, 8, 11].map(|seed| invite(&host, seed));
        for (who, deed) in &deeds {
            act(&mut devices, *who, deed);
        }
        for (from, to) in [(0, 1), (1, 2), (2, 0), (0, 1), (1, 2), (2, 0), (0, 1)] {
            let logs = runs(&devices[from].store, &devices[to].store, 1_000);
            receive(&mut devices[to].store, logs).unwrap();
        }
        let [one, two, three] = &devices;
        alike(&one.store, &two.store);
        alike(&two.store, &three.store);
        prop_assert_eq!(runs(&one.store, &two.store, 10).len() + runs(&two.store, &three.store, 10).len(), 0);
    }
}
