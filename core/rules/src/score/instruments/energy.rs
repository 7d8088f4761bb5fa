//! Energy and protein: resting energy by formula, and guideline targets by weight.

use super::{Sex, lacking};
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::{Choice, inputs, words};
use crate::score::outcome::outcome;
use crate::tables::{Table, Tables};

inputs! {
    /// What the formulas of resting energy ask.
    RestingEnergyInput {
        /// Sex.
        sex: Sex,
        /// Weight, kg.
        weight_kg: Exact,
        /// Height, cm.
        height_cm: Exact,
        /// Age in years.
        age: Exact,
    }
}

outcome! {
    /// Resting energy.
    RestingEnergy {
        /// kcal a day.
        kcal: Option<Exact>,
    }
}

words! {
    /// The guideline that applies.
    Setting {
        /// ESPEN in cancer.
        Cancer = "cancer",
        /// ESPEN around an operation.
        Surgery = "surgery",
    }
}

inputs! {
    /// What the targets ask.
    TargetsInput {
        /// The weight to reckon with, kg.
        weight_kg: Exact,
        /// The guideline that applies.
        setting: Setting,
    }
}

outcome! {
    /// Daily targets.
    Targets {
        /// kcal.
        kcal_min: Option<Exact>,
        /// kcal.
        kcal_max: Option<Exact>,
        /// g of protein.
        protein_min_g: Option<Exact>,
        /// g of protein.
        protein_max_g: Option<Exact>,
    }
}

/// Mifflin-St Jeor (Am J Clin Nutr 1990;51:241-247).
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn mifflin(tables: &Tables, input: &RestingEnergyInput) -> Result<RestingEnergy, ScoreError> {
    resting_energy(tables.table("mifflin")?, input)
}

/// Harris-Benedict, the original set of 1919.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn harris_benedict_1919(
    tables: &Tables,
    input: &RestingEnergyInput,
) -> Result<RestingEnergy, ScoreError> {
    resting_energy(tables.table("harris_benedict_1919")?, input)
}

/// Energy and protein a day by ESPEN (Arends, Clin Nutr 2017;36:11-48; Weimann, Clin Nutr 2021;40:4745-4761).
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn targets(tables: &Tables, input: &TargetsInput) -> Result<Targets, ScoreError> {
    let table = tables.table("targets")?;
    let settings: Vec<Setting> =
        input.setting.map_or_else(|| Setting::all().collect(), |setting| vec![setting]);
    // What the guidelines agree on holds whichever applies.
    let target = |row: &str| -> Result<Option<Exact>, ScoreError> {
        let mut factors = Vec::new();
        for setting in &settings {
            factors.push(table.constant(&format!("{row}_{}", setting.word()))?);
        }
        factors.dedup();
        match (input.weight_kg, factors.as_slice()) {
            (Some(weight), &[factor]) => Ok(Some(weight.times(factor)?)),
            _ => Ok(None),
        }
    };
    Ok(Targets {
        kcal_min: target("kcal_min")?,
        kcal_max: target("kcal_max")?,
        protein_min_g: target("protein_min")?,
        protein_max_g: target("protein_max")?,
        basis: lacking(&[("weight_kg", input.weight_kg.is_none()), ("setting", input.setting.is_none())]),
    })
}

fn resting_energy(table: &Table, input: &RestingEnergyInput) -> Result<RestingEnergy, ScoreError> {
    let RestingEnergyInput { sex, weight_kg, height_cm, age } = *input;
    let (Some(sex), Some(weight), Some(height), Some(years)) = (sex, weight_kg, height_cm, age) else {
        let unknown = [
            ("sex", sex.is_none()),
            ("weight_kg", weight_kg.is_none()),
            ("height_cm", height_cm.is_none()),
            ("age", age.is_none()),
        ];
        return Ok(RestingEnergy { kcal: None, basis: lacking(&unknown) });
    };
    let factor = |row: &str| table.constant(&format!("{row}_{}", sex.word()));
    let by_weight = factor("weight")?.times(weight)?;
    let by_height = factor("height")?.times(height)?;
    let by_age = factor("age")?.times(years)?;
    let kcal = factor("base")?.plus(by_weight)?.plus(by_height)?.plus(by_age)?;
    Ok(RestingEnergy { kcal: Some(kcal), basis: lacking(&[]) })
}
