//! Vectors of heads: signed, sealed, and of one form.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use nourish_seal::{ChainHash, DeviceId, DeviceKey, Epoch, Head, JournalId, Keyring, Sealer, SeededEntropy};
use nourish_sync::{Heads, HeadsError, NO_STATEMENT};

const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

fn heads() -> (DeviceKey, Heads) {
    let key = DeviceKey::make(&mut SeededEntropy::new(3)).unwrap();
    let head = |device: u8| {
        let device = DeviceId::from_bytes([device; 16]);
        Head { device, seq: u64::MAX, hash: ChainHash::start(JOURNAL, device) }
    };
    let heads = Heads::sign(&key, JOURNAL, (7, -5), (2, NO_STATEMENT), vec![head(9), head(4)]);
    (key, heads)
}

#[test]
fn heads_come_back_whole_and_no_part_of_them_does() {
    let (key, heads) = heads();
    let encoded = heads.encode();
    let decoded = Heads::decode(&encoded).unwrap();
    assert_eq!(decoded, heads);
    assert!(decoded.verify(JOURNAL, &key.public()).is_ok());
    for length in 0..encoded.len() {
        assert_eq!(Heads::decode(&encoded[..length]), Err(HeadsError::Malformed), "{length} bytes");
    }
    let newer = [&[2][..], &encoded[1..]].concat();
    assert_eq!(Heads::decode(&newer), Err(HeadsError::NewerVersion(2)));
}

#[test]
fn a_bit_that_is_flipped_anywhere_makes_them_somebody_elses_or_nothing() {
    let (key, heads) = heads();
    let encoded = heads.encode();
    for at in 0..encoded.len() {
        let mut flipped = encoded.clone();
        flipped[at] ^= 1;
        let holds = Heads::decode(&flipped).is_ok_and(|heads| heads.verify(JOURNAL, &key.public()).is_ok());
        assert!(!holds, "byte {at}");
    }
    assert!(heads.verify(JournalId::from_bytes([2; 16]), &key.public()).is_err());
}

#[test]
fn they_open_in_their_journal_alone() {
    let (_, heads) = heads();
    let keyring = Keyring::make(&mut SeededEntropy::new(1)).unwrap();
    let sealer = Sealer::new(JOURNAL, &keyring).unwrap();
    let sealed = heads.seal(&sealer, Epoch(0)).unwrap();
    assert_eq!(Heads::open(&sealer, &sealed), Ok(heads.clone()));
    let other = Sealer::new(JournalId::from_bytes([2; 16]), &keyring).unwrap();
    assert!(matches!(Heads::open(&other, &sealed), Err(HeadsError::Sealed(_))));
    assert!(heads.seal(&sealer, Epoch(1)).is_err());
}
