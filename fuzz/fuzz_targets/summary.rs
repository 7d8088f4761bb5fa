//! Day summaries: what is read is written back to what reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nourish_record::DaySummary;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(days) = DaySummary::unpack(bytes) {
        let again = DaySummary::unpack(&DaySummary::pack(&days)).unwrap();
        assert_eq!(again.len(), days.len());
    }
});
