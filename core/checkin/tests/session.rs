//! The way through a set, and what it logs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use nourish_checkin::{
    AnswerRefused, AnswersError, AnswersFile, Circumstance, KeptError, Known, Misfit, Questionnaires,
    Respondent, Session, Taken,
};
use nourish_record::{CareRole, Doubt, Fact, Moment, RedFlag};
use std::sync::Arc;

fn now() -> Moment {
    Moment::parse("2026-11-20T08:00[Europe/Madrid]").unwrap()
}

fn begin(set: &str, known: Known) -> Session {
    let all = Questionnaires::built_in().unwrap();
    Session::begin(Arc::clone(all.set(set).unwrap()), Respondent::Patient, known, &now())
}

fn asks(session: &Session) -> &str {
    session.question().map_or("", |question| question.id.as_str())
}

/// Answers questions by name; every other one is skipped.
fn answered(session: &mut Session, answers: &[(&str, &str)]) {
    while let Some(question) = session.question().map(|question| question.id.clone()) {
        match answers.iter().find(|(name, _)| *name == question) {
            Some((_, answer)) => {
                session.answer(answer, &now()).unwrap();
            }
            None => session.skip(),
        }
    }
}

fn shown(fact: &Fact) -> String {
    let fields: Vec<String> =
        fact.values().iter().map(|(spec, value)| format!("{}={}", spec.name, spec.write(value))).collect();
    format!("{} {}", fact.kind().name, fields.join(" "))
}

#[test]
fn answers_become_the_facts_that_rules_read() {
    let mut session = begin("daily", Known::default());
    answered(
        &mut session,
        &[
            ("urgent", "none"),
            ("weight", "150 lb"),
            ("appetite", "2"),
            ("eaten", "half"),
            ("fluids", "1.2 l"),
            ("fluids-down", "some"),
            ("vomiting", "0"),
            ("stools", "3"),
            ("stool-form", "watery"),
            ("unwell", "no"),
        ],
    );
    let drafted = session.drafted(true);
    let facts: Vec<String> = drafted.facts.iter().map(|(_, fact)| shown(fact)).collect();
    assert_eq!(
        facts,
        [
            "weight weight_g=68.039 kg",
            "symptom item=appetite-loss attribute=severity level=2 recall_days=1",
            "oral-intake meal=whole-day eaten_percent=50%",
            "fluid volume_ml=1200 ml route=oral",
            "output stool_count=3 stool_form=watery vomit_count=0",
            "answer questionnaire=daily|1.0 item=fluids-down value=some recall_days=1",
            "answer questionnaire=daily|1.0 item=unwell value=no recall_days=1",
        ]
    );
    let check_in = &drafted.check_in;
    assert_eq!((check_in.completed, check_in.answered_by), (Some(true), Some(CareRole::Patient)));
    assert_eq!(check_in.questionnaire.as_deref(), Some("daily|1.0"));
    assert_eq!(check_in.yes, []);
    let asked: Vec<&str> = check_in.asked.iter().map(|flag| flag.as_str()).collect();
    assert!(asked.contains(&"seizure") && asked.contains(&"no-fluids-24h") && asked.contains(&"very-unwell"));
    assert!(!asked.contains(&"yellow-eyes"), "it was skipped: no answer is no no");
}

#[test]
fn what_is_not_answered_is_in_nothing() {
    let mut session = begin("daily", Known::default());
    answered(&mut session, &[]);
    let drafted = session.drafted(true);
    assert!(drafted.facts.is_empty() && drafted.check_in.asked.is_empty() && drafted.check_in.yes.is_empty());
    assert!(!session.has_answers());

    // A form of stools without their number is no output by itself, and is kept all the same.
    let mut tube = begin("tube", Known::default());
    answered(&mut tube, &[("tolerance", "fair")]);
    let facts: Vec<String> = tube.drafted(true).facts.iter().map(|(_, fact)| shown(fact)).collect();
    assert_eq!(facts, ["answer questionnaire=tube|1.0 item=tolerance value=fair recall_days=1"]);
}

