//! The next operation, and the way to it.

use super::set::Set;
use nourish_record::{CalendarDay, EntryId, SurgeryPreparation, Timeline};

/// An operation that is still to come. Its hour is often not known yet, so no clock time is derived from its entry.
#[derive(Clone, PartialEq, Eq)]
pub struct NextSurgery {
    /// The entry that plans it.
    pub entry: EntryId,
    /// Its day.
    pub day: CalendarDay,
    /// Its name.
    pub name: String,
    /// How many days away, 0 on its day.
    pub in_days: i32,
}

/// A step of the way to an operation. Hours are counted back from the operation, as the team set them: at which hour that is, the team
/// says when the hour of the operation is known.
#[derive(Clone, PartialEq, Eq)]
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

quiet_debug!(NextSurgery, PreparationStep);

/// The first operation from `as_of` on that is planned and was neither given, put off nor called off.
pub(super) fn next(timeline: &Timeline, as_of: CalendarDay) -> Option<NextSurgery> {
    timeline.next_operation(as_of).map(|(shown, operation)| NextSurgery {
        entry: shown.root(),
        day: shown.day(),
        name: operation.name.clone(),
        in_days: shown.day().days_since(as_of),
    })
}

/// The steps that a preparation makes before an operation, in the order in which they come.
pub(super) fn steps(
    surgery: Option<&NextSurgery>,
    preparation: Option<&Set<SurgeryPreparation>>,
) -> Vec<PreparationStep> {
    let (Some(surgery), Some(set)) = (surgery, preparation) else { return Vec::new() };
    let (day, said) = (surgery.day, &set.value);
    let feeds = said.feeding_days.is_some() || said.product.is_some() || said.supplement_ml.is_some();
    let days = said.feeding_days.and_then(|days| i32::try_from(days).ok());
    let feeding = feeds.then(|| PreparationStep::Feeding {
        from: days.map_or(set.by.day, |days| day.plus(-days)),
        to: day.plus(-1),
        product: said.product.clone(),
        supplement_ml: said.supplement_ml,
    });
    let evening = said
        .drink_evening_ml
        .filter(|ml| *ml > 0)
        .map(|volume_ml| PreparationStep::EveningDrink { day: day.plus(-1), volume_ml });
    let morning = said.drink_morning_ml.filter(|ml| *ml > 0).map(|volume_ml| PreparationStep::MorningDrink {
        day,
        volume_ml,
        until_min: said.drink_until_min,
    });
    let solids = said.solids_until_min.map(|until_min| PreparationStep::Solids { until_min });
    let fluids = said.fluids_until_min.map(|until_min| PreparationStep::Fluids { until_min });
    [feeding, evening, solids, morning, fluids].into_iter().flatten().collect()
}
