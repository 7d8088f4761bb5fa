//! Daily targets: the plan's, else the guideline's for the current weight.

use super::context::Context;
use super::ledger::Nutrient;
use super::model::Target;
use super::print;
use super::series::Weighing;
use crate::exact::{Exact, ExactError};
use crate::score::{ScoreError, Setting, TargetsInput, targets};
use nourish_record::{CalendarDay, EntryId, FeedingPlan, FindingItem};

/// A daily target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Goal {
    pub(super) least: Exact,
    pub(super) most: Option<Exact>,
    pub(super) basis: String,
    pub(super) plan: Option<(EntryId, CalendarDay)>,
}

impl Goal {
    /// The target as a report shows it.
    pub(super) fn shown(&self) -> Target {
        Target {
            least: print::floor(self.least),
            most: self.most.map(print::floor),
            basis: self.basis.clone(),
        }
    }

    /// The latest plan's target, else the guideline's range for the current weight.
    pub(super) fn of(context: &Context<'_>, nutrient: Nutrient) -> Result<Option<Self>, ScoreError> {
        match Self::planned(context, nutrient)? {
            Some(goal) => Ok(Some(goal)),
            None => Self::by_weight(context, nutrient),
        }
    }

    fn planned(context: &Context<'_>, nutrient: Nutrient) -> Result<Option<Self>, ScoreError> {
        let said = context.said(|plan: &FeedingPlan| match nutrient {
            Nutrient::Energy => plan.energy_min_kcal_milli.map(|least| (least, plan.energy_max_kcal_milli)),
            Nutrient::Protein => plan.protein_min_mg.map(|least| (least, plan.protein_max_mg)),
            Nutrient::Fluid => plan.fluid_ml.map(|least| (least, None)),
            Nutrient::Volume => None,
        });
        let parts = if nutrient == Nutrient::Fluid { 1 } else { 1000 };
        let amount = |stored: u32| Exact::ratio(i128::from(stored), parts);
        let Some(said) = said else { return Ok(None) };
        Ok(Some(Self {
            least: amount(said.value.0)?,
            most: said.value.1.map(amount).transpose()?,
            basis: format!("the plan of {}", said.day),
            plan: Some((said.entry, said.day)),
        }))
    }

    fn by_weight(context: &Context<'_>, nutrient: Nutrient) -> Result<Option<Self>, ScoreError> {
        let Some(weighing) = context.series.current_dry() else { return Ok(None) };
        let (weight_kg, adjusted) = basis_kg(context, weighing)?;
        let (setting, guideline) = match context.operation {
            Some(_) => (Setting::Surgery, "ESPEN range around an operation"),
            None => (Setting::Cancer, "ESPEN range in cancer"),
        };
        let input = TargetsInput { weight_kg: Some(weight_kg), setting: Some(setting) };
        let range = targets(context.tables, &input)?;
        let (least, most, guideline) = match nutrient {
            Nutrient::Energy => (range.kcal_min, range.kcal_max, guideline),
            Nutrient::Protein => (range.protein_min_g, range.protein_max_g, guideline),
            Nutrient::Fluid => {
                let restricted = context.found(FindingItem::FluidRestriction).is_some_and(|said| said.value);
                let table = context.tables.table("hydration")?;
                let per_kg = |row: &str| -> Result<Option<Exact>, ScoreError> {
                    Ok((!restricted).then_some(table.constant(row)?.times(weight_kg)?))
                };
                (per_kg("fluid_min")?, per_kg("fluid_max")?, "common range")
            }
            Nutrient::Volume => return Ok(None),
        };
        let basis = match adjusted {
            true => format!("{guideline} for an adjusted weight of {} kg", print::tenths(weight_kg)),
            false => format!("{guideline} for {}", print::kilograms(weighing.weight_g)),
        };
        Ok(least.map(|least| Self { least, most, basis, plan: None }))
    }
}

/// The weight that a target counts with, in kg, and whether it is another than the one weighed: from a body-mass index of 30 on, the
/// ideal weight and a share of what lies above it.
fn basis_kg(context: &Context<'_>, weighing: Weighing) -> Result<(Exact, bool), ScoreError> {
    let actual_kg = Exact::ratio(i128::from(weighing.weight_g), 1000)?;
    let Some(height) = context.height_mm else { return Ok((actual_kg, false)) };
    let heavy = context.inputs.threshold("weight_based_target_doubtful")?.bound;
    let bmi = Exact::body_mass_index(i64::from(weighing.weight_g), i64::from(height.value))?;
    let basis = context.inputs.setting("heavy_weight_basis")?;
    if basis == "actual" || !heavy.holds(bmi) {
        return Ok((actual_kg, false));
    }
    let height_m = Exact::ratio(i128::from(height.value), 1000)?;
    let ideal_kg = context.inputs.constant("ideal_bmi")?.times(height_m.times(height_m)?)?;
    let above = actual_kg.minus(ideal_kg)?.times(context.inputs.constant(basis)?)?;
    Ok((ideal_kg.plus(above)?, true))
}

/// An amount in percent of the target's lower end; unknown for a target of zero.
pub(super) fn percent_of(amount: Exact, goal: &Goal) -> Result<Option<Exact>, ExactError> {
    if goal.least <= Exact::ZERO {
        return Ok(None);
    }
    Exact::whole(100).times(amount)?.over(goal.least).map(Some)
}
