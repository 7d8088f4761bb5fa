//! When to remind, and of what together: few notifications, none at night, none for what is done, fewer where nobody answers.

use super::chain::{Ground, Line};
use super::clock::{DAY_MIN, WallClock, minute_of};
use super::due::{DueState, answer, state};
use super::occurrence::{Occurrence, ScheduleItem};
use super::table::Schedule;
use crate::care::CarePlan;
use nourish_record::{CalendarDay, Moment, ScreenNeeds, Timeline};

/// Most notifications that a phone keeps waiting for one app: 64 on iOS. No more are ever given.
pub const MOST_PENDING: usize = 64;
/// How far ahead reminders are made, days: a daily one fills every place that a phone has.
const AHEAD_DAYS: i32 = 70;
/// How long after the usual hour of an answer the reminder comes, and what it is rounded up to. Minutes.
const AFTER_USUAL_MIN: u32 = 30;
const ROUND_MIN: u32 = 15;

/// Hours in which nothing may ring, as minutes of the day; from 21:30 until 7:00 is 1290 and 420.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// First quiet minute.
    pub from_min: u32,
    /// First minute that is not quiet any more.
    pub until_min: u32,
}

/// What whoever holds the phone wants of reminders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReminderWishes {
    /// Quiet hours; the schedule's where it is `None`.
    pub quiet: Option<QuietHours>,
    /// Items of which no reminder is wanted.
    pub without: Vec<ScheduleItem>,
    /// Items with an hour of their own, minute of the day.
    pub at_min: Vec<(ScheduleItem, u32)>,
}

/// One notification.
#[derive(Clone, PartialEq, Eq)]
pub struct Reminder {
    /// When it rings.
    pub at: Moment,
    /// What it reminds of.
    pub items: Vec<Occurrence>,
    /// Whether quiet hours moved it.
    pub moved: bool,
}

quiet_debug!(Reminder);

/// The next `count` reminders after `now`, at most [`MOST_PENDING`]: to be handed to the phone anew whenever something was logged.
///
/// What falls into quiet hours is moved to their end, or before their beginning where the end were too late; it is never lost. What is
/// due within two hours comes as one. After some days without an answer reminders become rarer, and whoever usually answers later is
/// reminded later.
#[must_use]
pub fn next_reminders(
    (plan, timeline): (&CarePlan, &Timeline),
    (schedule, needs): (&Schedule, ScreenNeeds),
    now: &Moment,
    wishes: &ReminderWishes,
    count: usize,
) -> Vec<Reminder> {
    let clock = WallClock::of(now, plan.home_zone);
    let ground = Ground { plan, timeline, schedule, needs, now, clock };
    let bell = Bell { ground, quiet: Quiet::of(schedule, wishes), wishes };
    let mut wanted: Vec<Ring> =
        ground.lines(now.day().plus(AHEAD_DAYS)).iter().flat_map(|line| bell.of_line(line)).collect();
    wanted.sort_by_key(|ring| (ring.at.instant_ms(), ring.occurrence.item));
    let mut reminders = together(wanted, schedule);
    reminders.truncate(count.min(MOST_PENDING));
    reminders
}

/// One occurrence that is to ring.
struct Ring {
    at: Moment,
    occurrence: Occurrence,
    moved: bool,
}

#[derive(Clone, Copy)]
struct Bell<'a> {
    ground: Ground<'a>,
    quiet: Quiet,
    wishes: &'a ReminderWishes,
}

