//! The report as a FHIR document: whole, the same bytes for the same input, nothing of it made up.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod story;

use nourish_record::{Source, Timeline};
use nourish_report::{Audience, FhirDocument, FhirSignature, Options, Subject, compose};
use nourish_rules::assess::{Assessment, Picture};
use nourish_rules::{Tables, assess};
use serde_json::Value;
use std::collections::BTreeSet;

fn document(timeline: &Timeline) -> FhirDocument<'_> {
    FhirDocument { timeline, subject: Subject::named([7; 16]), signature: None, pdf: None }
}

fn written(timeline: &Timeline, assessment: &Assessment, options: &Options) -> Value {
    let report = compose(timeline, assessment, options);
    serde_json::from_str(&report.to_fhir(&document(timeline))).unwrap()
}

fn half_year() -> Value {
    written(&story::half_year().timeline(), &story::assessment(), &story::options(183))
}

fn resources<'v>(bundle: &'v Value, kind: &str) -> Vec<&'v Value> {
    let entries = bundle["entry"].as_array().unwrap();
    entries
        .iter()
        .map(|entry| &entry["resource"])
        .filter(|resource| resource["resourceType"] == kind)
        .collect()
}

fn references<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("reference").and_then(Value::as_str));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(members) => members.iter().for_each(|member| references(member, found)),
        _ => {}
    }
}

