//! What is due: pure functions of the plan, the journal and a moment.

mod chain;
mod clock;
mod done;
mod due;
mod occurrence;
mod reminders;
mod table;

pub use clock::{ZoneChanged, zone_changed};
pub use due::{Due, DueList, DueState, ScheduleProblem, due};
pub use occurrence::{Occurrence, ScheduleItem};
pub use reminders::{MOST_PENDING, QuietHours, Reminder, ReminderWishes, next_reminders};
pub use table::{ItemTimes, Schedule};
