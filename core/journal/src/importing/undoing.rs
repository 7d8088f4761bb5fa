//! Undoing an import as a whole.

use super::kept::{self, ImportRecord};
use super::naming::of_undoing;
use super::revising::is_persons;
use crate::error::JournalError;
use crate::journal::Journal;
use crate::logging::stamp;
use nourish_record::{Author, CalendarDay, Entry, EntryId, Intent, Moment, Week};
use nourish_store::Setting;
use std::collections::{BTreeMap, BTreeSet};

/// How many kept entries are named; all of them are counted.
const NAMED: usize = 1_000;

/// How an import is to be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undo<'a> {
    /// Why; it stands with every entry that is taken back.
    pub reason: &'a str,
    /// Take back what was corrected since, too. Otherwise a correction, which is a person's own work, keeps its entry.
    pub with_corrected: bool,
}

/// What became of an import's entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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

impl Journal {
    /// Takes back everything that an import added, in one transaction. `name` is the import's, or how it begins, four digits at
    /// least. What was corrected since stays, unless it is asked for; histories stay in any case. Importing the file again adds its values anew.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let file = b"dateTime,weight\n2026-11-18 07:10,68.6\n2026-11-19 07:05,68.4\n";
    /// let options = ImportOptions::new(Format::OpenScaleCsv, "Europe/Madrid".parse()?);
    /// journal.import(&file[..], &options, &now, || true)?;
    ///
    /// let name = journal.imports()?[0].name.clone();
    /// let undo = Undo { reason: "somebody else's scale", with_corrected: false };
    /// assert_eq!(journal.undo_import(&name, undo, &now)?.taken_back, 2);
    /// assert_eq!(journal.view_all()?.timeline.weights().count(), 0);
    ///
    /// let again = journal.import(&file[..], &options, &now, || true)?;
    /// assert_eq!((again.added, again.known), (2, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NoSuchImport`], [`JournalError::AmbiguousImport`], [`JournalError::InvalidEntry`] without a reason,
    /// or what the disk may say. Nothing was taken back then.
    pub fn undo_import(&mut self, name: &str, undo: Undo<'_>, now: &Moment) -> Result<Undone, JournalError> {
        self.check_may_log()?;
        let import = find(self.imports()?, name)?;
        let namer = self.store.namer();
        let mut importing = self.store.import()?;
        let mut undone = Undone::default();
        let mut expected = import.added;
        let here = importing.next().author;
        for week in weeks(&import) {
            let mut rows: BTreeMap<EntryId, Vec<Entry>> = BTreeMap::new();
            for entry in importing.entries_of(week)? {
                rows.entry(entry.root()).or_default().push(entry);
            }
            for (root, row) in rows {
                let Some(first) = row.iter().find(|entry| import.has(entry, here)) else { continue };
                expected = expected.saturating_sub(1);
                if row.iter().any(|entry| matches!(entry.intent(), Intent::Retract { .. })) {
                    undone.gone += 1;
                } else if row.iter().any(is_persons) && !undo.with_corrected {
                    undone.corrected_count += 1;
                    if undone.corrected.len() < NAMED {
                        undone.corrected.push(root);
                    }
                } else {
                    let stamp = stamp(importing.next(), of_undoing(&namer, root), now)?;
                    importing.put(first.retract(undo.reason, stamp)?)?;
                    undone.taken_back += 1;
                }
            }
        }
        // What was erased, or lies in a damaged week, is no longer there to be taken back.
        undone.gone += expected;
        let mut imports = kept::read(importing.setting(Setting::Imports)?.as_deref());
        kept::mark_undone(&mut imports, &import.name, now, undo.reason);
        importing.put_setting(Setting::Imports, kept::write(imports))?;
        importing.finish()?;
        self.kept.take();
        Ok(undone)
    }
}

impl ImportRecord {
    /// Whether it added this entry; a device that began a new log took its entries along into that of `here`.
    fn has(&self, entry: &Entry, here: Author) -> bool {
        [self.run.author, here].contains(&entry.author())
            && (self.run.first..=self.run.last).contains(&entry.recorded())
            && entry.intent() == Intent::Record
            && entry.origin().is_some()
    }
}

/// The weeks that an import has entries in, or may have.
fn weeks(import: &ImportRecord) -> BTreeSet<Week> {
    let (first, last) = import.days;
    first.through(last).map(CalendarDay::week).collect()
}

fn find(imports: Vec<ImportRecord>, name: &str) -> Result<ImportRecord, JournalError> {
    let digits = name.to_ascii_lowercase();
    let mut found =
        imports.into_iter().filter(|import| digits.len() >= 4 && import.name.starts_with(&digits));
    match (found.next(), found.next()) {
        (None, _) => Err(JournalError::NoSuchImport),
        (Some(import), None) => Ok(import),
        (Some(_), Some(_)) => Err(JournalError::AmbiguousImport),
    }
}
