//! The figures beside the findings, computed once.

use super::context::Context;
use super::courses::{cycles, drug_courses, radiation_courses};
use super::goal::Goal;
use super::ledger::{Nutrient, Window};
use super::model::{IntakeWindow, Picture, WeightChange};
use super::overview::{Cycle, CycleSymptom};
use super::panel::panel;
use super::rules::before_surgery::checklist;
use super::rules::tube_delivery::tube_days;
use super::rules::weigh_again::to_confirm;
use super::series::Loss;
use crate::exact::Exact;
use crate::score::ScoreError;

/// The windows of energy and protein, in days.
const INTAKE_DAYS: [i32; 3] = [3, 7, 14];
/// The windows of fluid, in days.
const FLUID_DAYS: [i32; 2] = [3, 7];
/// How many days of tube feeding are shown.
const TUBE_DAYS: i32 = 14;
/// How far back symptoms are laid over cycles.
const CYCLE_DAYS: i32 = 70;

/// Every figure of a report that more than one place may print.
pub(super) fn picture(context: &Context<'_>) -> Result<Picture, ScoreError> {
    let goal = |nutrient: Nutrient| Goal::of(context, nutrient);
    let (energy, protein, fluid) =
        (goal(Nutrient::Energy)?, goal(Nutrient::Protein)?, goal(Nutrient::Fluid)?);
    let cycles = cycles(context);
    Ok(Picture {
        weight: context.series.latest().map(|weighing| (weighing.day, weighing.weight_g)),
        bmi: context.bmi.map(Exact::to_text),
        weight_changes: context.series.losses.iter().map(weight_change).collect(),
        energy: windows(context, Nutrient::Energy, &INTAKE_DAYS, energy.as_ref())?,
        protein: windows(context, Nutrient::Protein, &INTAKE_DAYS, protein.as_ref())?,
        fluid: windows(context, Nutrient::Fluid, &FLUID_DAYS, fluid.as_ref())?,
        energy_target_kcal: energy.as_ref().map(Goal::shown),
        protein_target_g: protein.as_ref().map(Goal::shown),
        fluid_target_ml: fluid.as_ref().map(Goal::shown),
        volume: windows(context, Nutrient::Volume, &FLUID_DAYS, None)?,
        courses: drug_courses(context)?.into_iter().map(|course| course.figures).collect(),
        radiation: radiation_courses(context),
        cycle_symptoms: cycle_symptoms(context, &cycles),
        cycles,
        instruments: panel(context)?,
        before_surgery: checklist(context)?,
        tube: tube_days(context, TUBE_DAYS)
            .into_iter()
            .map(|day| (day.day, day.delivered_ml, day.prescribed_ml))
            .collect(),
        surgery: context.operation.as_ref().map(|operation| {
            (operation.day, operation.name.clone(), operation.day.days_since(context.as_of))
        }),
        to_confirm: to_confirm(context, None),
        newer_entries: context.timeline.newer().len(),
    })
}

/// The worst of each symptom on each day of the cycles, as far as days are summed up.
fn cycle_symptoms(context: &Context<'_>, cycles: &[Cycle]) -> Vec<CycleSymptom> {
    let mut symptoms = Vec::new();
    for summary in context.last_days(CYCLE_DAYS) {
        let begun = (0_u32..).zip(cycles).filter(|(_, cycle)| cycle.first_day <= summary.day);
        let Some((place, cycle)) = begun.last() else { continue };
        let day = summary.day.days_since(cycle.first_day) + 1;
        let of_day = summary.symptoms.iter();
        symptoms.extend(of_day.map(|(item, level)| CycleSymptom { item, cycle: place, day, level }));
    }
    symptoms
}

fn weight_change(loss: &Loss) -> WeightChange {
    let point = |weighing: super::series::Weighing| (weighing.day, weighing.weight_g);
    WeightChange {
        window_days: loss.window_days,
        reference: loss.reference.map(point),
        loss_percent: loss.against_reference.map(Exact::to_text),
        peak: loss.largest.map(|fall| point(fall.from)),
        largest_loss_percent: loss.known().or(loss.least()).map(Exact::to_text),
    }
}

fn windows(
    context: &Context<'_>,
    nutrient: Nutrient,
    days: &[i32],
    goal: Option<&Goal>,
) -> Result<Vec<IntakeWindow>, ScoreError> {
    let window = |days: &i32| Ok(Window::of(context, nutrient, *days)?.shown(goal)?);
    days.iter().map(window).collect()
}
