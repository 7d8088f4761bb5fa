//! `nourish report`

use super::list::day;
use super::pack;
use crate::access;
use crate::arguments::{Arguments, Reader, ReportFormat};
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::Report;
use serde_json::json;
use std::path::Path;

/// Which report.
pub(super) struct Wanted<'a> {
    pub(super) format: ReportFormat,
    pub(super) out: Option<&'a Path>,
    pub(super) reader: Reader,
    pub(super) from: Option<&'a str>,
}

pub(super) fn run(
    arguments: &Arguments,
    wanted: &Wanted<'_>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let from = wanted.from.map(|text| day("--from", text)).transpose()?;
    let journal = access::open_for_reading(arguments, screen)?;
    pack::name_set_aside(&journal.packs().set_aside, screen);
    let report = journal.report(from, &now, wanted.reader.audience())?;
    let text = written(&report, wanted.format);
    let Some(path) = wanted.out else {
        screen.stream().write_all(text.as_bytes())?;
        return Ok(Outcome::Done);
    };
    write(path, &text)?;
    if screen.is_json() {
        screen.value(&json!({"written": path.to_string_lossy()}))?;
    } else {
        screen.line(&format!("Written to {}", path.display()))?;
    }
    Ok(Outcome::Done)
}

/// A report in a format.
pub(super) fn written(report: &Report, format: ReportFormat) -> String {
    match format {
        ReportFormat::Html => report.to_html(),
        ReportFormat::Json => report.to_json(),
        ReportFormat::Csv => report.to_csv(),
    }
}

/// Writes a file, whole or not at all.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let unusable = |_: std::io::Error| Failure::File {
        what: "the file to write",
        remedy: "check its folder, its rights and the room on the disk".into(),
    };
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let written = std::fs::write(&unfinished, text).and_then(|()| std::fs::rename(&unfinished, path));
    written.map_err(|error| {
        // Our own file of a moment ago; what stood at `path` stands.
        let _ = std::fs::remove_file(&unfinished);
        unusable(error)
    })
}
