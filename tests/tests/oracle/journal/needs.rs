//! How the inputs of instruments are taken from a journal: how long what stays good, and what stands for what was not asked.

use super::{Journal, Scene, finding};
use nourish_rules::assess::Assessment;

pub(super) fn journal_inputs() -> Vec<Scene> {
    let mut scenes = weights();
    scenes.extend(heavy());
    scenes.extend(good_for());
    scenes.extend(eaten());
    scenes.extend(severity());
    scenes
}

/// References within their window's tolerance; a weight is current for 30 days, one of two years ago still tells of a loss; fluid
/// with a weight, and swelling from level 2 on, are a caution for a week.
fn weights() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (place, window, tolerance) in [(0, 7, 2), (1, 30, 7), (2, 61, 10), (3, 91, 14), (4, 182, 30)] {
        for off in [-tolerance - 1, -tolerance, 0, tolerance, tolerance + 1] {
            let has_reference =
                move |all: &Assessment| all.picture.weight_changes[place].reference.is_some().to_string();
            let journal = Journal::default().weight(window + off, 70_000).weight(0, 70_000);
            let expected = (off.abs() <= tolerance).to_string();
            scenes.push(journal.asked(format!("window {window}, {off} d off"), has_reference, expected));
        }
    }
    for weighed in [0, 29, 30, 31, 32] {
        let has_bmi = |all: &Assessment| all.picture.bmi.is_some().to_string();
        let journal = Journal::default().height().weight(weighed, 70_000);
        scenes.push(journal.asked(format!("weighed {weighed} d ago"), has_bmi, (weighed <= 30).to_string()));
    }
    for heavier in [182, 183, 729, 730, 731, 732] {
        let older = |all: &Assessment| {
            let figures = &finding(all, "glim").unwrap().figures;
            figures.iter().any(|figure| figure.label == "loss over more than 6 months").to_string()
        };
        let journal = Journal::default().weight(heavier, 80_000).weight(100, 72_000).weight(0, 71_000);
        let expected = (183..=730).contains(&heavier).to_string();
        scenes.push(journal.asked(format!("heavier {heavier} d ago"), older, expected));
    }
    for days_ago in [0, 6, 7, 8, 9] {
        let swollen = Journal::default().weight(30, 70_000).with(
            days_ago,
            "weight",
            &[("weight", "70.0 kg"), ("fluid", "oedema")],
        );
        let swollen = if days_ago > 0 { swollen.weight(0, 70_000) } else { swollen };
        let about = format!("{days_ago} d ago");
        scenes.push(swollen.warns("weight_change", about.clone(), "fluid was noted", days_ago <= 7));
        for level in 0..=4_u8 {
            let level_text = level.to_string();
            let fields = [
                ("item", "swelling"),
                ("attribute", "severity"),
                ("level", level_text.as_str()),
                ("recall_days", "1"),
            ];
            let journal =
                Journal::default().weight(30, 70_000).weight(0, 70_000).with(days_ago, "symptom", &fields);
            let expected = level >= 2 && days_ago <= 7;
            scenes.push(journal.warns("weight_change", about.clone(), "swelling was reported", expected));
        }
    }
    scenes
}

/// From a body-mass index of 30 on, which is 86.7 kg at 170 cm, a target counts with 72.25 kg and a share of what lies above.
fn heavy() -> Vec<Scene> {
    let least = |all: &Assessment| all.picture.energy_target_kcal.clone().unwrap().least.to_string();
    let of = |grams: u32| Journal::default().height().weight(0, grams);
    // 25 kcal a kg, rounded down: 72.25 + 0.25 x (86.7 - 72.25) = 75.8625 kg; of 100.05 kg it is 1,980 kcal exactly.
    [
        (86_698, "2167"),
        (86_699, "2167"),
        (86_700, "1896"),
        (86_702, "1896"),
        (100_000, "1979"),
        (100_049, "1979"),
        (100_050, "1980"),
    ]
    .map(|(grams, expected)| of(grams).asked(format!("{grams} g"), least, expected))
    .into_iter()
    .chain([
        // 72.25 + 0.4 x 27.75 = 83.35 kg.
        of(100_000).asked("two fifths", least, "2083").read("heavy_weight_basis", "adjusted_40"),
        of(100_000).asked("as weighed", least, "2500").read("heavy_weight_basis", "actual"),
    ])
    .collect()
}

