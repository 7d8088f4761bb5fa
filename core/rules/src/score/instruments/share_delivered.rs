//! What was given against what was planned: relative dose intensity (Hryniuk, J Clin Oncol 1984;2:1281-1288) and the
//! share of a tube feed.

use super::lacking;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::inputs;
use crate::score::outcome::{Basis, outcome};
use crate::tables::{Table, Tables};
use crate::tri::Tri;

inputs! {
    /// What relative dose intensity asks.
    RdiInput {
        /// Planned total dose.
        planned_total: Exact,
        /// Planned days: cycles times their length.
        planned_days: Exact,
        /// Delivered total dose, in the unit of the planned.
        delivered_total: Exact,
        /// Days from the first cycle's start to the planned end of the last cycle given.
        actual_days: Exact,
    }
}

outcome! {
    /// Relative dose intensity.
    Rdi {
        /// Percent; none if nothing was planned.
        rdi_pct: Option<Exact>,
        /// Below 85 %.
        below_85: Tri,
    }
}

inputs! {
    /// What the share of a tube feed asks, of the same 24 hours.
    EnteralDeliveryInput {
        /// Prescribed volume, mL.
        prescribed_ml: Exact,
        /// Delivered volume, mL.
        delivered_ml: Exact,
        /// Energy density, kcal/mL.
        kcal_per_ml: Exact,
    }
}

outcome! {
    /// Share of a tube feed delivered.
    EnteralDelivery {
        /// Energy delivered, kcal.
        kcal: Option<Exact>,
        /// Percent of the prescription; none if nothing was prescribed.
        pct_of_goal: Option<Exact>,
        /// Below 80 %.
        below_80: Tri,
        /// Below 70 %.
        below_70: Tri,
    }
}

/// 100 x (delivered dose / actual time) / (planned dose / planned time). Can exceed 100.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn rdi(tables: &Tables, input: &RdiInput) -> Result<Rdi, ScoreError> {
    let table = tables.table("rdi")?;
    let mut basis = lacking(&[
        ("planned_total", input.planned_total.is_none()),
        ("planned_days", input.planned_days.is_none()),
        ("delivered_total", input.delivered_total.is_none()),
        ("actual_days", input.actual_days.is_none()),
    ]);
    let doses = percent(input.delivered_total, input.planned_total)?;
    let times = input.planned_days.zip(input.actual_days);
    let rdi_pct = match doses.zip(times) {
        Some((doses, (planned, actual))) => Some(doses.times(planned)?.over(actual)?),
        None => None,
    };
    let below_85 = met(table, "below_85", rdi_pct, &mut basis)?;
    Ok(Rdi { rdi_pct, below_85, basis })
}

/// Energy and share of the prescription delivered.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn enteral_delivery(
    tables: &Tables,
    input: &EnteralDeliveryInput,
) -> Result<EnteralDelivery, ScoreError> {
    let table = tables.table("enteral_delivery")?;
    let mut basis = lacking(&[
        ("prescribed_ml", input.prescribed_ml.is_none()),
        ("delivered_ml", input.delivered_ml.is_none()),
        ("kcal_per_ml", input.kcal_per_ml.is_none()),
    ]);
    let kcal = match input.delivered_ml.zip(input.kcal_per_ml) {
        Some((volume, density)) => Some(volume.times(density)?),
        None => None,
    };
    let pct_of_goal = percent(input.delivered_ml, input.prescribed_ml)?;
    let below_80 = met(table, "below_80", pct_of_goal, &mut basis)?;
    let below_70 = met(table, "below_70", pct_of_goal, &mut basis)?;
    Ok(EnteralDelivery { kcal, pct_of_goal, below_80, below_70, basis })
}

/// None without both values, or of a plan of zero.
fn percent(part: Option<Exact>, whole: Option<Exact>) -> Result<Option<Exact>, ScoreError> {
    match part.zip(whole) {
        Some((part, whole)) if whole > Exact::ZERO => Ok(Some(Exact::whole(100).times(part)?.over(whole)?)),
        _ => Ok(None),
    }
}

fn met(table: &Table, row: &str, value: Option<Exact>, basis: &mut Basis) -> Result<Tri, ScoreError> {
    let threshold = table.threshold(row)?;
    let holds = Tri::from(value.map(|value| threshold.bound.holds(value)));
    if holds == Tri::Yes {
        basis.fired.push(row.to_owned());
    }
    Ok(holds)
}
