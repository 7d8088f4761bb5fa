//! `nourish circle invite`

use super::{role_of, words_agree};
use crate::access;
use crate::arguments::{Arguments, CircleAction};
use crate::commands::keys::now;
use crate::failure::{Failure, Outcome};
use crate::mailbox::Connection;
use crate::private_file;
use crate::terminal::Screen;
use nourish_journal::{Invited, Inviting, JournalError, qr_drawing, qr_text};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a mailbox may hold a question back.
pub(super) const WAIT_MS: u32 = 20_000;
/// How often a file is looked at.
pub(super) const LOOK_EVERY: Duration = Duration::from_millis(200);

pub(super) fn run(
    arguments: &Arguments,
    what: &CircleAction,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let CircleAction::Invite { name, role, own_device, patient_device, link, qr, wait, yes } = what else {
        return Ok(Outcome::Done);
    };
    let invited = match name {
        _ if *own_device => Invited::OwnDevice,
        _ if *patient_device => Invited::PatientDevice,
        Some(name) => Invited::Member { name: name.clone(), role: role_of(*role) },
        None => return Err(Failure::Argument { name: "--name", remedy: "say whom you invite".into() }),
    };
    let mut journal = access::open_for_writing(arguments, screen)?;
    let address = journal.mailbox()?.ok_or(JournalError::NoMailbox)?;
    let mut mailbox = Connection::to(&address)?;
    let mut inviting = journal.invite(invited, *link, &mut mailbox)?;
    show(&inviting, *link, qr.as_deref(), screen)?;
    let until = Instant::now() + Duration::from_secs(*wait);
    let invitation = loop {
        match journal.await_newcomer(inviting, WAIT_MS, &mut mailbox)? {
            Ok(invitation) => break invitation,
            Err(again) => inviting = again,
        }
        if Instant::now() >= until {
            return Err(nobody_came());
        }
        if !mailbox.waits() {
            std::thread::sleep(LOOK_EVERY);
        }
    };
    if !words_agree(&invitation.words, *yes, screen)? {
        return Err(words_differ());
    }
    let device = invitation.device_name.clone();
    journal.let_in(invitation, &mut mailbox, &now(arguments)?)?;
    if screen.is_json() {
        screen.value(&json!({"let_in": true}))?;
    } else {
        screen.line(&format!("Let in, with the device called {device:?}."))?;
    }
    Ok(Outcome::Done)
}

fn show(inviting: &Inviting, link: bool, qr: Option<&Path>, screen: &mut Screen) -> Result<(), Failure> {
    if screen.is_json() {
        screen.value(&json!({"code": inviting.code.as_str(), "link": inviting.link.as_str()}))?;
    } else if link {
        if let Some(drawing) = qr_text(&inviting.link) {
            screen.line(&drawing)?;
        }
        screen.line(&format!("On the other device: nourish circle join '{}'", inviting.link.as_str()))?;
    } else {
        screen.line(&format!(
            "Tell them this code; it is good for one try:\n\n    {}\n",
            inviting.code.as_str()
        ))?;
        screen.line("On the other device: nourish circle join CODE --mailbox ADDRESS")?;
    }
    if let Some(path) = qr
        && let Some(drawing) = qr_drawing(&inviting.link)
    {
        private_file::write_new(path, "the QR code's file", &drawing)?;
    }
    screen.flush()
}

pub(super) fn nobody_came() -> Failure {
    Failure::Argument {
        name: "--wait",
        remedy: "the other side did not answer in time; nothing was changed, begin anew with another code"
            .into(),
    }
}

pub(super) fn words_differ() -> Failure {
    Failure::Argument {
        name: "words",
        remedy:
            "the words differ: somebody may stand in between; nobody was let in, begin anew with another code"
                .into(),
    }
}
