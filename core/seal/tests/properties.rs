//! What holds for every input: round trips, and decoders that answer hostile bytes with an error.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use nourish_seal::{
    FileKey, JournalId, Keyring, Purpose, SealError, Sealer, SeededEntropy, SignedHead, UnlockKey,
    open_keyring, padded_length, unwrap_with_key_file, wrap_kind,
};
use proptest::collection::vec;
use proptest::prelude::*;

const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

fn sealer(seed: u64) -> Sealer {
    Sealer::new(JOURNAL, &Keyring::make(&mut SeededEntropy::new(seed)).unwrap()).unwrap()
}

/// Random bytes, often with a right version in front so that a decoder goes further.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        vec(any::<u8>(), 0..600),
        vec(any::<u8>(), 0..600).prop_map(|rest| [&[1], &rest[..]].concat()),
        vec(any::<u8>(), 0..600).prop_map(|rest| [&[1, 0, 0, 0, 0], &rest[..]].concat()),
    ]
}

fn purpose() -> impl Strategy<Value = Purpose> {
    proptest::sample::select(&Purpose::ALL[..])
}

proptest! {
    #[test]
    fn what_is_sealed_opens(
        purpose in purpose(),
        place in vec(any::<u8>(), 0..=256),
        data in vec(any::<u8>(), 0..3_000),
        seed: u64,
    ) {
        let sealer = sealer(seed);
        let sealed = sealer.seal(purpose, &place, &data, &mut SeededEntropy::new(seed)).unwrap();
        prop_assert_eq!(sealed.len(), 49 + padded_length(data.len()) + 16);
        prop_assert_eq!(sealer.open(purpose, &place, &sealed).unwrap(), data);
    }

    #[test]
    fn a_changed_byte_never_opens(
        data in vec(any::<u8>(), 0..600),
        position: proptest::sample::Index,
        change in 1_u8..,
    ) {
        let sealer = sealer(1);
        let mut sealed = sealer.seal(Purpose::Batch, b"p", &data, &mut SeededEntropy::new(2)).unwrap();
        let position = position.index(sealed.len());
        sealed[position] ^= change;
        prop_assert!(sealer.open(Purpose::Batch, b"p", &sealed).is_err());
    }

    #[test]
    fn another_place_never_opens(one in vec(any::<u8>(), 0..40), other in vec(any::<u8>(), 0..40)) {
        prop_assume!(one != other);
        let sealer = sealer(1);
        let sealed = sealer.seal(Purpose::Tail, &one, b"x", &mut SeededEntropy::new(2)).unwrap();
        prop_assert_eq!(sealer.open(Purpose::Tail, &other, &sealed), Err(SealError::Tampered));
    }

    #[test]
    fn no_decoder_panics_or_accepts_random_bytes(bytes in hostile(), place in vec(any::<u8>(), 0..300)) {
        let unlock_key = UnlockKey::make(&mut SeededEntropy::new(1)).unwrap();
        let file_key = FileKey::make(&mut SeededEntropy::new(2)).unwrap();
        prop_assert!(sealer(1).open(Purpose::Tail, &place, &bytes).is_err());
        prop_assert!(open_keyring(JOURNAL, &unlock_key, &bytes).is_err());
        prop_assert!(wrap_kind(&bytes).is_err());
        prop_assert!(unwrap_with_key_file(JOURNAL, [0; 16], &bytes, &file_key).is_err());
        prop_assert!(FileKey::parse(&String::from_utf8_lossy(&bytes)).is_err());
        if let Ok(head) = SignedHead::decode(&bytes) {
            prop_assert!(head.verify(JOURNAL).is_err());
        }
    }

    #[test]
    fn a_decoded_keyring_encodes_to_the_same_bytes(bytes in hostile()) {
        if let Ok(keyring) = Keyring::decode(&bytes) {
            prop_assert_eq!(&*keyring.encode(), &bytes);
        }
    }

    #[test]
    fn a_key_file_survives_its_text(seed: u64) {
        let text = FileKey::make(&mut SeededEntropy::new(seed)).unwrap().to_text();
        prop_assert_eq!(FileKey::parse(&text).unwrap().to_text(), text);
    }
}
