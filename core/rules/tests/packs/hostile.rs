//! Whatever a pack holds: no panic, and every red flag as it was or more careful.

use super::{HEAD, INPUTS, INSTRUMENT, built_in, change, hash, read};
use nourish_record::{Draft, Entry, Fact, Moment, RedFlag, Source as Origin, Stamp, Timeline};
use nourish_rules::assess::Finding;
use nourish_rules::pack::{Pack, Source, complete_manifest};
use nourish_rules::{Level, Outcome, Tables, assess};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Every urgent flag stands, is asked as long as before or longer, and is no less urgent.
fn red_flags_are_intact(tables: &Tables) {
    let (before, after) = (built_in(), tables);
    let (before, after) = (before.table("red_flags").unwrap(), after.table("red_flags").unwrap());
    for flag in RedFlag::ALL {
        let urgency = after.setting(flag.as_str()).unwrap();
        assert!(urgency == "emergency" || urgency == before.setting(flag.as_str()).unwrap());
    }
    for days in ["days", "ask_again_days"] {
        assert!(after.points(days).unwrap() >= before.points(days).unwrap());
    }
    let (fever, least) = (tables.table("fever_on_treatment").unwrap(), built_in());
    let least = least.table("fever_on_treatment").unwrap().threshold("fever").unwrap().bound.value();
    assert!(fever.threshold("fever").unwrap().bound.holds(least));
}

fn try_whole(files: &[(&str, &str)]) {
    if let Ok(pack) = read(files) {
        let tables = built_in().with_pack(&pack).unwrap();
        red_flags_are_intact(&tables);
        alarms_are_intact(&tables);
    }
}

/// Day, kind and fields of an entry.
type Said = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Somebody who has collapsed, shivers and has a fever three days after chemotherapy, with weights, intake and more.
fn alarming() -> Timeline {
    let facts: [Said; 12] = [
        ("2026-05-20", "weight", &[("weight", "80 kg")]),
        ("2026-10-21", "weight", &[("weight", "72 kg")]),
        ("2026-11-20", "weight", &[("weight", "68 kg")]),
        ("2026-10-21", "height", &[("height", "172 cm")]),
        ("2026-11-17", "treatment", &[("modality", "chemotherapy"), ("status", "given"), ("name", "FLOT")]),
        ("2026-11-20", "vitals", &[("temperature", "38.4 C")]),
        (
            "2026-11-20",
            "check-in",
            &[("set", "daily"), ("asked", "collapse,rigors"), ("yes", "collapse,rigors")],
        ),
        ("2026-11-12", "check-in", &[("set", "daily"), ("asked", "yellow-eyes"), ("yes", "yellow-eyes")]),
        ("2026-11-19", "oral-intake", &[("energy", "420 kcal"), ("protein", "18 g"), ("fluid", "300 ml")]),
        ("2026-11-20", "oral-intake", &[("energy", "500 kcal"), ("protein", "20 g"), ("fluid", "400 ml")]),
        ("2026-11-19", "lab", &[("analyte", "albumin"), ("value", "29")]),
        (
            "2026-11-20",
            "symptom",
            &[("item", "vomiting"), ("attribute", "frequency"), ("level", "4"), ("recall_days", "1")],
        ),
    ];
    let entry = |(number, (day, kind, fields)): (u8, &Said)| {
        let fact = Fact::read(kind, fields).unwrap();
        let at = Moment::parse(&format!("{day}T08:00[Europe/Madrid]")).unwrap();
        Entry::parse(Draft::new(at, Origin::Typed, fact), Stamp::example(number.into())).unwrap()
    };
    Timeline::of((1..).zip(&facts).map(entry).collect::<Vec<_>>())
}

/// What urgent rules find of it: rule and urgency of what is met.
fn alarms(tables: &Tables) -> Vec<(String, Level)> {
    let assessment = assess(&alarming(), tables, "2026-11-20".parse().unwrap());
    for finding in &assessment.findings {
        // A rule without a version is one that could not be computed.
        assert!(!finding.version.is_empty(), "{}", finding.rule);
    }
    let urgent = |rule: &str| rule == "fever" || rule.starts_with("red_flag");
    let open = |finding: &&Finding| finding.outcome != Outcome::NotMet && urgent(&finding.rule);
    assessment.findings.iter().filter(open).map(|finding| (finding.rule.clone(), finding.level)).collect()
}

/// Every alarm is still there, no less urgent.
fn alarms_are_intact(tables: &Tables) {
    let after = alarms(tables);
    static BEFORE: LazyLock<Vec<(String, Level)>> = LazyLock::new(|| alarms(&built_in()));
    for (rule, level) in BEFORE.iter() {
        assert!(after.iter().any(|(other, now)| other == rule && now <= level), "{rule}: {after:?}");
    }
}

/// A line of one of the real texts, or a line that somebody might add to it.
fn line_of(text: &'static str) -> impl Strategy<Value = String> {
    let lines: Vec<&'static str> = text.lines().collect();
    prop_oneof![
        8 => prop::sample::select(lines).prop_map(ToOwned::to_owned),
        1 => "[a-z_]{1,8} = \"[-0-9.e]{0,14}\"",
        1 => "[a-z_]{1,8} = -?[0-9]{1,12}",
        1 => "\\[\\[(band|threshold|constant|grid|setting|input|override)\\]\\]",
        1 => any::<String>(),
    ]
}

