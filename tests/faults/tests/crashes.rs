//! The journal on a disk that is cut off at every write, by a kill or by loss of power, and on one that fails while it runs:
//! what was acknowledged is there, nothing is half there.

use nourish_faults::{Crash, Disk, Fault, Files, Trace, install};
use nourish_record::{
    Author, CalendarDay, Draft, Entry, EntryId, Erasure, Fact, Moment, Recorded, Source, Stamp,
};
use nourish_seal::{ChainHash, DeviceId, FileKey, SeededEntropy, entry_hash};
use nourish_store::{Durability, LogItem, Next, ReceivedLog, Secret, Setting, Store, StoreError};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

/// How many crashes are tried: of kills and of losses of power.
const CRASHES: usize = 10_000;

/// The device whose log comes from elsewhere.
const OTHER: DeviceId = DeviceId::from_bytes([7; 16]);

/// The bytes of every entry that stands in the journal, and of the setting that comes with those from elsewhere.
type Entries = BTreeSet<Vec<u8>>;

/// A journal's path, which names a real and empty file: the store asks the system whether there is one.
fn path() -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().unwrap().keep());
    let path = folder.join(format!("{:?}.nourish", std::thread::current().id()).replace(['(', ')'], "-"));
    std::fs::write(&path, b"").unwrap();
    path
}

fn key() -> FileKey {
    FileKey::make(&mut SeededEntropy::new(99)).unwrap()
}

fn day(days: i32) -> CalendarDay {
    "2026-01-01".parse::<CalendarDay>().unwrap().plus(days)
}

fn weight(days: i32, next: Next, more: u64) -> Entry {
    let at = Moment::parse(&format!("{}T07:30[Europe/Madrid]", day(days))).unwrap();
    let fact = Fact::read("weight", &[("weight", &format!("{} g", 60_000 + next.seq + more))]).unwrap();
    Entry::parse(Draft::new(at, Source::Scale, fact), stamp(next, more)).unwrap()
}

fn stamp(next: Next, more: u64) -> Stamp {
    let seq = next.seq + more;
    let recorded = Recorded::at(4_000_000_000_000 + seq);
    let name = u128::from(seq) << 64 | u128::from(next.author.as_bytes()[0]);
    Stamp { id: EntryId::from_bytes(name.to_be_bytes()), recorded, author: next.author, seq }
}

/// A journal with some entries in blocks and some fresh, as files on the disk. Made once, on the same disk.
fn begin(durability: Durability) -> Files {
    install();
    let path = path();
    std::fs::remove_file(&path).unwrap();
    Disk::load([(path.to_string_lossy().into_owned(), Vec::new())].into());
    let mut store =
        Store::create(&path, Secret::KeyFile(&key()), durability, Box::new(SeededEntropy::new(1))).unwrap();
    let log = |next: Next| Ok::<_, StoreError>((0..40).map(|more| weight(more, next, more as u64)).collect());
    store.append(log).unwrap();
    store.fold().unwrap();
    drop(store);
    Disk::files()
}

fn open(durability: Durability, seed: u64) -> Result<Store, StoreError> {
    Store::open(&path(), Secret::KeyFile(&key()), durability, Box::new(SeededEntropy::new(seed)))
}

fn entries(store: &Store) -> Entries {
    let setting = store.setting(Setting::Sync).or_else(|_| store.setting(Setting::Sync)).unwrap();
    logged(store).into_iter().chain(setting).collect()
}

/// The same without what sync noted, which is shorter than any entry.
fn without_note(all: &Entries) -> Entries {
    all.iter().filter(|bytes| bytes.len() > size_of::<u64>()).cloned().collect()
}

/// Whether a deed takes entries away, or brings those of others.
fn erases_or_receives(deed: &Deed) -> bool {
    matches!(deed, Deed::Erase(_) | Deed::Receive(..))
}

/// The entries alone.
fn logged(store: &Store) -> Entries {
    // A fault that strikes here is over when the journal is read once more.
    let reading = store.read_all().or_else(|_| store.read_all()).unwrap();
    reading.entries.iter().map(Entry::encode).collect()
}

