//! The screens at 80 columns and 24 lines, as somebody sees them, and what keys do.

use super::app::{App, Mode, Wish};
use super::draw::{Palette, draw};
use super::words::Spoken;
use nourish_journal::{
    CareContact, CareRole, CheckInAlert, CheckInStep, Circumstance, Doubt, JournalError, Known, Language,
    Level, Moment, Questionnaires, RedFlag, Respondent, Role, Session,
};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Color;
use std::sync::Arc;

fn now() -> Moment {
    Moment::parse("2026-11-20T08:00[Europe/Madrid]").unwrap()
}

fn app(set: &str, language: &Language, by: Respondent) -> App {
    let all = Questionnaires::built_in().unwrap();
    let known = Known {
        circumstances: [Circumstance::Tube].into(),
        before: [("nausea".to_owned(), "1".to_owned())].into(),
        ..Known::default()
    };
    let session = Session::begin(Arc::clone(all.set(set).unwrap()), by, known, &now());
    let spoken = Spoken::of(language).unwrap();
    App::new(session, all.wording(language).unwrap(), spoken, now(), false)
}

fn english(set: &str) -> App {
    app(set, &Language::ENGLISH, Respondent::Patient)
}

/// Presses keys; answers go to the session, as a journal without a disk would take them.
fn press(app: &mut App, codes: &[KeyCode]) -> Wish {
    let mut last = Wish::Nothing;
    for code in codes {
        last = app.press(KeyEvent::new(*code, KeyModifiers::NONE));
        let taken = match &last {
            Wish::Answer(answer) => Some(app.session.answer(answer, &now())),
            Wish::AnswerAsBefore => Some(app.session.same_as_before(&now())),
            _ => None,
        };
        if let Some(taken) = taken {
            let step = taken.map(|taken| match taken {
                nourish_journal::Taken::Done => CheckInStep::Done,
                nourish_journal::Taken::AskAgain(doubt) => CheckInStep::AskAgain(doubt),
                nourish_journal::Taken::Alert(flags) => CheckInStep::Alert(alert(&flags)),
            });
            app.after(step.map_err(|refused| nourish_journal::CheckInRefused::from(refused).into()));
        }
    }
    last
}

fn alert(flags: &[RedFlag]) -> CheckInAlert {
    let contact = |role, phone: &str, hours: Option<&str>| CareContact {
        role,
        phone: phone.to_owned(),
        hours: hours.map(str::to_owned),
        name: None,
    };
    CheckInAlert {
        flags: flags.iter().map(|flag| (*flag, Level::Emergency)).collect(),
        contacts: vec![
            contact(CareRole::EmergencyLine, "555 0100", None),
            contact(CareRole::Nurse, "555 0101", Some("8 to 16")),
        ],
        contacts_read: true,
        by: Respondent::Patient,
        unsaved: None,
    }
}

fn type_in(app: &mut App, text: &str) {
    let codes: Vec<KeyCode> = text.chars().map(KeyCode::Char).collect();
    press(app, &codes);
}

/// Skips to a question.
fn skip_to(app: &mut App, question: &str) {
    for _ in 0..100 {
        if app.session.question().unwrap().id == question {
            return;
        }
        press(app, &[KeyCode::Tab]);
    }
    panic!("{question} is not asked");
}

fn terminal(app: &App, colour: bool, width: u16, height: u16) -> Terminal<TestBackend> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw(frame, app, Palette::of(colour))).unwrap();
    terminal
}

fn seen(app: &App) -> String {
    let terminal = terminal(app, false, 80, 24);
    let buffer = terminal.backend().buffer();
    let line = |y: u16| (0..80).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..24).map(line).collect::<Vec<_>>().join("\n") + "\n"
}

/// Compares a screen with the one that was looked at and found good. With NOURISH_SCREENS set, writes it to that folder instead, to be
/// looked at.
#[track_caller]
fn looks_like(app: &App, name: &str, golden: &str) {
    let seen = seen(app);
    if let Some(folder) = std::env::var_os("NOURISH_SCREENS") {
        return std::fs::write(std::path::Path::new(&folder).join(name), &seen).unwrap();
    }
    assert_eq!(seen, golden, "{name}:\n{seen}");
}

macro_rules! looks_like {
    ($app:expr, $name:literal) => {
        looks_like($app, $name, include_str!(concat!("screens/", $name)))
    };
}

