//! The figures beside an assessment, as apps read them.

use crate::assessment::Evidence;
use crate::overview::{ChecklistItem, Course, Cycle, CycleSymptom, InstrumentResult, RadiationCourse};
use crate::scalar::CalendarDay;
use nourish_journal::assessment as rules;

pub use nourish_journal::assessment::{IntakeWindow, Target};

/// Intake over a window of days against its target.
#[uniffi::remote(Record)]
pub struct IntakeWindow {
    /// How many days the window has.
    pub window_days: i32,
    /// On how many of them there is data.
    pub days_with_data: i32,
    /// Mean over the days with data, in the unit of the target, for print only.
    pub mean: Option<String>,
    /// Mean as a share of the target's lower end, for print only.
    pub percent_of_target: Option<String>,
    /// Days with data on which the target's lower end was reached.
    pub days_on_target: i32,
}

/// A target range, in the unit that its name says.
#[uniffi::remote(Record)]
pub struct Target {
    /// Lower end.
    pub least: u64,
    /// Upper end.
    pub most: Option<u64>,
    /// Who set it: the dietitian's plan, or the guideline's range for the weight.
    pub basis: String,
}

/// A weight and its day.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DatedWeight {
    /// The day.
    pub day: CalendarDay,
    /// The weight. g.
    pub weight_g: u32,
}

/// A change of weight over a window.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct WeightChange {
    /// How many days the window has.
    pub window_days: i32,
    /// The weighing nearest to the window's start, within its tolerance.
    pub reference: Option<DatedWeight>,
    /// Loss against that reference, in percent, for print only; negative for a gain.
    pub loss_percent: Option<String>,
    /// The heaviest weighing within the window that a later one is compared with.
    pub peak: Option<DatedWeight>,
    /// Largest loss over any interval within the window, in percent, for print only.
    pub largest_loss_percent: Option<String>,
}

/// Formula on a day with a prescription.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct TubeDay {
    /// The day.
    pub day: CalendarDay,
    /// Delivered, where it was logged. ml.
    pub delivered_ml: Option<u64>,
    /// Prescribed. ml.
    pub prescribed_ml: u64,
}

/// The next operation.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct NextOperation {
    /// Its day.
    pub day: CalendarDay,
    /// Its name.
    pub name: String,
    /// How many days away it is.
    pub days_away: i32,
}

/// Figures that an app shows, computed once so that no two places print different numbers.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Picture {
    /// Latest believed weighing.
    pub weight: Option<DatedWeight>,
    /// Body mass index in kg/m2, for print only.
    pub bmi: Option<String>,
    /// Change over each window.
    pub weight_changes: Vec<WeightChange>,
    /// Energy target, kcal a day.
    pub energy_target_kcal: Option<Target>,
    /// Protein target, g a day.
    pub protein_target_g: Option<Target>,
    /// Fluid target, ml a day.
    pub fluid_target_ml: Option<Target>,
    /// Energy over 3, 7 and 14 days.
    pub energy: Vec<IntakeWindow>,
    /// Protein over 3, 7 and 14 days.
    pub protein: Vec<IntakeWindow>,
    /// Fluid over 3 and 7 days.
    pub fluid: Vec<IntakeWindow>,
    /// Everything liquid over 3 and 7 days, of a formula the whole rather than its water. ml.
    pub volume: Vec<IntakeWindow>,
    /// Drugs given against their plans; for the team.
    pub courses: Vec<Course>,
    /// Radiotherapies given against their plans; for the team.
    pub radiation: Vec<RadiationCourse>,
    /// Cycles of drug treatment that have begun, in order.
    pub cycles: Vec<Cycle>,
    /// Symptoms by day of those cycles, of the last ten weeks.
    pub cycle_symptoms: Vec<CycleSymptom>,
    /// Every instrument that is no rule of its own, as far as the journal can answer it; for the team, as some are prognostic.
    pub instruments: Vec<InstrumentResult>,
    /// What is needed before the next operation; empty where none is planned.
    pub before_surgery: Vec<ChecklistItem>,
    /// Formula on each of the last days with a prescription.
    pub tube: Vec<TubeDay>,
    /// The next operation.
    pub surgery: Option<NextOperation>,
    /// Weights that wait to be confirmed.
    pub to_confirm: Vec<Evidence>,
    /// Entries of a newer version, which no rule saw.
    pub newer_entry_count: u32,
}

impl From<(CalendarDay, u32)> for DatedWeight {
    fn from((day, weight_g): (CalendarDay, u32)) -> Self {
        Self { day, weight_g }
    }
}

impl From<rules::WeightChange> for WeightChange {
    fn from(change: rules::WeightChange) -> Self {
        Self {
            window_days: change.window_days,
            reference: change.reference.map(Into::into),
            loss_percent: change.loss_percent,
            peak: change.peak.map(Into::into),
            largest_loss_percent: change.largest_loss_percent,
        }
    }
}

impl From<rules::Picture> for Picture {
    fn from(picture: rules::Picture) -> Self {
        let tube_day = |(day, delivered_ml, prescribed_ml)| TubeDay { day, delivered_ml, prescribed_ml };
        let operation = |(day, name, days_away)| NextOperation { day, name, days_away };
        Self {
            weight: picture.weight.map(Into::into),
            bmi: picture.bmi,
            weight_changes: picture.weight_changes.into_iter().map(Into::into).collect(),
            energy_target_kcal: picture.energy_target_kcal,
            protein_target_g: picture.protein_target_g,
            fluid_target_ml: picture.fluid_target_ml,
            energy: picture.energy,
            protein: picture.protein,
            fluid: picture.fluid,
            volume: picture.volume,
            courses: picture.courses,
            radiation: picture.radiation,
            cycles: picture.cycles,
            cycle_symptoms: picture.cycle_symptoms,
            instruments: picture.instruments,
            before_surgery: picture.before_surgery,
            tube: picture.tube.into_iter().map(tube_day).collect(),
            surgery: picture.surgery.map(operation),
            to_confirm: picture.to_confirm,
            newer_entry_count: u32::try_from(picture.newer_entries).unwrap_or(u32::MAX),
        }
    }
}
