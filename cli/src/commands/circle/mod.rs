//! `nourish circle`: the people who share a journal.

mod invite;
mod join;
mod list;

use super::keys::now;
use crate::access;
use crate::arguments::{Arguments, CircleAction};
use crate::circle_arguments::NewRole;
use crate::failure::{Failure, Outcome};
use crate::mailbox::Connection;
use crate::terminal::Screen;
use nourish_journal::{CircleMember, CircleView, Journal, JournalError, Role};
use serde_json::json;
use std::io::IsTerminal;

pub(super) fn run(
    arguments: &Arguments,
    what: &CircleAction,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    match what {
        CircleAction::Found { name, device_name, mailbox } => {
            found(arguments, (name, device_name), mailbox, screen)
        }
        CircleAction::Invite { .. } => invite::run(arguments, what, screen),
        CircleAction::Join { .. } => join::run(arguments, what, screen),
        CircleAction::List => list::run(arguments, screen),
        CircleAction::Verify => list::verify(arguments, screen),
        CircleAction::Remove { who } => change(arguments, screen, |journal, circle| {
            if let Some(member) = find_member(circle, who) {
                return Ok(journal.remove_member(member.id)?);
            }
            let devices = circle.members.iter().flat_map(|member| &member.devices);
            let mut found = devices.filter(|device| device.name == *who || begins(&device.id_text, who));
            match (found.next(), found.next()) {
                (Some(device), None) => Ok(journal.remove_device(device.id)?),
                _ => Err(JournalError::NoSuchMember.into()),
            }
        }),
        CircleAction::Role { who, role } => change(arguments, screen, |journal, circle| {
            let member = find_member(circle, who).ok_or(JournalError::NoSuchMember)?;
            Ok(journal.set_role(member.id, role_of(*role))?)
        }),
        CircleAction::Trust { who, no_more } => change(arguments, screen, |journal, circle| {
            let member = find_member(circle, who).ok_or(JournalError::NoSuchMember)?;
            Ok(journal.trust_member(member.id, !no_more)?)
        }),
        CircleAction::Leave => change(arguments, screen, |journal, _| Ok(journal.leave_circle()?)),
        CircleAction::Move { mailbox } => {
            Connection::to(mailbox)?;
            change(arguments, screen, |journal, _| Ok(journal.move_to_mailbox(mailbox)?))
        }
    }
}

fn found(
    arguments: &Arguments,
    (name, device_name): (&str, &str),
    mailbox: &str,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    Connection::to(mailbox)?;
    let mut journal = access::open_for_writing(arguments, screen)?;
    journal.found_circle(name, device_name, &now(arguments)?)?;
    journal.move_to_mailbox(mailbox)?;
    if screen.is_json() {
        screen.value(&json!({"founded": true}))?;
    } else {
        screen
            .line("The circle has begun. Invite somebody: nourish circle invite --name NAME --role carer")?;
    }
    Ok(Outcome::Done)
}

/// Changes the circle; what others must hear of waits for the next sync.
fn change(
    arguments: &Arguments,
    screen: &mut Screen,
    change: impl FnOnce(&mut Journal, &CircleView) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let mut journal = access::open_for_writing(arguments, screen)?;
    let circle = journal.circle()?.ok_or(JournalError::NoCircle)?;
    change(&mut journal, &circle)?;
    if screen.is_json() {
        screen.value(&json!({"waits_for_sync": true}))?;
    } else {
        screen.line("Noted. The others hear of it, and it takes effect, with the next sync: nourish sync")?;
    }
    Ok(Outcome::Done)
}

/// The member with this name, or whose id begins like this.
fn find_member<'a>(circle: &'a CircleView, who: &str) -> Option<&'a CircleMember> {
    let mut found = circle.members.iter().filter(|member| member.name == who || begins(&member.id_text, who));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn begins(id: &str, who: &str) -> bool {
    who.len() >= 4 && id.starts_with(&who.to_ascii_lowercase())
}

const fn role_of(role: NewRole) -> Role {
    match role {
        NewRole::Carer => Role::Carer,
        NewRole::Clinician => Role::Clinician,
        NewRole::Reader => Role::Reader,
    }
}

/// Shows the words, and asks whether the other side sees the same.
fn words_agree(words: &[&str], yes: bool, screen: &mut Screen) -> Result<bool, Failure> {
    let words = words.join(" ");
    if screen.is_json() {
        screen.value(&json!({"words": words}))?;
    } else {
        screen.line(&format!("Both devices must show the same words:\n\n    {words}\n"))?;
    }
    screen.flush()?;
    if yes {
        return Ok(true);
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::Argument {
            name: "--yes",
            remedy: "compare the words with the other person, then say --yes; nobody was let in".into(),
        });
    }
    screen.remark("Does the other device show just these words? Type yes:");
    let mut typed = String::new();
    std::io::stdin().read_line(&mut typed).map_err(Failure::Output)?;
    Ok(typed.trim().eq_ignore_ascii_case("yes"))
}