#[test]
fn every_sort_of_question_fits_on_a_small_screen() {
    let mut app = english("daily");
    press(&mut app, &[KeyCode::Down, KeyCode::Char('4'), KeyCode::Char('7')]);
    looks_like!(&app, "several.txt");
    skip_to(&mut app, "weight");
    type_in(&mut app, "68.4");
    looks_like!(&app, "amount.txt");
    press(&mut app, &[KeyCode::Enter, KeyCode::Down]);
    looks_like!(&app, "unit.txt");
    skip_to(&mut app, "nausea");
    press(&mut app, &[KeyCode::Char('3')]);
    looks_like!(&app, "level.txt");
    skip_to(&mut app, "vomiting");
    type_in(&mut app, "many");
    press(&mut app, &[KeyCode::Enter]);
    looks_like!(&app, "refused.txt");
}

#[test]
fn help_alert_and_summary_fit_too_and_so_does_spanish() {
    let mut app = english("daily");
    press(&mut app, &[KeyCode::Char('?')]);
    looks_like!(&app, "help.txt");
    press(&mut app, &[KeyCode::Esc, KeyCode::Char('4'), KeyCode::Char('7'), KeyCode::Enter]);
    assert_eq!(app.mode, Mode::Alert);
    looks_like!(&app, "alert.txt");
    press(&mut app, &[KeyCode::Enter]);
    assert_eq!((app.mode, app.session.question().unwrap().id.as_str()), (Mode::Asking, "weight"));
    press(&mut app, &[KeyCode::Tab; 40]);
    assert_eq!(app.mode, Mode::Summary);
    looks_like!(&app, "summary.txt");

    let mut spanish = super::tests::app("weekly", &Language::SPANISH, Respondent::Carer);
    skip_to(&mut spanish, "vomiting-frequency");
    looks_like!(&spanish, "spanish.txt");
}

#[test]
fn several_alerts_with_their_first_steps_fit() {
    let mut app = english("daily");
    app.after(Ok(CheckInStep::Alert(CheckInAlert {
        by: Respondent::Carer,
        ..alert(&[RedFlag::ChokingOnFeed, RedFlag::TubeMoved, RedFlag::LineDamaged])
    })));
    looks_like!(&app, "alerts.txt");
}

#[test]
fn whom_to_call_is_shown_where_nothing_can_be_saved_and_nothing_says_that_it_is() {
    let mut app = english("daily");
    press(&mut app, &[KeyCode::Char('4'), KeyCode::Enter]);
    app.alert.as_mut().unwrap().unsaved = Some(JournalError::StorageFull);
    looks_like!(&app, "unsaved.txt");
    assert!(!seen(&app).contains("is saved"));
    press(&mut app, &[KeyCode::Enter]);
    assert_eq!(
        (app.mode, app.cursor, app.ticked.len()),
        (Mode::Asking, None, 0),
        "the next question, as it comes"
    );

    press(&mut app, &[KeyCode::Tab; 40]);
    assert_eq!(press(&mut app, &[KeyCode::Enter]), Wish::Finish);
    app.not_saved(&JournalError::StorageFull);
    assert!(seen(&app).contains("! Not saved: there is no room on the disk."), "{}", seen(&app));
    assert_eq!(press(&mut app, &[KeyCode::Enter]), Wish::Finish, "it can be tried again");

    let mut app = super::tests::app("daily", &Language::SPANISH, Respondent::Patient);
    for (error, says) in [
        (JournalError::NotAllowed { role: Role::Reader }, "puede leer el diario, no escribir"),
        (JournalError::LeftCircle, "ya no está en el círculo de cuidado"),
        (JournalError::Suspended, "the journal is suspended; resume it first"),
    ] {
        let unread = CheckInAlert {
            contacts: Vec::new(),
            contacts_read: false,
            unsaved: Some(error),
            ..alert(&[RedFlag::ChestPain, RedFlag::Collapse])
        };
        app.after(Ok(CheckInStep::Alert(unread)));
        let seen = seen(&app);
        assert!(seen.contains("LLAME AHORA") && seen.contains("Sin guardar: "), "{seen}");
        assert!(
            seen.contains("no se pueden leer los teléfonos") && !seen.contains("está guardado"),
            "{seen}"
        );
        let one_line = seen.split(['\n', '│']).map(str::trim).collect::<Vec<_>>().join(" ");
        assert!(one_line.contains(says), "{seen}");
    }
}

