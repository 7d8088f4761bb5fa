//! What is due when, by the plan and the journal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

mod story;

use nourish_plan::{DueState, ScheduleItem, ScheduleProblem};
use nourish_record::{CheckInSet, Moment};
use story::{Story, day};

fn begun() -> Story {
    let mut story = Story::new("Europe/Madrid");
    story.log("2026-11-02T08:00", "height", &[("height", "170 cm")]);
    story
}

fn is_done(state: DueState) -> bool {
    matches!(state, DueState::Done { .. })
}

#[test]
fn a_weight_is_due_overdue_missed_or_done() {
    let mut story = begun();
    use DueState::{Due, Missed, Overdue, Upcoming};
    let of = |story: &Story, time: &str| story.states(time, ScheduleItem::DailyWeight);
    assert_eq!(of(&story, "2026-11-02T07:00"), [Upcoming]);
    assert_eq!(of(&story, "2026-11-02T09:00"), [Due]);
    assert_eq!(of(&story, "2026-11-02T12:00"), [Overdue]);
    assert_eq!(of(&story, "2026-11-03T07:29"), [Missed, Upcoming]);
    assert_eq!(of(&story, "2026-11-03T07:30"), [Due]);
    // That one was missed before it is counted and not said.
    assert_eq!(story.of("2026-11-03T07:30", ScheduleItem::DailyWeight)[0].missed_before, 1);
    story.weigh("2026-11-03T08:15");
    let now = of(&story, "2026-11-03T09:00");
    assert_eq!(now.len(), 2);
    assert_eq!(now[0], Upcoming);
    assert!(is_done(now[1]));
    // What was logged after the moment asked about is not known yet.
    assert_eq!(of(&story, "2026-11-03T08:00"), [Due]);
}

#[test]
fn missed_ones_are_counted_and_said_once() {
    let story = begun();
    let missed: Vec<_> = story
        .of("2026-11-08T06:00", ScheduleItem::DailyWeight)
        .into_iter()
        .filter(|due| due.state == DueState::Missed)
        .collect();
    assert_eq!(missed.len(), 1);
    // The 2nd to the 7th are six; the last is said, five stand before it.
    assert_eq!((missed[0].occurrence.day, missed[0].missed_before), (day("2026-11-07"), 5));
}

#[test]
fn a_weekly_report_follows_the_one_before() {
    let mut story = begun();
    let weekly = [("item", "nausea"), ("attribute", "severity"), ("level", "1"), ("recall_days", "7")];
    story.log("2026-11-03T20:00", "symptom", &weekly);
    let next = &story.of("2026-11-05T12:00", ScheduleItem::WeeklyReport)[0];
    assert_eq!((next.state, next.occurrence.day), (DueState::Upcoming, day("2026-11-10")));
    assert_eq!(next.occurrence.item.set(), Some(CheckInSet::Weekly));
    // Three days early is in time, and moves the next.
    story.log("2026-11-07T20:00", "symptom", &weekly);
    let next = &story.of("2026-11-08T12:00", ScheduleItem::WeeklyReport)[0];
    assert_eq!((next.state, next.occurrence.day), (DueState::Upcoming, day("2026-11-14")));
    // Due on its day and the two after it, then missed.
    let state = |time: &str| story.states(time, ScheduleItem::WeeklyReport)[0];
    assert_eq!(state("2026-11-14T10:00"), DueState::Due);
    assert_eq!(state("2026-11-16T19:59"), DueState::Due);
    assert_eq!(state("2026-11-16T20:00"), DueState::Overdue);
    assert_eq!(state("2026-11-17T08:00"), DueState::Missed);
    // An answer about one day is no weekly report.
    story.log(
        "2026-11-14T20:00",
        "symptom",
        &[("item", "nausea"), ("attribute", "severity"), ("level", "1"), ("recall_days", "1")],
    );
    assert_eq!(story.states("2026-11-15T09:00", ScheduleItem::WeeklyReport), [DueState::Due]);
}

