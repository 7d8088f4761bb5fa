//! Apple Health exports.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;
use nourish_exchange::Format;

fuzz_target!(|bytes: &[u8]| {
    reading::read_as(&[Format::AppleHealthXml], bytes);
});
