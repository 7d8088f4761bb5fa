//! Feeds by tube and vein: delivered against prescribed, how fast sugar goes in, and refeeding.

use super::{INFORMATION, Journal, NEXT_CONTACT, SAME_DAY, Scene, day};

/// Above 4 mg a kg and minute is good to know, above 5 is for the next contact; bags of today and three days before.
pub(super) fn glucose_infusion() -> Vec<Scene> {
    let mut scenes = Vec::new();
    // 50 kg over 24 hours: 4 mg/kg/min are 288 g, 5 are 360 g.
    for dextrose_mg in
        [100_000, 287_995, 287_999, 288_000, 288_001, 288_005, 359_995, 359_999, 360_000, 360_001, 360_005]
    {
        for days_ago in 0..=5 {
            let expected = match (days_ago <= 3, dextrose_mg > 288_000, dextrose_mg > 360_000) {
                (false, ..) => "nothing",
                (true, false, _) => "not met",
                (true, true, false) => INFORMATION,
                (true, true, true) => NEXT_CONTACT,
            };
            let dextrose = format!("{}.{:03} g", dextrose_mg / 1000, dextrose_mg % 1000);
            let journal = Journal::default().weight(0, 50_000).with(
                days_ago,
                "parenteral-bag",
                &[("dextrose", &dextrose), ("duration", "24 h")],
            );
            scenes.push(journal.says("glucose_infusion", format!("{dextrose} {days_ago} d ago"), expected));
        }
    }
    scenes
}

/// Of three days: below half on two wants a call; below 80 % on two, or below 70 % in all, the next contact.
pub(super) fn tube_delivery() -> Vec<Scene> {
    let amounts = [0, 3_998, 3_999, 4_000, 4_001, 6_399, 6_400, 8_000];
    let mut scenes = Vec::new();
    for number in 0..amounts.len().pow(3) {
        let place = |power: u32| amounts[number / amounts.len().pow(power) % amounts.len()];
        let last_three = [place(0), place(1), place(2)];
        // Of 8,000 ml prescribed a day.
        let on = |below: u32| last_three.iter().filter(|ml| **ml < below).count();
        let in_all: u32 = last_three.iter().sum();
        let expected = if on(4_000) >= 2 {
            SAME_DAY
        } else if on(6_400) >= 2 || in_all < 16_800 {
            NEXT_CONTACT
        } else {
            "not met"
        };
        // The day before the three counts for nothing.
        let days = (1..).zip(last_three).chain([(4, 8_000)]);
        let journal =
            days.fold(Journal::default().plan("tube_prescribed", "8000 ml"), |journal, (days_ago, ml)| {
                journal.with(days_ago, "tube-feed", &[("delivered", &format!("{ml} ml"))])
            });
        if number % 7 == 0 {
            scenes.push(journal.says("tube_delivery", format!("{last_three:?}"), expected));
        }
    }
    // Nothing is known of what went in. A prescription asks for it while there is a tube, dislodged or not.
    for (event, expected) in [("placed", "open"), ("dislodged", "open"), ("removed", "nothing")] {
        let journal = Journal::default().plan("tube_prescribed", "8000 ml");
        let journal = journal.with(5, "tube-care", &[("event", event)]);
        let (warned, out) = ("came out or moved", event == "dislodged");
        if expected == "open" {
            scenes.push(journal.clone().warns("tube_delivery", format!("{event}, warned"), warned, out));
        }
        scenes.push(journal.says("tube_delivery", event, expected));
    }
    scenes
}

const RULE: &str = "refeeding";

pub(super) fn refeeding() -> Vec<Scene> {
    let mut scenes = beginnings();
    scenes.extend(little());
    scenes.extend(salts());
    scenes
}

/// A person of 70 kg and 170 cm who eats to the target, unless told otherwise.
fn person() -> Journal {
    Journal::default().height().weight(0, 70_000).plan("energy_min", "2000 kcal")
}

fn fed(journal: Journal, days_ago: i32) -> Journal {
    journal.with(days_ago, "tube-feed", &[("delivered", "500 ml"), ("density", "1.0")])
}

