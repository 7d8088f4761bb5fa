//! A seal opens in its own place and nowhere else; a wrap opens with its own secret and no other.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use nourish_seal::{
    DeviceKey, Entropy, EntropyUnavailable, Epoch, FileKey, Gate, JournalId, Keyring, KeyringRecord,
    KeystoreKey, PASSPHRASE_LIMIT_BYTES, PassphraseCost, Purpose, RecoveryCode, SealError, Sealer, Secret,
    SeededEntropy, UnlockKey, WrapError, WrapFace, WrapId, WrapKind, entry_hash, open_keyring, seal_keyring,
    unwrap_key, wrap_face, wrap_key,
};

const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);
const OTHER_JOURNAL: JournalId = JournalId::from_bytes([2; 16]);
const WRAP_ID: WrapId = WrapId::from_bytes([7; 16]);
const PASSPHRASE: &str = "seven small bowls";

fn passphrase(text: &str) -> Secret<'_> {
    Secret::Passphrase(text, PassphraseCost::lowest_for_tests())
}

fn keyring(epochs: &[u32]) -> Keyring {
    let mut bytes = vec![1];
    bytes.extend((epochs.len() as u16).to_be_bytes());
    for epoch in epochs {
        bytes.extend(epoch.to_be_bytes());
        bytes.extend([*epoch as u8 + 1; 32]);
    }
    Keyring::decode(&bytes).unwrap()
}

fn sealer(epochs: &[u32]) -> Sealer {
    Sealer::new(JOURNAL, &keyring(epochs)).unwrap()
}

fn sealed() -> Vec<u8> {
    sealer(&[0]).seal(Purpose::Tail, b"row 7", b"38.1 C", &mut SeededEntropy::new(1)).unwrap()
}

fn passphrase_wrap() -> (UnlockKey, Vec<u8>) {
    let mut entropy = SeededEntropy::new(2);
    let key = UnlockKey::make(&mut entropy).unwrap();
    let wrapped = wrap_key(JOURNAL, WRAP_ID, &key, passphrase(PASSPHRASE), &mut entropy).unwrap();
    (key, wrapped)
}

fn key_file_wrap() -> (UnlockKey, FileKey, Vec<u8>) {
    let mut entropy = SeededEntropy::new(3);
    let key = UnlockKey::make(&mut entropy).unwrap();
    let file_key = FileKey::make(&mut entropy).unwrap();
    let wrapped = wrap_key(JOURNAL, WRAP_ID, &key, Secret::KeyFile(&file_key), &mut entropy).unwrap();
    (key, file_key, wrapped)
}

/// Computes the wrap's checksum anew, as someone who plants a file would.
fn with_checksum(wrapped: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut body = wrapped[..wrapped.len() - 8].to_vec();
    change(&mut body);
    let hashed = [&b"nourish/wrap/1"[..], &body].concat();
    body.extend(&entry_hash(&hashed)[..8]);
    body
}

#[test]
fn a_seal_does_not_open_elsewhere() {
    let here = sealer(&[0]);
    let sealed = sealed();
    assert_eq!(here.open(Purpose::Tail, b"row 7", &sealed).unwrap(), b"38.1 C");
    for place in [&b"row 8"[..], b"", b"row 7\0", b"row "] {
        assert_eq!(here.open(Purpose::Tail, place, &sealed), Err(SealError::Tampered));
    }
    for purpose in Purpose::ALL.into_iter().filter(|purpose| *purpose != Purpose::Tail) {
        assert_eq!(here.open(purpose, b"row 7", &sealed), Err(SealError::WrongKey));
    }
    let elsewhere = Sealer::new(OTHER_JOURNAL, &keyring(&[0])).unwrap();
    assert_eq!(elsewhere.open(Purpose::Tail, b"row 7", &sealed), Err(SealError::WrongKey));
}

#[test]
fn a_seal_belongs_to_its_epoch() {
    let mut entropy = SeededEntropy::new(1);
    let old = sealed();
    let now = sealer(&[0, 1, 4]);
    let new = now.seal(Purpose::Tail, b"row 7", b"38.1 C", &mut entropy).unwrap();
    assert_eq!(new[1..5], [0, 0, 0, 4]);
    assert_eq!(now.open(Purpose::Tail, b"row 7", &old).unwrap(), b"38.1 C");
    assert_eq!(sealer(&[0, 1]).open(Purpose::Tail, b"row 7", &new), Err(SealError::UnknownEpoch(4)));

    let mut renumbered = new.clone();
    renumbered[4] = 1;
    assert_eq!(now.open(Purpose::Tail, b"row 7", &renumbered), Err(SealError::WrongKey));
    assert_eq!(keyring(&[0, 1, 4]).current(), Epoch(4));
}