#[test]
fn a_cycle_asks_on_days_3_to_5_and_7_to_12() {
    let mut story = begun();
    for (drug, day) in [("docetaxel", "1"), ("oxaliplatin", "1")] {
        let fields = [
            ("modality", "chemotherapy"),
            ("status", "given"),
            ("name", drug),
            ("regimen", "FLOT"),
            ("cycle", "2"),
            ("cycle_day", day),
            ("cycle_days", "14"),
        ];
        story.log("2026-11-03T10:00", "treatment", &fields);
    }
    let window = |item| {
        let due = &story.of("2026-11-03T12:00", item)[0];
        (due.occurrence.day, due.occurrence.last_day, due.occurrence.cycle)
    };
    assert_eq!(window(ScheduleItem::CycleCheckIn), (day("2026-11-05"), day("2026-11-07"), Some(2)));
    assert_eq!(window(ScheduleItem::NadirCheckIn), (day("2026-11-09"), day("2026-11-14"), Some(2)));
    assert_eq!(story.of("2026-11-03T12:00", ScheduleItem::CycleCheckIn).len(), 1);
    story.log("2026-11-06T18:00", "check-in", &[("set", "daily"), ("asked", "rigors")]);
    assert!(is_done(story.states("2026-11-06T19:00", ScheduleItem::CycleCheckIn)[0]));
    // Half a check-in is none.
    let mut half = begun();
    half.log(
        "2026-11-03T10:00",
        "treatment",
        &[("modality", "chemotherapy"), ("status", "given"), ("name", "x"), ("cycle", "1")],
    );
    half.log("2026-11-06T18:00", "check-in", &[("set", "daily"), ("asked", "rigors"), ("completed", "no")]);
    assert_eq!(half.states("2026-11-06T19:00", ScheduleItem::CycleCheckIn), [DueState::Due]);
}

#[test]
fn a_cycle_that_was_put_off_asks_when_it_was_given() {
    let mut story = begun();
    let of = |status: &'static str| {
        [
            ("modality", "chemotherapy"),
            ("status", status),
            ("name", "docetaxel"),
            ("regimen", "FLOT"),
            ("cycle", "1"),
            ("cycle_day", "1"),
        ]
    };
    story.log("2026-11-03T10:00", "treatment", &of("planned"));
    story.log("2026-11-03T11:00", "treatment", &of("delayed"));
    assert!(story.of("2026-11-06T12:00", ScheduleItem::CycleCheckIn).is_empty());
    let mut given = of("given").to_vec();
    given.push(("planned_on", "2026-11-03"));
    story.log("2026-11-10T10:00", "treatment", &given);
    let due = story.of("2026-11-10T12:00", ScheduleItem::CycleCheckIn);
    assert_eq!(due.iter().map(|due| due.occurrence.day).collect::<Vec<_>>(), [day("2026-11-12")]);
}

#[test]
fn before_an_operation_the_screen_is_weekly_and_needs_a_weight_and_four_days_of_intake() {
    let mut story = begun();
    let operation = [("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")];
    story.log("2026-12-14T08:00", "treatment", &operation);
    let screen = |story: &Story, time: &str| story.states(time, ScheduleItem::PreOperativeScreen)[0];
    assert_eq!(screen(&story, "2026-11-03T12:00"), DueState::Due);
    story.weigh("2026-11-02T08:00");
    for date in ["2026-11-02", "2026-11-03", "2026-11-04"] {
        story.log(&format!("{date}T13:00"), "oral-intake", &[("meal", "whole-day"), ("eaten", "60%")]);
    }
    assert_eq!(screen(&story, "2026-11-04T19:00"), DueState::Due);
    let mut whole = begun();
    whole.log("2026-12-14T08:00", "treatment", &operation).weigh("2026-11-02T08:00");
    for date in ["2026-10-31", "2026-11-02", "2026-11-03", "2026-11-04"] {
        whole.log(&format!("{date}T13:00"), "oral-intake", &[("meal", "whole-day"), ("eaten", "60%")]);
    }
    let done = whole.of("2026-11-04T19:00", ScheduleItem::PreOperativeScreen);
    assert!(
        done.iter().any(|due| is_done(due.state)),
        "{:?}",
        done.iter().map(|d| d.state).collect::<Vec<_>>()
    );
    // Without an operation nobody asks.
    assert!(begun().of("2026-11-03T12:00", ScheduleItem::PreOperativeScreen).is_empty());
}

