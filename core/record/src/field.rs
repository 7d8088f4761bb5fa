//! Fields of a kind: number, unit, limits; how a value is written to bytes, checked, read from text and shown.

use crate::day::CalendarDay;
use crate::id::EntryId;
use crate::invalid::Problem;
use crate::quantity::{
    Decimal, Factor, TO_CELSIUS_MILLI, TO_GRAM, TO_KCAL_MILLI, TO_MILLIGRAM, TO_MILLILITRE, TO_MILLIMETRE,
    TO_MINUTE, read_amount,
};

/// Most bytes of a short text: a name, a drug, a phone number.
pub(crate) const SHORT_TEXT_BYTES: usize = 200;
/// Most bytes of a long text: a note.
pub(crate) const LONG_TEXT_BYTES: usize = 4_000;
/// Most members of a list.
pub const LIST_LENGTH: usize = 64;

/// The unit that a number is stored in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// Grams; read from kg, g, lb, st.
    Gram,
    /// Milligrams; read from g, mg.
    Milligram,
    /// Thousandths of a kilocalorie; read from kcal, Cal, kJ.
    KcalMilli,
    /// Millilitres; read from ml, l, fl oz.
    Millilitre,
    /// Millimetres; read from cm, mm, m, in, ft.
    Millimetre,
    /// Minutes; read from min, h.
    Minute,
    /// Thousandths of a degree Celsius; read from C or F.
    CelsiusMilli,
    /// Whole percent; read from a bare number or with `%`.
    Percent,
    /// Millilitres an hour; read from a bare number or with `ml/h`.
    MillilitrePerHour,
    /// Thousandths of a unit that another field of the kind names; read from a bare decimal number.
    Milli,
    /// A bare whole number: a count, a level, a dose number.
    Number,
    /// Not a number.
    None,
}

impl Unit {
    /// Whether a number of this unit is only read with a unit written beside it.
    pub fn is_written_out(self) -> bool {
        !self.factors().is_empty()
    }

    fn factors(self) -> &'static [Factor] {
        match self {
            Self::Gram => TO_GRAM,
            Self::Milligram => TO_MILLIGRAM,
            Self::KcalMilli => TO_KCAL_MILLI,
            Self::Millilitre => TO_MILLILITRE,
            Self::Millimetre => TO_MILLIMETRE,
            Self::Minute => TO_MINUTE,
            Self::CelsiusMilli => TO_CELSIUS_MILLI,
            _ => &[],
        }
    }

    /// The unit that people read, and how many stored units it holds: kg and 1000 for grams.
    pub const fn shown(self) -> (&'static str, i64) {
        match self {
            Self::Gram => ("kg", 1000),
            Self::Milligram => ("g", 1000),
            Self::KcalMilli => ("kcal", 1000),
            Self::Millilitre => ("ml", 1),
            Self::Millimetre => ("cm", 10),
            Self::Minute => ("min", 1),
            Self::CelsiusMilli => ("°C", 1000),
            Self::Percent => ("%", 1),
            Self::MillilitrePerHour => ("ml/h", 1),
            Self::Milli => ("", 1000),
            Self::Number | Self::None => ("", 1),
        }
    }

    /// A stored number as a person reads it: 62400 g as `62.4 kg`. Exact; no trailing zeros.
    pub fn write(self, stored: i64) -> String {
        let (unit, per) = self.shown();
        let sign = if stored < 0 { "-" } else { "" };
        let (whole, rest) =
            (stored.unsigned_abs() / per.unsigned_abs(), stored.unsigned_abs() % per.unsigned_abs());
        let digits = per.ilog10() as usize;
        let fraction = format!("{rest:0digits$}");
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() || digits == 0 { "" } else { "." };
        let fraction = if digits == 0 { "" } else { fraction };
        let gap = if unit.is_empty() || unit == "%" { "" } else { " " };
        format!("{sign}{whole}{point}{fraction}{gap}{unit}")
    }

    pub(crate) fn read(self, text: &str) -> Result<i64, Problem> {
        match self {
            Self::Percent => whole(text.trim().trim_end_matches('%').trim_end(), 1),
            Self::MillilitrePerHour => whole(text.trim().trim_end_matches("ml/h").trim_end(), 1),
            Self::Milli => whole(text.trim(), 1000),
            Self::Number | Self::None => whole(text.trim(), 1),
            Self::CelsiusMilli => read_temperature(text),
            _ => read_amount(text, self.factors()),
        }
    }
}

/// A decimal times `factor`, which must come out whole.
fn whole(text: &str, factor: i128) -> Result<i64, Problem> {
    let decimal = Decimal::parse(text)?;
    let stored = decimal.times(factor, 1).ok_or(Problem::NotANumber)?;
    let back = i128::from(stored).checked_mul(10i128.pow(decimal.scale)).ok_or(Problem::NotANumber)?;
    if back == decimal.digits.saturating_mul(factor) { Ok(stored) } else { Err(Problem::NotANumber) }
}

