//! Parenteral nutrition: energy of a bag, and glucose infusion rate.

use super::lacking;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::inputs;
use crate::score::outcome::outcome;
use crate::tables::{Table, Tables};

inputs! {
    /// What is in a bag.
    PnEnergyInput {
        /// Dextrose, g.
        dextrose_g: Exact,
        /// Amino acids, g.
        amino_acid_g: Exact,
        /// 20 % lipid emulsion, mL.
        lipid20_ml: Exact,
    }
}

outcome! {
    /// Energy of a bag.
    PnEnergy {
        /// From dextrose.
        dextrose_kcal: Option<Exact>,
        /// From amino acids.
        amino_acid_kcal: Option<Exact>,
        /// From lipid.
        lipid_kcal: Option<Exact>,
        /// Of all three.
        total_kcal: Option<Exact>,
    }
}

inputs! {
    /// What the glucose infusion rate asks.
    PnGirInput {
        /// Dextrose, g.
        dextrose_g: Exact,
        /// Duration of the infusion, hours.
        hours: Exact,
        /// Weight, kg.
        weight_kg: Exact,
    }
}

outcome! {
    /// Glucose infusion rate.
    PnGir {
        /// mg/kg/min.
        gir_mg_kg_min: Option<Exact>,
    }
}

/// Energy by component; each stands as soon as its amount is known, the total with all three.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn pn_energy(tables: &Tables, input: &PnEnergyInput) -> Result<PnEnergy, ScoreError> {
    let table = tables.table("pn_energy")?;
    let dextrose_kcal = energy(table, "dextrose", input.dextrose_g)?;
    let amino_acid_kcal = energy(table, "amino_acid", input.amino_acid_g)?;
    let lipid_kcal = energy(table, "lipid20", input.lipid20_ml)?;
    let total_kcal = match (dextrose_kcal, amino_acid_kcal, lipid_kcal) {
        (Some(dextrose), Some(amino_acid), Some(lipid)) => Some(dextrose.plus(amino_acid)?.plus(lipid)?),
        _ => None,
    };
    let basis = lacking(&[
        ("dextrose_g", input.dextrose_g.is_none()),
        ("amino_acid_g", input.amino_acid_g.is_none()),
        ("lipid20_ml", input.lipid20_ml.is_none()),
    ]);
    Ok(PnEnergy { dextrose_kcal, amino_acid_kcal, lipid_kcal, total_kcal, basis })
}

/// Dextrose in mg per kg and minute of infusion. Without dextrose the rate is 0, however long and for whomever it runs.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn pn_gir(tables: &Tables, input: &PnGirInput) -> Result<PnGir, ScoreError> {
    let table = tables.table("pn_gir")?;
    let PnGirInput { dextrose_g, hours, weight_kg } = *input;
    if dextrose_g == Some(Exact::ZERO) {
        return Ok(PnGir { gir_mg_kg_min: Some(Exact::ZERO), basis: lacking(&[]) });
    }
    let (Some(dextrose), Some(hours), Some(weight)) = (dextrose_g, hours, weight_kg) else {
        let unknown = [
            ("dextrose_g", dextrose_g.is_none()),
            ("hours", hours.is_none()),
            ("weight_kg", weight_kg.is_none()),
        ];
        return Ok(PnGir { gir_mg_kg_min: None, basis: lacking(&unknown) });
    };
    let milligrams = dextrose.times(table.constant("mg_per_g")?)?;
    let minutes = hours.times(table.constant("minutes_per_hour")?)?;
    let gir = milligrams.over(weight)?.over(minutes)?;
    Ok(PnGir { gir_mg_kg_min: Some(gir), basis: lacking(&[]) })
}

fn energy(table: &Table, row: &str, amount: Option<Exact>) -> Result<Option<Exact>, ScoreError> {
    let factor = table.constant(row)?;
    Ok(amount.map(|amount| amount.times(factor)).transpose()?)
}
