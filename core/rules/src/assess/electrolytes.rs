//! Potassium, phosphate and magnesium as they matter where feeding begins.

use super::context::Context;
use super::model::Evidence;
use crate::exact::Exact;
use crate::score::{Electrolytes, ScoreError};
use crate::tables::Table;
use nourish_record::{Analyte, Lab};

/// The three, with the rows of their limits.
const WATCHED: [(Analyte, &str, &str); 3] = [
    (Analyte::Potassium, "potassium_low", "potassium_very_low"),
    (Analyte::Phosphate, "phosphate_low", "phosphate_very_low"),
    (Analyte::Magnesium, "magnesium_low", "magnesium_very_low"),
];

/// What is known of the three, from samples of the last days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Salts {
    /// Any of them low; unknown while none known is low and one is missing.
    pub(super) low: Option<bool>,
    /// How low the lowest is, for ASPEN; unknown while a missing one could be lower.
    pub(super) grade: Option<Electrolytes>,
    /// Those without a recent value.
    pub(super) missing: Vec<&'static str>,
    /// The values.
    pub(super) evidence: Vec<Evidence>,
}

impl Salts {
    /// The values of the last days by the limits of `table`.
    pub(super) fn of(context: &Context<'_>, table: &Table) -> Result<Self, ScoreError> {
        let days = table.points("electrolyte_days")?;
        let mut salts = Self::default();
        let (mut low, mut very_low) = (false, false);
        for (analyte, low_row, very_low_row) in WATCHED {
            let pick = |lab: &Lab| (lab.analyte == analyte).then_some(lab.value_milli);
            let Some(said) = context.said_within(days, pick) else {
                salts.missing.push(analyte.as_str());
                continue;
            };
            let value = Exact::ratio(i128::from(said.value), 1000)?;
            low |= table.threshold(low_row)?.bound.holds(value);
            very_low |= table.threshold(very_low_row)?.bound.holds(value);
            let what = format!("{} {} {}", analyte.as_str(), value.to_text(), analyte.unit());
            salts.evidence.push(Evidence { entry: said.entry, day: said.day, what });
        }
        let all_known = salts.missing.is_empty();
        salts.low = if low { Some(true) } else { all_known.then_some(false) };
        salts.grade = if very_low {
            Some(Electrolytes::ModeratelyOrSignificantlyLow)
        } else if !all_known {
            None
        } else if low {
            Some(Electrolytes::MinimallyLow)
        } else {
            Some(Electrolytes::Normal)
        };
        Ok(salts)
    }
}
