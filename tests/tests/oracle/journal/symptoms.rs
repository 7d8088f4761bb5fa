//! Symptoms that are severe or got worse.

use super::{INFORMATION, Journal, NEXT_CONTACT, SAME_DAY, Scene};

/// A report: days ago, level.
type Report = (i32, u8);

fn reports(item: &str, recall_days: u8, reports: &[Report]) -> Journal {
    reports.iter().fold(Journal::default(), |journal, (days_ago, level)| {
        let (level, recall) = (level.to_string(), recall_days.to_string());
        let fields = [("item", item), ("attribute", "severity"), ("level", &level), ("recall_days", &recall)];
        journal.with(*days_ago, "symptom", &fields)
    })
}

/// What reports of one symptom, the oldest first, must lead to.
fn expected(recall_days: u8, all: &[Report], rise: &'static str) -> &'static str {
    let known: Vec<Report> = all.iter().copied().filter(|(days_ago, _)| *days_ago <= 90).collect();
    let Some((current, before)) = known.split_last() else { return "nothing" };
    match current.0 {
        15.. => return "nothing",
        8..=14 => return "open",
        _ => {}
    }
    let is_diary = recall_days < 7;
    let ago = |report: &Report| report.0 - current.0;
    // A weekly report is held against the one before; a day of a diary against the worst of the week before, where there is one.
    let last = before.iter().rfind(|report| ago(report) <= 14).map(|report| report.1);
    let worst = before.iter().filter(|report| ago(report) <= 7).map(|report| report.1).max();
    let previous = if is_diary { worst.or(last) } else { last };
    let rises = |from: u8, to: u8| to >= from + 2;

    let recent: Vec<Report> = if is_diary {
        known.iter().copied().filter(|report| ago(report) < 7).collect()
    } else {
        known.iter().copied().rev().take(2).collect()
    };
    let first = known[0];
    let above_first = recent.len() >= if is_diary { 4 } else { 2 }
        && recent.iter().all(|report| report.0 != first.0 && rises(first.1, report.1));

    let severe = current.1 >= 3;
    let lasting = !is_diary || current.1 == 4 || recent.iter().filter(|report| report.1 >= 3).count() >= 2;
    if severe {
        return if lasting { NEXT_CONTACT } else { INFORMATION };
    }
    match previous {
        _ if above_first => rise,
        Some(previous) if rises(previous, current.1) => rise,
        Some(_) => "not met",
        // Nothing earlier: from level 2 on an earlier report could show a rise.
        None if current.1 >= 2 => "open",
        None => "not met",
    }
}

pub(super) fn symptom_worsening() -> Vec<Scene> {
    const NAUSEA: &str = "symptom_worsening:nausea";
    let mut histories: Vec<Vec<Report>> = Vec::new();
    for level in 0..=4 {
        for days_ago in [0, 7, 8, 14, 15] {
            histories.push(vec![(days_ago, level)]);
        }
        for earlier in 0..=4 {
            for apart in [7, 8, 14, 15] {
                histories.push(vec![(apart, earlier), (0, level)]);
                histories.push(vec![(apart + 7, earlier), (7, level)]);
                histories.push(vec![(apart + 3, earlier), (apart, 1), (0, level)]);
            }
        }
        for first in [40, 90, 91] {
            histories.push(vec![(first, 0), (10, level), (0, level)]);
            histories.push(vec![(first, 1), (10, 2), (0, level)]);
        }
        // A week of a diary, with a day more or less.
        for week in [&[6, 4, 2][..], &[5, 4, 2], &[7, 4, 2], &[4, 2], &[6, 5, 4, 2], &[8, 6, 3, 1]] {
            for first in [40, 90, 91] {
                let lasting = week.iter().map(|days_ago| (*days_ago, level));
                histories.push([(first, 0)].into_iter().chain(lasting).chain([(0, level)]).collect());
            }
        }
        for severe in [5, 6, 7, 8] {
            histories.push(vec![(severe, 3), (3, 1), (0, level)]);
            histories.push(vec![(severe, 3), (4, 3), (0, level)]);
        }
    }
    let mut scenes = Vec::new();
    for history in &histories {
        for recall_days in if history.len() == 2 { vec![7, 1, 6] } else { vec![7, 1] } {
            let about = format!("recall {recall_days}, {history:?}");
            let says = expected(recall_days, history, INFORMATION);
            scenes.push(reports("nausea", recall_days, history).says(NAUSEA, about, says));
        }
        let about = format!("a rise asks, {history:?}");
        if history.len() == 2 {
            let says = expected(7, history, NEXT_CONTACT);
            let scene = reports("nausea", 7, history).says(NAUSEA, about, says);
            scenes.push(scene.read("rise_below_severe", "next-contact"));
        }
    }
    // What takes fluid away wants a call at its worst.
    for item in ["vomiting", "diarrhoea", "swallowing"] {
        for (level, says) in [(4, SAME_DAY), (3, NEXT_CONTACT)] {
            let rule = format!("symptom_worsening:{item}");
            scenes.push(reports(item, 7, &[(0, level)]).says(&rule, format!("{level}"), says));
        }
    }
    scenes.extend(composites());
    scenes
}

/// Of a weekly report with frequency and severity the composite grade is told from 3 on.
fn composites() -> Vec<Scene> {
    let report = |frequency: &str, severity: &str| {
        [("frequency", frequency), ("severity", severity)].iter().fold(
            Journal::default(),
            |journal, (name, level)| {
                let fields =
                    [("item", "nausea"), ("attribute", *name), ("level", *level), ("recall_days", "7")];
                journal.with(0, "symptom", &fields)
            },
        )
    };
    // Basch 2021, table S2: often and severe is 3; often and moderate, or rarely and very severe, is 2.
    [("3", "3", true), ("4", "4", true), ("4", "2", false), ("1", "4", false), ("2", "2", false)]
        .into_iter()
        .map(|(frequency, severity, told)| {
            let about = format!("frequency {frequency}, severity {severity}");
            let words = "composite grade";
            report(frequency, severity).tells("symptom_worsening:nausea", about, words, told)
        })
        .collect()
}