#[test]
fn a_screen_counts_as_done_by_the_rule_of_the_list_before_the_operation() {
    let operation = [("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")];
    let planned = || {
        let mut story = begun();
        story.log("2026-12-14T08:00", "treatment", &operation);
        story
    };
    let is_screened = |story: &Story| {
        let items = story.of("2026-11-06T19:00", ScheduleItem::PreOperativeScreen);
        items.iter().any(|due| is_done(due.state))
    };
    let eating = |fields: &[(&str, &str)]| {
        let mut story = planned();
        story.weigh("2026-11-02T08:00");
        for date in ["2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06"] {
            story.log(&format!("{date}T13:00"), "oral-intake", fields);
        }
        story
    };
    assert!(is_screened(&eating(&[("meal", "whole-day"), ("eaten", "60%")])));
    assert!(is_screened(&eating(&[("energy", "1500 kcal")])));
    // A meal says nothing of its day.
    assert!(!is_screened(&eating(&[("meal", "lunch"), ("eaten", "60%")])));
    // A clinician's screen is one, whatever came of it; one answer of a screen, or an assessment without its grade, is none.
    let found = |fields: &[(&str, &str)]| {
        let mut story = planned();
        story.log("2026-11-06T10:00", "finding", fields);
        is_screened(&story)
    };
    assert!(found(&[("item", "screen-positive"), ("present", "no")]));
    assert!(found(&[("item", "subjective-global-assessment"), ("present", "yes"), ("grade", "2")]));
    assert!(!found(&[("item", "subjective-global-assessment"), ("present", "yes")]));
    assert!(!found(&[("item", "ate-less-than-half-last-week"), ("present", "yes")]));
}

/// Whatever is weighed, eaten and screened: on the day of a screen that the schedule says is done, the rules miss nothing of one.
#[test]
fn on_the_day_of_a_screen_nothing_of_one_is_missing_on_the_list_of_the_rules() {
    let mut screens = 0;
    let tables = nourish_rules::Tables::built_in().unwrap();
    let operation = [("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")];
    for pattern in 0_u32..64 {
        let mut story = begun();
        story.log("2026-12-10T08:00", "treatment", &operation);
        for date in 3..=16_u32 {
            let at = |clock: &str| format!("2026-11-{date:02}T{clock}");
            if (date * 7 + pattern) % 11 == 0 {
                story.weigh(&at("07:00"));
            }
            match (date * 5 + pattern / 3) % 7 {
                0 | 1 => story.log(&at("20:00"), "oral-intake", &[("meal", "whole-day"), ("eaten", "50%")]),
                2 | 3 => story.log(&at("20:00"), "supplement", &[("energy", "400 kcal")]),
                4 => story.log(&at("13:00"), "oral-intake", &[("meal", "lunch"), ("eaten", "50%")]),
                _ => &mut story,
            };
            if (date + pattern) % 37 == 0 {
                story.log(&at("11:00"), "finding", &[("item", "screen-positive"), ("present", "yes")]);
            }
        }
        let timeline = story.timeline();
        let is_whole = |date: &str| {
            let list = nourish_rules::assess(&timeline, &tables, day(date)).picture.before_surgery;
            let of_a_screen = ["a weight of this week", "what was eaten on at least four days of the week"];
            !list.iter().any(|item| of_a_screen.contains(&item.what.as_str()) && item.on.is_none())
        };
        let done_on = |date: &str| {
            let items = story.of(&format!("{date}T23:30"), ScheduleItem::PreOperativeScreen);
            items.iter().find_map(|due| match due.state {
                DueState::Done { on, .. } => Some(on),
                _ => None,
            })
        };
        for date in 5..=16_u32 {
            let date = format!("2026-11-{date:02}");
            if let Some(on) = done_on(&date) {
                screens += 1;
                assert!(is_whole(&on.to_string()), "{pattern}: done on {on}, as of {date}");
            }
        }
    }
    assert!(screens > 50, "{screens}");
}

