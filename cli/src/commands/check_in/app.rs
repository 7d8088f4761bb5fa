//! What a check-in shows and what keys do. It draws nothing, and touches no journal: what is wished is done by whoever runs it.

use super::words::Spoken;
use nourish_journal::{
    AnswerRefused, CheckInAlert, CheckInRefused, CheckInStep, Form, JournalError, Misfit, Moment, Problem,
    Session, Wording,
};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::collections::BTreeSet;

/// What is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Whether to go on with what was left.
    Offer,
    /// A question.
    Asking,
    /// Which unit a number has.
    Units,
    /// What to do at a red flag.
    Alert,
    /// What was said, before it is saved.
    Summary,
}

/// What is to be done with the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    Answer(String),
    /// Answer as the day before.
    AnswerAsBefore,
    Finish,
    Leave,
    /// Forget the session that was left, and begin.
    Anew,
}

/// A check-in on a screen.
pub(super) struct App {
    pub(super) session: Session,
    pub(super) wording: Wording,
    pub(super) spoken: Spoken,
    pub(super) now: Moment,
    pub(super) mode: Mode,
    pub(super) help: bool,
    /// The line that the arrow keys are on; none before anything was chosen, so that Enter alone answers nothing.
    pub(super) cursor: Option<usize>,
    /// Ticked choices; one past the last choice is "none of these".
    pub(super) ticked: BTreeSet<usize>,
    pub(super) typed: String,
    pub(super) message: Option<String>,
    pub(super) alert: Option<CheckInAlert>,
    /// How far the summary is scrolled.
    pub(super) scroll: usize,
}

impl App {
    pub(super) fn new(session: Session, wording: Wording, spoken: Spoken, now: Moment, offer: bool) -> Self {
        let mode = if offer { Mode::Offer } else { Mode::Asking };
        let mut app = Self {
            session,
            wording,
            spoken,
            now,
            mode,
            help: false,
            cursor: None,
            ticked: BTreeSet::new(),
            typed: String::new(),
            message: None,
            alert: None,
            scroll: 0,
        };
        if !offer {
            app.show_question();
        }
        app
    }

    /// Begins with another session.
    pub(super) fn begin(&mut self, session: Session) {
        self.session = session;
        self.show_question();
    }

