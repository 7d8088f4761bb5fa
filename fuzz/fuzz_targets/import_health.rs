//! Lines of Health Connect's records.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;
use nourish_exchange::Format;

fuzz_target!(|bytes: &[u8]| {
    reading::read_as(&[Format::HealthConnectJson], bytes);
});