#[test]
fn a_tube_is_cared_for_while_it_is_in_place() {
    let mut story = begun();
    story.log("2026-11-02T09:00", "tube-care", &[("event", "placed"), ("route", "nasojejunal")]);
    story.log(
        "2026-11-02T09:10",
        "feeding-plan",
        &[("tube_prescribed", "1000 ml"), ("route", "nasojejunal"), ("mode", "cyclic")],
    );
    let items = |story: &Story, time: &str| {
        let mut items: Vec<_> = story.due(time).items.into_iter().map(|due| due.occurrence.item).collect();
        items.sort();
        items.dedup();
        items
    };
    let tube = [ScheduleItem::TubeFlush, ScheduleItem::SetChange, ScheduleItem::PositionCheck];
    assert!(tube.iter().all(|item| items(&story, "2026-11-03T12:00").contains(item)));
    story.log("2026-11-03T08:00", "tube-care", &[("event", "position-checked")]);
    assert!(is_done(story.states("2026-11-03T12:00", ScheduleItem::PositionCheck)[1]));
    story.log("2026-11-03T15:00", "tube-care", &[("event", "removed")]);
    assert!(!tube.iter().any(|item| items(&story, "2026-11-03T16:00").contains(item)));
}

#[test]
fn while_feed_runs_day_and_night_the_tube_is_flushed_every_four_hours() {
    let mut story = begun();
    story.log("2026-11-02T09:00", "tube-care", &[("event", "placed"), ("route", "jejunostomy")]);
    story.log(
        "2026-11-02T09:10",
        "feeding-plan",
        &[("tube_prescribed", "1500 ml"), ("route", "jejunostomy"), ("mode", "continuous")],
    );
    assert_eq!(story.states("2026-11-03T10:05", ScheduleItem::TubeFlush)[0], DueState::Due);
    story.log("2026-11-03T10:10", "tube-care", &[("event", "flushed")]);
    let now = story.of("2026-11-03T10:20", ScheduleItem::TubeFlush);
    let next = now.iter().find(|due| due.state == DueState::Upcoming).unwrap();
    assert_eq!(next.occurrence.due, story.at("2026-11-03T14:00"));
}

/// Hours of a day that the team says count from the first of the schedule, six in the morning, and go on through the night.
#[test]
fn the_tube_is_flushed_as_often_as_the_team_says() {
    let hours = |every: &str, mode: &str| {
        let mut story = begun();
        let placed = [("event", "placed"), ("route", "jejunostomy")];
        story.log("2026-11-02T09:00", "tube-care", &placed);
        let mut plan = vec![("tube_prescribed", "1500 ml"), ("mode", mode)];
        plan.extend((!every.is_empty()).then_some(("flush_every", every)));
        story.log("2026-11-02T09:10", "feeding-plan", &plan);
        let mut hours = Vec::new();
        for minute in 0..48 {
            let now = format!("2026-11-03T{:02}:{:02}", minute / 2, minute % 2 * 30);
            let due = story.of(&now, ScheduleItem::TubeFlush);
            let due =
                due.iter().find(|due| due.state == DueState::Due && due.occurrence.due == story.at(&now));
            hours.extend(due.map(|_| now[11..].to_owned()));
        }
        hours
    };
    let schedule = ["06:00", "10:00", "14:00", "18:00", "22:00"];
    assert_eq!(hours("", "continuous"), schedule);
    let of_four = ["02:00", "06:00", "10:00", "14:00", "18:00", "22:00"];
    assert_eq!(hours("240 min", "continuous"), of_four);
    // Never longer, also where it does not come out even at the end of the day.
    assert_eq!(hours("300 min", "continuous"), ["02:00", "06:00", "11:00", "16:00", "21:00"]);
    assert_eq!(hours("1440 min", "continuous"), ["06:00"]);
    assert_eq!(hours("30 min", "continuous").len(), 48);
    // When feed runs by day or night alone is not known: once a day, as before.
    assert_eq!(hours("240 min", "cyclic"), ["09:00"]);
}

