//! Files from elsewhere.

use crate::cancellation::{Cancellation, flag_of};
use crate::draft::Draft;
use crate::error::JournalError;
use crate::file_format::{DateOrder, FileFormat, RefusedRow, SkipReason};
use crate::journal::Journal;
use crate::observer::Event;
use crate::scalar::{CalendarDay, EntryId, Moment};
use nourish_journal::{Answers, FileOptions, ImportRecord, Imported, Mapping};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A file to be imported, and what the person says about it that it does not say itself.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FileToImport {
    /// Where it is. What it holds is not read into memory as a whole.
    pub path: String,
    /// The zone of local times that name none, by its IANA name: the phone's own.
    pub zone: String,
    /// What it is; found out when not said.
    #[uniffi(default = None)]
    pub format: Option<FileFormat>,
    /// In which order day and month stand, where a refusal asked for it.
    #[uniffi(default = None)]
    pub dates: Option<DateOrder>,
    /// The units of values whose column or row names none, where a refusal asked for them: `weight` to `lb`.
    #[uniffi(default)]
    pub units: HashMap<String, String>,
    /// Which column of a table is what: the text of a mapping file.
    #[uniffi(default = None)]
    pub mapping: Option<String>,
    /// Packages of apps that write this journal's own values into Health Connect: none of theirs comes back.
    #[uniffi(default = [])]
    pub own_apps: Vec<String>,
}

/// What became of a file.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ImportResult {
    /// Entries that are new; in a preview, that would be.
    pub added: u64,
    /// Values that the journal had already.
    pub known: u64,
    /// Values that the journal had, and that were corrected because their source changed them since.
    pub revised: u64,
    /// Records that are right but not for the journal, by reason.
    pub skipped: Vec<SkippedCount>,
    /// The first thousand rows that cannot be taken, each with its line, field and remedy.
    pub refused: Vec<RefusedRow>,
    /// How many rows could not be taken in all.
    pub refused_count: u64,
    /// What the import is called, to be undone by; null where nothing was added.
    pub name: Option<String>,
    /// How many entries are new, by the name of their kind.
    pub kinds: HashMap<String, u64>,
    /// First day with a new entry.
    pub first_day: Option<CalendarDay>,
    /// Last day with a new entry.
    pub last_day: Option<CalendarDay>,
    /// The first three new entries.
    pub first: Vec<Draft>,
    /// The last three of the others.
    pub last: Vec<Draft>,
}

/// How many records were not for the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct SkippedCount {
    /// Why.
    pub reason: SkipReason,
    /// How many.
    pub count: u64,
}

/// An import of this device.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PastImport {
    /// Its name, as `undoImport` takes it.
    pub name: String,
    /// When it was.
    pub at: Moment,
    /// The name of the format that the file was read as.
    pub format: String,
    /// The file's name.
    pub file: Option<String>,
    /// How many entries it added.
    pub added: u64,
    /// How many values the journal had already.
    pub known: u64,
    /// How many rows could not be taken.
    pub refused: u64,
    /// First day with an entry of it.
    pub first_day: CalendarDay,
    /// Last day with an entry of it.
    pub last_day: CalendarDay,
    /// When it was undone, where it was.
    pub undone_at: Option<Moment>,
    /// Why it was undone.
    pub undone_because: Option<String>,
}

/// What became of the entries of an import that was undone.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Undone {
    /// How many entries were taken back.
    pub taken_back: u64,
    /// How many had been taken back or erased before.
    pub gone: u64,
    /// The first thousand entries that stay because somebody corrected them since.
    pub corrected: Vec<EntryId>,
    /// How many stay because of that in all.
    pub corrected_count: u64,
}

#[uniffi::export]
impl Journal {
    /// Imports a file: all of it that can be taken, or nothing. Importing it twice adds nothing. Observers hear how far it has come.
    ///
    /// Throws `UnreadableFile`, whose problem may be a question to the person, `UnreadableMapping`, `InvalidEntry` for a zone that
    /// is none, and `Cancelled`; nothing was imported then.
    #[uniffi::method(default(cancellation = None))]
    pub fn import_file(
        &self,
        file: FileToImport,
        now: Moment,
        cancellation: Option<Arc<Cancellation>>,
    ) -> Result<ImportResult, JournalError> {
        let imported = self.read_file(file, &now, false, cancellation)?;
        Ok(self.changed(imported))
    }

