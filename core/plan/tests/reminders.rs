//! Reminders: few, none at night, none for what is done, and none lost.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

mod story;

use nourish_plan::{
    CarePlan, DueState, MOST_PENDING, QuietHours, Reminder, ReminderWishes, Schedule, ScheduleItem, due,
    next_reminders, plan_words,
};
use nourish_record::{CalendarDay, Moment, Timeline, Tz};
use nourish_words::Language;
use proptest::prelude::*;
use std::collections::BTreeSet;
use story::{Story, day, needs};

fn reminders(timeline: &Timeline, now: &Moment, wishes: &ReminderWishes, count: usize) -> Vec<Reminder> {
    let plan = CarePlan::of(timeline, now.day());
    next_reminders((&plan, timeline), (&Schedule::built_in().unwrap(), needs()), now, wishes, count)
}

fn at_and_items(reminder: &Reminder) -> (String, Vec<ScheduleItem>) {
    (
        reminder.at.clock().format("%m-%d %H:%M").to_string(),
        reminder.items.iter().map(|item| item.item).collect(),
    )
}

fn begun() -> Story {
    let mut story = Story::new("Europe/Madrid");
    story.log("2026-11-02T08:00", "height", &[("height", "170 cm")]);
    story
}

#[test]
fn what_is_due_within_two_hours_is_one_notification() {
    let mut story = begun();
    story.log("2026-11-02T09:00", "tube-care", &[("event", "placed"), ("route", "nasojejunal")]);
    let found = reminders(&story.timeline(), &story.at("2026-11-02T20:00"), &ReminderWishes::default(), 3);
    let said: Vec<_> = found.iter().map(at_and_items).collect();
    let morning = vec![ScheduleItem::DailyWeight, ScheduleItem::TubeFlush, ScheduleItem::PositionCheck];
    assert_eq!(said[0], ("11-03 07:30".into(), morning));
    let words = plan_words(&Language::ENGLISH).unwrap();
    assert_eq!(found[0].say(&words).text, "Weigh in the morning, before breakfast, and 2 things more.");
}

#[test]
fn nobody_is_reminded_of_what_is_done() {
    let mut story = begun();
    story.weigh("2026-11-03T06:50");
    let found = reminders(&story.timeline(), &story.at("2026-11-03T07:00"), &ReminderWishes::default(), 5);
    let weight_days: Vec<CalendarDay> = found
        .iter()
        .flat_map(|reminder| &reminder.items)
        .filter(|item| item.item == ScheduleItem::DailyWeight)
        .map(|item| item.day)
        .collect();
    assert_eq!(weight_days.first(), Some(&day("2026-11-04")));
}

#[test]
fn whoever_answers_late_is_reminded_later() {
    let mut story = begun();
    for date in 2..=8 {
        story.weigh(&format!("2026-11-{date:02}T09:20"));
    }
    let found = reminders(&story.timeline(), &story.at("2026-11-08T20:00"), &ReminderWishes::default(), 1);
    // 9:20 and half an hour, up to the next quarter: 10:00.
    assert_eq!(found[0].at, story.at("2026-11-09T10:00"));
}

#[test]
fn whoever_does_not_answer_is_reminded_more_rarely() {
    let story = begun();
    let weights = |time: &str| {
        let found = reminders(&story.timeline(), &story.at(time), &ReminderWishes::default(), 64);
        let items = found.iter().flat_map(|reminder| &reminder.items);
        let days: Vec<i32> = items
            .filter(|item| item.item == ScheduleItem::DailyWeight)
            .map(|item| item.day.days_since_1970())
            .collect();
        days.windows(2).map(|pair| pair[1] - pair[0]).collect::<BTreeSet<_>>()
    };
    assert_eq!(weights("2026-11-04T06:00"), BTreeSet::from([1]));
    assert_eq!(weights("2026-11-05T06:00"), BTreeSet::from([2]));
    assert_eq!(weights("2026-11-09T06:00"), BTreeSet::from([3]));
    assert_eq!(weights("2026-11-16T06:00"), BTreeSet::from([7]));
}

#[test]
fn quiet_hours_move_and_lose_nothing() {
    let story = begun();
    let wishes = |from_min, until_min| ReminderWishes {
        quiet: Some(QuietHours { from_min, until_min }),
        ..ReminderWishes::default()
    };
    let now = story.at("2026-11-02T20:00");
    let first = |wishes: &ReminderWishes| reminders(&story.timeline(), &now, wishes, 1).remove(0);
    let moved = first(&wishes(22 * 60, 8 * 60));
    assert_eq!((moved.at.clone(), moved.moved), (story.at("2026-11-03T08:00"), true));
    // Quiet from seven in the morning until the end of the day: it rings before.
    let before = first(&wishes(7 * 60, 0));
    assert_eq!((before.at.clone(), before.moved), (story.at("2026-11-03T06:59"), true));
}

#[test]
fn wishes_are_kept() {
    let story = begun();
    let wishes = ReminderWishes {
        without: vec![ScheduleItem::WeeklyReport],
        at_min: vec![(ScheduleItem::DailyWeight, 8 * 60 + 45)],
        ..ReminderWishes::default()
    };
    let found = reminders(&story.timeline(), &story.at("2026-11-02T20:00"), &wishes, 20);
    assert_eq!(found[0].at, story.at("2026-11-03T08:45"));
    assert!(found.iter().flat_map(|r| &r.items).all(|item| item.item != ScheduleItem::WeeklyReport));
}

