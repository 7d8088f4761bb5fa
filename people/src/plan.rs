//! What the team writes into the plan beside targets: the way to the operation, tasks, sick-day rules, words back to the person.

use crate::feeding::FORMULA;
use crate::person::Journey;
use crate::today::Page;
use nourish_record::{
    CareRole, CareTask, FeedMode, FeedSystem, FeedingPlan, Note, SickDayRule, Source, SurgeryPreparation,
    TaskStatus,
};

/// Tasks are set after the visit.
const MINUTE: i64 = 12 * 60;
/// Rates are set for a night of ten hours.
const NIGHT_HOURS: u32 = 10;

/// A note of the person.
pub(crate) const fn note(text: String) -> Note {
    Note { text, sender: None, recipient: None, rule: None }
}

/// A plan in which nothing is set.
pub(crate) const fn no_plan() -> FeedingPlan {
    FeedingPlan {
        energy_min_kcal_milli: None,
        energy_max_kcal_milli: None,
        protein_min_mg: None,
        protein_max_mg: None,
        fluid_ml: None,
        tube_prescribed_ml: None,
        tube_density_kcal_milli_per_ml: None,
        formula: None,
        route: None,
        mode: None,
        set_by: None,
        setting: None,
        tube_protein_mg_per_ml: None,
        tube_water_percent: None,
        feed_system: None,
        rate_ml_per_h: None,
        duration_min: None,
        feeds: None,
        start_rate_ml_per_h: None,
        rate_step_ml_per_h: None,
        rate_step_every_min: None,
        flush_ml: None,
        flush_every_min: None,
    }
}

/// The plan with how the feed that it prescribes is given.
pub(crate) fn with_regimen(plan: FeedingPlan) -> FeedingPlan {
    let Some(prescribed_ml) = plan.tube_prescribed_ml.filter(|ml| *ml > 0) else { return plan };
    let by_pump = matches!(plan.mode, Some(FeedMode::Cyclic | FeedMode::Continuous));
    // Down to steps of five, and then for as long as the volume takes.
    let rate_ml_per_h = (prescribed_ml / NIGHT_HOURS / 5 * 5).clamp(20, 125);
    FeedingPlan {
        tube_protein_mg_per_ml: Some(FORMULA.2),
        tube_water_percent: Some(77),
        feed_system: Some(FeedSystem::Closed),
        rate_ml_per_h: by_pump.then_some(rate_ml_per_h),
        duration_min: by_pump.then_some((prescribed_ml * 60 / rate_ml_per_h).min(1_440)),
        feeds: (!by_pump).then_some(4),
        flush_ml: Some(200),
        ..plan
    }
}

/// What is agreed on the first day: what to do on a sick day, and what is to be done again and again.
pub(crate) fn write_beginning(page: &mut Page<'_>) {
    let rule = SickDayRule {
        situation: "If I cannot keep drinks down for half a day".to_owned(),
        action: "Small sips, no tablets on an empty stomach, and I call before the evening.".to_owned(),
        call: Some(CareRole::Nurse),
        set_by: Some(CareRole::Nurse),
    };
    page.add(MINUTE, Source::Typed, rule);
    if page.today.person.journey == Journey::AfterTotalGastrectomy {
        page.add(MINUTE + 1, Source::Clinician, task("B12 injection", Some(90)));
    } else {
        page.add(MINUTE + 1, Source::Clinician, task("Blood test", Some(28)));
    }
}

/// What the surgeon sets on the day on which the operation's date is known.
pub(crate) fn write_preparation(page: &mut Page<'_>) {
    let today = page.today;
    let Some(surgery) = today.course.surgery else { return };
    if surgery.known.max(0) != today.index || surgery.planned <= today.index {
        return;
    }
    let preparation = SurgeryPreparation {
        feeding_days: Some(10),
        product: Some("fictional drink 1.5".to_owned()),
        supplement_ml: Some(400),
        solids_until_min: Some(360),
        fluids_until_min: Some(120),
        drink_evening_ml: Some(800),
        drink_morning_ml: Some(400),
        drink_until_min: Some(150),
        set_by: Some(CareRole::Surgeon),
        note: None,
    };
    page.add(MINUTE + 2, Source::Clinician, preparation);
}

fn task(title: &str, every_days: Option<u32>) -> CareTask {
    CareTask {
        title: title.to_owned(),
        status: TaskStatus::Requested,
        every_days,
        until_on: None,
        role: Some(CareRole::Nurse),
        note: None,
    }
}
