//! What another system changed in an element is what is read; the extension never wins over it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use nourish_fhir::{Subject, Told, read_entry, resource_of};
use nourish_record::{Draft, Entry, Fact, Moment, Problem, Source, Stamp, Status};
use serde_json::{Value, json};

fn resource(kind: &str, fields: &[(&str, &str)]) -> Value {
    let at = Moment::parse("2026-11-20T07:30:00+01:00[Europe/Madrid]").unwrap();
    let draft = Draft::new(at, Source::Scale, Fact::read(kind, fields).unwrap());
    let entry = Entry::parse(draft, Stamp::example(1)).unwrap();
    serde_json::to_value(resource_of(Told::standing(&entry), &Subject::named([7; 16])).unwrap()).unwrap()
}

fn fact(resource: &Value) -> Fact {
    read_entry(resource).unwrap().unwrap().fact
}

#[test]
fn a_corrected_value_time_and_status_come_back() {
    let mut weight = resource("weight", &[("weight", "61.449 kg"), ("fluid", "oedema")]);
    weight["valueQuantity"] = json!({"value": 140, "system": "http://unitsofmeasure.org", "code": "[lb_av]"});
    weight["effectiveDateTime"] = json!("2026-11-20T08:00:00+01:00");
    weight["status"] = json!("entered-in-error");
    let read = read_entry(&weight).unwrap().unwrap();
    let expected = Fact::read("weight", &[("weight", "140 lb"), ("fluid", "oedema")]).unwrap();
    assert!(read.fact == expected);
    assert_eq!(read.occurred.to_string(), "2026-11-20T08:00:00+01:00[Europe/Madrid]");
    assert_eq!(read.status, Status::EnteredInError);
}

#[test]
fn a_corrected_answer_formula_and_dose_come_back() {
    let mut check_in =
        resource("check-in", &[("set", "daily"), ("asked", "rigors,collapse"), ("yes", "rigors")]);
    check_in["item"][1]["answer"][0]["valueBoolean"] = json!(true);
    let both = [("set", "daily"), ("asked", "rigors,collapse"), ("yes", "rigors,collapse")];
    assert!(fact(&check_in) == Fact::read("check-in", &both).unwrap());

    let mut plan = resource("feeding-plan", &[("tube_prescribed", "800 ml"), ("formula", "Sample Formula")]);
    plan["enteralFormula"]["maxVolumeToDeliver"]["value"] = json!(1_000);
    let more = [("tube_prescribed", "1000 ml"), ("formula", "Sample Formula")];
    assert!(fact(&plan) == Fact::read("feeding-plan", &more).unwrap());

    let given =
        [("modality", "chemotherapy"), ("status", "given"), ("name", "oxaliplatin"), ("dose", "150 mg")];
    let mut drug = resource("treatment", &given);
    drug["dosage"]["dose"]["value"] = json!(120);
    let reduced =
        [("modality", "chemotherapy"), ("status", "given"), ("name", "oxaliplatin"), ("dose", "120 mg")];
    assert!(fact(&drug) == Fact::read("treatment", &reduced).unwrap());
}

#[test]
fn what_the_journal_cannot_hold_is_refused_by_its_element() {
    let mut weight = resource("weight", &[("weight", "61.4 kg")]);
    weight["valueQuantity"]["code"] = json!("mL");
    assert!(read_entry(&weight).is_err());
    weight.as_object_mut().unwrap().remove("effectiveDateTime");
    weight["valueQuantity"]["code"] = json!("kg");
    let refused = read_entry(&weight).unwrap_err();
    assert_eq!((refused.element.as_str(), refused.invalid.problem), ("effectiveDateTime", Problem::Missing));

    let mut pulse = resource("vitals", &[("pulse", "80")]);
    pulse["component"][0]["valueQuantity"]["code"] = json!("/h");
    assert_eq!(read_entry(&pulse).unwrap_err().invalid.problem, Problem::UnknownUnit);
}

#[test]
fn anothers_resource_is_not_ours() {
    assert_eq!(
        read_entry(&json!({"resourceType": "Observation", "extension": [{"url": "https://else.where"}]})),
        Ok(None)
    );
    assert_eq!(read_entry(&json!({})), Ok(None));
}