#[test]
fn questions_follow_from_answers_and_from_what_is_known() {
    let mut session = begin("daily", Known::default());
    answered(&mut session, &[("vomiting", "0"), ("stools", "0")]);
    let asked: Vec<&str> = session.asked().map(|(question, _)| question.id.as_str()).collect();
    assert!(asked.contains(&"blocked") && !asked.contains(&"stool-form") && !asked.contains(&"old-food"));
    assert!(!asked.contains(&"temperature") && !asked.contains(&"tube") && !asked.contains(&"wound"));

    let known = [Circumstance::Tube, Circumstance::WeightLogged, Circumstance::FeedLogged];
    let session = begin("daily", Known { circumstances: known.into(), ..Known::default() });
    let asked: Vec<&str> = session.asked().map(|(question, _)| question.id.as_str()).collect();
    assert!(asked.contains(&"tube") && !asked.contains(&"feed") && !asked.contains(&"weight"));
}

#[test]
fn an_answer_that_is_changed_takes_what_followed_from_it_along() {
    let mut session = begin("weekly", Known::default());
    answered(&mut session, &[("nausea-frequency", "3"), ("nausea-severity", "4")]);
    assert_eq!(session.drafted(true).facts.len(), 2);
    while asks(&session) != "nausea-frequency" {
        assert!(session.back());
    }
    session.answer("0", &now()).unwrap();
    let facts: Vec<String> = session.drafted(true).facts.iter().map(|(_, fact)| shown(fact)).collect();
    assert_eq!(facts, ["symptom item=nausea attribute=frequency level=0 recall_days=7"]);
    assert_eq!(asks(&session), "vomiting-frequency");
}

#[test]
fn a_red_flag_is_told_at_once_and_only_once() {
    let mut session = begin("daily", Known::default());
    let told = session.answer("chest-pain, seizure", &now()).unwrap();
    assert_eq!(told, Taken::Alert(vec![RedFlag::ChestPain, RedFlag::Seizure]));
    assert!(session.back());
    assert_eq!(session.answer("seizure,chest-pain", &now()).unwrap(), Taken::Done);
    assert!(session.back());
    assert_eq!(session.answer("collapse,chest-pain", &now()).unwrap(), Taken::Alert(vec![RedFlag::Collapse]));
    assert_eq!(session.drafted(false).check_in.yes, [RedFlag::Collapse, RedFlag::ChestPain]);
}

#[test]
fn an_odd_weight_is_asked_again_and_never_refused() {
    let weights = vec![(Moment::parse("2026-11-19T08:00[Europe/Madrid]").unwrap(), 68_400)];
    let mut session = begin("daily", Known { weights, ..Known::default() });
    session.skip();
    assert_eq!(session.answer("78.4 kg", &now()), Ok(Taken::AskAgain(Doubt::Jump)));
    assert_eq!(asks(&session), "weight");
    assert!(session.drafted(false).facts.is_empty(), "nothing was taken yet");
    assert_eq!(
        session.answer("79.4 kg", &now()),
        Ok(Taken::AskAgain(Doubt::Jump)),
        "another odd one is asked again too"
    );
    assert_eq!(session.answer("79.4 kg", &now()), Ok(Taken::Done));
    assert_eq!(shown(&session.drafted(false).facts[0].1), "weight weight_g=79.4 kg confirmed=yes");
    assert!(session.back());
    assert_eq!(session.answer("68.2 kg", &now()), Ok(Taken::Done));
    assert_eq!(shown(&session.drafted(false).facts[0].1), "weight weight_g=68.2 kg");
}

