//! Refeeding risk by NICE CG32, recommendations 1.4.5 to 1.4.8.

use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::{inputs, words};
use crate::score::outcome::{Basis, outcome};
use crate::score::rule::Rule;
use crate::tables::Tables;

words! {
    /// Refeeding risk by NICE.
    NiceRefeedingRisk {
        /// No criterion.
        None = "none",
        /// Little or no intake for more than 5 days.
        Some = "some",
        /// One major or two minor criteria.
        High = "high",
        /// Very low BMI or very long starvation.
        Extreme = "extreme",
    }
}

inputs! {
    /// What NICE's criteria ask.
    NiceRefeedingInput {
        /// Body-mass index, kg/m2.
        bmi: Exact,
        /// Unintentional loss within the last 3 to 6 months, percent.
        wl_pct_3_6m: Exact,
        /// Days with little or no intake.
        days_little_or_no_intake: Exact,
        /// Potassium, phosphate or magnesium low before feeding.
        low_k_po4_or_mg: bool,
        /// Alcohol misuse, or insulin, chemotherapy, antacids or diuretics.
        alcohol_or_insulin_chemo_antacid_diuretic: bool,
    }
}

outcome! {
    /// Refeeding risk by NICE.
    NiceRefeeding {
        /// The risk.
        risk: Option<NiceRefeedingRisk>,
        /// The greatest energy to start with, kcal/kg/day, at high and extreme risk. For the team, never the patient.
        max_start_kcal_per_kg: Option<Exact>,
    }
}

/// Refeeding risk by NICE: one major or two minor criteria are high.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn nice_refeeding(tables: &Tables, input: &NiceRefeedingInput) -> Result<NiceRefeeding, ScoreError> {
    let mut rule = Rule::of(tables, "nice_refeeding")?;
    let [bmi_extreme, bmi_high, bmi_minor] =
        rule.cuts(input.bmi, ["bmi_extreme", "bmi_high", "bmi_minor"])?;
    let [loss_high, loss_minor] = rule.cuts(input.wl_pct_3_6m, ["loss_high", "loss_minor"])?;
    let [days_extreme, days_high, days_minor] =
        rule.cuts(input.days_little_or_no_intake, ["days_extreme", "days_high", "days_minor"])?;
    let electrolytes = rule.flag("low_k_po4_or_mg", input.low_k_po4_or_mg);
    let drugs = rule
        .flag("alcohol_or_insulin_chemo_antacid_diuretic", input.alcohol_or_insulin_chemo_antacid_diuretic);
    let enough_minor = rule.table.threshold("minor_criteria")?.bound;
    let risk = rule.settle(|w| {
        let minor = [bmi_minor, loss_minor, days_minor, drugs].map(|fact| i64::from(w.is(fact))).iter().sum();
        if w.is(bmi_extreme) || w.is(days_extreme) {
            NiceRefeedingRisk::Extreme
        } else if [bmi_high, loss_high, days_high, electrolytes].into_iter().any(|fact| w.is(fact))
            || enough_minor.holds(Exact::whole(minor))
        {
            NiceRefeedingRisk::High
        } else if w.is(days_minor) {
            NiceRefeedingRisk::Some
        } else {
            NiceRefeedingRisk::None
        }
    });
    let agreed = risk.agreed(|risk| *risk);
    let max_start_kcal_per_kg = match agreed {
        Some(NiceRefeedingRisk::High) => Some(rule.table.constant("start_high")?),
        Some(NiceRefeedingRisk::Extreme) => Some(rule.table.constant("start_extreme")?),
        Some(NiceRefeedingRisk::None | NiceRefeedingRisk::Some) | None => None,
    };
    Ok(NiceRefeeding { risk: agreed, max_start_kcal_per_kg, basis: Basis::of(&rule, &risk) })
}