    /// Takes a key.
    pub(super) fn press(&mut self, key: KeyEvent) -> Wish {
        if self.help {
            self.help = false;
            return Wish::Nothing;
        }
        let leaves = key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL);
        if leaves || (key.code == KeyCode::Esc && self.mode != Mode::Units) {
            return Wish::Leave;
        }
        if key.code == KeyCode::F(1) || (key.code == KeyCode::Char('?') && !self.types_text()) {
            self.help = true;
            return Wish::Nothing;
        }
        match self.mode {
            Mode::Offer => self.press_offer(key.code),
            Mode::Asking => self.press_asking(key.code),
            Mode::Units => self.press_units(key.code),
            Mode::Alert => {
                if key.code == KeyCode::Enter {
                    self.alert = None;
                    self.show_question();
                }
                Wish::Nothing
            }
            Mode::Summary => self.press_summary(key.code),
        }
    }

    /// Takes what came of an answer.
    pub(super) fn after(&mut self, step: Result<CheckInStep, JournalError>) {
        match step {
            Ok(CheckInStep::Done) => self.show_question(),
            Ok(CheckInStep::Alert(alert)) => {
                self.alert = Some(alert);
                self.mode = Mode::Alert;
            }
            Ok(CheckInStep::AskAgain(doubt)) => {
                self.mode = Mode::Asking;
                self.message = Some(self.wording.ask_again(doubt).marked());
            }
            Err(error) => {
                self.mode = Mode::Asking;
                self.message = Some(self.remedy_of(&error));
            }
        }
    }

    /// Shows what was said, which could not be logged: once there is room again, Enter saves it.
    pub(super) fn not_saved(&mut self, error: &JournalError) {
        self.mode = Mode::Summary;
        self.message = Some(self.unsaved(error));
    }

    /// That what was said is not saved, and what can be done.
    pub(super) fn unsaved(&self, error: &JournalError) -> String {
        match error {
            JournalError::StorageFull => self.spoken.say("unsaved-full", &[]),
            JournalError::NotAllowed { .. } => self.spoken.say("unsaved-reader", &[]),
            JournalError::LeftCircle => self.spoken.say("unsaved-left", &[]),
            other => self.spoken.say("unsaved-other", &[("why", other.to_string().as_str().into())]),
        }
    }

    /// The lines that the arrow keys go through.
    pub(super) fn lines(&self) -> usize {
        match (self.mode, self.session.question()) {
            (Mode::Offer, _) => 2,
            (Mode::Units, Some(question)) => question.units().len(),
            (Mode::Asking, Some(question)) => {
                question.choices().len() + usize::from(matches!(question.form, Form::Several(_)))
            }
            _ => 0,
        }
    }

    /// Shows the question that the session asks, with what was answered to it before, or the summary after the last one.
    fn show_question(&mut self) {
        self.cursor = None;
        self.ticked.clear();
        self.typed.clear();
        self.message = None;
        self.scroll = 0;
        self.mode = Mode::Asking;
        let Some(question) = self.session.question() else {
            self.mode = Mode::Summary;
            return;
        };
        let Some(given) = self.session.answer_to(&question.id) else { return };
        let place = |id: &str| question.choices().iter().position(|choice| choice.id == id);
        match &question.form {
            Form::One(_) => self.cursor = place(given.text()),
            Form::Several(choices) => {
                let none = given.text() == "none";
                self.ticked =
                    given.choices().filter_map(place).chain(none.then_some(choices.len())).collect();
                self.cursor = self.ticked.first().copied();
            }
            Form::Amount | Form::Count { .. } | Form::Text => self.typed = given.text().to_owned(),
        }
    }

    fn types(&self) -> bool {
        let form = self.session.question().map(|question| &question.form);
        self.mode == Mode::Asking && matches!(form, Some(Form::Amount | Form::Count { .. } | Form::Text))
    }

    fn types_text(&self) -> bool {
        self.types() && matches!(self.session.question().map(|question| &question.form), Some(Form::Text))
    }

    fn press_offer(&mut self, code: KeyCode) -> Wish {
        match code {
            KeyCode::Enter => match self.cursor {
                Some(1) => return Wish::Anew,
                _ => self.show_question(),
            },
            other => self.move_cursor(other),
        }
        Wish::Nothing
    }

    fn press_summary(&mut self, code: KeyCode) -> Wish {
        match code {
            KeyCode::Enter if self.session.has_answers() => return Wish::Finish,
            KeyCode::Left | KeyCode::BackTab => {
                self.session.back();
                self.show_question();
            }
            KeyCode::Up => self.scroll = self.scroll.saturating_sub(1),
            KeyCode::Down => {
                self.scroll = (self.scroll + 1).min(self.session.asked().count().saturating_sub(1))
            }
            _ => {}
        }
        Wish::Nothing
    }

    fn press_units(&mut self, code: KeyCode) -> Wish {
        let unit = match code {
            KeyCode::Enter => self.cursor,
            KeyCode::Esc | KeyCode::Left | KeyCode::BackTab => {
                self.mode = Mode::Asking;
                self.cursor = None;
                return Wish::Nothing;
            }
            KeyCode::Tab => {
                self.session.skip();
                self.show_question();
                return Wish::Nothing;
            }
            KeyCode::Char(digit) => self.place_of(digit),
            other => {
                self.move_cursor(other);
                None
            }
        };
        let units = self.session.question().map_or(&[][..], |question| question.units());
        match unit.and_then(|place| units.get(place)) {
            Some(unit) => Wish::Answer(format!("{} {unit}", self.typed.trim())),
            None => Wish::Nothing,
        }
    }

    fn press_asking(&mut self, code: KeyCode) -> Wish {
        match code {
            KeyCode::Tab => {
                self.session.skip();
                self.show_question();
            }
            KeyCode::Left | KeyCode::BackTab => {
                if self.session.back() {
                    self.show_question();
                }
            }
            _ if self.types() => return self.press_typing(code),
            KeyCode::Enter => return self.choose(),
            KeyCode::Char('=') => {
                let offered = self.session.before().is_some();
                return if offered { Wish::AnswerAsBefore } else { Wish::Nothing };
            }
            KeyCode::Char(' ') => self.tick(self.cursor),
            KeyCode::Char(digit) => {
                let place = self.place_of(digit);
                self.cursor = place.or(self.cursor);
                self.tick(place);
            }
            other => self.move_cursor(other),
        }
        Wish::Nothing
    }

    fn press_typing(&mut self, code: KeyCode) -> Wish {
        match code {
            KeyCode::Char(letter) if self.typed.len() < super::MOST_TYPED => self.typed.push(letter),
            KeyCode::Backspace => drop(self.typed.pop()),
            KeyCode::Enter => {
                let amount = self.session.question().is_some_and(|question| question.form == Form::Amount);
                let bare = !self.typed.trim().is_empty() && !self.typed.contains(char::is_alphabetic);
                if amount && bare {
                    self.mode = Mode::Units;
                    self.cursor = None;
                    self.message = None;
                    return Wish::Nothing;
                }
                return Wish::Answer(self.typed.clone());
            }
            _ => {}
        }
        Wish::Nothing
    }

    /// The answer that Enter gives to a question with choices.
    fn choose(&mut self) -> Wish {
        let Some(question) = self.session.question() else { return Wish::Nothing };
        let choices = question.choices();
        if matches!(question.form, Form::Several(_)) {
            let named = self
                .ticked
                .iter()
                .map(|place| choices.get(*place).map_or("none", |choice| choice.id.as_str()));
            let answer = named.collect::<Vec<_>>().join(",");
            if answer.is_empty() {
                let none = self.wording.none().text;
                self.message = Some(self.spoken.say("tick-first", &[("none", none.as_str().into())]));
                return Wish::Nothing;
            }
            return Wish::Answer(answer);
        }
        match self.cursor.and_then(|place| choices.get(place)) {
            Some(choice) => Wish::Answer(choice.id.clone()),
            None => {
                self.message = Some(self.spoken.say("choose-first", &[]));
                Wish::Nothing
            }
        }
    }

    /// Ticks a line, or takes its tick away; "none of these" and the others exclude each other.
    fn tick(&mut self, place: Option<usize>) {
        let Some(question) = self.session.question() else { return };
        let (Form::Several(choices), Some(place)) = (&question.form, place) else { return };
        let none = choices.len();
        self.message = None;
        if !self.ticked.remove(&place) {
            if place == none {
                self.ticked.clear();
            } else {
                self.ticked.remove(&none);
            }
            self.ticked.insert(place);
        }
    }

    fn move_cursor(&mut self, code: KeyCode) {
        let last = self.lines().saturating_sub(1);
        self.cursor = match (code, self.cursor) {
            (KeyCode::Down, None) => Some(0),
            (KeyCode::Down, Some(place)) => Some((place + 1).min(last)),
            (KeyCode::Up, None) => Some(last),
            (KeyCode::Up, Some(place)) => Some(place.saturating_sub(1)),
            (_, place) => place,
        };
        self.message = None;
    }

    /// The line of a digit.
    fn place_of(&self, digit: char) -> Option<usize> {
        (0..self.lines()).find(|place| self.label(*place).starts_with(digit))
    }

    /// The digit of a line: that of a level is the level itself, "none of these" is 0.
    pub(super) fn label(&self, place: usize) -> String {
        let question = self.session.question().filter(|_| self.mode == Mode::Asking);
        let choice = question.and_then(|question| question.choices().get(place));
        match (choice, question) {
            (Some(choice), _) if choice.id.parse::<u8>().is_ok() => choice.id.clone(),
            (None, Some(_)) => "0".to_owned(),
            _ => (place + 1).to_string(),
        }
    }
}

