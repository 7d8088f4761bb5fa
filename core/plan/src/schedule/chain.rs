//! The occurrences of every item, from the plan and what was done.

use super::clock::WallClock;
use super::done::{Event, done, events, screens};
use super::occurrence::{Occurrence, ScheduleItem};
use super::table::{ItemTimes, Schedule};
use crate::care::{CarePlan, latest_requests};
use nourish_record::{CalendarDay, FeedMode, Moment, ScreenNeeds, Timeline, TubeRoute, Weight};

/// How far back occurrences of what is due daily are looked at, days: as long as a streak of missed ones matters.
pub(super) const LOOK_BACK_DAYS: i32 = 28;

/// One line of the schedule: an item, or one task, with its occurrences in order and what answered it.
pub(super) struct Line {
    pub(super) item: ScheduleItem,
    pub(super) occurrences: Vec<Occurrence>,
    pub(super) events: Vec<Event>,
}

/// What occurrences are made from.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) plan: &'a CarePlan,
    pub(super) timeline: &'a Timeline,
    pub(super) schedule: &'a Schedule,
    pub(super) needs: ScreenNeeds,
    pub(super) now: &'a Moment,
    pub(super) clock: WallClock,
}

/// A window of days: from when on it counts, when it is due, and its last day.
type Window = (CalendarDay, CalendarDay, CalendarDay);

