//! Which flags ask for attention on which days.

use super::journal::{Journal, TODAY, day};
use crate::assess::{Attention, Past, assess, assess_after};
use crate::tables::Tables;
use nourish_record::{AcknowledgementAction, CareRole};

/// Reports of nausea with a week's recall: days before today, level.
fn nausea(reports: &[(i32, u8)]) -> Journal {
    reports.iter().fold(Journal::default(), |journal, (days, level)| {
        let level = level.to_string();
        let fields = [("item", "nausea"), ("attribute", "severity"), ("level", &level), ("recall_days", "7")];
        journal.with(*days, "symptom", &fields)
    })
}

fn attention(journal: &Journal, rule: &str) -> Attention {
    journal.finding(rule).unwrap().attention.unwrap()
}

const NAUSEA: &str = "symptom_worsening:nausea";

fn acknowledged(journal: Journal, days_ago: i32, rule: &str, action: &str, role: &str) -> Journal {
    journal.with(days_ago, "acknowledgement", &[("rule", rule), ("action", action), ("role", role)])
}

#[test]
fn a_flag_asks_on_its_first_day_and_again_after_a_week() {
    let days = |from: i32| -> Vec<(i32, u8)> { (0..=from).rev().map(|days| (days, 3)).collect() };
    assert_eq!(attention(&nausea(&days(0)), NAUSEA), Attention::New);
    for since in 1..7 {
        let standing = Attention::Standing { since: Some(day(since)), again_on: Some(day(since).plus(7)) };
        assert_eq!(attention(&nausea(&days(since)), NAUSEA), standing, "{since}");
    }
    assert_eq!(attention(&nausea(&days(7)), NAUSEA), Attention::Again { since: Some(day(7)) });
    assert_eq!(
        attention(&nausea(&days(8)), NAUSEA),
        Attention::Standing { since: Some(day(8)), again_on: Some(day(-6)) }
    );
    assert_eq!(attention(&nausea(&days(14)), NAUSEA), Attention::Again { since: Some(day(14)) });
}

#[test]
fn getting_worse_asks_at_once_and_getting_better_does_not() {
    let worse = nausea(&[(3, 3), (2, 3), (1, 3), (0, 4)]);
    assert_eq!(attention(&worse, NAUSEA), Attention::Worse { since: Some(day(3)) });
    let better = nausea(&[(3, 4), (2, 4), (1, 4), (0, 3)]);
    assert!(!attention(&better, NAUSEA).is_wanted());
    // Back to what it was within the week is no news.
    let again = nausea(&[(3, 4), (2, 3), (1, 3), (0, 4)]);
    assert!(!attention(&again, NAUSEA).is_wanted());
}

#[test]
fn a_flag_that_comes_back_within_a_week_is_no_news_and_later_it_is() {
    let fever = |days: &[i32]| {
        days.iter().fold(Journal::default(), |journal, days| {
            journal.with(*days, "vitals", &[("temperature", "38.4 C")])
        })
    };
    // A reading is met on its day and the two after it.
    assert!(!attention(&fever(&[6, 0]), "fever").is_wanted());
    assert_eq!(attention(&fever(&[9, 0]), "fever"), Attention::Again { since: Some(day(9)) });
    assert_eq!(attention(&fever(&[10, 0]), "fever"), Attention::New);
}

#[test]
fn what_stands_for_long_asks_on_one_day_of_each_month() {
    let tables = Tables::built_in().unwrap();
    // Loss of more than 5 % within a month from 75 to 69 kg, again and again: met on each of these days and for weeks before.
    let weights = (0..40).map(|place| (place * 3, if place % 2 == 0 { "75.0" } else { "69.0" }));
    let falling = weights.fold(Journal::default(), |journal, (days, kg)| journal.weight(days, kg));
    let asks = |days_ago: i32| {
        let assessment = assess(&falling.timeline(), &tables, day(days_ago));
        assessment.wanted().any(|finding| finding.rule == "weight_change")
    };
    assert_eq!((0..28).filter(|days_ago| asks(*days_ago)).count(), 1);
}

