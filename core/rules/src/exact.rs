//! Exact rational arithmetic: what clinical thresholds are compared with.
//!
//! A binary float cannot hold 0.1, so `51.2 / (1.6 * 1.6)` falls just short of 20 and a patient changes grade.
//! Here every value is a reduced fraction of two integers. An operation whose result would not fit says so
//! ([`ExactError::TooManyDigits`]); it is never rounded.

use std::cmp::Ordering;
use std::fmt;

/// Numerator and denominator stay below this, so that one more decimal digit always fits into an `i128`.
const LIMIT: i128 = 10_i128.pow(36);

/// An exact rational number.
///
/// # Examples
/// ```
/// use nourish_rules::Exact;
/// let bmi = Exact::body_mass_index(51_200, 1_600)?;
/// assert_eq!(bmi, Exact::whole(20));
/// assert_eq!(Exact::parse("62.0")?.minus(Exact::parse("58.9")?)?, Exact::parse("3.1")?);
/// # Ok::<(), nourish_rules::ExactError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exact {
    numerator: i128,
    denominator: i128,
}

/// Why an exact number could not be had. Never holds the number itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExactError {
    /// The text is not a decimal literal of JSON's grammar.
    #[error("not a decimal number")]
    NotDecimal,
    /// The result needs more than 36 digits.
    #[error("too many digits to compute exactly")]
    TooManyDigits,
    /// The divisor is zero.
    #[error("division by zero")]
    DivisionByZero,
}

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// A whole number.
    #[must_use]
    pub const fn whole(value: i64) -> Self {
        Self { numerator: value as i128, denominator: 1 }
    }

    /// The fraction `numerator / denominator`, reduced.
    ///
    /// # Errors
    /// [`ExactError::DivisionByZero`], or [`ExactError::TooManyDigits`] when a part exceeds 36 digits.
    pub fn ratio(numerator: i128, denominator: i128) -> Result<Self, ExactError> {
        if denominator == 0 {
            return Err(ExactError::DivisionByZero);
        }
        if numerator == i128::MIN || denominator == i128::MIN {
            return Err(ExactError::TooManyDigits);
        }
        let divisor = greatest_common_divisor(numerator, denominator) * denominator.signum();
        Self::within_limit(numerator / divisor, denominator / divisor)
    }

    /// Of two parts without a common divisor, the lower one positive.
    const fn within_limit(numerator: i128, denominator: i128) -> Result<Self, ExactError> {
        if numerator.abs() >= LIMIT || denominator >= LIMIT {
            return Err(ExactError::TooManyDigits);
        }
        Ok(Self { numerator, denominator })
    }

    /// Reads a decimal literal as JSON writes it: `19.5`, `-3`, `1.2e-3`. Trailing zeros do not matter.
    ///
    /// # Errors
    /// [`ExactError::NotDecimal`] or [`ExactError::TooManyDigits`].
    pub fn parse(text: &str) -> Result<Self, ExactError> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (text, 0),
        };
        let (negative, unsigned) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa),
        };
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return Err(ExactError::NotDecimal),
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if whole.is_empty()
            || leading_zero
            || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit())
        {
            return Err(ExactError::NotDecimal);
        }
        let fraction = fraction.trim_end_matches('0');
        let mut digits = 0_i128;
        for byte in whole.bytes().chain(fraction.bytes()) {
            digits = digits
                .checked_mul(10)
                .and_then(|d| d.checked_add(i128::from(byte - b'0')))
                .ok_or(ExactError::TooManyDigits)?;
        }
        if digits == 0 {
            return Ok(Self::ZERO);
        }
        let places = i64::try_from(fraction.len()).map_err(|_| ExactError::TooManyDigits)?;
        let digits = if negative { -digits } else { digits };
        let shift = exponent.checked_sub(places).ok_or(ExactError::TooManyDigits)?;
        let power = u32::try_from(shift.unsigned_abs()).ok().and_then(|p| 10_i128.checked_pow(p));
        let power = power.ok_or(ExactError::TooManyDigits)?;
        if shift < 0 {
            Self::ratio(digits, power)
        } else {
            Self::ratio(digits.checked_mul(power).ok_or(ExactError::TooManyDigits)?, 1)
        }
    }

    /// Body-mass index in kg/m2 of a weight in grams and a height in millimetres.
    ///
    /// # Errors
    /// [`ExactError::DivisionByZero`] for a height of zero, [`ExactError::TooManyDigits`].
    pub fn body_mass_index(weight_g: i64, height_mm: i64) -> Result<Self, ExactError> {
        let height = i128::from(height_mm);
        Self::ratio(i128::from(weight_g) * 1_000, height * height)
    }

    /// Weight lost, in percent of the reference (earlier) weight; negative for a gain. Any one unit for both.
    ///
    /// # Errors
    /// [`ExactError::DivisionByZero`] for a reference of zero, [`ExactError::TooManyDigits`].
    pub fn percent_lost(reference: Self, current: Self) -> Result<Self, ExactError> {
        Self::whole(100).times(reference.minus(current)?)?.over(reference)
    }

    /// The sum.
    ///
    /// # Errors
    /// [`ExactError::TooManyDigits`].
    pub fn plus(self, other: Self) -> Result<Self, ExactError> {
        let common = greatest_common_divisor(self.denominator, other.denominator);
        let (left_factor, right_factor) = (other.denominator / common, self.denominator / common);
        let left = self.numerator.checked_mul(left_factor);
        let right = other.numerator.checked_mul(right_factor);
        let sum = left.zip(right).and_then(|(l, r)| l.checked_add(r)).ok_or(ExactError::TooManyDigits)?;
        let denominator = self.denominator.checked_mul(left_factor).ok_or(ExactError::TooManyDigits)?;
        Self::ratio(sum, denominator)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`ExactError::TooManyDigits`].
    pub fn minus(self, other: Self) -> Result<Self, ExactError> {
        self.plus(Self { numerator: -other.numerator, denominator: other.denominator })
    }

    /// The product.
    ///
    /// # Errors
    /// [`ExactError::TooManyDigits`].
    pub fn times(self, other: Self) -> Result<Self, ExactError> {
        // Cancelling crosswise first keeps every product that fits from overflowing on the way, and leaves nothing to cancel.
        let left = greatest_common_divisor(self.numerator, other.denominator);
        let right = greatest_common_divisor(other.numerator, self.denominator);
        let numerator = (self.numerator / left).checked_mul(other.numerator / right);
        let denominator = (self.denominator / right).checked_mul(other.denominator / left);
        let (numerator, denominator) = numerator.zip(denominator).ok_or(ExactError::TooManyDigits)?;
        Self::within_limit(numerator, denominator)
    }

    /// The quotient.
    ///
    /// # Errors
    /// [`ExactError::DivisionByZero`] or [`ExactError::TooManyDigits`].
    pub fn over(self, other: Self) -> Result<Self, ExactError> {
        self.times(Self::ratio(other.denominator, other.numerator)?)
    }

    /// The value as a small whole number, if it is one.
    #[must_use]
    pub fn to_whole(self) -> Option<i32> {
        if self.denominator == 1 { i32::try_from(self.numerator).ok() } else { None }
    }

    /// For print only: four decimals, half to even, trailing zeros trimmed. Never compare the text.
    #[must_use]
    pub fn to_text(self) -> String {
        const PLACES: usize = 4;
        const SCALE: i128 = 10_000;
        let magnitude = self.numerator.abs();
        let (mut whole, mut rest) = (magnitude / self.denominator, magnitude % self.denominator);
        let mut fraction = 0_i128;
        for _ in 0..PLACES {
            rest *= 10;
            fraction = fraction * 10 + rest / self.denominator;
            rest %= self.denominator;
        }
        let round_up = match (2 * rest).cmp(&self.denominator) {
            Ordering::Greater => true,
            Ordering::Equal => fraction % 2 == 1,
            Ordering::Less => false,
        };
        fraction += i128::from(round_up);
        if fraction == SCALE {
            (whole, fraction) = (whole + 1, 0);
        }
        let sign = if self.numerator < 0 && (whole, fraction) != (0, 0) { "-" } else { "" };
        if fraction == 0 {
            return format!("{sign}{whole}");
        }
        let decimals = format!("{fraction:0>PLACES$}");
        format!("{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

impl Ord for Exact {
    /// Crosswise; where a product would not fit, by the continued fractions, term by term.
    fn cmp(&self, other: &Self) -> Ordering {
        let left = self.numerator.checked_mul(other.denominator);
        if let Some((left, right)) = left.zip(other.numerator.checked_mul(self.denominator)) {
            return left.cmp(&right);
        }
        let (mut a, mut b) = (self.numerator, self.denominator);
        let (mut c, mut d) = (other.numerator, other.denominator);
        loop {
            let terms = a.div_euclid(b).cmp(&c.div_euclid(d));
            if terms != Ordering::Equal {
                return terms;
            }
            let (left, right) = (a.rem_euclid(b), c.rem_euclid(d));
            match (left, right) {
                (0, 0) => return Ordering::Equal,
                (0, _) => return Ordering::Less,
                (_, 0) => return Ordering::Greater,
                // left/b against right/d is d/right against b/left.
                _ => (a, b, c, d) = (d, right, b, left),
            }
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

/// A value may be something a person entered, so it does not show in logs.
impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exact(..)")
    }
}

fn parse_exponent(text: &str) -> Result<i64, ExactError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ExactError::NotDecimal);
    }
    text.parse().map_err(|_| ExactError::TooManyDigits)
}

/// Euclid's; at least 1, so that it can be divided by.
fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    // Nearly every number is small, and small ones divide several times as quickly.
    if let (Ok(mut a), Ok(mut b)) = (u64::try_from(a), u64::try_from(b)) {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        return i128::from(a.max(1));
    }
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}