impl Bell<'_> {
    fn of_line(self, line: &Line) -> Vec<Ring> {
        if self.wishes.without.contains(&line.item) {
            return Vec::new();
        }
        let every_days = self.back_off(line);
        let minute = self.minute(line);
        let now = self.ground.now;
        let open = line.occurrences.iter().filter(|occurrence| {
            matches!(
                state(occurrence, &line.events, now),
                DueState::Upcoming | DueState::Due | DueState::Overdue
            )
        });
        let mut rings = Vec::new();
        for occurrence in open {
            // Once on the day it is due, and where it stays open for days, once more on the last.
            let mut days = vec![occurrence.day, occurrence.last_day];
            days.dedup();
            for day in days.into_iter().filter(|day| *day >= now.day()) {
                // Counted on the calendar, so that asking anew every day does not ring every day.
                let waits = day.days_since_1970().rem_euclid(every_days) != 0;
                if !waits && let Some(ring) = self.ring(occurrence, day, minute) {
                    rings.push(ring);
                }
            }
        }
        rings
    }

    /// The ring of an occurrence on a day, unless its hour is past.
    fn ring(self, occurrence: &Occurrence, day: CalendarDay, minute: Option<u32>) -> Option<Ring> {
        let clock = self.ground.clock;
        let wanted = match minute.filter(|_| occurrence.slot_ms.is_none()) {
            Some(minute) => clock.at(day, minute)?,
            None => occurrence.due.clone(),
        };
        let now_ms = self.ground.now.instant_ms();
        if wanted.instant_ms() <= now_ms {
            return None;
        }
        let (at, moved) = self.quiet.moved(clock, wanted, occurrence.last_day, now_ms);
        (at.instant_ms() > now_ms).then(|| Ring { at, occurrence: occurrence.clone(), moved })
    }

    /// At which minute of the day a line rings: the wished one; a little after the hour at which it is usually answered, if that is
    /// later than the schedule's; else the schedule's.
    fn minute(self, line: &Line) -> Option<u32> {
        let times = self.ground.schedule.times(line.item)?;
        let wished =
            self.wishes.at_min.iter().find(|(item, _)| *item == line.item).map(|(_, minute)| *minute);
        if let Some(minute) = wished.filter(|minute| *minute < DAY_MIN) {
            return Some(minute);
        }
        if times.every_days > 1 || line.item == ScheduleItem::BeforeOperation {
            return Some(times.due_min);
        }
        let answered = line.occurrences.iter().filter_map(|occurrence| {
            let event = answer(occurrence, &line.events)?;
            let at = Moment::new(event.instant_ms, occurrence.due.offset_s(), None).ok()?;
            Some(minute_of(&at))
        });
        let mut usual: Vec<u32> = answered.collect();
        let recent = usual.len().saturating_sub(self.ground.schedule.answers);
        let mut usual = usual.split_off(recent);
        usual.sort_unstable();
        let median = usual.get(usual.len() / 2).copied();
        let later = median.filter(|median| *median > times.due_min).map(|median| {
            ((median + AFTER_USUAL_MIN).div_ceil(ROUND_MIN) * ROUND_MIN)
                .min(times.overdue_min.max(times.due_min))
        });
        Some(later.unwrap_or(times.due_min))
    }

    /// Every how many days a line rings: every day, or rarer after so many in a row that nobody answered.
    fn back_off(self, line: &Line) -> i32 {
        let missed = line.occurrences.iter().fold(0i32, |missed, occurrence| {
            match state(occurrence, &line.events, self.ground.now) {
                DueState::Missed => missed + 1,
                DueState::Done { .. } => 0,
                DueState::Due | DueState::Overdue | DueState::Upcoming => missed,
            }
        });
        let is_daily = self.ground.schedule.times(line.item).is_some_and(|times| times.every_days == 1);
        let asked_often = is_daily
            && matches!(
                line.item,
                ScheduleItem::DailyWeight
                    | ScheduleItem::SetChange
                    | ScheduleItem::PositionCheck
                    | ScheduleItem::TubeFlush
            );
        let steps = self.ground.schedule.back_off.iter().filter(|(after, _)| asked_often && missed >= *after);
        steps.map(|(_, every_days)| *every_days).max().unwrap_or(1).max(1)
    }
}

#[derive(Clone, Copy)]
struct Quiet {
    from: u32,
    until: u32,
}

