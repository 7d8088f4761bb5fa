//! `nourish check-in`

mod app;
mod draw;
mod print;
mod screen;
#[cfg(test)]
mod tests;
mod words;

use super::fields::line;
use crate::access;
use crate::arguments::Arguments;
use crate::check_in_arguments::CheckInArguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone};
use app::App;
use nourish_journal::{
    CheckInAlert, CheckedIn, Journal, Language, Moment, QUESTION_SET_BYTES, Respondent, Wording, entry_json,
};
use screen::Ended;
use serde_json::{Value, json};
use std::io::{IsTerminal, Read};
use std::path::Path;
use words::Spoken;

/// Most bytes that are typed into a field.
const MOST_TYPED: usize = 1_000;

pub(super) fn run(
    arguments: &Arguments,
    wanted: &CheckInArguments,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let typed_in = wanted.answers.is_none() && !wanted.print_questions;
    if typed_in && !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err(Failure::Argument {
            name: "--answers",
            remedy: "there is no terminal to ask on; give a file of answers, or - for standard input; --print-questions shows the questions".into(),
        });
    }
    // A file is read before the journal is opened: whoever mistypes its name is told at once.
    let answers = wanted.answers.as_deref().map(read_answers).transpose()?;
    let mut journal = if wanted.print_questions {
        access::open_for_reading(arguments, screen)?
    } else {
        access::open_for_writing(arguments, screen)?
    };
    super::pack::name_set_aside(&journal.packs().set_aside, screen);
    let language = super::today::language_or_profile(wanted.language.as_deref(), &journal, &now)?;
    let wording = journal.check_in_wording(&language)?;
    let by = if wanted.on_behalf { Respondent::Carer } else { Respondent::Patient };
    if wanted.print_questions {
        let set = journal.question_set(&wanted.set)?;
        if wanted.fhir {
            screen.line(&journal.questionnaire_json(set, &language, by)?)?;
        } else {
            print::run(set, &wording, by, screen)?;
        }
        return Ok(Outcome::Done);
    }
    match answers {
        Some(answers) => from_file(&mut journal, wanted, &answers, &wording, &now, screen)?,
        None => on_screen(&mut journal, wanted, wording, &language, &now, screen)?,
    }
    journal.settle()?;
    Ok(Outcome::Done)
}

/// Answers from a file, and says what was logged and what needs somebody at once.
fn from_file(
    journal: &mut Journal,
    wanted: &CheckInArguments,
    answers: &str,
    wording: &Wording,
    now: &Moment,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let by = if wanted.on_behalf { Respondent::Carer } else { Respondent::Patient };
    let logged = match journal.check_in_of_answers(answers, &wanted.set, by, now) {
        Ok(mut session) => journal.finish_check_in(&mut session, now)?,
        Err(refused) => {
            let alert = journal.alert_of_refused(answers, &wanted.set, by, &refused, now).ok_or(refused)?;
            CheckedIn { entries: Vec::new(), alert: Some(alert) }
        }
    };
    show(&logged, wording, screen)?;
    // Whom to call stands on the screen now; that nothing was saved comes after it.
    logged.alert.and_then(|alert| alert.unsaved).map_or(Ok(()), |error| Err(error.into()))
}

