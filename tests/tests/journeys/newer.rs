//! What a future version wrote goes through this one unharmed, byte for byte. Its entries are put together here by hand.

use minicbor::Encoder;
use nourish_journal::{
    Draft, Durability, Entry, Fact, FileKey, Journal, Moment, Recorded, Secret, Source, Stamp,
};
use nourish_seal::{SeededEntropy, SystemEntropy};
use nourish_store::{Next, Store, StoreError};
use nourish_tests::hexadecimal;
use std::path::PathBuf;
use tempfile::TempDir;

const DAY: i32 = 20_777; // 2026-11-20
const INSTANT_MS: i64 = 1_795_156_200_000; // 06:30 UTC

/// What a future version may add.
#[derive(Clone, Copy, Default)]
struct Future {
    /// Another kind than a weight.
    kind: Option<u32>,
    /// A field of the payload.
    field: bool,
    /// A field of the envelope.
    envelope: bool,
    /// A zone that nobody knows yet.
    zone: bool,
}

/// A weight of 68.4 kg as a future version may write it: version byte, then a map with ascending keys.
fn bytes(future: Future, next: Next, id: u8) -> Vec<u8> {
    let mut out = vec![1];
    let mut cbor = Encoder::new(&mut out);
    cbor.map(11 + u64::from(future.envelope)).unwrap();
    cbor.u8(1).unwrap().bytes(&[id; 16]).unwrap();
    cbor.u8(2).unwrap().u32(future.kind.unwrap_or(2)).unwrap();
    cbor.u8(3).unwrap().i64(INSTANT_MS).unwrap();
    cbor.u8(4).unwrap().i32(3600).unwrap();
    cbor.u8(5).unwrap().str(if future.zone { "Luna/Tycho" } else { "Europe/Madrid" }).unwrap();
    cbor.u8(6).unwrap().i32(DAY).unwrap();
    cbor.u8(7).unwrap().u64(next.latest.next(INSTANT_MS.unsigned_abs()).packed()).unwrap();
    cbor.u8(8).unwrap().bytes(next.author.as_bytes()).unwrap();
    cbor.u8(9).unwrap().u64(next.seq).unwrap();
    cbor.u8(10).unwrap().u8(2).unwrap();
    cbor.u8(16).unwrap().map(1 + u64::from(future.field)).unwrap();
    cbor.u8(1).unwrap().u32(68_400).unwrap();
    if future.field {
        cbor.u8(99).unwrap().array(2).unwrap().str("posture").unwrap().str("sitting").unwrap();
    }
    if future.envelope {
        cbor.u8(40).unwrap().map(1).unwrap().str("mood").unwrap().f64(0.5).unwrap();
    }
    out
}

struct Place {
    _folder: TempDir,
    path: PathBuf,
    key: FileKey,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.nourish");
        let key = FileKey::make(&mut SeededEntropy::new(5)).unwrap();
        let place = Self { _folder: folder, path, key };
        Journal::create(&place.path, Secret::KeyFile(&place.key)).unwrap();
        place
    }

    fn store(&self) -> Store {
        let entropy = Box::new(SystemEntropy::new());
        Store::open(&self.path, Secret::KeyFile(&self.key), Durability::Crash, entropy).unwrap()
    }

    fn journal(&self) -> Journal {
        Journal::open(&self.path, Secret::KeyFile(&self.key)).unwrap()
    }

    /// Appends what a future version wrote, and gives its bytes.
    fn append(&self, future: Future, id: u8) -> Vec<u8> {
        let mut written = Vec::new();
        self.store()
            .append(|next| {
                written = bytes(future, next, id);
                Ok::<_, StoreError>(vec![Entry::decode(&written).unwrap()])
            })
            .unwrap();
        written
    }

    /// Logs a note a day, from so many days before the entry of the future, until folding is due; then folds.
    fn fold(&self) {
        let mut store = self.store();
        let at = |shift: i32| {
            let day = "2026-11-20".parse::<nourish_journal::CalendarDay>().unwrap().plus(shift);
            Moment::parse(&format!("{day}T12:00[Europe/Madrid]")).unwrap()
        };
        for shift in 1..=140 {
            store
                .append(|next| {
                    let id = nourish_journal::EntryId::from_bytes(u128::from(next.seq).to_be_bytes());
                    let recorded = Recorded::at(1_900_000_000_000).next(next.latest.wall_ms() + 1);
                    let stamp = Stamp {
                        id,
                        recorded: recorded.max(next.latest.next(0)),
                        author: next.author,
                        seq: next.seq,
                    };
                    let note = Fact::read("note", &[("text", "a day later")]).unwrap();
                    Ok::<_, StoreError>(vec![
                        Entry::parse(Draft::new(at(shift), Source::Typed, note), stamp).unwrap(),
                    ])
                })
                .unwrap();
        }
        assert!(store.fold_is_due());
        store.fold().unwrap();
        let health = store.check().unwrap();
        assert!(health.weeks > 0 && health.fresh < 5, "{health:?}");
    }

    /// The export still carries these bytes.
    #[track_caller]
    fn exports(&self, bytes: &[u8]) {
        let journal = self.journal();
        let mut lines = Vec::new();
        journal.export(&mut lines).unwrap();
        let wanted = format!("\"bytes\":\"{}\"", hexadecimal(bytes));
        assert!(String::from_utf8(lines).unwrap().contains(&wanted));
        assert!(journal.check().unwrap().damage.is_empty());
    }
}

