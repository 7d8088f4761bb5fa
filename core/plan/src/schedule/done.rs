//! What in a journal counts as done.

use super::occurrence::ScheduleItem;
use crate::care::completed_since;
use nourish_record::{
    CalendarDay, CareTask, CheckIn, CheckInSet, DaySummary, EntryId, Finding, FluidIntake, FluidRoute,
    Moment, ScreenNeeds, Shown, Symptom, Timeline, TubeCare, TubeEvent, TubeFeed, Weight,
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

/// Everything of the journal up to `now` that answers an item, in order of days.
pub(super) fn events(timeline: &Timeline, now: &Moment, item: ScheduleItem) -> Vec<Event> {
    let found = match item {
        ScheduleItem::DailyWeight => weighings(timeline),
        ScheduleItem::WeeklyReport => weekly(timeline),
        ScheduleItem::CycleCheckIn | ScheduleItem::NadirCheckIn => check_ins(timeline),
        ScheduleItem::TubeFlush => flushes(timeline),
        ScheduleItem::SetChange => care(timeline, &[TubeEvent::SetChanged]),
        ScheduleItem::PositionCheck => {
            care(timeline, &[TubeEvent::PositionChecked, TubeEvent::Placed, TubeEvent::Replaced])
        }
        // A task and a screen have their own: `done` and `screens`.
        ScheduleItem::Task | ScheduleItem::PreOperativeScreen | ScheduleItem::BeforeOperation => Vec::new(),
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

/// Every clinician's screen from the day `from` on, and for every weight the first day on which it and what was eaten make a screen: done by
/// the rule by which the list before an operation has nothing of it missing.
pub(super) fn screens(
    timeline: &Timeline,
    now: &Moment,
    from: CalendarDay,
    needs: ScreenNeeds,
) -> Vec<Event> {
    let by_hand = timeline.of_kind_since::<Finding>(from).filter(|(_, found)| found.is_finished_screen());
    let mut found: Vec<Event> = by_hand.map(|(shown, _)| event(shown)).collect();
    let days = DaySummary::between(timeline, from.plus(-needs.intake_days), now.day());
    let eaten: BTreeSet<CalendarDay> =
        days.iter().filter(|day| day.is_intake_known()).map(|day| day.day).collect();
    for (shown, _) in timeline.weights().rev().take_while(|(shown, _)| shown.day() >= from) {
        let weighed = shown.day();
        let mut good = weighed.through(weighed.plus(needs.weight_days.max(0)));
        let by = good.find(|day| needs.on(*day, Some(weighed), None, &eaten).is_done());
        found.extend(by.map(|day| Event { day, ..event(shown) }));
    }
    until(now, found)
}
