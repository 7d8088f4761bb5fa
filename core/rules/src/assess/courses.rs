//! Courses of treatment: what was planned, what was given, and when.

use super::context::Context;
use super::overview::{Course, Cycle, Delay, RadiationCourse, Reduction};
use crate::exact::Exact;
use crate::score::{RdiInput, ScoreError, rdi};
use nourish_record::{CalendarDay, EntryId, Modality, Shown, Treatment, TreatmentStatus};
use std::collections::{BTreeMap, BTreeSet};

/// One administration, planned or given.
struct Dose<'a> {
    entry: EntryId,
    day: CalendarDay,
    treatment: &'a Treatment,
}

/// A course of one drug, with what a finding needs beside its figures.
pub(super) struct DrugCourse {
    pub(super) figures: Course,
    pub(super) rdi: Option<Exact>,
    pub(super) evidence: Vec<(EntryId, CalendarDay, String)>,
}

/// Every drug that was given at least once up to today, by regimen and name.
pub(super) fn drug_courses(context: &Context<'_>) -> Result<Vec<DrugCourse>, ScoreError> {
    let mut by_drug: BTreeMap<(String, String), Vec<Dose<'_>>> = BTreeMap::new();
    for (shown, treatment) in context.timeline.of_kind::<Treatment>().filter(|(_, t)| t.modality.is_drug()) {
        let key = (treatment.regimen.clone().unwrap_or_default(), treatment.name.clone());
        by_drug.entry(key).or_default().push(dose(shown, treatment));
    }
    let mut courses = Vec::new();
    for ((regimen, drug), doses) in by_drug {
        courses.extend(course(context, regimen, drug, &doses)?);
    }
    Ok(courses)
}

/// The cycles that have begun, in order: of each regimen, the first day on which anything of it was given.
pub(super) fn cycles(context: &Context<'_>) -> Vec<Cycle> {
    let mut first: BTreeMap<(String, u32), CalendarDay> = BTreeMap::new();
    for (shown, treatment) in context.timeline.of_kind::<Treatment>() {
        let given = treatment.status == TreatmentStatus::Given && treatment.modality.is_drug();
        let Some(cycle) = treatment.cycle.filter(|_| given && shown.day() <= context.as_of) else { continue };
        let regimen = treatment.regimen.clone().unwrap_or_else(|| treatment.name.clone());
        let day = first.entry((regimen, cycle)).or_insert_with(|| shown.day());
        *day = shown.day().min(*day);
    }
    let cycle = |((regimen, number), first_day)| Cycle { regimen, number, first_day };
    let mut cycles: Vec<Cycle> = first.into_iter().map(cycle).collect();
    cycles.sort_by(|a, b| (a.first_day, &a.regimen, a.number).cmp(&(b.first_day, &b.regimen, b.number)));
    cycles
}

/// Every radiotherapy of which a fraction was given up to today.
pub(super) fn radiation_courses(context: &Context<'_>) -> Vec<RadiationCourse> {
    let mut by_name: BTreeMap<&str, Vec<(CalendarDay, &Treatment)>> = BTreeMap::new();
    let of_kind = context.timeline.of_kind::<Treatment>();
    for (shown, treatment) in of_kind.filter(|(_, t)| t.modality == Modality::Radiation) {
        by_name.entry(&treatment.name).or_default().push((shown.day(), treatment));
    }
    by_name.into_iter().filter_map(|(name, series)| radiation(context, name, &series)).collect()
}

