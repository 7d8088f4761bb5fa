//! Taking in a file from elsewhere: all of it that can be taken, or nothing; and undoing that as a whole.

mod database;
mod file;
mod kept;
mod naming;
mod revising;
mod taking;
mod undoing;

pub use file::{FileOptions, ImportProgress};
pub use kept::ImportRecord;
pub use undoing::{Undo, Undone};

use crate::error::JournalError;
use crate::journal::Journal;
use nourish_exchange::{Answers, Context, FileError, Format, Item, RefusedRow, SkipReason, Tz, read_with};
use nourish_record::{CalendarDay, Draft, InvalidEntry, Moment};
use std::collections::{BTreeMap, VecDeque};
use std::io::BufRead;
use std::path::Path;
use taking::Taking;

/// How many refused rows are kept to be shown; all of them are counted.
const REFUSED_KEPT: usize = 1_000;
/// How many drafts from the start and the end of a file are shown.
const SHOWN: usize = 3;
/// After how many items the caller is asked whether to go on.
const ASK_EVERY: u64 = 256;

/// How a file is to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOptions {
    /// What the file is.
    pub format: Format,
    /// The zone of local times that name none.
    pub zone: Tz,
    /// What the person says about the file that it does not say itself.
    pub answers: Answers,
    /// The file's name, to be remembered with the import; it is kept as sealed as any entry.
    pub file: Option<String>,
    /// Only count; store nothing.
    pub preview: bool,
}

impl ImportOptions {
    /// To import a file of `format`, with nothing said about it.
    pub fn new(format: Format, zone: Tz) -> Self {
        Self { format, zone, answers: Answers::default(), file: None, preview: false }
    }
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// Entries that are new.
    pub added: u64,
    /// Values that the journal had already.
    pub known: u64,
    /// Values that the journal had, and that were corrected because their source changed them since.
    pub revised: u64,
    /// Records that are right but not for the journal, by reason.
    pub skipped: BTreeMap<SkipReason, u64>,
    /// The first thousand rows that cannot be taken, each with its line, field and remedy.
    pub refused: Vec<RefusedRow>,
    /// How many rows could not be taken in all.
    pub refused_count: u64,
    /// What the import is called, to be undone by; none where nothing was added.
    pub name: Option<String>,
    /// How many entries are new, by the name of their kind.
    pub kinds: BTreeMap<&'static str, u64>,
    /// First and last day with a new entry.
    pub days: Option<(CalendarDay, CalendarDay)>,
    /// The first three new entries, as they stand in the file.
    pub first: Vec<Draft>,
    /// The last three of the others.
    pub last: VecDeque<Draft>,
}

impl Journal {
    /// Imports a file in one transaction. Importing it twice adds nothing. `go_on` is called from time to time; when it says no,
    /// nothing of the file stays.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let file = b"dateTime,weight\n2026-11-18 07:10,68.6\n2026-11-19 07:05,68.4\n2026-11-20 07:20,sixty\n";
    /// let options = ImportOptions::new(Format::OpenScaleCsv, "Europe/Madrid".parse()?);
    /// let first = journal.import(&file[..], &options, &now, || true)?;
    /// assert_eq!((first.added, first.refused_count), (2, 1));
    /// let again = journal.import(&file[..], &options, &now, || true)?;
    /// assert_eq!((again.added, again.known), (0, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::UnreadableFile`], [`JournalError::Cancelled`], or what the disk may say. Nothing was imported then.
    pub fn import(
        &mut self,
        input: impl BufRead,
        options: &ImportOptions,
        now: &Moment,
        go_on: impl FnMut() -> bool,
    ) -> Result<Imported, JournalError> {
        let context = Context { zone: options.zone, today: now.day() };
        let items = read_with(options.format, input, &context, &options.answers);
        self.import_items(items, options, now, go_on)
    }

    /// Imports the database that Android exports of Health Connect, as [`Journal::import`] does a file. It is opened read-only and must not
    /// change meanwhile.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let options = ImportOptions::new(Format::HealthConnectDatabase, "Europe/Madrid".parse()?);
    /// let absent = journal.import_database(&folder.path().join("export.db"), &options, &now, || true);
    /// assert!(matches!(absent, Err(JournalError::UnreadableFile(FileError::Io(_)))));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::import`].
    pub fn import_database(
        &mut self,
        path: &Path,
        options: &ImportOptions,
        now: &Moment,
        go_on: impl FnMut() -> bool,
    ) -> Result<Imported, JournalError> {
        let context = Context { zone: options.zone, today: now.day() };
        let items = database::items(path, context, &options.answers)?;
        self.import_items(items, options, now, go_on)
    }

    fn import_items(
        &mut self,
        items: impl Iterator<Item = Result<Item, FileError>>,
        options: &ImportOptions,
        now: &Moment,
        mut go_on: impl FnMut() -> bool,
    ) -> Result<Imported, JournalError> {
        self.check_may_log()?;
        let namer = self.store.namer();
        let importing = self.store.import()?;
        let mut taking = Taking::new(importing, namer, now);
        for (count, item) in (1u64..).zip(items) {
            if count % ASK_EVERY == 0 && !go_on() {
                return Err(JournalError::Cancelled);
            }
            taking.take(item?)?;
        }
        let imported = if options.preview { taking.imported } else { taking.finish(options)? };
        self.kept.take();
        Ok(imported)
    }
}

impl Imported {
    /// Counts a draft that is new.
    fn count(&mut self, draft: Draft) {
        self.added += 1;
        *self.kinds.entry(draft.fact.kind().name).or_default() += 1;
        let day = draft.occurred.day();
        let (first, last) = self.days.unwrap_or((day, day));
        self.days = Some((first.min(day), last.max(day)));
        if self.first.len() < SHOWN {
            self.first.push(draft);
            return;
        }
        if self.last.len() == SHOWN {
            self.last.pop_front();
        }
        self.last.push_back(draft);
    }

    fn refuse_entry(&mut self, invalid: InvalidEntry) {
        self.refuse(RefusedRow {
            line: 0,
            field: invalid.field,
            problem: invalid.problem.to_string(),
            remedy: invalid.remedy,
        });
    }

    fn refuse(&mut self, row: RefusedRow) {
        self.refused_count += 1;
        if self.refused.len() < REFUSED_KEPT {
            self.refused.push(row);
        }
    }
}