/// Something that a person or an app does.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Log(i32, u64),
    Import(i32),
    Fold,
    Erase(usize),
    /// Entries of another device, and perhaps that it erased one.
    Receive(i32, u64, Option<usize>),
    Sleep,
}

/// What is done in a life, by its seed.
fn deeds(seed: u64) -> impl Iterator<Item = Deed> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let days = (state >> 8) as i32 % 60;
        match state % 16 {
            0..=7 => Deed::Log(days.abs(), 1 + state % 3),
            8 => Deed::Receive(days.abs(), 1 + (state >> 24) % 3, None),
            9 => Deed::Receive(days.abs(), (state >> 24) % 3, Some((state >> 16) as usize)),
            10 | 11 => Deed::Import(days.abs()),
            12 | 13 => Deed::Fold,
            14 => Deed::Sleep,
            _ => Deed::Erase((state >> 16) as usize),
        }
    })
}

fn act(store: &mut Store, deed: Deed) -> Result<(), StoreError> {
    match deed {
        Deed::Log(days, count) => {
            let log = |next| Ok::<_, StoreError>((0..count).map(|more| weight(days, next, more)).collect());
            store.append(log).map(drop)
        }
        Deed::Import(first) => {
            let mut importing = store.import()?;
            for days in first..first + 12 {
                let entry = weight(days, importing.next(), 0);
                importing.put(entry)?;
            }
            importing.finish().map(drop)
        }
        Deed::Fold => store.fold(),
        Deed::Sleep => {
            store.suspend()?;
            store.resume()
        }
        Deed::Receive(days, count, erases) => {
            let log = from_elsewhere(store, days, count, erases)?;
            let end = log.first_seq + log.items.len() as u64;
            store
                .receive(vec![log], &[(Setting::Sync, end.to_be_bytes().to_vec())], 4_000_000_000_000)
                .map(drop)
        }
        Deed::Erase(which) => {
            let Some(entry) = chosen(store, which)? else { return Ok(()) };
            let now = Moment::parse("2026-12-24T08:00[Europe/Madrid]").unwrap();
            let make = |next, erasure| {
                Ok::<_, StoreError>(Entry::erase(erasure, now.clone(), "asked to", stamp(next, 0)).unwrap())
            };
            store.erase(entry.id(), make).map(drop)
        }
    }
}

/// One of the entries that stand.
fn chosen(store: &Store, which: usize) -> Result<Option<Entry>, StoreError> {
    let mut standing = store.read_all()?.entries;
    standing.retain(|entry| entry.erasure().is_none());
    standing.sort_by_key(|entry| (entry.author(), entry.seq()));
    Ok(standing.get(which % standing.len().max(1)).cloned())
}

/// What the other device logged since.
fn from_elsewhere(
    store: &Store,
    days: i32,
    count: u64,
    erases: Option<usize>,
) -> Result<ReceivedLog, StoreError> {
    let head = store.log_heads().into_iter().find(|head| head.device == OTHER);
    let start = || (0, ChainHash::start(store.journal_id(), OTHER));
    let (seq, chain) = head.map_or_else(start, |head| (head.seq, head.hash.unwrap()));
    let next = Next { author: Author::from_bytes([7; 16]), seq: seq + 1, latest: Recorded::default() };
    let mut entries: Vec<Entry> = (0..count).map(|more| weight(days, next, more)).collect();
    if let Some(entry) = erases.map(|which| chosen(store, which)).transpose()?.flatten() {
        let now = Moment::parse("2026-12-24T08:00[Europe/Madrid]").unwrap();
        let named = Erasure { author: entry.author(), seq: entry.seq(), hash: entry_hash(&entry.encode()) };
        entries.push(Entry::erase(named, now, "asked to", stamp(next, count)).unwrap());
    }
    let end = entries.iter().fold(chain, |chain, entry| chain.next(&entry.encode()));
    let items = entries.into_iter().map(|entry| LogItem::Entry(entry).into()).collect();
    Ok(ReceivedLog { device: OTHER, first_seq: seq + 1, items, end })
}

