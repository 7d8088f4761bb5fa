//! However long a pack makes the rules look back, they look no further than a journal is read.

use super::{built_in, change, read};
use nourish_record::{CalendarDay, Draft, Entry, Fact, Moment, Source, Stamp, Timeline};
use nourish_rules::assess::REACH_DAYS;
use nourish_rules::{Tables, assess};

/// The rows of which the greatest number that a pack may give reaches furthest.
const LONGEST: [(&str, &str, i32); 13] = [
    ("fever_on_treatment", "reading_days", 92),
    ("glucose_infusion", "days", 92),
    ("hydration", "days", 92),
    ("journal_inputs", "fluid_sign_days", 92),
    ("journal_inputs", "over_a_week_days", 92),
    ("neutropenia", "reading_days", 92),
    ("no_report", "forgotten_days", 92),
    ("red_flags", "ask_again_days", 92),
    ("red_flags", "days", 92),
    ("refeeding", "free_days", 42),
    ("refeeding", "watch_days", 50),
    ("symptom_worsening", "baseline_days", 92),
    ("tube_delivery", "days", 92),
];

fn farsighted() -> Tables {
    let overrides: String =
        LONGEST.iter().map(|(table, row, days)| change(table, row, &format!("value = \"{days}\""))).collect();
    built_in().with_pack(&read(&[("_overrides.toml", &overrides)]).unwrap()).unwrap()
}

fn today() -> CalendarDay {
    "2026-11-20".parse().unwrap()
}

/// A life of 240 days in which every `gap` days something of each kind was logged, and nothing in the last 35.
fn life(gap: i32) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for days_ago in (35..240).filter(|days| days % gap == 0) {
        let level = (days_ago / 40 % 5).to_string();
        let kcal = format!("{} kcal", if days_ago % 120 > 60 { 90 } else { 1_900 });
        let facts: [(&str, &[(&str, &str)]); 8] = [
            (
                "symptom",
                &[("item", "nausea"), ("attribute", "severity"), ("level", &level), ("recall_days", "7")],
            ),
            (
                "symptom",
                &[("item", "swelling"), ("attribute", "severity"), ("level", &level), ("recall_days", "1")],
            ),
            ("oral-intake", &[("energy", &kcal)]),
            ("fluid", &[("volume", "700 ml")]),
            ("tube-feed", &[("delivered", "300 ml"), ("prescribed", "1000 ml"), ("density", "1.0")]),
            ("parenteral-bag", &[("dextrose", "250 g"), ("duration", "12 h")]),
            ("vitals", &[("temperature", "38.4 C")]),
            ("check-in", &[("set", "daily"), ("asked", "rigors"), ("yes", "rigors")]),
        ];
        for (kind, fields) in facts {
            let at = Moment::parse(&format!("{}T12:00:00Z", today().plus(-days_ago))).unwrap();
            let stamp = Stamp::example(u64::try_from(entries.len()).unwrap() + 1);
            let draft = Draft::new(at, Source::Typed, Fact::read(kind, fields).unwrap());
            entries.push(Entry::parse(draft, stamp).unwrap());
        }
    }
    entries
}

#[test]
fn the_farthest_sighted_pack_sees_all_of_what_is_read() {
    let tables = farsighted();
    let mut nearer_differ = 0;
    for gap in [1, 2, 3, 5, 7, 11] {
        let life = life(gap);
        let since = |days: i32| {
            let read = life.iter().filter(|entry| entry.occurred().day() >= today().plus(-days));
            assess(&Timeline::of(read.cloned()), &tables, today())
        };
        let whole = assess(&Timeline::of(life.iter().cloned()), &tables, today());
        assert!(since(REACH_DAYS) == whole, "every {gap} days");
        nearer_differ += u32::from(since(91) != whole);
    }
    // The rules do look back: with less read they say something else.
    assert!(nearer_differ > 0);
}
