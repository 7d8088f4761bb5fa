use super::*;
use crate::draft::Draft;
use crate::entry::Doubt;
use crate::error::JournalError;
use crate::fact::{Attribute, CheckInSet};
use crate::fact::{CareContact, CareRole, Fact, RedFlag, Symptom, SymptomItem, Weight};
use crate::journal::Journal;
use crate::scalar::Moment;
use std::sync::Arc;
use tempfile::TempDir;

const PASSPHRASE: &str = "a plainly fictional passphrase";

fn at(text: &str) -> Moment {
    Moment::parse(&format!("2026-11-{text}[Europe/Madrid]")).unwrap()
}

fn now() -> Moment {
    at("20T08:00")
}

fn create() -> (TempDir, String, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.nourish").to_string_lossy().into_owned();
    let journal = Journal::create(path.clone(), PASSPHRASE.into()).unwrap();
    (folder, path, journal)
}

fn log(journal: &Journal, fact: impl Into<Fact>, occurred: Moment) {
    journal.log(Draft { fact: fact.into(), occurred, day: None, source: None }, now()).unwrap();
}

fn begin(journal: &Journal, by: Respondent, language: &str) -> Arc<CheckInSession> {
    Arc::new(journal.begin_check_in("daily".into(), by, language.into(), now()).unwrap())
}

