//! A manifest after its seal was opened: what is read is written back to what reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    nourish_store::fuzzing::manifest(bytes);
});