fn on_screen(
    journal: &mut Journal,
    wanted: &CheckInArguments,
    wording: Wording,
    language: &Language,
    now: &Moment,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let by = if wanted.on_behalf { Respondent::Carer } else { Respondent::Patient };
    // One that cannot be gone on with stands in nobody's way, unless it is asked for.
    let left = match journal.resume_check_in(now) {
        Err(error) if wanted.resume => return Err(error.into()),
        found => found.ok().flatten(),
    };
    let session = match (left, wanted.resume) {
        (None, true) => {
            let remedy = "no check-in was left within the last day; begin one without --resume".into();
            return Err(Failure::Argument { name: "--resume", remedy });
        }
        (Some(left), true) => (left, false),
        (Some(left), false) if left.set().id == wanted.set && left.by() == by => (left, true),
        (_, false) => (journal.begin_check_in(&wanted.set, by, now)?, false),
    };
    let broken = |_| Failure::Journal(nourish_journal::JournalError::BrokenRules);
    let spoken = Spoken::of(language).map_err(broken)?;
    let mut app = App::new(session.0, wording, spoken, now.clone(), session.1);
    match screen::run(journal, &mut app, screen.has_colour())? {
        Ended::Finished(logged) => {
            if screen.is_json() {
                return show(&logged, &app.wording, screen);
            }
            say_alert(logged.alert.as_ref(), &app.wording, screen)?;
            let saved = app.spoken.say("saved", &[("count", logged.entries.len().into())]);
            screen.line(&saved)
        }
        Ended::Left if !app.session.has_answers() => screen.line(&app.spoken.say("nothing-saved", &[])),
        Ended::Left => screen.line(&app.spoken.say("left", &[])),
        Ended::LeftUnsaved(error) => {
            let yes = app.session.yes();
            let alert = (!yes.is_empty()).then(|| journal.check_in_alert(&yes, app.session.by(), now));
            say_alert(alert.as_ref(), &app.wording, screen)?;
            Err(error.into())
        }
    }
}

fn read_answers(path: &Path) -> Result<String, Failure> {
    let what = "the file of answers";
    let unusable = |remedy: &str| Failure::File { what, remedy: remedy.into() };
    let mut text = String::new();
    // One byte more, so that a longer file is refused as such.
    let limit = QUESTION_SET_BYTES as u64 + 1;
    let read = if path.as_os_str() == "-" {
        std::io::stdin().take(limit).read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(limit).read_to_string(&mut text))
    };
    read.map_err(|_| unusable("check that it exists and holds UTF-8 text"))?;
    Ok(text)
}

fn show(logged: &CheckedIn, wording: &Wording, screen: &mut Screen) -> Result<(), Failure> {
    if screen.is_json() {
        let entries: Vec<Value> = logged.entries.iter().map(entry_json).collect();
        let alert = logged.alert.as_ref().map(|alert| alert_json(alert, wording));
        return screen.value(&json!({"entries": entries, "alert": alert}));
    }
    say_alert(logged.alert.as_ref(), wording, screen)?;
    for entry in &logged.entries {
        screen.line(&format!("Logged {}  {}", super::fields::short_id(entry), line(entry)))?;
    }
    let unsaved = logged.alert.as_ref().is_some_and(|alert| alert.unsaved.is_some());
    if logged.entries.is_empty() && !unsaved {
        screen.line("Nothing was answered, and nothing was logged.")
    } else {
        Ok(())
    }
}

fn say_alert(alert: Option<&CheckInAlert>, wording: &Wording, screen: &mut Screen) -> Result<(), Failure> {
    let Some(alert) = alert else { return Ok(()) };
    let call = wording.whom_to_call(alert.is_emergency()).marked();
    screen.line(&screen.paint(Tone::Alarm, &format!("!!! {call}")))?;
    for (flag, _) in &alert.flags {
        let first = wording.do_first(*flag).map(|first| format!(". {}", first.marked())).unwrap_or_default();
        screen.line(&format!("  - {}{first}", wording.flag(*flag).marked()))?;
    }
    for contact in &alert.contacts {
        screen.line(&format!("  {}  {}", contact.phone, contact.role.as_str().replace('-', " ")))?;
    }
    if !alert.contacts_read {
        screen.remark("Not all of the journal can be read: its phone numbers may be missing or old. Use the one that your care team gave you.");
    }
    Ok(())
}

fn alert_json(alert: &CheckInAlert, wording: &Wording) -> Value {
    let flags: Vec<Value> = alert
        .flags
        .iter()
        .map(|(flag, _)| {
            let first = wording.do_first(*flag).map(nourish_journal::Said::marked);
            json!({"flag": flag.as_str(), "text": wording.flag(*flag).marked(), "first": first})
        })
        .collect();
    let contacts: Vec<Value> = alert
        .contacts
        .iter()
        .map(|contact| json!({"role": contact.role.as_str(), "phone": contact.phone}))
        .collect();
    let call = wording.whom_to_call(alert.is_emergency()).marked();
    json!({
        "emergency": alert.is_emergency(), "call": call, "flags": flags, "contacts": contacts,
        "contacts_read": alert.contacts_read, "saved": alert.unsaved.is_none(),
    })
}
