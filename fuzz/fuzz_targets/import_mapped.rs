//! A mapping file and, behind a zero byte, a table that it is to read.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;
use nourish_exchange::{Answers, Format, Mapping};

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let mapping = parts.next().and_then(|bytes| std::str::from_utf8(bytes).ok()).map(Mapping::parse);
    if let Some(Ok(mapping)) = mapping {
        let answers = Answers { mapping: Some(mapping), ..Answers::default() };
        reading::read_answered(&[Format::MappedCsv], parts.next().unwrap_or_default(), &answers);
    }
});
