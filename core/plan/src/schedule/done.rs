//! What in a journal counts as done.

use super::occurrence::ScheduleItem;
use crate::care::completed_since;
use nourish_record::{
    CalendarDay, CareTask, CheckIn, CheckInSet, EntryId, Finding, FindingItem, FluidIntake, FluidRoute,
    Moment, OralIntake, ParenteralBag, Shown, Supplement, Symptom, Timeline, TubeCare, TubeEvent, TubeFeed,
    Weight,
};
use std::collections::BTreeSet;

/// Something that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) entry: EntryId,
    pub(super) day: CalendarDay,
    pub(super) instant_ms: i64,
}

/// A symptom asked over so many days or more belongs to the weekly report.
const WEEKLY_RECALL_DAYS: u8 = 7;
/// What the nutrition screen before an operation looks at, days, and on how many of them it wants to know what was eaten.
const SCREEN_DAYS: i32 = 7;
const SCREEN_INTAKE_DAYS: usize = 4;

/// Everything of the journal up to `now` that answers an item, in order of days.
pub(super) fn events(timeline: &Timeline, now: &Moment, item: ScheduleItem) -> Vec<Event> {
    let found = match item {
        ScheduleItem::DailyWeight => weighings(timeline),
        ScheduleItem::WeeklyReport => weekly(timeline),
        ScheduleItem::CycleCheckIn | ScheduleItem::NadirCheckIn => check_ins(timeline),
        ScheduleItem::PreOperativeScreen => screens(timeline),
        ScheduleItem::TubeFlush => flushes(timeline),
        ScheduleItem::SetChange => care(timeline, &[TubeEvent::SetChanged]),
        ScheduleItem::PositionCheck => {
            care(timeline, &[TubeEvent::PositionChecked, TubeEvent::Placed, TubeEvent::Replaced])
        }
        // A task has a line of its own: `done`.
        ScheduleItem::Task | ScheduleItem::BeforeOperation => Vec::new(),
    };
    until(now, found)
}

/// Everything of the journal up to `now` that answers a request of a task.
pub(super) fn done(timeline: &Timeline, now: &Moment, (request, task): (&Shown, &CareTask)) -> Vec<Event> {
    until(now, completed_since(timeline, request, &task.title).map(event).collect())
}

/// What of it happened by `now`, in order of days: a day may be the person's own and not the clock's.
fn until(now: &Moment, mut found: Vec<Event>) -> Vec<Event> {
    found.retain(|event| event.instant_ms <= now.instant_ms() && event.day <= now.day());
    found.sort_by_key(|event| (event.day, event.instant_ms, event.entry));
    found
}

fn event(shown: &Shown) -> Event {
    Event { entry: shown.root(), day: shown.day(), instant_ms: shown.entry().occurred().instant_ms() }
}

/// Weights, those that wait to be confirmed too: the person stood on the scale.
fn weighings(timeline: &Timeline) -> Vec<Event> {
    let believed = timeline.of_kind::<Weight>().filter(|(_, weight)| !weight.is_recalled());
    believed.map(|(shown, _)| event(shown)).chain(timeline.doubtful().map(event)).collect()
}

fn weekly(timeline: &Timeline) -> Vec<Event> {
    let symptoms = timeline.of_kind::<Symptom>().filter(|(_, said)| said.recall_days >= WEEKLY_RECALL_DAYS);
    let sets = timeline
        .of_kind::<CheckIn>()
        .filter(|(_, said)| said.set == CheckInSet::Weekly && said.completed != Some(false));
    symptoms.map(|(shown, _)| event(shown)).chain(sets.map(|(shown, _)| event(shown))).collect()
}

fn check_ins(timeline: &Timeline) -> Vec<Event> {
    let sets = timeline.of_kind::<CheckIn>().filter(|(_, said)| said.completed != Some(false));
    let symptoms = timeline.of_kind::<Symptom>();
    sets.map(|(shown, _)| event(shown)).chain(symptoms.map(|(shown, _)| event(shown))).collect()
}

fn care(timeline: &Timeline, wanted: &[TubeEvent]) -> Vec<Event> {
    let done = timeline.of_kind::<TubeCare>().filter(|(_, care)| wanted.contains(&care.event));
    done.map(|(shown, _)| event(shown)).collect()
}

fn flushes(timeline: &Timeline) -> Vec<Event> {
    let with_feeds = timeline.of_kind::<TubeFeed>().filter(|(_, feed)| feed.flush_ml > Some(0));
    let water = timeline.of_kind::<FluidIntake>().filter(|(_, fluid)| fluid.route == Some(FluidRoute::Tube));
    let mut found = care(timeline, &[TubeEvent::Flushed]);
    found.extend(with_feeds.map(|(shown, _)| event(shown)));
    found.extend(water.map(|(shown, _)| event(shown)));
    found
}

/// A clinician's screen, and every day by which the journal holds what the screens compute from: a weight of the week, and what was
/// eaten on at least four days of it.
fn screens(timeline: &Timeline) -> Vec<Event> {
    let by_hand = timeline.of_kind::<Finding>().filter(|(_, found)| {
        matches!(
            found.item,
            FindingItem::ScreenPositive
                | FindingItem::SubjectiveGlobalAssessment
                | FindingItem::AteLessThanHalfLastWeek
        )
    });
    let mut found: Vec<Event> = by_hand.map(|(shown, _)| event(shown)).collect();
    let mut fed: BTreeSet<CalendarDay> = BTreeSet::new();
    let eaten = |intake: &OralIntake| intake.eaten_percent.is_some() || intake.energy_kcal_milli.is_some();
    fed.extend(timeline.of_kind::<OralIntake>().filter(|(_, i)| eaten(i)).map(|(shown, _)| shown.day()));
    fed.extend(timeline.of_kind::<Supplement>().map(|(shown, _)| shown.day()));
    fed.extend(timeline.of_kind::<TubeFeed>().map(|(shown, _)| shown.day()));
    fed.extend(timeline.of_kind::<ParenteralBag>().map(|(shown, _)| shown.day()));
    for (shown, _) in timeline.weights() {
        let weighed = shown.day();
        // The first day, not before the weighing, by which four days of intake stand in a week that holds it.
        let by = weighed
            .through(weighed.plus(SCREEN_DAYS - 1))
            .find(|day| fed.range(day.plus(1 - SCREEN_DAYS)..=*day).count() >= SCREEN_INTAKE_DAYS);
        found.extend(by.map(|day| Event { day, ..event(shown) }));
    }
    found
}
