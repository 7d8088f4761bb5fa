//! A whole journal as a Bundle: corrections, what was taken back, who did it, and nothing twice.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use nourish_fhir::{BundleKind, Subject, Wanted, Written, write_everything};
use nourish_record::{Author, Draft, Entry, EntryId, Fact, Moment, Recorded, Source, Stamp};
use serde_json::Value;
use std::collections::BTreeSet;

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn stamp(seq: u64) -> Stamp {
    let recorded = Recorded::at(1_795_000_000_000 + seq * 1_000);
    Stamp {
        id: EntryId::from_bytes(u128::from(seq).to_be_bytes()),
        recorded,
        author: Author::from_bytes([1; 16]),
        seq,
    }
}

fn entry(seq: u64, kind: &str, fields: &[(&str, &str)]) -> Entry {
    let draft = Draft::new(at("2026-11-10T08:00:00+01:00"), Source::Typed, Fact::read(kind, fields).unwrap());
    Entry::parse(draft, stamp(seq)).unwrap()
}

/// A weight that was corrected, a note that was taken back, a meal, and two plans.
fn journal() -> Vec<Entry> {
    let weight = entry(1, "weight", &[("weight", "61.4 kg")]);
    let right = Fact::read("weight", &[("weight", "64.1 kg")]).unwrap();
    let corrected = weight.amend(right, weight.occurred().clone(), "digits swapped", stamp(2)).unwrap();
    let note = entry(3, "note", &[("text", "of another day")]);
    let gone = note.retract("wrong journal", stamp(4)).unwrap();
    let meal = entry(5, "oral-intake", &[("energy", "420 kcal")]);
    let plans = [
        entry(6, "feeding-plan", &[("fluid", "1500 ml")]),
        entry(7, "feeding-plan", &[("fluid", "1800 ml")]),
    ];
    [vec![weight, corrected, note, gone, meal], plans.to_vec()].concat()
}

fn written(kind: BundleKind, since_ms: Option<u64>) -> (Written, Value) {
    let made_at = at("2026-11-20T22:30:00+01:00");
    let wanted = Wanted { kind, from: None, to: None, since_ms, made_at: &made_at };
    let mut bytes = Vec::new();
    let written = write_everything(&journal(), &wanted, &Subject::named([7; 16]), &mut bytes).unwrap();
    (written, serde_json::from_slice(&bytes).unwrap())
}

fn resources<'v>(bundle: &'v Value, kind: &str) -> Vec<&'v Value> {
    let entries = bundle["entry"].as_array().unwrap();
    entries
        .iter()
        .map(|entry| &entry["resource"])
        .filter(|resource| resource["resourceType"] == kind)
        .collect()
}

#[test]
fn corrections_and_what_was_taken_back_say_so_and_why() {
    let (written, bundle) = written(BundleKind::Collection, None);
    assert_eq!((written.entries, written.left_out), (5, 0));
    let observations = resources(&bundle, "Observation");
    let with = |text: &str| observations.iter().find(|o| o.to_string().contains(text)).copied().unwrap();
    assert_eq!(with("64.1")["status"], "amended");
    assert!(!bundle.to_string().contains("61.4,"), "what was wrong is history, not data");
    assert_eq!(with("of another day")["status"], "entered-in-error");
    let reasons: BTreeSet<&str> =
        resources(&bundle, "Provenance").iter().filter_map(|p| p["reason"][0]["text"].as_str()).collect();
    assert_eq!(reasons, BTreeSet::from(["digits swapped", "logged, source typed", "wrong journal"]));
    let plans: Vec<&str> =
        resources(&bundle, "NutritionOrder").iter().map(|plan| plan["status"].as_str().unwrap()).collect();
    assert_eq!(plans, ["completed", "active"]);
}

#[test]
fn what_is_new_is_what_was_changed_since() {
    // The correction was recorded two seconds after the beginning, what was taken back four.
    let (since, bundle) = written(BundleKind::Collection, Some(1_795_000_003_500));
    assert_eq!(since.entries, 4);
    assert!(resources(&bundle, "Observation").iter().any(|o| o["status"] == "entered-in-error"));
    assert!(!bundle.to_string().contains("64.1"));
}

#[test]
fn a_transaction_names_everything_by_what_lasts() {
    let (_, bundle) = written(BundleKind::Transaction, None);
    let mut urls = BTreeSet::new();
    for entry in bundle["entry"].as_array().unwrap() {
        let (request, resource) = (&entry["request"], &entry["resource"]);
        assert_eq!(request["method"], "PUT");
        let url = request["url"].as_str().unwrap();
        assert!(urls.insert(url.to_owned()), "{url} twice");
        let is_by_identifier = url.contains("?identifier=https://nourish.invalid/fhir/");
        assert_eq!(is_by_identifier, resource["resourceType"] != "Provenance");
        assert_eq!(resource.get("id").is_some(), !is_by_identifier);
    }
}
