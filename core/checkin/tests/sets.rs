//! Sets are whole, say all they need in both languages, and are refused by name where they are broken.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use nourish_checkin::{Form, QuestionSet, Questionnaires, SetFault};
use nourish_record::{RedFlag, SymptomItem};
use nourish_words::{Language, Words};
use std::collections::BTreeSet;

const HEAD: &str = "nourish_questions = 1\nid = \"st-example\"\nversion = \"1.0\"\ncheck_in = \"weekly\"\nrecall_days = 7\n\
    licence = \"CC0-1.0\"\nsource = \"A plainly fictional hospital.\"\n";

fn question(id: &str, rest: &str) -> String {
    format!("\n[[question]]\nid = \"{id}\"\n{rest}\n")
}

#[track_caller]
fn refused(questions: &[String]) -> (usize, SetFault, String) {
    let error = QuestionSet::parse("st-example.toml", &format!("{HEAD}{}", questions.concat())).unwrap_err();
    (error.line, error.fault.clone(), error.to_string())
}

#[test]
fn every_message_of_both_languages_is_there_and_is_used() {
    let sources = [include_str!("../texts/en.ftl"), include_str!("../texts/es.ftl")];
    let sources = [(Language::ENGLISH, sources[0]), (Language::SPANISH, sources[1])];
    assert_eq!(Words::new(&Language::SPANISH, &sources).unwrap().gaps(), []);
    let all = Questionnaires::built_in().unwrap();
    let words = Words::new(&Language::ENGLISH, &sources).unwrap();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for set in all.sets() {
        used.insert(format!("set-{}", set.id));
        for question in &set.questions {
            used.insert(question.text.clone());
            used.extend(question.hint.then(|| format!("{}-hint", question.text)));
            used.extend(question.choices().iter().map(|choice| choice.text.clone()));
        }
    }
    for message in &used {
        assert!(words.knows(message), "{message}");
    }
    let common = [
        "recall-",
        "flag-",
        "alert-",
        "again-",
        "frequency-",
        "severity-",
        "interference-",
        "amount-",
        "presence-",
    ];
    let spoken =
        |id: &str| common.iter().any(|start| id.starts_with(start)) || ["yes", "no", "none"].contains(&id);
    let idle: Vec<&str> = words.ids().filter(|id| !used.contains(*id) && !spoken(id)).collect();
    assert!(idle.is_empty(), "{idle:?}");
    for flag in RedFlag::ALL {
        assert!(words.knows(&format!("flag-{}", flag.as_str())), "{}", flag.as_str());
    }
}

#[test]
fn the_sets_ask_every_red_flag_and_the_weekly_one_each_symptom_of_the_stomach() {
    let all = Questionnaires::built_in().unwrap();
    let asked: BTreeSet<RedFlag> = all
        .sets()
        .iter()
        .flat_map(|set| set.questions.iter().flat_map(|question| question.flags()))
        .collect();
    assert_eq!(asked, RedFlag::ALL.iter().copied().collect());
    let weekly = all.set("weekly").unwrap();
    for item in [
        SymptomItem::AppetiteLoss,
        SymptomItem::EarlyFullness,
        SymptomItem::Vomiting,
        SymptomItem::Dumping,
        SymptomItem::Swallowing,
    ] {
        let about = |question: &&nourish_checkin::Question| {
            question
                .record
                .iter()
                .flat_map(|record| &record.with)
                .any(|(name, value)| name == "item" && value == item.as_str())
        };
        assert!(weekly.questions.iter().any(|question| about(&question)), "{}", item.as_str());
    }
    assert!(
        weekly
            .questions
            .iter()
            .filter(|question| question.record.is_some())
            .all(|question| question.recall_days == 7)
    );
}

#[test]
fn conditions_that_cannot_be_are_refused_by_name() {
    let mood = question(
        "mood",
        "form = \"severity\"\nrecord = { kind = \"symptom\", field = \"level\", with = { item = \"low-mood\", attribute = \"severity\" } }",
    );
    let asks = |condition: &str| question("more", &format!("form = \"yes-no\"\nask_if = [{condition}]"));

    let (line, fault, said) = refused(&[mood.clone(), asks("{ question = \"moood\", at_least = 1 }")]);
    assert_eq!(
        (line, fault),
        (15, SetFault::UnknownQuestion { question: "more".into(), names: "moood".into() })
    );
    assert!(
        said.starts_with("st-example.toml:15: question more:")
            && said.contains("name a question of the same set"),
        "{said}"
    );

    let later = refused(&[asks("{ question = \"mood\", at_least = 1 }"), mood.clone()]).1;
    assert_eq!(later, SetFault::AskedLater { question: "more".into(), names: "mood".into() });

    let one = question("one", "form = \"yes-no\"\nask_if = [{ question = \"two\", is = [\"yes\"] }]");
    let two = question("two", "form = \"yes-no\"\nask_if = [{ question = \"one\", is = [\"yes\"] }]");
    assert_eq!(refused(&[one, two]).1, SetFault::Cycle { question: "one".into() });

    for outside in ["{ question = \"mood\", at_least = 5 }", "{ question = \"mood\", is = [\"yes\"] }"] {
        let fault = refused(&[mood.clone(), asks(outside)]).1;
        assert_eq!(
            fault,
            SetFault::OutsideScale { question: "more".into(), names: "mood".into() },
            "{outside}"
        );
    }
    for never in [
        "{ question = \"mood\", at_least = 3 }, { question = \"mood\", at_most = 1 }",
        "{ context = \"tube\" }, { context = \"tube\", holds = false }",
    ] {
        assert_eq!(
            refused(&[mood.clone(), asks(never)]).1,
            SetFault::Unreachable { question: "more".into() },
            "{never}"
        );
    }
    let tube = question("tube", "form = \"yes-no\"\nask_if = [{ context = \"tube\" }]");
    let fault = refused(&[
        tube,
        asks("{ question = \"tube\", is = [\"yes\"] }, { context = \"tube\", holds = false }"),
    ])
    .1;
    assert_eq!(fault, SetFault::Unreachable { question: "more".into() });
}

