//! Symptoms against the report before and the first one.

use super::journal::{Journal, Says};
use crate::assess::Level;

const MET: Says = Says::Met(Level::NextContact);

const KNOWN: Says = Says::Met(Level::Information);
const NAUSEA: &str = "symptom_worsening:nausea";

/// A diary of nausea: days ago, level.
fn nausea(reports: &[(i32, u8)]) -> Journal {
    reports.iter().fold(Journal::default(), |journal, (days, level)| journal.felt(*days, "nausea", *level))
}

/// Weekly reports of nausea: days ago, level.
fn weekly(reports: &[(i32, u8)]) -> Says {
    let journal = reports.iter().fold(Journal::default(), |journal, (days, level)| {
        let level = level.to_string();
        let fields = [("item", "nausea"), ("attribute", "severity"), ("level", &level), ("recall_days", "7")];
        journal.with(*days, "symptom", &fields)
    });
    journal.says(NAUSEA)
}

fn says(reports: &[(i32, u8)]) -> Says {
    nausea(reports).says(NAUSEA)
}

#[test]
fn severe_weekly_reports_ask_and_two_levels_up_are_known() {
    assert_eq!(weekly(&[(7, 3), (0, 3)]), MET);
    assert_eq!(weekly(&[(7, 0), (0, 2)]), KNOWN);
    assert_eq!(weekly(&[(7, 1), (0, 2)]), Says::NotMet);
    assert_eq!(weekly(&[(7, 4), (0, 2)]), Says::NotMet);
}

#[test]
fn one_report_alone_is_open_only_where_an_earlier_one_could_matter() {
    assert_eq!(weekly(&[(0, 1)]), Says::NotMet);
    assert_eq!(weekly(&[(0, 2)]), Says::Open);
    assert_eq!(weekly(&[(0, 3)]), MET);
}

#[test]
fn the_report_before_must_not_be_too_old() {
    assert_eq!(weekly(&[(14, 0), (0, 2)]), KNOWN);
    assert_eq!(weekly(&[(15, 0), (0, 2)]), Says::Open);
    assert_eq!(says(&[(14, 0), (0, 2)]), KNOWN);
    assert_eq!(says(&[(15, 0), (0, 2)]), Says::Open);
}

#[test]
fn a_slow_rise_shows_against_the_first_report() {
    assert_eq!(weekly(&[(40, 0), (10, 2), (0, 2)]), KNOWN);
    // Once is not twice; and what lies more than 90 days back is no baseline.
    assert_eq!(weekly(&[(40, 0), (10, 1), (0, 2)]), Says::NotMet);
    assert_eq!(weekly(&[(91, 0), (10, 2), (0, 2)]), Says::NotMet);
}

#[test]
fn of_a_diary_one_severe_day_is_known_and_two_in_a_week_ask() {
    assert_eq!(says(&[(1, 1), (0, 3)]), KNOWN);
    assert_eq!(says(&[(6, 3), (3, 1), (0, 3)]), MET);
    assert_eq!(says(&[(7, 3), (3, 1), (0, 3)]), KNOWN);
    assert_eq!(says(&[(1, 1), (0, 4)]), MET);
    assert_eq!(says(&[(0, 3)]), KNOWN);
}

#[test]
fn a_diary_is_compared_with_the_worst_of_the_week_before() {
    // Up and down between 0 and 2 is no worsening; 2 after a week of nothing is one.
    assert_eq!(says(&[(4, 2), (3, 0), (2, 0), (1, 0), (0, 2)]), Says::NotMet);
    assert_eq!(says(&[(8, 2), (3, 0), (2, 0), (1, 0), (0, 2)]), KNOWN);
}

#[test]
fn a_diary_rises_above_its_first_report_when_a_whole_week_does() {
    let lasting = says(&[(40, 0), (6, 2), (4, 2), (2, 2), (0, 2)]);
    assert_eq!(lasting, KNOWN);
    // One day of the week was as at first; or too few days were told.
    assert_eq!(says(&[(40, 0), (6, 2), (4, 1), (2, 2), (0, 2)]), Says::NotMet);
    assert_eq!(says(&[(40, 0), (6, 2), (4, 2), (0, 2)]), Says::NotMet);
    let text = nausea(&[(40, 0), (6, 2), (4, 2), (2, 2), (0, 2)]).finding(NAUSEA).unwrap().team_text;
    assert!(text.contains("since the first report of 2026-10-11, on every day of the last week"), "{text}");
}

