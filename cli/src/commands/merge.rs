//! `nourish merge`

use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::JournalError;
use serde_json::json;
use std::path::Path;

pub(super) fn run(arguments: &Arguments, backup: &Path, screen: &mut Screen) -> Result<Outcome, Failure> {
    let mut journal = access::open_for_writing(arguments, screen)?;
    let merged = journal.merge(backup).map_err(|error| match error {
        JournalError::NotFound => {
            Failure::File { what: "the backup", remedy: "check that it exists and can be read".into() }
        }
        other => other.into(),
    })?;
    journal.settle()?;
    if screen.is_json() {
        screen.value(&json!({
            "added": merged.added, "known": merged.known, "erased": merged.erased, "missing": merged.missing,
        }))?;
    } else {
        screen.line(&format!("Added {} entries, had {} already.", merged.added, merged.known))?;
        if merged.erased > 0 {
            screen.line(&format!("Erased {} entries that were erased elsewhere.", merged.erased))?;
        }
    }
    if merged.missing > 0 {
        screen
            .remark(&format!("{} entries are still missing; another backup may have them.", merged.missing));
        return Ok(Outcome::DoneInPart);
    }
    Ok(Outcome::Done)
}
