//! What a version from the future wrote goes through store, correction, folding and export unharmed.

use minicbor::Encoder;
use nourish_journal::{Durability, Entry, Fact, FileKey, Secret, Timeline};
use nourish_record::{Content, EntryId, Recorded, Stamp};
use nourish_seal::SystemEntropy;
use nourish_store::{Next, Store, StoreError};
use nourish_tests::House;

/// An entry with a member of the envelope that nobody knows, and a payload to be filled in.
fn written(next: Next, kind: u32, payload: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = vec![1];
    let mut out = Encoder::new(&mut bytes);
    out.map(11).unwrap();
    out.u32(1).unwrap().bytes(&[0x5a; 16]).unwrap();
    out.u32(2).unwrap().u32(kind).unwrap();
    out.u32(3).unwrap().i64(1_795_000_000_000).unwrap();
    out.u32(4).unwrap().i32(0).unwrap();
    out.u32(6).unwrap().i32((1_795_000_000_000i64 / 86_400_000) as i32).unwrap();
    out.u32(7).unwrap().u64(next.latest.next(1_795_000_000_001).packed()).unwrap();
    out.u32(8).unwrap().bytes(next.author.as_bytes()).unwrap();
    out.u32(9).unwrap().u64(next.seq).unwrap();
    out.u32(10).unwrap().u32(1).unwrap();
    out.u32(16).unwrap();
    payload(&mut out);
    Encoder::new(&mut bytes).u32(77).unwrap().array(2).unwrap().str("mood").unwrap().i32(-3).unwrap();
    bytes
}

fn open(house: &House) -> Store {
    let key = FileKey::parse(std::fs::read_to_string(house.key()).unwrap().trim()).unwrap();
    let entropy = Box::new(SystemEntropy::new());
    Store::open(&house.journal(), Secret::KeyFile(&key), Durability::Crash, entropy).unwrap()
}

fn append(store: &mut Store, make: impl FnOnce(Next) -> Vec<u8>) -> (EntryId, Vec<u8>) {
    let mut kept = Vec::new();
    let entries = store.append(|next| {
        kept = make(next);
        Ok::<_, StoreError>(vec![Entry::decode(&kept).unwrap()])
    });
    (entries.unwrap()[0].id(), kept)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn an_unknown_kind_is_kept_byte_for_byte() {
    let house = House::new();
    let mut store = open(&house);
    let (id, bytes) = append(&mut store, |next| {
        written(next, 900, |out| {
            out.map(1).unwrap().u32(1).unwrap().str("what nobody knows yet").unwrap();
        })
    });
    // Enough later entries to fold it into a block.
    for days in 0..140 {
        store
            .append(|next| {
                let day = 20_800 + days;
                let at = nourish_record::Moment::new(i64::from(day) * 86_400_000, 0, None).unwrap();
                let stamp = Stamp {
                    id: EntryId::from_bytes(u128::from(next.seq).to_be_bytes()),
                    recorded: Recorded::at(1_900_000_000_000 + next.seq),
                    author: next.author,
                    seq: next.seq,
                };
                let draft = nourish_record::Draft::new(
                    at,
                    nourish_record::Source::Typed,
                    Fact::read("fluid", &[("volume", "200 ml")]).unwrap(),
                );
                Ok::<_, StoreError>(vec![Entry::parse(draft, stamp).unwrap()])
            })
            .unwrap();
    }
    store.fold().unwrap();
    let kept = store.history(id).unwrap();
    assert_eq!(kept[0].encode(), bytes);
    assert_eq!(kept[0].content(), &Content::Newer { kind: 900 });
    drop(store);
    assert!(house.export().contains(&hexadecimal(&bytes)));
    house.run(&["amend", &id.to_string(), "weight=70kg", "--reason", "x"]).refused(8, &["newer version"]);
    assert_eq!(house.sound(), 141);
}

#[test]
fn unknown_fields_of_a_known_kind_survive_a_correction() {
    let house = House::new();
    let mut store = open(&house);
    let (id, bytes) = append(&mut store, |next| {
        written(next, 2, |out| {
            out.map(2).unwrap().u32(1).unwrap().u32(68_400).unwrap().u32(99).unwrap().str("sitting").unwrap();
        })
    });
    assert_eq!(Timeline::of(store.read_all().unwrap().entries).weights().count(), 1);
    drop(store);
    house
        .run(&["amend", &id.to_string(), "weight=68.5kg", "--reason", "misread", "--as-of", "2026-11-23"])
        .done();
    let store = open(&house);
    let history = store.history(id).unwrap();
    assert_eq!(history[0].encode(), bytes);
    // The correction carries the field that only the newer version understands: key 99, text "sitting".
    let field = [0x18, 99, 0x67, b's', b'i', b't', b't', b'i', b'n', b'g'];
    assert!(history[1].encode().windows(field.len()).any(|window| window == field));
}
