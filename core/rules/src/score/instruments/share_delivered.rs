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
/// Nothing planned has no intensity and nothing delivered is 0 %, in whatever time.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn rdi(tables: &Tables, input: &RdiInput) -> Result<Rdi, ScoreError> {
    let table = tables.table("rdi")?;
    let RdiInput { planned_total, planned_days, delivered_total, actual_days } = *input;
    let share = Share::of(delivered_total, planned_total)?;
    let time_matters = !matches!(share, Share::OfNothing) && delivered_total != Some(Exact::ZERO);
    let mut basis = lacking(&[
        ("planned_total", planned_total.is_none()),
        ("planned_days", planned_days.is_none() && time_matters),
        ("delivered_total", delivered_total.is_none() && !matches!(share, Share::OfNothing)),
        ("actual_days", actual_days.is_none() && time_matters),
    ]);
    let rdi_pct = match (share, planned_days.zip(actual_days)) {
        (Share::Percent(doses), _) if doses == Exact::ZERO => Some(doses),
        (Share::Percent(doses), Some((planned, actual))) => Some(doses.times(planned)?.over(actual)?),
        _ => None,
    };
    let below_85 = met(table, "below_85", rdi_pct, &mut basis)?;
    Ok(Rdi { rdi_pct, below_85, basis })
}

/// Energy and share of the prescription delivered. Nothing prescribed has no share; nothing delivered is no energy.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row or a number has too many digits.
pub fn enteral_delivery(
    tables: &Tables,
    input: &EnteralDeliveryInput,
) -> Result<EnteralDelivery, ScoreError> {
    let table = tables.table("enteral_delivery")?;
    let EnteralDeliveryInput { prescribed_ml, delivered_ml, kcal_per_ml } = *input;
    let nothing_delivered = delivered_ml == Some(Exact::ZERO);
    // The volume delivered is asked for its energy, whatever was prescribed.
    let mut basis = lacking(&[
        ("prescribed_ml", prescribed_ml.is_none()),
        ("delivered_ml", delivered_ml.is_none()),
        ("kcal_per_ml", kcal_per_ml.is_none() && !nothing_delivered),
    ]);
    let kcal = match delivered_ml.zip(kcal_per_ml) {
        _ if nothing_delivered => Some(Exact::ZERO),
        Some((volume, density)) => Some(volume.times(density)?),
        None => None,
    };
    let pct_of_goal = Share::of(delivered_ml, prescribed_ml)?.percent();
    let below_80 = met(table, "below_80", pct_of_goal, &mut basis)?;
    let below_70 = met(table, "below_70", pct_of_goal, &mut basis)?;
    Ok(EnteralDelivery { kcal, pct_of_goal, below_80, below_70, basis })
}

/// What part of a plan was delivered.
#[derive(Clone, Copy)]
enum Share {
    /// Nothing was planned: there is no share, whatever was delivered.
    OfNothing,
    /// Percent of the plan.
    Percent(Exact),
    /// The plan or the part is not known.
    Open,
}

impl Share {
    fn of(part: Option<Exact>, whole: Option<Exact>) -> Result<Self, ScoreError> {
        match (part, whole) {
            (_, Some(whole)) if whole <= Exact::ZERO => Ok(Self::OfNothing),
            (Some(part), Some(whole)) => Ok(Self::Percent(Exact::whole(100).times(part)?.over(whole)?)),
            _ => Ok(Self::Open),
        }
    }

    fn percent(self) -> Option<Exact> {
        if let Self::Percent(percent) = self { Some(percent) } else { None }
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
