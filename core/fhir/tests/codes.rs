//! Every code that is written stands in the list that was taken from its source, and says there what it says here.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use nourish_fhir::codes::{ALL, Code};
use std::collections::BTreeSet;

/// System, code, display and source. Those of `r4`, `gps` and `hl7` were found by a program in the packages that `codes/table.rs`
/// names; those of `mii`, `2.68` and `list` were looked up one by one. Displays of SNOMED CT bear their semantic tag.
const STORED: &str = include_str!("codes.txt");

/// What a SNOMED display says before its semantic tag.
fn untagged(display: &str) -> &str {
    display.rsplit_once(" (").filter(|(_, tag)| tag.ends_with(')')).map_or(display, |(head, _)| head)
}

fn stored(code: &Code) -> Option<(&'static str, &'static str)> {
    let system = format!("{:?}", code.system);
    STORED.lines().find_map(|line| {
        let mut cells = line.split('\t');
        let is_it = cells.next() == Some(&system) && cells.next() == Some(code.code);
        is_it.then(|| Some((cells.next()?, cells.next()?))).flatten()
    })
}

#[test]
fn every_code_is_in_the_stored_list() {
    for code in ALL {
        let (display, source) =
            stored(code).unwrap_or_else(|| panic!("{:?} {} is not stored", code.system, code.code));
        let is_snomed = format!("{:?}", code.system) == "Snomed";
        assert_eq!(if is_snomed { untagged(display) } else { display }, code.display, "{}", code.code);
        assert_eq!(source, code.source, "{}", code.code);
    }
    assert_eq!(STORED.lines().count(), ALL.len(), "the list holds nothing that is not written");
}

#[test]
fn snomed_is_of_the_free_set_alone() {
    for code in ALL.iter().filter(|code| format!("{:?}", code.system) == "Snomed") {
        assert_eq!(code.source, "gps", "{}", code.code);
    }
}

#[test]
fn no_code_stands_twice() {
    let unique: BTreeSet<_> = ALL.iter().map(|code| (code.system, code.code)).collect();
    assert_eq!(unique.len(), ALL.len());
}

/// The check digit of a LOINC number: its digits by modulus 10, as LOINC's guide says.
#[test]
fn loinc_numbers_bear_their_check_digit() {
    for code in ALL.iter().filter(|code| format!("{:?}", code.system) == "Loinc") {
        let (number, check) = code.code.split_once('-').unwrap();
        let digits: Vec<u32> = number.chars().rev().map(|digit| digit.to_digit(10).unwrap()).collect();
        let sum: u32 = digits
            .iter()
            .enumerate()
            .map(|(place, digit)| {
                if place % 2 == 0 {
                    let twice = digit * 2;
                    twice / 10 + twice % 10
                } else {
                    *digit
                }
            })
            .sum();
        assert_eq!(((10 - sum % 10) % 10).to_string(), check, "{}", code.code);
    }
}
