//! Exact arithmetic: decimal text in, no rounding inside, rounding for print only.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::cmp::Ordering;

use nourish_rules::{Exact, ExactError};

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

#[test]
fn decimal_literals_are_read_as_written() {
    assert_eq!(exact("19.5"), Exact::ratio(195, 10).unwrap());
    assert_eq!(exact("-0.25"), Exact::ratio(-1, 4).unwrap());
    assert_eq!(exact("1.2e-3"), Exact::ratio(12, 10_000).unwrap());
    assert_eq!(exact("5E+2"), Exact::whole(500));
    assert_eq!(exact("20.000000000000000000000000000000000000000000000"), Exact::whole(20));
    assert_eq!(exact("-0"), Exact::ZERO);
    assert_eq!(exact("0e999999999"), Exact::ZERO);
}

#[test]
fn what_is_no_json_number_is_refused() {
    for text in
        ["", "-", ".5", "5.", "05", "1e", "1e+", "+1", "1,5", "NaN", "1_000", " 1", "0x10", "1.2.3", "--1"]
    {
        assert_eq!(Exact::parse(text), Err(ExactError::NotDecimal), "{text}");
    }
}

#[test]
fn too_many_digits_are_an_error_and_never_rounded() {
    let eighteen_nines = "0.999999999999999999";
    assert!(exact(eighteen_nines) < Exact::whole(1));
    for text in ["1e400", "1e-400", "123456789012345678901234567890123456789012345", "1e99999999999999999999"]
    {
        assert_eq!(Exact::parse(text), Err(ExactError::TooManyDigits), "{text}");
    }
    let large = exact("1e35");
    assert_eq!(large.times(large), Err(ExactError::TooManyDigits));
    let fine = exact("1e-20");
    assert_eq!(fine.times(fine), Err(ExactError::TooManyDigits));
}

#[test]
fn tenths_add_up() {
    assert_eq!(exact("0.1").plus(exact("0.2")), Ok(exact("0.3")));
    assert_eq!(exact("62.0").minus(exact("58.9")), Ok(exact("3.1")));
    assert_eq!(exact("1").over(exact("3")).unwrap().times(exact("3")), Ok(Exact::whole(1)));
    assert_eq!(exact("1").over(Exact::ZERO), Err(ExactError::DivisionByZero));
}

#[test]
fn fifty_one_point_two_kilograms_at_160_centimetres_are_a_bmi_of_20_exactly() {
    // As a float, 51.2 / (1.6 * 1.6) is 19.999999999999996.
    assert_eq!(Exact::body_mass_index(51_200, 1_600), Ok(Exact::whole(20)));
    assert!(Exact::body_mass_index(51_199, 1_600).unwrap() < Exact::whole(20));
    assert_eq!(Exact::body_mass_index(51_200, 0), Err(ExactError::DivisionByZero));
}

#[test]
fn from_62_to_58_point_9_kilograms_is_5_percent_exactly() {
    // As a float, (62.0 - 58.9) / 62.0 * 100 is 5.000000000000003.
    assert_eq!(Exact::percent_lost(exact("62.0"), exact("58.9")), Ok(Exact::whole(5)));
    assert_eq!(Exact::percent_lost(exact("50"), exact("60")), Ok(Exact::whole(-20)));
}

#[test]
fn comparison_needs_no_common_denominator() {
    let nearly = Exact::ratio(10_i128.pow(35) - 1, 10_i128.pow(35)).unwrap();
    let nearer = Exact::ratio(10_i128.pow(35) - 2, 10_i128.pow(35) - 1).unwrap();
    // (n-1)/n > (n-2)/(n-1)
    assert_eq!(nearly.cmp(&nearer), Ordering::Greater);
    assert_eq!(nearer.cmp(&nearly), Ordering::Less);
    assert_eq!(exact("-1.5").cmp(&exact("-1.4")), Ordering::Less);
    assert_eq!(exact("-1.5").cmp(&exact("0")), Ordering::Less);
    assert_eq!(exact("2.50").cmp(&exact("2.5")), Ordering::Equal);
}

#[test]
fn comparison_agrees_with_cross_multiplication() {
    let sample = [-7, -3, -1, 0, 1, 2, 5, 9];
    for a in sample {
        for b in [1, 2, 3, 7] {
            for c in sample {
                for d in [1, 2, 3, 7] {
                    let (left, right) = (Exact::ratio(a, b).unwrap(), Exact::ratio(c, d).unwrap());
                    assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)), "{a}/{b} against {c}/{d}");
                }
            }
        }
    }
}

#[test]
fn parts_too_large_to_multiply_crosswise_compare_as_small_ones_do() {
    // The same whole part in front of every fraction: its digits fill what a product may hold.
    let whole = 10_i128.pow(27);
    let long = |a: i128, b: i128| Exact::ratio(whole * b + a, b).unwrap();
    for b in 10_000_001_i128..10_000_004 {
        for d in 20_000_001_i128..20_000_004 {
            for (a, c) in [(1, 1), (1, 2), (1, 3), (5, 10), (3, 7), (b - 1, d - 1), (b - 1, 1)] {
                let order = (a * d).cmp(&(c * b));
                assert_eq!(long(a, b).cmp(&long(c, d)), order, "{a}/{b} against {c}/{d}");
                assert_eq!(long(-a, b).cmp(&long(-c, d)), order.reverse(), "-{a}/{b} against -{c}/{d}");
                assert_eq!(long(a, b).cmp(&long(a, b)), Ordering::Equal);
            }
        }
    }
}

#[test]
fn print_has_four_decimals_half_to_even_and_no_trailing_zeros() {
    for (text, printed) in [
        ("52.5", "52.5"),
        ("5", "5"),
        ("0.00005", "0"),
        ("0.00015", "0.0002"),
        ("0.00025", "0.0002"),
        ("0.000250000001", "0.0003"),
        ("-0.00015", "-0.0002"),
        ("-0.00001", "0"),
        ("99.99995", "100"),
        ("-12.3450", "-12.345"),
        ("1234567.00004", "1234567"),
    ] {
        assert_eq!(exact(text).to_text(), printed, "{text}");
    }
    assert_eq!(Exact::ratio(1, 3).unwrap().to_text(), "0.3333");
    assert_eq!(Exact::ratio(2, 3).unwrap().to_text(), "0.6667");
}

#[test]
fn a_fraction_keeps_both_parts_below_ten_to_the_36th() {
    let limit = 10_i128.pow(36);
    for (numerator, denominator) in [
        (limit, 1),
        (1, limit),
        (-limit, 1),
        (limit + 1, limit),
        (i128::MIN, 1),
        (1, i128::MIN),
        (i128::MIN, i128::MIN),
    ] {
        let refused = Exact::ratio(numerator, denominator);
        assert_eq!(refused, Err(ExactError::TooManyDigits), "{numerator}/{denominator}");
    }
    for (numerator, denominator) in [(limit - 1, 1), (1, limit - 1), (1 - limit, 1)] {
        assert!(Exact::ratio(numerator, denominator).is_ok(), "{numerator}/{denominator}");
    }
    // What can be reduced is no longer too long.
    assert_eq!(Exact::ratio(2 * limit, limit), Ok(Exact::whole(2)));
    assert_eq!(Exact::ratio(3, -6), Exact::ratio(-1, 2));
}

#[test]
fn shown_to_a_person_it_is_the_printed_text() {
    assert_eq!(format!("{}", exact("18.50")), "18.5");
}

#[test]
fn debug_output_shows_no_value() {
    assert_eq!(format!("{:?}", exact("51.2")), "Exact(..)");
}