/// A feed is watched for ten days; it begins where seven days before were without one; drugs of 42 days are a minor criterion.
fn beginnings() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for begun in 0..=12 {
        let journal = fed(person().ate_on(begun + 1..begun + 12, 2_000_000), begun);
        let expected = if begun <= 10 { NEXT_CONTACT } else { "nothing" };
        scenes.push(journal.says(RULE, format!("fed {begun} d ago"), expected));
    }
    for gap in 5..=9 {
        let journal = fed(fed(person().ate_on(1..30, 2_000_000), gap), 0);
        let (today, before) = (format!("began on {}", day(0)), format!("began on {}", day(gap)));
        let ask = move |all: &nourish_rules::assess::Assessment| {
            let text = super::finding(all, RULE).map_or("", |found| found.team_text.as_str());
            if text.contains(&today) {
                "today"
            } else if text.contains(&before) {
                "before"
            } else {
                "not"
            }
            .to_owned()
        };
        scenes.push(journal.asked(format!("{gap} d between"), ask, if gap > 7 { "today" } else { "before" }));
    }
    // NICE: a body-mass index below 18.5 and chemotherapy are two minor criteria.
    for treated in [1, 41, 42, 43, 44] {
        let thin = Journal::default().height().weight(0, 52_000).plan("energy_min", "2000 kcal");
        let journal = fed(thin.drug(treated).ate_on(1..12, 2_000_000), 0);
        let expected = if treated <= 42 { SAME_DAY } else { NEXT_CONTACT };
        scenes.push(journal.says(RULE, format!("drugs {treated} d ago"), expected));
    }
    scenes
}

/// A quarter of the need or less is little, a tenth or less nothing; half or more after five days of little is a rise.
fn little() -> Vec<Scene> {
    let mut scenes = Vec::new();
    // NICE: little for more than ten days is high risk. ASPEN: nothing for seven days is.
    for (days, bound) in [(11, 500_000), (7, 200_000)] {
        for kcal_milli in [bound - 300, bound - 100, bound, bound + 100, bound + 300] {
            let journal = fed(person().ate(days + 1, 2_000_000).ate_on(1..=days, kcal_milli), 0);
            let expected = if kcal_milli <= bound { SAME_DAY } else { NEXT_CONTACT };
            scenes.push(journal.says(RULE, format!("{kcal_milli} of 2,000 kcal for {days} d"), expected));
        }
    }
    for days in 3..=6 {
        for kcal_milli in [999_700, 999_900, 1_000_000, 1_000_100, 1_000_300, 2_000_000] {
            let journal = person().ate(days + 1, 2_000_000).ate_on(1..=days, 300_000).ate(0, kcal_milli);
            let expected = if days >= 5 && kcal_milli >= 1_000_000 { NEXT_CONTACT } else { "nothing" };
            scenes.push(journal.says(RULE, format!("{kcal_milli} after {days} d"), expected));
        }
    }
    scenes
}

/// Potassium below 3.5, phosphate below 0.8, magnesium below 0.7 of the last three days are low: high risk by NICE. Below 3.0, 0.6
/// and 0.5 ASPEN's risk is significant by that alone.
fn salts() -> Vec<Scene> {
    const LIMITS: [(&str, i32, i32); 3] =
        [("potassium", 3_500, 3_000), ("phosphate", 800, 600), ("magnesium", 700, 500)];
    let normal = |but: &str| {
        let all = [("potassium", "4.1"), ("phosphate", "1.1"), ("magnesium", "0.8")];
        let well = fed(person().ate_on(1..12, 2_000_000), 0);
        let others = all.into_iter().filter(|(salt, _)| *salt != but);
        others.fold(well, |journal, (salt, value)| journal.lab(0, salt, value))
    };
    let mut scenes = Vec::new();
    for (salt, low, very_low) in LIMITS {
        for milli in [very_low - 1, very_low, very_low + 1, low - 1, low, low + 1] {
            for days_ago in [0, 2, 3, 4] {
                let value = format!("{}.{:03}", milli / 1000, milli % 1000);
                let journal = normal(salt).lab(days_ago, salt, &value);
                let about = format!("{salt} {value} {days_ago} d ago");
                let counts = days_ago <= 3;
                let expected = counts && milli < very_low;
                scenes.push(journal.clone().tells(RULE, about.clone(), "ASPEN: significant", expected));
                if milli < low && counts {
                    scenes.push(journal.says(RULE, about, SAME_DAY));
                } else if !counts {
                    scenes.push(journal.says(RULE, about, NEXT_CONTACT));
                } else {
                    scenes.push(journal.says(RULE, about, "open"));
                }
            }
        }
    }
    scenes
}
