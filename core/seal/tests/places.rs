//! A seal opens in its own place and nowhere else; a wrap opens with its own secret and no other.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use nourish_seal::{
    DeviceKey, Entropy, EntropyUnavailable, Epoch, FileKey, JournalId, Keyring, PASSPHRASE_LIMIT_BYTES,
    PassphraseCost, Purpose, SealError, Sealer, SeededEntropy, UnlockKey, WrapError, WrapKind, entry_hash,
    open_keyring, seal_keyring, unwrap_with_key_file, unwrap_with_passphrase, wrap_kind, wrap_with_key_file,
    wrap_with_passphrase,
};

const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);
const OTHER_JOURNAL: JournalId = JournalId::from_bytes([2; 16]);
const WRAP_ID: [u8; 16] = [7; 16];
const PASSPHRASE: &str = "seven small bowls";

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
    let cost = PassphraseCost::lowest_for_tests();
    let wrapped = wrap_with_passphrase(JOURNAL, WRAP_ID, &key, PASSPHRASE, cost, &mut entropy).unwrap();
    (key, wrapped)
}

fn key_file_wrap() -> (UnlockKey, FileKey, Vec<u8>) {
    let mut entropy = SeededEntropy::new(3);
    let key = UnlockKey::make(&mut entropy).unwrap();
    let file_key = FileKey::make(&mut entropy).unwrap();
    let wrapped = wrap_with_key_file(JOURNAL, WRAP_ID, &key, &file_key, &mut entropy).unwrap();
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
        let refused = unwrap_with_passphrase(JOURNAL, WRAP_ID, &wrapped, other).unwrap_err();
        assert_eq!(refused, WrapError::WrongSecret);
    }
    let elsewhere = unwrap_with_passphrase(OTHER_JOURNAL, WRAP_ID, &wrapped, PASSPHRASE).unwrap_err();
    assert_eq!(elsewhere, WrapError::WrongSecret);
    let moved = unwrap_with_passphrase(JOURNAL, [8; 16], &wrapped, PASSPHRASE).unwrap_err();
    assert_eq!(moved, WrapError::Damaged);

    let (_, file_key, wrapped_by_file) = key_file_wrap();
    let other_file = FileKey::make(&mut SeededEntropy::new(99)).unwrap();
    let refused = unwrap_with_key_file(JOURNAL, WRAP_ID, &wrapped_by_file, &other_file).unwrap_err();
    assert_eq!(refused, WrapError::WrongSecret);
    let other_kind = unwrap_with_key_file(JOURNAL, WRAP_ID, &wrapped, &file_key).unwrap_err();
    assert_eq!(other_kind, WrapError::OtherKind { needed: WrapKind::Passphrase });
    let other_kind = unwrap_with_passphrase(JOURNAL, WRAP_ID, &wrapped_by_file, PASSPHRASE).unwrap_err();
    assert_eq!(other_kind, WrapError::OtherKind { needed: WrapKind::KeyFile });
}

#[test]
fn two_wraps_hold_one_unlock_key() {
    let mut entropy = SeededEntropy::new(4);
    let unlock_key = UnlockKey::make(&mut entropy).unwrap();
    let (ring, device) = (keyring(&[0, 1]), DeviceKey::make(&mut entropy).unwrap());
    let record = seal_keyring(JOURNAL, &unlock_key, &ring, &device, &mut entropy).unwrap();
    let file_key = FileKey::make(&mut entropy).unwrap();
    let cost = PassphraseCost::lowest_for_tests();
    let one = wrap_with_passphrase(JOURNAL, [1; 16], &unlock_key, PASSPHRASE, cost, &mut entropy).unwrap();
    let two = wrap_with_key_file(JOURNAL, [2; 16], &unlock_key, &file_key, &mut entropy).unwrap();

    let by_passphrase = unwrap_with_passphrase(JOURNAL, [1; 16], &one, PASSPHRASE).unwrap();
    let by_file = unwrap_with_key_file(JOURNAL, [2; 16], &two, &file_key).unwrap();
    for key in [by_passphrase, by_file] {
        let (opened, same_device) = open_keyring(JOURNAL, &key, &record).unwrap();
        assert_eq!(opened.current(), Epoch(1));
        assert_eq!(same_device.id(), device.id());
    }
}

