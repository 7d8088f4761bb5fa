//! `nourish imports`, and `nourish import --undo`

use super::import::entries;
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::import_arguments::Import;
use crate::terminal::{Screen, Tone};
use nourish_journal::{EntryId, ImportRecord, Undo, Undone};
use serde_json::{Value, json};

/// How many entries that stay are written out.
const KEPT_SHOWN: usize = 20;
/// How many digits of an entry's name are shown.
const DIGITS: usize = 8;

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let imports = access::open_for_reading(arguments, screen)?.imports()?;
    if screen.is_json() {
        imports.iter().try_for_each(|import| screen.value(&as_json(import)))?;
    } else if imports.is_empty() {
        screen.line("Nothing was imported here.")?;
    } else {
        imports.iter().try_for_each(|import| show(import, screen))?;
    }
    Ok(Outcome::Done)
}

pub(super) fn undo(
    arguments: &Arguments,
    name: &str,
    wanted: &Import,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let mut journal = access::open_for_writing(arguments, screen)?;
    let how = Undo { reason: &wanted.reason, with_corrected: wanted.with_corrected };
    let undone = journal.undo_import(name, how, &now)?;
    journal.settle()?;
    if screen.is_json() {
        screen.value(&undone_json(&undone))?;
    } else {
        show_undone(&undone, screen)?;
    }
    Ok(if undone.corrected_count > 0 { Outcome::DoneInPart } else { Outcome::Done })
}

fn show(import: &ImportRecord, screen: &mut Screen) -> Result<(), Failure> {
    let name = screen.paint(Tone::Quiet, &import.name);
    let at = import.at.clock().format("%Y-%m-%d %H:%M");
    let file = import.file.as_deref().unwrap_or("a file");
    let (first, last) = import.days;
    screen.line(&format!(
        "{name}  {at}  {file} ({}): {} from {first} to {last}",
        import.format,
        entries(import.added)
    ))?;
    match &import.undone {
        None => Ok(()),
        Some((at, reason)) => {
            screen.line(&format!("          undone {}: {reason}", at.clock().format("%Y-%m-%d %H:%M")))
        }
    }
}

fn show_undone(undone: &Undone, screen: &mut Screen) -> Result<(), Failure> {
    screen.line(&format!("Taken back {}; their history stays", entries(undone.taken_back)))?;
    if undone.gone > 0 {
        screen.line(&format!("  {} were taken back or erased before", undone.gone))?;
    }
    if undone.corrected_count > 0 {
        let line = format!(
            "  {} stay because they were corrected since; --with-corrected takes them back too:",
            undone.corrected_count
        );
        screen.line(&screen.paint(Tone::Warning, &line))?;
    }
    let shown = undone.corrected.iter().take(KEPT_SHOWN);
    shown.map(short).try_for_each(|id| screen.line(&format!("  {id}")))
}

fn short(id: &EntryId) -> String {
    id.to_string().chars().take(DIGITS).collect()
}

fn undone_json(undone: &Undone) -> Value {
    let corrected: Vec<String> = undone.corrected.iter().map(EntryId::to_string).collect();
    json!({
        "taken_back": undone.taken_back, "gone": undone.gone, "corrected_count": undone.corrected_count,
        "corrected": corrected,
    })
}

fn as_json(import: &ImportRecord) -> Value {
    json!({
        "name": import.name, "at": import.at.to_string(), "format": import.format, "file": import.file,
        "added": import.added, "known": import.known, "refused": import.refused,
        "from": import.days.0.to_string(), "to": import.days.1.to_string(),
        "undone_at": import.undone.as_ref().map(|(at, _)| at.to_string()),
        "undone_because": import.undone.as_ref().map(|(_, reason)| reason),
    })
}
