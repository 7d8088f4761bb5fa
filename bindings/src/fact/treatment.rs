//! Treatments and medicines, as apps write and read them.
//!
//! These are the record's own types; the declarations only tell UniFFI their shape, and the compiler compares it.

use nourish_journal::CalendarDay;
pub use nourish_journal::{Medicine, Modality, Treatment, TreatmentReason, TreatmentStatus};

/// What kind of treatment.
#[uniffi::remote(Enum)]
pub enum Modality {
    /// Chemotherapy.
    Chemotherapy,
    /// A targeted drug.
    Targeted,
    /// Immunotherapy.
    Immunotherapy,
    /// Radiotherapy.
    Radiation,
    /// An operation.
    Surgery,
    /// Placing a tube or line.
    Access,
}

/// How far a treatment is.
#[uniffi::remote(Enum)]
pub enum TreatmentStatus {
    /// Planned for its day.
    Planned,
    /// Given on its day.
    Given,
    /// Put off; the day is the one it was planned for.
    Delayed,
    /// Called off.
    Cancelled,
}

/// Why a treatment was delayed, reduced or called off.
#[uniffi::remote(Enum)]
pub enum TreatmentReason {
    /// Low neutrophils or other blood counts.
    BloodCounts,
    /// An infection.
    Infection,
    /// Side effects.
    SideEffects,
    /// Weight or nutrition.
    Nutrition,
    /// Kidneys or liver.
    KidneyLiver,
    /// The person's wish.
    PersonsWish,
    /// Rooms, holidays, supply.
    Logistics,
    /// Anything else.
    Other,
}

/// A treatment, planned or given: one drug of one cycle, a series of radiotherapy, an operation.
#[uniffi::remote(Record)]
pub struct Treatment {
    /// What kind.
    pub modality: Modality,
    /// How far it is.
    pub status: TreatmentStatus,
    /// The drug, field or operation.
    pub name: String,
    /// The regimen it belongs to.
    #[uniffi(default = None)]
    pub regimen: Option<String>,
    /// Which cycle, from 1.
    #[uniffi(default = None)]
    pub cycle: Option<u32>,
    /// Which day of the cycle, from 1.
    #[uniffi(default = None)]
    pub cycle_day: Option<u32>,
    /// The day it was planned for, where it was given on another.
    #[uniffi(default = None)]
    pub planned_on: Option<CalendarDay>,
    /// Dose given or planned. mg.
    #[uniffi(default = None)]
    pub dose_mg: Option<u32>,
    /// Dose planned. A dose given is never taken for it. mg.
    #[uniffi(default = None)]
    pub planned_dose_mg: Option<u32>,
    /// Radiation dose. Hundredths of a gray.
    #[uniffi(default = None)]
    pub dose_cgy: Option<u32>,
    /// Radiation fractions.
    #[uniffi(default = None)]
    pub fractions: Option<u32>,
    /// Why it was delayed, reduced or called off.
    #[uniffi(default = None)]
    pub reason: Option<TreatmentReason>,
    /// How many days a cycle has.
    #[uniffi(default = None)]
    pub cycle_days: Option<u32>,
    /// How many cycles are planned.
    #[uniffi(default = None)]
    pub planned_cycles: Option<u32>,
}

/// A medicine taken or left out.
#[uniffi::remote(Record)]
pub struct Medicine {
    /// Its name.
    pub name: String,
    /// Taken; no means left out.
    pub taken: bool,
    /// Dose in the person's words.
    #[uniffi(default = None)]
    pub dose: Option<String>,
    /// Why it was taken or left out.
    #[uniffi(default = None)]
    pub why: Option<String>,
}
