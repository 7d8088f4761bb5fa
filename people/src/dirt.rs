//! The slips that people and scales make.

use crate::random::Sequence;
use crate::rates;

/// What an app takes for a weight at all, g.
const TAKEN_G: std::ops::RangeInclusive<i64> = 20_000..=300_000;

/// What becomes of a weight on its way to the journal, g: itself, nearly always, and where the slip would be refused.
pub(crate) fn slip(draws: &mut Sequence, weight_g: i64) -> i64 {
    let drawn = draws.below(1_000);
    let (swapped, pounds) = (rates::SWAPPED_DIGITS, rates::SWAPPED_DIGITS + rates::POUNDS);
    let slipped = if drawn < swapped {
        with_digits_swapped(weight_g)
    } else if drawn < pounds {
        in_pounds(weight_g)
    } else if drawn < pounds + rates::SOMEBODY_ELSE {
        draws.between(45, 98) * 1_000 + draws.between(0, 9) * 100
    } else {
        weight_g
    };
    if TAKEN_G.contains(&slipped) { slipped } else { weight_g }
}

/// The two digits of the whole kilograms changed places: 68.4 kg as 86.4 kg. Three digits keep their first.
fn with_digits_swapped(weight_g: i64) -> i64 {
    let (kilograms, rest) = (weight_g / 1_000, weight_g % 1_000);
    let (above, tens, ones) = (kilograms / 100, kilograms / 10 % 10, kilograms % 10);
    (above * 100 + ones * 10 + tens) * 1_000 + rest
}

/// The number of pounds, read as kilograms, to a tenth.
const fn in_pounds(weight_g: i64) -> i64 {
    weight_g * 22_046 / 10_000 / 100 * 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_swapped() {
        assert_eq!(with_digits_swapped(68_400), 86_400);
        assert_eq!(with_digits_swapped(102_350), 120_350);
        assert_eq!(with_digits_swapped(55_000), 55_000);
    }

    #[test]
    fn pounds_stay_pounds() {
        // 68.4 kg are 150.79 pounds.
        assert_eq!(in_pounds(68_400), 150_700);
    }

    #[test]
    fn slips_are_rare() {
        let mut draws = Sequence::of(&[5]);
        let slipped = (0..20_000).filter(|_| slip(&mut draws, 68_400) != 68_400).count();
        // Eight of a thousand are expected; four standard deviations are 50.
        assert!((110..210).contains(&slipped), "{slipped}");
    }
}
