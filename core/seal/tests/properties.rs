//! What holds for every input: round trips, and decoders that answer hostile bytes with an error.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use nourish_seal::{
    DeviceKey, EPOCH_GRANT_BYTES, FileKey, JournalId, Keyring, KeystoreKey, Purpose, RECIPIENT_KEY_BYTES,
    RecipientKey, Recovery, RecoveryCode, SealError, Sealer, Secret, SeededEntropy, SignedHead, UnlockKey,
    WrapId, accept_epoch, open_keyring, padded_length, unwrap_key, wrap_face,
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
        prop_assert!(wrap_face(&bytes).is_err());
        let id = WrapId::from_bytes([0; 16]);
        prop_assert!(unwrap_key(JOURNAL, id, &bytes, Secret::KeyFile(&file_key)).is_err());
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

    #[test]
    fn no_text_panics_the_reader_of_recovery_codes(text in "\\PC{0,400}", tail in "[0-9A-Fa-f]{0,60}") {
        // A hit takes a fifteen bit checksum and the right number of words.
        prop_assert!(Recovery::parse(&text).is_err());
        let _ = Recovery::parse(&format!("NOURISH-RECOVERY-1:{tail}"));
        let _ = Recovery::parse(&format!("nourish-share-1:{tail}"));
        let _ = KeystoreKey::from_bytes(text.as_bytes());
    }

    #[test]
    fn no_list_of_words_panics_the_reader(places in vec(0..2048_usize, 0..20), separator in "[ ,;\n\t]{1,3}") {
        let list = bip39::Language::English.word_list();
        let words: Vec<&str> = places.iter().map(|place| list[*place]).collect();
        if let Ok(Recovery::Code(code)) = Recovery::parse(&words.join(&separator)) {
            prop_assert_eq!(code.to_words().to_string(), words.join(" "));
        }
    }

    #[test]
    fn codes_and_shares_come_back_from_words_and_payloads(seed: u64, first in 0..3_usize, apart in 1..3_usize) {
        let mut entropy = SeededEntropy::new(seed);
        let code = RecoveryCode::make(&mut entropy).unwrap();
        let words = code.to_words();
        for text in [words.to_uppercase(), words.replace(' ', "\n"), code.to_payload().to_lowercase()] {
            prop_assert_eq!(RecoveryCode::parse(&text).unwrap().to_words(), code.to_words());
        }
        let shares = code.split(&mut entropy).unwrap();
        let (one, other) = (&shares[first], &shares[(first + apart) % 3]);
        for text in [one.to_words(), one.to_payload()] {
            let Ok(Recovery::Share(read)) = Recovery::parse(&text) else { panic!("a share is a share") };
            prop_assert_eq!((read.set(), read.number()), (one.set(), one.number()));
            prop_assert_eq!(RecoveryCode::join(&read, other).unwrap().to_words(), code.to_words());
        }
    }

    #[test]
    fn no_grant_or_recipient_key_panics(bytes in vec(any::<u8>(), EPOCH_GRANT_BYTES), short in vec(any::<u8>(), 0..90)) {
        let device = DeviceKey::make(&mut SeededEntropy::new(1)).unwrap();
        for hostile in [&bytes[..], &[&[1], &bytes[1..]].concat(), &short] {
            prop_assert!(accept_epoch(JOURNAL, &device, hostile).is_err());
        }
        let _ = RecipientKey::from_bytes(&bytes);
        let _ = RecipientKey::from_bytes(&[&bytes[..], &short].concat()[..RECIPIENT_KEY_BYTES.min(bytes.len())]);
    }
}
