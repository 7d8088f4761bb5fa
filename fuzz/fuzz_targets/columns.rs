//! Columns: whatever is taken for entries comes through columns again unchanged, as a whole and one by one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nourish_record::{pack, unpack, unpack_chosen};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(entries) = unpack(bytes) {
        assert_eq!(unpack(&pack(&entries)).unwrap(), entries);
        let every_second = |place: usize| place % 2 == 1;
        let chosen = unpack_chosen(bytes, |seen| Some((0..seen.len()).map(every_second).collect()));
        let expected: Vec<_> = entries.into_iter().skip(1).step_by(2).collect();
        assert_eq!(chosen.unwrap().unwrap(), expected);
    }
});
