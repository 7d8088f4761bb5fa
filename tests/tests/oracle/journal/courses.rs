//! Drugs against the plan, and what is missing before an operation.

use super::{INFORMATION, Journal, Scene, day, finding};

/// A list while an operation lies within six weeks; the weight on it is one of the last seven days.
pub(super) fn before_surgery() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for ahead in [0, 1, 41, 42, 43, 44] {
        let expected = if ahead <= 42 { INFORMATION } else { "nothing" };
        scenes.push(Journal::default().operation(ahead).says(
            "before_surgery",
            format!("in {ahead} d"),
            expected,
        ));
    }
    let on_the_list = |all: &nourish_rules::assess::Assessment| {
        let figure = finding(all, "before_surgery").and_then(|found| found.figures.first());
        figure.map_or_else(String::new, |figure| figure.value.clone())
    };
    for weighed in 0..=9 {
        let expected = if weighed <= 7 { "1 of 9" } else { "0 of 9" };
        let journal = Journal::default().operation(10).weight(weighed, 70_000);
        scenes.push(journal.asked(format!("weighed {weighed} d ago"), on_the_list, expected));
    }
    // A clinician's screen of the week stands in place of the weight and of what was eaten.
    for screened in 0..=9 {
        let expected = if screened <= 7 { "1 of 8" } else { "0 of 9" };
        let found = [("item", "screen-positive"), ("present", "no")];
        let journal = Journal::default().operation(10).with(screened, "finding", &found);
        scenes.push(journal.asked(format!("screened {screened} d ago"), on_the_list, expected));
    }
    // The share of the usual on four of the last seven days is what was eaten.
    for days in 3..=5 {
        let expected = if days >= 4 { "1 of 9" } else { "0 of 9" };
        let eaten = [("meal", "whole-day"), ("eaten", "60%")];
        let journal = (0..days)
            .fold(Journal::default().operation(10), |journal, day| journal.with(day, "oral-intake", &eaten));
        scenes.push(journal.asked(format!("ate as said of {days} d"), on_the_list, expected));
    }
    scenes
}

/// A cycle of the last four weeks that came a week late or later is told; more than 110 % of a plan is doubted.
pub(super) fn treatment_delivery() -> Vec<Scene> {
    const RULE: &str = "treatment_delivery:FLOT";
    let given = |journal: Journal, days_ago: i32, cycle: &str, dose: &str, late: i32| {
        let fields = [
            ("modality", "chemotherapy"),
            ("status", "given"),
            ("name", "docetaxel"),
            ("regimen", "FLOT"),
            ("cycle", cycle),
            ("cycle_days", "14"),
            ("dose", dose),
            ("planned_dose", "5000 mg"),
            ("planned_on", &day(days_ago + late).to_string()),
        ];
        journal.with(days_ago, "treatment", &fields)
    };
    let mut scenes = Vec::new();
    for late in [0, 5, 6, 7, 8, 9] {
        for days_ago in [0, 27, 28, 29, 30] {
            let first = given(Journal::default(), days_ago + 14 + late, "1", "5000 mg", 0);
            let journal = given(first, days_ago, "2", "5000 mg", late);
            let about = format!("{late} d late, {days_ago} d ago");
            scenes.push(journal.tells(RULE, about, "late", late >= 7 && days_ago <= 28));
        }
    }
    // Two cycles of 5 g in their time: 11 g are 110 % exactly.
    for second in [5_998, 5_999, 6_000, 6_001, 6_002] {
        let first = given(Journal::default(), 15, "1", "5000 mg", 0);
        let journal = given(first, 1, "2", &format!("{second} mg"), 0);
        scenes.push(journal.warns(
            RULE,
            format!("{second} mg"),
            "more was given than planned",
            second > 6_000,
        ));
    }
    scenes
}