impl Quiet {
    fn of(schedule: &Schedule, wishes: &ReminderWishes) -> Self {
        let (from, until) = schedule.quiet_min;
        let wished = wishes.quiet.filter(|quiet| quiet.from_min < DAY_MIN && quiet.until_min < DAY_MIN);
        wished.map_or(Self { from, until }, |quiet| Self { from: quiet.from_min, until: quiet.until_min })
    }

    const fn holds(self, minute: u32) -> bool {
        if self.from <= self.until {
            self.from <= minute && minute < self.until
        } else {
            minute >= self.from || minute < self.until
        }
    }

    /// The moment itself, or the first after quiet hours; the last before them where that were too late and is still to come.
    fn moved(self, clock: WallClock, at: Moment, last_day: CalendarDay, now_ms: i64) -> (Moment, bool) {
        let minute = minute_of(&at);
        if !self.holds(minute) {
            return (at, false);
        }
        let past_midnight = minute < self.until;
        let end_day = if past_midnight || self.from <= self.until { at.day() } else { at.day().plus(1) };
        let begin_day = if past_midnight && self.from > self.until { at.day().plus(-1) } else { at.day() };
        let after = clock.at(end_day, self.until);
        let before = self.from.checked_sub(1).and_then(|minute| clock.at(begin_day, minute));
        let after_is_late = end_day > last_day;
        let before = before.filter(|before| after_is_late && before.instant_ms() > now_ms);
        match before.or(after) {
            Some(moved) => (moved, true),
            None => (at, false),
        }
    }
}

/// Rings that lie close together as one, and not too many a day.
fn together(rings: Vec<Ring>, schedule: &Schedule) -> Vec<Reminder> {
    let within_ms = i64::from(schedule.group_within_min) * 60_000;
    let mut reminders: Vec<Reminder> = Vec::new();
    for ring in rings {
        let Ring { at, occurrence, moved } = ring;
        let free = !occurrence.is_bound_to_its_hour();
        let last = reminders.last_mut().filter(|last| {
            let apart_ms = at.instant_ms() - last.at.instant_ms();
            apart_ms == 0 || (free && apart_ms <= within_ms && last.at.day() == at.day())
        });
        match last {
            Some(last) => {
                last.moved |= moved;
                if !last
                    .items
                    .iter()
                    .any(|item| item.item == occurrence.item && item.title == occurrence.title)
                {
                    last.items.push(occurrence);
                }
            }
            None => reminders.push(Reminder { at, items: vec![occurrence], moved }),
        }
    }
    few_a_day(reminders, schedule.most_a_day)
}

fn few_a_day(mut reminders: Vec<Reminder>, most: usize) -> Vec<Reminder> {
    let is_free = |reminder: &Reminder| !reminder.items.iter().any(Occurrence::is_bound_to_its_hour);
    let mut place = 0;
    while let Some(day) = reminders.get(place).map(|reminder| reminder.at.day()) {
        let on_day: Vec<usize> = (place..reminders.len())
            .take_while(|at| reminders.get(*at).is_some_and(|reminder| reminder.at.day() == day))
            .collect();
        let free: Vec<usize> =
            on_day.iter().copied().filter(|at| reminders.get(*at).is_some_and(is_free)).collect();
        let too_many = free.len() > most;
        let closest = free.windows(2).filter_map(|pair| match pair {
            [first, second] => {
                let at = |place: &usize| reminders.get(*place).map(|reminder| reminder.at.instant_ms());
                Some((at(second)? - at(first)?, *first, *second))
            }
            _ => None,
        });
        match closest.min().filter(|_| too_many) {
            Some((_, first, second)) => {
                let later = reminders.remove(second);
                if let Some(first) = reminders.get_mut(first) {
                    first.items.extend(later.items);
                    first.moved |= later.moved;
                }
            }
            None => place += on_day.len().max(1),
        }
    }
    reminders
}
