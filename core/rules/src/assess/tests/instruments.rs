//! The nutrition screens, with inputs taken from the journal. Bounds from the instruments' publications.

use super::journal::{Journal, Says};
use crate::assess::Level;

const MET: Says = Says::Met(Level::NextContact);

/// 69 years, 170 cm, 70 kg for half a year, on the target of 1,750 kcal, cancer.
fn well() -> Journal {
    steady(Journal::default().of_a_person("1956-11-21"), "70.0")
}

fn steady(journal: Journal, kg: &str) -> Journal {
    let journal = [182, 91, 61, 30, 0].into_iter().fold(journal, |journal, days| journal.weight(days, kg));
    (0..7).fold(journal, |journal, days| journal.ate(days, 1_750))
}

fn with_operation(journal: Journal, days_ahead: i32) -> Journal {
    journal.with(
        -days_ahead,
        "treatment",
        &[("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")],
    )
}

#[test]
fn nrs2002_adds_nutrition_disease_and_age() {
    // 0 + 1 + 0
    assert_eq!(well().says("nrs2002"), Says::NotMet);
    // 0 + 2 + 0, then with 70 years 0 + 2 + 1
    assert_eq!(with_operation(well(), 17).says("nrs2002"), Says::NotMet);
    let older = steady(Journal::default().of_a_person("1956-11-20"), "70.0");
    assert_eq!(older.says("nrs2002"), Says::NotMet);
    assert_eq!(with_operation(older.clone(), 17).says("nrs2002"), MET);
    assert_eq!(with_operation(older.clone(), 0).says("nrs2002"), MET);
    assert_eq!(with_operation(older, -1).says("nrs2002"), Says::NotMet);
}

#[test]
fn a_clinicians_severity_of_disease_goes_before_our_own() {
    let scored = |grade: &str| {
        well().with(3, "finding", &[("item", "disease-severity"), ("present", "yes"), ("grade", grade)])
    };
    assert_eq!(scored("3").says("nrs2002"), MET);
    assert_eq!(with_operation(scored("1"), 17).says("nrs2002"), Says::NotMet);
}

#[test]
fn an_operation_called_off_counts_no_more() {
    let older = steady(Journal::default().of_a_person("1956-11-20"), "70.0");
    let called_off = with_operation(older, 17).with(
        -17,
        "treatment",
        &[("modality", "surgery"), ("status", "cancelled"), ("name", "gastrectomy")],
    );
    assert_eq!(called_off.says("nrs2002"), Says::NotMet);
    assert_eq!(called_off.assess().picture.surgery, None);
}

#[test]
fn nrs2002_reads_the_week_against_the_need() {
    // Target 2,000 kcal: 1,500 is 75 % and one point, with disease 2 at risk; 1,501 is not.
    let eating = |kcal: u32, days: i32| {
        let journal = Journal::default().of_a_person("1956-11-21").with(
            20,
            "feeding-plan",
            &[("energy_min", "2000 kcal")],
        );
        let journal =
            [182, 91, 61, 30, 0].into_iter().fold(journal, |journal, days| journal.weight(days, "70.0"));
        with_operation((0..days).fold(journal, |journal, days| journal.ate(days, kcal)), 17)
    };
    assert_eq!(eating(1_500, 7).says("nrs2002"), MET);
    assert_eq!(eating(1_501, 7).says("nrs2002"), Says::NotMet);
    assert_eq!(eating(1_501, 4).says("nrs2002"), Says::NotMet);
    assert_eq!(eating(1_501, 3).says("nrs2002"), Says::Open);
    assert_eq!(
        eating(1_501, 3).first_question("nrs2002"),
        "what was eaten on at least four of the last seven days would decide this"
    );
}

