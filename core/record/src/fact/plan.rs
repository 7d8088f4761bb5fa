//! The care plan beside its targets: the way to an operation, tasks of the team, and what to do on a sick day.

use super::kind::kind;
use super::{CareRole, LONG, SHORT, WORD};
use crate::day::CalendarDay;
use crate::field::Unit;
use crate::word::words;

/// Longest time before an operation that a rule of fasting may name: two days.
const BEFORE: (Unit, i64, i64) = (Unit::Minute, 0, 2_880);
/// Most of a drink before an operation: 2 L.
const DRINK: (Unit, i64, i64) = (Unit::Millilitre, 0, 2_000);

words! {
    /// How far a task is. FHIR TaskStatus.
    TaskStatus {
        /// Asked for; due on its day.
        Requested = 1 "requested",
        /// Done on its day.
        Completed = 2 "completed",
        /// Called off.
        Cancelled = 3 "cancelled",
    }
}

kind! {
    /// How the team wants the person prepared for the operation that is planned: feeding, supplements, the last meal and drinks.
    28 "surgery-preparation" SurgeryPreparation, "How to be prepared for the operation that is planned",
        needs "feeding_days, product, supplement, solids_until, fluids_until, drink_evening, drink_morning" of
        feeding_days | product | supplement_ml | solids_until_min | fluids_until_min | drink_evening_ml | drink_morning_ml;
    /// How many days before the operation feeding is stepped up.
    1 feeding_days: Option<u32> = (Unit::Number, 1, 60);
    /// The supplement to take on those days.
    2 product: Option<String> = SHORT;
    /// Of it a day. ml.
    3 supplement_ml: Option<u32> = (Unit::Millilitre, 0, 3_000);
    /// Solid food until so long before the operation. min.
    4 solids_until_min: Option<u32> = BEFORE;
    /// Clear fluids until so long before the operation. min.
    5 fluids_until_min: Option<u32> = BEFORE;
    /// Carbohydrate drink on the evening before. ml.
    6 drink_evening_ml: Option<u32> = DRINK;
    /// Carbohydrate drink on the morning of the operation. ml.
    7 drink_morning_ml: Option<u32> = DRINK;
    /// That morning's drink until so long before the operation. min.
    8 drink_until_min: Option<u32> = BEFORE;
    /// Who set it.
    9 set_by: Option<CareRole> = WORD;
    /// More about it.
    10 note: Option<String> = LONG;
}

kind! {
    /// A task of the plan, once or again and again: a blood test, a call, an injection. One that is completed or cancelled names the
    /// task by the same title.
    29 "care-task" CareTask, "A task of the plan, asked for, done or called off";
    /// What is to be done, in a few words.
    1 title: String = SHORT;
    /// How far it is; asked for tasks are due on the day of their entry.
    2 status: TaskStatus = WORD;
    /// Again every so many days.
    3 every_days: Option<u32> = (Unit::Number, 1, 366);
    /// Its last day, where it is done again and again.
    4 until_on: Option<CalendarDay> = WORD;
    /// Who set it, or did it.
    5 role: Option<CareRole> = WORD;
    /// More about it.
    6 note: Option<String> = LONG;
}

kind! {
    /// What to do on a sick day, agreed with the team, in the person's own words.
    30 "sick-day-rule" SickDayRule, "What to do on a sick day, in the person's own words";
    /// When it applies.
    1 situation: String = LONG;
    /// What to do then.
    2 action: String = LONG;
    /// Whom to call.
    3 call: Option<CareRole> = WORD;
    /// Who agreed to it.
    4 set_by: Option<CareRole> = WORD;
}
