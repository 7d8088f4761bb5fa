//! The calendar of treatments: what is planned, what became of it, and the cycles that it makes.

use nourish_record::{CalendarDay, EntryId, Modality, Shown, Timeline, Treatment, TreatmentStatus};
use std::collections::BTreeMap;

/// What is known of a treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TreatmentState {
    /// Planned; nobody said yet that it was given, put off or called off.
    Planned,
    /// Given.
    Given,
    /// Put off.
    Delayed,
    /// Called off.
    Cancelled,
}

/// A treatment of the calendar.
#[derive(Clone, PartialEq, Eq)]
pub struct PlannedTreatment {
    /// The entry that says the latest of it.
    pub entry: EntryId,
    /// Its day: given on, else planned for.
    pub day: CalendarDay,
    /// What kind.
    pub modality: Modality,
    /// The drug, field or operation.
    pub name: String,
    /// The regimen it belongs to.
    pub regimen: Option<String>,
    /// Which cycle, from 1.
    pub cycle: Option<u32>,
    /// Which day of it, from 1.
    pub cycle_day: Option<u32>,
    /// How many days a cycle has.
    pub cycle_days: Option<u32>,
    /// What is known of it.
    pub state: TreatmentState,
}

/// A cycle of drug treatment.
#[derive(Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The regimen, or the drug where it belongs to none.
    pub regimen: String,
    /// Its number, from 1; `None` where nobody numbered it.
    pub number: Option<u32>,
    /// Its first day: given on, else planned for.
    pub first_day: CalendarDay,
    /// Whether anything of it is known to have been given.
    pub given: bool,
}

quiet_debug!(PlannedTreatment, Cycle);

/// Every treatment once, in order of days: where one was given, put off or called off, that stands in the plan's place.
pub(super) fn treatments(timeline: &Timeline) -> Vec<PlannedTreatment> {
    let all: Vec<(&Shown, &Treatment)> = timeline.of_kind::<Treatment>().collect();
    let mut found: Vec<PlannedTreatment> = all
        .iter()
        .filter(|(shown, treatment)| match treatment.status {
            TreatmentStatus::Planned => {
                !all.iter().any(|(other_shown, other)| answers((shown, treatment), (other_shown, other)))
            }
            // Put off, and then given on another day: the day it was given on stands.
            TreatmentStatus::Delayed => !all.iter().any(|(other_shown, other)| {
                other.status != TreatmentStatus::Delayed
                    && other.status != TreatmentStatus::Planned
                    && answers((shown, treatment), (other_shown, other))
            }),
            TreatmentStatus::Given | TreatmentStatus::Cancelled => true,
        })
        .map(|(shown, treatment)| of(shown, treatment))
        .collect();
    found.sort_by(|a, b| (a.day, a.state, &a.name).cmp(&(b.day, b.state, &b.name)));
    found
}

/// Whether `other` says what became of `planned`: the same drug of the same day of the same cycle, or of the day it was planned for.
fn answers((planned_on, planned): (&Shown, &Treatment), (other_on, other): (&Shown, &Treatment)) -> bool {
    if other.status == TreatmentStatus::Planned
        || other.name != planned.name
        || other.modality != planned.modality
    {
        return false;
    }
    let same_day = other_on.day() == planned_on.day() || other.planned_on == Some(planned_on.day());
    match (planned.cycle, other.cycle) {
        (Some(a), Some(b)) => {
            let first = |day: Option<u32>| day.unwrap_or(1);
            let same_course = planned.regimen == other.regimen;
            let near = other_on.day().days_since(planned_on.day()).abs() <= NEAR_DAYS;
            same_course && a == b && first(planned.cycle_day) == first(other.cycle_day) && (same_day || near)
        }
        _ => same_day,
    }
}

/// A dose of the same cycle further away than this belongs to another course of the same regimen, as FLOT before and after an
/// operation.
const NEAR_DAYS: i32 = 60;

fn of(shown: &Shown, treatment: &Treatment) -> PlannedTreatment {
    PlannedTreatment {
        entry: shown.root(),
        day: shown.day(),
        modality: treatment.modality,
        name: treatment.name.clone(),
        regimen: treatment.regimen.clone(),
        cycle: treatment.cycle,
        cycle_day: treatment.cycle_day,
        cycle_days: treatment.cycle_days,
        state: match treatment.status {
            TreatmentStatus::Planned => TreatmentState::Planned,
            TreatmentStatus::Given => TreatmentState::Given,
            TreatmentStatus::Delayed => TreatmentState::Delayed,
            TreatmentStatus::Cancelled => TreatmentState::Cancelled,
        },
    }
}

/// The cycles of drug treatment, in order. One that was planned and of which nothing else is known counts from its planned day: a
/// question too many is better than one too few.
pub(super) fn cycles(treatments: &[PlannedTreatment]) -> Vec<Cycle> {
    let mut cycles: BTreeMap<CalendarDay, Cycle> = BTreeMap::new();
    let drugs = treatments.iter().filter(|treatment| {
        let drug = matches!(
            treatment.modality,
            Modality::Chemotherapy | Modality::Targeted | Modality::Immunotherapy
        );
        drug && matches!(treatment.state, TreatmentState::Given | TreatmentState::Planned)
    });
    for treatment in drugs {
        let after = treatment.cycle_day.and_then(|day| i32::try_from(day).ok()).unwrap_or(1) - 1;
        let first_day = treatment.day.plus(-after);
        let given = treatment.state == TreatmentState::Given;
        let regimen = treatment.regimen.clone().unwrap_or_else(|| treatment.name.clone());
        let same = cycles.values_mut().find(|cycle| {
            let near = cycle.first_day.days_since(first_day).abs() <= SAME_CYCLE_DAYS;
            cycle.regimen == regimen && cycle.number == treatment.cycle && near
        });
        match same {
            Some(cycle) => cycle.given |= given,
            None => {
                let cycle = Cycle { regimen, number: treatment.cycle, first_day, given };
                cycles.entry(first_day).or_insert(cycle);
            }
        }
    }
    cycles.into_values().collect()
}

/// A later dose of a cycle that was put off by up to so many days still belongs to it.
const SAME_CYCLE_DAYS: i32 = 10;
