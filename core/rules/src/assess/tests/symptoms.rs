//! Symptoms against the report before and the first one.

use super::journal::{Journal, Says};
use crate::assess::Level;

const MET: Says = Says::Met(Level::NextContact);

fn nausea(reports: &[(i32, u8)]) -> Journal {
    reports.iter().fold(Journal::default(), |journal, (days, level)| journal.felt(*days, "nausea", *level))
}

fn says(reports: &[(i32, u8)]) -> Says {
    nausea(reports).says("symptom_worsening:nausea")
}

#[test]
fn severe_or_two_levels_up() {
    assert_eq!(says(&[(7, 3), (0, 3)]), MET);
    assert_eq!(says(&[(7, 0), (0, 2)]), MET);
    assert_eq!(says(&[(7, 1), (0, 2)]), Says::NotMet);
    assert_eq!(says(&[(7, 4), (0, 2)]), Says::NotMet);
}

#[test]
fn one_report_alone_is_open_only_where_an_earlier_one_could_matter() {
    assert_eq!(says(&[(0, 1)]), Says::NotMet);
    assert_eq!(says(&[(0, 2)]), Says::Open);
    assert_eq!(says(&[(0, 3)]), MET);
}

#[test]
fn the_report_before_must_not_be_too_old() {
    assert_eq!(says(&[(14, 0), (0, 2)]), MET);
    assert_eq!(says(&[(15, 0), (0, 2)]), Says::Open);
}

#[test]
fn a_slow_rise_shows_against_the_first_report() {
    assert_eq!(says(&[(40, 0), (10, 2), (0, 2)]), MET);
    let text = nausea(&[(40, 0), (10, 2), (0, 2)]).finding("symptom_worsening:nausea").unwrap().team_text;
    assert!(text.contains("since the first report of 2026-10-11"));
    // Once is not twice; and what lies more than 90 days back is no baseline.
    assert_eq!(says(&[(40, 0), (10, 1), (0, 2)]), Says::NotMet);
    assert_eq!(says(&[(91, 0), (10, 2), (0, 2)]), Says::NotMet);
}

#[test]
fn what_takes_fluid_away_wants_a_call_at_its_worst() {
    let of = |item: &str, level: u8| {
        Journal::default().felt(0, item, level).says(&format!("symptom_worsening:{item}"))
    };
    assert_eq!(of("vomiting", 4), Says::Met(Level::SameDay));
    assert_eq!(of("diarrhoea", 4), Says::Met(Level::SameDay));
    assert_eq!(of("swallowing", 4), Says::Met(Level::SameDay));
    assert_eq!(of("vomiting", 3), MET);
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
    assert_eq!(worst.says("symptom_worsening:pain"), MET);
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
    assert_eq!(journal.says("symptom_worsening:nausea"), MET);
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
