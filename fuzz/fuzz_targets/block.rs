//! A block after its seal was opened: compressed columns.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = nourish_store::fuzzing::block(bytes);
});
