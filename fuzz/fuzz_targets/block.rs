//! A block after its seal was opened: compressed columns; and the settings of a backup, which are compressed alike.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = nourish_store::fuzzing::block(bytes);
    nourish_store::fuzzing::settings(bytes);
});