impl App {
    /// What is wrong with an answer, in the language of the screen.
    fn remedy_of(&self, error: &JournalError) -> String {
        let JournalError::CheckIn(refused) = error else { return error.to_string() };
        let CheckInRefused::Answer(AnswerRefused::Misfit { misfit, .. }) = refused.as_ref() else {
            return refused.to_string();
        };
        let units = self.session.question().map(|question| question.units().join(", ")).unwrap_or_default();
        let range = |id, least: &str, most: &str| {
            self.spoken.say(id, &[("least", least.into()), ("most", most.into())])
        };
        match misfit {
            Misfit::NoChoice { .. } | Misfit::NoneAndOthers => self.spoken.say("misfit-choice", &[]),
            Misfit::NoCount { least, most } => range("misfit-count", &least.to_string(), &most.to_string()),
            Misfit::Nothing => self.spoken.say("misfit-nothing", &[]),
            Misfit::Field(invalid) => match &invalid.problem {
                Problem::UnitMissing | Problem::UnknownUnit => {
                    self.spoken.say("misfit-unit", &[("units", units.as_str().into())])
                }
                Problem::NotANumber => self.spoken.say("misfit-number", &[]),
                Problem::OutOfRange { least, most } => range("misfit-range", least, most),
                _ => self.spoken.say("misfit-other", &[]),
            },
            _ => self.spoken.say("misfit-other", &[]),
        }
    }
}
