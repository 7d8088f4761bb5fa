//! `nourish restore`

use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{Journal, JournalError};
use serde_json::json;
use std::path::Path;

pub(super) fn run(arguments: &Arguments, backup: &Path, screen: &mut Screen) -> Result<Outcome, Failure> {
    // Before anybody is asked for a passphrase.
    if arguments.journal.exists() {
        return Err(JournalError::AlreadyExists.into());
    }
    if !backup.exists() {
        let remedy = "check that it exists and can be read".into();
        return Err(Failure::File { what: "the backup", remedy });
    }
    let given = access::given(arguments)?.map_or_else(|| access::ask(arguments), Ok)?;
    let journal = Journal::restore(backup, &arguments.journal, given.secret()?)?;
    let missing = !journal.damage().is_empty();
    if screen.is_json() {
        screen.value(
            &json!({"journal": arguments.journal.to_string_lossy(), "entries": journal.entry_count()}),
        )?;
    } else {
        let (count, path) = (journal.entry_count(), arguments.journal.display());
        screen.line(&format!(
            "Restored {count} entries to {path}. This device goes on in it under a new name."
        ))?;
    }
    if missing {
        screen.remark("Something was missing already when the backup was made. Run `nourish doctor`.");
        return Ok(Outcome::DoneInPart);
    }
    Ok(Outcome::Done)
}