#[test]
fn a_loss_that_is_only_known_in_part_still_counts() {
    // 74 to 70 kg within 20 days is 5.4 %: three points, though no weight stands near a month ago.
    let journal = Journal::default().of_a_person("1956-11-21").weight(20, "74.0").weight(0, "70.0");
    assert_eq!(journal.says("nrs2002"), MET);
    let little = Journal::default().of_a_person("1956-11-21").weight(20, "71.0").weight(0, "70.0");
    assert_eq!(little.says("nrs2002"), Says::Open);
}

#[test]
fn an_unknown_general_condition_is_taken_as_impaired_below_18_5() {
    // 53.46 kg at 170 cm is 18.498; 53.5 is 18.512.
    let of = |kg: &str| {
        let journal = Journal::default().with(100, "height", &[("height", "170 cm")]).with(
            100,
            "profile",
            &[("born_on", "1976-01-01"), ("diagnosis", "example")],
        );
        steady(journal, kg)
    };
    assert_eq!(of("53.46").says("nrs2002"), MET);
    assert!(of("53.46").finding("nrs2002").unwrap().cautions.iter().any(|c| c.contains("taken as impaired")));
    // From 18.5 to 20.5 it is open: two points if impaired, none if not.
    assert_eq!(of("53.5").says("nrs2002"), Says::Open);
    assert_eq!(
        of("53.5").first_question("nrs2002"),
        "whether the care team finds the general condition impaired would decide this"
    );
}

/// Everything known for GLIM but the loss: 170 cm, positive screen, no muscle deficit.
fn for_glim(half_a_year_ago: &str, before: &str, now: &str) -> Journal {
    Journal::default()
        .of_a_person("1976-01-01")
        .with(9, "finding", &[("item", "screen-positive"), ("present", "yes")])
        .with(9, "muscle", &[("method", "examination"), ("deficit", "none")])
        .weight(300, before)
        .weight(182, half_a_year_ago)
        .weight(0, now)
}

#[test]
fn glim_counts_more_than_five_and_more_than_ten_percent() {
    let text = |journal: Journal| journal.finding("glim").unwrap().team_text;
    assert_eq!(for_glim("80.0", "80.0", "76.0").says("glim"), Says::NotMet);
    assert_eq!(for_glim("80.0", "80.0", "75.9").says("glim"), MET);
    assert!(text(for_glim("80.0", "80.0", "72.0")).contains("stage 1"));
    assert!(text(for_glim("80.0", "80.0", "71.9")).contains("stage 2"));
    // 80 to 71.9 kg over more than six months, of which only 3 % lately: more than 10 %, stage 1.
    let slow = for_glim("74.1", "80.0", "71.9");
    assert_eq!(slow.says("glim"), MET);
    assert!(text(slow).contains("stage 1"));
}

#[test]
fn glim_needs_a_positive_screen() {
    assert_eq!(well().says("nrs2002"), Says::NotMet);
    assert_eq!(well().says("glim"), Says::NotMet);
    assert_eq!(Journal::default().weight(0, "50.0").says("glim"), Says::Open);
}

/// Everything known for PONS: 170 cm, half a year's weights, a week on target.
fn for_pons(born_on: &str, kg: &str, albumin: &str) -> Journal {
    steady(Journal::default().of_a_person(born_on), kg).with(
        4,
        "lab",
        &[("analyte", "albumin"), ("value", albumin)],
    )
}

#[test]
fn pons_by_albumin_build_and_age() {
    assert_eq!(for_pons("1956-11-21", "70.0", "30").says("pons"), Says::NotMet);
    assert_eq!(for_pons("1956-11-21", "70.0", "29.9").says("pons"), MET);
    // 57.5 kg at 170 cm is 19.9: low for 66 years, not for 65.
    assert_eq!(for_pons("1960-11-20", "57.5", "40").says("pons"), MET);
    assert_eq!(for_pons("1960-11-21", "57.5", "40").says("pons"), Says::NotMet);
    assert_eq!(for_pons("1960-11-20", "57.8", "40").says("pons"), Says::NotMet);
}

