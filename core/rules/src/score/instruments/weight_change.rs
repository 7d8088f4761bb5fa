//! Weight change in percent of the earlier weight.

use super::lacking;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::inputs;
use crate::score::outcome::outcome;
use crate::tables::Tables;
use crate::tri::Tri;

inputs! {
    /// Two weights.
    WeightChangeInput {
        /// The earlier weight, kg.
        reference_kg: Exact,
        /// The present weight, kg.
        current_kg: Exact,
    }
}

outcome! {
    /// Loss, and the limits it reaches (`ge`) or passes (`gt`).
    WeightChange {
        /// Percent of the earlier weight; negative for a gain.
        loss_pct: Option<Exact>,
        /// 5 % or more.
        loss_ge_5: Tri,
        /// More than 5 %.
        loss_gt_5: Tri,
        /// 10 % or more.
        loss_ge_10: Tri,
        /// More than 10 %.
        loss_gt_10: Tri,
        /// 15 % or more.
        loss_ge_15: Tri,
        /// More than 15 %.
        loss_gt_15: Tri,
        /// 20 % or more.
        loss_ge_20: Tri,
        /// More than 20 %.
        loss_gt_20: Tri,
    }
}

/// Loss in percent, compared unrounded.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn weight_change(tables: &Tables, input: &WeightChangeInput) -> Result<WeightChange, ScoreError> {
    let table = tables.table("weight_change")?;
    let mut basis = lacking(&[
        ("reference_kg", input.reference_kg.is_none()),
        ("current_kg", input.current_kg.is_none()),
    ]);
    let loss_pct = match input.reference_kg.zip(input.current_kg) {
        Some((reference, current)) => Some(Exact::percent_lost(reference, current)?),
        None => None,
    };
    let mut met = |row: &str| -> Result<Tri, ScoreError> {
        let bound = table.threshold(row)?.bound;
        let holds = Tri::from(loss_pct.map(|loss| bound.holds(loss)));
        if holds == Tri::Yes {
            basis.fired.push(row.to_owned());
        }
        Ok(holds)
    };
    Ok(WeightChange {
        loss_pct,
        loss_ge_5: met("loss_ge_5")?,
        loss_gt_5: met("loss_gt_5")?,
        loss_ge_10: met("loss_ge_10")?,
        loss_gt_10: met("loss_gt_10")?,
        loss_ge_15: met("loss_ge_15")?,
        loss_gt_15: met("loss_gt_15")?,
        loss_ge_20: met("loss_ge_20")?,
        loss_gt_20: met("loss_gt_20")?,
        basis,
    })
}
