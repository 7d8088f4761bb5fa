//! A backup: its header and frames, by somebody who has no key to it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    nourish_store::fuzzing::backup(bytes);
});
