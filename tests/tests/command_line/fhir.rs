//! Out as FHIR and back in: nothing is added where it came from, nothing is lost where it goes.

use nourish_tests::House;
use serde_json::Value;
use std::collections::BTreeMap;

const FILES: [&str; 5] = [
    "red-flags/profile.json",
    "red-flags/plan.json",
    "red-flags/diary.csv",
    "red-flags/checkin.json",
    "gastrectomy/pump.csv",
];

/// What stands, by name: kind, time, source, status and fields of every entry.
fn stands(house: &House) -> BTreeMap<String, Value> {
    let lines = house.export();
    let entries = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let kept = ["kind", "occurred", "day", "source", "status", "origin", "fields"];
    entries
        .map(|entry| {
            let parts = kept.iter().map(|name| ((*name).to_owned(), entry[*name].clone())).collect();
            (entry["id"].as_str().unwrap().to_owned(), Value::Object(parts))
        })
        .collect()
}

fn written(house: &House, name: &str, options: &[&str]) -> String {
    let path = house.path(name);
    let path = path.to_str().unwrap();
    house.run(&[&["export", "--format", "fhir", "--out", path], options].concat()).done();
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn a_collection_comes_back_without_loss_and_adds_nothing_where_it_was_made() {
    let house = House::with(&FILES);
    let before = stands(&house);
    assert!(before.len() > 300);
    written(&house, "out.json", &[]);
    let path = house.path("out.json");
    let again = house.run(&["--json", "import", path.to_str().unwrap()]).done().json();
    assert_eq!((&again["added"], &again["refused_count"]), (&0.into(), &0.into()));
    assert_eq!(again["known"], before.len());

    let other = House::new();
    let there = other.run(&["--json", "import", path.to_str().unwrap()]).done().json();
    assert_eq!((&there["added"], &there["refused_count"]), (&before.len().into(), &0.into()));
    assert_eq!(stands(&other), before);
}

#[test]
fn the_same_journal_gives_the_same_bytes() {
    let house = House::with(&FILES[..2]);
    for bundle in ["document", "collection", "transaction"] {
        let options = ["--bundle", bundle];
        assert!(
            written(&house, &format!("{bundle}-1"), &options)
                == written(&house, &format!("{bundle}-2"), &options)
        );
    }
}

#[test]
fn a_period_and_what_is_new_are_parts_of_everything() {
    let house = House::with(&FILES[2..3]);
    let count = |text: &str| serde_json::from_str::<Value>(text).unwrap()["entry"].as_array().unwrap().len();
    let everything = count(&written(&house, "all", &[]));
    let day = count(&written(&house, "day", &["--from", "2026-11-12", "--to", "2026-11-12"]));
    assert!(1 < day && day < everything);
    // The clock of the house stands still: everything was recorded before it.
    assert_eq!(count(&written(&house, "since", &["--since", "2026-11-21"])), 1, "the person alone");
    let refused = house.run(&["export", "--since", "2026-11-21"]).with_code(2);
    assert!(refused.err.contains("--format fhir"), "{}", refused.err);
}

#[test]
fn what_was_taken_back_goes_out_as_entered_in_error() {
    let house = House::new();
    let id = house.log(&["weight", "61.4kg"]);
    house.run(&["retract", &id, "--reason", "another person stood on the scale"]).done();
    let bundle: Value = serde_json::from_str(&written(&house, "out.json", &[])).unwrap();
    let weights = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    let weights: Vec<_> = weights.filter(|resource| resource["resourceType"] == "Observation").collect();
    assert_eq!(weights.len(), 1, "and no total of its day");
    assert_eq!(weights[0]["status"], "entered-in-error");
    assert!(bundle.to_string().contains("another person stood on the scale"));
}