/// Celsius, or Fahrenheit with `F` behind it.
fn read_temperature(text: &str) -> Result<i64, Problem> {
    let text = text.trim();
    let Some(fahrenheit) =
        text.strip_suffix('F').map(|head| head.trim_end().trim_end_matches('°').trim_end())
    else {
        return read_amount(text, TO_CELSIUS_MILLI);
    };
    let decimal = Decimal::parse(fahrenheit)?;
    let above_freezing =
        10i128.checked_pow(decimal.scale).and_then(|one| decimal.digits.checked_sub(32 * one));
    let above_freezing = Decimal { digits: above_freezing.ok_or(Problem::NotANumber)?, scale: decimal.scale };
    above_freezing.times(5000, 9).ok_or(Problem::NotANumber)
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A number, in the field's unit.
    Number,
    /// One of the field's words.
    Word,
    /// Yes or no.
    Flag,
    /// A calendar day.
    Day,
    /// The name of an entry.
    Entry,
    /// Text.
    Text,
}

/// One field of a kind.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// Its number in stored bytes, never given a second meaning.
    pub number: u32,
    /// Its name, unit last.
    pub name: &'static str,
    /// What it means, in a sentence or two; blanks around it say nothing.
    pub about: &'static str,
    /// The unit it is stored in.
    pub unit: Unit,
    /// Smallest number accepted, in the stored unit.
    pub least: i64,
    /// Largest number accepted, in the stored unit; for a text its most bytes, for a list its most members.
    pub most: i64,
    /// What it takes.
    pub takes: Takes,
    /// Whether it takes several of them, separated by commas.
    pub several: bool,
    /// Whether an entry of the kind must have it.
    pub required: bool,
    /// The words that the field takes; empty where it takes something else.
    pub words: fn() -> &'static [(u16, &'static str)],
}

/// A value of a field, for showing and exporting.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// A number in the field's stored unit.
    Number(i64),
    /// A word of the field's list.
    Word(&'static str),
    /// Free text.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A calendar day.
    Day(CalendarDay),
    /// Another entry.
    Entry(EntryId),
    /// Several values.
    List(Vec<Value>),
}

impl FieldSpec {
    /// Reads a number of this field as a person writes it, `75 ml/h` or `10 h`, in the stored unit and within the field's limits.
    ///
    /// # Errors
    /// [`Problem`]: no number, no unit, out of range.
    pub fn read_number(&self, text: &str) -> Result<i64, Problem> {
        let number = self.unit.read(text)?;
        if (self.least..=self.most).contains(&number) {
            return Ok(number);
        }
        Err(Problem::OutOfRange { least: self.unit.write(self.least), most: self.unit.write(self.most) })
    }

    /// A value as a person reads it, and as the field reads it back: `62.4 kg`, `lunch`, `yes`.
    pub fn write(&self, value: &Value) -> String {
        match value {
            Value::Number(number) => self.unit.write(*number),
            Value::Word(word) => (*word).to_owned(),
            Value::Text(text) => text.clone(),
            Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Value::Day(day) => day.to_string(),
            Value::Entry(id) => id.to_string(),
            Value::List(members) => {
                members.iter().map(|member| self.write(member)).collect::<Vec<_>>().join(",")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_numbers_as_people_read_them() {
        assert_eq!(Unit::Gram.write(62_400), "62.4 kg");
        assert_eq!(Unit::Gram.write(62_000), "62 kg");
        assert_eq!(Unit::Percent.write(50), "50%");
        assert_eq!(Unit::Millilitre.write(250), "250 ml");
        assert_eq!(Unit::CelsiusMilli.write(-500), "-0.5 °C");
        assert_eq!(Unit::Number.write(3), "3");
    }

    #[test]
    fn reads_temperature_in_both_scales() {
        assert_eq!(Unit::CelsiusMilli.read("38.3 C"), Ok(38_300));
        assert_eq!(Unit::CelsiusMilli.read("101 F"), Ok(38_333));
        assert_eq!(Unit::CelsiusMilli.read("100.4 °F"), Ok(38_000));
        assert_eq!(Unit::CelsiusMilli.read("38.3"), Err(Problem::UnitMissing));
    }

    #[test]
    fn a_field_reads_numbers_within_its_limits() {
        let plan = crate::fact::Fact::kind_named("feeding-plan").unwrap();
        let rate = plan.fields.iter().find(|field| field.name == "rate_ml_per_h").unwrap();
        assert_eq!(rate.read_number("75 ml/h"), Ok(75));
        assert!(matches!(rate.read_number("0"), Err(Problem::OutOfRange { .. })));
        assert_eq!(rate.read_number("fast"), Err(Problem::NotANumber));
    }

    #[test]
    fn a_bare_number_must_come_out_whole() {
        assert_eq!(Unit::Number.read("3"), Ok(3));
        assert_eq!(Unit::Number.read("3.0"), Ok(3));
        assert_eq!(Unit::Number.read("3.5"), Err(Problem::NotANumber));
        assert_eq!(Unit::Milli.read("3.5"), Ok(3500));
        assert_eq!(Unit::Percent.read("50 %"), Ok(50));
    }
}
