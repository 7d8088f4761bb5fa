//! What is due, and when a phone is to remind of it.

use crate::damage::Damage;
use crate::error::JournalError;
use crate::fact::CheckInSet;
use crate::journal::Journal;
use crate::scalar::{CalendarDay, EntryId, Moment};
use nourish_journal::{Found, QuietHours, ReminderWishes};

pub use nourish_journal::{DueState, ScheduleItem};

/// What may be due.
#[uniffi::remote(Enum)]
pub enum ScheduleItem {
    /// To weigh oneself.
    DailyWeight,
    /// The weekly report of symptoms.
    WeeklyReport,
    /// A check-in in the first days of a cycle.
    CycleCheckIn,
    /// A check-in when blood counts are lowest.
    NadirCheckIn,
    /// What the nutrition screen before an operation needs: a weight and what was eaten.
    PreOperativeScreen,
    /// To flush the tube.
    TubeFlush,
    /// To change the giving set.
    SetChange,
    /// To check where the tube lies.
    PositionCheck,
    /// A task of the plan.
    Task,
    /// What the team set for the evening and morning before an operation.
    BeforeOperation,
}

/// How something that may be due stands.
#[uniffi::remote(Enum)]
pub enum DueState {
    /// The last day on which it could still be done is today, and its hour is past.
    Overdue,
    /// To be done now.
    Due,
    /// Its last day is over.
    Missed,
    /// Not yet.
    Upcoming,
    /// Done.
    Done {
        /// The entry that says so.
        entry: EntryId,
        /// On this day.
        on: CalendarDay,
    },
}

/// One time that something is due.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Occurrence {
    /// What.
    pub item: ScheduleItem,
    /// What the team calls it; null where its kind says all.
    pub title: Option<String>,
    /// The cycle of treatment it belongs to, from 1; null where to none, or nobody numbered it.
    pub cycle: Option<u32>,
    /// The first day on which it counts as done.
    pub first_day: CalendarDay,
    /// The day it is due.
    pub day: CalendarDay,
    /// The last day on which it can still be done.
    pub last_day: CalendarDay,
    /// When it is due.
    pub due: Moment,
    /// From when on it is overdue.
    pub overdue: Moment,
    /// The set of questions to ask; null where it is no check-in.
    pub check_in: Option<CheckInSet>,
}

/// Something of the schedule, and how it stands.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DueItem {
    /// What, and when.
    pub occurrence: Occurrence,
    /// How it stands.
    pub state: DueState,
    /// How many of the same before it were missed in a row.
    pub missed_before: u32,
}

/// What is due at a moment.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DueList {
    /// What is due and overdue, then what was missed last, what comes next, and what is done today; each group by its hour.
    pub items: Vec<DueItem>,
    /// What could not be taken as it was said, each as a sentence with what to do.
    pub problems: Vec<String>,
    /// What could not be read: what was done may look due. Empty for a sound journal.
    pub damage: Vec<Damage>,
}

/// Hours in which nothing may ring, as minutes of the day; from 21:30 until 7:00 is 1290 and 420.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct QuietTime {
    /// First quiet minute.
    pub from_min: u32,
    /// First minute that is not quiet any more.
    pub until_min: u32,
}

/// An hour of its own for something of the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct ReminderHour {
    /// What.
    pub item: ScheduleItem,
    /// When a reminder of it is wanted. Minute of the day, 0 to 1439.
    pub at_min: u32,
}

/// One notification. What it says on a locked screen is the app's: nothing clinical.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Reminder {
    /// When it rings.
    pub at: Moment,
    /// What it reminds of.
    pub items: Vec<Occurrence>,
    /// Whether quiet hours moved it.
    pub moved: bool,
}

/// What a phone is to ring.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Reminders {
    /// In order of time.
    pub reminders: Vec<Reminder>,
    /// What could not be read: of what was done may be reminded. Empty for a sound journal.
    pub damage: Vec<Damage>,
}

#[uniffi::export]
impl Journal {
    /// What is due at the moment `now`, overdue, missed or done.
    pub fn due(&self, now: Moment) -> Result<DueList, JournalError> {
        Ok(self.lock().due(&now)?.into())
    }

    /// The next `count` reminders after `now`, at most 64: to be handed to the phone anew whenever something was logged. Quiet hours are
    /// the schedule's when not said; of the items `without` none is wanted, and those of `hours` at an
    /// hour of their own.
    ///
    /// Throws `InvalidEntry` for hours that are no minutes of a day.
    #[uniffi::method(default(quiet = None, without = [], hours = []))]
    pub fn next_reminders(
        &self,
        now: Moment,
        count: u32,
        quiet: Option<QuietTime>,
        without: Vec<ScheduleItem>,
        hours: Vec<ReminderHour>,
    ) -> Result<Reminders, JournalError> {
        let quiet = quiet.map(QuietTime::hours).transpose()?;
        let at_min = hours.into_iter().map(|one| Ok((one.item, minute_of_day("at_min", one.at_min)?)));
        let at_min = at_min.collect::<Result<_, JournalError>>()?;
        let wishes = ReminderWishes { quiet, without, at_min };
        let Found { found, damage } = self.lock().next_reminders(&now, count as usize, &wishes)?;
        Ok(Reminders {
            reminders: found.into_iter().map(Into::into).collect(),
            damage: damage.into_iter().map(Into::into).collect(),
        })
    }
}

