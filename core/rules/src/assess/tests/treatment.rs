//! Treatment given against the plan, cycles, white cells.

use super::journal::{Journal, Says, day};
use crate::assess::Level;

const RULE: &str = "treatment_delivery";
const FLOT: &str = "treatment_delivery:FLOT";

/// One administration of docetaxel in FLOT, cycles of 14 days, four planned.
fn given(journal: Journal, days_ago: i32, cycle: &str, dose_mg: &str, planned_mg: &str) -> Journal {
    journal.with(
        days_ago,
        "treatment",
        &[
            ("modality", "chemotherapy"),
            ("status", "given"),
            ("name", "docetaxel"),
            ("regimen", "FLOT"),
            ("cycle", cycle),
            ("cycle_days", "14"),
            ("planned_cycles", "4"),
            ("dose", &format!("{dose_mg} mg")),
            ("planned_dose", &format!("{planned_mg} mg")),
        ],
    )
}

/// Two cycles of 100 mg planned; the second begins `gap` days after the first with `dose` mg.
fn two_cycles(gap: i32, dose: &str) -> Journal {
    given(given(Journal::default(), gap + 1, "1", "100", "100"), 1, "2", dose, "100")
}

#[test]
fn relative_dose_intensity_counts_dose_and_time() {
    let rdi = |journal: &Journal| journal.assess().picture.courses[0].rdi_percent.clone();
    assert_eq!(rdi(&two_cycles(14, "100")).as_deref(), Some("100"));
    // 170 of 200 mg in the planned time is 85 %, which is not low.
    assert_eq!(rdi(&two_cycles(14, "70")).as_deref(), Some("85"));
    assert_eq!(two_cycles(14, "70").says(FLOT), Says::NotMet);
    assert_eq!(two_cycles(14, "69").says(FLOT), Says::Met(Level::Information));
    // 200 mg in 35 instead of 28 days is 80 %.
    assert_eq!(rdi(&two_cycles(21, "100")).as_deref(), Some("80"));
    assert_eq!(two_cycles(21, "100").says(FLOT), Says::Met(Level::Information));
}

#[test]
fn cycles_and_the_whole_dose_stand_beside_the_intensity() {
    let course = two_cycles(14, "70").assess().picture.courses[0].clone();
    assert_eq!((course.cycles_given, course.cycles_planned), (2, Some(4)));
    // 85 % of the dose of two of four cycles.
    assert_eq!(course.relative_dose_percent.as_deref(), Some("42.5"));
    assert_eq!(course.reductions.len(), 1);
    assert_eq!(course.reductions[0].percent_given, "70");
    let finding = two_cycles(14, "69").finding(FLOT).unwrap();
    assert!(finding.team_text.contains("2 of 4 cycles"), "{}", finding.team_text);
    assert_eq!(finding.patient_text, None);
}

#[test]
fn a_delay_of_seven_days_is_told_with_its_reason() {
    let late = |planned: i32| {
        given(Journal::default(), 30, "1", "100", "100").with(
            10,
            "treatment",
            &[
                ("modality", "chemotherapy"),
                ("status", "given"),
                ("name", "docetaxel"),
                ("regimen", "FLOT"),
                ("cycle", "2"),
                ("cycle_days", "21"),
                ("dose", "100 mg"),
                ("planned_dose", "100 mg"),
                ("planned_on", &day(10 + planned).to_string()),
                ("reason", "blood-counts"),
            ],
        )
    };
    assert_eq!(late(6).assess().picture.courses[0].delays[0].days, 6);
    let finding = late(7).finding(FLOT).unwrap();
    assert!(finding.team_text.contains("came 7 days late (blood counts)"), "{}", finding.team_text);
    assert!(!late(6).finding(FLOT).unwrap().team_text.contains("late"));
}

#[test]
fn a_cycle_that_was_called_off_counts_as_planned_and_an_unknown_dose_leaves_it_open() {
    let called_off = given(Journal::default(), 29, "1", "100", "100").with(
        15,
        "treatment",
        &[
            ("modality", "chemotherapy"),
            ("status", "cancelled"),
            ("name", "docetaxel"),
            ("regimen", "FLOT"),
            ("cycle", "2"),
            ("dose", "100 mg"),
        ],
    );
    let third = given(called_off, 1, "3", "100", "100");
    // 200 of 300 mg over three cycles' time.
    assert_eq!(third.assess().picture.courses[0].rdi_percent.as_deref(), Some("66.6667"));
    let unknown = Journal::default().with(
        1,
        "treatment",
        &[
            ("modality", "chemotherapy"),
            ("status", "given"),
            ("name", "docetaxel"),
            ("regimen", "FLOT"),
            ("cycle", "1"),
        ],
    );
    assert_eq!(unknown.says(FLOT), Says::Open);
}

