//! The fields of one fact, each with the place in the file that it comes from.

use crate::item::RefusedRow;
use nourish_record::{Decimal, Fact, Problem};

/// Digits behind the point that are read: far more than any unit keeps. What a computer writes beyond them is the
/// noise of its binary fractions.
const FRACTION_DIGITS: usize = 12;

/// The fields of one fact as text. A refusal names the place in the file, not our own name of the field.
pub(crate) struct Reading {
    line: u64,
    fields: Vec<Field>,
}

struct Field {
    name: &'static str,
    place: String,
    text: String,
}

impl Reading {
    pub(crate) const fn new(line: u64) -> Self {
        Self { line, fields: Vec::new() }
    }

    /// Whether there is no field.
    pub(crate) const fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Whether the field is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// Adds a field, unless its text is empty.
    pub(crate) fn put(&mut self, name: &'static str, place: &str, text: &str) {
        if !text.trim().is_empty() {
            self.fields.push(Field { name, place: place.to_owned(), text: text.to_owned() });
        }
    }

    /// Adds a number in `unit`, unless its text is empty. The text must be a bare number.
    pub(crate) fn put_number(
        &mut self,
        name: &'static str,
        place: &str,
        number: &str,
        unit: &str,
    ) -> Result<(), RefusedRow> {
        let number = without_noise(number.trim());
        if number.is_empty() {
            return Ok(());
        }
        Decimal::parse(number).map_err(|problem| RefusedRow::of(self.line, place, problem))?;
        if unit.contains(|c: char| c.is_ascii_digit()) {
            return Err(RefusedRow::of(self.line, place, Problem::UnknownUnit));
        }
        self.put(name, place, format!("{number} {unit}").trim_end());
        Ok(())
    }

    /// The fact, checked against the limits of its kind.
    pub(crate) fn read(&self, kind: &str) -> Result<Fact, RefusedRow> {
        let fields: Vec<(&str, &str)> =
            self.fields.iter().map(|field| (field.name, field.text.as_str())).collect();
        Fact::read(kind, &fields).map_err(|invalid| {
            let place = self.fields.iter().find(|field| field.name == invalid.field);
            let place = place.map_or(invalid.field.as_str(), |field| field.place.as_str());
            RefusedRow::from_invalid(self.line, place, &invalid)
        })
    }
}

/// A number without digits beyond those that are read.
fn without_noise(number: &str) -> &str {
    let end = number.find(['.', ',']).map_or(number.len(), |point| point + 1 + FRACTION_DIGITS);
    match number.split_at_checked(end) {
        Some((kept, noise)) if noise.bytes().all(|byte| byte.is_ascii_digit()) => kept,
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_column_and_not_the_value() {
        let mut light = Reading::new(7);
        light.put_number("weight_g", "Peso (kg)", "6,2", "kg").unwrap();
        let refused = light.read("weight").unwrap_err();
        assert_eq!((refused.line, refused.field.as_str()), (7, "Peso (kg)"));
        assert_eq!(refused.problem, "is outside 20 kg to 300 kg");
        assert!(!refused.to_string().contains("6,2"));
    }

    #[test]
    fn a_number_is_a_number_alone() {
        let refused = |number, unit| Reading::new(1).put_number("weight_g", "weight", number, unit).is_err();
        for number in ["error", "70 kg 5", "7O", "1e2", "--", "NaN"] {
            assert!(refused(number, "kg"), "{number}");
        }
        assert!(refused("70", "kg 5 lb"));
        assert!(!refused("", "kg") && !refused("70.25", "kg"));
    }

    #[test]
    fn binary_noise_is_cut() {
        assert_eq!(without_noise("77.882009999999993963"), "77.882009999999");
        assert_eq!(without_noise("77.88"), "77.88");
        assert_eq!(without_noise("0.1234567890123x"), "0.1234567890123x");
    }
}