#[test]
fn an_answer_by_the_team_keeps_a_flag_quiet_for_a_week() {
    let days: Vec<(i32, u8)> = (0..=7).rev().map(|days| (days, 3)).collect();
    let answered = |days_ago: i32, role: &str| {
        attention(&acknowledged(nausea(&days), days_ago, NAUSEA, "contacted", role), NAUSEA)
    };
    let by_nurse = Attention::Answered {
        on: day(2),
        by: CareRole::Nurse,
        action: AcknowledgementAction::Contacted,
        until: None,
    };
    assert_eq!(answered(2, "nurse"), by_nurse);
    // What the person has seen answers nothing for the team, and another rule's answer is not this one's.
    assert!(answered(2, "patient").is_wanted());
    assert!(attention(&acknowledged(nausea(&days), 2, "fever", "contacted", "nurse"), NAUSEA).is_wanted());
    // A worsening after the answer asks all the same.
    let worse = acknowledged(nausea(&[(3, 3), (0, 4)]), 1, NAUSEA, "plan-changed", "dietitian");
    assert_eq!(attention(&worse, NAUSEA), Attention::Worse { since: Some(day(3)) });
}

#[test]
fn a_flag_is_put_off_until_a_day_but_an_emergency_never() {
    let days: Vec<(i32, u8)> = (0..=10).rev().map(|days| (days, 3)).collect();
    let put_off = |until: i32| {
        let until = day(until).to_string();
        let fields =
            [("rule", NAUSEA), ("action", "snoozed"), ("role", "nurse"), ("until_on", until.as_str())];
        attention(&nausea(&days).with(9, "acknowledgement", &fields), NAUSEA)
    };
    assert!(matches!(put_off(0), Attention::Answered { until: Some(_), .. }));
    assert!(put_off(1).is_wanted());

    let chest_pain = |days_ago: i32| {
        let asked = [("set", "daily"), ("asked", "chest-pain"), ("yes", "chest-pain")];
        Journal::default().with(days_ago, "check-in", &asked)
    };
    let rule = "red_flag:chest-pain";
    let snooze = [("rule", rule), ("action", "snoozed"), ("role", "nurse"), ("until_on", "2026-12-24")];
    let emergency = chest_pain(1).with(1, "acknowledgement", &snooze);
    assert_eq!(attention(&emergency, rule), Attention::Again { since: Some(day(1)) });
}

#[test]
fn what_wants_a_call_today_asks_every_day_until_someone_called() {
    let rigors = |days_ago: i32| {
        Journal::default().with(
            days_ago,
            "check-in",
            &[("set", "daily"), ("asked", "rigors"), ("yes", "rigors")],
        )
    };
    let rule = "red_flag:rigors";
    assert_eq!(attention(&rigors(0), rule), Attention::New);
    assert_eq!(attention(&rigors(2), rule), Attention::Again { since: Some(day(2)) });
    assert!(attention(&acknowledged(rigors(2), 1, rule, "seen", "nurse"), rule).is_wanted());
    let called = acknowledged(rigors(2), 1, rule, "contacted", "nurse");
    assert!(!attention(&called, rule).is_wanted());
    // A new yes after the call is new evidence.
    let again = called.with(0, "check-in", &[("set", "daily"), ("asked", "rigors"), ("yes", "rigors")]);
    assert_eq!(attention(&again, rule), Attention::Again { since: Some(day(2)) });
}

#[test]
fn what_is_kept_of_the_past_changes_nothing() {
    let tables = Tables::built_in().unwrap();
    let days: Vec<(i32, u8)> = (0..=30).rev().map(|days| (days, u8::from(days % 5 < 2) * 3)).collect();
    let journal = (0..30)
        .fold(nausea(&days), |journal, days| journal.ate(days, 700 + (days * 37 % 500).unsigned_abs()));
    let timeline = journal.weight(30, "70.0").weight(0, "66.0").timeline();
    let mut past = Past::default();
    for days_ago in (0..12).rev() {
        let as_of = TODAY.parse::<nourish_record::CalendarDay>().unwrap().plus(-days_ago);
        assert_eq!(assess_after(&timeline, &tables, as_of, &mut past), assess(&timeline, &tables, as_of));
    }
}

#[test]
fn the_pace_stands_in_its_table_and_is_what_the_tests_here_count() {
    let tables = Tables::built_in().unwrap();
    let pace = |row: &str| tables.table("attention").unwrap().points(row).unwrap();
    assert_eq!(["repeat_days", "screen_repeat_days", "look_back_days"].map(pace), [7, 28, 21]);
}
