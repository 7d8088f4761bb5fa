//! What every design must answer alike.

use crate::design::Design;
use crate::error::BenchError;
use nourish_record::{CalendarDay, DaySummary, EntryId};

/// A day's sums, as a chart shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DaySums {
    /// The day, in days since 1970.
    pub day: i32,
    /// Entries that stand.
    pub entries: u32,
    /// First weight; 0 without one. g.
    pub weight_g: u32,
    /// Energy by mouth and tube. kcal/1000.
    pub energy_kcal_milli: u64,
    /// Protein by mouth and tube. mg.
    pub protein_mg: u64,
    /// Fluid by mouth and tube. ml.
    pub fluid_ml: u64,
    /// Formula delivered. ml.
    pub delivered_ml: u64,
    /// Worst level of any symptom, 0 to 4.
    pub worst_level: u8,
}

/// What the screen of a day shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    /// How many entries it shows.
    pub entries: usize,
    /// The names of them, combined so that their order does not matter.
    pub names: u128,
    /// Their sums.
    pub sums: DaySums,
}

impl DaySums {
    /// A day without entries.
    pub fn none(day: CalendarDay) -> Self {
        Self { day: day.days_since_1970(), ..Self::default() }
    }
}

impl From<&DaySummary> for DaySums {
    fn from(summary: &DaySummary) -> Self {
        Self {
            day: summary.day.days_since_1970(),
            entries: summary.entries,
            weight_g: summary.weight.map_or(0, |point| point.weight_g),
            energy_kcal_milli: summary.energy_kcal_milli().unwrap_or(0),
            protein_mg: summary.protein_mg().unwrap_or(0),
            fluid_ml: summary.fluid_ml().unwrap_or(0),
            delivered_ml: summary.tube_delivered_ml.unwrap_or(0),
            worst_level: summary.symptoms.iter().map(|(_, level)| level).max().unwrap_or(0),
        }
    }
}

/// Names of entries as one number, whatever their order.
pub fn combined(names: impl IntoIterator<Item = EntryId>) -> u128 {
    names.into_iter().fold(0, |all, name| all ^ u128::from_be_bytes(*name.as_bytes()))
}

/// Compares answers as they come.
#[derive(Debug)]
pub struct Agreement<T> {
    question: &'static str,
    first: Option<(Design, T)>,
}

impl<T: PartialEq> Agreement<T> {
    /// Nobody has answered yet.
    pub const fn on(question: &'static str) -> Self {
        Self { question, first: None }
    }

    /// Takes an answer.
    ///
    /// # Errors
    /// [`BenchError::Disagree`] if it is not that of the first.
    pub fn hear(&mut self, design: Design, answer: T) -> Result<(), BenchError> {
        match &self.first {
            Some((first, said)) if *said != answer => {
                Err(BenchError::Disagree { question: self.question, first: *first, design })
            }
            Some(_) => Ok(()),
            None => {
                self.first = Some((design, answer));
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_different_answer_is_named() {
        let mut agreement = Agreement::on("sum");
        agreement.hear(Design::Plain, 4).unwrap();
        agreement.hear(Design::Ours, 4).unwrap();
        let error = agreement.hear(Design::Sqlcipher, 5).unwrap_err();
        assert_eq!(error.to_string(), "sqlcipher answers \"sum\" otherwise than plain");
    }

    #[test]
    fn the_order_of_names_does_not_matter_but_each_of_them_does() {
        let [a, b, c] = [1, 2, 4].map(|number: u128| EntryId::from_bytes(number.to_be_bytes()));
        assert_eq!(combined([a, b, c]), combined([c, a, b]));
        assert_ne!(combined([a, b]), combined([a, b, c]));
    }
}
