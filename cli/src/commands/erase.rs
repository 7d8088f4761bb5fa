//! `nourish erase`

use super::fields::short_id;
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{Entry, Erased};
use serde_json::json;
use std::io::IsTerminal;

/// What has to be typed.
const WORD: &str = "erase";

pub(super) fn run(
    arguments: &Arguments,
    id: &str,
    reason: &str,
    yes: bool,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let mut journal = access::open_for_writing(arguments, screen)?;
    let id = journal.find(id)?;
    let history = journal.history(id)?;
    if !yes {
        confirm(&history, screen)?;
    }
    let erased = journal.erase(id, reason, &now)?;
    say(&erased, screen)?;
    if erased.scrubbed {
        return Ok(Outcome::Done);
    }
    screen.remark("Another program has the journal open, so the old bytes are still on the disk. Close it, then run `nourish doctor --repair`.");
    Ok(Outcome::DoneInPart)
}

fn say(erased: &Erased, screen: &mut Screen) -> Result<(), Failure> {
    let copies: Vec<_> = erased.copies.iter().map(|path| path.to_string_lossy()).collect();
    if screen.is_json() {
        let count = erased.erasures.len();
        return screen.value(&json!({"erased": count, "scrubbed": erased.scrubbed, "copies": copies}));
    }
    screen.line(&format!(
        "Erased {} entries. That something was erased stays: nourish export",
        erased.erasures.len()
    ))?;
    for copy in copies {
        screen.remark(&format!("This copy of the journal still holds it: {copy}"));
    }
    screen.line("Backups made before still hold it; make a new one and delete those: nourish backup")
}

/// There is no way back: says what goes, and has the word typed.
fn confirm(history: &[Entry], screen: &mut Screen) -> Result<(), Failure> {
    let name = "--yes";
    if !std::io::stdin().is_terminal() {
        return Err(Failure::Argument { name, remedy: "say it, or run in a terminal to be asked".into() });
    }
    let first = history.first().map(short_id).unwrap_or_default();
    screen.remark(&format!(
        "{first} and its {} later versions will be erased for good.",
        history.len().saturating_sub(1)
    ));
    screen.remark(&format!("Type \"{WORD}\" to go on:"));
    let mut typed = String::new();
    std::io::stdin().read_line(&mut typed)?;
    if typed.trim() == WORD {
        return Ok(());
    }
    Err(Failure::Argument { name, remedy: "nothing was erased".into() })
}
