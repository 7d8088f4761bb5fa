//! Whether a feed is given as it may be: each check with its source, and undecided where something is not known.

use super::amounts::{against, delivered, water};
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

impl FeedCheckKind {
    /// Its name for machines and, with blanks for hyphens, for people.
    pub const fn id(self) -> &'static str {
        match self {
            Self::BolusIntoBowel => "bolus-into-bowel",
            Self::HangTime => "hang-time",
            Self::VolumeAddsUp => "volume-adds-up",
            Self::RampAsPrescribed => "ramp-as-prescribed",
            Self::RampAsUsual => "ramp-as-usual",
            Self::Delivered => "delivered",
            Self::Energy => "energy",
            Self::Protein => "protein",
            Self::Water => "water",
        }
    }
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

const BOLUS_SOURCE: &str = "Feeds into the small bowel need a pump and are never given as a bolus: MSD Manual, enteral tube nutrition.";
const HANG_SOURCE: &str = "Hang times: closed 24 to 48 h, ready to use 8 h in hospital and 12 h at home, powder 4 h (two sources; some units are stricter).";
const SUM_SOURCE: &str = "Arithmetic.";
pub(super) const PRESCRIBED_SOURCE: &str = "The plan of the person.";
const RAMP_SOURCE: &str =
    "Begin with 20 to 30 ml/h, raise by 10 to 20 ml/h every 4 to 8 h: MSD Manual, enteral tube nutrition.";
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

pub(super) fn check(
    kind: FeedCheckKind,
    outcome: FeedOutcome,
    text: String,
    source: &'static str,
) -> FeedCheck {
    FeedCheck { kind, outcome, text, source }
}

/// The check of what is not known enough.
pub(super) fn open(kind: FeedCheckKind, missing: &[(&'static str, bool)], source: &'static str) -> FeedCheck {
    let missing: Vec<&'static str> =
        missing.iter().filter(|(_, known)| !known).map(|(name, _)| *name).collect();
    let text = format!("cannot tell without {}", missing.join(", "));
    check(kind, FeedOutcome::Indeterminate(missing), text, source)
}

pub(super) const fn so(holds: bool) -> FeedOutcome {
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

/// Minutes as people read them.
fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
