//! What a mailbox's server reads: the headers of a signature, settings, the address of a store, requests, the name of a journal.
#![no_main]

#[path = "../../server/tests/reading/mod.rs"]
mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some((which, bytes)) = bytes.split_first() {
        let _ = reading::take(*which, bytes);
    }
});
