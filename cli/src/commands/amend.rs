//! `nourish amend`

use super::fields::{line, short_id, split};
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{Entry, Fact, JournalError, entry_json, standing_version};

/// What to change.
pub(super) struct Change<'a> {
    pub(super) id: &'a str,
    pub(super) fields: &'a [String],
    pub(super) reason: &'a str,
    pub(super) at: Option<&'a str>,
}

pub(super) fn run(
    arguments: &Arguments,
    change: Change<'_>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let occurred = change.at.map(|at| clock::time("--at", at, zone, "12:00")).transpose()?;
    let mut journal = access::open_for_writing(arguments, screen)?;
    let id = journal.find(change.id)?;
    let history = journal.history(id)?;
    let standing = standing_version(&history).and_then(Entry::fact).ok_or(JournalError::NewerEntry)?;
    let fact = changed(standing, change.fields)?;
    let entry = journal.amend(id, fact, occurred, change.reason, &now)?;
    journal.settle()?;
    if screen.is_json() {
        screen.value(&entry_json(&entry))?;
    } else {
        screen.line(&format!(
            "Corrected {}  {}  {}",
            short_id(&entry),
            entry.occurred().day(),
            line(&entry)
        ))?;
    }
    Ok(Outcome::Done)
}

/// The fact with some of its fields written anew. An empty value takes a field away.
fn changed(standing: &Fact, changes: &[String]) -> Result<Fact, Failure> {
    let kind = standing.kind().name;
    let changes = split(kind, changes)?;
    let kept: Vec<(&str, String)> = standing
        .values()
        .into_iter()
        .filter(|(spec, _)| {
            !changes.iter().any(|(name, _)| *name == spec.name || Some(*name) == spec.short_name())
        })
        .map(|(spec, value)| (spec.name, spec.write(&value)))
        .collect();
    let kept = kept.iter().map(|(name, text)| (*name, text.as_str()));
    let fields: Vec<(&str, &str)> =
        kept.chain(changes.iter().copied().filter(|(_, text)| !text.is_empty())).collect();
    Ok(Fact::read(kind, &fields)?)
}
