//! Treatments planned and given, put off, reduced and called off.

use crate::course::{Course, Cycle, Radiation, Surgery};
use crate::regimen::Drug;
use crate::today::{Page, Today};
use nourish_record::{CalendarDay, Modality, Source, Treatment, TreatmentStatus};

/// Treatments are planned for the morning.
const MINUTE: i64 = 10 * 60;
/// Dose of a fraction, hundredths of a gray.
const FRACTION_CGY: u32 = 180;

/// Writes down what was planned for today, and what became of it.
pub(crate) fn write(page: &mut Page<'_>) {
    let today = page.today;
    for cycle in &today.course.cycles {
        write_cycle(page, cycle);
    }
    if let Some(surgery) = &today.course.surgery {
        write_surgery(page, surgery);
    }
    if let Some(radiation) = &today.course.radiation {
        write_radiation(page, radiation);
    }
    let access = [
        today.course.tube.map(|tube| (tube.from, "feeding tube")),
        today.course.parenteral.map(|parenteral| (parenteral.from, "central venous line")),
    ];
    for (_, name) in access.into_iter().flatten().filter(|(day, _)| *day == today.index) {
        page.add(MINUTE, Source::Clinician, treatment(Modality::Access, TreatmentStatus::Given, name));
    }
}

/// Writes down what is planned for a day after the last of the journal: what is known by then.
pub(crate) fn write_ahead(page: &mut Page<'_>, last: i32) {
    let (today, course) = (page.today, page.today.course);
    let next = next_cycle(course, last);
    if let Some(cycle) = next.filter(|cycle| cycle.planned == today.index) {
        write_drugs(page, cycle, TreatmentStatus::Planned, 1);
    }
    if let Some(surgery) = course.surgery.filter(|surgery| surgery.known <= last) {
        // A date that was put off on the day itself is not yet known to be.
        let date = if surgery.planned <= last { surgery.given } else { surgery.planned };
        if date == today.index {
            page.add(
                MINUTE,
                Source::Clinician,
                treatment(Modality::Surgery, TreatmentStatus::Planned, surgery.name),
            );
        }
    }
}

