//! Numbers and amounts as the language and the units have them.

use super::Speech;
use super::units::{Units, fluid_ounces, tenths_of_fahrenheit, tenths_of_pounds};
use crate::wording;
use nourish_record::Decimal;
use nourish_words::Words;

/// How a language writes numbers.
#[derive(PartialEq, Eq)]
pub(super) struct Numbers {
    decimal: String,
    /// Between groups of three digits.
    thousands: String,
    /// From how many digits on they are parted.
    parted_from: usize,
}

impl Numbers {
    /// As the messages have it: signs are no words, so that English ones need no mark.
    pub(super) fn of(words: &Words) -> Self {
        let sign = |id: &str| words.say(id, &[]).text;
        Self {
            decimal: sign("number-decimal"),
            thousands: sign("number-thousands"),
            parted_from: sign("number-parted-from").parse().unwrap_or_default(),
        }
    }

    /// Whether numbers stand already as [`wording`] wrote them.
    fn are_as_written(&self) -> bool {
        (self.decimal.as_str(), self.thousands.as_str()) == (".", ",") && self.parted_from <= 4
    }
}

impl Speech {
    /// A number as it is written in English, written as the language has it: `1,240.5` as `1240,5`.
    pub(crate) fn number(&self, english: &str) -> String {
        let numbers = &self.texts.numbers;
        if numbers.are_as_written() {
            return english.to_owned();
        }
        let whole: usize =
            english.chars().take_while(|letter| *letter != '.').filter(char::is_ascii_digit).count();
        let thousands = if whole >= numbers.parted_from { numbers.thousands.as_str() } else { "" };
        let mut written = String::with_capacity(english.len());
        for letter in english.chars() {
            match letter {
                ',' => written.push_str(thousands),
                '.' => written.push_str(&numbers.decimal),
                other => written.push(other),
            }
        }
        written
    }

    /// A whole number with its thousands parted.
    pub(crate) fn grouped(&self, number: u64) -> String {
        self.number(&wording::grouped(number))
    }

    /// Thousandths of a unit as whole units.
    pub(crate) fn whole(&self, milli: u64) -> String {
        self.number(&wording::whole(milli))
    }

    /// A body weight without its unit, with one decimal.
    pub(crate) fn weight_number(&self, weight_g: u32) -> String {
        let pounds = || pounds(Decimal { digits: i128::from(weight_g), scale: 0 });
        let imperial = (self.units == Units::Imperial).then(pounds).flatten();
        self.number(&imperial.unwrap_or_else(|| wording::kg(weight_g)))
    }

    /// The unit of body weights.
    pub(crate) const fn weight_unit(&self) -> &'static str {
        match self.units {
            Units::Metric => "kg",
            Units::Imperial => "lb",
        }
    }

    /// A body weight with its unit.
    pub(crate) fn weight(&self, weight_g: u32) -> String {
        format!("{} {}", self.weight_number(weight_g), self.weight_unit())
    }

    /// A body weight in kilograms as a rule wrote it, to the gram.
    pub(super) fn weight_of(&self, kilograms: Decimal, english: &str) -> String {
        if self.units == Units::Metric {
            return format!("{} kg", self.number(english));
        }
        let grams = Decimal { digits: kilograms.digits.saturating_mul(1000), scale: kilograms.scale };
        pounds(grams).map_or_else(
            || format!("{} kg", self.number(english)),
            |pounds| format!("{} lb", self.number(&pounds)),
        )
    }

    /// A volume of fluid, from millilitres as an exact decimal.
    pub(crate) fn fluid(&self, millilitres: &str) -> String {
        let ounces = || ounces(Decimal::parse(millilitres).ok()?);
        match (self.units == Units::Imperial).then(ounces).flatten() {
            Some(ounces) => format!("{} fl oz", self.grouped(ounces)),
            None => format!("{} ml", self.number(&wording::rounded(millilitres))),
        }
    }

    /// A range of volumes, `1,500–2,000 ml`, or its lower end `or more`.
    pub(crate) fn fluid_range(&self, least: u64, most: Option<u64>) -> String {
        let ounces = |volume: u64| ounces(Decimal { digits: i128::from(volume), scale: 0 });
        match (self.units, ounces(least), most.map(ounces)) {
            (Units::Imperial, Some(least), None) => self.range(least, None, "fl oz"),
            (Units::Imperial, Some(least), Some(Some(most))) => self.range(least, Some(most), "fl oz"),
            _ => self.range(least, most, "ml"),
        }
    }

    /// A range of whole amounts: `1,800–2,100 kcal`, or `1,800 kcal or more`.
    pub(crate) fn range(&self, least: u64, most: Option<u64>, unit: &str) -> String {
        match most {
            Some(most) => format!("{}\u{2013}{} {unit}", self.grouped(least), self.grouped(most)),
            None => {
                let amount = format!("{} {unit}", self.grouped(least));
                self.say_of("or-more", &[("amount", (&amount).into())])
            }
        }
    }

    /// A temperature from degrees Celsius; the other scale beside it where it was converted, since limits are told in Celsius.
    pub(crate) fn temperature(&self, celsius: Decimal, english: &str) -> String {
        let metric = format!("{} \u{b0}C", self.number(english));
        if self.units == Units::Metric {
            return metric;
        }
        let milli = Decimal { digits: celsius.digits.saturating_mul(1000), scale: celsius.scale };
        let fahrenheit = tenths_of_fahrenheit(milli).and_then(tenths);
        fahrenheit.map_or_else(|| metric.clone(), |f| format!("{} \u{b0}F ({metric})", self.number(&f)))
    }
}

