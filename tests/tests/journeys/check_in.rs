//! Check-ins through the journal's own door: broken off, gone on with, answered for somebody else, asked by a site's pack.

use nourish_journal::{
    CareRole, CheckIn, CheckInRefused, CheckInStep, FileKey, Intent, Journal, JournalError, KeptError,
    Moment, PackKey, PackRefused, RedFlag, Respondent, Secret, Session, Source, Symptom, sign_pack,
};
use nourish_seal::SeededEntropy;
use nourish_tests::House;

const HEAD: &str = "nourish_pack = 1\nid = \"st-example\"\nversion = 1\ntitle = \"Questions of a fictional site\"\n\
    issuer = \"St Example, a fictional hospital\"\nlicence = \"CC0-1.0\"\n";

/// A questionnaire as a site may bring it: an item that the rules know, and one that no kind of entry has a place for.
const QUESTIONS: &str = r#"nourish_questions = 1
id = "st-example-weekly"
version = "2.1"
check_in = "weekly"
recall_days = 7
licence = "CC0-1.0"
source = "A plainly fictional questionnaire of St Example."

[[question]]
id = "item-9a"
form = "one"
choices = [{ id = "a", value = "0" }, { id = "b", value = "2" }, { id = "c", value = "4" }]
record = { kind = "symptom", field = "level", with = { item = "nausea", attribute = "frequency" } }

[[question]]
id = "item-27a"
form = "amount-level"
code = "27A"
"#;
const TEXTS: &str = "set-st-example-weekly = St Example\nst-example-weekly-item-9a = First question of the site\n\
    st-example-weekly-item-9a-a = Not once\nst-example-weekly-item-9a-b = Now and then\nst-example-weekly-item-9a-c = All day\n\
    st-example-weekly-item-27a = Second question of the site\n";

fn open(house: &House) -> Journal {
    let key = FileKey::parse(std::fs::read_to_string(house.key()).unwrap().trim()).unwrap();
    Journal::open(&house.journal(), Secret::KeyFile(&key)).unwrap()
}

fn at(text: &str) -> Moment {
    Moment::parse(&format!("{text}[Europe/Madrid]")).unwrap()
}

/// Answers these questions and skips the others, until `last` would be asked.
fn answer(journal: &mut Journal, session: &mut Session, answers: &[(&str, &str)], last: &str, now: &Moment) {
    while let Some(question) = session.question().map(|question| question.id.clone()).filter(|id| id != last)
    {
        match answers.iter().find(|(name, _)| *name == question) {
            Some((_, text)) => drop(journal.answer_check_in(session, text, now).unwrap()),
            None => session.skip(),
        }
    }
}

fn check_ins(journal: &Journal) -> Vec<CheckIn> {
    journal.view_all().unwrap().timeline.of_kind::<CheckIn>().map(|(_, check_in)| check_in.clone()).collect()
}

#[test]
fn what_was_broken_off_is_logged_and_gone_on_with_by_another_start_of_the_program() {
    let house = House::new();
    let (morning, evening) = (at("2026-11-20T08:00"), at("2026-11-20T19:30"));
    let mut journal = open(&house);
    let mut session = journal.begin_check_in("daily", Respondent::Carer, &morning).unwrap();
    answer(
        &mut journal,
        &mut session,
        &[("urgent", "none"), ("weight", "68.4 kg"), ("nausea", "1")],
        "vomiting",
        &morning,
    );
    assert_eq!(journal.save_check_in(&mut session, &morning).unwrap().len(), 3);
    let broken_off = check_ins(&journal);
    assert_eq!((broken_off.len(), broken_off[0].completed), (1, Some(false)));
    drop(journal);

    let mut journal = open(&house);
    let mut session = journal.resume_check_in(&evening).unwrap().unwrap();
    assert_eq!((session.by(), session.question().unwrap().id.as_str()), (Respondent::Carer, "vomiting"));
    assert!(
        session.answer_to("weight").is_some(),
        "what the check-in itself has logged does not hide its question"
    );
    while session.question().unwrap().id != "nausea" {
        assert!(session.back());
    }
    answer(&mut journal, &mut session, &[("nausea", "3"), ("vomiting", "2")], "", &evening);
    let logged = journal.finish_check_in(&mut session, &evening).unwrap();
    // The corrected nausea, the vomiting, and the check-in.
    assert_eq!(logged.entries.len(), 3);
    assert_eq!(
        logged.entries.iter().filter(|entry| matches!(entry.intent(), Intent::Amend { .. })).count(),
        2
    );

    let all = check_ins(&journal);
    assert_eq!((all.len(), all[0].completed, all[0].answered_by), (1, Some(true), Some(CareRole::Carer)));
    assert_eq!((all[0].questionnaire.as_deref(), all[0].entries.len()), (Some("daily|1.0"), 3));
    let view = journal.view_all().unwrap();
    let named: Vec<_> = view.timeline.iter().filter(|shown| all[0].entries.contains(&shown.root())).collect();
    assert_eq!(named.len(), 3, "the check-in names the entries that hold its answers");
    assert!(named.iter().all(|shown| shown.entry().source() == Source::Typed));
    let nausea: Vec<u8> = view.timeline.of_kind::<Symptom>().map(|(_, symptom)| symptom.level).collect();
    assert_eq!(nausea, [3]);
    assert_eq!(journal.resume_check_in(&evening).unwrap(), None);

    // Finishing once more, as after a crash, writes nothing twice.
    assert_eq!(journal.finish_check_in(&mut session, &evening).unwrap().entries, []);
}