#[test]
fn an_answer_that_does_not_fit_is_refused_with_what_would() {
    let mut session = begin("daily", Known::default());
    let refused = session.answer("headache", &now()).unwrap_err();
    assert!(matches!(&refused, AnswerRefused::Misfit { misfit: Misfit::NoChoice { .. }, .. }));
    assert!(refused.to_string().starts_with("question urgent:") && !refused.to_string().contains("headache"));
    assert!(matches!(
        session.answer("none, seizure", &now()),
        Err(AnswerRefused::Misfit { misfit: Misfit::NoneAndOthers, .. })
    ));
    session.skip();
    for (wrong, says) in
        [("68.4", "unit"), ("6.8 kg", "20 kg"), ("", "skip"), ("684 kg", "300 kg"), ("two", "number")]
    {
        let refused = session.answer(wrong, &now()).unwrap_err().to_string();
        assert!(refused.contains(says), "{refused}");
        assert_eq!(asks(&session), "weight");
    }
    while asks(&session) != "vomiting" {
        session.skip();
    }
    for wrong in ["-1", "51", "2.5", "many"] {
        let refused = session.answer(wrong, &now()).unwrap_err().to_string();
        assert!(refused.contains("0 to 50"), "{refused}");
    }
    while session.question().is_some() {
        session.skip();
    }
    assert_eq!(session.answer("1", &now()), Err(AnswerRefused::NothingLeft));
}

#[test]
fn the_answer_of_yesterday_is_offered_where_it_may_be_and_never_for_a_red_flag() {
    let fact = |kind: &str, fields: &[(&str, &str)]| Fact::read(kind, fields).unwrap();
    let facts = [
        fact(
            "symptom",
            &[("item", "nausea"), ("attribute", "severity"), ("level", "1"), ("recall_days", "1")],
        ),
        fact(
            "symptom",
            &[("item", "nausea"), ("attribute", "severity"), ("level", "4"), ("recall_days", "7")],
        ),
        fact("oral-intake", &[("meal", "whole-day"), ("eaten", "75%")]),
        fact("weight", &[("weight", "68.4 kg")]),
        fact("check-in", &[("set", "daily"), ("asked", "collapse"), ("yes", "collapse")]),
    ];
    let all = Questionnaires::built_in().unwrap();
    let before = all.set("daily").unwrap().answers_of(&facts);
    assert_eq!(before.get("nausea").map(String::as_str), Some("1"), "another recall is another question");
    assert_eq!(before.get("eaten").map(String::as_str), Some("most"));
    assert_eq!(before.len(), 2);

    let mut session = begin("daily", Known { before, ..Known::default() });
    assert_eq!((asks(&session), session.before()), ("urgent", None));
    let nothing = AnswerRefused::NothingBefore { question: "urgent".into() };
    assert_eq!((session.same_as_before(&now()), asks(&session)), (Err(nothing), "urgent"));
    while asks(&session) != "nausea" {
        session.skip();
    }
    assert_eq!(session.before(), Some("1"));
    session.same_as_before(&now()).unwrap();
    assert_eq!(
        shown(&session.drafted(true).facts[0].1),
        "symptom item=nausea attribute=severity level=1 recall_days=1"
    );
}

#[test]
fn what_was_kept_is_taken_up_where_it_was_left() {
    let all = Questionnaires::built_in().unwrap();
    let mut session =
        Session::begin(Arc::clone(all.set("daily").unwrap()), Respondent::Carer, Known::default(), &now());
    session.answer("none", &now()).unwrap();
    session.skip();
    session.answer("3", &now()).unwrap();
    let kept = session.keep();

    let later = Moment::parse("2026-11-20T21:00[Europe/Madrid]").unwrap();
    let again = Session::take_up(&kept, all.sets(), &later).unwrap();
    assert_eq!((asks(&again), again.by(), again.begun()), ("eaten", Respondent::Carer, &now()));
    assert_eq!(again.drafted(false).facts, session.drafted(false).facts);

    let too_late = Moment::parse("2026-11-21T08:01[Europe/Madrid]").unwrap();
    assert_eq!(Session::take_up(&kept, all.sets(), &too_late).err(), Some(KeptError::TooOld));
    assert_eq!(Session::take_up(b"{}", all.sets(), &later).err(), Some(KeptError::Unreadable));
    let text = String::from_utf8(kept).unwrap();
    let newer = text.replace("\"nourish_check_in\":1", "\"nourish_check_in\":2");
    assert_eq!(Session::take_up(newer.as_bytes(), all.sets(), &later).err(), Some(KeptError::NewerFormat));
    let other = text.replace("\"version\":\"1.0\"", "\"version\":\"0.9\"");
    let changed = KeptError::OtherQuestions { set: "daily".into() };
    assert_eq!(Session::take_up(other.as_bytes(), all.sets(), &later).err(), Some(changed));
}

