//! Amounts as people write them, turned into whole numbers of small units without ever passing through a float.

use crate::invalid::Problem;

/// A decimal number exactly as written: `digits` x 10^-`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// All digits, with sign.
    pub digits: i128,
    /// How many of them stand behind the point.
    pub scale: u32,
}

/// Most digits that a number may have: enough for any measurement, too few to overflow.
const MAX_DIGITS: usize = 18;

impl Decimal {
    /// Reads `62`, `-3.5` or `62,4`: one point *or* comma, no grouping, no exponent.
    ///
    /// # Errors
    /// [`Problem::NotANumber`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let (negative, unsigned) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = unsigned.split_once(['.', ',']).unwrap_or((unsigned, ""));
        let digits = format!("{whole}{fraction}");
        let plain = !whole.is_empty()
            && digits.len() <= MAX_DIGITS
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number: i128 = plain.then(|| digits.parse().ok()).flatten().ok_or(Problem::NotANumber)?;
        let scale = u32::try_from(fraction.len()).map_err(|_| Problem::NotANumber)?;
        Ok(Self { digits: if negative { -number } else { number }, scale })
    }

    /// This number times `numerator / denominator`, to the nearest whole number, halves to even.
    pub fn times(self, numerator: i128, denominator: i128) -> Option<i64> {
        let over = self.digits.checked_mul(numerator)?;
        let under = 10i128.checked_pow(self.scale)?.checked_mul(denominator)?;
        i64::try_from(round_half_even(over, under)?).ok()
    }
}

/// `over / under` to the nearest whole number, halves to even. `under` must be positive.
fn round_half_even(over: i128, under: i128) -> Option<i128> {
    let floor = over.checked_div_euclid(under)?;
    let twice = over.checked_rem_euclid(under)?.checked_mul(2)?;
    let up = twice > under || (twice == under && floor % 2 != 0);
    Some(if up { floor + 1 } else { floor })
}