fn text_of(text: &'static str) -> impl Strategy<Value = String> {
    prop::collection::vec(line_of(text), 0..60).prop_map(|lines| lines.join("\n"))
}

/// The real text with one line taken out, doubled or swapped for another.
fn mangled(text: &'static str) -> impl Strategy<Value = String> {
    let count = text.lines().count();
    (0..count, line_of(text), 0..3).prop_map(move |(at, other, how)| {
        let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
        match how {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, other),
            _ => lines[at] = other,
        }
        lines.join("\n")
    })
}

/// Any row of any built-in table, and any value.
fn any_override() -> impl Strategy<Value = String> {
    let rows: Vec<(String, String)> = built_in()
        .iter()
        .flat_map(|table| {
            let settings = table.settings().iter().map(|row| row.id.clone());
            let rows = table.thresholds().iter().map(|row| row.id.clone()).chain(settings);
            let constants = ["days", "ask_again_days", "reading_days", "treatment_days"].map(str::to_owned);
            rows.chain(constants).map(|row| (table.id.clone(), row)).collect::<Vec<_>>()
        })
        .collect();
    let key = prop::sample::select(vec!["value", "below", "at_most", "above", "at_least"]);
    let value = prop_oneof![
        "-?[0-9]{1,3}(\\.[0-9]{1,2})?",
        "-?[0-9]{1,20}e-?[0-9]{1,3}",
        "emergency",
        "same-day",
        "[a-z]{0,6}"
    ];
    (prop::sample::select(rows), key, value)
        .prop_map(|((table, row), key, value)| change(&table, &row, &format!("{key} = \"{value}\"")))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(manifest in any::<String>(), name in any::<String>(), text in any::<String>()) {
        let source = Source { manifest: &manifest, files: vec![(&name, &text)] };
        prop_assert!(Pack::read(&super::BUILT_IN, &source, hash).is_err());
        try_whole(&[(&name, &text)]);
    }

    #[test]
    fn any_manifest_is_read_or_refused(head in prop_oneof![text_of(HEAD), mangled(HEAD)]) {
        let manifest = complete_manifest(&head, &[], hash);
        let _ = Pack::read(&super::BUILT_IN, &Source { manifest: &manifest, files: vec![] }, hash);
    }

    #[test]
    fn any_instrument_is_read_or_refused(
        inputs in prop_oneof![Just(INPUTS.to_owned()), mangled(INPUTS)],
        table in prop_oneof![text_of(INSTRUMENT), mangled(INSTRUMENT), mangled(INSTRUMENT)],
    ) {
        let files = [("_inputs.toml", inputs.as_str()), ("example_day_score.toml", table.as_str())];
        if let Ok(pack) = read(&files) {
            // What was taken in answers every question, known or not.
            let tables = built_in().with_pack(&pack).unwrap();
            red_flags_are_intact(&tables);
            let line = r#"{"instrument":"example_day_score","inputs":{}}"#;
            prop_assert!(!nourish_rules::score::answer(&tables, line, true).is_error());
        }
    }

    #[test]
    fn no_override_weakens_a_red_flag(overrides in prop::collection::vec(any_override(), 1..4)) {
        for one in &overrides {
            try_whole(&[("_overrides.toml", one)]);
        }
        try_whole(&[("_overrides.toml", &overrides.concat())]);
    }
}

#[test]
fn the_alarms_that_the_others_are_compared_with_are_there() {
    let rules: Vec<String> = alarms(&built_in()).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["red_flag:collapse", "fever", "red_flag:rigors", "red_flag:yellow-eyes"]);
}

/// Every threshold and constant of every table, at the ends of what a pack may make of it and around.
#[test]
fn no_row_at_the_end_of_its_range_silences_an_alarm() {
    let mut taken = 0;
    for table in super::BUILT_IN.iter() {
        let file = format!("{}/tables/{}.toml", env!("CARGO_MANIFEST_DIR"), table.id);
        let text = std::fs::read_to_string(file).unwrap();
        let ids = text.lines().filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'));
        for row in ids {
            let keys: &[&str] = match table.threshold(row).map(|row| row.bound.word()) {
                Ok("below" | "at_most") => &["below", "at_most"],
                Ok(_) => &["above", "at_least"],
                Err(_) => &["value"],
            };
            for (key, value) in
                keys.iter().flat_map(|key| ["0", "1", "5", "37", "92", "100"].map(|value| (key, value)))
            {
                let overrides = change(&table.id, row, &format!("{key} = \"{value}\""));
                let Ok(pack) = read(&[("_overrides.toml", &overrides)]) else { continue };
                let tables = super::BUILT_IN.with_pack(&pack).unwrap();
                red_flags_are_intact(&tables);
                alarms_are_intact(&tables);
                taken += 1;
            }
        }
    }
    assert!(taken > 150, "{taken}");
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("x = {}{}", "[".repeat(20_000), "]".repeat(20_000));
    assert!(read(&[("_overrides.toml", &deep)]).is_err());
    let tables = format!("[{}]", vec!["a"; 20_000].join("."));
    assert!(read(&[("_overrides.toml", &tables)]).is_err());
}