#[test]
fn a_file_answers_what_it_names_and_is_refused_by_name() {
    let text = "set = \"daily\"\non_behalf = true\n[answers]\nurgent = [\"chest-pain\"]\nweight = \"68.4 kg\"\nnausea = 1\nvomiting = 0\n";
    let file = AnswersFile::parse(text).unwrap();
    assert_eq!(file.by, Respondent::Carer);
    let mut session = begin("daily", Known::default());
    assert_eq!(session.answer_all(&file, &now()), Ok(vec![RedFlag::ChestPain]));
    assert_eq!(session.drafted(true).facts.len(), 3);
    let json = r#"{"answers": {"urgent": "chest-pain", "weight": "68.4 kg", "nausea": 1, "vomiting": 0}}"#;
    let mut other = begin("daily", Known::default());
    other.answer_all(&AnswersFile::parse(json).unwrap(), &now()).unwrap();
    assert_eq!(other.drafted(true).facts, session.drafted(true).facts);

    for (answers, says) in [
        ("wieght = \"68.4 kg\"", "there is no question wieght in the set daily"),
        ("weight = \"68.4\"", "question weight:"),
        ("nausea = 5", "question nausea: this is none of the answers"),
        ("old-food = true", "question old-food: it is not asked here"),
        ("nausea = 1.5", "question nausea: write the answer"),
    ] {
        let parsed = AnswersFile::parse(&format!("[answers]\n{answers}\n"));
        let refused =
            parsed.and_then(|file| begin("daily", Known::default()).answer_all(&file, &now())).unwrap_err();
        assert!(refused.to_string().contains(says), "{refused}");
    }
    for (text, says) in [
        ("answer = 1", "there is no answer in a file"),
        ("[answers", "line 1"),
        ("{\"answers\": 3}", "line 1"),
        ("", "line 1"),
    ] {
        let refused = AnswersFile::parse(text).unwrap_err().to_string();
        assert!(refused.contains(says), "{refused}");
    }

    let weights = vec![(Moment::parse("2026-11-19T08:00[Europe/Madrid]").unwrap(), 68_400)];
    let known = Known { weights, ..Known::default() };
    let odd = "[answers]\nweight = \"86.4 kg\"\n";
    let refused =
        begin("daily", known.clone()).answer_all(&AnswersFile::parse(odd).unwrap(), &now()).unwrap_err();
    assert!(
        matches!(&refused, AnswersError::AskAgain { .. })
            && refused.to_string().contains("confirm = [\"weight\"]")
    );
    let sure = AnswersFile::parse(&format!("confirm = [\"weight\"]\n{odd}")).unwrap();
    assert_eq!(begin("daily", known).answer_all(&sure, &now()), Ok(vec![]));
}

#[test]
fn nothing_that_was_answered_is_in_debug_text() {
    let mut session = begin("daily", Known::default());
    session.answer("chest-pain", &now()).unwrap();
    let (question, given) = session.asked().next().unwrap();
    assert_eq!(format!("{session:?}"), "Session { set: \"daily\", .. }");
    assert_eq!(format!("{:?}", given.unwrap()), "Given { .. }");
    assert_eq!(question.id, "urgent");
    assert_eq!(format!("{:?}", session.drafted(true)), "Drafted { .. }");
}