    /// Looks at a file without storing anything: what `importFile` would say.
    ///
    /// Throws what `importFile` throws.
    #[uniffi::method(default(cancellation = None))]
    pub fn preview_file(
        &self,
        file: FileToImport,
        now: Moment,
        cancellation: Option<Arc<Cancellation>>,
    ) -> Result<ImportResult, JournalError> {
        self.read_file(file, &now, true, cancellation)
    }

    /// What was imported on this device, the latest first.
    pub fn imports(&self) -> Result<Vec<PastImport>, JournalError> {
        Ok(self.lock().imports()?.into_iter().map(Into::into).collect())
    }

    /// Takes back everything that an import added. What somebody corrected since stays, unless `withCorrected` says otherwise.
    ///
    /// Throws `NoSuchImport`, and `InvalidEntry` without a reason; nothing was taken back then.
    #[uniffi::method(default(with_corrected = false))]
    pub fn undo_import(
        &self,
        name: String,
        reason: String,
        now: Moment,
        with_corrected: bool,
    ) -> Result<Undone, JournalError> {
        let undo = nourish_journal::Undo { reason: &reason, with_corrected };
        let undone = self.lock().undo_import(&name, undo, &now)?.into();
        Ok(self.changed(undone))
    }
}

impl Journal {
    fn read_file(
        &self,
        file: FileToImport,
        now: &Moment,
        preview: bool,
        cancellation: Option<Arc<Cancellation>>,
    ) -> Result<ImportResult, JournalError> {
        let cancelled = flag_of(cancellation);
        let path = file.path.clone();
        let options = file.options(preview)?;
        let imported = self.lock().import_file(Path::new(&path), &options, now, |progress| {
            let nourish_journal::ImportProgress { read_bytes, file_bytes } = progress;
            self.observers.tell(&Event::Importing { read_bytes, file_bytes });
            !cancelled.load(Ordering::Relaxed)
        })?;
        Ok(imported.into())
    }
}

impl FileToImport {
    fn options(self, preview: bool) -> Result<FileOptions, JournalError> {
        let zone = self.zone.parse().map_err(|_| JournalError::InvalidEntry {
            field_name: "zone".into(),
            problem: "is not a time zone".into(),
            remedy: "give its IANA name, like Europe/Madrid".into(),
        })?;
        let answers = Answers {
            dates: self.dates,
            units: self.units.into_iter().collect(),
            mapping: self.mapping.map(|text| Mapping::parse(&text)).transpose()?,
            own_apps: self.own_apps,
        };
        Ok(FileOptions { format: self.format, zone, answers, preview })
    }
}

impl From<Imported> for ImportResult {
    fn from(imported: Imported) -> Self {
        let days = imported.days;
        let skipped = imported.skipped.into_iter().map(|(reason, count)| SkippedCount { reason, count });
        Self {
            added: imported.added,
            known: imported.known,
            revised: imported.revised,
            skipped: skipped.collect(),
            refused: imported.refused,
            refused_count: imported.refused_count,
            name: imported.name,
            kinds: imported.kinds.into_iter().map(|(kind, count)| (kind.to_owned(), count)).collect(),
            first_day: days.map(|(first, _)| first),
            last_day: days.map(|(_, last)| last),
            first: imported.first.into_iter().map(Into::into).collect(),
            last: imported.last.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<ImportRecord> for PastImport {
    fn from(import: ImportRecord) -> Self {
        let (undone_at, undone_because) = import.undone.unzip();
        Self {
            name: import.name,
            at: import.at,
            format: import.format,
            file: import.file,
            added: import.added,
            known: import.known,
            refused: import.refused,
            first_day: import.days.0,
            last_day: import.days.1,
            undone_at,
            undone_because,
        }
    }
}

impl From<nourish_journal::Undone> for Undone {
    fn from(undone: nourish_journal::Undone) -> Self {
        Self {
            taken_back: undone.taken_back,
            gone: undone.gone,
            corrected: undone.corrected,
            corrected_count: undone.corrected_count,
        }
    }
}