#[test]
fn a_flipped_bit_anywhere_keeps_a_seal_closed() {
    let sealer = sealer(&[0, 1]);
    let sealed = sealed();
    for position in 0..sealed.len() {
        for bit in 0..8 {
            let mut flipped = sealed.clone();
            flipped[position] ^= 1 << bit;
            assert!(sealer.open(Purpose::Tail, b"row 7", &flipped).is_err(), "bit {bit} of byte {position}");
        }
    }
    for length in 0..sealed.len() {
        assert!(sealer.open(Purpose::Tail, b"row 7", &sealed[..length]).is_err(), "length {length}");
    }
}

#[test]
fn small_contents_cannot_be_told_apart_by_length() {
    let sealer = sealer(&[0]);
    let mut entropy = SeededEntropy::new(1);
    let mut length = |data: &[u8]| sealer.seal(Purpose::Tail, b"", data, &mut entropy).unwrap().len();
    assert_eq!(length(b""), 129);
    assert_eq!(length(&[1; 60]), 129);
    assert_eq!(length(&[1; 61]), 137);
}

#[test]
fn a_place_hides_its_name_and_differs_by_journal_and_purpose() {
    let here = sealer(&[0]);
    let elsewhere = Sealer::new(OTHER_JOURNAL, &keyring(&[0])).unwrap();
    let place = here.locate(Purpose::Block, b"week 27");
    assert_eq!(place, sealer(&[0, 9]).locate(Purpose::Block, b"week 27"));
    assert_ne!(place, here.locate(Purpose::Block, b"week 28"));
    assert_ne!(place, here.locate(Purpose::Summary, b"week 27"));
    assert_ne!(place, elsewhere.locate(Purpose::Block, b"week 27"));
}

#[test]
fn a_wrap_opens_with_its_secret_only() {
    let (_, wrapped) = passphrase_wrap();
    for other in ["Seven small bowls", "seven small bowls ", "x"] {
        let refused = unwrap_key(JOURNAL, WRAP_ID, &wrapped, passphrase(other)).unwrap_err();
        assert_eq!(refused, WrapError::WrongSecret);
    }
    let elsewhere = unwrap_key(OTHER_JOURNAL, WRAP_ID, &wrapped, passphrase(PASSPHRASE)).unwrap_err();
    assert_eq!(elsewhere, WrapError::WrongSecret);
    let moved =
        unwrap_key(JOURNAL, WrapId::from_bytes([8; 16]), &wrapped, passphrase(PASSPHRASE)).unwrap_err();
    assert_eq!(moved, WrapError::Damaged);

    let (_, file_key, wrapped_by_file) = key_file_wrap();
    let other_file = FileKey::make(&mut SeededEntropy::new(99)).unwrap();
    let refused = unwrap_key(JOURNAL, WRAP_ID, &wrapped_by_file, Secret::KeyFile(&other_file)).unwrap_err();
    assert_eq!(refused, WrapError::WrongSecret);
    let other_kind = unwrap_key(JOURNAL, WRAP_ID, &wrapped, Secret::KeyFile(&file_key)).unwrap_err();
    assert_eq!(other_kind, WrapError::OtherKind { needed: WrapKind::Passphrase });
    let other_kind = unwrap_key(JOURNAL, WRAP_ID, &wrapped_by_file, passphrase(PASSPHRASE)).unwrap_err();
    assert_eq!(other_kind, WrapError::OtherKind { needed: WrapKind::KeyFile });
}

#[test]
fn every_wrap_holds_the_one_unlock_key_and_asks_for_its_own_kind_of_secret() {
    let mut entropy = SeededEntropy::new(4);
    let unlock_key = UnlockKey::make(&mut entropy).unwrap();
    let (keyring, device) = (keyring(&[0, 1]), DeviceKey::make(&mut entropy).unwrap());
    let record = KeyringRecord { keyring, device, notes: Vec::new() };
    let sealed = seal_keyring(JOURNAL, &unlock_key, &record, &mut entropy).unwrap();
    let file_key = FileKey::make(&mut entropy).unwrap();
    let keystore_key = KeystoreKey::make(&mut entropy).unwrap();
    let code = RecoveryCode::make(&mut entropy).unwrap();
    let secrets = [
        passphrase(PASSPHRASE),
        Secret::KeyFile(&file_key),
        Secret::Keystore(&keystore_key, Gate::Biometric),
        Secret::RecoveryCode(&code),
    ];
    for (number, secret) in (1..).zip(secrets) {
        let id = WrapId::from_bytes([number; 16]);
        let wrapped = wrap_key(JOURNAL, id, &unlock_key, secret, &mut entropy).unwrap();
        assert_eq!(wrap_face(&wrapped).unwrap().kind as u8, number);
        let key = unwrap_key(JOURNAL, id, &wrapped, secret).unwrap();
        let opened = open_keyring(JOURNAL, &key, &sealed).unwrap();
        assert_eq!(opened.keyring.current(), Epoch(1));
        assert_eq!(opened.device.id(), record.device.id());
        for other in secrets.into_iter().filter(|other| other.kind() != secret.kind()) {
            let refused = unwrap_key(JOURNAL, id, &wrapped, other).unwrap_err();
            assert_eq!(refused, WrapError::OtherKind { needed: secret.kind() });
        }
    }
}

