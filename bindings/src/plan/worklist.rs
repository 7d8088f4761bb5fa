//! Many people at once: who needs the team first, why, and how long flags waited. For a clinic's scripts.

use super::all;
use crate::assessment::Level;
use crate::damage::Damage;
use crate::error::JournalError;
use crate::journal::Journal;
use crate::scalar::{CalendarDay, EntryId};

pub use nourish_journal::{OpenFlag, Response as FlagResponse, WorklistFilter};

/// A flag that nobody has answered.
#[uniffi::remote(Record)]
pub struct OpenFlag {
    /// The rule, and behind a colon what it was applied to.
    pub rule: String,
    /// Its name in words.
    pub title: String,
    /// How soon it wants someone.
    pub level: Level,
    /// Whether it asks today: new, worse, or time to speak of it again.
    pub asks_today: bool,
    /// Since when it stands, where that is known.
    pub since: Option<CalendarDay>,
    /// What it says, with the numbers that decided.
    pub team_text: String,
    /// The entries behind it.
    pub evidence: Vec<EntryId>,
}

/// One person on the list.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct WorklistEntry {
    /// By what the list names them: what the team calls them.
    pub label: String,
    /// Their name, as the profile says.
    pub name: Option<String>,
    /// The day that "today" means.
    pub as_of: CalendarDay,
    /// Flags that nobody has answered, the most urgent first.
    pub open: Vec<OpenFlag>,
    /// How many flags the team has answered, and that still stand.
    pub answered: u32,
    /// Nutrition screens that are met, by their names.
    pub screens: Vec<String>,
    /// The next operation.
    pub surgery: Option<WorklistSurgery>,
    /// The last day on which anything was logged that had happened by then; null where nothing was.
    pub last_logged_on: Option<CalendarDay>,
    /// Whether part of the journal could not be read, so that something may be missing here.
    pub is_partial: bool,
    /// Why they stand where they stand, the strongest reason first; in English.
    pub why: Vec<String>,
}

/// The next operation of somebody on the list.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct WorklistSurgery {
    /// Its day.
    pub day: CalendarDay,
    /// Its name.
    pub name: String,
    /// How many days away; 0 on its day.
    pub in_days: i32,
}

/// What is left out of a list; nothing where nothing is said.
#[uniffi::remote(Record)]
pub struct WorklistFilter {
    /// Only with an open flag whose rule begins like this.
    #[uniffi(default = None)]
    pub flag: Option<String>,
    /// Only with an open flag at least as urgent.
    #[uniffi(default = None)]
    pub level: Option<Level>,
    /// Only with an operation within so many days.
    #[uniffi(default = None)]
    pub surgery_within_days: Option<i32>,
}

/// A flag that was raised, and how it was answered.
#[uniffi::remote(Record)]
pub struct FlagResponse {
    /// The rule, and behind a colon what it was applied to.
    pub rule: String,
    /// How soon it wanted someone.
    pub level: Level,
    /// The day it was raised.
    pub raised_on: CalendarDay,
    /// The day of the first acknowledgement; null while it waits.
    pub answered_on: Option<CalendarDay>,
    /// Minutes from the answer that raised it to the acknowledgement, where both have their hour: red flags of a check-in.
    pub minutes: Option<i64>,
}

/// How long flags waited for their first answer.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ResponseTimes {
    /// The flags, by the day they were raised.
    pub responses: Vec<FlagResponse>,
    /// What could not be read: flags may be missing above. Empty for a sound journal.
    pub damage: Vec<Damage>,
}

#[uniffi::export]
impl Journal {
    /// The place of this person on a list of many on the day `as_of`, under the name `label`; `rankWorklist` sorts the list.
    ///
    /// Throws `Suspended`, and what the disk may say.
    pub fn worklist_entry(&self, label: String, as_of: CalendarDay) -> Result<WorklistEntry, JournalError> {
        Ok(self.lock().worklist_entry(&label, as_of)?.into())
    }

    /// The flags that were raised in the `days` days up to `as_of`, 1 to 366, each with its first acknowledgement. The rules are asked for each
    /// of those days: call it off the main thread.
    ///
    /// Throws `Suspended`, and what the disk may say.
    pub fn response_times(&self, as_of: CalendarDay, days: u32) -> Result<ResponseTimes, JournalError> {
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        let found = self.lock().response_times(as_of, days)?;
        Ok(ResponseTimes { responses: found.found, damage: all(found.damage) })
    }
}

/// The list in the order in which people need the team: by risk, then by time to the operation. The same people give the same order, however
/// they came.
#[uniffi::export(default(filter = None))]
pub fn rank_worklist(entries: Vec<WorklistEntry>, filter: Option<WorklistFilter>) -> Vec<WorklistEntry> {
    all(nourish_journal::rank(all(entries), &filter.unwrap_or_default()))
}

impl From<nourish_journal::WorklistEntry> for WorklistEntry {
    fn from(entry: nourish_journal::WorklistEntry) -> Self {
        Self {
            label: entry.label,
            name: entry.name,
            as_of: entry.as_of,
            open: entry.open,
            answered: u32::try_from(entry.answered).unwrap_or(u32::MAX),
            screens: entry.screens,
            surgery: entry.surgery.map(|(day, name, in_days)| WorklistSurgery { day, name, in_days }),
            last_logged_on: entry.last_logged_on,
            is_partial: entry.is_partial,
            why: entry.why,
        }
    }
}

impl From<WorklistEntry> for nourish_journal::WorklistEntry {
    fn from(entry: WorklistEntry) -> Self {
        Self {
            label: entry.label,
            name: entry.name,
            as_of: entry.as_of,
            open: entry.open,
            answered: entry.answered as usize,
            screens: entry.screens,
            surgery: entry.surgery.map(|next| (next.day, next.name, next.in_days)),
            last_logged_on: entry.last_logged_on,
            is_partial: entry.is_partial,
            why: entry.why,
        }
    }
}
