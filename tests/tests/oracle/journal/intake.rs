//! Fluid and energy against the target.

use super::{INFORMATION, Journal, NEXT_CONTACT, SAME_DAY, Scene, finding};
use nourish_rules::assess::Assessment;

/// The mean of two or three days below three quarters of the target is good to know, below half for the next contact, and either while
/// fluid is being lost a call.
pub(super) fn hydration() -> Vec<Scene> {
    const RULE: &str = "hydration";
    let drank = |days: [i32; 2], ml: [u32; 2]| {
        let journal = Journal::default().plan("fluid", "3000 ml");
        days.into_iter().zip(ml).fold(journal, |journal, (days_ago, ml)| {
            journal.with(days_ago, "fluid", &[("volume", &format!("{ml} ml"))])
        })
    };
    let mut scenes = Vec::new();
    for in_two_days in [1_000, 2_998, 2_999, 3_000, 3_001, 4_498, 4_499, 4_500, 4_501, 6_000] {
        for losing in losses() {
            let expected = match (in_two_days < 4_500, losing.is_some_and(|loss| loss.1), in_two_days < 3_000)
            {
                (false, ..) => "not met",
                (true, true, _) => SAME_DAY,
                (true, false, true) => NEXT_CONTACT,
                (true, false, false) => INFORMATION,
            };
            let journal = drank([2, 1], [in_two_days - 500, 500]);
            let journal = losing.into_iter().fold(journal, |journal, loss| loss.0.add(journal));
            scenes.push(journal.says(RULE, format!("{in_two_days} ml, {losing:?}"), expected));
        }
    }
    // Today and two days before count, and two of them are needed.
    for days in [[2, 1], [3, 2], [4, 3], [3, 1]] {
        let expected = if days[0] <= 2 { NEXT_CONTACT } else { "open" };
        scenes.push(drank(days, [500, 500]).says(RULE, format!("of the days {days:?}"), expected));
    }
    let target = |all: &Assessment| {
        let target = all.picture.fluid_target_ml.clone().unwrap();
        format!("{} to {:?}", target.least, target.most)
    };
    scenes.push(Journal::default().weight(0, 50_000).asked("target", target, "1500 to Some(1750)"));
    scenes
}

/// A symptom's level, or how often somebody vomited or had stools; on which day.
#[derive(Clone, Copy, Debug)]
enum Loss {
    Level(&'static str, u8, i32),
    Vomited(u32, i32),
    Stools(u32, i32),
}

impl Loss {
    fn add(self, journal: Journal) -> Journal {
        match self {
            Self::Level(item, level, days_ago) => {
                let level = level.to_string();
                let fields =
                    [("item", item), ("attribute", "severity"), ("level", &level), ("recall_days", "1")];
                journal.with(days_ago, "symptom", &fields)
            }
            Self::Vomited(count, days_ago) => {
                journal.with(days_ago, "output", &[("vomit_count", &count.to_string())])
            }
            Self::Stools(count, days_ago) => {
                journal.with(days_ago, "output", &[("stool_count", &count.to_string())])
            }
        }
    }
}

/// Losses, and whether they count: level 3, six times vomited, seven stools, on one of the three days.
fn losses() -> Vec<Option<(Loss, bool)>> {
    let mut losses = vec![None];
    for days_ago in [0, 2, 3] {
        let lately = days_ago <= 2;
        for level in 1..=4 {
            losses.push(Some((Loss::Level("vomiting", level, days_ago), lately && level >= 3)));
            losses.push(Some((Loss::Level("diarrhoea", level, days_ago), lately && level >= 3)));
        }
        losses.extend([5, 6, 7].map(|count| Some((Loss::Vomited(count, days_ago), lately && count >= 6))));
        losses.extend([6, 7, 8].map(|count| Some((Loss::Stools(count, days_ago), lately && count >= 7))));
    }
    losses
}

/// Four of seven days decide: below 75 % of the target low, below 60 % inadequate, below 50 % severely so; for more than seven days
/// running it is worse.
pub(super) fn intake_on_target() -> Vec<Scene> {
    const RULE: &str = "intake_energy";
    let ate = |days: &[i32], kcal_milli: u32| {
        Journal::default().plan("energy_min", "2000 kcal").ate_on(days.iter().copied(), kcal_milli)
    };
    let words = |all: &Assessment| {
        let text = finding(all, RULE).unwrap().team_text.clone();
        text.split(": ").next().unwrap_or_default().to_owned()
    };
    let mut scenes = Vec::new();
    for bound in [1_000_000, 1_200_000, 1_500_000] {
        for kcal_milli in [bound - 500, bound - 100, bound, bound + 100, bound + 500] {
            let (expected, says) = match kcal_milli {
                0..1_000_000 => ("Energy severely inadequate", NEXT_CONTACT),
                1_000_000..1_200_000 => ("Energy inadequate", NEXT_CONTACT),
                1_200_000..1_500_000 => ("Energy low", INFORMATION),
                _ => ("Energy", "not met"),
            };
            let about = format!("{kcal_milli} of 2,000 kcal");
            scenes.push(ate(&[1, 2, 3, 4], kcal_milli).asked(about.clone(), words, expected));
            scenes.push(ate(&[1, 2, 3, 4], kcal_milli).says(RULE, about, says));
        }
    }
    for days in [vec![1, 2, 3], vec![1, 2, 3, 4], vec![3, 4, 5, 6], vec![4, 5, 6, 7], vec![5, 6, 7, 8]] {
        let expected = if days.iter().filter(|day| **day < 7).count() >= 4 { NEXT_CONTACT } else { "open" };
        scenes.push(ate(&days, 900_000).says(RULE, format!("on {days:?}"), expected));
    }
    for days in 6..=10 {
        let running: Vec<i32> = (1..=days).collect();
        let degree = |all: &Assessment| finding(all, RULE).unwrap().degree.to_string();
        let journal = ate(&running, 900_000).ate(days + 1, 2_000_000);
        scenes.push(journal.asked(format!("{days} d running"), degree, if days > 7 { "3" } else { "2" }));
    }
    scenes
}
