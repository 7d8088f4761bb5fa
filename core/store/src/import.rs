//! Many entries at once: straight into the blocks of their weeks, in one transaction, adding nothing twice.

use crate::error::StoreError;
use crate::fold::{existing, write_week};
use crate::keys::Keys;
use crate::manifest::Manifest;
use crate::settings::{self, Setting};
use crate::state::{Logs, State, write_heads};
use crate::store::{Next, Store, begin, store_manifest};
use crate::write::Write;
use crate::{summaries, walk};
use nourish_record::{CalendarDay, Entry, EntryId, Week};
use nourish_seal::Entropy;
use std::collections::{BTreeMap, BTreeSet};

/// How many entries are held in memory before their weeks are written: about 50 MB.
const HELD_ENTRIES: usize = 50_000;

/// An import that has begun. Unless it is finished, nothing of it stays.
pub struct Importing<'a> {
    transaction: Write<'a>,
    keys: &'a Keys,
    entropy: &'a mut dyn Entropy,
    state: &'a mut State,
    manifest: Manifest,
    logs: Logs,
    fresh: BTreeSet<EntryId>,
    weeks: BTreeMap<Week, HeldWeek>,
    held: usize,
    added: u64,
}

/// A week in memory while entries are added to it.
#[derive(Default)]
struct HeldWeek {
    ids: BTreeSet<EntryId>,
    entries: Vec<Entry>,
    changed: bool,
}

impl Store {
    /// Begins an import. The journal is locked for other programs until it is finished or dropped.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn import(&mut self) -> Result<Importing<'_>, StoreError> {
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        Ok(Importing {
            transaction,
            keys: &self.keys,
            entropy: self.entropy.as_mut(),
            manifest: self.state.manifest.clone(),
            logs: self.state.logs.clone(),
            fresh: self.state.tail.iter().map(|row| row.entry.id()).collect(),
            state: &mut self.state,
            weeks: BTreeMap::new(),
            held: 0,
            added: 0,
        })
    }
}

impl Importing<'_> {
    /// Whether the journal has an entry named `id`, filed under `filed`.
    ///
    /// # Errors
    /// What the disk may say.
    pub fn contains(&mut self, filed: CalendarDay, id: EntryId) -> Result<bool, StoreError> {
        Ok(self.fresh.contains(&id) || self.week(filed.week())?.ids.contains(&id))
    }

    /// Every entry of a week that the journal holds or was put, in no order; what does not open is not among them.
    ///
    /// # Errors
    /// What the disk may say.
    pub fn entries_of(&mut self, week: Week) -> Result<Vec<Entry>, StoreError> {
        let mut entries = self.week(week)?.entries.clone();
        let fresh = self.state.tail.iter().map(|row| &row.entry);
        entries.extend(fresh.filter(|entry| entry.filed().week() == week).cloned());
        Ok(entries)
    }

    /// The entry named `root`, filed under `filed`, and everything that corrects it or takes it back.
    ///
    /// # Errors
    /// What the disk may say.
    pub fn row(&mut self, filed: CalendarDay, root: EntryId) -> Result<Vec<Entry>, StoreError> {
        let fresh = self.state.tail.iter().map(|row| &row.entry).filter(|entry| entry.root() == root);
        let mut row: Vec<Entry> = fresh.cloned().collect();
        let held = &self.week(filed.week())?.entries;
        row.extend(held.iter().filter(|entry| entry.root() == root).cloned());
        Ok(row)
    }

    /// What a setting says; `None` where it was never written, or does not open.
    ///
    /// # Errors
    /// What the disk may say.
    pub fn setting(&self, setting: Setting) -> Result<Option<Vec<u8>>, StoreError> {
        settings::content(&self.transaction, self.keys, setting)
    }

    /// Writes a setting together with what was put.
    ///
    /// # Errors
    /// What the disk may say.
    pub fn put_setting(&mut self, setting: Setting, content: Vec<u8>) -> Result<(), StoreError> {
        settings::put_all(&self.transaction, self.keys, &[(setting, content)], self.entropy)
    }

    /// Fills `out` with random bytes.
    ///
    /// # Errors
    /// [`StoreError::NotSealed`] when the system gives none.
    pub fn random(&mut self, out: &mut [u8]) -> Result<(), StoreError> {
        Ok(self.entropy.fill(out)?)
    }

    /// What the next entry must carry.
    pub fn next(&self) -> Next {
        let author = self.keys.author();
        Next { author, seq: self.logs.end(self.keys.journal, author).seq + 1, latest: self.logs.latest }
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// [`StoreError::Misnumbered`], or what the disk may say.
    pub fn put(&mut self, entry: Entry) -> Result<(), StoreError> {
        if entry.author() != self.keys.author()
            || !self.logs.extend(self.keys.journal, &entry, &entry.encode())
        {
            return Err(StoreError::Misnumbered);
        }
        let week = self.week(entry.filed().week())?;
        week.ids.insert(entry.id());
        week.entries.push(entry);
        week.changed = true;
        self.held += 1;
        self.added += 1;
        if self.held > HELD_ENTRIES { self.write_out() } else { Ok(()) }
    }

    /// How many entries were put so far.
    pub const fn added(&self) -> u64 {
        self.added
    }

    /// Makes everything that was put durable, at once, and says how many entries that were.
    ///
    /// # Errors
    /// What the disk may say; nothing was stored then.
    pub fn finish(mut self) -> Result<u64, StoreError> {
        self.write_out()?;
        let mut manifest = self.manifest;
        if manifest.lost != self.state.manifest.lost {
            let fresh = self.state.tail.iter().map(|row| &row.entry);
            walk::recount(&self.transaction, self.keys, &mut manifest, &self.logs.ends, fresh)?;
        }
        write_heads(&mut manifest, &self.logs, self.state.last_row, self.keys);
        store_manifest(&self.transaction, self.keys, &manifest, self.entropy)?;
        let connection = self.transaction.commit()?;
        self.state.manifest = manifest;
        self.state.logs = self.logs;
        if self.added >= HELD_ENTRIES as u64 {
            // What is in SQLite's log now is more than is logged in years: no later entry shall wait until it has moved.
            let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get::<_, i64>(0));
        }
        Ok(self.added)
    }

    fn week(&mut self, week: Week) -> Result<&mut HeldWeek, StoreError> {
        use std::collections::btree_map::Entry::{Occupied, Vacant};
        match self.weeks.entry(week) {
            Occupied(held) => Ok(held.into_mut()),
            Vacant(place) => {
                let entries = existing(&self.transaction, self.keys, week, &mut self.manifest)?;
                self.held += entries.len();
                let ids = entries.iter().map(Entry::id).collect();
                Ok(place.insert(HeldWeek { ids, entries, changed: false }))
            }
        }
    }

    fn write_out(&mut self) -> Result<(), StoreError> {
        let mut changed = Vec::new();
        for (week, held) in std::mem::take(&mut self.weeks).into_iter().filter(|(_, held)| held.changed) {
            let entries = write_week(
                &self.transaction,
                self.keys,
                &mut self.manifest,
                week,
                held.entries,
                self.entropy,
            )?;
            changed.push((week, entries));
        }
        self.held = 0;
        summaries::update(&self.transaction, self.keys, &self.manifest, changed, self.entropy)
    }
}
