//! What is due at a moment, overdue, missed or done.

use super::chain::{Ground, Line};
use super::clock::{WallClock, ZoneChanged, zone_changed};
use super::done::Event;
use super::occurrence::Occurrence;
use super::table::Schedule;
use crate::care::{CarePlan, HomeZone};
use nourish_record::{
    CalendarDay, CareTask, EntryId, Moment, ScreenNeeds, TaskStatus, Timeline, Treatment, TreatmentStatus,
};

/// How something that may be due stands. Exhaustive on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// Something of the schedule, and how it stands.
#[derive(Clone, PartialEq, Eq)]
pub struct Due {
    /// What, and when.
    pub occurrence: Occurrence,
    /// How it stands.
    pub state: DueState,
    /// How many of the same before it were missed in a row.
    pub missed_before: u32,
}

/// What a schedule could not take as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleProblem {
    /// The profile names no zone: correct it.
    #[error(
        "the home zone of the profile is not a zone that is known; correct it, like home_zone=Europe/Madrid"
    )]
    UnknownHomeZone,
    /// A planned time was said under other rules of its zone.
    #[error(
        "{} has changed its clocks since something was planned for {}; the day and the hour on the wall stand, say it anew if another was meant",
        .0.zone, .0.day
    )]
    ZoneChanged(ZoneChanged),
}

/// What is due at a moment.
#[derive(Clone, PartialEq, Eq)]
pub struct DueList {
    /// What is due and overdue, then what was missed last, what comes next, and what is done today; each group by its hour.
    pub items: Vec<Due>,
    /// What could not be taken as it was said.
    pub problems: Vec<ScheduleProblem>,
}

quiet_debug!(Due, DueList);

/// How long something missed is spoken of, days.
const MISSED_DAYS: i32 = 7;
/// How far ahead the next occurrence of something is looked for, days.
const AHEAD_DAYS: i32 = 100;

/// What is due at the moment `now`, as the clock of the person's phone shows it.
///
/// `needs` says what makes a nutrition screen before an operation: take it from the tables of the rules
/// ([`nourish_rules::assess::screen_needs`]).
///
/// The same plan, journal and moment give the same answer. Days are the person's own: who lives by night says so in the day of the
/// moment. Where they travel, the hours are those of the clock where they are.
#[must_use]
pub fn due(
    plan: &CarePlan,
    timeline: &Timeline,
    (schedule, needs): (&Schedule, ScreenNeeds),
    now: &Moment,
) -> DueList {
    let clock = WallClock::of(now, plan.home_zone);
    let ground = Ground { plan, timeline, schedule, needs, now, clock };
    let mut items: Vec<Due> =
        ground.lines(now.day().plus(AHEAD_DAYS)).into_iter().flat_map(|line| of_line(&line, now)).collect();
    items.sort_by(|a, b| {
        (rank(a.state), a.occurrence.due.instant_ms(), a.occurrence.item).cmp(&(
            rank(b.state),
            b.occurrence.due.instant_ms(),
            b.occurrence.item,
        ))
    });
    DueList { items, problems: problems(plan, timeline, now) }
}

const fn rank(state: DueState) -> u8 {
    match state {
        DueState::Overdue => 0,
        DueState::Due => 1,
        DueState::Missed => 2,
        DueState::Upcoming => 3,
        DueState::Done { .. } => 4,
    }
}

/// What is open today of a line, else what comes next; the last one if it was missed; what was done today.
fn of_line(line: &Line, now: &Moment) -> Vec<Due> {
    let mut found: Vec<Due> = Vec::new();
    let mut missed = 0;
    let mut last_missed = None;
    let mut upcoming = None;
    for occurrence in &line.occurrences {
        let state = state(occurrence, &line.events, now);
        let due = || Due { occurrence: occurrence.clone(), state, missed_before: missed };
        match state {
            DueState::Missed => {
                last_missed = Some(due());
                missed += 1;
            }
            DueState::Done { on, .. } => {
                if on == now.day() {
                    found.push(due());
                }
                (missed, last_missed) = (0, None);
            }
            DueState::Due | DueState::Overdue => found.push(due()),
            DueState::Upcoming => {
                upcoming.get_or_insert_with(due);
            }
        }
    }
    // While it can be done there is nothing to be said of what was not done before.
    if !found.iter().any(|due| matches!(due.state, DueState::Due | DueState::Overdue)) {
        let lately = |due: &Due| now.day().days_since(due.occurrence.last_day) <= MISSED_DAYS;
        found.extend(last_missed.filter(lately));
        found.extend(upcoming);
    }
    found
}

/// How one occurrence stands.
pub(super) fn state(occurrence: &Occurrence, events: &[Event], now: &Moment) -> DueState {
    if let Some(done) = answer(occurrence, events) {
        return DueState::Done { entry: done.entry, on: done.day };
    }
    let (today, now_ms) = (now.day(), now.instant_ms());
    if let Some((_, end_ms)) = occurrence.slot_ms {
        return match now_ms {
            ms if ms < occurrence.due.instant_ms() => DueState::Upcoming,
            ms if ms < end_ms => DueState::Due,
            _ => DueState::Missed,
        };
    }
    if today > occurrence.last_day {
        DueState::Missed
    } else if today < occurrence.day || (today == occurrence.day && now_ms < occurrence.due.instant_ms()) {
        DueState::Upcoming
    } else if today == occurrence.last_day && now_ms >= occurrence.overdue.instant_ms() {
        DueState::Overdue
    } else {
        DueState::Due
    }
}

/// What answered an occurrence first.
pub(super) fn answer(occurrence: &Occurrence, events: &[Event]) -> Option<Event> {
    let within = |event: &&Event| match occurrence.slot_ms {
        Some((from_ms, end_ms)) => (from_ms..end_ms).contains(&event.instant_ms),
        None => (occurrence.first_day..=occurrence.last_day).contains(&event.day),
    };
    events.iter().find(within).copied()
}

fn problems(plan: &CarePlan, timeline: &Timeline, now: &Moment) -> Vec<ScheduleProblem> {
    let mut found = Vec::new();
    if plan.home_zone == Some(HomeZone::Unknown) {
        found.push(ScheduleProblem::UnknownHomeZone);
    }
    let treatments = timeline
        .of_kind::<Treatment>()
        .filter(|(_, treatment)| treatment.status == TreatmentStatus::Planned)
        .map(|(shown, _)| shown);
    let tasks = timeline
        .of_kind::<CareTask>()
        .filter(|(_, task)| task.status == TaskStatus::Requested)
        .map(|(shown, _)| shown);
    let ahead = treatments.chain(tasks).filter(|shown| shown.day() >= now.day());
    let mut changed: Vec<ZoneChanged> =
        ahead.filter_map(|shown| zone_changed(shown.entry().occurred())).collect();
    changed.sort_by_key(|changed| (changed.day, changed.zone.name()));
    changed.dedup();
    found.extend(changed.into_iter().map(ScheduleProblem::ZoneChanged));
    found
}
