//! Golden vectors, computed once from the written formats by other software than this crate.
//!
//! A failing vector is a broken format: journals already written would no longer open. Never write one anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;

use nourish_seal::{
    ChainHash, DeviceId, DeviceKey, Entropy, Epoch, FileKey, Gate, Head, JournalId, Keyring, KeyringRecord,
    KeystoreKey, PackKey, PackSignature, PassphraseCost, Purpose, RecipientKey, Recovery, RecoveryCode,
    Sealer, Secret, SeededEntropy, SignedHead, SiteKey, UnlockKey, WrapId, WrapKind, WrapNote, accept_epoch,
    entry_hash, grant_epoch, open_keyring, pack_file_hash, seal_keyring, unwrap_key, verify_pack, wrap_face,
    wrap_key,
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

    fn wrap_id(&self) -> WrapId {
        WrapId::from_bytes(self.array("wrap_id"))
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

fn recovery() -> Vectors {
    Vectors::read(include_str!("vectors/recovery.txt"))
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
    let record = open_keyring(vectors.journal(), key, vectors.get("keyring_record")).unwrap();
    assert_eq!(record.keyring.current(), Epoch(3));
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
    let (journal, wrap_id, passphrase) = (vectors.journal(), vectors.wrap_id(), vectors.text("passphrase"));
    let costs = [
        ("passphrase_8_mib_1_pass_1_lane", PassphraseCost::lowest_for_tests()),
        ("passphrase_16_mib_2_passes_4_lanes", PassphraseCost::new(16 * 1024, 2, 4).unwrap()),
        ("passphrase_recommended", PassphraseCost::RECOMMENDED),
    ];
    for (name, cost) in costs {
        let expected = vectors.get(name);
        let secret = Secret::Passphrase(passphrase, cost);
        let made = wrap_key(journal, wrap_id, &unlock_key(), secret, &mut SeededEntropy::new(4)).unwrap();
        assert_eq!(made, expected, "{name}");
        assert_eq!(wrap_face(expected).unwrap().kind, WrapKind::Passphrase);
        let opened = unwrap_key(journal, wrap_id, expected, secret).unwrap();
        assert_is_the_unlock_key(&opened);
    }
}

#[test]
fn key_files_and_their_wraps_are_frozen() {
    let vectors = wraps();
    let file_key = FileKey::make(&mut SeededEntropy::new(6)).unwrap();
    assert_eq!(file_key.to_text().as_str(), vectors.text("key_file_text"));
    let (journal, wrap_id) = (vectors.journal(), vectors.wrap_id());
    let entropy = &mut SeededEntropy::new(7);
    let made = wrap_key(journal, wrap_id, &unlock_key(), Secret::KeyFile(&file_key), entropy).unwrap();
    assert_eq!(made, vectors.get("key_file"));
    assert_eq!(wrap_face(&made).unwrap().kind, WrapKind::KeyFile);
    let read = FileKey::parse(vectors.text("key_file_text")).unwrap();
    assert_is_the_unlock_key(&unwrap_key(journal, wrap_id, &made, Secret::KeyFile(&read)).unwrap());
}

#[test]
fn keystore_wraps_are_frozen_with_either_gate() {
    let vectors = recovery();
    let key = KeystoreKey::make(&mut SeededEntropy::new(20)).unwrap();
    assert_eq!(key.expose(), vectors.get("keystore_key"));
    for (name, gate) in [("keystore_device", Gate::Device), ("keystore_biometric", Gate::Biometric)] {
        let (secret, entropy) = (Secret::Keystore(&key, gate), &mut SeededEntropy::new(21));
        let made = wrap_key(vectors.journal(), vectors.wrap_id(), &unlock_key(), secret, entropy).unwrap();
        assert_eq!(made, vectors.get(name));
        assert_eq!(wrap_face(&made).unwrap().gate, Some(gate));
        let opened = unwrap_key(vectors.journal(), vectors.wrap_id(), &made, secret).unwrap();
        assert_is_the_unlock_key(&opened);
    }
}

#[test]
fn recovery_codes_and_their_wraps_are_frozen() {
    let vectors = recovery();
    let code = RecoveryCode::make(&mut SeededEntropy::new(22)).unwrap();
    assert_eq!(code.to_words().as_str(), vectors.text("code_words"));
    assert_eq!(code.to_payload().as_str(), vectors.text("code_payload"));
    let (secret, entropy) = (Secret::RecoveryCode(&code), &mut SeededEntropy::new(23));
    let made = wrap_key(vectors.journal(), vectors.wrap_id(), &unlock_key(), secret, entropy).unwrap();
    assert_eq!(made, vectors.get("recovery_code"));
    for text in ["code_words", "code_payload"] {
        let read = RecoveryCode::parse(vectors.text(text)).unwrap();
        let secret = Secret::RecoveryCode(&read);
        let opened = unwrap_key(vectors.journal(), vectors.wrap_id(), &made, secret).unwrap();
        assert_is_the_unlock_key(&opened);
    }
}

#[test]
fn frozen_shares_make_the_frozen_code_two_by_two() {
    let vectors = recovery();
    let share = |number: u8, form: &str| {
        let text = vectors.text(&format!("share_{number}_{form}"));
        let Ok(Recovery::Share(share)) = Recovery::parse(text) else { panic!("share {number}") };
        assert_eq!(share.number(), number);
        // The number 0x2a5f17 is the set's; its two words begin every share.
        assert!(vectors.text(&format!("share_{number}_words")).starts_with(&share.set().to_string()));
        assert_eq!(share.to_words().as_str(), vectors.text(&format!("share_{number}_words")));
        assert_eq!(share.to_payload().as_str(), vectors.text(&format!("share_{number}_payload")));
        share
    };
    for (one, other) in [(1, 2), (1, 3), (2, 3), (2, 1), (3, 1), (3, 2)] {
        let joined = RecoveryCode::join(&share(one, "words"), &share(other, "payload")).unwrap();
        assert_eq!(joined.to_words().as_str(), vectors.text("code_words"), "{one} and {other}");
    }
}

#[test]
fn the_keyring_record_is_frozen() {
    let vectors = recovery();
    let note = |id: u8, made_ms, label| WrapNote::new(WrapId::from_bytes([id; 16]), made_ms, label).unwrap();
    let record = KeyringRecord {
        keyring: wraps().keyring("keyring"),
        device: DeviceKey::make(&mut SeededEntropy::new(5)).unwrap(),
        notes: vec![note(0x11, Some(1_795_300_000_000), "kitchen drawer"), note(0x22, None, "")],
    };
    let made = seal_keyring(vectors.journal(), &unlock_key(), &record, &mut SeededEntropy::new(8)).unwrap();
    assert_eq!(made, vectors.get("keyring_record_2"));
    let opened = open_keyring(vectors.journal(), &unlock_key(), &made).unwrap();
    assert_eq!(*opened.keyring.encode(), wraps().get("keyring"));
    assert_eq!(*opened.device.id().as_bytes(), wraps().array("device_id"));
    assert_eq!(opened.device.recipient().unwrap().to_bytes(), vectors.get("recipient_key"));
    assert_eq!(opened.notes, record.notes);
}

#[test]
fn the_first_keyring_record_still_opens_with_the_same_keys_each_time() {
    let vectors = wraps();
    let opened = open_keyring(vectors.journal(), &unlock_key(), vectors.get("keyring_record")).unwrap();
    assert_eq!(*opened.keyring.encode(), vectors.get("keyring"));
    assert_eq!(*opened.device.id().as_bytes(), vectors.array("device_id"));
    assert_eq!(opened.device.public(), chain().array("public_key"));
    assert_eq!(opened.device.recipient().unwrap().to_bytes(), recovery().get("recipient_key_of_version_1"));
    assert_eq!(opened.notes, []);
}

#[test]
fn an_epoch_that_another_writer_granted_opens() {
    let vectors = recovery();
    let device = DeviceKey::make(&mut SeededEntropy::new(5)).unwrap();
    let key = accept_epoch(vectors.journal(), &device, vectors.get("grant")).unwrap();
    assert_eq!(key.epoch(), Epoch(3));
    // An epoch's key shows itself by what it seals: in place of the keyring's own it makes the same keyring.
    let mut keyring = Keyring::decode(&[&[1, 0, 1], &wraps().get("keyring")[3..39]].concat()).unwrap();
    keyring.add(key).unwrap();
    assert_eq!(*keyring.encode(), wraps().get("keyring"));
    let frozen = RecipientKey::from_bytes(vectors.get("recipient_key")).unwrap();
    assert_eq!(device.recipient().unwrap(), frozen);
}

/// Made here, because X-Wing's own randomness cannot be chosen elsewhere; the second reader opens it.
#[test]
fn an_epoch_is_granted_the_same_way_each_time() {
    let vectors = recovery();
    let device = DeviceKey::make(&mut SeededEntropy::new(5)).unwrap();
    let (keyring, recipient) = (wraps().keyring("keyring"), device.recipient().unwrap());
    let entropy = &mut SeededEntropy::new(24);
    let made = grant_epoch(vectors.journal(), &keyring, Epoch(3), device.id(), &recipient, entropy).unwrap();
    assert_eq!(made, vectors.get("grant_of_nourish"));
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
