//! What somebody is called for: red flags, fever, white cells, silence; and when a flag asks again.

use super::{EMERGENCY, INFORMATION, Journal, NEXT_CONTACT, SAME_DAY, Scene, day, finding};
use nourish_rules::assess::{Assessment, Attention};

/// Every question of a check-in, and how soon a yes wants somebody.
const FLAGS: [(&str, &str); 22] = [
    ("vomiting-blood", EMERGENCY),
    ("black-stool", SAME_DAY),
    ("collapse", EMERGENCY),
    ("chest-pain", EMERGENCY),
    ("sudden-breathlessness", EMERGENCY),
    ("confusion", EMERGENCY),
    ("seizure", EMERGENCY),
    ("choking-on-feed", EMERGENCY),
    ("rigors", SAME_DAY),
    ("no-fluids-24h", SAME_DAY),
    ("cannot-swallow-fluids", SAME_DAY),
    ("severe-abdominal-pain", SAME_DAY),
    ("no-stool-no-wind", SAME_DAY),
    ("yellow-eyes", SAME_DAY),
    ("no-urine-12h", SAME_DAY),
    ("tube-moved", SAME_DAY),
    ("site-infection", SAME_DAY),
    ("leg-swelling", SAME_DAY),
    ("line-damaged", EMERGENCY),
    ("wound-leak", SAME_DAY),
    ("vomiting-old-food", SAME_DAY),
    ("very-unwell", SAME_DAY),
];

/// A yes stands for three days, is asked about again until two weeks have passed, and is then history.
pub(super) fn red_flags() -> Vec<Scene> {
    let yes = |days_ago: i32, flag: &str| {
        Journal::default().with(days_ago, "check-in", &[("set", "daily"), ("asked", flag), ("yes", flag)])
    };
    let mut scenes: Vec<Scene> = FLAGS
        .iter()
        .map(|(flag, urgency)| yes(0, flag).says(&format!("red_flag:{flag}"), "yes today", urgency))
        .collect();
    for days_ago in 0..=16 {
        let expected = match days_ago {
            0..=3 => SAME_DAY,
            4..=14 => "open",
            _ => "nothing",
        };
        scenes.push(yes(days_ago, "rigors").says("red_flag:rigors", format!("{days_ago} d ago"), expected));
    }
    scenes
}

/// From 38.0 degrees; today's or of the two days before; with drugs of the last 42 days at once.
pub(super) fn fever_on_treatment() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for milli in [36_800, 37_999, 38_000, 38_001, 39_500] {
        for days_ago in 0..=4 {
            for treated in [None, Some(4), Some(41), Some(42), Some(43)] {
                let urgent = treated.is_some_and(|days| days <= 42);
                let expected = match (days_ago <= 2, milli >= 38_000) {
                    (false, _) => "nothing",
                    (true, false) => "not met",
                    (true, true) => {
                        if urgent {
                            SAME_DAY
                        } else {
                            NEXT_CONTACT
                        }
                    }
                };
                let celsius = format!("{}.{:03} C", milli / 1000, milli % 1000);
                let journal = Journal::default().with(days_ago, "vitals", &[("temperature", &celsius)]);
                let journal = treated.into_iter().fold(journal, Journal::drug);
                let about = format!("{celsius} {days_ago} d ago, drugs {treated:?}");
                scenes.push(journal.says("fever", about, expected));
            }
        }
    }
    scenes
}

/// A count of the last week: below 1,000 is known to the team, and with a temperature above 38.3 of two days a call.
pub(super) fn neutropenia() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for count in [400, 900, 999, 1_000, 1_200, 1_600, 3_000] {
        for counted in [0, 6, 7, 8] {
            for hot in [None, Some(0), Some(2), Some(3)] {
                let expected = match (counted <= 7, count < 1_000, hot.is_some_and(|days| days <= 2)) {
                    (false, ..) => "nothing",
                    (true, false, _) => "not met",
                    (true, true, true) => SAME_DAY,
                    (true, true, false) => INFORMATION,
                };
                let journal = Journal::default().lab(counted, "neutrophils", &count.to_string());
                let journal = hot.into_iter().fold(journal, |journal, days_ago| {
                    journal.with(days_ago, "vitals", &[("temperature", "39.0 C")])
                });
                let about = format!("{count} {counted} d ago, hot {hot:?}");
                scenes.push(journal.says("neutropenia", about, expected));
            }
        }
    }
    scenes
}

/// Missed from the third day, until four weeks have passed.
pub(super) fn no_report() -> Vec<Scene> {
    let expected = |days_ago: i32| match days_ago {
        0..=2 => "not met",
        3..=28 => NEXT_CONTACT,
        _ => "nothing",
    };
    (0..=31)
        .map(|days_ago| {
            let journal = Journal::default().weight(days_ago, 70_000);
            journal.says("no_report", format!("{days_ago} d ago"), expected(days_ago))
        })
        .collect()
}

/// A flag that waits for the next contact asks on its first day and every seventh after it; a screen every 28th. What stands
/// for all of the 21 days that are looked back asks on Thursdays.
pub(super) fn attention() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for standing in 0..=25 {
        let expected = match standing {
            0 => "new".to_owned(),
            1..=20 if standing % 7 == 0 => format!("again, for {standing} d"),
            1..=20 => format!("stands for {standing} d, again in {} d", 7 - standing % 7),
            _ => "stands for long, again in 6 d".to_owned(),
        };
        let silent = Journal::default().weight(standing + 3, 70_000);
        scenes.push(silent.asked(format!("silent since {standing} d"), attention_of("no_report"), expected));
        if standing > 22 {
            let silent = Journal::default().weight(standing + 3, 70_000);
            let about = format!("silent, on a Thursday, {standing}");
            scenes.push(silent.asked(about, attention_of("no_report"), "again, for long").of_the_day(1));
        }
    }
    // Four days of a week decide a mean; eaten is 40 % of the target.
    for eaten in 4..=7 {
        let journal = Journal::default().plan("energy_min", "2000 kcal").ate_on(0..eaten, 800_000);
        let expected = match eaten - 4 {
            0 => "new".to_owned(),
            standing => format!("stands for {standing} d, again in {} d", 28 - standing),
        };
        scenes.push(journal.asked(format!("ate little {eaten} d"), attention_of("intake_energy"), expected));
    }
    scenes
}

fn attention_of(rule: &'static str) -> impl Fn(&Assessment) -> String {
    move |all| {
        let ago = |on: Option<nourish_record::CalendarDay>| {
            on.map_or("long".to_owned(), |on| format!("{} d", all.as_of.days_since(on)))
        };
        match finding(all, rule).and_then(|found| found.attention) {
            None => "no flag".to_owned(),
            Some(Attention::New) => "new".to_owned(),
            Some(Attention::Again { since }) => format!("again, for {}", ago(since)),
            Some(Attention::Standing { since, again_on }) => {
                let again =
                    again_on.map_or("never".to_owned(), |on| format!("in {} d", on.days_since(all.as_of)));
                format!("stands for {}, again {again}", ago(since))
            }
            Some(other) => format!("{other:?} of {}", day(0)),
        }
    }
}