/// A life with the number of steps after each deed, and what stood in the journal then.
struct Life {
    trace: Trace,
    moments: Vec<(usize, Entries)>,
}

fn live(begun_with: &Files, durability: Durability, seed: u64) -> Life {
    Disk::load(begun_with.clone());
    let mut store = open(durability, seed).unwrap();
    let mut moments = vec![(0, entries(&store))];
    for deed in deeds(seed).take(40) {
        act(&mut store, deed).unwrap_or_else(|error| panic!("seed {seed}: {deed:?}: {error:?}"));
        moments.push((Disk::steps(), entries(&store)));
    }
    drop(store);
    Life { trace: Disk::trace(), moments }
}

impl Life {
    /// What may stand after a crash in the midst of step `at`: all up to the deed that was acknowledged last, and perhaps the
    /// one under way as a whole.
    fn may_stand(&self, at: usize) -> [&Entries; 2] {
        let next = self.moments.partition_point(|(steps, _)| *steps <= at);
        let last = &self.moments[next - 1].1;
        [last, self.moments.get(next).map_or(last, |(_, entries)| entries)]
    }

    fn survives(&self, at: usize, crash: Crash, durability: Durability, seed: u64) {
        let what = format!("seed {seed}, {crash:?} in step {at} of {}", self.trace.len());
        Disk::load(self.trace.crashed(at, crash, seed));
        let mut store =
            open(durability, seed).unwrap_or_else(|error| panic!("{what}: does not open: {error:?}"));
        let found = entries(&store);
        let [last, next] = self.may_stand(at);
        assert!(
            found == *last || found == *next,
            "{what}: {} entries, {} were acknowledged, {} would be next; {} lost",
            found.len(),
            last.len(),
            next.len(),
            last.difference(&found).count(),
        );
        let health = store.check().unwrap();
        assert_eq!(health.damage, [], "{what}");
        // It goes on.
        act(&mut store, Deed::Log(3, 2)).unwrap_or_else(|error| panic!("{what}: {error:?}"));
        assert_eq!(entries(&store).len(), found.len() + 2, "{what}");
    }
}

/// Every step of one life after another, until so many crashes were tried.
fn crash_at_every_step(crash: Crash, durability: Durability) {
    let begun_with = begin(durability);
    let (mut tried, mut seed) = (0, 0);
    while tried < CRASHES / 2 {
        seed += 1;
        let life = live(&begun_with, durability, seed);
        for at in 0..=life.trace.len() {
            life.survives(at, crash, durability, seed * 100_000 + at as u64);
        }
        tried += life.trace.len() + 1;
    }
}

#[test]
fn everything_acknowledged_survives_a_kill_at_any_write() {
    crash_at_every_step(Crash::Killed, Durability::Crash);
}

#[test]
fn everything_acknowledged_survives_loss_of_power_at_any_write() {
    crash_at_every_step(Crash::PowerLost, Durability::PowerLoss);
}

/// The disk does lose what it has not confirmed: without waiting for that, entries are lost. The test above can fail.
#[test]
fn without_waiting_for_the_disk_loss_of_power_loses_entries() {
    let begun_with = begin(Durability::Crash);
    let life = live(&begun_with, Durability::Crash, 1);
    let loses = |at: &usize| {
        Disk::load(life.trace.crashed(*at, Crash::PowerLost, *at as u64));
        open(Durability::Crash, 1).is_ok_and(|store| !life.may_stand(*at).contains(&&entries(&store)))
    };
    assert!((0..life.trace.len()).filter(loses).count() > 10);
}

