//! The next operation, and the way to it.

use crate::scalar::{CalendarDay, EntryId};

pub use nourish_journal::PreparationStep;

/// An operation that is still to come.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct NextSurgery {
    /// The entry that plans it.
    pub entry: EntryId,
    /// Its day.
    pub day: CalendarDay,
    /// Its name.
    pub name: String,
    /// How many days away; 0 on its day.
    pub in_days: i32,
}

/// A step of the way to an operation. Hours are counted back from the operation, as the team set them: at which hour that is, the team says.
#[uniffi::remote(Enum)]
pub enum PreparationStep {
    /// Feeding is stepped up from one day to another.
    Feeding {
        /// First day.
        from: CalendarDay,
        /// Last day, the one before the operation.
        to: CalendarDay,
        /// The supplement to take.
        product: Option<String>,
        /// Of it a day. ml.
        supplement_ml: Option<u32>,
    },
    /// Carbohydrate drink on the evening before.
    EveningDrink {
        /// The evening.
        day: CalendarDay,
        /// How much. ml.
        volume_ml: u32,
    },
    /// The last solid food.
    Solids {
        /// So long before the operation. min.
        until_min: u32,
    },
    /// The last clear fluids.
    Fluids {
        /// So long before the operation. min.
        until_min: u32,
    },
    /// Carbohydrate drink on the morning of the operation.
    MorningDrink {
        /// The day of the operation.
        day: CalendarDay,
        /// How much. ml.
        volume_ml: u32,
        /// To be finished so long before the operation. min.
        until_min: Option<u32>,
    },
}

impl From<nourish_journal::NextSurgery> for NextSurgery {
    fn from(surgery: nourish_journal::NextSurgery) -> Self {
        let nourish_journal::NextSurgery { entry, day, name, in_days } = surgery;
        Self { entry, day, name, in_days }
    }
}
