//! `nourish export`

use crate::access;
use crate::arguments::{Arguments, ExportFormat};
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{Damage, JournalError, TableFile, TrialNames};
use serde_json::json;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub(super) fn run(
    arguments: &Arguments,
    format: ExportFormat,
    out: Option<&Path>,
    names: &TrialNames,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let journal = access::open_for_reading(arguments, screen)?;
    let lines = match format {
        ExportFormat::Csv => return tables(journal.export_tables()?, out, screen),
        ExportFormat::Cdisc => return tables(journal.export_trial(names)?, out, screen),
        ExportFormat::Jsonl | ExportFormat::Audit => format,
    };
    let write = |out: &mut dyn Write| match lines {
        ExportFormat::Audit => journal.export_audit(&now, out),
        _ => journal.export(out),
    };
    let Some(path) = out else { return stream(write, screen) };
    let unusable = |_| Failure::File {
        what: "the file to write",
        remedy: "choose a name that does not exist yet, in a folder that can be written".into(),
    };
    let mut file = BufWriter::new(File::create_new(path).map_err(unusable)?);
    let exported = in_part(write(&mut file), screen);
    let written = exported.and_then(|exported| file.flush().map(|()| exported).map_err(unusable));
    if written.is_err() {
        // Our own file of a moment ago: half an export must not pass for a whole one.
        let _ = std::fs::remove_file(path);
    }
    let (outcome, count) = written?;
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

/// Writes tables into a folder that is made for them.
fn tables(
    (files, damage): (Vec<TableFile>, Vec<Damage>),
    out: Option<&Path>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let folder = out.ok_or_else(|| Failure::Argument {
        name: "--out",
        remedy: "name a folder to make for the tables".into(),
    })?;
    let unusable = |_| Failure::File {
        what: "the folder to write",
        remedy: "choose a name that does not exist yet, where there is room and you may write".into(),
    };
    std::fs::create_dir(folder).map_err(unusable)?;
    let written = files.iter().try_for_each(|file| std::fs::write(folder.join(&file.name), &file.text));
    if written.is_err() {
        // Our own folder of a moment ago: half an export must not pass for a whole one.
        let _ = std::fs::remove_dir_all(folder);
    }
    written.map_err(unusable)?;
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    if screen.is_json() {
        screen.value(&json!({"written": folder.to_string_lossy(), "files": names}))?;
    } else {
        screen.line(&format!(
            "Written to {}: {}. They are not encrypted: keep them where nobody else looks.",
            folder.display(),
            names.join(", ")
        ))?;
    }
    if damage.is_empty() {
        return Ok(Outcome::Done);
    }
    screen.remark(
        "Part of the journal is damaged; everything that can be read was written. Run `nourish doctor`.",
    );
    Ok(Outcome::DoneInPart)
}

fn stream(
    write: impl FnOnce(&mut dyn Write) -> Result<u64, JournalError>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let mut out = Tapped { out: screen.stream(), failed: None };
    let exported = write(&mut out);
    match out.failed {
        Some(error) => Err(error.into()),
        None => in_part(exported, screen).map(|(outcome, _)| outcome),
    }
}

/// The output, and why it took no more: a reader that went away is no failure of the disk.
struct Tapped<'a> {
    out: &'a mut dyn Write,
    failed: Option<io::Error>,
}

impl Write for Tapped<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes).inspect_err(|error| self.failed = Some(error.kind().into()))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
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
