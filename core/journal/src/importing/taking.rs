//! One item of a file after another, into the journal.

use super::kept::{self, ImportRecord, Run};
use super::naming::{Name, name_of};
use super::revising::{Revision, revise};
use super::{ImportOptions, Imported};
use crate::circle::hex;
use crate::error::JournalError;
use crate::logging::stamp;
use nourish_exchange::Item;
use nourish_record::{Draft, Entry, EntryId, Moment, Recorded};
use nourish_store::{Importing, Namer, Setting};

/// How many digits name an import.
const NAME_DIGITS: usize = 8;

/// An import that is under way. Unless it is finished, nothing of it stays.
pub(super) struct Taking<'a> {
    importing: Importing<'a>,
    namer: Namer,
    now: &'a Moment,
    /// From when to when the new entries are recorded.
    run: Option<(Recorded, Recorded)>,
    pub(super) imported: Imported,
}

impl<'a> Taking<'a> {
    pub(super) fn new(importing: Importing<'a>, namer: Namer, now: &'a Moment) -> Self {
        Self { importing, namer, now, run: None, imported: Imported::default() }
    }

    /// Takes an item, refuses or counts it.
    pub(super) fn take(&mut self, item: Item) -> Result<(), JournalError> {
        let (draft, modified_ms) = match item {
            Item::Draft(draft) => (draft, None),
            Item::Revised { draft, modified_ms } => (draft, Some(modified_ms)),
            Item::Refused(row) => {
                self.imported.refuse(row);
                return Ok(());
            }
            Item::Skipped(reason) => {
                *self.imported.skipped.entry(reason).or_default() += 1;
                return Ok(());
            }
        };
        match (name_of(&self.namer, &mut self.importing, &draft)?, modified_ms) {
            (Name::Free(id), _) => self.add(id, draft),
            (Name::Taken(_), None) => {
                self.imported.known += 1;
                Ok(())
            }
            (Name::Taken(root), Some(modified_ms)) => {
                match revise(&self.namer, &mut self.importing, root, draft, modified_ms, self.now)? {
                    Revision::Nothing => self.imported.known += 1,
                    Revision::Made => self.imported.revised += 1,
                    Revision::Refused(invalid) => self.imported.refuse_entry(invalid),
                }
                Ok(())
            }
        }
    }

    fn add(&mut self, id: EntryId, draft: Draft) -> Result<(), JournalError> {
        match Entry::parse(draft.clone(), stamp(self.importing.next(), id, self.now)?) {
            Ok(entry) => {
                self.run.get_or_insert((entry.recorded(), entry.recorded())).1 = entry.recorded();
                self.importing.put(entry)?;
                self.imported.count(draft);
            }
            Err(invalid) => self.imported.refuse_entry(invalid),
        }
        Ok(())
    }

    /// Makes it durable, and remembers what it was, in one transaction.
    pub(super) fn finish(mut self, options: &ImportOptions) -> Result<Imported, JournalError> {
        if let Some((first, last)) = self.run {
            let author = self.importing.next().author;
            let named = [b"import", &author.as_bytes()[..], &first.packed().to_be_bytes()].concat();
            self.imported.name = Some(digits(&self.namer.name(&named)));
            let record = ImportRecord::of(&self.imported, options, self.now, Run { author, first, last });
            let mut imports = kept::read(self.importing.setting(Setting::Imports)?.as_deref());
            imports.extend(record.map(|record| record.to_json()));
            self.importing.put_setting(Setting::Imports, kept::write(imports))?;
        }
        self.importing.finish()?;
        Ok(self.imported)
    }
}

fn digits(name: &[u8]) -> String {
    hex(name).chars().take(NAME_DIGITS).collect()
}