/// A weight in pounds with one decimal.
fn pounds(grams: Decimal) -> Option<String> {
    tenths_of_pounds(grams).and_then(tenths)
}

/// A volume in whole fluid ounces.
fn ounces(millilitres: Decimal) -> Option<u64> {
    u64::try_from(fluid_ounces(millilitres)?).ok()
}

/// Tenths with their point; none below zero.
fn tenths(tenths: i64) -> Option<String> {
    let tenths = u64::try_from(tenths).ok()?;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_words::Language;

    fn spanish(units: Units) -> Speech {
        Speech::new(&Language::SPANISH, units)
    }

    #[test]
    fn spanish_numbers_have_a_comma_and_part_thousands_from_five_digits_on() {
        let speech = spanish(Units::Metric);
        let written =
            ["61.4", "1,240", "12,400", "1,234,567", "\u{2212}6.8", "0"].map(|number| speech.number(number));
        assert_eq!(written, ["61,4", "1240", "12\u{a0}400", "1\u{a0}234\u{a0}567", "\u{2212}6,8", "0"]);
        assert_eq!(Speech::default().number("1,240.5"), "1,240.5");
    }

    #[test]
    fn numbers_are_english_where_the_words_are() {
        let japanese = Speech::new(&Language::parse("ja").unwrap(), Units::Metric);
        assert_eq!([japanese.weight(61_449), japanese.fluid("1512.5")], ["61.4 kg", "1,512 ml"]);
        assert_eq!(japanese.of_kind("range", "1,546\u{2013}1,856").unwrap(), "1,546\u{2013}1,856");
        let regional = Speech::new(&Language::parse("es-MX").unwrap(), Units::Metric);
        assert_eq!(regional.number("12,400.5"), "12\u{a0}400,5");
    }

    #[test]
    fn weights_are_told_in_the_readers_unit_from_the_stored_grams() {
        assert_eq!(spanish(Units::Metric).weight(61_449), "61,4 kg");
        assert_eq!(spanish(Units::Imperial).weight(61_449), "135,5 lb");
        let english = Speech::new(&Language::ENGLISH, Units::Imperial);
        assert_eq!(english.weight(61_449), "135.5 lb");
        assert_eq!(english.phrase("weight 61.449 kg"), "weight 135.5 lb");
        assert_eq!(english.phrase("temperature 38.2 \u{b0}C"), "temperature 100.8 \u{b0}F (38.2 \u{b0}C)");
    }

    #[test]
    fn fluids_are_told_in_the_readers_unit() {
        let english = Speech::new(&Language::ENGLISH, Units::Imperial);
        assert_eq!(
            [english.fluid("1000"), english.fluid_range(1_500, Some(2_000))],
            ["34 fl oz", "51\u{2013}68 fl oz"]
        );
        assert_eq!(Speech::default().fluid("1512.5"), "1,512 ml");
        assert_eq!(spanish(Units::Metric).fluid_range(1_500, None), "1500 ml o m\u{e1}s");
    }
}
