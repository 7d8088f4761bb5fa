//! What stands beside the findings: treatment against its plan, instruments, the list before an operation.

use super::model::Citation;
use nourish_record::{CalendarDay, SymptomItem, TreatmentReason};

/// One drug given against its plan.
#[derive(Clone, PartialEq, Eq)]
pub struct Course {
    /// The regimen; empty where the drug belongs to none.
    pub regimen: String,
    /// The drug.
    pub drug: String,
    /// Cycles of which any was given.
    pub cycles_given: u32,
    /// Cycles planned.
    pub cycles_planned: Option<u32>,
    /// Relative dose intensity over the cycles given, for print only. After an early stop it can be 100: read it beside the cycles.
    pub rdi_percent: Option<String>,
    /// The dose given so far as a share of that of all planned cycles, for print only.
    pub relative_dose_percent: Option<String>,
    /// Administrations that came later than planned.
    pub delays: Vec<Delay>,
    /// Administrations of less than the planned dose.
    pub reductions: Vec<Reduction>,
    /// Administrations that were called off.
    pub called_off: u32,
}

/// An administration that came later than planned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// The day it was given.
    pub day: CalendarDay,
    /// Its cycle.
    pub cycle: Option<u32>,
    /// By how many days.
    pub days: i32,
    /// Why.
    pub reason: Option<TreatmentReason>,
}

/// An administration of less than the planned dose.
#[derive(Clone, PartialEq, Eq)]
pub struct Reduction {
    /// The day it was given.
    pub day: CalendarDay,
    /// Its cycle.
    pub cycle: Option<u32>,
    /// Dose given in percent of the planned one, for print only.
    pub percent_given: String,
    /// Why.
    pub reason: Option<TreatmentReason>,
}

/// A radiotherapy given against its plan.
#[derive(Clone, PartialEq, Eq)]
pub struct RadiationCourse {
    /// The field.
    pub name: String,
    /// Fractions given.
    pub fractions_given: u32,
    /// Fractions planned.
    pub fractions_planned: Option<u32>,
    /// Dose given, hundredths of a gray; unknown unless every fraction says its own.
    pub dose_given_cgy: Option<u32>,
    /// Dose planned, hundredths of a gray.
    pub dose_planned_cgy: Option<u32>,
    /// Day of the first fraction.
    pub first_day: CalendarDay,
    /// Day of the latest fraction.
    pub last_day: CalendarDay,
    /// Days from Monday to Friday between the two without a fraction, holidays included; unknown for a series logged as a whole.
    pub gap_days: Option<u32>,
}

/// A cycle of drug treatment that has begun.
#[derive(Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The regimen, or the drug where it belongs to none.
    pub regimen: String,
    /// Its number, from 1.
    pub number: u32,
    /// The first day on which anything of it was given: day 1 of the cycle.
    pub first_day: CalendarDay,
}

/// How bad a symptom was on a day of a cycle.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CycleSymptom {
    /// The symptom.
    pub item: SymptomItem,
    /// Place of the cycle in [`Picture::cycles`].
    pub cycle: u32,
    /// Day of the cycle, from 1.
    pub day: i32,
    /// Worst level of the day, 0 to 4.
    pub level: u8,
}

/// An instrument as the journal answers it today.
#[derive(Clone, PartialEq, Eq)]
pub struct InstrumentResult {
    /// The instrument's id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its result, field by field.
    pub result: Vec<ResultField>,
    /// Inputs that could still change the result.
    pub missing: Vec<String>,
    /// Version of its table.
    pub version: String,
    /// Where it was published.
    pub source: Citation,
}

/// One field of an instrument's result.
#[derive(Clone, PartialEq, Eq)]
pub struct ResultField {
    /// Its name, unit last.
    pub name: String,
    /// Its value as printed; `unknown` where what is known does not decide it.
    pub value: String,
}

/// Something that is needed before an operation.
#[derive(Clone, PartialEq, Eq)]
pub struct ChecklistItem {
    /// What.
    pub what: String,
    /// The day of the latest; `None` if there is none that is recent enough.
    pub on: Option<CalendarDay>,
    /// How old it may be, in days; `None` where age does not matter.
    pub good_for_days: Option<i32>,
}

quiet_debug!(
    Course,
    Delay,
    Reduction,
    RadiationCourse,
    Cycle,
    CycleSymptom,
    InstrumentResult,
    ResultField,
    ChecklistItem
);
