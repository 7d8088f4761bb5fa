//! What happened on the time axis: cycles, operations, tubes.

use super::Period;
use crate::model::{Marker, MarkerKind};
use nourish_record::{CalendarDay, Modality, Timeline, Treatment, TreatmentStatus, TubeCare, TubeEvent};
use nourish_rules::assess::Assessment;
use std::collections::BTreeMap;

/// How far beyond the period planned treatments are shown. Days.
const AHEAD_DAYS: i32 = 60;

pub(super) fn markers(timeline: &Timeline, assessment: &Assessment, period: Period) -> Vec<Marker> {
    let mut markers = cycles(timeline, assessment.as_of, period);
    markers.extend(planned_operation(assessment));
    markers.extend(done(timeline).filter(|marker| period.contains(marker.day)));
    markers.extend(radiotherapies(timeline).filter(|marker| period.contains(marker.day)));
    markers.extend(tubes(timeline).filter(|marker| period.contains(marker.day)));
    markers.sort_by(|a, b| (a.day, a.kind, &a.label, &a.text).cmp(&(b.day, b.kind, &b.label, &b.text)));
    markers.dedup_by(|a, b| (a.day, a.kind, &a.label) == (b.day, b.kind, &b.label));
    let last = period.to.plus(AHEAD_DAYS);
    markers.retain(|marker| (period.from..=last).contains(&marker.day));
    markers
}

/// One marker a cycle, on the first day that any of its drugs was given; a planned one where none was given yet.
fn cycles(timeline: &Timeline, as_of: CalendarDay, period: Period) -> Vec<Marker> {
    let mut given: BTreeMap<(String, u32), (CalendarDay, &Treatment)> = BTreeMap::new();
    let mut planned: BTreeMap<(String, u32), (CalendarDay, &Treatment)> = BTreeMap::new();
    let systemic = timeline.of_kind::<Treatment>().filter(|(_, treatment)| treatment.modality.is_drug());
    for (shown, treatment) in systemic {
        let Some(cycle) = treatment.cycle else { continue };
        let key = (regimen(treatment).to_owned(), cycle);
        match treatment.status {
            TreatmentStatus::Given => {
                given.entry(key).or_insert((shown.day(), treatment));
            }
            // A later plan of the same cycle replaces an earlier one.
            TreatmentStatus::Planned => {
                planned.insert(key, (shown.day(), treatment));
            }
            TreatmentStatus::Delayed | TreatmentStatus::Cancelled => {}
        }
    }
    let open = planned.iter().filter(|(key, (day, _))| !given.contains_key(*key) && *day > as_of);
    let open = open.map(|(_, (day, treatment))| cycle(*day, treatment, MarkerKind::CyclePlanned));
    let past = given.values().filter(|(day, _)| period.contains(*day));
    past.map(|(day, treatment)| cycle(*day, treatment, MarkerKind::CycleGiven)).chain(open).collect()
}

fn cycle(day: CalendarDay, treatment: &Treatment, kind: MarkerKind) -> Marker {
    let number = treatment.cycle.unwrap_or_default();
    let state = if kind == MarkerKind::CycleGiven { "given" } else { "planned" };
    Marker {
        day,
        kind,
        label: format!("C{number}"),
        text: format!("{} cycle {number} {state}", regimen(treatment)),
    }
}

fn regimen(treatment: &Treatment) -> &str {
    treatment.regimen.as_deref().unwrap_or(&treatment.name)
}

/// The next operation, as the assessment sees it: plans that were moved do not show twice.
fn planned_operation(assessment: &Assessment) -> Option<Marker> {
    let (day, name, _) = assessment.picture.surgery.as_ref()?;
    Some(Marker {
        day: *day,
        kind: MarkerKind::OperationPlanned,
        label: "Operation".into(),
        text: format!("planned: {name}"),
    })
}

/// One marker a radiotherapy, on the day of its first fraction: a mark a fraction would hide what else happened.
fn radiotherapies(timeline: &Timeline) -> impl Iterator<Item = Marker> {
    let mut begun: BTreeMap<&str, CalendarDay> = BTreeMap::new();
    let given = timeline.of_kind::<Treatment>().filter(|(_, treatment)| {
        treatment.status == TreatmentStatus::Given && treatment.modality == Modality::Radiation
    });
    for (shown, treatment) in given {
        begun.entry(&treatment.name).or_insert_with(|| shown.day());
    }
    begun.into_iter().map(|(name, day)| Marker {
        day,
        kind: MarkerKind::Radiation,
        label: "RT".into(),
        text: format!("radiotherapy begins: {name}"),
    })
}

/// What was done and has neither a cycle nor fractions: operations, tubes and lines placed.
fn done(timeline: &Timeline) -> impl Iterator<Item = Marker> {
    let given =
        timeline.of_kind::<Treatment>().filter(|(_, treatment)| treatment.status == TreatmentStatus::Given);
    given.filter_map(|(shown, treatment)| {
        let (kind, label) = match treatment.modality {
            Modality::Surgery => (MarkerKind::OperationDone, "Operation"),
            Modality::Radiation => return None,
            Modality::Access => (MarkerKind::TubePlaced, "Access"),
            _ if treatment.cycle.is_none() => (MarkerKind::CycleGiven, "Drug"),
            _ => return None,
        };
        Some(Marker { day: shown.day(), kind, label: label.into(), text: treatment.name.clone() })
    })
}

fn tubes(timeline: &Timeline) -> impl Iterator<Item = Marker> {
    timeline.of_kind::<TubeCare>().filter_map(|(shown, care)| {
        let (kind, label) = match care.event {
            TubeEvent::Placed | TubeEvent::Replaced => (MarkerKind::TubePlaced, "Tube in"),
            TubeEvent::Removed | TubeEvent::Dislodged => (MarkerKind::TubeRemoved, "Tube out"),
            _ => return None,
        };
        let route = care.route.map_or("tube", |route| route.as_str());
        let text = format!("{route} {}", care.event.as_str());
        Some(Marker { day: shown.day(), kind, label: label.into(), text })
    })
}