#[test]
fn begins_with_a_composition_and_every_reference_leads_somewhere() {
    let bundle = half_year();
    let entries = bundle["entry"].as_array().unwrap();
    assert_eq!(entries[0]["resource"]["resourceType"], "Composition");
    let urls: Vec<&str> = entries.iter().map(|entry| entry["fullUrl"].as_str().unwrap()).collect();
    let unique: BTreeSet<&str> = urls.iter().copied().collect();
    assert_eq!(unique.len(), urls.len());
    let mut found = BTreeSet::new();
    references(&bundle, &mut found);
    assert!(found.len() > 100);
    assert_eq!(found.difference(&unique).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn the_same_journal_gives_the_same_bytes() {
    assert_eq!(half_year().to_string(), half_year().to_string());
}

#[test]
fn what_was_typed_is_shown_and_never_run() {
    let mut journal = story::Journal::default();
    journal.log(
        story::today(),
        9,
        Source::Typed,
        "note",
        &[("text", "<script>alert('x')</script> & \"so\"")],
    );
    let bundle = written(&journal.timeline(), &story::assessment(), &story::options(1));
    let sections = bundle["entry"][0]["resource"]["section"].as_array().unwrap();
    let texts: String = sections.iter().map(|section| section["text"]["div"].as_str().unwrap()).collect();
    assert!(texts.contains("&lt;script&gt;alert('x')&lt;/script&gt; &amp; &quot;so&quot;"));
    assert!(!texts.contains("<script"));
}

#[test]
fn every_rule_says_its_version_and_what_it_rests_on() {
    let bundle = half_year();
    let risks = resources(&bundle, "RiskAssessment");
    assert!(!risks.is_empty());
    for risk in &risks {
        assert!(risk["method"]["coding"][0]["version"].is_string(), "{}", risk["method"]);
    }
    let met = risks.iter().filter(|risk| risk["prediction"][0]["qualitativeRisk"]["text"] == "met");
    assert_eq!(met.count(), resources(&bundle, "Flag").len());
}

#[test]
fn what_a_rule_rests_on_is_in_the_document() {
    let timeline = story::half_year().timeline();
    let assessment = assess(&timeline, &Tables::built_in().unwrap(), story::today());
    let bundle = written(&timeline, &assessment, &story::options(30));
    let risks = resources(&bundle, "RiskAssessment");
    let bases: Vec<_> = risks.iter().filter_map(|risk| risk["basis"].as_array()).flatten().collect();
    let lines = assessment.flags().map(|finding| finding.evidence.len()).sum::<usize>();
    assert!(lines > 0);
    assert_eq!(bases.len(), lines, "also what lies before the period");
}

#[test]
fn of_an_empty_journal_it_says_what_is_missing_and_no_zero() {
    let assessment = Assessment { as_of: story::today(), findings: Vec::new(), picture: Picture::default() };
    let bundle = written(&Timeline::default(), &assessment, &story::options(30));
    let observations = resources(&bundle, "Observation");
    assert_eq!(observations.len(), 4);
    for observation in observations {
        assert_eq!(observation["dataAbsentReason"]["coding"][0]["code"], "unknown");
        assert!(observation.get("valueQuantity").is_none());
    }
}

#[test]
fn a_days_totals_are_exact_and_only_of_what_is_known() {
    let mut journal = story::Journal::default();
    journal.log(
        story::today(),
        13,
        Source::Typed,
        "oral-intake",
        &[("energy", "612.5 kcal"), ("protein", "30 g")],
    );
    let feed = [("delivered", "400 ml"), ("density", "1.5")];
    journal.log(story::today(), 20, Source::Pump, "tube-feed", &feed);
    let assessment = Assessment { as_of: story::today(), findings: Vec::new(), picture: Picture::default() };
    let bundle = written(&journal.timeline(), &assessment, &story::options(1));
    let coded = |code: &str| {
        let of = |resource: &&Value| resource["code"]["coding"][0]["code"] == code;
        resources(&bundle, "Observation").into_iter().find(of).cloned().unwrap()
    };
    // 612.5 kcal eaten, 400 ml of 1.5 kcal/ml by tube.
    assert_eq!(coded("9057-1")["valueQuantity"]["value"].to_string(), "1212.5");
    assert_eq!(coded("9057-1")["valueQuantity"]["code"], "kcal/(24.h)");
    // The formula's protein is not known, so the total is that of the meal.
    assert_eq!(coded("9085-2")["valueQuantity"]["value"].to_string(), "30");
    let tube = coded("day.tube");
    assert_eq!(tube["component"][0]["valueQuantity"]["value"].to_string(), "600");
    assert_eq!(tube["method"]["coding"][0]["code"], "EFT");
}

#[test]
fn carries_signature_and_pdf_as_they_are_given() {
    let (timeline, options) = (story::half_year().timeline(), story::options(30));
    let signature = FhirSignature {
        key: "0123456789abcdef",
        when: &options.made_at,
        format: "application/octet-stream",
        bytes: b"foob",
    };
    let given = FhirDocument { signature: Some(signature), pdf: Some(b"%PDF-1.7"), ..document(&timeline) };
    let report = compose(&timeline, &story::assessment(), &options);
    let bundle: Value = serde_json::from_str(&report.to_fhir(&given)).unwrap();
    let signed = resources(&bundle, "Provenance");
    let signed: Vec<_> = signed.iter().filter(|provenance| provenance["signature"].is_array()).collect();
    assert_eq!(signed.len(), 1);
    assert_eq!(signed[0]["signature"][0]["data"], "Zm9vYg==");
    let pdf = resources(&bundle, "DocumentReference");
    assert_eq!(pdf[0]["content"][0]["attachment"]["data"], "JVBERi0xLjc=");
}

#[test]
fn the_persons_document_holds_no_rule_that_is_not_for_the_person() {
    let (timeline, assessment) = (story::half_year().timeline(), story::assessment());
    let options = Options { audience: Audience::Patient, ..story::options(183) };
    let (person, team) = (written(&timeline, &assessment, &options), half_year());
    let count = |bundle: &Value| resources(bundle, "RiskAssessment").len();
    let not_for_the_person =
        assessment.findings.iter().filter(|finding| finding.patient_text.is_none()).count();
    assert!(not_for_the_person > 0);
    assert!(count(&person) < count(&team));
}

#[test]
fn a_trial_learns_no_name() {
    let mut journal = story::Journal::default();
    let profile = [("name", "Sample Person"), ("born_on", "1957-03-12"), ("sex", "male")];
    journal.log(story::today(), 9, Source::Typed, "profile", &profile);
    journal.log(story::today(), 9, Source::Typed, "note", &[("text", "Sample Person slept well")]);
    let contact = [("role", "carer"), ("phone", "+00 000"), ("name", "Sample Person the younger")];
    journal.log(story::today(), 9, Source::Typed, "care-contact", &contact);
    let options = Options { audience: Audience::Trial, ..story::options(30) };
    let bundle = written(&journal.timeline(), &story::assessment(), &options).to_string();
    assert!(!bundle.contains("Sample Person") && !bundle.contains("1957-03-12"));
    assert!(bundle.contains(r#""gender":"male""#));
}