fn radiation(
    context: &Context<'_>,
    name: &str,
    series: &[(CalendarDay, &Treatment)],
) -> Option<RadiationCourse> {
    let given: Vec<&(CalendarDay, &Treatment)> = series
        .iter()
        .filter(|(day, t)| t.status == TreatmentStatus::Given && *day <= context.as_of)
        .collect();
    let planned = || series.iter().filter(|(_, t)| t.status == TreatmentStatus::Planned).map(|(_, t)| *t);
    let (first, last) = (given.first()?.0, given.last()?.0);
    let fractions = |t: &Treatment| t.fractions.unwrap_or(1);
    let days: BTreeSet<CalendarDay> = given.iter().map(|(day, _)| *day).collect();
    // A series may be logged as a whole on one day: then there are no gaps to see.
    let gap_days = if days.len() < 2 { None } else { Some(weekdays_without(&days, first, last)) };
    let centigray = |t: &Treatment| t.dose_cgy;
    Some(RadiationCourse {
        name: name.to_owned(),
        fractions_given: given.iter().map(|(_, t)| fractions(t)).sum(),
        fractions_planned: planned().filter_map(|t| t.fractions).max(),
        dose_given_cgy: given.iter().map(|(_, t)| centigray(t)).sum::<Option<u32>>(),
        dose_planned_cgy: planned().filter_map(centigray).max(),
        first_day: first,
        last_day: last,
        gap_days,
    })
}

/// Days from Monday to Friday between the first and the last fraction on which none was given.
fn weekdays_without(days: &BTreeSet<CalendarDay>, first: CalendarDay, last: CalendarDay) -> u32 {
    let missed = |day: &CalendarDay| day.days_since(day.week().first_day()) < 5 && !days.contains(day);
    u32::try_from(first.through(last).filter(missed).count()).unwrap_or(u32::MAX)
}