/// Where a disk lies about what it has written, nobody can keep everything; but what is shown was logged, and the rest is named
/// or refused, never made up. What sync noted last may be of another moment than the entries, or gone: the next sync compares heads and
/// finds that out anew.
#[test]
fn a_disk_that_lied_shows_nothing_that_was_not_logged() {
    let durability = Durability::PowerLoss;
    let begun_with = begin(durability);
    for seed in 1..=12 {
        let life = live(&begun_with, durability, seed);
        let moments: Vec<Entries> = life.moments.iter().map(|(_, entries)| without_note(entries)).collect();
        let ever: Entries = life.moments.iter().flat_map(|(_, entries)| entries.iter().cloned()).collect();
        for at in (0..life.trace.len()).step_by(3) {
            let chance = seed * 100_000 + at as u64;
            Disk::load(life.trace.crashed(at, Crash::ConfirmationLost, chance));
            let Ok(store) = open(durability, seed) else { continue };
            let (Ok(reading), Ok(setting)) = (store.read_all(), store.setting(Setting::Sync)) else {
                continue;
            };
            let found: Entries = reading.entries.iter().map(Entry::encode).chain(setting).collect();
            assert!(found.is_subset(&ever), "seed {chance}, step {at}");
            let named = !store.check().unwrap().damage.is_empty();
            assert!(named || moments.contains(&without_note(&found)), "seed {chance}, step {at}");
        }
    }
}

/// A full disk, a failing one, a read that fails: the deed is refused or done, and the journal goes on.
#[test]
fn a_disk_that_fails_once_loses_nothing_that_was_acknowledged() {
    let durability = Durability::PowerLoss;
    let begun_with = begin(durability);
    let mut struck = 0;
    for (round, fault) in
        [Fault::Full, Fault::Write, Fault::Sync, Fault::Read].into_iter().cycle().take(240).enumerate()
    {
        let seed = round as u64;
        let after = (seed * 37) % 120;
        let what = format!("seed {seed}, {fault:?} after {after}");
        Disk::load(begun_with.clone());
        let mut store = open(durability, seed).unwrap();
        Disk::fail_after(after, fault);
        let mut acknowledged = entries(&store);
        for deed in deeds(seed).take(20) {
            let done = act(&mut store, deed);
            if store.resume().is_err() || done.is_err() {
                // Once more: the fault is over.
                store.resume().unwrap_or_else(|error| panic!("{what}: {error:?}"));
                let kept = entries(&store);
                // What was erased is gone, and the setting of before.
                let erases = matches!(deed, Deed::Erase(_) | Deed::Receive(..));
                assert!(erases || acknowledged.is_subset(&kept), "{what}: {deed:?}");
                if !erases {
                    act(&mut store, deed).unwrap_or_else(|error| panic!("{what}: {deed:?}: {error:?}"));
                }
            }
            acknowledged = entries(&store);
        }
        struck += usize::from(Disk::struck());
        drop(store);
        let store = open(durability, seed).unwrap();
        assert_eq!(entries(&store), acknowledged, "{what}");
        assert_eq!(store.check().unwrap().damage, [], "{what}");
    }
    assert!(struck > 120, "{struck} faults struck");
}

/// A read that ends early, once, while a journal is only read: it is refused or named or makes no difference, what is shown was
/// logged, and the next opening finds everything.
#[test]
fn a_read_that_ends_early_makes_nothing_up_and_changes_nothing() {
    let durability = Durability::PowerLoss;
    let begun_with = begin(durability);
    Disk::load(begun_with.clone());
    let all = entries(&open(durability, 1).unwrap());
    let (mut struck, mut seen) = (0, 0);
    for after in 0.. {
        Disk::load(begun_with.clone());
        Disk::fail_after(after, Fault::ShortRead);
        if let Ok(store) = open(durability, after) {
            let shown = store.read_all().map(|reading| {
                let found: Entries = reading.entries.iter().map(Entry::encode).collect();
                assert!(found.is_subset(&all), "read {after}");
                assert!(found == all || !reading.damage.is_empty(), "read {after}: unseen");
                found != all
            });
            let named = store.check().map(|health| !health.damage.is_empty());
            seen += usize::from(shown.unwrap_or(true) || named.unwrap_or(true));
        } else {
            seen += 1;
        }
        let hit = Disk::struck();
        let again = open(durability, after).unwrap();
        assert_eq!(entries(&again), all, "read {after}");
        assert_eq!(again.check().unwrap().damage, [], "read {after}");
        drop(again);
        if !hit {
            break;
        }
        struck += 1;
    }
    assert!(struck > 10 && seen > 3, "{struck} reads ended early, {seen} were seen to");
}

