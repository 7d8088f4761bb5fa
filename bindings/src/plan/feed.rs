//! The feed calculator: what a feed gives in a day, and whether it is given as it may be. For the care team: rates are prescribed, never
//! suggested.

use super::all;
use crate::fact::{FeedMode, FeedSystem, FeedingPlan, TubeRoute};
use crate::journal::Journal;

pub use nourish_journal::{FeedCheckKind, FeedInput, Formula, RampStep};

/// What is known of a feed over 24 hours. Everything may be unknown; what follows from it is then unknown too, and never zero.
#[uniffi::remote(Record)]
pub struct FeedInput {
    /// Energy in the formula. kcal/1000 per ml, 300 to 4000.
    #[uniffi(default = None)]
    pub density_kcal_milli_per_ml: Option<u32>,
    /// Protein in it. mg per ml, which is g per litre.
    #[uniffi(default = None)]
    pub protein_mg_per_ml: Option<u32>,
    /// Free water in a hundred parts. Percent.
    #[uniffi(default = None)]
    pub water_percent: Option<u32>,
    /// Where the tube leads.
    #[uniffi(default = None)]
    pub route: Option<TubeRoute>,
    /// How the feed is given.
    #[uniffi(default = None)]
    pub mode: Option<FeedMode>,
    /// How the formula comes.
    #[uniffi(default = None)]
    pub system: Option<FeedSystem>,
    /// Rate. ml/h.
    #[uniffi(default = None)]
    pub rate_ml_per_h: Option<u32>,
    /// Feeding time a day. min.
    #[uniffi(default = None)]
    pub duration_min: Option<u32>,
    /// Volume a day, where it is said rather than computed. ml.
    #[uniffi(default = None)]
    pub volume_ml: Option<u32>,
    /// Feeds a day.
    #[uniffi(default = None)]
    pub feeds: Option<u32>,
    /// How long one container hangs, where it is another time than one feed takes. min.
    #[uniffi(default = None)]
    pub hang_min: Option<u32>,
    /// Whether the person is in hospital, where ready-to-use formula may hang for a shorter time; at home where it is not said.
    #[uniffi(default = None)]
    pub in_hospital: Option<bool>,
    /// Water through the tube a day. ml.
    #[uniffi(default = None)]
    pub flush_ml: Option<u32>,
    /// Other fluid of the day, drunk and into a vein. ml.
    #[uniffi(default = None)]
    pub other_fluid_ml: Option<u32>,
    /// Delivered of it on the day. ml.
    #[uniffi(default = None)]
    pub delivered_ml: Option<u32>,
    /// Prescribed for the day. ml.
    #[uniffi(default = None)]
    pub prescribed_ml: Option<u32>,
    /// Energy to be reached. kcal/1000.
    #[uniffi(default = None)]
    pub energy_target_kcal_milli: Option<u32>,
    /// Protein to be reached. mg.
    #[uniffi(default = None)]
    pub protein_target_mg: Option<u32>,
    /// Fluid to be reached. ml.
    #[uniffi(default = None)]
    pub fluid_target_ml: Option<u32>,
    /// Rate to begin with, as prescribed. ml/h.
    #[uniffi(default = None)]
    pub start_rate_ml_per_h: Option<u32>,
    /// By how much it is raised, as prescribed. ml/h.
    #[uniffi(default = None)]
    pub rate_step_ml_per_h: Option<u32>,
    /// After how long it is raised again, as prescribed. min.
    #[uniffi(default = None)]
    pub rate_step_every_min: Option<u32>,
    /// The rate to be reached, as prescribed. ml/h.
    #[uniffi(default = None)]
    pub rate_target_ml_per_h: Option<u32>,
    /// How long the feed has been running since its first start. min.
    #[uniffi(default = None)]
    pub running_min: Option<u32>,
}

