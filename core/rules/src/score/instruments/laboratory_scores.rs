//! Laboratory scores: CONUT (Ignacio de Ulibarri, Nutr Hosp 2005;20:38-45) and the modified Glasgow Prognostic Score
//! (McMillan, Cancer Treat Rev 2013;39:534-540).

use super::category;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::{inputs, words};
use crate::score::outcome::{Basis, Total, outcome};
use crate::score::rule::Rule;
use crate::tables::Tables;

words! {
    /// Undernutrition by CONUT.
    ConutCategory {
        /// 0 to 1 points.
        Normal = "normal",
        /// 2 to 4 points.
        Light = "light",
        /// 5 to 8 points.
        Moderate = "moderate",
        /// 9 to 12 points.
        Severe = "severe",
    }
}

inputs! {
    /// What CONUT asks.
    ConutInput {
        /// Serum albumin, g/dL.
        albumin_g_dl: Exact,
        /// Lymphocytes per mm3.
        lymphocytes_per_mm3: Exact,
        /// Total cholesterol, mg/dL.
        cholesterol_mg_dl: Exact,
    }
}

outcome! {
    /// Controlling Nutritional Status.
    Conut {
        /// 0 to 12.
        score: Total,
        /// What the score stands for.
        category: Option<ConutCategory>,
    }
}

inputs! {
    /// What the modified Glasgow Prognostic Score asks.
    MgpsInput {
        /// C-reactive protein, mg/L.
        crp_mg_l: Exact,
        /// Serum albumin, g/L.
        albumin_g_l: Exact,
    }
}

outcome! {
    /// Modified Glasgow Prognostic Score.
    Mgps {
        /// 0 to 2.
        score: Option<i32>,
    }
}

/// Points for albumin, lymphocytes and cholesterol.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn conut(tables: &Tables, input: &ConutInput) -> Result<Conut, ScoreError> {
    let mut rule = Rule::of(tables, "conut")?;
    let parts = [
        rule.graded(input.albumin_g_dl, "albumin_g_dl")?,
        rule.graded(input.lymphocytes_per_mm3, "lymphocytes_per_mm3")?,
        rule.graded(input.cholesterol_mg_dl, "cholesterol_mg_dl")?,
    ];
    let score = rule.settle(|w| parts.iter().map(|part| w.level(*part)).sum::<i32>());
    let table = rule.table;
    let category = score.agreed_of(|score| Ok(category(table, "score", Exact::whole((*score).into()))?.0))?;
    Ok(Conut { score: score.range(|score| *score).into(), category, basis: Basis::of(&rule, &score) })
}

/// C-reactive protein first: unless it is raised, the albumin does not matter.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn mgps(tables: &Tables, input: &MgpsInput) -> Result<Mgps, ScoreError> {
    let mut rule = Rule::of(tables, "mgps")?;
    let crp_raised = rule.cut(input.crp_mg_l, "crp_raised")?;
    let albumin_low = rule.cut(input.albumin_g_l, "albumin_low")?;
    let grid = rule.table.grid("score")?;
    let score = rule.settle(|w| grid.cell(w.is(crp_raised).into(), w.is(albumin_low).into()));
    Ok(Mgps { score: score.agreed(|score| *score).flatten(), basis: Basis::of(&rule, &score) })
}
