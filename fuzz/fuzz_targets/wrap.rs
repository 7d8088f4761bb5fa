//! A way to unlock, as it lies in the file for everybody to change.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = nourish_seal::wrap_face(bytes);
});
