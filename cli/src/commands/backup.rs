//! `nourish backup`

use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::commands::doctor::words;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::CalendarDay;
use serde_json::json;
use std::path::{Path, PathBuf};

pub(super) fn run(
    arguments: &Arguments,
    file: Option<&Path>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let today = clock::now(arguments.as_of.as_deref(), zone)?.day();
    let path = file.map_or_else(|| beside(&arguments.journal, today), Path::to_owned);
    let made = access::open_for_reading(arguments, screen)?.backup(&path)?;
    if screen.is_json() {
        let left_out: Vec<_> = made.damage.iter().map(|damage| words(*damage)).collect();
        screen.value(&json!({
            "written": path.to_string_lossy(), "entries": made.entries, "bytes": made.bytes, "left_out": left_out,
        }))?;
    } else {
        screen.line(&format!(
            "Backed up {} entries to {}, and restored them on trial.",
            made.entries,
            path.display()
        ))?;
        screen.line("It opens with what opens the journal now. Keep it on another disk: nourish restore, nourish merge")?;
    }
    if made.damage.is_empty() {
        return Ok(Outcome::Done);
    }
    for damage in &made.damage {
        screen.remark(&format!("Not in the backup, because it cannot be read: {}", words(*damage)));
    }
    Ok(Outcome::DoneInPart)
}

/// A name beside the journal that nobody takes for a journal.
fn beside(journal: &Path, today: CalendarDay) -> PathBuf {
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
    journal.with_file_name(format!("{stem}-{today}.nourish-backup"))
}
