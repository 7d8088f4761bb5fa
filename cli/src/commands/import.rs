//! `nourish import`

use super::fields::fields;
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::import_arguments::{Dates, Import};
use crate::terminal::{Screen, Tone};
use indicatif::{ProgressBar, ProgressStyle};
use nourish_journal::{
    Answers, DateOrder, Draft, FileError, FileOptions, Format, Imported, Journal, JournalError, Mapping,
    Moment, draft_json,
};
use serde_json::{Value, json};
use std::path::Path;

/// From which size on a progress bar is worth its line.
const LONG_BYTES: u64 = 4 * 1024 * 1024;
/// How many refused rows are written out, of each file.
const REFUSED_SHOWN: usize = 20;

pub(super) fn run(arguments: &Arguments, wanted: &Import, screen: &mut Screen) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let how = FileOptions {
        format: wanted.format.as_deref().map(named).transpose()?,
        zone,
        answers: answers(wanted)?,
        preview: wanted.preview,
    };
    let mut journal = access::open_for_writing(arguments, screen)?;
    let mut outcome = Outcome::Done;
    for path in &wanted.files {
        let imported = one(&mut journal, path, &how, &now)?;
        report(path, &imported, wanted.preview, screen)?;
        if imported.refused_count > 0 {
            outcome = Outcome::DoneInPart;
        }
    }
    journal.settle()?;
    Ok(outcome)
}

/// What was said about the files that they do not say themselves.
fn answers(wanted: &Import) -> Result<Answers, Failure> {
    let mut answers = Answers::default();
    for unit in &wanted.units {
        let (what, unit) = unit.split_once('=').ok_or_else(|| Failure::Argument {
            name: "--unit",
            remedy: "write it like weight=lb or albumin=g/L".into(),
        })?;
        answers = answers.with_unit(what.trim(), unit.trim());
    }
    answers.own_apps.clone_from(&wanted.own_apps);
    answers.dates = wanted.dates.map(|order| match order {
        Dates::DayFirst => DateOrder::DayFirst,
        Dates::MonthFirst => DateOrder::MonthFirst,
    });
    if let Some(path) = &wanted.mapping {
        let text = std::fs::read_to_string(path).map_err(|_| Failure::File {
            what: "the mapping file",
            remedy: "check that it exists and is UTF-8 text".into(),
        })?;
        let mapping = Mapping::parse(&text);
        answers.mapping = Some(mapping.map_err(|error| Failure::Mapping(error.to_string()))?);
    }
    Ok(answers)
}

fn one(journal: &mut Journal, path: &Path, how: &FileOptions, now: &Moment) -> Result<Imported, Failure> {
    let bar = bar(std::fs::metadata(path).map_or(0, |metadata| metadata.len()));
    let imported = journal.import_file(path, how, now, |progress| {
        bar.set_position(progress.read_bytes);
        true
    });
    bar.finish_and_clear();
    imported.map_err(|error| match error {
        JournalError::UnreadableFile(FileError::Io(_)) => Failure::File {
            what: "the file to import",
            remedy: "check that it exists and can be read; files named before it were imported".into(),
        },
        JournalError::UnreadableFile(FileError::Archive) => Failure::File {
            what: "the file to import",
            remedy: "it is an archive: unpack it, and import what is in it, like export.xml or health_connect_export.db".into(),
        },
        JournalError::UnreadableFile(FileError::UnknownFormat) => Failure::Argument {
            name: "--format",
            remedy: format!("what this file is cannot be told from it; give one of: {}", formats()),
        },
        error => error.into(),
    })
}

