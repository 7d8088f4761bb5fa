//! CTCAE grades that a number alone gives: weight loss, diarrhea and neutrophils.

use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::inputs;
use crate::score::outcome::{Basis, outcome};
use crate::score::rule::Rule;
use crate::tables::Tables;

outcome! {
    /// A CTCAE grade, estimated from the number alone.
    CtcaeGrade {
        /// 0 when no grade applies.
        grade: Option<i32>,
    }
}

inputs! {
    /// What the grade of weight loss asks.
    CtcaeWeightLossInput {
        /// Loss from the weight at the start of treatment, percent.
        loss_pct_from_baseline: Exact,
    }
}

inputs! {
    /// What the grade of diarrhea asks.
    CtcaeDiarrheaInput {
        /// Stools a day above baseline.
        increase_stools_per_day: Exact,
    }
}

inputs! {
    /// What the v5.0 grade of a low neutrophil count asks.
    CtcaeV5NeutrophilsInput {
        /// Neutrophils per mm3.
        anc_per_mm3: Exact,
        /// Lower limit of normal, per mm3.
        lln: Exact,
    }
}

inputs! {
    /// What the v6.0 grade of a low neutrophil count asks.
    CtcaeV6NeutrophilsInput {
        /// Neutrophils per mm3.
        anc_per_mm3: Exact,
    }
}

/// CTCAE v5.0 weight loss, 0 to 3.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn ctcae_v5_weight_loss(tables: &Tables, input: &CtcaeWeightLossInput) -> Result<CtcaeGrade, ScoreError> {
    graded(tables, "ctcae_v5_weight_loss", "loss_pct_from_baseline", input.loss_pct_from_baseline)
}

/// CTCAE v5.0 diarrhea, 0 to 3.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn ctcae_v5_diarrhea(tables: &Tables, input: &CtcaeDiarrheaInput) -> Result<CtcaeGrade, ScoreError> {
    graded(tables, "ctcae_v5_diarrhea", "increase_stools_per_day", input.increase_stools_per_day)
}

/// CTCAE v6.0 neutrophil count decreased, 0 to 4: one grade below v5.0.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn ctcae_v6_neutrophils(
    tables: &Tables,
    input: &CtcaeV6NeutrophilsInput,
) -> Result<CtcaeGrade, ScoreError> {
    graded(tables, "ctcae_v6_neutrophils", "anc_per_mm3", input.anc_per_mm3)
}

/// CTCAE v5.0 neutrophil count decreased, 0 to 4. The lower limit of normal matters from 1500 on.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn ctcae_v5_neutrophils(
    tables: &Tables,
    input: &CtcaeV5NeutrophilsInput,
) -> Result<CtcaeGrade, ScoreError> {
    let mut rule = Rule::of(tables, "ctcae_v5_neutrophils")?;
    let by_count = rule.graded(input.anc_per_mm3, "anc_per_mm3")?;
    let known = [("anc_per_mm3", input.anc_per_mm3), ("lln", input.lln)];
    let open =
        known.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| (*name).to_owned()).collect();
    let below_normal = input.anc_per_mm3.zip(input.lln).map(|(count, lln)| count < lln);
    let below_normal_grade = rule.table.points("below_lln_grade")?;
    if below_normal == Some(true) {
        rule.fire("below_lln_grade");
    }
    let below_normal = rule.relation(open, below_normal);
    let grade = rule.settle(|w| match w.level(by_count) {
        0 if w.is(below_normal) => below_normal_grade,
        grade => grade,
    });
    Ok(CtcaeGrade { grade: grade.agreed(|grade| *grade), basis: Basis::of(&rule, &grade) })
}

fn graded(
    tables: &Tables,
    instrument: &str,
    quantity: &str,
    value: Option<Exact>,
) -> Result<CtcaeGrade, ScoreError> {
    let mut rule = Rule::of(tables, instrument)?;
    let grade = rule.graded(value, quantity)?;
    let settled = rule.settle(|w| w.level(grade));
    Ok(CtcaeGrade { grade: settled.agreed(|grade| *grade), basis: Basis::of(&rule, &settled) })
}