#[test]
fn no_more_than_a_phone_keeps() {
    let mut story = begun();
    story.log("2026-11-02T09:00", "tube-care", &[("event", "placed"), ("route", "jejunostomy")]);
    story.log("2026-11-02T09:10", "feeding-plan", &[("tube_prescribed", "1500 ml"), ("mode", "continuous")]);
    let found =
        reminders(&story.timeline(), &story.at("2026-11-02T20:00"), &ReminderWishes::default(), 1_000);
    assert_eq!(found.len(), MOST_PENDING);
}

#[test]
fn the_evening_before_an_operation_says_what_the_team_set() {
    let mut story = begun();
    story.log(
        "2026-11-20T08:00",
        "treatment",
        &[("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")],
    );
    let none = reminders(&story.timeline(), &story.at("2026-11-18T20:00"), &ReminderWishes::default(), 64);
    let of = |found: &[Reminder]| {
        let eves = found.iter().filter(|r| r.items.iter().any(|i| i.item == ScheduleItem::BeforeOperation));
        eves.map(|reminder| reminder.at.clone()).collect::<Vec<_>>()
    };
    assert!(of(&none).is_empty());
    story.log(
        "2026-11-10T08:00",
        "surgery-preparation",
        &[("solids_until", "6 h"), ("drink_evening", "800 ml")],
    );
    let found = reminders(&story.timeline(), &story.at("2026-11-18T20:00"), &ReminderWishes::default(), 64);
    assert_eq!(of(&found), [story.at("2026-11-19T17:30")]);
}

fn a_life(zone: &'static str, first: CalendarDay, weighed: &[bool]) -> Story {
    let mut story = Story::new(zone);
    let log = |story: &mut Story, day: CalendarDay, kind: &str, fields: &[(&str, &str)]| {
        let noon_ms = i64::from(day.days_since_1970()) * 86_400_000 + 12 * 3_600_000;
        let at = Moment::in_zone(noon_ms, zone.parse().unwrap()).unwrap();
        story.log_at(at, kind, fields);
    };
    log(&mut story, first, "tube-care", &[("event", "placed"), ("route", "nasogastric")]);
    log(&mut story, first, "feeding-plan", &[("tube_prescribed", "1000 ml"), ("mode", "cyclic")]);
    log(
        &mut story,
        first,
        "care-task",
        &[("title", "blood test"), ("status", "requested"), ("every_days", "7")],
    );
    for (day, _) in first.through(first.plus(30)).zip(weighed).filter(|(_, weighed)| **weighed) {
        log(&mut story, day, "weight", &[("weight", "68 kg")]);
    }
    story
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// In every zone, at any time of the year: in order, after now, not at night, not of what is done, and nothing left out.
    #[test]
    fn reminders_are_in_order_by_day_and_complete(
        zone in prop::sample::select(Tz::all().collect::<Vec<_>>()),
        first in 20_000i32..24_000,
        weighed in prop::collection::vec(any::<bool>(), 5..30),
        hour in 0i64..48,
    ) {
        let first = CalendarDay::from_days_since_1970(first).unwrap();
        let story = a_life(zone.name(), first, &weighed);
        let timeline = story.timeline();
        let last = first.plus(weighed.len() as i32 - 1);
        let now_ms = i64::from(last.days_since_1970()) * 86_400_000 + hour * 3_600_000;
        let now = Moment::in_zone(now_ms, zone).unwrap();
        let found = reminders(&timeline, &now, &ReminderWishes::default(), MOST_PENDING);
        prop_assert!(!found.is_empty() && found.len() <= MOST_PENDING);
        prop_assert!(found.is_sorted_by(|a, b| a.at.instant_ms() < b.at.instant_ms()));
        for reminder in &found {
            prop_assert!(reminder.at.instant_ms() > now.instant_ms());
            prop_assert!(!reminder.items.is_empty());
            let clock = reminder.at.clock().format("%H:%M").to_string();
            prop_assert!(("07:00".."21:30").contains(&clock.as_str()), "{} in {}", clock, zone);
        }
        // Whatever is open today and whose hour is still to come is in one of them, unless nobody has answered for long.
        let plan = CarePlan::of(&timeline, now.day());
        let schedule = Schedule::built_in().unwrap();
        for due in due(&plan, &timeline, (&schedule, needs()), &now).items {
            let soon = due.occurrence.due.instant_ms() < now.instant_ms() + 5 * 86_400_000;
            let asked = due.state == DueState::Upcoming && soon && due.missed_before < 3;
            let same = |item: &&nourish_plan::Occurrence| item.item == due.occurrence.item && item.day == due.occurrence.day;
            let named = found.iter().flat_map(|reminder| &reminder.items).any(|item| same(&item));
            prop_assert!(!asked || named, "{:?} of {} at {}", due.occurrence.item, due.occurrence.day, now);
            let done = matches!(due.state, DueState::Done { .. });
            prop_assert!(!done || !named, "a reminder of what is done");
        }
        for pair in found.windows(4) {
            let days: BTreeSet<CalendarDay> = pair.iter().map(|reminder| reminder.at.day()).collect();
            prop_assert!(days.len() > 1, "four on one day");
        }
    }
}
