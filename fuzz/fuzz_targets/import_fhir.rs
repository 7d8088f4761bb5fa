//! FHIR bundles and this project's own JSON files.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;
use nourish_exchange::Format;

fuzz_target!(|bytes: &[u8]| {
    reading::read_as(
        &[Format::FhirBundle, Format::ProfileJson, Format::PlanJson, Format::CheckInJson],
        bytes,
    );
});
