//! A laboratory's table, with units said and not said.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;
use nourish_exchange::{Answers, DateOrder, Format};

fuzz_target!(|bytes: &[u8]| {
    reading::read_as(&[Format::LabCsv], bytes);
    let answers = Answers { dates: Some(DateOrder::MonthFirst), ..Answers::default() };
    let answers = answers.with_unit("albumin", "g/dL").with_unit("crp", "none of its units");
    reading::read_answered(&[Format::LabCsv], bytes, &answers);
});