#[test]
fn an_answer_that_is_taken_out_again_is_taken_back_and_its_history_stays() {
    let house = House::new();
    let now = at("2026-11-20T08:00");
    let mut journal = open(&house);
    let mut session = journal.begin_check_in("daily", Respondent::Patient, &now).unwrap();
    answer(&mut journal, &mut session, &[("urgent", "none"), ("nausea", "4")], "vomiting", &now);
    let first = journal.save_check_in(&mut session, &now).unwrap();
    while session.question().unwrap().id != "nausea" {
        assert!(session.back());
    }
    answer(&mut journal, &mut session, &[], "", &now);
    journal.finish_check_in(&mut session, &now).unwrap();
    assert_eq!(journal.view_all().unwrap().timeline.of_kind::<Symptom>().count(), 0);
    assert_eq!(journal.history(first[0].id()).unwrap().len(), 2);
}

#[test]
fn a_red_flag_stands_in_the_journal_before_anything_else_is_asked() {
    let house = House::new();
    house.log(&["care-contact", "nurse", "phone=555 0101"]);
    let now = at("2026-11-20T08:00");
    let mut journal = open(&house);
    let mut session = journal.begin_check_in("daily", Respondent::Patient, &now).unwrap();
    let CheckInStep::Alert(alert) = journal.answer_check_in(&mut session, "black-stool", &now).unwrap()
    else {
        panic!()
    };
    assert!(!alert.is_emergency());
    assert_eq!(alert.contacts[0].phone, "555 0101");
    drop((journal, session));

    let mut journal = open(&house);
    assert_eq!(check_ins(&journal)[0].yes, [RedFlag::BlackStool]);
    let mut session = journal.resume_check_in(&now).unwrap().unwrap();
    assert!(session.back());
    let CheckInStep::Alert(alert) =
        journal.answer_check_in(&mut session, "black-stool,collapse", &now).unwrap()
    else {
        panic!()
    };
    assert!(alert.is_emergency());
    journal.finish_check_in(&mut session, &now).unwrap();
    let assessed = journal.assess(now.day()).unwrap();
    assert!(assessed.assessment.flags().any(|flag| flag.rule == "red_flag:black-stool"));
    assert!(assessed.assessment.flags().any(|flag| flag.rule == "red_flag:collapse"));
    assert_eq!(check_ins(&journal).len(), 1);
}

