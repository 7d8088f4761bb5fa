//! The list before an operation, treatment against its plan, symptoms by cycle, instruments: from the picture, nothing computed anew.

use super::sources::Sources;
use crate::model::{
    Audience, BeforeOperation, ChangedDrug, ChecklistLine, CourseLine, CycleAnswer, CycleLine, CycledSymptom,
    DoseChange, InstrumentField, InstrumentLine, RadiationLine, SymptomsByCycle, Treatment,
};
use crate::wording::{self, instrument};
use nourish_record::{CalendarDay, SymptomItem, TreatmentReason};
use nourish_rules::assess::{
    ChecklistItem, Course, Cycle, InstrumentResult, Picture, RadiationCourse, ResultField,
};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What is missing first, and each group in the assessment's order.
pub(super) fn before_operation(
    picture: &Picture,
    as_of: CalendarDay,
    audience: Audience,
) -> Option<BeforeOperation> {
    let (day, name, days_away) = picture.surgery.as_ref().filter(|_| !picture.before_surgery.is_empty())?;
    let line = |item: &ChecklistItem| ChecklistLine {
        what: match audience {
            Audience::Patient => wording::plain_checklist(&item.what).to_owned(),
            _ => item.what.clone(),
        },
        on: item.on,
        age_days: item.on.map(|on| as_of.days_since(on)),
        good_for_days: item.good_for_days,
    };
    let mut items: Vec<ChecklistLine> = picture.before_surgery.iter().map(line).collect();
    items.sort_by_key(|item| item.on.is_some());
    Some(BeforeOperation { name: name.clone(), day: *day, days_away: *days_away, items })
}

pub(super) fn treatment(picture: &Picture) -> Option<Treatment> {
    if picture.courses.is_empty() && picture.radiation.is_empty() {
        return None;
    }
    Some(Treatment {
        courses: picture.courses.iter().map(course).collect(),
        changes: changes(&picture.courses),
        radiation: picture.radiation.iter().map(radiation).collect(),
    })
}

fn course(course: &Course) -> CourseLine {
    CourseLine {
        regimen: course.regimen.clone(),
        drug: course.drug.clone(),
        cycles_given: course.cycles_given,
        cycles_planned: course.cycles_planned,
        dose_intensity_percent: course.rdi_percent.as_deref().map(wording::share),
        total_dose_percent: course.relative_dose_percent.as_deref().map(wording::share),
        called_off: course.called_off,
    }
}

/// Delays and reductions of all drugs; what befell several drugs of a regimen stands once, with all their names.
fn changes(courses: &[Course]) -> Vec<DoseChange> {
    let mut changes: Vec<DoseChange> = Vec::new();
    for course in courses {
        let delays =
            course.delays.iter().map(|delay| (delay.day, delay.cycle, Some(delay.days), delay.reason, None));
        let reductions = course.reductions.iter().map(|reduction| {
            let share = wording::share(&reduction.percent_given);
            (reduction.day, reduction.cycle, None, reduction.reason, Some(share))
        });
        for (day, cycle, days_late, reason, percent_given) in delays.chain(reductions) {
            let reason = reason.map(TreatmentReason::as_str);
            let changed = ChangedDrug { drug: course.drug.clone(), percent_given };
            let alike = |known: &&mut DoseChange| {
                (known.day, known.cycle, known.days_late, known.reason) == (day, cycle, days_late, reason)
                    && known.regimen == course.regimen
            };
            match changes.iter_mut().find(alike) {
                Some(known) => known.drugs.push(changed),
                None => {
                    let (regimen, drugs) = (course.regimen.clone(), vec![changed]);
                    changes.push(DoseChange { day, regimen, cycle, days_late, drugs, reason });
                }
            }
        }
    }
    changes.sort_by_key(|change| change.day);
    changes
}

fn radiation(course: &RadiationCourse) -> RadiationLine {
    RadiationLine {
        name: course.name.clone(),
        fractions_given: course.fractions_given,
        fractions_planned: course.fractions_planned,
        dose_given_cgy: course.dose_given_cgy,
        dose_planned_cgy: course.dose_planned_cgy,
        first_day: course.first_day,
        last_day: course.last_day,
        gap_days: course.gap_days,
    }
}

/// Only cycles that have answers; the symptoms with the worst answers first.
pub(super) fn symptoms_by_cycle(picture: &Picture) -> Option<SymptomsByCycle> {
    let answered: BTreeSet<u32> = picture.cycle_symptoms.iter().map(|answer| answer.cycle).collect();
    let known: Vec<(u32, &Cycle)> =
        (0_u32..).zip(&picture.cycles).filter(|(place, _)| answered.contains(place)).collect();
    let mut by_item: BTreeMap<SymptomItem, Vec<CycleAnswer>> = BTreeMap::new();
    for answer in &picture.cycle_symptoms {
        let Some(cycle) = known.iter().position(|(place, _)| *place == answer.cycle) else { continue };
        let answers = by_item.entry(answer.item).or_default();
        answers.push(CycleAnswer { cycle, day: answer.day, level: answer.level });
    }
    let mut symptoms: Vec<CycledSymptom> =
        by_item.into_iter().map(|(item, answers)| CycledSymptom { item, answers }).collect();
    symptoms.sort_by_cached_key(|symptom| {
        let levels = || symptom.answers.iter().map(|answer| answer.level);
        (Reverse(levels().max()), Reverse(levels().map(u32::from).sum::<u32>()))
    });
    let line = |(_, cycle): (u32, &Cycle)| CycleLine {
        regimen: cycle.regimen.clone(),
        number: cycle.number,
        first_day: cycle.first_day,
    };
    let cycles: Vec<CycleLine> = known.into_iter().map(line).collect();
    (!symptoms.is_empty()).then_some(SymptomsByCycle { cycles, symptoms })
}

/// Those with a result first, each group in the assessment's order.
pub(super) fn instruments(picture: &Picture, sources: &mut Sources) -> Vec<InstrumentLine> {
    let is_open = |result: &&InstrumentResult| !instrument::says_something(&result.result);
    let mut results: Vec<&InstrumentResult> = picture.instruments.iter().collect();
    results.sort_by_key(is_open);
    let field =
        |field: &ResultField| InstrumentField { name: field.name.clone(), value: field.value.clone() };
    results
        .into_iter()
        .map(|result| InstrumentLine {
            id: result.id.clone(),
            title: result.title.clone(),
            prognostic: instrument::is_prognostic(&result.id),
            words: instrument::words(&result.id, &result.result),
            result: result.result.iter().map(field).collect(),
            missing: instrument::missing(&result.missing),
            version: result.version.clone(),
            source: sources.number(&result.source),
        })
        .collect()
}
