//! The load of alerts on simulated people stays one that somebody can read. The figures of 200 people stand in docs/SAFETY.md;
//! `cargo run --release -p nourish-tests --example cohort` prints them anew.

use nourish_rules::assess::Level;
use nourish_tests::Load;

#[test]
fn few_flags_ask_and_those_of_symptoms_less_often_than_by_the_rule_of_the_trial() {
    let load = Load::of(1, 24, "2026-01-05".parse().unwrap_or(nourish_record::CalendarDay::FIRST), 84);
    // Thousandths a person-week; room for a small cohort above what 200 people give.
    assert!(load.asked_milli(Level::Emergency) <= 50, "{}", load.table());
    assert!(load.asked_milli(Level::SameDay) <= 500, "{}", load.table());
    assert!(load.asked_milli(Level::NextContact) <= 1_800, "{}", load.table());
    assert!(load.symptom_weeks_milli() <= load.star_weeks_milli(), "{}", load.table());
    // Basch 2016: alerts in 13 % of the weeks of STAR; room as above.
    assert!(load.new_symptom_weeks_milli() <= 180, "{}", load.table());
    // A cohort in which nothing asks would be no measure.
    assert!(load.new_symptom_weeks_milli() >= 20, "{}", load.table());
}
