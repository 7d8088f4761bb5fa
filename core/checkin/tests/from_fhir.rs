//! Questionnaires of others become the files of a pack: their order and wording, or a refusal by name.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use nourish_checkin::{Condition, Form, PackDraft, QuestionSet, Questionnaires, Respondent, Test};
use nourish_record::CheckInSet;
use nourish_words::Language;
use serde_json::{Value, json};

fn questionnaire(items: Value) -> Value {
    json!({
        "resourceType": "Questionnaire", "id": "Site.Weekly_1", "version": "2.1", "title": "How was the {week}?",
        "url": "https://hospital.example/Questionnaire/weekly", "copyright": "A plainly fictional hospital.", "status": "active",
        "item": items,
    })
}

fn draft(value: &Value) -> Result<PackDraft, String> {
    PackDraft::of(&value.to_string(), CheckInSet::Weekly, 7).map_err(|refused| refused.to_string())
}

#[track_caller]
fn taken(items: Value) -> (QuestionSet, PackDraft) {
    let draft = draft(&questionnaire(items)).unwrap();
    let set = QuestionSet::parse(&draft.questions.0, &draft.questions.1).unwrap();
    (set, draft)
}

#[test]
fn order_wording_codes_and_conditions_stay() {
    let (set, draft) = taken(json!([
        {"linkId": "g", "type": "group", "text": "Think of the last week.", "item": [
            {"linkId": "Hair/1", "type": "choice", "text": "[Hair]  loss\nat its worst?", "code": [{"code": "HAIR"}], "answerOption": [
                {"valueCoding": {"code": "LA6568-5", "display": "Not at all"}},
                {"valueCoding": {"code": "LA13909-9", "display": "Somewhat"}}]},
            {"linkId": "2", "type": "boolean", "text": "Did it upset you?", "enableWhen": [
                {"question": "Hair/1", "operator": "=", "answerCoding": {"code": "LA13909-9"}}]}]},
        {"linkId": "note", "type": "display", "text": "Now about meals."},
        {"linkId": "meals", "type": "integer", "text": "Meals a day?"},
        {"linkId": "why", "type": "text", "text": "Why so few?", "enableWhen": [
            {"question": "meals", "operator": "<", "answerInteger": 3}, {"question": "2", "operator": "=", "answerBoolean": true}],
            "enableBehavior": "all"},
        {"linkId": "had", "type": "choice", "repeats": true, "text": "What did you have?", "answerOption": [
            {"valueString": "Soup"}, {"valueInteger": 2}, {"valueCoding": {"code": "none", "display": "None"}}]},
    ]));
    assert_eq!(set.canonical(), "site-weekly-1|2.1");
    let ids: Vec<&str> = set.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids, ["hair-1", "q-2", "meals", "why", "had"]);
    assert_eq!(set.questions[0].code.as_deref(), Some("HAIR"));
    assert!(set.questions[0].hint && set.questions[2].hint && !set.questions[1].hint);
    let values: Vec<_> =
        set.questions[0].choices().iter().map(|choice| choice.value.clone().unwrap()).collect();
    assert_eq!(values, ["LA6568-5", "LA13909-9"], "an answer is kept by the code that its owner gave it");
    let depends = |question: &str, test| Condition::Answered { question: question.into(), test };
    assert_eq!(set.questions[1].ask_if, [depends("hair-1", Test::Is(vec!["la13909-9".into()]))]);
    assert_eq!(
        set.questions[3].ask_if,
        [depends("q-2", Test::Is(vec!["yes".into()])), depends("meals", Test::AtMost(2))]
    );
    assert!(matches!(&set.questions[4].form, Form::Several(choices) if choices.len() == 2));

    let files = [&draft.questions, &draft.messages].map(|(name, text)| (name.as_str(), text.as_str()));
    let all = Questionnaires::built_in().unwrap().with_pack("site", &files).unwrap();
    let wording = all.wording(&Language::ENGLISH).unwrap();
    let asked = wording.question(&set.questions[0], Respondent::Patient).text;
    assert_eq!(asked, "[Hair] loss at its worst?");
    assert_eq!(wording.title(&set).text, "How was the {week}?");
}

#[test]
fn what_we_write_ourselves_comes_back() {
    let all = Questionnaires::built_in().unwrap();
    for language in [Language::ENGLISH, Language::SPANISH] {
        let wording = all.wording(&language).unwrap();
        let weekly = all.set("weekly").unwrap();
        let written = serde_json::to_value(weekly.questionnaire(&wording, Respondent::Patient)).unwrap();
        let draft = draft(&written).unwrap();
        assert_eq!(draft.messages.0, format!("texts_{}.ftl", language.tag()));
        let back = QuestionSet::parse(&draft.questions.0, &draft.questions.1).unwrap();
        let ids = |set: &QuestionSet| set.questions.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&back), ids(weekly));
        for (ours, theirs) in weekly.questions.iter().zip(&back.questions) {
            assert_eq!(ours.choices().len(), theirs.choices().len(), "{}", ours.id);
        }
        for item in written["item"].as_array().unwrap() {
            let text = item["text"].as_str().unwrap();
            assert!(draft.messages.1.contains(text), "{text}");
        }
    }
}

#[test]
fn what_has_no_form_here_is_refused_by_name_with_a_remedy() {
    let boolean = json!({"linkId": "1", "type": "boolean", "text": "Well?"});
    let asks = |rest: Value| {
        let mut item = json!({"linkId": "x", "type": "boolean", "text": "Well?"});
        item.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        json!([boolean, item])
    };
    let when = |question: &str, operator: &str| json!([{"question": question, "operator": operator, "answerBoolean": true}]);
    for (items, says) in [
        (asks(json!({"type": "quantity"})), "x: an amount needs a field"),
        (asks(json!({"type": "open-choice"})), "x: it takes a choice or words"),
        (asks(json!({"type": "date"})), "x: it is answered in a way"),
        (asks(json!({"type": "choice"})), "x: its answers stand elsewhere"),
        (asks(json!({"text": " "})), "x: it asks nothing"),
        (asks(json!({"linkId": "q.1"})), "q.1: another question has nearly the same linkId"),
        (
            asks(json!({"enableWhen": when("y", "=")})),
            "x: it depends on a question that is not asked before it",
        ),
        (asks(json!({"enableWhen": when("1", "!=")})), "x: it is asked under a condition"),
        (
            asks(json!({"type": "group", "enableWhen": when("1", "=")})),
            "x: a group or text is shown under a condition",
        ),
        (json!([]), "there is no question"),
    ] {
        let refused = draft(&questionnaire(items)).unwrap_err();
        assert!(refused.contains(says), "{refused}");
    }
    let mut unowned = questionnaire(json!([boolean]));
    unowned.as_object_mut().unwrap().remove("copyright");
    assert!(draft(&unowned).unwrap_err().starts_with("copyright: nothing says what may be done with it"));
    assert!(draft(&json!({"resourceType": "Patient"})).unwrap_err().starts_with("resourceType"));
    assert!(draft(&json!(["Questionnaire"])).unwrap_err().starts_with("resourceType"));
}
