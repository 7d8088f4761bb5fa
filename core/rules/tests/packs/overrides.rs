//! What an override changes, and where it is seen.

use super::{HEAD, built_in, change, read, read_as, with};
use nourish_record::{Draft, Entry, Fact, Moment, Source, Stamp, Timeline};
use nourish_rules::assess::Finding;
use nourish_rules::pack::PackFault;
use nourish_rules::{Level, Outcome, Tables, assess, score};

const NOW: &str = "2026-11-20T20:00[Europe/Madrid]";

/// Kind and fields of an entry.
type Said<'a> = (&'a str, &'a [(&'a str, &'a str)]);

fn timeline(facts: &[Said<'_>]) -> Timeline {
    let entry = |(number, (kind, fields)): (usize, &Said<'_>)| {
        let fact = Fact::read(kind, fields).unwrap();
        let draft = Draft::new(Moment::parse(NOW).unwrap(), Source::Typed, fact);
        Entry::parse(draft, Stamp::example(u8::try_from(number + 1).unwrap().into())).unwrap()
    };
    Timeline::of(facts.iter().enumerate().map(entry).collect::<Vec<_>>())
}

fn found(tables: &Tables, timeline: &Timeline, rule: &str) -> Finding {
    let assessment = assess(timeline, tables, "2026-11-20".parse().unwrap());
    assessment.findings.into_iter().find(|finding| finding.rule == rule).unwrap()
}

fn answer(tables: &Tables, line: &str) -> serde_json::Value {
    serde_json::from_str(&score::answer(tables, line, false).to_string()).unwrap()
}

const PONS: &str = r#"{"id":1,"instrument":"pons","inputs":{"age":60,"bmi":19,"wl_pct_6m":0,"ate_lt50pct_last_week":false,"albumin_g_dl":4}}"#;

#[test]
fn an_override_decides_and_is_seen_in_a_score() {
    let built_in = built_in();
    assert_eq!(answer(&built_in, PONS)["result"]["at_risk"], false);
    assert_eq!(answer(&built_in, PONS)["version"], "2018.1");
    let tables = with("pons", "bmi_low", "at_most = \"19\"").unwrap();
    assert_eq!(answer(&tables, PONS)["result"]["at_risk"], true);
    assert_eq!(answer(&tables, PONS)["version"], "2018.1; pack st-example 3: bmi_low at_most 19");
    let listed = score::list(&tables).into_iter().find(|listing| listing.id == "pons").unwrap();
    assert_eq!(listed.version, "2018.1; pack st-example 3: bmi_low at_most 19");
    // No other instrument is touched.
    let others =
        |tables: &Tables| score::list(tables).into_iter().filter(|l| l.id != "pons").collect::<Vec<_>>();
    assert_eq!(others(&tables), others(&built_in));
}

#[test]
fn an_override_decides_and_is_seen_in_a_finding() {
    let warm = timeline(&[("vitals", &[("temperature", "37.6 C")])]);
    let before = found(&built_in(), &warm, "fever");
    assert_eq!((before.outcome, before.version.as_str()), (Outcome::NotMet, "fever_on_treatment 1.0"));
    let tables = with("fever_on_treatment", "fever", "at_least = \"37.5\"").unwrap();
    let after = found(&tables, &warm, "fever");
    assert_eq!(after.outcome, Outcome::Met);
    assert_eq!(after.version, "fever_on_treatment 1.0; pack st-example 3: fever at_least 37.5");
    assert!(after.clears_when.contains("37.5"), "{}", after.clears_when);
}

#[test]
fn an_override_of_how_inputs_are_taken_is_seen_in_every_finding_that_takes_them() {
    let tables = with("journal_inputs", "laboratory_days", "value = \"20\"").unwrap();
    let of_rules = |tables: &Tables| {
        let assessment = assess(&Timeline::default(), tables, "2026-11-20".parse().unwrap());
        assert!(assessment.findings.len() > 5);
        assessment.findings.into_iter().map(|finding| (finding.rule, finding.version)).collect::<Vec<_>>()
    };
    for (rule, version) in of_rules(&tables) {
        assert_eq!(
            version.matches("pack st-example 3: laboratory_days = 20").count(),
            1,
            "{rule}: {version}"
        );
    }
    // The total of NRS-2002 is one of ESPEN's criteria.
    let tables = with("nrs2002", "older", "at_least = \"65\"").unwrap();
    for (rule, version) in of_rules(&tables) {
        let takes_it = ["nrs2002", "espen_surgery_severe_risk"].contains(&rule.as_str());
        assert_eq!(version.contains("pack st-example 3: older at_least 65"), takes_it, "{rule}: {version}");
    }
}

#[test]
fn a_red_flag_that_was_made_more_urgent_says_so() {
    let checked =
        timeline(&[("check-in", &[("set", "daily"), ("asked", "black-stool"), ("yes", "black-stool")])]);
    assert_eq!(found(&built_in(), &checked, "red_flag:black-stool").level, Level::SameDay);
    let tables = with("red_flags", "black-stool", "value = \"emergency\"").unwrap();
    let finding = found(&tables, &checked, "red_flag:black-stool");
    assert_eq!(finding.level, Level::Emergency);
    assert!(finding.version.contains("pack st-example 3: black-stool = emergency"), "{}", finding.version);
}

#[test]
fn every_table_says_what_was_changed_from_what_and_why() {
    let files = [
        change("pons", "older", "at_least = \"65\""),
        change("pons", "albumin_low", "below = \"3.5\""),
        change("glim", "asian_stage_2", "value = \"maeda_2020\""),
    ];
    let tables = built_in().with_pack(&read(&[("_overrides.toml", &files.concat())]).unwrap()).unwrap();
    let pons = tables.table("pons").unwrap();
    assert_eq!(pons.edition(), "2018.1; pack st-example 3: albumin_low below 3.5, older at_least 65");
    let origin = pons.origin();
    assert_eq!(origin.pack, None);
    let first = &origin.overrides[0];
    assert_eq!(
        (first.was.as_str(), first.now.as_str(), first.reason.as_str()),
        ("below 3", "below 3.5", "Decided here.")
    );
    let glim = tables.table("glim").unwrap();
    assert_eq!(glim.origin().overrides[0].was, "= none");
    assert_eq!(glim.setting("asian_stage_2").unwrap(), "maeda_2020");
    assert_eq!(tables.table("nrs2002").unwrap().origin().overrides, []);
}

#[test]
fn neither_the_order_of_files_nor_that_of_packs_matters() {
    let (one, other) =
        (change("pons", "bmi_low", "below = \"19\""), change("mst", "at_risk", "at_least = \"3\""));
    let together = |text: &str| read(&[("_inputs.toml", super::INPUTS), ("_overrides.toml", text)]).unwrap();
    let swapped = |text: &str| read(&[("_overrides.toml", text), ("_inputs.toml", super::INPUTS)]).unwrap();
    let in_force = |pack| built_in().with_pack(&pack).unwrap();
    assert_eq!(in_force(together(&format!("{one}{other}"))), in_force(swapped(&format!("{other}{one}"))));

    let second = HEAD.replace("st-example", "a-second-site");
    let first_pack = together(&one);
    let second_pack = read_as(&second, &[("_overrides.toml", &other)]).unwrap();
    let there = built_in().with_pack(&first_pack).unwrap().with_pack(&second_pack).unwrap();
    let back = built_in().with_pack(&second_pack).unwrap().with_pack(&first_pack).unwrap();
    assert_eq!(there, back);
}

#[test]
fn two_packs_cannot_change_one_row() {
    let text = change("pons", "bmi_low", "below = \"19\"");
    let first = read(&[("_overrides.toml", &text)]).unwrap();
    let second =
        read_as(&HEAD.replace("st-example", "a-second-site"), &[("_overrides.toml", &text)]).unwrap();
    let error = built_in().with_pack(&first).unwrap().with_pack(&second).unwrap_err();
    let by = "st-example 3".to_owned();
    let fault = PackFault::ChangedTwice { row: "pons bmi_low".into(), by };
    assert_eq!((error.pack.as_str(), error.line, error.fault), ("a-second-site", 3, fault));
}
