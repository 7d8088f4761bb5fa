//! The care plan beside its targets, as apps write and read it.
//!
//! These are the record's own types; the declarations only tell UniFFI their shape, and the compiler compares it.

use crate::fact::CareRole;
use nourish_journal::CalendarDay;
pub use nourish_journal::{CareTask, SickDayRule, SurgeryPreparation, TaskStatus};

/// How far a task is.
#[uniffi::remote(Enum)]
pub enum TaskStatus {
    /// Asked for; due on its day.
    Requested,
    /// Done on its day.
    Completed,
    /// Called off.
    Cancelled,
}

/// How the team wants the person prepared for the operation that is planned: feeding, supplements, the last meal and drinks.
#[uniffi::remote(Record)]
pub struct SurgeryPreparation {
    /// How many days before the operation feeding is stepped up.
    #[uniffi(default = None)]
    pub feeding_days: Option<u32>,
    /// The supplement to take on those days.
    #[uniffi(default = None)]
    pub product: Option<String>,
    /// Of it a day. ml.
    #[uniffi(default = None)]
    pub supplement_ml: Option<u32>,
    /// Solid food until so long before the operation. min.
    #[uniffi(default = None)]
    pub solids_until_min: Option<u32>,
    /// Clear fluids until so long before the operation. min.
    #[uniffi(default = None)]
    pub fluids_until_min: Option<u32>,
    /// Carbohydrate drink on the evening before. ml.
    #[uniffi(default = None)]
    pub drink_evening_ml: Option<u32>,
    /// Carbohydrate drink on the morning of the operation. ml.
    #[uniffi(default = None)]
    pub drink_morning_ml: Option<u32>,
    /// That morning's drink until so long before the operation. min.
    #[uniffi(default = None)]
    pub drink_until_min: Option<u32>,
    /// Who set it.
    #[uniffi(default = None)]
    pub set_by: Option<CareRole>,
    /// More about it.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

/// A task of the plan, once or again and again. One that is completed or cancelled names the task by the same title.
#[uniffi::remote(Record)]
pub struct CareTask {
    /// What is to be done, in a few words.
    pub title: String,
    /// How far it is; asked for tasks are due on the day of their entry.
    pub status: TaskStatus,
    /// Again every so many days.
    #[uniffi(default = None)]
    pub every_days: Option<u32>,
    /// Its last day, where it is done again and again.
    #[uniffi(default = None)]
    pub until_on: Option<CalendarDay>,
    /// Who set it, or did it.
    #[uniffi(default = None)]
    pub role: Option<CareRole>,
    /// More about it.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

/// What to do on a sick day, agreed with the team, in the person's own words.
#[uniffi::remote(Record)]
pub struct SickDayRule {
    /// When it applies.
    pub situation: String,
    /// What to do then.
    pub action: String,
    /// Whom to call.
    #[uniffi(default = None)]
    pub call: Option<CareRole>,
    /// Who agreed to it.
    #[uniffi(default = None)]
    pub set_by: Option<CareRole>,
}