impl QuietTime {
    fn hours(self) -> Result<QuietHours, JournalError> {
        let Self { from_min, until_min } = self;
        Ok(QuietHours {
            from_min: minute_of_day("from_min", from_min)?,
            until_min: minute_of_day("until_min", until_min)?,
        })
    }
}

/// A minute that a day has: 0 to 1439.
fn minute_of_day(field_name: &str, minute: u32) -> Result<u32, JournalError> {
    if minute < 24 * 60 {
        return Ok(minute);
    }
    Err(JournalError::InvalidEntry {
        field_name: field_name.to_owned(),
        problem: "a day has no such minute".to_owned(),
        remedy: "give the minute of the day, 0 to 1439".to_owned(),
    })
}

impl From<Found<nourish_journal::DueList>> for DueList {
    fn from(Found { found: list, damage }: Found<nourish_journal::DueList>) -> Self {
        let nourish_journal::DueList { items, problems } = list;
        let item = |due: nourish_journal::Due| {
            let nourish_journal::Due { occurrence, state, missed_before } = due;
            DueItem { occurrence: occurrence.into(), state, missed_before }
        };
        Self {
            items: items.into_iter().map(item).collect(),
            problems: problems.iter().map(ToString::to_string).collect(),
            damage: damage.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<nourish_journal::Occurrence> for Occurrence {
    fn from(occurrence: nourish_journal::Occurrence) -> Self {
        // What is left out is the schedule's own.
        let nourish_journal::Occurrence {
            item, title, cycle, first_day, day, last_day, due, overdue, ..
        } = occurrence;
        Self { item, title, cycle, first_day, day, last_day, due, overdue, check_in: item.set() }
    }
}

impl From<nourish_journal::Reminder> for Reminder {
    fn from(reminder: nourish_journal::Reminder) -> Self {
        let nourish_journal::Reminder { at, items, moved } = reminder;
        Self { at, items: items.into_iter().map(Into::into).collect(), moved }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::fact::{Fact, Weight};

    #[test]
    fn what_was_done_is_not_reminded_of_and_nothing_rings_in_quiet_hours() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.nourish").to_string_lossy().into_owned();
        let journal = Journal::create(path, "a plainly fictional passphrase".into()).unwrap();
        let at = |text: &str| Moment::parse(&format!("2026-11-20T{text}[Europe/Madrid]")).unwrap();
        let weight = Weight { weight_g: 68_400, method: None, fluid: None, confirmed: None };
        let draft = Draft { fact: Fact::Weight(weight), occurred: at("08:00"), day: None, source: None };
        let entry = journal.log(draft, at("08:00")).unwrap().id;

        let due = journal.due(at("08:00")).unwrap();
        let done = DueState::Done { entry, on: at("08:00").day() };
        let is_weighing = |due: &&DueItem| due.occurrence.item == ScheduleItem::DailyWeight;
        let states: Vec<DueState> = due.items.iter().filter(is_weighing).map(|due| due.state).collect();
        assert!(due.problems.is_empty() && states.contains(&done));

        // Weighed today: the next is the weekly report, which waits since ten o'clock.
        let remind = |quiet| journal.next_reminders(at("08:00"), 1, quiet, Vec::new(), Vec::new()).unwrap();
        let next = remind(None).reminders;
        assert!(next[0].at == at("10:00") && next[0].items[0].item == ScheduleItem::WeeklyReport);
        let weekly = &next[0].items[0];
        assert_eq!((weekly.check_in, weekly.cycle), (Some(CheckInSet::Weekly), None));
        assert!(weekly.first_day <= weekly.day && weekly.overdue != weekly.due);
        let quiet = Some(QuietTime { from_min: 9 * 60, until_min: 18 * 60 });
        let later = remind(quiet).reminders;
        assert!(later[0].at == at("18:00") && later[0].moved);
        let no_minute = Some(QuietTime { from_min: 21 * 60, until_min: 24 * 60 });
        let refused = journal.next_reminders(at("08:00"), 1, no_minute, Vec::new(), Vec::new()).err();
        assert!(
            matches!(refused, Some(JournalError::InvalidEntry { field_name, .. }) if field_name == "until_min")
        );
        let remind_at = |at_min| {
            let hours = vec![ReminderHour { item: ScheduleItem::WeeklyReport, at_min }];
            journal.next_reminders(at("08:00"), 1, None, Vec::new(), hours)
        };
        assert!(remind_at(15 * 60).unwrap().reminders[0].at == at("15:00"));
        let refused = remind_at(24 * 60).err();
        assert!(
            matches!(refused, Some(JournalError::InvalidEntry { field_name, .. }) if field_name == "at_min")
        );
        let all = ScheduleItem::ALL.to_vec();
        assert!(journal.next_reminders(at("08:00"), 5, None, all, Vec::new()).unwrap().reminders.is_empty());
    }
}
