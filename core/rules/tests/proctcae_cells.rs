//! All 179 cells of the PRO-CTCAE composite (Basch, Clin Trials 2021;18:104-114, supplementary table S2), transcribed
//! here a second time, grouped by grade instead of by row.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use nourish_rules::Tables;
use nourish_rules::score::{Attribute, ProctcaeInput, proctcae_composite};

use Attribute::{Amount, Frequency, Interference, Presence, Severity};

fn grade(attributes: &[Attribute], scores: &[u8]) -> Option<i32> {
    let mut input = ProctcaeInput { attributes: Some(attributes.to_vec()), ..ProctcaeInput::default() };
    for (attribute, score) in attributes.iter().zip(scores) {
        match attribute {
            Frequency => input.frequency = Some(*score),
            Severity => input.severity = Some(*score),
            Interference => input.interference = Some(*score),
            Amount => input.amount = Some(*score),
            Presence => input.presence = Some(*score),
        }
    }
    proctcae_composite(&Tables::built_in().unwrap(), &input).unwrap().grade
}

/// Checks the five grades of a row, for the last answer from 0 to 4.
fn row(expected: &str, attributes: &[Attribute], leading: &[u8]) {
    let found: String = (0..5)
        .map(|last| {
            let scores: Vec<u8> = leading.iter().copied().chain([last]).collect();
            grade(attributes, &scores)
                .map_or('-', |grade| char::from_digit(grade.try_into().unwrap(), 10).unwrap())
        })
        .collect();
    assert_eq!(found, expected, "{attributes:?} {leading:?}");
}

#[test]
fn a_leading_zero_is_grade_zero_whatever_follows() {
    let triple = [Frequency, Severity, Interference];
    for second in 0..5 {
        row("00000", &triple, &[0, second]);
    }
    for pair in [[Frequency, Severity], [Frequency, Interference], [Severity, Interference]] {
        row("00000", &pair, &[0]);
    }
}

#[test]
fn the_hundred_cells_of_three_item_terms() {
    let triple = [Frequency, Severity, Interference];
    let printed = [
        ("01122", vec![[1, 0], [2, 0]]),
        ("11122", vec![[1, 1], [2, 1], [3, 0], [3, 1], [4, 0]]),
        ("11223", vec![[4, 1]]),
        ("12223", vec![[1, 2]]),
        ("22233", vec![[1, 3], [2, 2], [2, 3], [3, 2], [4, 2]]),
        ("22333", vec![[1, 4], [2, 4], [3, 3], [3, 4], [4, 3], [4, 4]]),
    ];
    assert_eq!(printed.iter().map(|(_, rows)| rows.len()).sum::<usize>(), 20);
    for (cells, rows) in printed {
        for leading in rows {
            row(cells, &triple, &leading);
        }
    }
}

#[test]
fn the_cells_of_two_item_terms() {
    for (pair, rows) in [
        ([Frequency, Severity], ["11122", "11222", "11233", "11233"]),
        ([Frequency, Interference], ["11122", "11122", "11233", "11233"]),
        ([Severity, Interference], ["11122", "11223", "12233", "22233"]),
    ] {
        for (lead, cells) in (1..5).zip(rows) {
            row(cells, &pair, &[lead]);
        }
    }
}

#[test]
fn the_cells_of_one_item_terms() {
    row("01123", &[Frequency], &[]);
    row("01233", &[Severity], &[]);
    row("01122", &[Amount], &[]);
    assert_eq!(grade(&[Presence], &[0]), None);
    assert_eq!(grade(&[Presence], &[1]), None);
}

#[test]
fn the_traps_named_in_the_literature() {
    let triple = [Frequency, Severity, Interference];
    assert_eq!(grade(&triple, &[4, 4, 0]), Some(2), "not the maximum");
    assert_eq!(grade(&[Severity, Interference], &[3, 0]), Some(1));
    assert_eq!(grade(&[Severity], &[3]), Some(3));
    assert_eq!(grade(&[Frequency, Severity], &[2, 4]), Some(2));
    assert_eq!(grade(&[Frequency, Severity], &[3, 3]), Some(3));
    assert_eq!(grade(&triple, &[1, 0, 0]), Some(0));
    assert_eq!(grade(&[Frequency, Severity], &[1, 0]), Some(1));
    assert_eq!(grade(&[Severity, Frequency], &[0, 1]), Some(1), "the order of asking does not matter");
}

#[test]
fn a_missing_third_answer_does_not_fall_back_to_the_two_item_grid() {
    assert_eq!(grade(&[Frequency, Severity, Interference], &[3, 3]), None);
}
