//! Refeeding, glucose, runs of days with little, other calories.

use super::journal::{Journal, Says};
use crate::assess::Level;

const REFEEDING: &str = "refeeding";
const MET: Says = Says::Met(Level::NextContact);

/// Someone with a body-mass index of 18.0 and a plan of 1,800 kcal who ate well until a tube feed begins `days_ago`.
fn fed_since(days_ago: i32) -> Journal {
    let person = Journal::default()
        .with(100, "height", &[("height", "170 cm")])
        .with(40, "feeding-plan", &[("energy_min", "1800 kcal")])
        .weight(182, "60.0")
        .weight(91, "60.0")
        .weight(61, "60.0")
        .weight(30, "60.0")
        .weight(0, "60.0");
    let ate = (days_ago + 1..days_ago + 12).fold(person, |journal, days| journal.ate(days, 1_700));
    (0..=days_ago).fold(ate, |journal, days| {
        journal.with(days, "tube-feed", &[("delivered", "500 ml"), ("density", "1.0")])
    })
}

fn salts(journal: Journal, days_ago: i32, potassium: &str, phosphate: &str, magnesium: &str) -> Journal {
    [("potassium", potassium), ("phosphate", phosphate), ("magnesium", magnesium)]
        .iter()
        .fold(journal, |journal, (analyte, value)| {
            journal.with(days_ago, "lab", &[("analyte", analyte), ("value", value)])
        })
}

#[test]
fn a_feed_that_begins_asks_for_electrolytes() {
    assert_eq!(fed_since(0).says(REFEEDING), MET);
    let text = fed_since(0).finding(REFEEDING).unwrap().team_text;
    assert!(text.contains("not known within 3 days: potassium, phosphate, magnesium"), "{text}");
    // Known and normal, and nothing else speaks for risk but what nobody asked: insulin, fat, comorbidity.
    let known = salts(fed_since(0), 0, "4.1", "1.1", "0.8");
    assert!(matches!(known.says(REFEEDING), Says::NotMet | Says::Open));
}

#[test]
fn electrolytes_are_good_for_three_days_and_their_limits_are_exclusive() {
    let grade = |potassium: &str, days_ago: i32| {
        salts(fed_since(0), days_ago, potassium, "1.1", "0.8").says(REFEEDING)
    };
    // NICE: low potassium before feeding is high risk.
    assert_eq!(grade("3.49", 0), Says::Met(Level::SameDay));
    assert_ne!(grade("3.5", 0), Says::Met(Level::SameDay));
    assert_eq!(grade("3.49", 3), Says::Met(Level::SameDay));
    assert_eq!(grade("3.49", 4), MET);
}

#[test]
fn many_days_of_nothing_before_the_feed_are_high_risk_by_both() {
    let fasted = |days: i32| {
        let person = Journal::default()
            .with(40, "feeding-plan", &[("energy_min", "1800 kcal")])
            .with(100, "height", &[("height", "170 cm")])
            .weight(0, "70.0")
            .ate(days + 1, 1_800);
        let fasted = (1..=days).fold(person, |journal, days| journal.ate(days, 90));
        salts(
            fasted.with(0, "tube-feed", &[("delivered", "500 ml"), ("density", "1.0")]),
            0,
            "4.1",
            "1.1",
            "0.8",
        )
    };
    // ASPEN: 7 days of nothing are significant. NICE: more than 10 days of little are high.
    assert_eq!(fasted(7).says(REFEEDING), Says::Met(Level::SameDay));
    assert_ne!(fasted(4).says(REFEEDING), Says::Met(Level::SameDay));
    let text = fasted(11).finding(REFEEDING).unwrap().team_text;
    assert!(text.contains("NICE: high, ASPEN: significant"), "{text}");
}

#[test]
fn it_is_watched_for_ten_days() {
    assert_eq!(fed_since(10).says(REFEEDING), MET);
    assert_eq!(fed_since(11).says(REFEEDING), Says::Nothing);
}

#[test]
fn a_feed_of_which_nobody_knows_when_it_began_asks_that_first() {
    let unknown = (0..3).fold(Journal::default().weight(0, "70.0"), |journal, days| {
        journal.with(days, "tube-feed", &[("delivered", "500 ml"), ("density", "1.0")])
    });
    assert_eq!(unknown.says(REFEEDING), Says::Open);
    assert!(unknown.first_question(REFEEDING).contains("since when"));
}

#[test]
fn the_person_is_never_told_a_rate() {
    for journal in [fed_since(0), salts(fed_since(0), 0, "3.0", "0.5", "0.5")] {
        let finding = journal.finding(REFEEDING).unwrap();
        let text = finding.patient_text.unwrap();
        assert!(!text.chars().any(|letter| letter.is_ascii_digit()), "{text}");
    }
    let high = salts(fed_since(0), 0, "3.0", "0.5", "0.5").finding(REFEEDING).unwrap();
    assert!(high.figures.iter().any(|figure| figure.unit == "kcal/kg/d" && figure.value == "10"));
}

