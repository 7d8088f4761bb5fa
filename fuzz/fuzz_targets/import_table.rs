//! Tables: scales, pumps, diaries, meals.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;
use nourish_exchange::Format;

fuzz_target!(|bytes: &[u8]| {
    reading::read_as(
        &[Format::OpenScaleCsv, Format::ScaleCsv, Format::PumpCsv, Format::DiaryCsv, Format::IntakeCsv],
        bytes,
    );
});