#[test]
fn colour_is_there_and_never_the_only_sign() {
    let mut app = english("daily");
    press(&mut app, &[KeyCode::Char('4'), KeyCode::Enter]);
    let coloured = |colour| {
        let terminal = terminal(&app, colour, 80, 24);
        terminal.backend().buffer().content.iter().filter(|cell| cell.fg != Color::Reset).count()
    };
    assert!(coloured(true) > 100);
    assert_eq!(coloured(false), 0);
}

#[test]
fn a_screen_that_is_too_small_says_so() {
    let app = english("daily");
    let terminal = terminal(&app, false, 40, 10);
    let text: String = terminal.backend().buffer().content.iter().map(|cell| cell.symbol()).collect();
    assert!(text.contains("make this window larger"), "{text}");
}

#[test]
fn enter_alone_answers_nothing() {
    let mut app = english("daily");
    assert_eq!(press(&mut app, &[KeyCode::Enter]), Wish::Nothing);
    assert!(app.message.as_deref().is_some_and(|message| message.contains("None of these")));
    skip_to(&mut app, "weight");
    press(&mut app, &[KeyCode::Enter]);
    assert_eq!(app.session.question().unwrap().id, "weight");
    type_in(&mut app, "68.4");
    press(&mut app, &[KeyCode::Enter, KeyCode::Enter]);
    assert_eq!(app.mode, Mode::Units, "no unit is taken that was not chosen");
    press(&mut app, &[KeyCode::Char('2')]);
    assert_eq!(app.session.answer_to("weight").unwrap().text(), "31.026 kg", "68.4 lb");
    assert_eq!(press(&mut app, &[KeyCode::Enter]), Wish::Nothing);
    assert!(!app.session.has_answers() || app.session.answer_to("appetite").is_none());
}

#[test]
fn keys_tick_untick_go_back_and_take_over_yesterday() {
    let mut app = english("daily");
    press(&mut app, &[KeyCode::Char('1'), KeyCode::Char('1'), KeyCode::Char('0')]);
    press(&mut app, &[KeyCode::Enter]);
    assert_eq!(app.session.answer_to("urgent").unwrap().text(), "none");
    press(&mut app, &[KeyCode::Left]);
    assert_eq!(app.ticked.iter().copied().collect::<Vec<_>>(), [8]);
    press(&mut app, &[KeyCode::Char('2')]);
    assert_eq!(app.ticked.iter().copied().collect::<Vec<_>>(), [1], "something takes none of these out");
    press(&mut app, &[KeyCode::Char('2'), KeyCode::Char('0'), KeyCode::Enter]);
    skip_to(&mut app, "nausea");
    press(&mut app, &[KeyCode::Char('=')]);
    assert_eq!(app.session.answer_to("nausea").unwrap().text(), "1");
    skip_to(&mut app, "note");
    type_in(&mut app, "why?");
    press(&mut app, &[KeyCode::Enter]);
    assert_eq!(app.session.answer_to("note").unwrap().text(), "why?", "a question mark is a letter here");
    assert_eq!(press(&mut app, &[KeyCode::Enter]), Wish::Finish);
    assert_eq!(press(&mut app, &[KeyCode::Esc]), Wish::Leave);
}

#[test]
fn an_odd_weight_says_why_it_is_asked_again() {
    let mut app = english("daily");
    skip_to(&mut app, "weight");
    type_in(&mut app, "78.4 kg");
    app.after(Ok(CheckInStep::AskAgain(Doubt::Jump)));
    assert_eq!(
        (app.mode, app.typed.as_str()),
        (Mode::Asking, "78.4 kg"),
        "what was typed stays, to be confirmed or mended"
    );
    assert!(seen(&app).contains("! This is far from the last weight."));
}

#[test]
fn the_line_of_keys_fits_in_every_language() {
    for language in [Language::ENGLISH, Language::SPANISH] {
        let spoken = Spoken::of(&language).unwrap();
        for id in ["one", "several", "typed", "alert", "summary", "offer", "help"] {
            let keys = spoken.say(&format!("keys-{id}"), &[]);
            assert!(keys.chars().count() <= 79, "{language}: {keys}");
        }
    }
}
