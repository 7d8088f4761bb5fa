//! Fluid against the target, and losses beside it.

use super::journal::{Journal, Says};
use crate::assess::Level;

const RULE: &str = "hydration";
const CALL: Says = Says::Met(Level::SameDay);
const MET: Says = Says::Met(Level::NextContact);
const LOW: Says = Says::Met(Level::Information);

/// Three days against a target of 2,000 ml.
fn drinking(ml: u32) -> Journal {
    let journal = Journal::default().with(20, "feeding-plan", &[("fluid", "2000 ml")]);
    (0..3).fold(journal, |journal, days| journal.drank(days, ml))
}

#[test]
fn little_fluid_is_good_to_know_and_very_little_is_for_the_next_contact() {
    assert_eq!(drinking(1_500).says(RULE), Says::NotMet);
    assert_eq!(drinking(1_499).says(RULE), LOW);
    assert_eq!(drinking(1_000).says(RULE), LOW);
    assert_eq!(drinking(999).says(RULE), MET);
}

#[test]
fn little_fluid_with_losses_wants_a_call() {
    let low = || drinking(1_499);
    assert_eq!(low().felt(1, "vomiting", 2).says(RULE), LOW);
    assert_eq!(low().felt(1, "vomiting", 3).says(RULE), CALL);
    assert_eq!(low().felt(2, "diarrhoea", 3).says(RULE), CALL);
    assert_eq!(low().felt(3, "diarrhoea", 3).says(RULE), LOW);
    assert_eq!(low().felt(1, "nausea", 4).says(RULE), LOW);
    let counted = |what: &str, count: &str| low().with(0, "output", &[(what, count)]).says(RULE);
    assert_eq!(counted("vomit_count", "5"), LOW);
    assert_eq!(counted("vomit_count", "6"), CALL);
    assert_eq!(counted("stool_count", "6"), LOW);
    assert_eq!(counted("stool_count", "7"), CALL);
    assert_eq!(drinking(1_500).with(0, "output", &[("vomit_count", "9")]).says(RULE), Says::NotMet);
}

#[test]
fn one_day_of_data_decides_nothing() {
    let plan = || Journal::default().with(20, "feeding-plan", &[("fluid", "2000 ml")]);
    assert_eq!(plan().drank(1, 100).says(RULE), Says::Open);
    assert_eq!(plan().drank(1, 100).drank(2, 100).says(RULE), MET);
    assert_eq!(plan().drank(2, 2_000).drank(1, 2_000).drank(0, 100).says(RULE), Says::NotMet);
}

#[test]
fn a_limit_on_fluids_needs_the_teams_own_target() {
    let drinking =
        || (0..3).fold(Journal::default().weight(0, "70.0"), |journal, days| journal.drank(days, 1_000));
    assert_eq!(drinking().says(RULE), MET);
    let limited = drinking().with(9, "finding", &[("item", "fluid-restriction"), ("present", "yes")]);
    assert_eq!(limited.says(RULE), Says::Open);
    assert!(limited.first_question(RULE).contains("agreed with the team"));
}

#[test]
fn the_call_names_the_recorded_number() {
    let journal = drinking(900).felt(0, "vomiting", 3).with(
        50,
        "care-contact",
        &[("role", "emergency-line"), ("phone", "555 0100")],
    );
    assert!(journal.finding(RULE).unwrap().patient_text.unwrap().contains("555 0100"));
}