/// Through the tail, a fold, a new opening and the export.
#[track_caller]
fn goes_through(future: Future) {
    let place = Place::new();
    let bytes = place.append(future, 0xaa);
    place.exports(&bytes);
    place.fold();
    place.exports(&bytes);
}

#[test]
fn an_unknown_kind_goes_through() {
    goes_through(Future { kind: Some(4_000), ..Future::default() });
}

#[test]
fn an_unknown_field_of_a_known_kind_goes_through() {
    goes_through(Future { field: true, ..Future::default() });
}

#[test]
fn an_unknown_envelope_field_goes_through() {
    goes_through(Future { envelope: true, ..Future::default() });
}

#[test]
fn an_unknown_zone_goes_through() {
    goes_through(Future { zone: true, ..Future::default() });
}

#[test]
fn everything_unknown_at_once_goes_through() {
    goes_through(Future { kind: Some(70_000), field: true, envelope: true, zone: true });
}

#[test]
fn a_correction_carries_the_unknown_fields_of_what_it_corrects() {
    let place = Place::new();
    let bytes = place.append(Future { field: true, ..Future::default() }, 0xaa);
    let mut journal = place.journal();
    let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]").unwrap();
    let root = Entry::decode(&bytes).unwrap().id();
    let right = Fact::read("weight", &[("weight", "68.5 kg")]).unwrap();
    let amended = journal.amend(root, right, None, "misread", &now).unwrap();
    drop(journal);
    // The field 99 of the payload: an array of two texts.
    let unknown = "82".to_owned() + "67" + &hexadecimal(b"posture") + "67" + &hexadecimal(b"sitting");
    assert!(hexadecimal(&amended.encode()).contains(&format!("1863{unknown}")));
    place.exports(&bytes);
    place.exports(&amended.encode());
    place.fold();
    place.exports(&bytes);
    place.exports(&amended.encode());
}

#[test]
fn an_unknown_kind_is_said_to_be_there_and_can_be_taken_back_but_not_corrected() {
    let place = Place::new();
    let bytes = place.append(Future { kind: Some(4_000), ..Future::default() }, 0xaa);
    let id = Entry::decode(&bytes).unwrap().id();
    let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]").unwrap();
    let mut journal = place.journal();
    assert_eq!(journal.assess(now.day()).unwrap().assessment.picture.newer_entries, 1);
    let weight = Fact::read("weight", &[("weight", "68.5 kg")]).unwrap();
    let refused = journal.amend(id, weight, None, "misread", &now).unwrap_err();
    assert_eq!(refused, nourish_journal::JournalError::NewerEntry);
    journal.retract(id, "not mine", &now).unwrap();
    drop(journal);
    place.exports(&bytes);
}
