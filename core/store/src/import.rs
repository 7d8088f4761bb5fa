//! Many entries at once: straight into the blocks of their weeks, in one transaction, adding nothing twice.

use crate::error::StoreError;
use crate::keys::Keys;
use crate::manifest::Manifest;
use crate::settings::{self, Setting};
use crate::state::{Logs, State, write_heads};
use crate::store::{Next, Store, begin, store_manifest};
use crate::walk;
use crate::weeks::{self, Weeks, existing};
use crate::write::Write;
use nourish_record::{Author, CalendarDay, Entry, EntryId, Week};
use nourish_seal::{Entropy, JournalId};
use std::collections::{BTreeMap, BTreeSet};

/// How many entries are held in memory before their weeks are let go: at first, and where weeks come back that were let go already,
/// as they do in a file that goes by kind and not by day: about 50 MB.
const HELD_ENTRIES: std::ops::RangeInclusive<usize> = 8_192..=50_000;
/// So many weeks come back in a file that goes by day: the last that was let go, and those that corrections are filed under.
const FEW_WEEKS: usize = 4;
/// From so many on SQLite's log holds more than is logged in years.
const MANY_ENTRIES: u64 = 50_000;

/// An import that has begun. Unless it is finished, nothing of it stays. Where a step of it failed, it cannot be finished: every later
/// step says the same error.
pub struct Importing<'a> {
    transaction: Write<'a>,
    keys: &'a Keys,
    entropy: &'a mut dyn Entropy,
    state: &'a mut State,
    manifest: Manifest,
    /// The ends of the logs without what is held in memory.
    logs: Logs,
    fresh: BTreeSet<EntryId>,
    weeks: BTreeMap<Week, HeldWeek>,
    held: usize,
    /// How many of them are new.
    unwritten: usize,
    /// From how many on weeks are let go before another is taken up.
    most_held: usize,
    /// Weeks that this import has let go, and how many of them came back since it last let any go.
    let_go: BTreeSet<Week>,
    came_back: usize,
    /// What the next entry must carry; the chain is brought up to it when weeks are written.
    next: Next,
    added: u64,
    /// Why a step failed: what was read or put may be lost with it, so nothing is done from then on, and nothing stays.
    failed: Option<StoreError>,
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
            next: self.state.next(&self.keys),
            transaction,
            keys: &self.keys,
            entropy: self.entropy.as_mut(),
            manifest: self.state.manifest.clone(),
            logs: self.state.logs.clone(),
            fresh: self.state.tail.iter().map(|row| row.entry.id()).collect(),
            state: &mut self.state,
            weeks: BTreeMap::new(),
            held: 0,
            most_held: *HELD_ENTRIES.start(),
            unwritten: 0,
            let_go: BTreeSet::new(),
            came_back: 0,
            added: 0,
            failed: None,
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
        self.step(|this| settings::put_all(&this.transaction, this.keys, &[(setting, content)], this.entropy))
    }

    /// Fills `out` with random bytes.
    ///
    /// # Errors
    /// [`StoreError::NotSealed`] when the system gives none.
    pub fn random(&mut self, out: &mut [u8]) -> Result<(), StoreError> {
        Ok(self.entropy.fill(out)?)
    }

    /// What the next entry must carry.
    pub const fn next(&self) -> Next {
        self.next
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// [`StoreError::Misnumbered`], or what the disk may say; the import cannot be finished then.
    pub fn put(&mut self, entry: Entry) -> Result<(), StoreError> {
        self.step(|this| this.take_up(entry))
    }

    /// How many entries were put so far.
    pub const fn added(&self) -> u64 {
        self.added
    }

    /// Makes everything that was put durable, at once, and says how many entries that were.
    ///
    /// # Errors
    /// What the disk may say, or what a step before said; nothing was stored then.
    pub fn finish(mut self) -> Result<u64, StoreError> {
        self.step(Self::write_out)?;
        let mut manifest = self.manifest;
        if manifest.set_aside != self.state.manifest.set_aside {
            let fresh = self.state.tail.iter().map(|row| &row.entry);
            walk::recount(&self.transaction, self.keys, &mut manifest, &self.logs.ends, fresh)?;
        }
        write_heads(&mut manifest, &self.logs, self.state.last_row, self.keys);
        store_manifest(&self.transaction, self.keys, &manifest, self.entropy)?;
        let connection = self.transaction.commit()?;
        self.state.manifest = manifest;
        self.state.logs = self.logs;
        if self.added >= MANY_ENTRIES {
            // No later entry shall wait until it has moved.
            let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get::<_, i64>(0));
        }
        Ok(self.added)
    }

    /// Does a step, unless one failed before.
    fn step<T>(&mut self, step: impl FnOnce(&mut Self) -> Result<T, StoreError>) -> Result<T, StoreError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let done = step(self);
        self.failed = done.as_ref().err().copied();
        done
    }

    fn take_up(&mut self, entry: Entry) -> Result<(), StoreError> {
        let Next { author, seq, latest } = self.next;
        if (entry.author(), entry.seq()) != (author, seq) {
            return Err(StoreError::Misnumbered);
        }
        self.next = Next { author, seq: seq + 1, latest: latest.max(entry.recorded()) };
        let week = self.week(entry.filed().week())?;
        week.ids.insert(entry.id());
        week.entries.push(entry);
        week.changed = true;
        self.held += 1;
        self.unwritten += 1;
        self.added += 1;
        if self.unwritten >= *HELD_ENTRIES.end() { self.write_out() } else { Ok(()) }
    }

    fn week(&mut self, week: Week) -> Result<&mut HeldWeek, StoreError> {
        self.step(|this| if this.weeks.contains_key(&week) { Ok(()) } else { this.hold(week) })?;
        Ok(self.weeks.entry(week).or_default())
    }

    /// Takes a week into memory that is not there.
    fn hold(&mut self, week: Week) -> Result<(), StoreError> {
        if self.held > self.most_held {
            self.write_out()?;
        }
        let set_aside = self.manifest.set_aside;
        let entries = existing(&self.transaction, self.keys, week, &mut self.manifest)?;
        self.held += entries.len();
        self.came_back += usize::from(self.let_go.contains(&week));
        let ids = entries.iter().map(Entry::id).collect();
        // A block that was set aside leaves its place, also where nothing is put into its week.
        let changed = self.manifest.set_aside != set_aside;
        self.weeks.insert(week, HeldWeek { ids, entries, changed });
        Ok(())
    }

    fn write_out(&mut self) -> Result<(), StoreError> {
        let gone = std::mem::take(&mut self.weeks);
        self.let_go.extend(gone.keys());
        if self.came_back > FEW_WEEKS {
            self.most_held = (self.most_held * 2).min(*HELD_ENTRIES.end());
        }
        (self.held, self.unwritten, self.came_back) = (0, 0, 0);
        let changed = gone.into_iter().filter(|(_, held)| held.changed);
        let mut changed: Weeks = changed.map(|(week, held)| (week, held.entries)).collect();
        if changed.is_empty() {
            return Ok(());
        }
        weeks::put_in_order(&mut changed);
        // The chain has to go link by link; the weeks are pressed meanwhile.
        let (journal, author, logs) = (self.keys.journal, self.keys.author(), &self.logs);
        let (pressed, logs) =
            nourish_threads::both(|| weeks::press(&changed), || chained(journal, author, logs, &changed));
        self.logs = logs?;
        weeks::write_pressed(
            &self.transaction,
            self.keys,
            &mut self.manifest,
            (changed, &pressed?),
            self.entropy,
        )
    }
}

/// The ends of the logs with what is new in these weeks.
fn chained(journal: JournalId, author: Author, logs: &Logs, weeks: &Weeks) -> Result<Logs, StoreError> {
    let mut logs = logs.clone();
    let end = logs.end(journal, author).seq;
    let entries = weeks.iter().flat_map(|(_, entries)| entries);
    let mut new: Vec<&Entry> =
        entries.filter(|entry| entry.author() == author && entry.seq() > end).collect();
    new.sort_by_key(|entry| entry.seq());
    let follow = new.iter().all(|entry| logs.extend(journal, entry, &entry.encode()));
    if follow { Ok(logs) } else { Err(StoreError::Misnumbered) }
}