fn answer(journal: &Journal, session: &Arc<CheckInSession>, answer: &str) -> CheckInStep {
    journal
        .answer_check_in(Arc::clone(session), answer.into(), now())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn refused(result: Result<impl Sized, JournalError>) -> CheckInProblem {
    match result.err() {
        Some(JournalError::CheckInRefused { problem }) => problem,
        other => panic!("{other:?}"),
    }
}

fn contact(role: CareRole, phone: &str) -> CareContact {
    CareContact { role, phone: phone.into(), hours: None, name: None }
}

#[test]
fn the_sets_and_the_question_asked_come_in_the_words_of_the_language() {
    let (_folder, _, journal) = create();
    let sets = journal.question_sets("es".into()).unwrap();
    let ids: Vec<&str> = sets.iter().map(|set| set.id.as_str()).collect();
    assert_eq!(ids, ["daily", "weekly", "post-operative", "tube", "line"]);
    assert_eq!((sets[0].title.text.as_str(), sets[0].check_in), ("Control diario", CheckInSet::Daily));

    let session = begin(&journal, Respondent::Carer, "es");
    let question = session.question().unwrap();
    assert_eq!(question.text.text, "¿Le pasa algo de esto ahora?");
    assert_eq!(question.recall.text, "En las últimas 24 horas");
    let AnswerForm::Several { choices, none } = question.form else { panic!("several") };
    assert_eq!((choices[3].id.as_str(), choices[3].text.text.as_str()), ("chest-pain", "Dolor en el pecho"));
    assert_eq!((none.id.as_str(), none.text.text.as_str()), ("none", "Nada de esto"));
    assert_eq!((none.text.language.as_str(), none.text.fell_back), ("es", false));

    answer(&journal, &session, "none");
    let weight = session.question().unwrap();
    assert!(weight.form == AnswerForm::Amount { units: vec!["kg".into(), "lb".into(), "st".into()] });
    assert!(weight.hint.is_some() && weight.before.is_none());
    let progress = session.progress();
    assert_eq!((progress.position, progress.answered), (2, 1));

    // What is not translated is said in English, visibly.
    let german = journal.question_sets("de".into()).unwrap();
    assert_eq!((german[0].title.text.as_str(), german[0].title.fell_back), ("Daily check-in", true));
    let no_language = journal.question_sets("?".into()).err();
    assert!(
        matches!(no_language, Some(JournalError::InvalidEntry { field_name, .. }) if field_name == "language")
    );
}

#[test]
fn what_does_not_fit_is_still_asked_and_what_nobody_says_stays_unknown() {
    let (_folder, _, journal) = create();
    let session = begin(&journal, Respondent::Patient, "en");
    let say = |text: &str| refused(journal.answer_check_in(Arc::clone(&session), text.into(), now()));
    let misfit = |question: &str, misfit| CheckInProblem::Misfit { question: question.into(), misfit };
    assert_eq!(say("fine"), misfit("urgent", AnswerMisfit::NoChoice));
    assert_eq!(say("none,collapse"), misfit("urgent", AnswerMisfit::NoneAndOthers));
    assert_eq!(say(" "), misfit("urgent", AnswerMisfit::Empty));
    answer(&journal, &session, "none");
    let CheckInProblem::Misfit { misfit: AnswerMisfit::Field { field_name, .. }, .. } = say("68.4") else {
        panic!("a field")
    };
    assert_eq!(field_name, "weight_g");
    assert!(answer(&journal, &session, "68.4 kg") == CheckInStep::Next);
    assert!(session.back());
    assert_eq!(session.question().unwrap().given.map(|given| given.answer).as_deref(), Some("68.4 kg"));
    while session.question().is_some() {
        session.skip();
    }
    assert_eq!(say("1"), CheckInProblem::NothingLeft);

    let finished = journal.finish_check_in(Arc::clone(&session), now()).unwrap();
    // The weight was taken out by skipping it.
    assert_eq!((finished.entries.len(), finished.alert.is_none()), (1, true));
    assert!(finished.unanswered.iter().any(|open| open.id == "weight"));
    assert_eq!(finished.unanswered.len(), session.answers().iter().filter(|one| one.given.is_none()).count());
    assert_eq!(
        refused(journal.begin_check_in("dayly".into(), Respondent::Patient, "en".into(), now())),
        CheckInProblem::NoSuchSet
    );
}

#[test]
fn an_odd_weight_is_asked_again_and_taken_the_second_time() {
    let (_folder, _, journal) = create();
    for (weight_g, day) in [(68_600, "15T08:00"), (68_400, "19T08:00")] {
        log(&journal, Weight { weight_g, method: None, fluid: None, confirmed: None }, at(day));
    }
    let session = begin(&journal, Respondent::Patient, "es");
    answer(&journal, &session, "none");
    // 150.8 is about 2.2 times 68.4.
    let CheckInStep::AskAgain { doubt, text } = answer(&journal, &session, "150.8 kg") else {
        panic!("again")
    };
    assert_eq!((doubt, text.language.as_str()), (Doubt::UnitSlip, "es"));
    assert_eq!(session.question().unwrap().id, "weight");
    assert!(answer(&journal, &session, "150.8 kg") == CheckInStep::Next);
}

#[test]
fn a_red_flag_alerts_is_saved_at_once_and_says_whom_to_call() {
    let (_folder, _, journal) = create();
    log(&journal, contact(CareRole::Nurse, "555 0101"), now());
    log(&journal, contact(CareRole::EmergencyLine, "555 0100"), now());
    let session = begin(&journal, Respondent::Carer, "en");
    let CheckInStep::Alert { alert } = answer(&journal, &session, "chest-pain") else { panic!("an alert") };
    assert!(alert.is_emergency && alert.unsaved.is_none() && alert.contacts_read);
    assert_eq!(alert.flags[0].flag, RedFlag::ChestPain);
    assert_eq!(alert.whom_to_call.text, "Call the emergency number now.");
    assert!(alert.stay_with_them.is_some());
    let phones: Vec<&str> = alert.contacts.iter().map(|contact| contact.phone.as_str()).collect();
    assert_eq!(phones, ["555 0100", "555 0101"]);
    // Two contacts, and the check-in with its yes.
    assert_eq!(journal.entry_count(), 3);
    assert!(journal.check_in_alert(Arc::clone(&session), now()).unwrap() == Some(alert));
}

#[test]
fn an_alert_comes_with_the_numbers_to_call_where_nothing_can_be_saved() {
    let (_folder, path, journal) = create();
    log(&journal, contact(CareRole::EmergencyLine, "555 0100"), now());
    drop(journal);
    let journal = Journal::open_for_reading(path, PASSPHRASE.into()).unwrap();
    let session = begin(&journal, Respondent::Patient, "en");
    let CheckInStep::Alert { alert } = answer(&journal, &session, "collapse") else { panic!("an alert") };
    assert_eq!(alert.unsaved, Some(JournalError::ReadOnly));
    assert_eq!((alert.contacts_read, alert.contacts[0].phone.as_str()), (true, "555 0100"));
    assert!(alert.stay_with_them.is_none());
    // To leave cannot be saved either; a screen that is drawn anew still says so.
    assert_eq!(journal.save_check_in(Arc::clone(&session), now()).err(), Some(JournalError::ReadOnly));
    let again = journal.check_in_alert(Arc::clone(&session), now()).unwrap().unwrap();
    assert_eq!((again.unsaved, again.flags.len()), (Some(JournalError::ReadOnly), 1));
    let finished = journal.finish_check_in(session, now()).unwrap();
    assert!(finished.entries.is_empty());
    assert_eq!(finished.alert.unwrap().unsaved, Some(JournalError::ReadOnly));
}

#[test]
fn without_the_journal_an_alert_says_that_numbers_may_be_missing() {
    let (_folder, _, journal) = create();
    log(&journal, contact(CareRole::EmergencyLine, "555 0100"), now());
    let session = begin(&journal, Respondent::Patient, "en");
    assert!(journal.check_in_alert(Arc::clone(&session), now()).unwrap().is_none());
    journal.suspend().unwrap();
    let CheckInStep::Alert { alert } = answer(&journal, &session, "seizure") else { panic!("an alert") };
    assert_eq!((alert.unsaved, alert.contacts_read), (Some(JournalError::Suspended), false));
    // Once the journal is back it is saved.
    journal.resume().unwrap();
    assert_eq!(journal.save_check_in(Arc::clone(&session), now()).unwrap().len(), 1);
    assert_eq!(journal.check_in_alert(session, now()).unwrap().unwrap().unsaved, None);
}

#[test]
fn what_was_broken_off_is_gone_on_with_for_a_day() {
    let (_folder, _, journal) = create();
    assert!(journal.resume_check_in("en".into(), now()).unwrap().is_none());
    let session = begin(&journal, Respondent::Patient, "en");
    answer(&journal, &session, "none");
    answer(&journal, &session, "68.4 kg");
    assert_eq!(journal.save_check_in(session, now()).unwrap().len(), 2);

    let again = journal.resume_check_in("es".into(), at("20T19:00")).unwrap().unwrap();
    let question = again.question().unwrap();
    assert_eq!((question.id.as_str(), question.text.language.as_str()), ("appetite", "es"));
    assert_eq!((again.set().as_str(), again.begun() == now()), ("daily", true));
    let late = journal.resume_check_in("en".into(), at("21T08:01"));
    assert_eq!(refused(late), CheckInProblem::CannotResume { reason: ResumeRefusal::TooOld });
}

#[test]
fn what_was_said_yesterday_is_offered_and_taken_over() {
    let (_folder, _, journal) = create();
    let mild =
        Symptom { item: SymptomItem::Nausea, attribute: Attribute::Severity, level: 1, recall_days: 1 };
    log(&journal, mild, at("19T08:00"));
    let session = begin(&journal, Respondent::Patient, "en");
    let nothing = journal.answer_check_in_as_before(Arc::clone(&session), now());
    assert_eq!(refused(nothing), CheckInProblem::NothingBefore);
    while session.question().unwrap().before.is_none() {
        session.skip();
    }
    let before = session.question().unwrap().before.unwrap();
    assert_eq!((before.answer.as_str(), before.in_words.text.as_str()), ("1", "Mild"));
    assert!(journal.answer_check_in_as_before(Arc::clone(&session), now()).unwrap() == CheckInStep::Next);
    let nausea = session.answers().into_iter().find(|one| one.question == "nausea").unwrap();
    assert!(nausea.given == Some(before));
}

#[test]
fn a_text_of_answers_is_logged_as_a_whole_or_not_at_all() {
    let (_folder, _, journal) = create();
    let from = |text: &str| {
        let text = format!("[answers]\n{text}");
        journal.check_in_from_answers(text, "daily".into(), "en".into(), now())
    };
    let problem = |text: &str| match refused(from(text)) {
        CheckInProblem::Answers { problem } => problem,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        problem("weight = \"68.4 kg\"\nwaist = 1"),
        AnswersProblem::UnknownQuestion { question: "waist".into() }
    );
    assert_eq!(problem("old-food = \"no\""), AnswersProblem::NotAsked { question: "old-food".into() });
    assert_eq!(problem("weight = 68.4"), AnswersProblem::Form { question: "weight".into() });
    assert_eq!(problem("weight ="), AnswersProblem::Unreadable { line: 2 });
    assert_eq!(journal.entry_count(), 0);
    // Whoever says yes to a red flag is told what to do, whatever else is wrong: before, after and beside it.
    for wrong in ["weight =", "waist = 1", "weight = 68.4", "old-food = \"no\"", "nausea = 9"] {
        for text in [format!("urgent = \"chest-pain\"\n{wrong}"), format!("{wrong}\nurgent = \"chest-pain\"")]
        {
            let refused = from(&text).unwrap();
            assert!(refused.entries.is_empty() && refused.unanswered.is_empty());
            let alert = refused.alert.unwrap();
            assert!(alert.is_emergency && alert.flags.len() == 1, "{wrong}");
            assert!(matches!(alert.unsaved, Some(JournalError::CheckInRefused { .. })), "{wrong}");
        }
    }
    assert_eq!(journal.entry_count(), 0);
    let logged = from("weight = \"68.4 kg\"\nurgent = [\"chest-pain\"]").unwrap();
    assert_eq!(logged.entries.len(), 2);
    assert!(logged.alert.unwrap().is_emergency);
}

#[test]
fn a_set_is_a_questionnaire_for_other_systems() {
    let (_folder, _, journal) = create();
    let json = journal.questionnaire_json("weekly".into(), "es".into(), Respondent::Patient).unwrap();
    assert!(json.contains("\"resourceType\": \"Questionnaire\"") && json.contains("Control semanal"));
    assert_eq!(journal.profile_language(now().day()).unwrap(), None);
}

#[test]
fn the_question_is_shown_while_the_journal_is_busy() {
    let (_folder, _, journal) = create();
    let journal = Arc::new(journal);
    let session = begin(&journal, Respondent::Patient, "en");
    let (answering, asked) = (Arc::clone(&journal), Arc::clone(&session));
    // As an import holds it.
    let busy = journal.lock();
    let answered = std::thread::spawn(move || answer(&answering, &asked, "none") == CheckInStep::Next);
    let (said, hears) = std::sync::mpsc::channel();
    let screen = Arc::clone(&session);
    std::thread::spawn(move || {
        // Long enough for the other thread to stand at whatever it waits for.
        std::thread::sleep(std::time::Duration::from_millis(200));
        said.send(screen.question().map(|question| question.id))
    });
    let shown = hears.recv_timeout(std::time::Duration::from_secs(20));
    drop(busy);
    assert_eq!(shown.unwrap().as_deref(), Some("urgent"));
    assert!(answered.join().unwrap());
}

#[test]
fn what_is_answered_for_one_person_is_never_logged_for_another() {
    let (_folder, _, journal) = create();
    let (_other_folder, _, other) = create();
    let session = begin(&journal, Respondent::Patient, "en");
    let again = || Arc::clone(&session);
    let wrong = CheckInProblem::OtherJournal;
    assert_eq!(refused(other.answer_check_in(again(), "chest-pain".into(), now())), wrong);
    assert_eq!(refused(other.answer_check_in_as_before(again(), now())), wrong);
    assert!(matches!(answer(&journal, &session, "chest-pain"), CheckInStep::Alert { .. }));
    assert_eq!(refused(other.check_in_alert(again(), now())), wrong);
    assert_eq!(refused(other.save_check_in(again(), now())), wrong);
    assert_eq!(refused(other.finish_check_in(again(), now())), wrong);
    assert_eq!((other.entry_count(), journal.entry_count()), (0, 1));
}

#[test]
fn an_alert_that_nobody_saw_comes_again_when_the_check_in_is_taken_up() {
    let (_folder, path, journal) = create();
    let session = begin(&journal, Respondent::Patient, "en");
    assert!(matches!(answer(&journal, &session, "collapse"), CheckInStep::Alert { .. }));
    drop((session, journal));
    let journal = Journal::open(path, PASSPHRASE.into()).unwrap();
    let session = journal.resume_check_in("en".into(), at("20T09:00")).unwrap().unwrap();
    let alert = journal.check_in_alert(session, at("20T09:00")).unwrap().unwrap();
    assert_eq!((alert.flags[0].flag, alert.is_emergency), (RedFlag::Collapse, true));
}

#[test]
fn what_somebody_answered_is_in_no_debug_text() {
    let said = crate::said::Said { text: "Pain".into(), language: "en".into(), fell_back: false };
    assert_eq!(format!("{said:?}"), "Said { .. }");
}

#[test]
fn an_answer_in_words_says_their_language() {
    let (_folder, _, journal) = create();
    let words = |language: &str| {
        let session = begin(&journal, Respondent::Patient, language);
        answer(&journal, &session, "none");
        answer(&journal, &session, "68.4 kg");
        let given = session.answers().into_iter().filter_map(|one| one.given).map(|given| given.in_words);
        given.map(|said| (said.text, said.language, said.fell_back)).collect::<Vec<_>>()
    };
    let said = |text: &str, language: &str, fell_back| (text.to_owned(), language.to_owned(), fell_back);
    assert_eq!(words("es"), [said("Nada de esto", "es", false), said("68.4 kg", "es", false)]);
    // Not translated, which the flag says; no mark within the words.
    assert_eq!(words("de")[0], said("None of these", "en", true));
}

#[test]
fn observers_hear_of_a_check_in_only_where_something_was_logged() {
    struct Ear(std::sync::atomic::AtomicU32);
    impl crate::observer::Observer for Ear {
        fn notice(&self, _: crate::observer::Event) -> Result<(), crate::observer::ObserverError> {
            self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            Ok(())
        }
    }
    let (_folder, _, journal) = create();
    let ear = Arc::new(Ear(0.into()));
    let _listening = journal.observe(Arc::clone(&ear) as Arc<dyn crate::observer::Observer>);
    let heard = || ear.0.load(std::sync::atomic::Ordering::SeqCst);

    let session = begin(&journal, Respondent::Patient, "en");
    assert!(journal.save_check_in(Arc::clone(&session), now()).unwrap().is_empty());
    assert_eq!(heard(), 0);
    answer(&journal, &session, "none");
    assert_eq!(journal.save_check_in(Arc::clone(&session), now()).unwrap().len(), 1);
    assert_eq!(heard(), 1);
    assert!(journal.save_check_in(session, now()).unwrap().is_empty());
    assert_eq!(heard(), 1);
}