#[test]
fn a_rotten_wrap_is_called_damaged_not_a_wrong_passphrase() {
    let (_, wrapped) = passphrase_wrap();
    // Byte 0 is the version: flipped, it reads as a newer one.
    for position in 1..wrapped.len() {
        let mut flipped = wrapped.clone();
        flipped[position] ^= 4;
        let refused = unwrap_with_passphrase(JOURNAL, WRAP_ID, &flipped, PASSPHRASE).unwrap_err();
        assert_eq!(refused, WrapError::Damaged, "byte {position}");
    }
    for length in 0..wrapped.len() {
        assert_eq!(wrap_kind(&wrapped[..length]), Err(WrapError::Damaged), "length {length}");
    }
}

#[test]
fn a_planted_wrap_can_neither_hang_nor_exhaust_the_phone() {
    let (_, wrapped) = passphrase_wrap();
    let costs = [(18, 1_048_577), (18, 8_191), (22, 0), (22, 11), (26, 0), (26, 5), (18, u32::MAX)];
    for (offset, number) in costs {
        let planted = with_checksum(&wrapped, |body| {
            body[offset..offset + 4].copy_from_slice(&u32::to_be_bytes(number));
        });
        let refused = unwrap_with_passphrase(JOURNAL, WRAP_ID, &planted, PASSPHRASE).unwrap_err();
        assert!(matches!(refused, WrapError::CostOutOfBounds { .. }), "{number} at {offset}");
    }
    // A cheaper but allowed cost opens nothing either: it gives another key.
    let cheaper = with_checksum(&wrapped, |body| body[25] = 2);
    let refused = unwrap_with_passphrase(JOURNAL, WRAP_ID, &cheaper, PASSPHRASE).unwrap_err();
    assert_eq!(refused, WrapError::WrongSecret);
}

#[test]
fn every_forged_byte_of_a_wrap_is_refused_even_with_a_right_checksum() {
    let (_, file_key, wrapped) = key_file_wrap();
    let unforged = with_checksum(&wrapped, |_| {});
    assert!(unwrap_with_key_file(JOURNAL, WRAP_ID, &unforged, &file_key).is_ok());
    for position in 0..wrapped.len() - 8 {
        let forged = with_checksum(&wrapped, |body| body[position] ^= 1);
        assert!(unwrap_with_key_file(JOURNAL, WRAP_ID, &forged, &file_key).is_err(), "byte {position}");
    }
    let unknown_kind = with_checksum(&wrapped, |body| body[1] = 3);
    assert_eq!(wrap_kind(&unknown_kind), Err(WrapError::UnsupportedKind(3)));
    let endless = with_checksum(&wrapped, |body| body.resize(2_000, 0));
    assert_eq!(wrap_kind(&endless), Err(WrapError::Damaged));
    let newer = with_checksum(&wrapped, |body| body[0] = 2);
    assert_eq!(wrap_kind(&newer), Err(WrapError::UnsupportedVersion(2)));
}

#[test]
fn empty_and_endless_passphrases_are_refused() {
    let mut entropy = SeededEntropy::new(1);
    let key = UnlockKey::make(&mut entropy).unwrap();
    let cost = PassphraseCost::lowest_for_tests();
    let mut wrap = |passphrase: &str| {
        wrap_with_passphrase(JOURNAL, WRAP_ID, &key, passphrase, cost, &mut entropy).map(|_| ())
    };
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
    let sealed = sealer(&[0]).seal(Purpose::Tail, b"", b"x", &mut NoEntropy);
    assert_eq!(sealed, Err(SealError::EntropyUnavailable));
    let wrapped = wrap_with_key_file(JOURNAL, WRAP_ID, &key, &file_key, &mut NoEntropy);
    assert_eq!(wrapped, Err(WrapError::EntropyUnavailable));
}

#[test]
fn secrets_are_not_shown() {
    let (key, _) = passphrase_wrap();
    assert_eq!(format!("{key:?}"), "UnlockKey { .. }");
    let shown = format!("{:?}", sealer(&[0]));
    assert_eq!(shown, "Sealer { journal: JournalId(0101…), current: Epoch(0), .. }");
}

#[test]
fn a_sealer_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Sealer>();
    shared::<Keyring>();
    shared::<UnlockKey>();
    shared::<DeviceKey>();
}