#[test]
fn what_an_answer_logs_is_looked_at_before_anybody_answers() {
    let of = |record: &str, form: &str| {
        refused(&[question("q", &format!("form = \"{form}\"\nrecord = {record}"))]).1
    };
    for (record, form, why) in [
        ("{ kind = \"wait\", field = \"weight\" }", "amount", "no kind wait"),
        ("{ kind = \"weight\", field = \"wieght\" }", "amount", "no field wieght"),
        ("{ kind = \"weight\", field = \"weight\" }", "count", "takes no such answer"),
        (
            "{ kind = \"symptom\", field = \"level\", with = { item = \"gout\", attribute = \"severity\" } }",
            "severity",
            "item",
        ),
        (
            "{ kind = \"symptom\", field = \"level\", with = { item = \"pain\", attribute = \"presence\" } }",
            "severity",
            "level",
        ),
        ("{ kind = \"output\", field = \"stool_count\" }", "count\"\nmost = 90\nid2 = \"", "unknown field"),
    ] {
        let fault = of(record, form).to_string();
        assert!(fault.contains(why), "{fault}");
    }
    let repeated = question("q", "form = \"yes-no\"\nflag = \"rigors\"\nsame_as_before = true");
    assert_eq!(refused(&[repeated]).1, SetFault::FlagRepeated { question: "q".into() });
    assert!(matches!(refused(&[question("q", "form = \"amount\"")]).1, SetFault::Recording { .. }));
}

#[test]
fn names_words_and_sizes_are_refused_by_name() {
    let ok = question("q", "form = \"yes-no\"");
    assert_eq!(refused(&[ok.clone(), ok.clone()]).1, SetFault::Twice("q".into()));
    assert_eq!(refused(&[question("Q", "form = \"yes-no\"")]).1, SetFault::BadName);
    assert_eq!(refused(&[]).1, SetFault::Empty);
    let twice = question("q", "form = \"one\"\nchoices = [{ id = \"a\" }, { id = \"a\" }]");
    assert_eq!(refused(&[twice]).1, SetFault::ChoiceTwice { question: "q".into(), choice: "a".into() });
    for (rest, what) in [
        ("form = \"scale\"", "form"),
        ("form = \"yes-no\"\nflag = \"gout\"", "flag"),
        ("form = \"yes-no\"\nask_if = [{ context = \"moon\" }]", "context"),
        ("form = \"yes-no\"\nrecall_days = 400", "recall_days"),
    ] {
        let fault = refused(&[question("q", rest)]).1;
        assert!(matches!(fault, SetFault::UnknownWord { what: found, .. } if found == what), "{fault}");
    }
    let many: Vec<String> =
        (0..201).map(|number| question(&format!("q{number}"), "form = \"yes-no\"")).collect();
    assert_eq!(refused(&many).1, SetFault::TooMany { what: "questions", most: 200 });
    let newer = format!("{HEAD}{ok}").replace("nourish_questions = 1", "nourish_questions = 2");
    assert_eq!(QuestionSet::parse("x", &newer).unwrap_err().fault, SetFault::NewerFormat(2));
    assert!(matches!(QuestionSet::parse("x", "id = [").unwrap_err().fault, SetFault::Syntax(_)));
}

#[test]
fn a_pack_brings_sets_and_languages_and_words_nothing_anew() {
    let built_in = Questionnaires::built_in().unwrap();
    let set = format!("{HEAD}{}", question("hair", "form = \"amount-level\"\ncode = \"27A\""));
    let texts = "set-st-example = Example\nst-example-hair = Did hair fall out?\n";
    let files = [("questions_example.toml", set.as_str()), ("texts_en.ftl", texts)];
    let with = built_in.with_pack("st-example 1", &files).unwrap();
    let found = with.set("st-example").unwrap();
    assert_eq!((found.pack.as_deref(), with.sets().len()), (Some("st-example 1"), 6));
    assert!(matches!(found.question("hair").unwrap().form, Form::One(_)));

    let french = "yes = Oui\nweight = Quel est le poids du jour ?\n";
    let with = built_in.with_pack("st-example 1", &[("texts_fr.ftl", french)]).unwrap();
    let wording = with.wording(&Language::parse("fr").unwrap()).unwrap();
    let weight = with.set("daily").unwrap().question("weight").unwrap();
    let said = wording.question(weight, nourish_checkin::Respondent::Patient);
    assert_eq!((said.text.as_str(), said.fell_back()), ("Quel est le poids du jour ?", false));
    let eaten = with.set("daily").unwrap().question("eaten").unwrap();
    assert!(
        wording.question(eaten, nourish_checkin::Respondent::Patient).marked().starts_with("[en] How much")
    );

    for (files, why) in [
        (
            vec![("questions_example.toml", set.as_str())],
            "the message st-example-hair exists in no English file",
        ),
        (vec![("texts_en.ftl", "weight = Weight, please\n")], "weight is there already"),
        (vec![("texts_en.ftl", "weight2 = {")], "this is no message"),
        (vec![("texts_.ftl", "")], "this is no name"),
        (
            vec![("questions_daily.toml", include_str!("../sets/daily.toml"))],
            "the set daily is there already",
        ),
    ] {
        let refused = built_in.with_pack("st-example 1", &files).err().unwrap().to_string();
        assert!(refused.contains(why), "{refused}");
    }
}
