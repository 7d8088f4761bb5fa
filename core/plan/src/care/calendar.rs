//! The calendar of treatments: what is planned, what became of it, and the cycles that it makes.

use nourish_record::{CalendarDay, EntryId, Modality, Shown, Timeline, Treatment, TreatmentStatus};

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
    /// What is known of it. Planned: nobody said yet that it was given, put off or called off.
    pub status: TreatmentStatus,
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

/// Every treatment once, in order of days: where one was given by the day `as_of`, put off or called off, that stands in the plan's place.
pub(super) fn treatments(timeline: &Timeline, as_of: CalendarDay) -> Vec<PlannedTreatment> {
    let by_then = |(shown, treatment): &(&Shown, &Treatment)| {
        treatment.status != TreatmentStatus::Given || shown.day() <= as_of
    };
    let all: Vec<(&Shown, &Treatment)> = timeline.of_kind::<Treatment>().filter(by_then).collect();
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
    found.sort_by(|a, b| (a.day, a.status, &a.name).cmp(&(b.day, b.status, &b.name)));
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
        status: treatment.status,
    }
}

/// The cycles of drug treatment, in order. One that was planned and of which nothing else is known counts from its planned day: a
/// question too many is better than one too few.
pub(super) fn cycles(treatments: &[PlannedTreatment]) -> Vec<Cycle> {
    let mut cycles: Vec<Cycle> = Vec::new();
    let drugs = treatments.iter().filter(|treatment| {
        treatment.modality.is_drug()
            && matches!(treatment.status, TreatmentStatus::Given | TreatmentStatus::Planned)
    });
    for treatment in drugs {
        let after = treatment.cycle_day.and_then(|day| i32::try_from(day).ok()).unwrap_or(1) - 1;
        let first_day = treatment.day.plus(-after);
        let given = treatment.status == TreatmentStatus::Given;
        let regimen = treatment.regimen.as_ref().unwrap_or(&treatment.name);
        let same = cycles.iter_mut().find(|cycle| {
            let near = cycle.first_day.days_since(first_day).abs() <= SAME_CYCLE_DAYS;
            cycle.regimen == *regimen && cycle.number == treatment.cycle && near
        });
        match same {
            Some(cycle) => cycle.given |= given,
            None => {
                cycles.push(Cycle { regimen: regimen.clone(), number: treatment.cycle, first_day, given });
            }
        }
    }
    cycles.sort_by(|a, b| (a.first_day, &a.regimen).cmp(&(b.first_day, &b.regimen)));
    cycles
}

/// A later dose of a cycle that was put off by up to so many days still belongs to it.
const SAME_CYCLE_DAYS: i32 = 10;