#[test]
fn tasks_come_again_after_they_were_done() {
    let mut story = begun();
    let task = |status: &'static str| vec![("title", "B12 injection"), ("status", status)];
    let mut asked = task("requested");
    asked.push(("every_days", "90"));
    story.log("2026-11-05T12:00", "care-task", &asked);
    assert_eq!(story.states("2026-11-05T12:00", ScheduleItem::Task), [DueState::Due]);
    story.log("2026-11-07T12:00", "care-task", &task("completed"));
    let next = &story.of("2026-11-08T12:00", ScheduleItem::Task)[0];
    assert_eq!((next.state, next.occurrence.day), (DueState::Upcoming, day("2027-02-05")));
    assert_eq!(story.plan("2026-11-08").tasks[0].done_on, Some(day("2026-11-07")));
    story.log("2026-11-09T12:00", "care-task", &task("cancelled"));
    assert!(story.of("2026-11-10T12:00", ScheduleItem::Task).is_empty());
    assert!(story.plan("2026-11-10").tasks.is_empty());
}

#[test]
fn a_task_asked_for_once_is_done_once() {
    let mut story = begun();
    story.log("2026-11-20T12:00", "care-task", &[("title", "Blood test"), ("status", "requested")]);
    assert_eq!(story.plan("2026-11-10").tasks.len(), 1);
    // A day before it was due, and in other letters.
    story.log("2026-11-19T12:00", "care-task", &[("title", "blood test"), ("status", "completed")]);
    assert!(story.plan("2026-11-20").tasks.is_empty());
    assert!(story.of("2026-11-21T12:00", ScheduleItem::Task).is_empty());
    // Overdue on its last day, and missed after it, where nobody did it.
    let mut other = begun();
    other.log("2026-11-03T12:00", "care-task", &[("title", "Blood test"), ("status", "requested")]);
    assert_eq!(other.states("2026-11-09T21:00", ScheduleItem::Task), [DueState::Overdue]);
    assert_eq!(other.states("2026-11-10T08:00", ScheduleItem::Task), [DueState::Missed]);
}

#[test]
fn a_day_is_the_persons_own() {
    let mut story = begun();
    let at = |text: &str, own: &str| Moment::parse(text).unwrap().on_day(day(own)).unwrap();
    // Half past midnight on the clock, and still the evening of the 3rd for whoever lives by night.
    let late = at("2026-11-04T00:30:00+01:00[Europe/Madrid]", "2026-11-03");
    let weight: Vec<_> = story.due_at(&late).items;
    let of = |due: &nourish_plan::Due| {
        due.occurrence.item == ScheduleItem::DailyWeight && due.occurrence.day == day("2026-11-03")
    };
    assert_eq!(weight.iter().find(|due| of(due)).unwrap().state, DueState::Overdue);
    story.log_at(late.clone(), "weight", &[("weight", "68 kg")]);
    assert!(story.due_at(&late).items.iter().any(|due| of(due) && is_done(due.state)));
}

#[test]
fn whoever_travels_goes_by_the_clock_where_they_are() {
    let story = begun();
    let in_tokyo = Moment::parse("2026-11-10T07:45[Asia/Tokyo]").unwrap();
    let weight = story
        .due_at(&in_tokyo)
        .items
        .into_iter()
        .find(|due| due.occurrence.item == ScheduleItem::DailyWeight && due.state == DueState::Due);
    assert_eq!(weight.unwrap().occurrence.due.to_string(), "2026-11-10T07:30:00+09:00[Asia/Tokyo]");
}

#[test]
fn a_zone_that_changed_its_rules_and_one_that_is_none_are_named() {
    let mut story = begun();
    story.log("2026-11-02T08:00", "profile", &[("home_zone", "Europe/Nowhere")]);
    // Planned by a phone that still believed in winter time for Istanbul.
    let planned = Moment::parse("2026-12-01T10:00:00+02:00[Europe/Istanbul]").unwrap();
    story.log_at(
        planned,
        "treatment",
        &[("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")],
    );
    let due = story.due("2026-11-03T12:00");
    assert!(due.problems.contains(&ScheduleProblem::UnknownHomeZone));
    let changed =
        due.problems.iter().find(|problem| matches!(problem, ScheduleProblem::ZoneChanged(_))).unwrap();
    assert!(changed.to_string().contains("Europe/Istanbul") && changed.to_string().contains("2026-12-01"));
    // The day stands as it was said.
    assert_eq!(story.plan("2026-11-03").surgery.unwrap().day, day("2026-12-01"));
}