#[test]
fn a_red_flag_says_whom_to_call_although_the_disk_cannot_be_reached_and_is_logged_once_it_can() {
    let house = House::new();
    house.log(&["care-contact", "emergency-line", "phone=555 0100"]);
    let now = at("2026-11-20T08:00");
    let mut journal = open(&house);
    let mut session = journal.begin_check_in("daily", Respondent::Patient, &now).unwrap();
    journal.suspend().unwrap();
    let CheckInStep::Alert(alert) = journal.answer_check_in(&mut session, "chest-pain", &now).unwrap() else {
        panic!()
    };
    assert!(alert.is_emergency());
    assert_eq!(alert.flags.iter().map(|(flag, _)| *flag).collect::<Vec<_>>(), [RedFlag::ChestPain]);
    assert_eq!((alert.contacts_read, alert.contacts.len()), (false, 0));
    assert_eq!(alert.unsaved, Some(JournalError::Suspended));

    let checked_in = journal.finish_check_in(&mut session, &now).unwrap();
    assert_eq!(checked_in.entries, []);
    assert_eq!(checked_in.alert.and_then(|alert| alert.unsaved), Some(JournalError::Suspended));

    journal.resume().unwrap();
    let checked_in = journal.finish_check_in(&mut session, &now).unwrap();
    let alert = checked_in.alert.unwrap();
    assert_eq!(
        (alert.contacts[0].phone.as_str(), alert.contacts_read, alert.unsaved),
        ("555 0100", true, None)
    );
    assert_eq!(check_ins(&journal)[0].yes, [RedFlag::ChestPain]);
}

/// The same house with a part of the file spoilt that holds entries.
fn spoilt(house: &House) -> Journal {
    let whole = std::fs::read(house.journal()).unwrap();
    let key = FileKey::parse(std::fs::read_to_string(house.key()).unwrap().trim()).unwrap();
    for page in 1..whole.len() / 4096 {
        let mut broken = whole.clone();
        broken[page * 4096 + 3_900..page * 4096 + 3_910].fill(0x5a);
        house.write("journal.nourish", &broken);
        match Journal::open(&house.journal(), Secret::KeyFile(&key)) {
            Ok(journal) if journal.view_all().is_ok_and(|view| !view.damage.is_empty()) => return journal,
            _ => {}
        }
    }
    panic!("no page held an entry")
}

#[test]
fn a_tube_a_line_and_a_wound_are_asked_about_where_part_of_the_journal_may_tell_of_them() {
    let house = House::new();
    let now = at("2026-11-20T20:00");
    let asked = |journal: &Journal| {
        let mut session = journal.begin_check_in("daily", Respondent::Patient, &now).unwrap();
        let mut asked = Vec::new();
        while let Some(question) = session.question() {
            asked.push(question.id.clone());
            session.skip();
        }
        asked
    };
    for weight in ["68.4kg", "68.3kg", "68.2kg"] {
        house.log(&["weight", weight]);
    }
    let about = ["wound", "tube", "line"];
    let sound = asked(&open(&house));
    assert!(!about.iter().any(|id| sound.iter().any(|other| other == id)), "{sound:?}");
    let unsure = asked(&spoilt(&house));
    assert!(about.iter().all(|id| unsure.iter().any(|other| other == id)), "{unsure:?}");
}

#[test]
fn an_alert_says_that_there_may_be_numbers_which_cannot_be_read() {
    let house = House::new();
    for weight in ["68.4kg", "68.3kg", "68.2kg"] {
        house.log(&["weight", weight]);
    }
    let now = at("2026-11-20T20:00");
    let alert = spoilt(&house).check_in_alert(&[RedFlag::ChestPain], Respondent::Patient, &now);
    assert_eq!((alert.contacts_read, alert.contacts.len()), (false, 0));
    assert!(alert.is_emergency());
    assert_eq!(alert.unsaved, None);
}

#[test]
fn what_was_left_for_more_than_a_day_is_not_gone_on_with() {
    let house = House::new();
    let (now, later) = (at("2026-11-20T08:00"), at("2026-11-21T08:30"));
    let mut journal = open(&house);
    let unknown = journal.begin_check_in("monthly", Respondent::Patient, &now).unwrap_err();
    let sets = "daily, weekly, post-operative, tube, line".to_owned();
    assert_eq!(unknown, CheckInRefused::NoSuchSet { sets }.into());
    let mut session = journal.begin_check_in("weekly", Respondent::Patient, &now).unwrap();
    answer(&mut journal, &mut session, &[("urgent", "none")], "nausea-frequency", &now);
    journal.save_check_in(&mut session, &now).unwrap();
    let too_old = CheckInRefused::Kept(KeptError::TooOld).into();
    assert_eq!(journal.resume_check_in(&later).err(), Some(too_old));
    assert!(journal.begin_check_in("weekly", Respondent::Patient, &later).is_ok());
    assert_eq!(check_ins(&journal).len(), 1);
}

