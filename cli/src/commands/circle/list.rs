//! `nourish circle list` and `nourish circle verify`

use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone};
use nourish_journal::{CircleView, JournalError};
use serde_json::{Value, json};

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let circle = circle(arguments, screen)?;
    if screen.is_json() {
        screen.value(&as_json(&circle))?;
        return Ok(Outcome::Done);
    }
    for member in &circle.members {
        let me = if member.is_me { ", you" } else { "" };
        let trusted = if member.trusted { ", trusted with a new device of the patient" } else { "" };
        let name = screen.paint(Tone::Heading, &member.name);
        let id = member.id_text.get(..8).unwrap_or_default();
        screen.line(&format!("{name}: {}{me}{trusted} ({id})", member.role.word()))?;
        for device in &member.devices {
            let this = if device.is_this { ", this one" } else { "" };
            let id = device.id_text.get(..8).unwrap_or_default();
            screen.line(&format!("  {}{this} ({id})", device.name))?;
        }
    }
    let journal = &circle.journal_text;
    screen.line(&format!("\nWhoever runs the mailbox knows this journal as {journal}."))?;
    Ok(Outcome::Done)
}

pub(super) fn verify(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let circle = circle(arguments, screen)?;
    let words = circle.words.join(" ");
    if screen.is_json() {
        screen.value(&json!({"words": words, "statements": circle.statements}))?;
    } else {
        screen.line(&format!("    {words}\n"))?;
        screen.line(
            "Another member who sees the same words, after a sync on both sides, knows the same circle.",
        )?;
        screen.line("Other words mean that the mailbox shows you different circles, or that one of you has not synced yet.")?;
    }
    Ok(Outcome::Done)
}

fn circle(arguments: &Arguments, screen: &mut Screen) -> Result<CircleView, Failure> {
    let journal = access::open_for_reading(arguments, screen)?;
    Ok(journal.circle()?.ok_or(JournalError::NoCircle)?)
}

fn as_json(circle: &CircleView) -> Value {
    let members: Vec<Value> = circle
        .members
        .iter()
        .map(|member| {
            let devices: Vec<Value> = member
                .devices
                .iter()
                .map(|device| json!({"id": device.id_text, "name": device.name, "this": device.is_this}))
                .collect();
            json!({
                "id": member.id_text,
                "name": member.name,
                "role": member.role.word(),
                "trusted": member.trusted,
                "me": member.is_me,
                "devices": devices,
            })
        })
        .collect();
    json!({"journal": circle.journal_text, "members": members, "words": circle.words.join(" "), "epoch": circle.epoch})
}
