//! Treatments planned and given, and medicines taken.

use super::kind::kind;
use super::{SHORT, WORD};
use crate::day::CalendarDay;
use crate::field::Unit;
use crate::word::words;

words! {
    /// What kind of treatment.
    Modality {
        /// Chemotherapy.
        Chemotherapy = 1 "chemotherapy",
        /// A targeted drug.
        Targeted = 2 "targeted",
        /// Immunotherapy.
        Immunotherapy = 3 "immunotherapy",
        /// Radiotherapy.
        Radiation = 4 "radiation",
        /// An operation.
        Surgery = 5 "surgery",
        /// Placing a tube or line.
        Access = 6 "access",
    }

    /// How far a treatment is.
    TreatmentStatus {
        /// Planned for its day.
        Planned = 1 "planned",
        /// Given on its day.
        Given = 2 "given",
        /// Put off; the day is the one it was planned for.
        Delayed = 3 "delayed",
        /// Called off.
        Cancelled = 4 "cancelled",
    }

    /// Why a treatment was delayed, reduced or called off.
    TreatmentReason {
        /// Low neutrophils or other blood counts.
        BloodCounts = 1 "blood-counts",
        /// An infection.
        Infection = 2 "infection",
        /// Side effects.
        SideEffects = 3 "side-effects",
        /// Weight or nutrition.
        Nutrition = 4 "nutrition",
        /// Kidneys or liver.
        KidneyLiver = 5 "kidney-liver",
        /// The person's wish.
        PersonsWish = 6 "persons-wish",
        /// Rooms, holidays, supply.
        Logistics = 7 "logistics",
        /// Anything else.
        Other = 8 "other",
    }
}

impl Modality {
    /// Whether it is a drug that works in the whole body: what comes in cycles.
    #[must_use]
    pub const fn is_drug(self) -> bool {
        match self {
            Self::Chemotherapy | Self::Targeted | Self::Immunotherapy => true,
            Self::Radiation | Self::Surgery | Self::Access => false,
        }
    }
}

kind! {
    /// A treatment, planned or given: one drug of one cycle, a series of radiotherapy, an operation.
    15 "treatment" Treatment, "A treatment, planned or given";
    /// What kind.
    1 modality: Modality = WORD;
    /// How far it is.
    2 status: TreatmentStatus = WORD;
    /// The drug, field or operation.
    3 name: String = SHORT;
    /// The regimen it belongs to.
    4 regimen: Option<String> = SHORT;
    /// Which cycle, from 1.
    5 cycle: Option<u32> = (Unit::Number, 1, 200);
    /// Which day of the cycle, from 1.
    6 cycle_day: Option<u32> = (Unit::Number, 1, 200);
    /// The day it was planned for, where it was given on another.
    7 planned_on: Option<CalendarDay> = WORD;
    /// Dose given or planned. mg.
    8 dose_mg: Option<u32> = (Unit::Milligram, 0, 100_000_000);
    /// Dose planned. A dose given is never taken for it. mg.
    9 planned_dose_mg: Option<u32> = (Unit::Milligram, 0, 100_000_000);
    /// Radiation dose. Hundredths of a gray.
    10 dose_cgy: Option<u32> = (Unit::Number, 0, 20_000);
    /// Radiation fractions.
    11 fractions: Option<u32> = (Unit::Number, 0, 100);
    /// Why it was delayed, reduced or called off.
    12 reason: Option<TreatmentReason> = WORD;
    /// How many days a cycle has.
    13 cycle_days: Option<u32> = (Unit::Number, 1, 90);
    /// How many cycles are planned.
    14 planned_cycles: Option<u32> = (Unit::Number, 1, 200);
}

kind! {
    /// A medicine taken or left out.
    16 "medicine" Medicine, "A medicine taken or left out";
    /// Its name.
    1 name: String = SHORT;
    /// Taken; no means left out.
    2 taken: bool = WORD;
    /// Dose in the person's words.
    3 dose: Option<String> = SHORT;
    /// Why it was taken or left out.
    4 why: Option<String> = SHORT;
}
