//! Columns: whatever is taken for entries comes through columns again unchanged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nourish_record::{pack, unpack};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(entries) = unpack(bytes) {
        assert_eq!(unpack(&pack(&entries)).unwrap(), entries);
    }
});