#[test]
fn a_check_in_that_answers_nothing_logs_nothing() {
    let house = House::new();
    let now = at("2026-11-20T08:00");
    let mut journal = open(&house);
    let mut session = journal.begin_check_in("daily", Respondent::Patient, &now).unwrap();
    answer(&mut journal, &mut session, &[], "", &now);
    let logged = journal.finish_check_in(&mut session, &now).unwrap();
    assert_eq!((logged.entries.len(), logged.alert), (0, None));
    assert_eq!(journal.entry_count(), 0);
}

#[test]
fn the_questionnaire_of_a_site_is_asked_read_by_rules_and_kept() {
    let house = House::new();
    let now = at("2026-11-20T08:00");
    let key = PackKey::make(&mut SeededEntropy::new(1)).unwrap();
    let pack =
        sign_pack(HEAD, &[("questions_weekly.toml", QUESTIONS), ("texts_en.ftl", TEXTS)], &key).unwrap();
    let mut journal = open(&house);
    journal.trust_site(key.site()).unwrap();
    let summary = journal.install_pack(&pack).unwrap();
    assert_eq!(summary.questions, ["questions_weekly.toml", "texts_en.ftl"]);
    drop(journal);

    let mut journal = open(&house);
    let mut session = journal.begin_check_in("st-example-weekly", Respondent::Patient, &now).unwrap();
    answer(&mut journal, &mut session, &[("item-9a", "c"), ("item-27a", "3")], "", &now);
    journal.finish_check_in(&mut session, &now).unwrap();
    let assessed = journal.assess(now.day()).unwrap();
    let nausea = |finding: &&nourish_journal::assessment::Finding| finding.rule == "symptom_worsening:nausea";
    assert!(
        assessed.assessment.flags().any(|flag| nausea(&flag)),
        "a level of the site's item is read by the rules"
    );
    let view = journal.view_all().unwrap();
    let (_, answer) = view.timeline.of_kind::<nourish_journal::Answer>().next().unwrap();
    assert_eq!(
        (answer.questionnaire.as_str(), answer.item.as_str(), answer.value.as_str()),
        ("st-example-weekly|2.1", "27A", "3")
    );
}

#[test]
fn a_broken_pack_disables_neither_the_built_in_questions_nor_a_red_flag() {
    let house = House::new();
    let now = at("2026-11-20T08:00");
    let key = PackKey::make(&mut SeededEntropy::new(1)).unwrap();
    let mut journal = open(&house);
    journal.trust_site(key.site()).unwrap();

    let broken = QUESTIONS.replace("kind = \"symptom\"", "kind = \"synptom\"");
    let refused =
        sign_pack(HEAD, &[("questions_weekly.toml", &broken), ("texts_en.ftl", TEXTS)], &key).unwrap_err();
    assert!(
        refused.to_string().starts_with("pack st-example, questions_weekly.toml:10: question item-9a:"),
        "{refused}"
    );
    let anew = sign_pack(HEAD, &[("texts_en.ftl", "urgent = How are you?\n")], &key).unwrap_err();
    assert!(anew.to_string().contains("urgent is there already"), "{anew}");
    let rest = sign_pack(HEAD, &[("questions_weekly.toml", QUESTIONS)], &key).unwrap_err();
    assert!(matches!(rest, JournalError::Pack(PackRefused::Questions { .. })));

    // One that was installed and is not trusted any more is set aside with its questions.
    let pack =
        sign_pack(HEAD, &[("questions_weekly.toml", QUESTIONS), ("texts_en.ftl", TEXTS)], &key).unwrap();
    journal.install_pack(&pack).unwrap();
    journal.distrust_site(key.site()).unwrap();
    assert_eq!(journal.packs().set_aside.len(), 1);
    assert!(journal.questionnaires().unwrap().set("st-example-weekly").is_none());
    let mut session = journal.begin_check_in("daily", Respondent::Patient, &now).unwrap();
    assert!(matches!(journal.answer_check_in(&mut session, "seizure", &now), Ok(CheckInStep::Alert(_))));
}