#[test]
fn what_takes_fluid_away_wants_a_call_at_its_worst() {
    let of = |item: &str, level: u8| {
        Journal::default().felt(0, item, level).says(&format!("symptom_worsening:{item}"))
    };
    assert_eq!(of("vomiting", 4), Says::Met(Level::SameDay));
    assert_eq!(of("diarrhoea", 4), Says::Met(Level::SameDay));
    assert_eq!(of("swallowing", 4), Says::Met(Level::SameDay));
    assert_eq!(of("vomiting", 3), KNOWN);
    assert_eq!(of("nausea", 4), MET);
}

#[test]
fn only_answers_of_one_recall_and_one_attribute_are_compared() {
    let answer = |journal: Journal, days: i32, attribute: &str, level: &str, recall: &str| {
        let fields = [("item", "pain"), ("attribute", attribute), ("level", level), ("recall_days", recall)];
        journal.with(days, "symptom", &fields)
    };
    let weekly = answer(answer(Journal::default(), 7, "severity", "0", "7"), 0, "severity", "2", "1");
    assert_eq!(weekly.says("symptom_worsening:pain"), Says::Open);
    let other = answer(answer(Journal::default(), 7, "frequency", "0", "1"), 0, "severity", "2", "1");
    assert_eq!(other.says("symptom_worsening:pain"), Says::Open);
    let worst = answer(answer(Journal::default(), 0, "frequency", "3", "1"), 0, "severity", "1", "1");
    assert_eq!(worst.says("symptom_worsening:pain"), KNOWN);
    let presence = answer(Journal::default(), 0, "presence", "1", "1");
    assert_eq!(presence.says("symptom_worsening:pain"), Says::Nothing);
}

#[test]
fn an_old_report_asks_how_it_is_now_and_then_falls_silent() {
    assert_eq!(says(&[(7, 4)]), MET);
    assert_eq!(says(&[(8, 4)]), Says::Open);
    assert_eq!(says(&[(15, 4)]), Says::Nothing);
}

#[test]
fn the_worst_answer_of_a_day_counts() {
    let journal = nausea(&[(0, 3)]).at(
        0,
        "20:00",
        "symptom",
        &[("item", "nausea"), ("attribute", "severity"), ("level", "0"), ("recall_days", "1")],
    );
    assert_eq!(journal.says(NAUSEA), KNOWN);
}

#[test]
fn a_weekly_report_gets_the_composite_grade_of_its_term() {
    let weekly = |answers: &[(&str, &str)]| {
        answers.iter().fold(Journal::default(), |journal, (attribute, level)| {
            let fields =
                [("item", "nausea"), ("attribute", *attribute), ("level", *level), ("recall_days", "7")];
            journal.with(1, "symptom", &fields)
        })
    };
    let grade = |journal: &Journal| {
        let finding = journal.finding("symptom_worsening:nausea").unwrap();
        let composite = finding.figures.into_iter().find(|figure| figure.label.starts_with("composite"));
        composite.map(|figure| figure.value)
    };
    // The grid for frequency and severity: frequency 3, severity 3 is 3; frequency 1, severity 2 is 1.
    assert_eq!(grade(&weekly(&[("frequency", "3"), ("severity", "3")])).as_deref(), Some("3"));
    assert_eq!(grade(&weekly(&[("frequency", "1"), ("severity", "2")])).as_deref(), Some("1"));
    // A missing answer gives no grade, but never is none.
    assert_eq!(grade(&weekly(&[("frequency", "3")])), None);
    assert_eq!(grade(&weekly(&[("frequency", "0")])).as_deref(), Some("0"));
    assert_eq!(grade(&nausea(&[(0, 2)])), None);
}
