//! `nourish report`

use super::list::day;
use super::pack;
use crate::access;
use crate::arguments::{Arguments, Reader, ReportFormat};
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{Journal, Language, Report, Units};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Which report.
pub(super) struct Wanted<'a> {
    pub(super) format: ReportFormat,
    pub(super) out: Option<&'a Path>,
    pub(super) reader: Reader,
    pub(super) from: Option<&'a str>,
    pub(super) to: Option<&'a str>,
    pub(super) language: &'a Language,
    pub(super) units: Units,
    pub(super) fonts: &'a [PathBuf],
}

pub(super) fn run(
    arguments: &Arguments,
    wanted: &Wanted<'_>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let from = wanted.from.map(|text| day("--from", text)).transpose()?;
    let to = wanted.to.map(|text| day("--to", text)).transpose()?;
    let journal = access::open_for_reading(arguments, screen)?;
    pack::name_set_aside(&journal.packs().set_aside, screen);
    let report = journal.report(from, to, &now, wanted.reader.audience())?;
    let report = report.speaking(wanted.language, wanted.units);
    let bytes = written(&journal, &report, wanted.format, &read_fonts(wanted.fonts)?)?;
    let Some(path) = wanted.out else {
        screen.stream().write_all(&bytes)?;
        return Ok(Outcome::Done);
    };
    write(path, &bytes)?;
    if screen.is_json() {
        screen.value(&json!({"written": path.to_string_lossy()}))?;
    } else {
        screen.line(&format!("Written to {}", path.display()))?;
    }
    Ok(Outcome::Done)
}

/// A report in a format.
pub(super) fn written(
    journal: &Journal,
    report: &Report,
    format: ReportFormat,
    fonts: &[Vec<u8>],
) -> Result<Vec<u8>, Failure> {
    Ok(match format {
        ReportFormat::Pdf => journal.pdf(report, fonts)?,
        ReportFormat::Html => report.to_html().into_bytes(),
        ReportFormat::Fhir => journal.fhir(report, None)?.into_bytes(),
        ReportFormat::Json => report.to_json().into_bytes(),
        ReportFormat::Csv => report.to_csv().into_bytes(),
    })
}

fn read_fonts(paths: &[PathBuf]) -> Result<Vec<Vec<u8>>, Failure> {
    let unusable = |_| Failure::File { what: "a font", remedy: "check its name and its rights".into() };
    paths.iter().map(|path| std::fs::read(path).map_err(unusable)).collect()
}

/// Writes a file, whole or not at all.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let unusable = |_: std::io::Error| Failure::File {
        what: "the file to write",
        remedy: "check its folder, its rights and the room on the disk".into(),
    };
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let written = std::fs::write(&unfinished, bytes).and_then(|()| std::fs::rename(&unfinished, path));
    written.map_err(|error| {
        // Our own file of a moment ago; what stood at `path` stands.
        let _ = std::fs::remove_file(&unfinished);
        unusable(error)
    })
}