#[test]
fn each_regimen_has_a_finding_of_its_own() {
    let capox = [
        ("modality", "chemotherapy"),
        ("status", "given"),
        ("name", "oxaliplatin"),
        ("regimen", "CAPOX"),
        ("cycle", "1"),
    ];
    let both = two_cycles(14, "100").with(2, "treatment", &capox).assess();
    let rules = both.findings.iter().map(|finding| finding.rule.as_str());
    let of_rule: Vec<&str> = rules.filter(|rule| rule.split(':').next() == Some(RULE)).collect();
    assert_eq!(of_rule, ["treatment_delivery:CAPOX", FLOT]);
}

#[test]
fn more_than_planned_by_a_tenth_is_asked_about() {
    let cautions = |dose: &str| two_cycles(14, dose).finding(FLOT).unwrap().cautions.len();
    assert_eq!((cautions("120"), cautions("121")), (0, 1));
}

#[test]
fn symptoms_are_laid_over_the_days_of_cycles() {
    let journal = two_cycles(14, "100").felt(15, "nausea", 3).felt(13, "nausea", 2).felt(0, "nausea", 1);
    let picture = journal.assess().picture;
    assert_eq!(picture.cycles.iter().map(|cycle| cycle.first_day).collect::<Vec<_>>(), [day(15), day(1)]);
    let laid: Vec<(u32, i32, u8)> =
        picture.cycle_symptoms.iter().map(|symptom| (symptom.cycle, symptom.day, symptom.level)).collect();
    assert_eq!(laid, [(0, 1, 3), (0, 3, 2), (1, 2, 1)]);
}

#[test]
fn radiotherapy_counts_fractions_and_missed_weekdays() {
    let plan = [
        ("modality", "radiation"),
        ("status", "planned"),
        ("name", "stomach bed"),
        ("fractions", "25"),
        ("dose_cgy", "4500"),
    ];
    let fraction = [
        ("modality", "radiation"),
        ("status", "given"),
        ("name", "stomach bed"),
        ("fractions", "1"),
        ("dose_cgy", "180"),
    ];
    // 2026-11-20 is a Friday. Given Monday 9 to Friday 13, then Tuesday 17 to Friday 20: Monday 16 is missed.
    let days = [11, 10, 9, 8, 7, 3, 2, 1, 0];
    let journal = days.iter().fold(Journal::default().with(20, "treatment", &plan), |journal, days| {
        journal.with(*days, "treatment", &fraction)
    });
    let course = journal.assess().picture.radiation[0].clone();
    assert_eq!((course.fractions_given, course.fractions_planned), (9, Some(25)));
    assert_eq!((course.dose_given_cgy, course.dose_planned_cgy), (Some(1_620), Some(4_500)));
    assert_eq!(course.gap_days, Some(1));
}

fn neutrophils(count: &str) -> Journal {
    Journal::default().with(2, "lab", &[("analyte", "neutrophils"), ("value", count)])
}

#[test]
fn neutrophils_are_graded_by_both_editions_and_fever_makes_them_urgent() {
    let rule = "neutropenia";
    // CTCAE v5.0: grade 3 below 1,000; v6.0 calls 500 to below 1,000 grade 2.
    assert_eq!(neutrophils("1000").says(rule), Says::NotMet);
    assert_eq!(neutrophils("999").says(rule), Says::Met(Level::Information));
    let text = neutrophils("999").finding(rule).unwrap().team_text;
    assert!(text.contains("CTCAE v5.0 grade 3, v6.0 grade 2"), "{text}");
    let hot = |celsius: &str| neutrophils("900").with(0, "vitals", &[("temperature", celsius)]);
    assert_eq!(hot("38.3 C").says(rule), Says::Met(Level::Information));
    assert_eq!(hot("38.4 C").says(rule), Says::Met(Level::SameDay));
    let sustained = [("temperature", "38.0 C"), ("sustained_over_1h", "yes")];
    assert_eq!(neutrophils("900").with(0, "vitals", &sustained).says(rule), Says::Met(Level::SameDay));
    let old = Journal::default().with(8, "lab", &[("analyte", "neutrophils"), ("value", "400")]);
    assert_eq!(old.says(rule), Says::Nothing);
}
