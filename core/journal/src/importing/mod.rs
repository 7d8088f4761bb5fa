//! Taking in a file from elsewhere: all of it that can be taken, or nothing; and undoing that as a whole.

mod kept;
mod naming;
mod undoing;

pub use kept::ImportRecord;
pub use undoing::{Undo, Undone};

use crate::error::JournalError;
use crate::journal::Journal;
use crate::logging::stamp;
use kept::Run;
use nourish_exchange::{Answers, Context, Format, Item, RefusedRow, SkipReason, Tz, read_with};
use nourish_record::{CalendarDay, Draft, Entry, Moment, Recorded};
use nourish_store::{Importing, Setting};
use std::collections::{BTreeMap, VecDeque};
use std::io::BufRead;

/// How many refused rows are kept to be shown; all of them are counted.
const REFUSED_KEPT: usize = 1_000;
/// How many drafts from the start and the end of a file are shown.
const SHOWN: usize = 3;
/// How many digits name an import.
const NAME_DIGITS: usize = 8;
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
        mut go_on: impl FnMut() -> bool,
    ) -> Result<Imported, JournalError> {
        self.check_may_log()?;
        let context = Context { zone: options.zone, today: now.day() };
        let namer = self.store.namer();
        let mut importing = self.store.import()?;
        let mut imported = Imported::default();
        let mut run: Option<(Recorded, Recorded)> = None;
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
            let Some(id) = naming::free_name(&namer, &mut importing, &draft)? else {
                imported.known += 1;
                continue;
            };
            match Entry::parse(draft.clone(), stamp(importing.next(), id, now)?) {
                Ok(entry) => {
                    run.get_or_insert((entry.recorded(), entry.recorded())).1 = entry.recorded();
                    importing.put(entry)?;
                    imported.take(draft);
                }
                Err(invalid) => imported.refuse(RefusedRow {
                    line: 0,
                    field: invalid.field,
                    problem: invalid.problem.to_string(),
                    remedy: invalid.remedy,
                }),
            }
        }
        imported.added = importing.added();
        if !options.preview {
            if let Some((first, last)) = run {
                let author = importing.next().author;
                let first_named = [b"import", &author.as_bytes()[..], &first.packed().to_be_bytes()].concat();
                imported.name = Some(digits(&namer.name(&first_named)));
                remember(&mut importing, &imported, options, now, Run { author, first, last })?;
            }
            importing.finish()?;
            self.kept.take();
        }
        Ok(imported)
    }
}

/// Remembers what was imported, in the transaction that imports it.
fn remember(
    importing: &mut Importing<'_>,
    imported: &Imported,
    options: &ImportOptions,
    now: &Moment,
    run: Run,
) -> Result<(), JournalError> {
    let mut imports = kept::read(importing.setting(Setting::Imports)?.as_deref());
    imports.extend(ImportRecord::of(imported, options, now, run).map(|record| record.to_json()));
    Ok(importing.put_setting(Setting::Imports, kept::write(imports))?)
}

fn digits(name: &[u8]) -> String {
    name.iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .take(NAME_DIGITS)
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

impl Imported {
    /// Counts a draft that is new.
    fn take(&mut self, draft: Draft) {
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

    fn refuse(&mut self, row: RefusedRow) {
        self.refused_count += 1;
        if self.refused.len() < REFUSED_KEPT {
            self.refused.push(row);
        }
    }
}