#[test]
fn pons_by_loss_and_by_what_was_eaten() {
    let loss = |kg: &str| for_pons("1976-01-01", "70.0", "40").weight(140, kg).says("pons");
    // 70 of 77.7 kg is 9.9 %, of 77.8 kg 10.03 %. The peak lies within the six months.
    assert_eq!(loss("77.7"), Says::NotMet);
    assert_eq!(loss("77.8"), MET);
    let noted = |answer: &str| {
        let fields = [("item", "ate-less-than-half-last-week"), ("present", answer)];
        for_pons("1976-01-01", "70.0", "40").with(1, "finding", &fields).says("pons")
    };
    assert_eq!(noted("no"), Says::NotMet);
    assert_eq!(noted("yes"), MET);
}

#[test]
fn an_old_albumin_is_no_albumin() {
    let old = steady(Journal::default().of_a_person("1956-11-21"), "70.0").with(
        31,
        "lab",
        &[("analyte", "albumin"), ("value", "29")],
    );
    assert_eq!(old.says("pons"), Says::Open);
    assert_eq!(old.first_question("pons"), "an albumin value of the last month would decide this");
}

fn for_espen(albumin: &str, grade: &str) -> Journal {
    for_pons("1956-11-21", "70.0", albumin).with(
        3,
        "finding",
        &[("item", "subjective-global-assessment"), ("present", "yes"), ("grade", grade)],
    )
}

#[test]
fn espen_by_albumin_without_liver_or_kidney_disease() {
    let rule = "espen_surgery_severe_risk";
    let organs = |journal: Journal, answer: &str| {
        journal.with(3, "finding", &[("item", "hepatic-or-renal-dysfunction"), ("present", answer)])
    };
    assert_eq!(for_espen("30", "1").says(rule), Says::NotMet);
    assert_eq!(for_espen("29.9", "1").says(rule), Says::Open);
    assert_eq!(
        for_espen("29.9", "1").first_question(rule),
        "whether liver or kidneys work poorly would decide this"
    );
    assert_eq!(organs(for_espen("29.9", "1"), "no").says(rule), MET);
    assert_eq!(organs(for_espen("29.9", "1"), "yes").says(rule), Says::NotMet);
}

#[test]
fn espen_by_sga_and_by_loss_names_the_days_that_are_left() {
    let rule = "espen_surgery_severe_risk";
    assert_eq!(for_espen("40", "2").says(rule), Says::NotMet);
    assert_eq!(for_espen("40", "3").says(rule), MET);
    let text = |days: i32| with_operation(for_espen("40", "3"), days).finding(rule).unwrap().team_text;
    assert!(text(6).contains("6 days until gastrectomy") && text(6).contains("less than the 7 to 14 days"));
    assert!(text(7).contains("within the 7 to 14 days"));
    assert!(text(15).contains("time for the 7 to 14 days"));
    let loss = |kg: &str| for_espen("40", "1").weight(140, kg).says(rule);
    assert_eq!(loss("77.7"), Says::NotMet);
    assert_eq!(loss("77.8"), MET);
}

#[test]
fn the_screens_and_the_daily_rules_always_stand_there() {
    for rule in [
        "nrs2002",
        "glim",
        "pons",
        "espen_surgery_severe_risk",
        "weight_change",
        "intake_energy",
        "hydration",
    ] {
        assert_eq!(Journal::default().says(rule), Says::Open, "{rule}");
        assert!(!Journal::default().first_question(rule).is_empty(), "{rule}");
    }
}

#[test]
fn says_version_readings_and_source() {
    let finding = with_operation(well(), 17).finding("nrs2002").unwrap();
    assert!(finding.version.contains("nrs2002 2003.1"));
    assert!(finding.version.contains("planned_operation_severity=2"));
    assert!(finding.source.text.contains("Kondrup"));
    assert!(finding.source.doi.is_some());
}
