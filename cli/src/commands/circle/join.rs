//! `nourish circle join`

use super::invite::{LOOK_EVERY, WAIT_MS, nobody_came, words_differ};
use super::words_agree;
use crate::access;
use crate::arguments::{Arguments, CircleAction};
use crate::commands::init::write_key_file;
use crate::commands::keys::now;
use crate::failure::{Failure, Outcome};
use crate::mailbox::Connection;
use crate::terminal::Screen;
use nourish_journal::{Joined, Joining, JournalError, Secret};
use serde_json::json;
use std::time::{Duration, Instant};

pub(super) fn run(
    arguments: &Arguments,
    what: &CircleAction,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let CircleAction::Join { code, device_name, mailbox, make_key_file, wait, yes } = what else {
        return Ok(Outcome::Done);
    };
    if arguments.journal.exists() {
        return Err(JournalError::AlreadyExists.into());
    }
    let given = access::given(arguments)?;
    if given.is_none() && make_key_file.is_none() {
        return Err(Failure::NoSecret);
    }
    let named = Joining::mailbox_of(code)?;
    let address = mailbox.clone().or(named).ok_or(Failure::Argument {
        name: "--mailbox",
        remedy: "say where the circle meets; only a link names it".into(),
    })?;
    let mut mailbox = Connection::to(&address)?;
    let until = Instant::now() + Duration::from_secs(*wait);
    let joined = pair(code, device_name, (until, *yes), &mut mailbox, screen)?;
    let made = make_key_file.as_deref().map(write_key_file).transpose()?;
    let mut journal = match (&given, &made) {
        (Some(given), _) => joined.keep(&arguments.journal, given.secret()?)?,
        (None, Some(key)) => joined.keep(&arguments.journal, Secret::KeyFile(key))?,
        (None, None) => return Err(Failure::NoSecret),
    };
    if let (Some(_), Some(key)) = (&given, &made) {
        journal.add_way(Secret::KeyFile(key), "", &now(arguments)?)?;
    }
    journal.move_to_mailbox(&address)?;
    let report = journal.sync(&mut mailbox, &now(arguments)?)?;
    if screen.is_json() {
        screen.value(&json!({"joined": true, "entries": report.summary.received}))?;
    } else {
        screen.line(&format!("You have joined. {} entries came with it.", report.summary.received))?;
    }
    Ok(Outcome::Done)
}

fn pair(
    code: &str,
    device_name: &str,
    (until, yes): (Instant, bool),
    mailbox: &mut Connection,
    screen: &mut Screen,
) -> Result<Joined, Failure> {
    let mut joining = loop {
        if let Some(joining) = Joining::begin(code, device_name, WAIT_MS, mailbox)? {
            break joining;
        }
        pause(until, mailbox)?;
    };
    let mut words = loop {
        match joining.await_inviter(WAIT_MS, mailbox)? {
            Ok(words) => break words,
            Err(again) => joining = again,
        }
        pause(until, mailbox)?;
    };
    if !words_agree(&words.words, yes, screen)? {
        return Err(words_differ());
    }
    loop {
        match words.await_welcome(WAIT_MS, mailbox)? {
            Ok(joined) => return Ok(joined),
            Err(again) => words = again,
        }
        pause(until, mailbox)?;
    }
}

fn pause(until: Instant, mailbox: &Connection) -> Result<(), Failure> {
    if Instant::now() >= until {
        return Err(nobody_came());
    }
    if !mailbox.waits() {
        std::thread::sleep(LOOK_EVERY);
    }
    Ok(())
}
