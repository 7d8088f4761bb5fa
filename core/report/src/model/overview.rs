//! What stands beside the flags: the list before an operation, treatment against its plan, symptoms by cycle, instruments.

use crate::json::{day_optional, shown, symptom_name};
use nourish_record::{CalendarDay, SymptomItem};
use serde::Serialize;

/// What is needed before the next operation.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct BeforeOperation {
    /// The operation's name, as planned.
    pub name: String,
    /// Its day.
    #[serde(serialize_with = "shown")]
    pub day: CalendarDay,
    /// How many days away it is.
    pub days_away: i32,
    /// What is needed; what is missing first.
    pub items: Vec<ChecklistLine>,
}

/// Something that is needed before an operation.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ChecklistLine {
    /// What, in words for the audience.
    pub what: String,
    /// The day of the latest; `None` if there is none that is recent enough.
    #[serde(serialize_with = "day_optional")]
    pub on: Option<CalendarDay>,
    /// How many days before the assessment that is.
    pub age_days: Option<i32>,
    /// How old it may be. Days; `None` where age does not matter.
    pub good_for_days: Option<i32>,
}

/// Treatment given against its plan. For the care team alone.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Treatment {
    /// Each drug of each regimen.
    pub courses: Vec<CourseLine>,
    /// What came late and what was less than planned, oldest first; what befell several drugs of a regimen stands once.
    pub changes: Vec<DoseChange>,
    /// Each radiotherapy.
    pub radiation: Vec<RadiationLine>,
}

/// A drug given against its plan.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct CourseLine {
    /// The regimen; empty where the drug belongs to none.
    pub regimen: String,
    /// The drug.
    pub drug: String,
    /// Cycles of which any was given.
    pub cycles_given: u32,
    /// Cycles planned.
    pub cycles_planned: Option<u32>,
    /// Relative dose intensity over the cycles given, as printed. After an early stop it can be 100.
    pub dose_intensity_percent: Option<String>,
    /// Dose given so far as a share of that of all planned cycles, as printed.
    pub total_dose_percent: Option<String>,
    /// Administrations that were called off.
    pub called_off: u32,
}

/// Administrations of a regimen on a day that came late, or that were less than planned.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DoseChange {
    /// The day they were given.
    #[serde(serialize_with = "shown")]
    pub day: CalendarDay,
    /// The regimen; empty where the drugs belong to none.
    pub regimen: String,
    /// The cycle.
    pub cycle: Option<u32>,
    /// By how many days they came late; `None` where they came in time but were less than planned.
    pub days_late: Option<i32>,
    /// The drugs that it befell.
    pub drugs: Vec<ChangedDrug>,
    /// Why, as noted.
    pub reason: Option<&'static str>,
}

/// A drug that came late or was less than planned.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ChangedDrug {
    /// Its name.
    pub drug: String,
    /// Dose given in percent of the planned one, as printed; `None` where it only came late.
    pub percent_given: Option<String>,
}

/// A radiotherapy given against its plan.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RadiationLine {
    /// The field.
    pub name: String,
    /// Fractions given.
    pub fractions_given: u32,
    /// Fractions planned.
    pub fractions_planned: Option<u32>,
    /// Dose given. Hundredths of a gray.
    pub dose_given_cgy: Option<u32>,
    /// Dose planned. Hundredths of a gray.
    pub dose_planned_cgy: Option<u32>,
    /// Day of the first fraction.
    #[serde(serialize_with = "shown")]
    pub first_day: CalendarDay,
    /// Day of the latest fraction.
    #[serde(serialize_with = "shown")]
    pub last_day: CalendarDay,
    /// Days from Monday to Friday between the two without a fraction; unknown for a series logged as a whole.
    pub gap_days: Option<u32>,
}

/// Symptoms laid over the cycles of treatment. For the care team alone.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SymptomsByCycle {
    /// The cycles that have answers, in order of time.
    pub cycles: Vec<CycleLine>,
    /// The symptoms, worst first.
    pub symptoms: Vec<CycledSymptom>,
}

/// A cycle of drug treatment.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct CycleLine {
    /// The regimen, or the drug where it belongs to none.
    pub regimen: String,
    /// Its number, from 1.
    pub number: u32,
    /// Day 1.
    #[serde(serialize_with = "shown")]
    pub first_day: CalendarDay,
}

/// A symptom by day of cycle.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct CycledSymptom {
    /// The symptom.
    #[serde(serialize_with = "symptom_name")]
    pub item: SymptomItem,
    /// What was answered; days that are not there were not asked about.
    pub answers: Vec<CycleAnswer>,
}

/// The worst answer of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CycleAnswer {
    /// Place of the cycle in [`SymptomsByCycle::cycles`], from 0.
    pub cycle: usize,
    /// Day of the cycle, from 1.
    pub day: i32,
    /// 0 to 4.
    pub level: u8,
}

/// An instrument as the journal answers it. For the care team alone.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct InstrumentLine {
    /// The instrument's id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whether it tells a prognosis.
    pub prognostic: bool,
    /// Its result in words.
    pub words: String,
    /// Its result field by field.
    pub result: Vec<InstrumentField>,
    /// What could still change the result, in words.
    pub missing: Vec<String>,
    /// Version of its table.
    pub version: String,
    /// Number of its source.
    pub source: usize,
}

/// A field of an instrument's result.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct InstrumentField {
    /// Its name, unit last.
    pub name: String,
    /// Its value as printed; `unknown` where what is known does not decide it.
    pub value: String,
}
