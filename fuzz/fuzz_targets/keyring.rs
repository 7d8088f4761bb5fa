//! A keyring after its seal was opened, and a signed head.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nourish_seal::{JournalId, Keyring, SignedHead};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(keyring) = Keyring::decode(bytes) {
        assert_eq!(&**keyring.encode(), bytes);
    }
    if let Ok(head) = SignedHead::decode(bytes) {
        assert_eq!(head.encode(), bytes);
        let _ = head.verify(JournalId::from_bytes([7; 16]));
    }
});
