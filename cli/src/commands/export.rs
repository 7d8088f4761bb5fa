//! `nourish export`

use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::JournalError;
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub(super) fn run(
    arguments: &Arguments,
    out: Option<&Path>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let journal = access::open(arguments)?;
    let Some(path) = out else {
        return in_part(journal.export(screen.stream()), screen).map(|(outcome, _)| outcome);
    };
    let unusable = |_| Failure::File {
        what: "the file to write",
        remedy: "choose a name that does not exist yet, in a folder that can be written".into(),
    };
    let mut file = BufWriter::new(File::create_new(path).map_err(unusable)?);
    let (outcome, count) = in_part(journal.export(&mut file), screen)?;
    file.flush().map_err(unusable)?;
    if screen.is_json() {
        screen.value(&json!({"written": path.to_string_lossy(), "entries": count}))?;
    } else {
        screen.line(&format!(
            "Written to {}. It is not encrypted: keep it where nobody else looks.",
            path.display()
        ))?;
    }
    Ok(outcome)
}

/// A damaged journal was still written as far as it can be read.
fn in_part(
    exported: Result<u64, JournalError>,
    screen: &mut Screen,
) -> Result<(Outcome, Option<u64>), Failure> {
    match exported {
        Ok(count) => Ok((Outcome::Done, Some(count))),
        Err(JournalError::Damaged(_)) => {
            screen.remark("Part of the journal is damaged; everything that can be read was written. Run `nourish doctor`.");
            Ok((Outcome::DoneInPart, None))
        }
        Err(error) => Err(error.into()),
    }
}