/// A wrap of every kind, with the secret that opens it.
fn for_every_kind(mut check: impl FnMut(Secret<'_>, Vec<u8>)) {
    let mut entropy = SeededEntropy::new(12);
    let key = UnlockKey::make(&mut entropy).unwrap();
    let file_key = FileKey::make(&mut entropy).unwrap();
    let keystore_key = KeystoreKey::make(&mut entropy).unwrap();
    let code = RecoveryCode::make(&mut entropy).unwrap();
    for secret in [
        passphrase(PASSPHRASE),
        Secret::KeyFile(&file_key),
        Secret::Keystore(&keystore_key, Gate::Device),
        Secret::Keystore(&keystore_key, Gate::Biometric),
        Secret::RecoveryCode(&code),
    ] {
        let wrapped = wrap_key(JOURNAL, WRAP_ID, &key, secret, &mut entropy).unwrap();
        check(secret, wrapped);
    }
}

#[test]
fn a_rotten_bit_anywhere_in_a_wrap_is_called_damage_not_a_wrong_secret() {
    for_every_kind(|secret, wrapped| {
        for position in 0..wrapped.len() {
            for bit in 0..8 {
                let mut flipped = wrapped.clone();
                flipped[position] ^= 1 << bit;
                let refused = unwrap_key(JOURNAL, WRAP_ID, &flipped, secret).unwrap_err();
                assert_eq!(refused, WrapError::Damaged, "{secret:?}: bit {bit} of byte {position}");
            }
        }
        for length in 0..wrapped.len() {
            assert_eq!(wrap_face(&wrapped[..length]), Err(WrapError::Damaged), "{secret:?}: length {length}");
        }
    });
}

#[test]
fn a_forged_bit_anywhere_is_refused_even_with_a_right_checksum() {
    for_every_kind(|secret, wrapped| {
        // Each guess at a passphrase costs its time: one bit a byte has to do there.
        let bits = if secret.kind() == WrapKind::Passphrase { 1 } else { 8 };
        for position in 0..wrapped.len() - 8 {
            for bit in 0..bits {
                let forged = with_checksum(&wrapped, |body| body[position] ^= 1 << bit);
                let refused = unwrap_key(JOURNAL, WRAP_ID, &forged, secret).unwrap_err();
                let named = match position {
                    0 => matches!(refused, WrapError::UnsupportedVersion(_)),
                    // Another kind, and where the layouts differ, no wrap at all.
                    1 => !matches!(refused, WrapError::WrongSecret),
                    18..=29 if secret.kind() == WrapKind::Passphrase => {
                        matches!(refused, WrapError::CostOutOfBounds { .. } | WrapError::WrongSecret)
                    }
                    _ => matches!(
                        refused,
                        WrapError::Damaged | WrapError::WrongSecret | WrapError::UnsupportedVersion(_)
                    ),
                };
                assert!(named, "{secret:?}: {refused:?} for bit {bit} of byte {position}");
            }
        }
    });
}

#[test]
fn the_face_of_a_wrap_says_its_kind_its_gate_and_its_cost_alone() {
    let mut faces = Vec::new();
    for_every_kind(|_, wrapped| faces.push(wrap_face(&wrapped).unwrap()));
    let face = |kind, gate, cost| WrapFace { kind, gate, cost };
    let expected = [
        face(WrapKind::Passphrase, None, Some(PassphraseCost::lowest_for_tests())),
        face(WrapKind::KeyFile, None, None),
        face(WrapKind::Keystore, Some(Gate::Device), None),
        face(WrapKind::Keystore, Some(Gate::Biometric), None),
        face(WrapKind::RecoveryCode, None, None),
    ];
    assert_eq!(faces, expected);
}

#[test]
fn the_gate_of_a_keystore_cannot_be_talked_away() {
    for_every_kind(|secret, wrapped| {
        if let Secret::Keystore(key, gate) = secret {
            let other = if gate == Gate::Device { Gate::Biometric } else { Gate::Device };
            // The gate is the wrap's: what the caller says does not matter, what the file says is bound.
            assert!(unwrap_key(JOURNAL, WRAP_ID, &wrapped, Secret::Keystore(key, other)).is_ok());
            let forged = with_checksum(&wrapped, |body| body[2] = other as u8);
            assert_eq!(unwrap_key(JOURNAL, WRAP_ID, &forged, secret).unwrap_err(), WrapError::Damaged);
        }
    });
}

#[test]
fn a_planted_wrap_can_neither_hang_nor_exhaust_the_phone() {
    let (_, wrapped) = passphrase_wrap();
    let costs = [(18, 1_048_577), (18, 8_191), (22, 0), (22, 11), (26, 0), (26, 5), (18, u32::MAX)];
    for (offset, number) in costs {
        let planted = with_checksum(&wrapped, |body| {
            body[offset..offset + 4].copy_from_slice(&u32::to_be_bytes(number));
        });
        let refused = unwrap_key(JOURNAL, WRAP_ID, &planted, passphrase(PASSPHRASE)).unwrap_err();
        assert!(matches!(refused, WrapError::CostOutOfBounds { .. }), "{number} at {offset}");
    }
    // A cheaper but allowed cost opens nothing either: it gives another key.
    let cheaper = with_checksum(&wrapped, |body| body[25] = 2);
    let refused = unwrap_key(JOURNAL, WRAP_ID, &cheaper, passphrase(PASSPHRASE)).unwrap_err();
    assert_eq!(refused, WrapError::WrongSecret);
}

#[test]
fn unknown_kinds_newer_versions_and_endless_wraps_are_refused_by_name() {
    let (_, file_key, wrapped) = key_file_wrap();
    let unforged = with_checksum(&wrapped, |_| {});
    assert!(unwrap_key(JOURNAL, WRAP_ID, &unforged, Secret::KeyFile(&file_key)).is_ok());
    let unknown_kind = with_checksum(&wrapped, |body| body[1] = 5);
    assert_eq!(wrap_face(&unknown_kind), Err(WrapError::UnsupportedKind(5)));
    let endless = with_checksum(&wrapped, |body| body.resize(2_000, 0));
    assert_eq!(wrap_face(&endless), Err(WrapError::Damaged));
    let newer = with_checksum(&wrapped, |body| body[0] = 2);
    assert_eq!(wrap_face(&newer), Err(WrapError::UnsupportedVersion(2)));
}

#[test]
fn empty_and_endless_passphrases_are_refused() {
    let mut entropy = SeededEntropy::new(1);
    let key = UnlockKey::make(&mut entropy).unwrap();
    let mut wrap = |text: &str| wrap_key(JOURNAL, WRAP_ID, &key, passphrase(text), &mut entropy).map(|_| ());
    assert_eq!(wrap(""), Err(WrapError::EmptyPassphrase));
    assert_eq!(wrap(&"a".repeat(PASSPHRASE_LIMIT_BYTES)), Ok(()));
    let refused = Err(WrapError::PassphraseTooLong { limit: PASSPHRASE_LIMIT_BYTES });
    assert_eq!(wrap(&"a".repeat(PASSPHRASE_LIMIT_BYTES + 1)), refused);
}

/// A random source that does not answer.
struct NoEntropy;

impl Entropy for NoEntropy {
    fn fill(&mut self, _: &mut [u8]) -> Result<(), EntropyUnavailable> {
        Err(EntropyUnavailable)
    }
}

#[test]
fn nothing_is_made_without_entropy() {
    let (key, file_key, _) = key_file_wrap();
    assert_eq!(Keyring::make(&mut NoEntropy).unwrap_err(), EntropyUnavailable);
    assert_eq!(DeviceKey::make(&mut NoEntropy).unwrap_err(), EntropyUnavailable);
    assert_eq!(KeystoreKey::make(&mut NoEntropy).unwrap_err(), EntropyUnavailable);
    assert_eq!(RecoveryCode::make(&mut NoEntropy).unwrap_err(), EntropyUnavailable);
    assert_eq!(WrapId::make_random(&mut NoEntropy).unwrap_err(), EntropyUnavailable);
    let code = RecoveryCode::make(&mut SeededEntropy::new(1)).unwrap();
    assert_eq!(code.split(&mut NoEntropy).unwrap_err(), EntropyUnavailable);
    let sealed = sealer(&[0]).seal(Purpose::Tail, b"", b"x", &mut NoEntropy);
    assert_eq!(sealed, Err(SealError::EntropyUnavailable));
    let wrapped = wrap_key(JOURNAL, WRAP_ID, &key, Secret::KeyFile(&file_key), &mut NoEntropy);
    assert_eq!(wrapped, Err(WrapError::EntropyUnavailable));
}

#[test]
fn a_sealer_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Sealer>();
    shared::<Keyring>();
    shared::<UnlockKey>();
    shared::<DeviceKey>();
}