impl Ground<'_> {
    /// Every line up to the day `to`.
    pub(super) fn lines(self, to: CalendarDay) -> Vec<Line> {
        let mut lines = Vec::new();
        let start = self.start();
        for times in self.schedule.items() {
            if times.item == ScheduleItem::Task {
                lines.extend(self.tasks(times, to));
                continue;
            }
            let events = self.events(times);
            let occurrences = start.map_or_else(Vec::new, |start| self.of_item(times, &events, (start, to)));
            if !occurrences.is_empty() {
                lines.push(Line { item: times.item, occurrences, events });
            }
        }
        lines
    }

    fn events(self, times: &ItemTimes) -> Vec<Event> {
        match (times.item, &self.plan.surgery) {
            (ScheduleItem::PreOperativeScreen, Some(surgery)) => {
                // A weight of the week before the first window may still make a screen in it.
                let before = times.ahead_days + times.days_early + self.needs.weight_days;
                screens(self.timeline, self.now, surgery.day.plus(-before), self.needs)
            }
            _ => events(self.timeline, self.now, times.item),
        }
    }

    fn of_item(
        self,
        times: &ItemTimes,
        events: &[Event],
        (start, to): (CalendarDay, CalendarDay),
    ) -> Vec<Occurrence> {
        let recent = start.max(self.now.day().plus(-LOOK_BACK_DAYS));
        let windows = match times.item {
            ScheduleItem::DailyWeight => chain(times, times.every_days, (recent, to), events),
            ScheduleItem::WeeklyReport => chain(times, times.every_days, (start, to), events),
            ScheduleItem::CycleCheckIn | ScheduleItem::NadirCheckIn => {
                return self.of_cycles(times, (recent, to));
            }
            ScheduleItem::PreOperativeScreen => self.before_surgery(times, start, to, events),
            ScheduleItem::TubeFlush if self.runs_day_and_night() => return self.slots(times, to),
            ScheduleItem::TubeFlush | ScheduleItem::SetChange | ScheduleItem::PositionCheck => {
                self.of_tube(times, start, to, events)
            }
            ScheduleItem::BeforeOperation => self.eve(),
            ScheduleItem::Task => Vec::new(),
        };
        self.place(times, windows)
    }

    /// The first day on which anything was logged that is not remembered from before.
    fn start(self) -> Option<CalendarDay> {
        let logged = self
            .timeline
            .iter()
            .filter(|shown| !shown.entry().fact_of::<Weight>().is_some_and(Weight::is_recalled));
        logged.map(|shown| shown.day()).filter(|day| *day <= self.now.day()).min()
    }

    fn place(self, times: &ItemTimes, windows: Vec<Window>) -> Vec<Occurrence> {
        windows.into_iter().filter_map(|window| self.occurrence(times, window)).collect()
    }

    /// `None` where the day never was for the clocks of the zone.
    fn occurrence(self, times: &ItemTimes, (first_day, day, last_day): Window) -> Option<Occurrence> {
        let due = self.clock.at(day, times.due_min)?;
        let overdue = self.clock.at(last_day, times.overdue_min).unwrap_or_else(|| due.clone());
        let (title, cycle, slot_ms) = (None, None, None);
        Some(Occurrence { item: times.item, title, cycle, first_day, day, last_day, due, overdue, slot_ms })
    }

    fn of_cycles(self, times: &ItemTimes, (from, to): (CalendarDay, CalendarDay)) -> Vec<Occurrence> {
        let Some((first, last)) = times.cycle_days else { return Vec::new() };
        let cycles = &self.plan.cycles;
        let windows = cycles.iter().enumerate().filter_map(|(place, cycle)| {
            let begins = cycle.first_day.plus(first - 1);
            let next = cycles.get(place + 1).map(|next| next.first_day.plus(-1));
            let ends = cycle.first_day.plus(last - 1).min(next.unwrap_or(CalendarDay::LAST));
            let within = begins <= to && ends >= from && begins <= ends;
            within.then_some((cycle.number, (begins, begins, ends)))
        });
        let made = windows.filter_map(|(number, window)| {
            self.occurrence(times, window).map(|made| Occurrence { cycle: number, ..made })
        });
        made.collect()
    }

    fn before_surgery(
        self,
        times: &ItemTimes,
        start: CalendarDay,
        to: CalendarDay,
        events: &[Event],
    ) -> Vec<Window> {
        let Some(surgery) = &self.plan.surgery else { return Vec::new() };
        let (from, eve) = (start.max(surgery.day.plus(-times.ahead_days)), surgery.day.plus(-1));
        let windows = chain(times, times.every_days, (from, to.min(eve)), events);
        windows.into_iter().map(|(first, day, last)| (first, day, last.min(eve))).collect()
    }

    fn of_tube(
        self,
        times: &ItemTimes,
        start: CalendarDay,
        to: CalendarDay,
        events: &[Event],
    ) -> Vec<Window> {
        let Some(tube) = self.plan.tube else { return Vec::new() };
        let through_skin = matches!(
            tube.route,
            Some(TubeRoute::Gastrostomy | TubeRoute::Gastrojejunostomy | TubeRoute::Jejunostomy)
        );
        // A set hangs only where a pump runs.
        let by_pump = matches!(tube.mode, Some(FeedMode::Continuous | FeedMode::Cyclic));
        if times.item == ScheduleItem::SetChange && !by_pump {
            return Vec::new();
        }
        let every_days = if through_skin { times.every_days_through_skin } else { times.every_days };
        let since = tube.since.unwrap_or(start).max(start);
        let from = if every_days == 1 { since.max(self.now.day().plus(-LOOK_BACK_DAYS)) } else { since };
        chain(times, every_days, (from, to), events)
    }

    fn runs_day_and_night(self) -> bool {
        self.plan.tube.is_some_and(|tube| tube.mode == Some(FeedMode::Continuous))
    }

    /// Several times a day: each counts as done from half-way after the one before until half-way to the next.
    fn slots(self, times: &ItemTimes, to: CalendarDay) -> Vec<Occurrence> {
        let Some(tube) = self.plan.tube else { return Vec::new() };
        let from = tube.since.unwrap_or(self.now.day()).max(self.now.day().plus(-1));
        let minutes = self.flush_minutes(times);
        let mut slots: Vec<Occurrence> = from
            .through(to)
            .flat_map(|day| minutes.iter().map(move |minute| (day, *minute)))
            .filter_map(|(day, minute)| {
                let due = self.clock.at(day, minute)?;
                let window = (day, day, day);
                self.occurrence(times, window).map(|made| Occurrence { due, ..made })
            })
            .collect();
        let at: Vec<i64> = slots.iter().map(|slot| slot.due.instant_ms()).collect();
        for (place, slot) in slots.iter_mut().enumerate() {
            let here = slot.due.instant_ms();
            let before =
                place.checked_sub(1).and_then(|before| at.get(before)).map_or(DAY_MS / 12, |ms| here - ms);
            let after = at.get(place + 1).map_or(DAY_MS / 12, |ms| ms - here);
            slot.slot_ms = Some((here - before / 2, here + after / 2));
            let offset = slot.due.offset_s();
            if let Ok(overdue) = Moment::new(here + after / 2, offset, slot.due.zone()) {
                slot.overdue = overdue;
            }
        }
        slots
    }

    /// The minutes of a day at which the tube is flushed while feed runs: as often as the prescription says, counted from the first of
    /// the schedule; where it does not say, those of the schedule.
    fn flush_minutes(self, times: &ItemTimes) -> Vec<u32> {
        let prescribed = self.plan.feeding.as_ref().and_then(|feeding| feeding.value.flush_every_min);
        let every_min =
            prescribed.and_then(|minutes| usize::try_from(minutes).ok()).filter(|every| *every > 0);
        let Some((first, every_min)) = times.minutes_while_continuous.first().zip(every_min) else {
            return times.minutes_while_continuous.clone();
        };
        let mut minutes: Vec<u32> =
            (0..DAY_MIN).step_by(every_min).map(|after| (first + after) % DAY_MIN).collect();
        minutes.sort_unstable();
        minutes
    }

    /// The evening before an operation, where the team has set how to be prepared.
    fn eve(self) -> Vec<Window> {
        match (&self.plan.surgery, self.plan.preparation_steps.is_empty()) {
            (Some(surgery), false) => {
                let eve = surgery.day.plus(-1);
                vec![(eve, eve, eve)]
            }
            _ => Vec::new(),
        }
    }

    fn tasks(self, times: &ItemTimes, to: CalendarDay) -> Vec<Line> {
        let requests = latest_requests(self.timeline);
        let line = |(shown, task): (&nourish_record::Shown, &nourish_record::CareTask)| {
            let events = done(self.timeline, self.now, (shown, task));
            let last = task.until_on.unwrap_or(CalendarDay::LAST).min(to);
            let windows = match task.every_days.and_then(|days| i32::try_from(days).ok()) {
                Some(every_days) => chain(times, every_days, (shown.day(), last), &events),
                // Once: whenever it was done after it was asked for.
                None => {
                    let (day, done) = (shown.day(), events.first().map(|event| event.day));
                    let first = done.map_or(day.plus(-times.days_early), |done| done.min(day));
                    let last = done.unwrap_or(day).max(day.plus(times.days_open - 1));
                    if day <= to { vec![(first, day, last)] } else { Vec::new() }
                }
            };
            let title = Some(task.title.clone());
            let placed = self.place(times, windows).into_iter();
            let occurrences = placed.map(|made| Occurrence { title: title.clone(), ..made }).collect();
            Line { item: ScheduleItem::Task, occurrences, events }
        };
        requests.into_iter().map(line).filter(|line| !line.occurrences.is_empty()).collect()
    }
}

const DAY_MS: i64 = 86_400_000;
const DAY_MIN: u32 = 1_440;

/// Windows from a first day on: the next one is due so many days after the last was done, or after it was due where it was not.
fn chain(
    times: &ItemTimes,
    every_days: i32,
    (first, to): (CalendarDay, CalendarDay),
    events: &[Event],
) -> Vec<Window> {
    let (early, open) = (times.days_early.min(every_days - 1), times.days_open.min(every_days));
    let mut windows = Vec::new();
    let mut due = first;
    let mut done: Option<CalendarDay> = None;
    while due <= to {
        let begins = done.map_or(due.plus(-early), |done| due.plus(-early).max(done.plus(1)));
        let window = (begins, due, due.plus(open - 1));
        let from = events.partition_point(|event| event.day < window.0);
        let answered = events.get(from..).and_then(|later| later.iter().map(|event| event.day).min());
        let answered = answered.filter(|day| *day <= window.2);
        windows.push(window);
        due = answered.map_or(due, |day| day).plus(every_days).max(due.plus(1));
        done = answered.or(done);
        if due == CalendarDay::LAST {
            break;
        }
    }
    windows
}
