//! Audit files: whatever is not one that a device sealed is refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nourish_journal::AuditSummary;

fuzz_target!(|bytes: &[u8]| {
    let _ = AuditSummary::of(bytes);
});
