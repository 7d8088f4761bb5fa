//! `nourish retract`

use super::fields::short_id;
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::entry_json;

pub(super) fn run(
    arguments: &Arguments,
    id: &str,
    reason: &str,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let mut journal = access::open_for_writing(arguments, screen)?;
    let entry = journal.retract(journal.find(id)?, reason, &now)?;
    journal.settle()?;
    if screen.is_json() {
        screen.value(&entry_json(&entry))?;
    } else {
        screen.line(&format!("Taken back {}; its history stays: nourish show {0}", short_id(&entry)))?;
    }
    Ok(Outcome::Done)
}
