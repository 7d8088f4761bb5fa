//! Red flags and fever.

use super::journal::{Journal, Says};
use crate::assess::{Level, Outcome};
use nourish_record::RedFlag;

fn asked(journal: Journal, days: i32, clock: &str, asked: &str, yes: &str) -> Journal {
    journal.at(days, clock, "check-in", &[("set", "daily"), ("asked", asked), ("yes", yes)])
}

fn yes(days: i32, flag: &str) -> Journal {
    asked(Journal::default(), days, "08:00", flag, flag)
}

#[test]
fn every_red_flag_alerts_by_itself_with_its_urgency() {
    let emergencies = [
        RedFlag::VomitingBlood,
        RedFlag::Collapse,
        RedFlag::ChestPain,
        RedFlag::SuddenBreathlessness,
        RedFlag::Confusion,
        RedFlag::Seizure,
        RedFlag::ChokingOnFeed,
        RedFlag::LineDamaged,
    ];
    for flag in RedFlag::ALL {
        let finding = yes(0, flag.as_str()).finding(&format!("red_flag:{}", flag.as_str())).unwrap();
        let level = if emergencies.contains(flag) { Level::Emergency } else { Level::SameDay };
        assert_eq!((finding.outcome, finding.level), (Outcome::Met, level), "{}", flag.as_str());
        let whom = if level == Level::Emergency { "emergency number now" } else { "care team today" };
        assert!(finding.patient_text.unwrap().contains(whom), "{}", flag.as_str());
    }
}

#[test]
fn a_later_no_clears_a_flag_and_not_being_asked_does_not() {
    let rule = "red_flag:rigors";
    let unclear = asked(yes(1, "rigors"), 0, "08:00", "chest-pain", "");
    assert_eq!(unclear.says(rule), Says::Met(Level::SameDay));
    let cleared = asked(yes(1, "rigors"), 0, "08:00", "rigors,chest-pain", "");
    assert_eq!(cleared.says(rule), Says::NotMet);
    let again = asked(cleared, 0, "20:00", "rigors", "rigors");
    assert_eq!(again.says(rule), Says::Met(Level::SameDay));
    let same_day = asked(yes(0, "rigors"), 0, "20:00", "rigors", "");
    assert_eq!(same_day.says(rule), Says::NotMet);
}

#[test]
fn an_old_yes_asks_again_before_it_falls_silent() {
    let rule = "red_flag:leg-swelling";
    assert_eq!(yes(3, "leg-swelling").says(rule), Says::Met(Level::SameDay));
    assert_eq!(yes(4, "leg-swelling").says(rule), Says::Open);
    assert_eq!(yes(14, "leg-swelling").says(rule), Says::Open);
    assert_eq!(yes(15, "leg-swelling").says(rule), Says::Nothing);
    assert_eq!(Journal::default().says(rule), Says::Nothing);
}

#[test]
fn bleeding_with_a_collapse_cannot_wait() {
    let rule = "red_flag:black-stool";
    let both = asked(Journal::default(), 0, "08:00", "black-stool,collapse", "black-stool,collapse");
    assert_eq!(yes(0, "black-stool").says(rule), Says::Met(Level::SameDay));
    assert_eq!(both.says(rule), Says::Met(Level::Emergency));
}

#[test]
fn the_call_names_the_emergency_line_before_the_nurse() {
    let contact = |journal: Journal, role: &str, phone: &str| {
        journal.with(50, "care-contact", &[("role", role), ("phone", phone)])
    };
    let text = |journal: Journal| journal.finding("red_flag:tube-moved").unwrap().patient_text.unwrap();
    let nurse = contact(yes(0, "tube-moved"), "nurse", "555 0111");
    assert!(text(nurse.clone()).contains("555 0111"));
    let line = contact(nurse, "emergency-line", "555 0100");
    assert!(text(line.clone()).contains("555 0100") && text(line).contains("Stop the feed"));
}

fn fever(days: i32, celsius: &str) -> Journal {
    Journal::default().with(days, "vitals", &[("temperature", &format!("{celsius} C"))])
}

fn chemotherapy(journal: Journal, days: i32, status: &str) -> Journal {
    journal.with(
        days,
        "treatment",
        &[("modality", "chemotherapy"), ("status", status), ("name", "docetaxel")],
    )
}

#[test]
fn one_reading_of_38_0_on_treatment_wants_a_call() {
    assert_eq!(chemotherapy(fever(0, "38.0"), 42, "given").says("fever"), Says::Met(Level::SameDay));
    assert_eq!(chemotherapy(fever(0, "37.9"), 42, "given").says("fever"), Says::NotMet);
    assert_eq!(chemotherapy(fever(0, "38.0"), 43, "given").says("fever"), Says::Met(Level::NextContact));
    assert_eq!(chemotherapy(fever(0, "38.0"), 5, "cancelled").says("fever"), Says::Met(Level::NextContact));
    assert_eq!(fever(0, "39.5").says("fever"), Says::Met(Level::NextContact));
}

#[test]
fn the_highest_reading_of_two_days_decides() {
    assert_eq!(
        fever(2, "38.4").with(0, "vitals", &[("temperature", "36.8 C")]).says("fever"),
        Says::Met(Level::NextContact)
    );
    assert_eq!(fever(3, "38.4").says("fever"), Says::Nothing);
    assert_eq!(Journal::default().with(0, "vitals", &[("pulse", "80")]).says("fever"), Says::Nothing);
}
