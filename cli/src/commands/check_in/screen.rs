//! The full screen: keys in, frames out, and the journal between them.

use super::app::{App, Mode, Wish};
use super::draw::{Palette, draw};
use crate::failure::Failure;
use nourish_journal::{CheckInAlert, CheckedIn, Journal, JournalError, Respondent, Session};
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event, KeyEventKind};

/// How a check-in on the screen ended.
pub(super) enum Ended {
    /// It was finished.
    Finished(CheckedIn),
    /// Somebody left; what was answered is logged.
    Left,
    /// Somebody left, and what was answered could not be logged.
    LeftUnsaved(JournalError),
}

/// Runs a check-in on the whole screen, and gives the terminal back as it was.
pub(super) fn run(journal: &mut Journal, app: &mut App, colour: bool) -> Result<Ended, Failure> {
    let mut terminal = ratatui::try_init()?;
    let ended = ask(&mut terminal, journal, app, Palette::of(colour));
    ratatui::try_restore()?;
    ended
}

fn ask(
    terminal: &mut DefaultTerminal,
    journal: &mut Journal,
    app: &mut App,
    palette: Palette,
) -> Result<Ended, Failure> {
    loop {
        terminal.draw(|frame| draw(frame, app, palette))?;
        let Event::Key(key) = event::read()? else { continue };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        match app.press(key) {
            Wish::Nothing => {}
            Wish::Answer(answer) => {
                let step = journal.answer_check_in(&mut app.session, &answer, &app.now.clone());
                app.after(step);
            }
            Wish::AnswerAsBefore => {
                let step = journal.answer_check_in_as_before(&mut app.session, &app.now.clone());
                app.after(step);
            }
            Wish::Anew => {
                let session = anew(journal, app)?;
                app.begin(session);
            }
            Wish::Finish => {
                let now = app.now.clone();
                match journal.finish_check_in(&mut app.session, &now) {
                    Ok(CheckedIn { alert: Some(CheckInAlert { unsaved: Some(error), .. }), .. })
                    | Err(error) => app.not_saved(&error),
                    Ok(logged) => return Ok(Ended::Finished(logged)),
                }
            }
            Wish::Leave if app.mode == Mode::Offer => return Ok(Ended::Left),
            Wish::Leave => {
                let now = app.now.clone();
                let saved = journal.save_check_in(&mut app.session, &now);
                return Ok(saved.map_or_else(Ended::LeftUnsaved, |_| Ended::Left));
            }
        }
    }
}

fn anew(journal: &Journal, app: &App) -> Result<Session, Failure> {
    let by: Respondent = app.session.by();
    Ok(journal.begin_check_in(&app.session.set().id, by, &app.now)?)
}
