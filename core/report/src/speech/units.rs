//! Units, and how imperial ones come from those that are stored. Exact: one rounding, halves to even.

use nourish_record::Decimal;

/// The units in which a report tells body weight, temperature and fluids drunk. Laboratory values, feeds and doses keep theirs, and
/// a report's data are metric always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Units {
    /// kg, °C, ml.
    #[default]
    Metric,
    /// lb, °F, fl oz (of the United States).
    Imperial,
}

/// Tenths of a pound. The international pound is 0.45359237 kg exactly.
pub(super) fn tenths_of_pounds(weight: Decimal) -> Option<i64> {
    weight.times(1_000_000, 45_359_237)
}

/// Fluid ounces of millilitres. One is 29.5735295625 ml exactly.
pub(super) fn fluid_ounces(volume: Decimal) -> Option<i64> {
    volume.times(10_000_000_000, 295_735_295_625)
}

/// Tenths of a degree Fahrenheit of thousandths of a degree Celsius.
pub(super) fn tenths_of_fahrenheit(celsius_milli: Decimal) -> Option<i64> {
    // (C x 9 / 5 + 32) x 10, of thousandths: (18 x milli + 320 000) / 1000.
    let one = 10i128.checked_pow(celsius_milli.scale)?;
    let shifted = celsius_milli.digits.checked_mul(18)?.checked_add(one.checked_mul(320_000)?)?;
    Decimal { digits: shifted, scale: celsius_milli.scale }.times(1, 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(number: i128) -> Decimal {
        Decimal { digits: number, scale: 0 }
    }

    #[test]
    fn pounds_are_rounded_once() {
        // 61.449 kg is 135.4718 lb, 61.4 kg is 135.3638 lb: the tenth differs.
        assert_eq!([tenths_of_pounds(of(61_449)), tenths_of_pounds(of(61_400))], [Some(1355), Some(1354)]);
        // 100 lb is 45 359.237 g: a gram less is 99.9995, still 100.0; 45 336 g is 99.9488, 99.9.
        assert_eq!([tenths_of_pounds(of(45_359)), tenths_of_pounds(of(45_336))], [Some(1000), Some(999)]);
        assert_eq!(tenths_of_pounds(of(0)), Some(0));
    }

    #[test]
    fn ounces_and_fahrenheit_are_rounded_once() {
        // 1 000 ml is 33.814 fl oz.
        assert_eq!([fluid_ounces(of(1_000)), fluid_ounces(of(0))], [Some(34), Some(0)]);
        // 38.0 C is 100.4 F exactly, 37.99 C is 100.382 F, 37 C is 98.6 F, -40 is -40.
        let tenths = [38_000, 37_990, 37_000, -40_000].map(|milli| tenths_of_fahrenheit(of(milli)));
        assert_eq!(tenths, [Some(1004), Some(1004), Some(986), Some(-400)]);
    }
}
