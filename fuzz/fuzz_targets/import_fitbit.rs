//! Fitbit's exports and that of Withings, whose units may be said.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;
use nourish_exchange::{Answers, Format};

fuzz_target!(|bytes: &[u8]| {
    let formats = [Format::FitbitCsv, Format::FitbitJson, Format::WithingsCsv];
    reading::read_as(&formats, bytes);
    reading::read_answered(&formats, bytes, &Answers::default().with_unit("weight", "lb"));
});
