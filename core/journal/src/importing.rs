//! Taking in a file from elsewhere: all of it that can be taken, or nothing.

use crate::error::JournalError;
use crate::journal::Journal;
use crate::logging::stamp;
use nourish_exchange::{Answers, Context, Format, Item, RefusedRow, SkipReason, Tz, read_with};
use nourish_record::{Draft, Entry, EntryId, Moment};
use std::collections::BTreeMap;
use std::io::BufRead;

/// How many refused rows are kept to be shown; all of them are counted.
const REFUSED_KEPT: usize = 1_000;
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
    /// Only count; store nothing.
    pub preview: bool,
}

impl ImportOptions {
    /// To import a file of `format`, with nothing said about it.
    pub fn new(format: Format, zone: Tz) -> Self {
        Self { format, zone, answers: Answers::default(), preview: false }
    }
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// Entries that are new.
    pub added: u64,
    /// Values that the journal had already.
    pub known: u64,
    /// Records that are right but not for the journal, by reason.
    pub skipped: BTreeMap<SkipReason, u64>,
    /// The first thousand rows that cannot be taken, each with its line, field and remedy.
    pub refused: Vec<RefusedRow>,
    /// How many rows could not be taken in all.
    pub refused_count: u64,
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
        mut go_on: impl FnMut() -> bool,
    ) -> Result<Imported, JournalError> {
        self.check_may_log()?;
        let context = Context { zone: options.zone, today: now.day() };
        let namer = self.store.namer();
        let mut importing = self.store.import()?;
        let mut imported = Imported::default();
        for (count, item) in (1u64..).zip(read_with(options.format, input, &context, &options.answers)) {
            if count % ASK_EVERY == 0 && !go_on() {
                return Err(JournalError::Cancelled);
            }
            let draft = match item? {
                Item::Draft(draft) => draft,
                Item::Refused(row) => {
                    imported.refuse(row);
                    continue;
                }
                Item::Skipped(reason) => {
                    *imported.skipped.entry(reason).or_default() += 1;
                    continue;
                }
            };
            let id = EntryId::from_bytes(namer.name(&origin(&draft)));
            if importing.contains(draft.occurred.day(), id)? {
                imported.known += 1;
                continue;
            }
            match Entry::parse(draft, stamp(importing.next(), id, now)?) {
                Ok(entry) => importing.put(entry)?,
                Err(invalid) => imported.refuse(RefusedRow {
                    line: 0,
                    field: invalid.field,
                    problem: invalid.problem.to_string(),
                    remedy: invalid.remedy,
                }),
            }
        }
        imported.added = if options.preview { importing.added() } else { importing.finish()? };
        Ok(imported)
    }
}

impl Imported {
    fn refuse(&mut self, row: RefusedRow) {
        self.refused_count += 1;
        if self.refused.len() < REFUSED_KEPT {
            self.refused.push(row);
        }
    }
}

/// What names an imported value within its journal: its system and its key there.
fn origin(draft: &Draft) -> Vec<u8> {
    let (system, key) = draft.origin.as_ref().map_or(("", ""), |origin| (&origin.system, &origin.key));
    let length = u32::try_from(system.len()).unwrap_or(u32::MAX);
    [length.to_be_bytes().as_slice(), system.as_bytes(), key.as_bytes()].concat()
}