/// A unit that people write, and how many of the stored unit it is, as a fraction.
pub(crate) type Factor = (&'static str, i128, i128);

/// To grams. The international pound is 0.45359237 kg exactly; a stone is 14 of them.
pub(crate) const TO_GRAM: &[Factor] = &[
    ("kg", 1000, 1),
    ("g", 1, 1),
    ("mg", 1, 1000),
    ("lb", 45_359_237, 100_000),
    ("lbs", 45_359_237, 100_000),
    ("[lb_av]", 45_359_237, 100_000),
    ("st", 635_029_318, 100_000),
    ("oz", 45_359_237, 1_600_000),
];
/// To milligrams.
pub(crate) const TO_MILLIGRAM: &[Factor] =
    &[("g", 1000, 1), ("mg", 1, 1), ("kg", 1_000_000, 1), ("µg", 1, 1000), ("ug", 1, 1000)];
/// To thousandths of a kilocalorie (thermochemical calorie, 4.184 J). `Cal` with a capital is the nutrition Calorie.
pub(crate) const TO_KCAL_MILLI: &[Factor] = &[
    ("kcal", 1000, 1),
    ("Cal", 1000, 1),
    ("[Cal]", 1000, 1),
    ("cal", 1, 1),
    ("kJ", 1_000_000, 4184),
    ("kj", 1_000_000, 4184),
];
/// To millilitres. A US fluid ounce is 29.5735295625 ml, an imperial one 28.4130625 ml; plain `fl oz` is the US one.
pub(crate) const TO_MILLILITRE: &[Factor] = &[
    ("ml", 1, 1),
    ("mL", 1, 1),
    ("l", 1000, 1),
    ("L", 1000, 1),
    ("dl", 100, 1),
    ("cl", 10, 1),
    ("fl oz", 295_735_295_625, 10_000_000_000),
    ("fl_oz_us", 295_735_295_625, 10_000_000_000),
    ("fl_oz_imp", 284_130_625, 10_000_000),
];
/// To millimetres.
pub(crate) const TO_MILLIMETRE: &[Factor] =
    &[("cm", 10, 1), ("mm", 1, 1), ("m", 1000, 1), ("in", 254, 10), ("ft", 3048, 10)];
/// To minutes.
pub(crate) const TO_MINUTE: &[Factor] = &[("min", 1, 1), ("h", 60, 1), ("d", 1440, 1)];
/// To thousandths of a degree Celsius; Fahrenheit needs an offset and is handled beside.
pub(crate) const TO_CELSIUS_MILLI: &[Factor] = &[("C", 1000, 1), ("°C", 1000, 1), ("Cel", 1000, 1)];

/// Reads an amount with its unit, like `62.4 kg`, `62,4kg`, `9 st 11 lb`, `1700 kJ` or `7 fl oz`, into whole numbers of the
/// stored unit that `factors` lead to.
///
/// # Errors
/// [`Problem::NotANumber`], [`Problem::UnitMissing`] (a bare number is never guessed at) or [`Problem::UnknownUnit`].
pub fn read_amount(text: &str, factors: &[(&'static str, i128, i128)]) -> Result<i64, Problem> {
    let mut rest = text.trim();
    let mut total: i64 = 0;
    if rest.is_empty() {
        return Err(Problem::NotANumber);
    }
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | '-' | '+' | '\u{2212}'))
            .unwrap_or(rest.len());
        let (number, behind) = rest.split_at_checked(end).ok_or(Problem::NotANumber)?;
        let decimal = Decimal::parse(number)?;
        let behind = behind.trim_start();
        let unit_end = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
        let (unit, after) = behind.split_at_checked(unit_end).ok_or(Problem::UnknownUnit)?;
        let unit = unit.trim();
        if unit.is_empty() {
            return Err(Problem::UnitMissing);
        }
        let (_, over, under) = factors.iter().find(|(name, ..)| *name == unit).ok_or(Problem::UnknownUnit)?;
        let part = decimal.times(*over, *under).ok_or(Problem::NotANumber)?;
        total = total.checked_add(part).ok_or(Problem::NotANumber)?;
        rest = after;
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_weights_in_every_unit_exactly() {
        assert_eq!(read_amount("62.4 kg", TO_GRAM), Ok(62_400));
        assert_eq!(read_amount("62,4kg", TO_GRAM), Ok(62_400));
        assert_eq!(read_amount("150 lb", TO_GRAM), Ok(68_039));
        assert_eq!(read_amount("9 st 11 lb", TO_GRAM), Ok(57_153 + 4_990));
    }

    #[test]
    fn reads_energy_and_fluid() {
        assert_eq!(read_amount("400 kcal", TO_KCAL_MILLI), Ok(400_000));
        assert_eq!(read_amount("400 Cal", TO_KCAL_MILLI), Ok(400_000));
        assert_eq!(read_amount("1673.6 kJ", TO_KCAL_MILLI), Ok(400_000));
        assert_eq!(read_amount("8 fl oz", TO_MILLILITRE), Ok(237));
        assert_eq!(read_amount("0.25 l", TO_MILLILITRE), Ok(250));
    }

    #[test]
    fn never_guesses_a_unit() {
        assert_eq!(read_amount("62.4", TO_GRAM), Err(Problem::UnitMissing));
        assert_eq!(read_amount("62.4 ml", TO_GRAM), Err(Problem::UnknownUnit));
        assert_eq!(read_amount("1e3 kg", TO_GRAM), Err(Problem::UnknownUnit));
        for text in ["", "kg", "6.2.4 kg", "1,000.5 kg"] {
            assert_eq!(read_amount(text, TO_GRAM), Err(Problem::NotANumber), "{text}");
        }
    }

    #[test]
    fn rounds_halves_to_even() {
        assert_eq!(Decimal::parse("0.5").unwrap().times(1, 1), Some(0));
        assert_eq!(Decimal::parse("1.5").unwrap().times(1, 1), Some(2));
        assert_eq!(Decimal::parse("-1.5").unwrap().times(1, 1), Some(-2));
    }

    proptest! {
        #[test]
        fn grams_survive_being_written_as_kilograms(grams in 1_000i64..500_000, comma: bool) {
            let text = format!("{}.{:03} kg", grams / 1000, grams % 1000);
            let text = if comma { text.replace('.', ",") } else { text };
            prop_assert_eq!(read_amount(&text, TO_GRAM), Ok(grams));
        }

        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = read_amount(&text, TO_GRAM);
        }
    }
}