/// The same while a life goes on. SQLite takes a page that was read short for one that ends in zeros, and may write it back with
/// what is new on it: what stood there is lost then, rarely, and named.
#[test]
fn a_read_that_ends_early_in_a_life_loses_nothing_unseen() {
    let durability = Durability::PowerLoss;
    let begun_with = begin(durability);
    let (mut struck, mut whole, mut stuck) = (0, 0, 0);
    for seed in 0..200 {
        let after = (seed * 7) % 90;
        let what = format!("seed {seed}, a read after {after}");
        Disk::load(begun_with.clone());
        let mut store = open(durability, seed).unwrap();
        Disk::fail_after(after, Fault::ShortRead);
        let mut acknowledged = logged(&store);
        for deed in deeds(seed).take(12).filter(|deed| !erases_or_receives(deed)) {
            if act(&mut store, deed).is_err() {
                // Once more: the fault is over, and what it left in memory is forgotten.
                store.resume().unwrap_or_else(|error| panic!("{what}: {error:?}"));
                if act(&mut store, deed).is_err() {
                    // A page that was written back with zeros can stand in the way of all further writing: told, not passed over.
                    stuck += 1;
                    break;
                }
            }
            acknowledged.extend(logged(&store));
        }
        struck += u32::from(Disk::struck());
        drop(store);
        let store = open(durability, seed).unwrap_or_else(|error| panic!("{what}: {error:?}"));
        let found = logged(&store);
        assert!(found.is_subset(&acknowledged), "{what}: something was made up");
        let sound = store.check().unwrap().damage.is_empty();
        assert!(found == acknowledged || !sound, "{what}: something was lost unseen");
        whole += u32::from(found == acknowledged && sound);
    }
    assert!(struck > 60, "{struck} reads ended early");
    assert!(whole >= 190, "{whole} of 200 lives came through whole");
    assert!(stuck <= 4, "{stuck} of 200 lives could not go on");
}

/// A change of keys is one transaction: cut off anywhere it happened or it did not, everything opens, and it can be done again.
#[test]
fn a_rotation_cut_off_anywhere_happened_or_did_not_and_is_done_again() {
    for (crash, durability) in [(Crash::Killed, Durability::Crash), (Crash::PowerLost, Durability::PowerLoss)]
    {
        Disk::load(begin(durability));
        let mut store = open(durability, 1).unwrap();
        let (before, all) = (store.epoch(), entries(&store));
        let after = store.rotate().unwrap();
        act(&mut store, Deed::Log(5, 2)).unwrap();
        drop(store);
        let trace = Disk::trace();
        let mut epochs = BTreeSet::new();
        for at in 0..=trace.len() {
            for chance in 0..8 {
                let what = format!("{crash:?} in step {at} of {}, {chance}", trace.len());
                Disk::load(trace.crashed(at, crash, at as u64 * 8 + chance));
                let mut store = open(durability, chance).unwrap_or_else(|error| panic!("{what}: {error:?}"));
                let found = store.epoch();
                assert!(found == before || found == after, "{what}");
                epochs.insert(found);
                assert!(all.is_subset(&entries(&store)), "{what}");
                assert_ne!(
                    store.rotate().unwrap_or_else(|error| panic!("{what}: {error:?}")),
                    found,
                    "{what}"
                );
                act(&mut store, Deed::Log(6, 1)).unwrap();
                assert_eq!(store.check().unwrap().damage, [], "{what}");
            }
        }
        assert_eq!(epochs.len(), 2, "cut off before and after");
    }
}