/// What a feed gives in a day; null is unknown.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct FeedDay {
    /// Formula. ml, whole ones.
    pub volume_ml: Option<u64>,
    /// Energy. kcal/1000.
    pub energy_kcal_milli: Option<u64>,
    /// Protein. mg.
    pub protein_mg: Option<u64>,
    /// Free water of the formula. Hundredths of a ml, so that nothing is rounded.
    pub formula_water_centi_ml: Option<u64>,
    /// All water by tube: that of the formula and flushes. Hundredths of a ml.
    pub tube_water_centi_ml: Option<u64>,
    /// The steps by which the rate is raised, as prescribed, at most 200; empty where they are not all known.
    pub ramp: Vec<RampStep>,
    /// Every check, in one order.
    pub checks: Vec<FeedCheck>,
}

/// From a time on, a rate.
#[uniffi::remote(Record)]
pub struct RampStep {
    /// So long after the first start. min.
    pub from_min: u32,
    /// The rate from then on. ml/h.
    pub rate_ml_per_h: u32,
}

/// What is checked of a feed.
#[uniffi::remote(Enum)]
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

/// One check of a feed.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct FeedCheck {
    /// What is checked.
    pub kind: FeedCheckKind,
    /// What it says.
    pub outcome: FeedOutcome,
    /// The same in a sentence for the care team, in English, with the numbers that decided.
    pub text: String,
    /// Where the rule is from.
    pub source: String,
}

/// What a check says. Show every case: what is undecided is neither right nor wrong.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum FeedOutcome {
    /// As it should be.
    AsItShould,
    /// Not as it should be.
    NotAsItShould,
    /// What is known does not decide it.
    Indeterminate {
        /// What is missing, in words.
        missing: Vec<String>,
    },
}

/// A formula for a tube.
#[uniffi::remote(Record)]
pub struct Formula {
    /// Its name: small letters, digits, hyphens.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Energy. kcal/1000 per ml, 300 to 4000.
    pub density_kcal_milli_per_ml: u32,
    /// Protein. mg per ml, which is g per litre; null where nobody said.
    pub protein_mg_per_ml: Option<u32>,
    /// Free water in a hundred parts. Percent; null where nobody said.
    pub water_percent: Option<u32>,
    /// What was chosen where sources differ.
    pub reading: Option<String>,
    /// Where its figures are from.
    pub source: String,
}

/// What a feed gives in a day, exactly, with every check.
#[uniffi::export]
pub fn feed_day(input: FeedInput) -> FeedDay {
    input.day().into()
}

/// What a feeding plan prescribes, as the calculator takes it.
#[uniffi::export]
pub fn feed_of_plan(plan: FeedingPlan) -> FeedInput {
    FeedInput::of_plan(&plan)
}

/// The same feed with what a formula holds.
#[uniffi::export]
pub fn feed_with_formula(input: FeedInput, formula: Formula) -> FeedInput {
    input.of_formula(&formula)
}

#[uniffi::export]
impl Journal {
    /// The formulas that came with this app, and those of the packs in force.
    pub fn formulary(&self) -> Vec<Formula> {
        self.lock().formulary().all().to_vec()
    }
}

impl From<nourish_journal::FeedDay> for FeedDay {
    fn from(day: nourish_journal::FeedDay) -> Self {
        Self {
            volume_ml: day.volume_ml,
            energy_kcal_milli: day.energy_kcal_milli,
            protein_mg: day.protein_mg,
            formula_water_centi_ml: day.formula_water_centi_ml,
            tube_water_centi_ml: day.tube_water_centi_ml,
            ramp: day.ramp,
            checks: all(day.checks),
        }
    }
}

impl From<nourish_journal::FeedCheck> for FeedCheck {
    fn from(check: nourish_journal::FeedCheck) -> Self {
        let nourish_journal::FeedCheck { kind, outcome, text, source } = check;
        Self { kind, outcome: outcome.into(), text, source: source.to_owned() }
    }
}

impl From<nourish_journal::FeedOutcome> for FeedOutcome {
    fn from(outcome: nourish_journal::FeedOutcome) -> Self {
        use nourish_journal::FeedOutcome as Inner;
        match outcome {
            Inner::AsItShould => Self::AsItShould,
            Inner::Not => Self::NotAsItShould,
            Inner::Indeterminate(missing) => {
                Self::Indeterminate { missing: missing.into_iter().map(str::to_owned).collect() }
            }
        }
    }
}
