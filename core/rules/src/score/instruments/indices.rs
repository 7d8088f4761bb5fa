//! Indices by formula: PNI (Onodera 1984), GNRI (Bouillanne, Am J Clin Nutr 2005;82:777-783) and NRI (Veterans Affairs
//! study, N Engl J Med 1991;325:525-532). Each needs all of its inputs: without one there is neither index nor category.

use super::{Sex, category, lacking};
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::{Choice, inputs, words};
use crate::score::outcome::{Basis, outcome};
use crate::tables::{Table, Tables};

words! {
    /// What the Prognostic Nutritional Index was proposed for: resection and anastomosis.
    PniCategory {
        /// 45 or more.
        Usual = "usual",
        /// 40 to below 45.
        Caution = "caution",
        /// Below 40.
        ContraindicatedBand = "contraindicated_band",
    }
}

inputs! {
    /// What the Prognostic Nutritional Index asks.
    PniInput {
        /// Serum albumin, g/dL.
        albumin_g_dl: Exact,
        /// Lymphocytes per mm3.
        lymphocytes_per_mm3: Exact,
    }
}

outcome! {
    /// Prognostic Nutritional Index.
    Pni {
        /// The index.
        pni: Option<Exact>,
        /// Its original band.
        category: Option<PniCategory>,
    }
}

words! {
    /// Formula of the ideal weight.
    IdealWeight {
        /// Lorentz'.
        Lorentz = "lorentz",
    }
}

words! {
    /// Nutrition-related risk of the elderly.
    GnriCategory {
        /// Over 98.
        None = "none",
        /// 92 to 98.
        Low = "low",
        /// 82 to below 92.
        Moderate = "moderate",
        /// Below 82.
        Major = "major",
    }
}

inputs! {
    /// What the Geriatric Nutritional Risk Index asks.
    GnriInput {
        /// Sex.
        sex: Sex,
        /// Height, cm.
        height_cm: Exact,
        /// Present weight, kg.
        weight_kg: Exact,
        /// Serum albumin, g/L.
        albumin_g_l: Exact,
        /// Formula of the ideal weight; Lorentz' when not given.
        ideal_weight: IdealWeight,
    }
}

outcome! {
    /// Geriatric Nutritional Risk Index.
    Gnri {
        /// The index.
        gnri: Option<Exact>,
        /// Its band.
        category: Option<GnriCategory>,
    }
}

words! {
    /// Malnutrition by the Nutritional Risk Index.
    NriCategory {
        /// Over 100.
        None = "none",
        /// 97.5 to 100.
        Mild = "mild",
        /// 83.5 to below 97.5.
        Moderate = "moderate",
        /// Below 83.5.
        Severe = "severe",
    }
}

inputs! {
    /// What the Nutritional Risk Index asks.
    NriInput {
        /// Serum albumin, g/L.
        albumin_g_l: Exact,
        /// Present weight, kg.
        current_weight_kg: Exact,
        /// Usual weight, kg.
        usual_weight_kg: Exact,
    }
}

outcome! {
    /// Nutritional Risk Index.
    Nri {
        /// The index.
        nri: Option<Exact>,
        /// Its band.
        category: Option<NriCategory>,
    }
}

/// 10 x albumin (g/dL) + 0.005 x lymphocytes (per mm3).
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn pni(tables: &Tables, input: &PniInput) -> Result<Pni, ScoreError> {
    let table = tables.table("pni")?;
    let PniInput { albumin_g_dl, lymphocytes_per_mm3 } = *input;
    let (Some(albumin), Some(lymphocytes)) = (albumin_g_dl, lymphocytes_per_mm3) else {
        let unknown = [
            ("albumin_g_dl", albumin_g_dl.is_none()),
            ("lymphocytes_per_mm3", lymphocytes_per_mm3.is_none()),
        ];
        return Ok(Pni { pni: None, category: None, basis: lacking(&unknown) });
    };
    let lymphocyte_part = table.constant("lymphocyte_factor")?.times(lymphocytes)?;
    let pni = table.constant("albumin_factor")?.times(albumin)?.plus(lymphocyte_part)?;
    let (category, basis) = banded(table, "pni", pni)?;
    Ok(Pni { pni: Some(pni), category: Some(category), basis })
}

/// 1.489 x albumin (g/L) + 41.7 x weight / ideal weight, the ratio capped at 1.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn gnri(tables: &Tables, input: &GnriInput) -> Result<Gnri, ScoreError> {
    let table = tables.table("gnri")?;
    let GnriInput { sex, height_cm, weight_kg, albumin_g_l, ideal_weight } = *input;
    let (Some(sex), Some(height), Some(weight), Some(albumin)) = (sex, height_cm, weight_kg, albumin_g_l)
    else {
        let unknown = [
            ("sex", sex.is_none()),
            ("height_cm", height_cm.is_none()),
            ("weight_kg", weight_kg.is_none()),
            ("albumin_g_l", albumin_g_l.is_none()),
        ];
        return Ok(Gnri { gnri: None, category: None, basis: lacking(&unknown) });
    };
    let ideal = match ideal_weight.unwrap_or(IdealWeight::Lorentz) {
        IdealWeight::Lorentz => lorentz(table, sex, height)?,
    };
    let ratio = weight.over(ideal)?.min(table.constant("ratio_cap")?);
    let weight_part = table.constant("weight_factor")?.times(ratio)?;
    let gnri = table.constant("albumin_factor")?.times(albumin)?.plus(weight_part)?;
    let (category, basis) = banded(table, "gnri", gnri)?;
    Ok(Gnri { gnri: Some(gnri), category: Some(category), basis })
}

/// 1.519 x albumin (g/L) + 41.7 x present / usual weight, not capped.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn nri(tables: &Tables, input: &NriInput) -> Result<Nri, ScoreError> {
    let table = tables.table("nri")?;
    let NriInput { albumin_g_l, current_weight_kg, usual_weight_kg } = *input;
    let (Some(albumin), Some(current), Some(usual)) = (albumin_g_l, current_weight_kg, usual_weight_kg)
    else {
        let unknown = [
            ("albumin_g_l", albumin_g_l.is_none()),
            ("current_weight_kg", current_weight_kg.is_none()),
            ("usual_weight_kg", usual_weight_kg.is_none()),
        ];
        return Ok(Nri { nri: None, category: None, basis: lacking(&unknown) });
    };
    let weight_part = table.constant("weight_factor")?.times(current.over(usual)?)?;
    let nri = table.constant("albumin_factor")?.times(albumin)?.plus(weight_part)?;
    let (category, basis) = banded(table, "nri", nri)?;
    Ok(Nri { nri: Some(nri), category: Some(category), basis })
}

fn banded<C: Choice>(table: &Table, index: &str, value: Exact) -> Result<(C, Basis), ScoreError> {
    let (category, band) = category(table, index, value)?;
    Ok((category, Basis { open: Vec::new(), fired: vec![band] }))
}

/// Height - 100 - (height - 150) / 4 for men, / 2.5 for women.
fn lorentz(table: &Table, sex: Sex, height_cm: Exact) -> Result<Exact, ScoreError> {
    let divisor = match sex {
        Sex::Female => table.constant("lorentz_divisor_female")?,
        Sex::Male => table.constant("lorentz_divisor_male")?,
    };
    let correction = height_cm.minus(table.constant("lorentz_reference")?)?.over(divisor)?;
    Ok(height_cm.minus(table.constant("lorentz_height")?)?.minus(correction)?)
}