/// Laboratory values and findings that may pass are good for 30 days, a measure of muscle for 91; values that are combined lie no more
/// than 14 days apart; before an operation 7 to 14 days of therapy are asked for.
fn good_for() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for days_ago in [0, 29, 30, 31, 32] {
        let has_albumin = |all: &Assessment| {
            finding(all, "pons").unwrap().figures.iter().any(|figure| figure.label == "albumin").to_string()
        };
        let journal = Journal::default().lab(days_ago, "albumin", "40");
        let expected = (days_ago <= 30).to_string();
        scenes.push(journal.asked(format!("albumin {days_ago} d ago"), has_albumin, expected.clone()));
        let screened = [("item", "screen-positive"), ("present", "yes")];
        let journal = Journal::default().with(days_ago, "finding", &screened);
        scenes.push(journal.asked(
            format!("screened {days_ago} d ago"),
            rests_on("nutrition screening"),
            expected,
        ));
    }
    for days_ago in [0, 90, 91, 92, 93] {
        let muscle = [("method", "examination"), ("deficit", "none")];
        let journal = Journal::default().with(days_ago, "muscle", &muscle);
        let expected = (days_ago <= 91).to_string();
        scenes.push(journal.asked(format!("muscle {days_ago} d ago"), rests_on("muscle deficit"), expected));
    }
    for apart in [0, 13, 14, 15, 16] {
        let is_open = |all: &Assessment| {
            let mgps = all.picture.instruments.iter().find(|result| result.id == "mgps").unwrap();
            mgps.missing.iter().any(|input| input == "crp_mg_l").to_string()
        };
        let journal = Journal::default().lab(0, "albumin", "30").lab(apart, "crp", "30");
        scenes.push(journal.asked(format!("{apart} d apart"), is_open, (apart > 14).to_string()));
    }
    for ahead in [1, 6, 7, 8, 13, 14, 15, 16] {
        let graded = [("item", "subjective-global-assessment"), ("present", "yes"), ("grade", "3")];
        let journal = Journal::default().with(3, "finding", &graded).operation(ahead);
        let words = match ahead {
            ..7 => "less than the 7 to 14 days",
            7..=14 => "within the 7 to 14 days",
            _ => "time for the 7 to 14 days",
        };
        scenes.push(journal.tells("espen_surgery_severe_risk", format!("in {ahead} d"), words, true));
    }
    scenes
}

fn rests_on(what: &'static str) -> impl Fn(&Assessment) -> String {
    move |all| {
        let glim = finding(all, "glim").unwrap();
        glim.evidence.iter().any(|evidence| evidence.what.starts_with(what)).to_string()
    }
}

/// Four of seven days stand for the week, five of eight for more than a week. Less than half is PONS's, half or less GLIM's, less
/// than three quarters for more than two weeks GLIM's other one.
fn eaten() -> Vec<Scene> {
    let person = || Journal::default().height().weight(0, 50_000).plan("energy_min", "2000 kcal");
    let ate = |days: std::ops::RangeInclusive<i32>, kcal_milli: u32| person().ate_on(days, kcal_milli);
    let mut scenes = Vec::new();
    for first in 1..=6 {
        for count in 3..=5 {
            let days = first..=first + count - 1;
            let week = |all: &Assessment| {
                let figures = &finding(all, "nrs2002").unwrap().figures;
                figures.iter().any(|figure| figure.label.contains("eaten in the last week")).to_string()
            };
            let in_window = |window: i32| days.clone().filter(|day| *day < window).count();
            let expected = (in_window(7) >= 4).to_string();
            scenes.push(ate(days.clone(), 900_000).asked(format!("week, {days:?}"), week, expected));
            let expected = in_window(8) >= 5;
            let about = format!("more than a week, {days:?}");
            scenes.push(ate(days.clone(), 900_000).tells("glim", about, "cause met", expected));
        }
    }
    for kcal_milli in [999_600, 999_900, 1_000_000, 1_000_100, 1_000_400] {
        let about = format!("{kcal_milli} of 2,000 kcal");
        let positives = if kcal_milli < 1_000_000 { "PONS: 2 of 4" } else { "PONS: 1 of 4" };
        // A body-mass index of 17.3 is one criterion.
        scenes.push(ate(1..=6, kcal_milli).tells("pons", about.clone(), positives, true));
        scenes.push(ate(1..=6, kcal_milli).tells("glim", about, "cause met", kcal_milli <= 1_000_000));
    }
    for kcal_milli in [1_499_600, 1_499_900, 1_500_000, 1_500_100, 1_500_400] {
        let expected = kcal_milli < 1_500_000;
        scenes.push(ate(1..=15, kcal_milli).tells(
            "glim",
            format!("{kcal_milli} for 15 d"),
            "cause met",
            expected,
        ));
    }
    scenes
}

/// Cancer is 1 point of NRS-2002's severity of disease, an operation ahead 2, or 1 where a site reads it so.
fn severity() -> Vec<Scene> {
    let person =
        || Journal::default().with(100, "profile", &[("born_on", "1970-01-01"), ("diagnosis", "example")]);
    vec![
        person().tells("nrs2002", "cancer", "disease 1 (solid tumour)", true),
        person().operation(9).tells("nrs2002", "an operation ahead", "disease 2 (an operation", true),
        person()
            .operation(9)
            .tells("nrs2002", "read as a tumour", "disease 1 (an operation", true)
            .read("planned_operation_severity", "1"),
    ]
}
