//! `nourish doctor`

use super::pack;
use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone};
use nourish_journal::{Damage, Health, Setting};
use serde_json::{Value, json};

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let journal = access::open(arguments)?;
    pack::name_set_aside(&journal.packs().set_aside, screen);
    let health = journal.check()?;
    if screen.is_json() {
        screen.value(&as_json(&health))?
    } else {
        show(&health, screen)?
    }
    Ok(if health.damage.is_empty() { Outcome::Done } else { Outcome::DoneInPart })
}

fn show(health: &Health, screen: &mut Screen) -> Result<(), Failure> {
    let verdict = if health.damage.is_empty() {
        screen.paint(Tone::Good, "The journal is sound.")
    } else {
        screen.paint(Tone::Alarm, "Part of the journal is damaged.")
    };
    screen.line(&verdict)?;
    screen.line(&format!(
        "  {} entries in {} weekly blocks, {} of them fresh; {} bytes",
        health.entries, health.weeks, health.fresh, health.file_bytes
    ))?;
    screen.line(&format!("  this device's log is signed through entry {}", health.signed_through))?;
    for damage in &health.damage {
        let name = screen.paint(Tone::Warning, "  damaged:");
        screen.line(&format!("{name} {}", words(*damage)))?;
    }
    if health.set_aside > 0 {
        screen.line(&format!(
            "  {} damaged parts were set aside earlier; nothing was deleted",
            health.set_aside
        ))?;
    }
    if !health.damage.is_empty() {
        screen.line("  Do not delete the file. Copy it, run `nourish export` for what can be read, and restore from a backup.")?;
    }
    Ok(())
}

fn words(damage: Damage) -> String {
    match damage {
        Damage::File => "the file itself, as SQLite finds".into(),
        Damage::Keyring => "the record of keys".into(),
        Damage::Manifest => "the list of what the journal holds".into(),
        Damage::TailRow(number) => format!("a fresh entry, row {number}"),
        Damage::TailGap(number) => format!("fresh entries that are missing from row {number} on"),
        Damage::Week(first) => format!("the week from {first} to {}", first.plus(6)),
        Damage::Chain => {
            "the chain of entries, which does not lead to the head that this device signed".into()
        }
        Damage::Setting(Setting::Sites) => "the list of sites whose packs are trusted".into(),
        Damage::Setting(Setting::Packs) => "the content packs that were installed".into(),
        other => format!("{other:?}"),
    }
}

fn as_json(health: &Health) -> Value {
    json!({
        "sound": health.damage.is_empty(),
        "damage": health.damage.iter().map(|damage| words(*damage)).collect::<Vec<_>>(),
        "entries": health.entries,
        "weeks": health.weeks,
        "fresh": health.fresh,
        "set_aside": health.set_aside,
        "signed_through": health.signed_through,
        "file_bytes": health.file_bytes,
    })
}
