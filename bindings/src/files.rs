//! What leaves the journal as files: none of them is sealed, whoever has them can read them.

use crate::damage::Damage;
use crate::error::JournalError;
use crate::journal::Journal;
use crate::scalar::{CalendarDay, Moment};
use nourish_journal::{FhirExport, TableFile, TrialNames};
use std::ffi::OsString;
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::Path;

pub use nourish_journal::BundleKind as FhirBundleKind;

/// How resources stand together in FHIR.
#[uniffi::remote(Enum)]
pub enum FhirBundleKind {
    /// A document with a Composition first; `reportToFile` writes it.
    Document,
    /// Resources side by side.
    Collection,
    /// What a server takes as a whole; sending it twice adds nothing.
    Transaction,
}

/// What of a journal goes to another system; everything when nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FhirWanted {
    /// As a collection, or as a transaction that a server takes.
    pub kind: FhirBundleKind,
    /// First day.
    #[uniffi(default = None)]
    pub from: Option<CalendarDay>,
    /// Last day.
    #[uniffi(default = None)]
    pub to: Option<CalendarDay>,
    /// Only what was recorded, corrected or taken back after this instant. Milliseconds since 1970 UTC.
    #[uniffi(default = None)]
    pub since_ms: Option<u64>,
}

/// What was written as FHIR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct FhirWritten {
    /// Entries, each as one resource.
    pub entries: u64,
    /// Entries of a newer version, and erased ones, which have no form in FHIR.
    pub left_out: u64,
    /// All resources.
    pub resources: u64,
}

/// Tables that were written.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TablesWritten {
    /// The files' names.
    pub files: Vec<String>,
    /// What could not be read and is not in them; empty for a sound journal.
    pub damage: Vec<Damage>,
}

#[uniffi::export]
impl Journal {
    /// Writes every entry, corrections included, as a line of JSON each to the file at `path`; says how many. A file that is there is
    /// replaced.
    ///
    /// Throws `Damaged`, `StorageFull`, `StorageUnavailable`; no file was written then.
    pub fn export_entries(&self, path: String) -> Result<u64, JournalError> {
        write_through(&path, |out| Ok(self.lock().export(out)?))
    }

    /// Writes every entry that is wanted as a FHIR R4 resource, in one Bundle, to the file at `path`.
    ///
    /// Throws what `exportEntries` throws.
    pub fn export_fhir(
        &self,
        path: String,
        wanted: FhirWanted,
        now: Moment,
    ) -> Result<FhirWritten, JournalError> {
        let FhirWanted { kind, from, to, since_ms } = wanted;
        let wanted = FhirExport { kind, from, to, since_ms };
        let written = write_through(&path, |out| Ok(self.lock().export_fhir(wanted, &now, out)?))?;
        Ok(FhirWritten {
            entries: written.entries as u64,
            left_out: written.left_out as u64,
            resources: written.resources as u64,
        })
    }

    /// Writes the audit trail to the file at `path`: who logged and corrected what, when and why, under this device's seal. Says how
    /// many entries are in it.
    ///
    /// Throws what `exportEntries` throws.
    pub fn export_audit(&self, path: String, now: Moment) -> Result<u64, JournalError> {
        write_through(&path, |out| Ok(self.lock().export_audit(&now, out)?))
    }

    /// Writes everything that stands as tables, one a kind of entry, and a dictionary of their columns, into a folder, which is made
    /// where it is not there.
    pub fn export_tables(&self, folder: String) -> Result<TablesWritten, JournalError> {
        let (files, damage) = self.lock().export_tables()?;
        Ok(TablesWritten {
            files: write_all(&folder, files)?,
            damage: damage.into_iter().map(Into::into).collect(),
        })
    }

    /// Writes what a trial asks for as long tables in the shape of CDISC's domains, with a codebook, into a folder. `subject` is the
    /// person within the study, and no name of theirs.
    pub fn export_trial(
        &self,
        folder: String,
        study: String,
        subject: String,
    ) -> Result<TablesWritten, JournalError> {
        let (files, damage) = self.lock().export_trial(&TrialNames { study, subject })?;
        Ok(TablesWritten {
            files: write_all(&folder, files)?,
            damage: damage.into_iter().map(Into::into).collect(),
        })
    }
}

/// Writes a file, whole or not at all.
pub(crate) fn write_file(path: &str, bytes: &[u8]) -> Result<(), JournalError> {
    write_through(path, |out| out.write_all(bytes).map_err(|error| refused(&error)))
}

/// Writes a file piece by piece, whole or not at all.
fn write_through<T>(
    path: &str,
    write: impl FnOnce(&mut dyn Write) -> Result<T, JournalError>,
) -> Result<T, JournalError> {
    let mut unfinished = OsString::from(path);
    unfinished.push(".unfinished");
    let written = (|| {
        let mut out = BufWriter::new(File::create(&unfinished).map_err(|error| refused(&error))?);
        let written = write(&mut out)?;
        out.flush().map_err(|error| refused(&error))?;
        std::fs::rename(&unfinished, path).map_err(|error| refused(&error))?;
        Ok(written)
    })();
    if written.is_err() {
        // Half of a file, which is not sealed, is of no use to anybody.
        let _ = std::fs::remove_file(&unfinished);
    }
    written
}

fn write_all(folder: &str, files: Vec<TableFile>) -> Result<Vec<String>, JournalError> {
    std::fs::create_dir_all(folder).map_err(|error| refused(&error))?;
    let mut names = Vec::with_capacity(files.len());
    for file in files {
        write_file(&Path::new(folder).join(&file.name).to_string_lossy(), file.text.as_bytes())?;
        names.push(file.name);
    }
    Ok(names)
}

fn refused(error: &std::io::Error) -> JournalError {
    match error.kind() {
        ErrorKind::StorageFull => JournalError::StorageFull,
        _ => JournalError::StorageUnavailable,
    }
}
