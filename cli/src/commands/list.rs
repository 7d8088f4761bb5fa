//! `nourish list`

use super::fields::{line, marks, short_id};
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone};
use nourish_journal::{CalendarDay, Fact, Shown, View, entry_json};
use serde_json::{Value, json};

/// How many days are listed where nobody says.
const DAYS: i32 = 7;

/// What to list.
pub(super) struct Filter<'a> {
    pub(super) from: Option<&'a str>,
    pub(super) to: Option<&'a str>,
    pub(super) kind: Option<&'a str>,
}

pub(super) fn run(
    arguments: &Arguments,
    filter: Filter<'_>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let today = clock::now(arguments.as_of.as_deref(), zone)?.day();
    let to = filter.to.map_or(Ok(today), |text| day("--to", text))?;
    let from = filter.from.map_or(Ok(to.plus(1 - DAYS)), |text| day("--from", text))?;
    filter.kind.map(Fact::kind_named).transpose()?;
    let view = access::open_for_reading(arguments, screen)?.view(from, to)?;
    let mut shown: Vec<&Shown> = view.timeline.iter().chain(view.timeline.doubtful()).collect();
    shown.retain(|shown| {
        filter.kind.is_none_or(|kind| shown.entry().fact().is_some_and(|fact| fact.kind().name == kind))
    });
    shown.sort_by_key(|shown| (shown.day(), shown.entry().occurred().instant_ms(), shown.root()));
    if screen.is_json() {
        show_json(&shown, screen)?
    } else {
        show(&shown, screen)?
    }
    Ok(say_damage(&view, screen))
}

/// Reads a day given as an argument.
pub(super) fn day(name: &'static str, text: &str) -> Result<CalendarDay, Failure> {
    text.parse().map_err(|_| Failure::Argument { name, remedy: "write a day like 2026-11-20".into() })
}

fn show(entries: &[&Shown], screen: &mut Screen) -> Result<(), Failure> {
    let mut last = None;
    for shown in entries {
        if last != Some(shown.day()) {
            let heading = screen.paint(Tone::Heading, &shown.day().to_string());
            screen.line(&heading)?;
            last = Some(shown.day());
        }
        let clock = shown.entry().occurred().clock().format("%H:%M");
        let id = screen.paint(Tone::Quiet, &short_id(shown.entry()));
        screen.line(&format!("  {clock}  {id}  {}{}", line(shown.entry()), marks(shown)))?;
    }
    if entries.is_empty() {
        screen.line("Nothing was logged in this time.")?;
    }
    Ok(())
}

fn show_json(entries: &[&Shown], screen: &mut Screen) -> Result<(), Failure> {
    entries.iter().try_for_each(|shown| {
        let mut entry = entry_json(shown.entry());
        if let Value::Object(members) = &mut entry {
            members.insert("corrected".into(), json!(shown.amended()));
            members.insert("clash".into(), json!(shown.clash()));
            members.insert("to_confirm".into(), json!(shown.doubt().is_some()));
        }
        screen.value(&entry)
    })
}

/// Says what could not be read, if anything.
pub(super) fn say_damage(view: &View, screen: &mut Screen) -> Outcome {
    if view.damage.is_empty() {
        return Outcome::Done;
    }
    screen.remark("Part of the journal is damaged, so entries may be missing here. Run `nourish doctor`.");
    Outcome::DoneInPart
}
