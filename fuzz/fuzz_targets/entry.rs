//! An entry: whatever is taken for one is written back as it came.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nourish_record::{Entry, Timeline};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(entry) = Entry::decode(bytes) {
        assert_eq!(entry.encode(), bytes);
        let _ = Timeline::of([entry]);
    }
});
