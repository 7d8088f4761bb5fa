//! Golden vectors, computed once from the written formats by other software than this crate.
//!
//! A failing vector is a broken format: journals already written would no longer open. Never write one anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;

use nourish_seal::{
    ChainHash, DeviceId, DeviceKey, Entropy, Epoch, FileKey, Head, JournalId, Keyring, PackKey,
    PackSignature, PassphraseCost, Purpose, Sealer, SeededEntropy, SignedHead, SiteKey, UnlockKey, WrapKind,
    entry_hash, open_keyring, pack_file_hash, seal_keyring, unwrap_with_key_file, unwrap_with_passphrase,
    verify_pack, wrap_kind, wrap_with_key_file, wrap_with_passphrase,
};

struct Vectors(BTreeMap<String, Vec<u8>>);

impl Vectors {
    fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self(
            lines
                .map(|line| {
                    let (name, hex) = line.split_once(" =").expect("name = hex");
                    (name.to_owned(), bytes(hex.trim()))
                })
                .collect(),
        )
    }

    fn get(&self, name: &str) -> &[u8] {
        self.0.get(name).unwrap_or_else(|| panic!("no vector {name}"))
    }

    fn array<const N: usize>(&self, name: &str) -> [u8; N] {
        self.get(name).try_into().unwrap()
    }

    fn text(&self, name: &str) -> &str {
        core::str::from_utf8(self.get(name)).unwrap()
    }

    fn journal(&self) -> JournalId {
        JournalId::from_bytes(self.array("journal"))
    }

    fn keyring(&self, name: &str) -> Keyring {
        Keyring::decode(self.get(name)).unwrap()
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn sealed() -> Vectors {
    Vectors::read(include_str!("vectors/sealed.txt"))
}

fn wraps() -> Vectors {
    Vectors::read(include_str!("vectors/wraps.txt"))
}

fn chain() -> Vectors {
    Vectors::read(include_str!("vectors/chain.txt"))
}

fn unlock_key() -> UnlockKey {
    UnlockKey::make(&mut SeededEntropy::new(3)).unwrap()
}

/// An unlock key shows itself only by what it opens.
fn assert_is_the_unlock_key(key: &UnlockKey) {
    let vectors = wraps();
    let (keyring, _) = open_keyring(vectors.journal(), key, vectors.get("keyring_record")).unwrap();
    assert_eq!(keyring.current(), Epoch(3));
}

#[test]
fn the_seeded_stream_is_frozen() {
    let mut stream = [0; 100];
    SeededEntropy::new(1).fill(&mut stream).unwrap();
    assert_eq!(stream, sealed().array("seeded_1"));
    let keyring = Keyring::make(&mut SeededEntropy::new(1)).unwrap();
    assert_eq!(*keyring.encode(), sealed().get("keyring"));
}

#[test]
fn sealed_bytes_are_frozen_for_every_purpose() {
    let vectors = sealed();
    let sealer = Sealer::new(vectors.journal(), &vectors.keyring("keyring")).unwrap();
    for purpose in Purpose::ALL {
        let expected = vectors.get(&format!("empty_{}", purpose.name()));
        assert_eq!(sealer.seal(purpose, b"", b"", &mut SeededEntropy::new(2)).unwrap(), expected);
        assert_eq!(sealer.open(purpose, b"", expected).unwrap(), b"");
    }
    let (place, plaintext) = (vectors.get("worked_place"), vectors.get("worked_plaintext"));
    let made = sealer.seal(Purpose::Tail, place, plaintext, &mut SeededEntropy::new(2)).unwrap();
    assert_eq!(made, vectors.get("worked_sealed"));
    assert_eq!(sealer.open(Purpose::Tail, place, &made).unwrap(), plaintext);
}

#[test]
fn sealed_bytes_are_frozen_over_epochs() {
    let vectors = sealed();
    let sealer = Sealer::new(vectors.journal(), &vectors.keyring("two_epochs_keyring")).unwrap();
    let (place, plaintext) = (vectors.get("two_epochs_place"), vectors.get("two_epochs_plaintext"));
    let made = sealer.seal(Purpose::Block, place, plaintext, &mut SeededEntropy::new(2)).unwrap();
    assert_eq!(made, vectors.get("two_epochs_sealed"));
    assert_eq!(sealer.open(Purpose::Block, place, &made).unwrap(), plaintext);

    let of_epoch_0 = vectors.get("worked_sealed");
    let opened = sealer.open(Purpose::Tail, vectors.get("worked_place"), of_epoch_0).unwrap();
    assert_eq!(opened, vectors.get("worked_plaintext"));
}

#[test]
fn places_are_frozen_and_stay_over_epochs() {
    let vectors = sealed();
    for ring in ["keyring", "two_epochs_keyring"] {
        let sealer = Sealer::new(vectors.journal(), &vectors.keyring(ring)).unwrap();
        let name = vectors.get("place_name");
        assert_eq!(sealer.locate(Purpose::Block, name), vectors.array("place_block"));
        assert_eq!(sealer.locate(Purpose::Summary, name), vectors.array("place_summary"));
    }
}

#[test]
fn passphrase_wraps_are_frozen() {
    let vectors = wraps();
    let (journal, wrap_id, passphrase) =
        (vectors.journal(), vectors.array("wrap_id"), vectors.text("passphrase"));
    let costs = [
        ("passphrase_8_mib_1_pass_1_lane", PassphraseCost::lowest_for_tests()),
        ("passphrase_16_mib_2_passes_4_lanes", PassphraseCost::new(16 * 1024, 2, 4).unwrap()),
        ("passphrase_recommended", PassphraseCost::RECOMMENDED),
    ];
    for (name, cost) in costs {
        let expected = vectors.get(name);
        let entropy = &mut SeededEntropy::new(4);
        let made = wrap_with_passphrase(journal, wrap_id, &unlock_key(), passphrase, cost, entropy).unwrap();
        assert_eq!(made, expected, "{name}");
        assert_eq!(wrap_kind(expected), Ok(WrapKind::Passphrase));
        let opened = unwrap_with_passphrase(journal, wrap_id, expected, passphrase).unwrap();
        assert_is_the_unlock_key(&opened);
    }
}

#[test]
fn key_files_and_their_wraps_are_frozen() {
    let vectors = wraps();
    let file_key = FileKey::make(&mut SeededEntropy::new(6)).unwrap();
    assert_eq!(file_key.to_text().as_str(), vectors.text("key_file_text"));
    let (journal, wrap_id) = (vectors.journal(), vectors.array("wrap_id"));
    let entropy = &mut SeededEntropy::new(7);
    let made = wrap_with_key_file(journal, wrap_id, &unlock_key(), &file_key, entropy).unwrap();
    assert_eq!(made, vectors.get("key_file"));
    assert_eq!(wrap_kind(&made), Ok(WrapKind::KeyFile));
    let read = FileKey::parse(vectors.text("key_file_text")).unwrap();
    assert_is_the_unlock_key(&unwrap_with_key_file(journal, wrap_id, &made, &read).unwrap());
}

#[test]
fn the_keyring_record_is_frozen() {
    let vectors = wraps();
    let keyring = vectors.keyring("keyring");
    let device_key = DeviceKey::make(&mut SeededEntropy::new(5)).unwrap();
    let entropy = &mut SeededEntropy::new(8);
    let made = seal_keyring(vectors.journal(), &unlock_key(), &keyring, &device_key, entropy).unwrap();
    assert_eq!(made, vectors.get("keyring_record"));
    let (opened, device) = open_keyring(vectors.journal(), &unlock_key(), &made).unwrap();
    assert_eq!(*opened.encode(), vectors.get("keyring"));
    assert_eq!(*device.id().as_bytes(), vectors.array("device_id"));
}

#[test]
fn the_chain_and_the_signed_head_are_frozen() {
    let vectors = chain();
    let key = DeviceKey::make(&mut SeededEntropy::new(5)).unwrap();
    assert_eq!(key.id(), DeviceId::from_bytes(vectors.array("device_id")));
    assert_eq!(key.public(), vectors.array("public_key"));

    let start = ChainHash::start(vectors.journal(), key.id());
    assert_eq!(start.as_bytes(), vectors.get("start"));
    assert_eq!(entry_hash(vectors.get("first_entry")), vectors.array("first_hash"));
    let after_first = start.next(vectors.get("first_entry"));
    assert_eq!(after_first.as_bytes(), vectors.get("after_first"));
    let after_second = after_first.next(vectors.get("second_entry"));
    assert_eq!(after_second.as_bytes(), vectors.get("after_second"));

    let head = Head { device: key.id(), seq: 2, hash: after_second };
    let signed = SignedHead::sign(&key, vectors.journal(), head).unwrap();
    assert_eq!(signed.encode(), vectors.get("signed_head"));
    let read = SignedHead::decode(vectors.get("signed_head")).unwrap();
    assert_eq!(read.verify(vectors.journal()), Ok(head));
}

#[test]
fn a_pack_is_signed_and_verified_as_written() {
    let vectors = Vectors::read(include_str!("vectors/pack.txt"));
    let key = PackKey::make(&mut SeededEntropy::new(6)).unwrap();
    assert_eq!(key.site().as_bytes(), vectors.get("public_key"));
    assert_eq!(*key.to_text(), vectors.text("secret_line"));
    assert_eq!(key.site().to_string(), vectors.text("public_line"));
    assert_eq!(PackKey::parse(vectors.text("secret_line")).unwrap().site(), key.site());
    assert_eq!(SiteKey::parse(vectors.text("public_line")).unwrap(), key.site());
    assert_eq!(pack_file_hash(vectors.get("file")), vectors.array("file_hash"));
    let manifest = vectors.get("manifest");
    assert_eq!(key.sign(manifest).encode(), vectors.get("signature"));
    let signature = PackSignature::decode(vectors.get("signature")).unwrap();
    assert_eq!(verify_pack(key.site(), manifest, &signature), Ok(()));
}
