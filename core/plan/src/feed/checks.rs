//! Whether a feed is given as it may be: each check with its source, and undecided where something is not known.

use super::{FeedDay, FeedInput, ramp};
use nourish_record::{FeedMode, FeedSystem, TubeRoute};

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedCheckKind {
    /// No bolus into the small bowel.
    BolusIntoBowel,
    /// How long a container hangs.
    HangTime,
    /// Rate, hours and volume say the same.
    VolumeAddsUp,
    /// The rate is not above the step that is prescribed by now.
    RampAsPrescribed,
    /// The prescribed steps lie within what is usual.
    RampAsUsual,
    /// How much of what was prescribed was delivered.
    Delivered,
    /// Energy against its target.
    Energy,
    /// Protein against its target.
    Protein,
    /// Water against its target.
    Water,
}

/// What a check says. Exhaustive on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedOutcome {
    /// As it should be.
    AsItShould,
    /// Not as it should be.
    Not,
    /// What is known does not decide it; these are missing, by the names of their fields.
    Indeterminate(Vec<&'static str>),
}

/// One check.
#[derive(Clone, PartialEq, Eq)]
pub struct FeedCheck {
    /// What is checked.
    pub kind: FeedCheckKind,
    /// What it says.
    pub outcome: FeedOutcome,
    /// The same in a sentence for the care team, with the numbers that decided.
    pub text: String,
    /// Where the rule is from.
    pub source: &'static str,
}

quiet_debug!(FeedCheck);

/// Hang times: closed systems 24 to 48 h, ready to use 8 h in hospital and 12 h at home, powder 4 h. min.
const CLOSED_MIN: u32 = 24 * 60;
const CLOSED_LONGEST_MIN: u32 = 48 * 60;
const READY_HOSPITAL_MIN: u32 = 8 * 60;
const READY_HOME_MIN: u32 = 12 * 60;
const POWDER_MIN: u32 = 4 * 60;
/// Usual ramps: begin with 20 to 30 ml/h, raise by 10 to 20 ml/h every 4 to 8 h.
const USUAL_START: std::ops::RangeInclusive<u32> = 20..=30;
const USUAL_STEP: std::ops::RangeInclusive<u32> = 10..=20;
const USUAL_EVERY_MIN: std::ops::RangeInclusive<u32> = 240..=480;
/// At least so much of what was prescribed. Percent.
const DELIVERED_PERCENT: u64 = 80;

const BOLUS_SOURCE: &str = "Feeds into the small bowel need a pump and are never given as a bolus: MSD Manual, enteral tube nutrition.";
const HANG_SOURCE: &str = "Hang times: closed 24 to 48 h, ready to use 8 h in hospital and 12 h at home, powder 4 h (two sources; some units are stricter).";
const SUM_SOURCE: &str = "Arithmetic.";
const PRESCRIBED_SOURCE: &str = "The plan of the person.";
const RAMP_SOURCE: &str =
    "Begin with 20 to 30 ml/h, raise by 10 to 20 ml/h every 4 to 8 h: MSD Manual, enteral tube nutrition.";
const DELIVERED_SOURCE: &str = "At least 80 % of what was prescribed: SCCM/ASPEN 2016 (as commonly cited; not confirmed in the guideline itself). 80 % exactly is enough.";

/// Every check of a feed.
pub(super) fn all(input: &FeedInput, day: &FeedDay) -> Vec<FeedCheck> {
    vec![
        bolus(input),
        hang_time(input),
        volume_adds_up(input),
        ramp_as_prescribed(input, day),
        ramp_as_usual(input),
        delivered(input, day),
        against(
            FeedCheckKind::Energy,
            day.energy_kcal_milli,
            input.energy_target_kcal_milli,
            ("kcal", 1_000),
        ),
        against(FeedCheckKind::Protein, day.protein_mg, input.protein_target_mg, ("g", 1_000)),
        water(input, day),
    ]
}

fn check(kind: FeedCheckKind, outcome: FeedOutcome, text: String, source: &'static str) -> FeedCheck {
    FeedCheck { kind, outcome, text, source }
}

