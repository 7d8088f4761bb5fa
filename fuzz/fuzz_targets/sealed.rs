//! Sealed bytes: nothing that was not sealed opens.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nourish_seal::{JournalId, Keyring, Purpose, Sealer, SeededEntropy};
use std::sync::OnceLock;

fuzz_target!(|bytes: &[u8]| {
    static SEALER: OnceLock<Sealer> = OnceLock::new();
    let sealer = SEALER.get_or_init(|| {
        let keyring = Keyring::make(&mut SeededEntropy::new(1)).unwrap();
        Sealer::new(JournalId::from_bytes([7; 16]), &keyring).unwrap()
    });
    // The seed in the corpus was sealed to another place.
    assert!(sealer.open(Purpose::Tail, b"here", bytes).is_err());
});
