//! Fever: CTCAE v5.0, and the definition of IDSA (Freifeld, Clin Infect Dis 2011;52:e56-e93).

use super::CtcaeGrade;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::inputs;
use crate::score::outcome::{Basis, outcome};
use crate::score::rule::Rule;
use crate::tables::Tables;
use crate::tri::Tri;

inputs! {
    /// What the grade of fever asks.
    CtcaeFeverInput {
        /// Highest body temperature, degrees Celsius.
        temp_c: Exact,
        /// Hours above 40 degrees.
        hours_over_40: Exact,
    }
}

inputs! {
    /// What febrile neutropenia asks.
    FebrileNeutropeniaInput {
        /// Neutrophils per mm3.
        anc_per_mm3: Exact,
        /// Body temperature, degrees Celsius.
        temp_c: Exact,
        /// It lasted for more than 1 hour.
        sustained_over_1h: bool,
    }
}

outcome! {
    /// Febrile neutropenia by CTCAE v5.0.
    FebrileNeutropenia {
        /// Grade 3 holds; grade 4 is a clinician's.
        grade3: Tri,
    }
}

inputs! {
    /// What IDSA's definition asks.
    IdsaFeverInput {
        /// Body temperature, degrees Celsius.
        temp_c: Exact,
        /// It lasted for more than 1 hour.
        sustained_over_1h: bool,
    }
}

outcome! {
    /// Fever by IDSA.
    IdsaFever {
        /// 38.3 or more once, or 38.0 or more for over 1 hour.
        fever: Tri,
    }
}

/// CTCAE v5.0 fever, 0 to 4.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn ctcae_v5_fever(tables: &Tables, input: &CtcaeFeverInput) -> Result<CtcaeGrade, ScoreError> {
    let mut rule = Rule::of(tables, "ctcae_v5_fever")?;
    let by_height = rule.graded(input.temp_c, "temp_c")?;
    let long = rule.cut(input.hours_over_40, "over_24_hours")?;
    let long_grade = rule.table.points("long_fever_grade")?;
    // The duration counts only above 40 degrees: the highest band by temperature.
    let highest = rule.table.bands_of("temp_c").filter_map(|band| band.points).max();
    let grade = rule.settle(|w| match w.level(by_height) {
        grade if Some(grade) == highest && w.is(long) => long_grade,
        grade => grade,
    });
    Ok(CtcaeGrade { grade: grade.agreed(|grade| *grade), basis: Basis::of(&rule, &grade) })
}

/// CTCAE v5.0 febrile neutropenia: over 38.3 once (not 38.3 itself), or 38.0 and more for over 1 hour.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn ctcae_v5_febrile_neutropenia(
    tables: &Tables,
    input: &FebrileNeutropeniaInput,
) -> Result<FebrileNeutropenia, ScoreError> {
    let mut rule = Rule::of(tables, "ctcae_v5_febrile_neutropenia")?;
    let anc_low = rule.cut(input.anc_per_mm3, "anc_low")?;
    let [once, lasting] = rule.cuts(input.temp_c, ["temp_once", "temp_sustained"])?;
    let sustained = rule.flag("sustained_over_1h", input.sustained_over_1h);
    let holds = rule.settle(|w| w.is(anc_low) && (w.is(once) || (w.is(lasting) && w.is(sustained))));
    Ok(FebrileNeutropenia { grade3: holds.tri(|yes| *yes), basis: Basis::of(&rule, &holds) })
}

/// Fever by IDSA: 38.3 or more once, or 38.0 and more for over 1 hour.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn idsa_fever(tables: &Tables, input: &IdsaFeverInput) -> Result<IdsaFever, ScoreError> {
    let mut rule = Rule::of(tables, "idsa_fever")?;
    let [once, lasting] = rule.cuts(input.temp_c, ["temp_once", "temp_sustained"])?;
    let sustained = rule.flag("sustained_over_1h", input.sustained_over_1h);
    let fever = rule.settle(|w| w.is(once) || (w.is(lasting) && w.is(sustained)));
    Ok(IdsaFever { fever: fever.tri(|yes| *yes), basis: Basis::of(&rule, &fever) })
}