fn course(
    context: &Context<'_>,
    regimen: String,
    drug: String,
    doses: &[Dose<'_>],
) -> Result<Option<DrugCourse>, ScoreError> {
    let until_today = |dose: &&Dose<'_>| dose.day <= context.as_of;
    let of_status = |status: TreatmentStatus| {
        doses.iter().filter(until_today).filter(move |dose| dose.treatment.status == status)
    };
    let given: Vec<&Dose<'_>> = of_status(TreatmentStatus::Given).collect();
    let Some(first) = given.first().map(|dose| dose.day) else { return Ok(None) };
    let last_cycle = given.iter().filter_map(|dose| dose.treatment.cycle).max();
    let planned_of = |dose: &Dose<'_>| dose.treatment.planned_dose_mg.or_else(|| planned_dose(doses, dose));
    let cancelled: Vec<&Dose<'_>> = of_status(TreatmentStatus::Cancelled)
        .filter(|dose| dose.treatment.cycle.zip(last_cycle).is_some_and(|(cycle, last)| cycle <= last))
        .collect();
    let delivered_mg: Option<u64> = given.iter().map(|dose| dose.treatment.dose_mg.map(u64::from)).sum();
    let called_off = |dose: &&Dose<'_>| dose.treatment.dose_mg.or_else(|| planned_of(dose));
    let planned_mg: Option<u64> = given
        .iter()
        .map(|dose| planned_of(dose))
        .chain(cancelled.iter().map(called_off))
        .map(|dose_mg| dose_mg.map(u64::from))
        .sum();
    let cycle_days = doses.iter().rev().find_map(|dose| dose.treatment.cycle_days);
    let last_began =
        given.iter().filter(|dose| dose.treatment.cycle == last_cycle).map(|dose| dose.day).min();
    let days = last_began
        .zip(cycle_days)
        .map(|(began, cycle_days)| began.days_since(first) + i32::try_from(cycle_days).unwrap_or(i32::MAX));
    let planned_days = last_cycle.zip(cycle_days).map(|(cycles, days)| i64::from(cycles) * i64::from(days));
    let whole = |amount: u64| Exact::ratio(i128::from(amount), 1);
    let input = RdiInput {
        planned_total: planned_mg.map(whole).transpose()?,
        planned_days: planned_days.map(Exact::whole),
        delivered_total: delivered_mg.map(whole).transpose()?,
        actual_days: days.map(|days| Exact::whole(i64::from(days))),
    };
    let intensity = rdi(context.tables, &input)?.rdi_pct;
    let planned_cycles = doses.iter().rev().find_map(|dose| dose.treatment.planned_cycles);
    let relative_dose = relative_total(planned_mg, delivered_mg, last_cycle, planned_cycles)?;
    let cycles_begun: BTreeSet<u32> = given.iter().filter_map(|dose| dose.treatment.cycle).collect();
    let evidence = given.iter().map(|dose| (dose.entry, dose.day, given_text(&drug, dose.treatment)));
    Ok(Some(DrugCourse {
        evidence: evidence.collect(),
        rdi: intensity,
        figures: Course {
            regimen,
            drug: drug.clone(),
            cycles_given: u32::try_from(cycles_begun.len()).unwrap_or(u32::MAX),
            cycles_planned: planned_cycles,
            rdi_percent: intensity.map(Exact::to_text),
            relative_dose_percent: relative_dose.map(Exact::to_text),
            delays: given.iter().filter_map(|dose| delay(dose)).collect(),
            reductions: given
                .iter()
                .map(|dose| reduction(dose, planned_of(dose)))
                .filter_map(Result::transpose)
                .collect::<Result<_, _>>()?,
            called_off: u32::try_from(cancelled.len()).unwrap_or(u32::MAX),
        },
    }))
}

/// The dose that was planned for the same day of the same cycle.
fn planned_dose(doses: &[Dose<'_>], given: &Dose<'_>) -> Option<u32> {
    let same = |dose: &&Dose<'_>| {
        let (a, b) = (dose.treatment, given.treatment);
        a.status == TreatmentStatus::Planned && a.cycle == b.cycle && a.cycle_day == b.cycle_day
    };
    doses.iter().filter(same).find_map(|dose| dose.treatment.dose_mg)
}

/// The whole dose given so far as a share of what all planned cycles hold, percent.
fn relative_total(
    planned_mg: Option<u64>,
    delivered_mg: Option<u64>,
    cycles: Option<u32>,
    planned_cycles: Option<u32>,
) -> Result<Option<Exact>, ScoreError> {
    let (Some(planned), Some(delivered), Some(cycles), Some(planned_cycles)) =
        (planned_mg, delivered_mg, cycles, planned_cycles)
    else {
        return Ok(None);
    };
    if planned == 0 || planned_cycles == 0 {
        return Ok(None);
    }
    let share = Exact::ratio(i128::from(delivered) * 100, i128::from(planned))?;
    Ok(Some(share.times(Exact::ratio(i128::from(cycles), i128::from(planned_cycles))?)?))
}

fn delay(dose: &Dose<'_>) -> Option<Delay> {
    let planned_on = dose.treatment.planned_on?;
    let days = dose.day.days_since(planned_on);
    let reason = dose.treatment.reason;
    (days > 0).then_some(Delay { day: dose.day, cycle: dose.treatment.cycle, days, reason })
}

fn reduction(dose: &Dose<'_>, planned_mg: Option<u32>) -> Result<Option<Reduction>, ScoreError> {
    let Some((given, planned)) = dose.treatment.dose_mg.zip(planned_mg).filter(|(g, p)| g < p) else {
        return Ok(None);
    };
    let percent = Exact::ratio(i128::from(given) * 100, i128::from(planned))?;
    let (day, cycle, reason) = (dose.day, dose.treatment.cycle, dose.treatment.reason);
    Ok(Some(Reduction { day, cycle, percent_given: percent.to_text(), reason }))
}

fn given_text(drug: &str, treatment: &Treatment) -> String {
    let cycle = treatment.cycle.map_or_else(String::new, |cycle| format!(", cycle {cycle}"));
    let dose = treatment.dose_mg.map_or_else(String::new, |dose_mg| format!(", {dose_mg} mg"));
    format!("{drug} given{cycle}{dose}")
}

fn dose<'a>(shown: &'a Shown, treatment: &'a Treatment) -> Dose<'a> {
    Dose { entry: shown.root(), day: shown.day(), treatment }
}