fn bar(bytes: u64) -> ProgressBar {
    if bytes < LONG_BYTES {
        return ProgressBar::hidden();
    }
    // The pattern is ours; where it were wrong, the plain bar would do.
    let style = ProgressStyle::with_template("{wide_bar} {bytes} of {total_bytes}, {eta} left");
    ProgressBar::new(bytes).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn named(name: &str) -> Result<Format, Failure> {
    Format::from_name(name)
        .ok_or_else(|| Failure::Argument { name: "--format", remedy: format!("give one of: {}", formats()) })
}

fn formats() -> String {
    Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
}

/// Says what became of a file.
pub(super) fn report(
    path: &Path,
    imported: &Imported,
    preview: bool,
    screen: &mut Screen,
) -> Result<(), Failure> {
    if screen.is_json() {
        return screen.value(&as_json(path, imported, preview));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let added = if preview { "would add" } else { "added" };
    screen.line(&format!("{name}: {added} {}, had {} already", entries(imported.added), imported.known))?;
    if imported.revised > 0 {
        screen.line(&format!(
            "  corrected {}, because their source changed them since",
            entries(imported.revised)
        ))?;
    }
    if preview {
        show_preview(imported, screen)?;
    }
    if let Some(name) = &imported.name {
        let line =
            screen.paint(Tone::Quiet, &format!("  to take it back as a whole: nourish import --undo {name}"));
        screen.line(&line)?;
    }
    for (reason, count) in &imported.skipped {
        let line = format!("  left out {count} {}", reason.as_str());
        let line = screen.paint(Tone::Quiet, &line);
        screen.line(&line)?;
    }
    for row in imported.refused.iter().take(REFUSED_SHOWN) {
        let refused = screen.paint(Tone::Warning, "  not taken:");
        screen.line(&format!("{refused} {row}"))?;
    }
    match imported.refused_count.saturating_sub(REFUSED_SHOWN as u64) {
        0 => Ok(()),
        more => screen.line(&format!("  and {more} more rows that could not be taken; --json lists them")),
    }
}

/// What would be added: how many of each kind, of which days, and the first and last of them.
fn show_preview(imported: &Imported, screen: &mut Screen) -> Result<(), Failure> {
    let Some((first, last)) = imported.days else { return Ok(()) };
    let kinds: Vec<String> = imported.kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    screen.line(&format!("  {} from {first} to {last}", kinds.join(", ")))?;
    for draft in &imported.first {
        screen.line(&format!("  {}", draft_line(draft)))?;
    }
    let between = imported.added.saturating_sub((imported.first.len() + imported.last.len()) as u64);
    if between > 0 {
        let line = screen.paint(Tone::Quiet, &format!("  {between} more"));
        screen.line(&line)?;
    }
    imported.last.iter().try_for_each(|draft| screen.line(&format!("  {}", draft_line(draft))))
}

fn draft_line(draft: &Draft) -> String {
    let at = draft.occurred.clock().format("%Y-%m-%d %H:%M");
    let from = draft.origin.as_ref().map_or("", |origin| origin.system.as_str());
    format!("{at}  {}  {} ({from})", draft.fact.kind().name, fields(&draft.fact))
}

pub(super) fn entries(count: u64) -> String {
    if count == 1 { "1 entry".into() } else { format!("{count} entries") }
}

fn as_json(path: &Path, imported: &Imported, preview: bool) -> Value {
    let refused: Value = imported
        .refused
        .iter()
        .map(
            |row| json!({"line": row.line, "field": row.field, "problem": row.problem, "remedy": row.remedy}),
        )
        .collect();
    let skipped: Value = imported
        .skipped
        .iter()
        .map(|(reason, count)| json!({"reason": reason.as_str(), "count": count}))
        .collect();
    let drafts = |drafts: &mut dyn Iterator<Item = &Draft>| drafts.map(draft_json).collect::<Value>();
    json!({
        "file": path.to_string_lossy(), "preview": preview, "added": imported.added, "known": imported.known, "revised": imported.revised,
        "skipped": skipped, "refused_count": imported.refused_count, "refused": refused,
        "import": imported.name, "kinds": imported.kinds,
        "from": imported.days.map(|(first, _)| first.to_string()), "to": imported.days.map(|(_, last)| last.to_string()),
        "first": drafts(&mut imported.first.iter()), "last": drafts(&mut imported.last.iter()),
    })
}
