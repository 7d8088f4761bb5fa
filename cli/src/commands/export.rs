//! `nourish export`

use super::export_tables;
use super::list::day;
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::export_arguments::{Bundle, Export, ExportFormat};
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{
    Audience, BundleKind, CalendarDay, FhirExport, Journal, JournalError, Moment, TrialNames,
};
use serde_json::json;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub(super) fn run(arguments: &Arguments, export: &Export, screen: &mut Screen) -> Result<Outcome, Failure> {
    let wanted = wanted(arguments, export)?;
    let journal = access::open_for_reading(arguments, screen)?;
    if let Wanted::Tables(names) = &wanted {
        let tables = match names {
            Some(names) => journal.export_trial(names)?,
            None => journal.export_tables()?,
        };
        return export_tables::write(tables, export.out.as_deref(), screen);
    }
    let Some(path) = &export.out else { return stream(&journal, &wanted, screen) };
    let (outcome, count) = into_file(&journal, &wanted, path, screen)?;
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

/// What is to be written.
enum Wanted {
    Lines,
    Audit(Moment),
    /// A folder of tables; for a trial, under these names.
    Tables(Option<TrialNames>),
    Resources(FhirExport, Moment),
    Document {
        from: Option<CalendarDay>,
        to: Option<CalendarDay>,
        now: Moment,
    },
}

impl Wanted {
    /// How many entries were written; `None` for a document, which is more than its entries.
    fn write(&self, journal: &Journal, out: &mut dyn Write) -> Result<Option<u64>, JournalError> {
        match self {
            // Tables are a folder, and never come here.
            Self::Lines | Self::Tables(_) => journal.export(out).map(Some),
            Self::Audit(now) => journal.export_audit(now, out).map(Some),
            Self::Resources(export, now) => {
                journal.export_fhir(*export, now, out).map(|written| Some(written.entries as u64))
            }
            Self::Document { from, to, now } => {
                let report = journal.report(*from, *to, now, Audience::CareTeam)?;
                let document = journal.fhir(&report, None)?;
                out.write_all(document.as_bytes()).map(|()| None).map_err(|error| match error.kind() {
                    io::ErrorKind::StorageFull => JournalError::StorageFull,
                    _ => JournalError::StorageUnavailable,
                })
            }
        }
    }
}

fn wanted(arguments: &Arguments, export: &Export) -> Result<Wanted, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    if export.format != ExportFormat::Fhir {
        let narrowed = [("--from", &export.from), ("--to", &export.to), ("--since", &export.since)];
        if let Some((name, _)) = narrowed.into_iter().find(|(_, given)| given.is_some()) {
            let remedy = "add --format fhir; every other format is of the whole journal".into();
            return Err(Failure::Argument { name, remedy });
        }
        let names = || TrialNames { study: export.study.clone(), subject: export.subject.clone() };
        return Ok(match export.format {
            ExportFormat::Audit => Wanted::Audit(now),
            ExportFormat::Csv => Wanted::Tables(None),
            ExportFormat::Cdisc => Wanted::Tables(Some(names())),
            ExportFormat::Jsonl | ExportFormat::Fhir => Wanted::Lines,
        });
    }
    let from = export.from.as_deref().map(|text| day("--from", text)).transpose()?;
    let to = export.to.as_deref().map(|text| day("--to", text)).transpose()?;
    let since =
        export.since.as_deref().map(|text| clock::time("--since", text, zone, "00:00")).transpose()?;
    let kind = match export.bundle {
        Bundle::Document if since.is_some() => {
            let remedy = "a document is of days: give --from, or choose another --bundle".into();
            return Err(Failure::Argument { name: "--since", remedy });
        }
        Bundle::Document => return Ok(Wanted::Document { from, to, now }),
        Bundle::Collection => BundleKind::Collection,
        Bundle::Transaction => BundleKind::Transaction,
    };
    let since_ms = since.and_then(|since| u64::try_from(since.instant_ms()).ok());
    Ok(Wanted::Resources(FhirExport { kind, from, to, since_ms }, now))
}

fn into_file(
    journal: &Journal,
    wanted: &Wanted,
    path: &Path,
    screen: &mut Screen,
) -> Result<(Outcome, Option<u64>), Failure> {
    let unusable = |_| Failure::File {
        what: "the file to write",
        remedy: "choose a name that does not exist yet, in a folder that can be written".into(),
    };
    let mut file = BufWriter::new(File::create_new(path).map_err(unusable)?);
    let exported = in_part(wanted.write(journal, &mut file), wanted, screen);
    let written = exported.and_then(|exported| file.flush().map(|()| exported).map_err(unusable));
    if written.is_err() {
        // Our own file of a moment ago: half an export must not pass for a whole one.
        let _ = std::fs::remove_file(path);
    }
    written
}

fn stream(journal: &Journal, wanted: &Wanted, screen: &mut Screen) -> Result<Outcome, Failure> {
    let mut out = Tapped { out: screen.stream(), failed: None };
    let exported = wanted.write(journal, &mut out);
    match out.failed {
        Some(error) => Err(error.into()),
        None => in_part(exported, wanted, screen).map(|(outcome, _)| outcome),
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

/// A damaged journal was still written as far as it can be read; a document or trail of a part of it is not.
fn in_part(
    exported: Result<Option<u64>, JournalError>,
    wanted: &Wanted,
    screen: &mut Screen,
) -> Result<(Outcome, Option<u64>), Failure> {
    match exported {
        Ok(count) => Ok((Outcome::Done, count)),
        Err(JournalError::Damaged(_)) if !matches!(wanted, Wanted::Document { .. } | Wanted::Audit(_)) => {
            screen.remark("Part of the journal is damaged; everything that can be read was written. Run `nourish doctor`.");
            Ok((Outcome::DoneInPart, None))
        }
        Err(error) => Err(error.into()),
    }
}
