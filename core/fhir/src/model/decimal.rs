//! A decimal as it is written: 66.40 stays 66.40.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Number;
use std::fmt;

/// A number exactly as it is written. It never passes through a float.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Decimal(Number);

impl Decimal {
    /// Reads `62`, `-3.5` or `62.40`.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }

    /// The number that JSON gave.
    pub const fn of(number: Number) -> Self {
        Self(number)
    }

    /// A number of thousandths (`places` 3), tenths (1), or whole ones (0), without trailing zeros.
    pub fn scaled(number: i64, places: u32) -> Self {
        let per = 10u64.saturating_pow(places);
        let (whole, rest) = (number.unsigned_abs() / per, number.unsigned_abs() % per);
        let sign = if number < 0 { "-" } else { "" };
        let digits = places as usize;
        let fraction = if digits == 0 { String::new() } else { format!(".{rest:0digits$}") };
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        Self::parse(&format!("{sign}{whole}{fraction}")).unwrap_or_else(|| Self(Number::from(number)))
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(Number::from(number))
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Number::deserialize(deserializer).map(Self)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Decimal(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_as_it_is_written() {
        for text in ["66.40", "0.10", "-3.5", "62", "0.000000000001", "12345678901234567.89"] {
            let read: Decimal = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
        }
    }

    #[test]
    fn scales_exactly() {
        let shown = |number, places| Decimal::scaled(number, places).to_string();
        assert_eq!(shown(62_400, 3), "62.4");
        assert_eq!(shown(62_000, 3), "62");
        assert_eq!(shown(5, 3), "0.005");
        assert_eq!(shown(-500, 3), "-0.5");
        assert_eq!(shown(100, 0), "100");
        assert_eq!(shown(0, 3), "0");
    }
}