/// The check of what is not known enough.
fn open(kind: FeedCheckKind, missing: &[(&'static str, bool)], source: &'static str) -> FeedCheck {
    let missing: Vec<&'static str> =
        missing.iter().filter(|(_, known)| !known).map(|(name, _)| *name).collect();
    let text = format!("cannot tell without {}", missing.join(", "));
    check(kind, FeedOutcome::Indeterminate(missing), text, source)
}

const fn so(holds: bool) -> FeedOutcome {
    if holds { FeedOutcome::AsItShould } else { FeedOutcome::Not }
}

const fn ends_in_bowel(route: TubeRoute) -> bool {
    match route {
        TubeRoute::Nasojejunal | TubeRoute::Gastrojejunostomy | TubeRoute::Jejunostomy => true,
        TubeRoute::Nasogastric | TubeRoute::Gastrostomy => false,
    }
}

fn bolus(input: &FeedInput) -> FeedCheck {
    let kind = FeedCheckKind::BolusIntoBowel;
    match (input.route, input.mode) {
        (Some(route), _) if !ends_in_bowel(route) => {
            check(kind, FeedOutcome::AsItShould, "the tube ends in the stomach".to_owned(), BOLUS_SOURCE)
        }
        (_, Some(mode)) if mode != FeedMode::Bolus => {
            check(kind, FeedOutcome::AsItShould, format!("given as {}", mode.as_str()), BOLUS_SOURCE)
        }
        (Some(_), Some(_)) => {
            let text = "a bolus into the small bowel: give it by pump, or ask who prescribed it".to_owned();
            check(kind, FeedOutcome::Not, text, BOLUS_SOURCE)
        }
        (route, mode) => open(kind, &[("route", route.is_some()), ("mode", mode.is_some())], BOLUS_SOURCE),
    }
}

/// How long a container hangs: as said, else as long as one feed takes.
fn hangs_min(input: &FeedInput) -> Option<u32> {
    input.hang_min.or_else(|| Some(input.duration_min? / input.feeds.unwrap_or(1).max(1)))
}

fn hang_time(input: &FeedInput) -> FeedCheck {
    let kind = FeedCheckKind::HangTime;
    let (Some(system), Some(hangs_min)) = (input.system, hangs_min(input)) else {
        let known = [("system", input.system.is_some()), ("hang or duration", hangs_min(input).is_some())];
        return open(kind, &known, HANG_SOURCE);
    };
    let most_min = match system {
        FeedSystem::Closed => CLOSED_MIN,
        FeedSystem::ReadyToUse if input.in_hospital == Some(true) => READY_HOSPITAL_MIN,
        FeedSystem::ReadyToUse => READY_HOME_MIN,
        FeedSystem::Powder => POWDER_MIN,
    };
    let said = format!("{} hangs for {}", system.as_str(), hours(hangs_min));
    if system == FeedSystem::Closed && hangs_min > most_min && hangs_min <= CLOSED_LONGEST_MIN {
        let text = format!("{said}: between 24 and 48 h its label decides");
        return check(kind, FeedOutcome::Indeterminate(vec!["label"]), text, HANG_SOURCE);
    }
    let holds = hangs_min <= most_min;
    let text = if holds {
        format!("{said}, at most {}", hours(most_min))
    } else {
        format!("{said}, longer than {}: use smaller portions and a new set", hours(most_min))
    };
    check(kind, so(holds), text, HANG_SOURCE)
}

fn volume_adds_up(input: &FeedInput) -> FeedCheck {
    let kind = FeedCheckKind::VolumeAddsUp;
    let said = input.volume_ml.or(input.prescribed_ml);
    let (Some(pumped_ml), Some(said_ml)) = (input.pumped_ml(), said) else {
        let known = [
            ("rate", input.rate_ml_per_h.is_some()),
            ("duration", input.duration_min.is_some()),
            ("volume", said.is_some()),
        ];
        return open(kind, &known, SUM_SOURCE);
    };
    // Hours are said in whole minutes: what runs in one more or less is the same plan.
    let minute_ml = u64::from(input.rate_ml_per_h.unwrap_or(0)).div_ceil(60);
    let holds = pumped_ml.abs_diff(u64::from(said_ml)) <= minute_ml;
    let text = if holds {
        format!("rate times hours are {pumped_ml} ml")
    } else {
        format!("rate times hours are {pumped_ml} ml, the plan says {said_ml} ml: ask which is meant")
    };
    check(kind, so(holds), text, SUM_SOURCE)
}

fn ramp_as_prescribed(input: &FeedInput, day: &FeedDay) -> FeedCheck {
    let kind = FeedCheckKind::RampAsPrescribed;
    let prescribed = input.running_min.and_then(|running_min| ramp::rate_at(&day.ramp, running_min));
    let (Some(rate), Some(prescribed)) = (input.rate_ml_per_h, prescribed) else {
        let known = [
            ("rate", input.rate_ml_per_h.is_some()),
            ("start_rate", input.start_rate_ml_per_h.is_some()),
            ("rate_step", input.rate_step_ml_per_h.is_some()),
            ("rate_step_every", input.rate_step_every_min.is_some()),
            ("rate to be reached", input.rate_target_ml_per_h.is_some()),
            ("running", input.running_min.is_some()),
        ];
        return open(kind, &known, PRESCRIBED_SOURCE);
    };
    let text = format!("{rate} ml/h runs, {prescribed} ml/h is prescribed by now");
    check(kind, so(rate <= prescribed), text, PRESCRIBED_SOURCE)
}

fn ramp_as_usual(input: &FeedInput) -> FeedCheck {
    let kind = FeedCheckKind::RampAsUsual;
    let (Some(start), Some(step), Some(every_min)) =
        (input.start_rate_ml_per_h, input.rate_step_ml_per_h, input.rate_step_every_min)
    else {
        let known = [
            ("start_rate", input.start_rate_ml_per_h.is_some()),
            ("rate_step", input.rate_step_ml_per_h.is_some()),
            ("rate_step_every", input.rate_step_every_min.is_some()),
        ];
        return open(kind, &known, RAMP_SOURCE);
    };
    // Slower than usual is careful, faster is worth a question.
    let holds =
        start <= *USUAL_START.end() && step <= *USUAL_STEP.end() && every_min >= *USUAL_EVERY_MIN.start();
    let slow =
        start < *USUAL_START.start() || step < *USUAL_STEP.start() || every_min > *USUAL_EVERY_MIN.end();
    let pace = match (holds, slow) {
        (true, false) => "as usual",
        (true, true) => "slower than usual",
        (false, _) => "faster than usual: ask whether it is meant",
    };
    let text = format!("from {start} ml/h by {step} ml/h every {}: {pace}", hours(every_min));
    check(kind, so(holds), text, RAMP_SOURCE)
}

fn delivered(input: &FeedInput, day: &FeedDay) -> FeedCheck {
    let kind = FeedCheckKind::Delivered;
    let prescribed = input.prescribed_ml.map(u64::from).or(day.volume_ml).filter(|ml| *ml > 0);
    let (Some(delivered), Some(prescribed)) = (input.delivered_ml.map(u64::from), prescribed) else {
        let known = [("delivered", input.delivered_ml.is_some()), ("prescribed", prescribed.is_some())];
        return open(kind, &known, DELIVERED_SOURCE);
    };
    let holds = delivered * 100 >= prescribed * DELIVERED_PERCENT;
    let percent = delivered * 100 / prescribed;
    let text = format!("{delivered} of {prescribed} ml delivered, {percent} % rounded down");
    check(kind, so(holds), text, DELIVERED_SOURCE)
}

fn against(
    kind: FeedCheckKind,
    given: Option<u64>,
    target: Option<u32>,
    (unit, parts): (&str, u64),
) -> FeedCheck {
    let (Some(given), Some(target)) = (given, target.map(u64::from)) else {
        let known = [("what the feed gives", given.is_some()), ("target", target.is_some())];
        return open(kind, &known, PRESCRIBED_SOURCE);
    };
    let text = format!("{} of {} {unit} by this feed alone", given / parts, target / parts);
    check(kind, so(given >= target), text, PRESCRIBED_SOURCE)
}

/// Formula's water, flushes, and what else was drunk or infused, against the fluid target.
fn water(input: &FeedInput, day: &FeedDay) -> FeedCheck {
    let kind = FeedCheckKind::Water;
    let target = input.fluid_target_ml.map(u64::from);
    let by_tube = day.tube_water_centi_ml.map(|centi| centi / 100);
    let other = input.other_fluid_ml.map(u64::from);
    if let (Some(tube_ml), Some(target_ml)) = (by_tube, target) {
        let known_ml = tube_ml + other.unwrap_or(0);
        let said = format!(
            "{tube_ml} ml by tube, {} of {target_ml} ml",
            other.map_or_else(
                || "what else was drunk is not known".to_owned(),
                |other| format!("{other} ml otherwise, together {}", tube_ml + other),
            )
        );
        if known_ml >= target_ml {
            return check(kind, FeedOutcome::AsItShould, said, PRESCRIBED_SOURCE);
        }
        if other.is_some() {
            return check(kind, FeedOutcome::Not, said, PRESCRIBED_SOURCE);
        }
    }
    let known = [
        ("volume and water of the formula", day.formula_water_centi_ml.is_some()),
        ("flush", input.flush_ml.is_some()),
        ("fluid target", target.is_some()),
        ("other fluid", other.is_some()),
    ];
    open(kind, &known, PRESCRIBED_SOURCE)
}

/// Minutes as people read them.
fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