/// 70 kg, a bag of 252 g of dextrose over `hours`.
fn bag(hours: &str) -> Journal {
    Journal::default().weight(0, "70.0").with(
        1,
        "parenteral-bag",
        &[("dextrose", "252 g"), ("duration", hours)],
    )
}

#[test]
fn glucose_limits_are_exclusive_and_a_shorter_run_is_faster() {
    let rule = "glucose_infusion";
    // 252,000 mg / (70 kg x 900 min) = 4 exactly; over 12 hours (720 min) it is 5 exactly.
    assert_eq!(bag("15 h").says(rule), Says::NotMet);
    assert_eq!(bag("14 h").says(rule), Says::Met(Level::Information));
    assert_eq!(bag("12 h").says(rule), Says::Met(Level::Information));
    assert_eq!(bag("719 min").says(rule), MET);
    assert_eq!(bag("719 min").finding(rule).unwrap().patient_text, None);
    let unknown = Journal::default().weight(0, "70.0").with(1, "parenteral-bag", &[("dextrose", "252 g")]);
    assert_eq!(unknown.says(rule), Says::Open);
    assert!(unknown.first_question(rule).contains("how long the bag ran"));
    assert_eq!(Journal::default().says(rule), Says::Nothing);
}

#[test]
fn days_running_are_counted_and_open_days_leave_them_open() {
    let plan = Journal::default().with(40, "feeding-plan", &[("energy_min", "2000 kcal")]);
    let eaten =
        |days: &[i32], kcal: u32| days.iter().fold(plan.clone(), |journal, days| journal.ate(*days, kcal));
    let running = |journal: &Journal| {
        let finding = journal.finding("intake_energy").unwrap();
        let figure =
            finding.figures.into_iter().find(|figure| figure.label.starts_with("days running below 50"));
        (figure.map(|figure| figure.value), finding.degree)
    };
    // Eight days below half, and before them a good day: 8 for certain, longer than a week.
    let eight = eaten(&[1, 2, 3, 4, 5, 6, 7, 8], 900).ate(9, 2_000);
    assert_eq!(running(&eight), (Some("8 days".into()), 3));
    let seven = eaten(&[1, 2, 3, 4, 5, 6, 7], 900).ate(8, 2_000);
    assert_eq!(running(&seven), (Some("7 days".into()), 2));
    let open = eaten(&[1, 2, 3, 4, 6, 7], 900).ate(8, 2_000);
    assert_eq!(running(&open), (Some("at least 4 days".into()), 2));
    assert_eq!(running(&eaten(&[1, 2, 3, 4, 5, 6], 1_000)).0, None);
}

#[test]
fn glim_counts_two_weeks_of_eating_less() {
    let days: Vec<i32> = (1..=15).collect();
    let person = Journal::default()
        .with(40, "feeding-plan", &[("energy_min", "2000 kcal")])
        .with(5, "finding", &[("item", "screen-positive"), ("present", "yes")])
        .with(100, "height", &[("height", "170 cm")])
        .with(100, "profile", &[("born_on", "1960-01-01"), ("asian_cutoffs", "no")])
        .weight(0, "50.0");
    let reduced = |count: usize| {
        days.iter()
            .take(count)
            .fold(person.clone(), |journal, days| journal.ate(*days, 1_400))
            .ate(i32::try_from(count).unwrap() + 1, 2_000)
    };
    // 70 % of the need for more than 14 days is the cause; 14 days are not, and nothing else is.
    assert_eq!(reduced(15).says("glim"), MET);
    assert_eq!(reduced(14).says("glim"), Says::Open);
}

#[test]
fn energy_of_an_infusion_counts_and_everything_liquid_is_shown() {
    let journal = (0..7).fold(Journal::default(), |journal, days| {
        journal
            .with(days, "fluid", &[("volume", "500 ml"), ("route", "intravenous"), ("energy", "85 kcal")])
            .with(days, "tube-feed", &[("delivered", "500 ml"), ("density", "1.5"), ("flush", "60 ml")])
    });
    let picture = journal.assess().picture;
    assert_eq!(picture.energy[1].mean.as_deref(), Some("835"));
    // Water of the formula is 77 %: 385 + 60 + 500; liquid in all 500 + 60 + 500.
    assert_eq!(picture.fluid[1].mean.as_deref(), Some("945"));
    assert_eq!(picture.volume[1].mean.as_deref(), Some("1060"));
    assert_eq!(picture.volume[1].days_with_data, 7);
}
