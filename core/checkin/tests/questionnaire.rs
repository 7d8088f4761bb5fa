//! Sets as FHIR R4 Questionnaires: every question, in a language, with what R4 can say of its conditions.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use nourish_checkin::{Questionnaires, Respondent};
use nourish_words::Language;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn questionnaire(set: &str, language: &Language) -> Value {
    let all = Questionnaires::built_in().unwrap();
    let wording = all.wording(language).unwrap();
    serde_json::to_value(all.set(set).unwrap().questionnaire(&wording, Respondent::Patient)).unwrap()
}

fn item<'a>(questionnaire: &'a Value, link: &str) -> &'a Value {
    questionnaire["item"].as_array().unwrap().iter().find(|item| item["linkId"] == link).unwrap()
}

#[test]
fn every_set_is_a_questionnaire_in_both_languages() {
    let types = ["boolean", "choice", "integer", "quantity", "text"];
    let all = Questionnaires::built_in().unwrap();
    for set in all.sets() {
        for language in [Language::ENGLISH, Language::SPANISH] {
            let written = questionnaire(&set.id, &language);
            assert_eq!(
                (&written["resourceType"], &written["status"]),
                (&json!("Questionnaire"), &json!("active"))
            );
            assert_eq!(
                written["url"],
                format!("https://nourish.invalid/fhir/Questionnaire/check-in-{}", set.id)
            );
            assert_eq!((&written["version"], &written["language"]), (&json!("1.0"), &json!(language.tag())));
            // que-0 of R4: a name for machines.
            let name = written["name"].as_str().unwrap();
            assert!(name.starts_with("CheckIn") && name.chars().all(char::is_alphanumeric), "{name}");
            let items = written["item"].as_array().unwrap();
            assert_eq!(items.len(), set.questions.len());
            let links: BTreeSet<&str> = items.iter().map(|item| item["linkId"].as_str().unwrap()).collect();
            assert_eq!(links.len(), items.len(), "que-2: link ids are unique");
            for item in items {
                assert!(types.contains(&item["type"].as_str().unwrap()));
                assert!(!item["text"].as_str().unwrap().contains("[en]"));
                assert_eq!(
                    item["type"] == "choice",
                    item["answerOption"].is_array(),
                    "que-5: only choices have options"
                );
                let when = item["enableWhen"].as_array().map_or(0, Vec::len);
                assert_eq!(
                    when > 1,
                    item["enableBehavior"].is_string(),
                    "que-12: several conditions say all or any"
                );
            }
        }
    }
}

#[test]
fn conditions_and_choices_are_those_of_the_set() {
    let daily = questionnaire("daily", &Language::ENGLISH);
    let codes = "https://nourish.invalid/fhir/CodeSystem/check-in-daily";
    let old_food = item(&daily, "old-food");
    assert_eq!(
        old_food["enableWhen"],
        json!([{"question": "vomiting", "operator": ">=", "answerInteger": 1}])
    );
    assert_eq!(old_food["type"], "boolean");
    let temperature = item(&daily, "temperature");
    let coded = |code: &str| json!({"question": "unwell", "operator": "=", "answerCoding": {"system": codes, "code": code}});
    assert_eq!(temperature["enableWhen"], json!([coded("somewhat"), coded("very")]));
    assert_eq!((&temperature["enableBehavior"], &temperature["type"]), (&json!("any"), &json!("quantity")));
    let urgent = item(&daily, "urgent");
    assert_eq!(urgent["repeats"], true);
    assert_eq!(urgent["answerOption"].as_array().unwrap().len(), 9, "eight red flags, and none of them");
    let nausea = item(&daily, "nausea");
    assert_eq!(nausea["text"], "In the last 24 hours: How bad was the feeling of sickness, at its worst?");
    assert_eq!(
        nausea["answerOption"][3],
        json!({"valueCoding": {"system": codes, "code": "3", "display": "Bad"}})
    );
}