/// The days after `last` for which something is planned by then.
pub(crate) fn days_ahead(course: &Course, last: i32) -> Vec<i32> {
    let cycle = next_cycle(course, last).map(|cycle| cycle.planned);
    let surgery = course.surgery.filter(|surgery| surgery.known <= last);
    let surgery =
        surgery.map(|surgery| if surgery.planned <= last { surgery.given } else { surgery.planned });
    let mut days: Vec<i32> = cycle.into_iter().chain(surgery).filter(|day| *day > last).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The cycle that follows the last one given; its day is set when that one was.
fn next_cycle(course: &Course, last: i32) -> Option<&Cycle> {
    let begun = |cycle: &&Cycle| cycle.given.is_some_and(|given| given <= last);
    let before = course.cycles.iter().rev().find(begun)?;
    course.cycles.iter().find(|cycle| cycle.planned > last && cycle.number == before.number + 1)
}

fn write_cycle(page: &mut Page<'_>, cycle: &Cycle) {
    let today = page.today;
    if cycle.planned == today.index {
        write_drugs(page, cycle, TreatmentStatus::Planned, 1);
        match cycle.given {
            None => write_drugs(page, cycle, TreatmentStatus::Cancelled, 1),
            Some(given) if given != cycle.planned => write_drugs(page, cycle, TreatmentStatus::Delayed, 1),
            Some(_) => {}
        }
    }
    if let Some(given) = cycle.given {
        write_drugs(page, cycle, TreatmentStatus::Given, today.index - given + 1);
    }
}

/// One entry a drug that the cycle gives on this day of it.
fn write_drugs(page: &mut Page<'_>, cycle: &Cycle, status: TreatmentStatus, cycle_day: i32) {
    for (place, drug) in cycle.regimen.drugs.iter().enumerate() {
        if drug.days.contains(&cycle_day) {
            let written = of_drug(page.today, cycle, (place, drug), (status, cycle_day));
            let minute = MINUTE + i64::try_from(place).unwrap_or(0) * 30;
            page.add(minute, Source::Clinician, written);
        }
    }
}

fn of_drug(
    today: &Today<'_>,
    cycle: &Cycle,
    (place, drug): (usize, &Drug),
    (status, cycle_day): (TreatmentStatus, i32),
) -> Treatment {
    // Doses are set at the beginning and stay, whatever the weight does.
    let planned_mg = drug.dose.for_body(today.person.height_mm, i64::from(today.person.start_weight_g));
    let given = status == TreatmentStatus::Given;
    let reduced = cycle.reduced.filter(|(reduced, ..)| given && *reduced == place);
    let dose_mg = reduced.map_or(planned_mg, |(_, percent, _)| reduced_mg(planned_mg, percent));
    let put_off = given && cycle.given != Some(cycle.planned);
    let planned_on = put_off.then(|| day(today, cycle.planned + cycle_day - 1));
    let reason = match status {
        TreatmentStatus::Planned => None,
        TreatmentStatus::Given => reduced.map(|(.., reason)| reason).or(cycle.reason),
        TreatmentStatus::Delayed | TreatmentStatus::Cancelled => cycle.reason,
    };
    Treatment {
        regimen: Some(cycle.regimen.name.to_owned()),
        cycle: Some(cycle.number),
        cycle_day: u32::try_from(cycle_day).ok(),
        planned_on,
        dose_mg: Some(dose_mg),
        planned_dose_mg: reduced.map(|_| planned_mg),
        reason,
        cycle_days: u32::try_from(cycle.regimen.cycle_days).ok(),
        planned_cycles: Some(cycle.of),
        ..treatment(drug.modality, status, drug.name)
    }
}

fn reduced_mg(planned_mg: u32, percent: i64) -> u32 {
    crate::random::whole((i64::from(planned_mg) * percent / 100 + 2) / 5 * 5)
}

fn write_surgery(page: &mut Page<'_>, surgery: &Surgery) {
    let today = page.today;
    let of = |status| treatment(Modality::Surgery, status, surgery.name);
    let put_off = surgery.given != surgery.planned;
    if surgery.planned == today.index && surgery.known >= 0 {
        page.add(MINUTE, Source::Clinician, of(TreatmentStatus::Planned));
        if put_off {
            let delayed = Treatment { reason: surgery.reason, ..of(TreatmentStatus::Delayed) };
            page.add(MINUTE, Source::Clinician, delayed);
        }
    }
    if surgery.given == today.index {
        if put_off {
            page.add(MINUTE, Source::Clinician, of(TreatmentStatus::Planned));
        }
        let planned_on = put_off.then(|| day(today, surgery.planned));
        page.add(MINUTE + 60, Source::Clinician, Treatment { planned_on, ..of(TreatmentStatus::Given) });
    }
}

fn write_radiation(page: &mut Page<'_>, radiation: &Radiation) {
    let today = page.today;
    let fraction = |status, reason| Treatment {
        dose_cgy: Some(FRACTION_CGY),
        fractions: Some(1),
        reason,
        ..treatment(Modality::Radiation, status, "stomach and lymph nodes")
    };
    if radiation.days.contains(&today.index) {
        page.add(MINUTE + 120, Source::Clinician, fraction(TreatmentStatus::Given, None));
    }
    if radiation.missed.contains(&today.index) {
        let reason = Some(nourish_record::TreatmentReason::Logistics);
        page.add(MINUTE + 120, Source::Clinician, fraction(TreatmentStatus::Delayed, reason));
    }
}

fn day(today: &Today<'_>, index: i32) -> CalendarDay {
    today.day.plus(index - today.index)
}

fn treatment(modality: Modality, status: TreatmentStatus, name: &str) -> Treatment {
    Treatment {
        modality,
        status,
        name: name.to_owned(),
        regimen: None,
        cycle: None,
        cycle_day: None,
        planned_on: None,
        dose_mg: None,
        planned_dose_mg: None,
        dose_cgy: None,
        fractions: None,
        reason: None,
        cycle_days: None,
        planned_cycles: None,
    }
}
