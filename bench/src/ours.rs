//! This project's journal file, used as its facade uses it: a draft is parsed, stamped and appended.

use crate::answers::{DaySums, Today, combined};
use crate::design::Synchronous;
use crate::error::BenchError;
use crate::journal::Journal;
use crate::logged::Logged;
use nourish_record::{CalendarDay, DaySummary, Entry, EntryId, Stamp, Timeline};
use nourish_seal::{FileKey, SeededEntropy, SystemEntropy};
use nourish_store::{Durability, Next, Secret, Store};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// Any key file does.
const KEY_SEED: u64 = 7;

/// An open journal file.
#[derive(Debug)]
pub struct Ours {
    store: Store,
    /// What is on the screen.
    shown: BTreeMap<EntryId, Entry>,
    longest_step: Duration,
}

impl Ours {
    /// Makes an empty journal at `path`.
    ///
    /// # Errors
    /// What the store may say.
    pub fn create(path: &Path, synchronous: Synchronous) -> Result<Self, BenchError> {
        let key = Self::key()?;
        let entropy = Box::new(SystemEntropy::new());
        let store = Store::create(path, Secret::KeyFile(&key), durability(synchronous), entropy)?;
        Ok(Self { store, shown: BTreeMap::new(), longest_step: Duration::ZERO })
    }

    /// The key that opens its files.
    ///
    /// # Errors
    /// None that a seed can give.
    pub fn key() -> Result<FileKey, BenchError> {
        Ok(FileKey::make(&mut SeededEntropy::new(KEY_SEED))?)
    }

    /// Opens the journal at `path`.
    ///
    /// # Errors
    /// What the store may say.
    pub fn open(path: &Path, synchronous: Synchronous) -> Result<Self, BenchError> {
        let key = Self::key()?;
        let entropy = Box::new(SystemEntropy::new());
        let store = Store::open(path, Secret::KeyFile(&key), durability(synchronous), entropy)?;
        Ok(Self { store, shown: BTreeMap::new(), longest_step: Duration::ZERO })
    }

    fn correct(
        &mut self,
        entry: &Logged,
        correction: impl FnOnce(&Entry, Stamp) -> Result<Entry, nourish_record::InvalidEntry>,
    ) -> Result<(), BenchError> {
        let was = self.shown.get(&entry.id).ok_or(BenchError::Lost)?;
        let mut id = [0; 16];
        self.store.random(&mut id)?;
        self.store.append(|next| -> Result<_, BenchError> {
            Ok(vec![correction(was, stamp(EntryId::from_bytes(id), entry.recorded_ms, next))?])
        })?;
        Ok(())
    }
}

impl Journal for Ours {
    fn import(&mut self, entries: &[Logged]) -> Result<(), BenchError> {
        let mut importing = self.store.import()?;
        for logged in entries {
            if importing.contains(logged.draft.occurred.day(), logged.id)? {
                continue;
            }
            let stamp = stamp(logged.id, logged.recorded_ms, importing.next());
            importing.put(Entry::parse(logged.draft.clone(), stamp)?)?;
        }
        importing.finish()?;
        Ok(())
    }

    fn insert(&mut self, entry: &Logged) -> Result<(), BenchError> {
        self.store.append(|next| -> Result<_, BenchError> {
            let stamp = stamp(entry.id, entry.recorded_ms, next);
            Ok(vec![Entry::parse(entry.draft.clone(), stamp)?])
        })?;
        Ok(())
    }

    fn show(&mut self, entry: &Logged) -> Result<(), BenchError> {
        let day = entry.draft.occurred.day();
        let entries = self.store.read(day, day)?.entries;
        let found = entries.into_iter().find(|other| other.id() == entry.id).ok_or(BenchError::Lost)?;
        self.shown.insert(entry.id, found);
        Ok(())
    }

    fn amend(&mut self, entry: &Logged) -> Result<(), BenchError> {
        self.correct(entry, |was, stamp| {
            let draft = entry.draft.clone();
            was.amend(draft.fact, draft.occurred, "read off wrongly", stamp)
        })
    }

    fn retract(&mut self, entry: &Logged) -> Result<(), BenchError> {
        self.correct(entry, |was, stamp| was.retract("logged twice", stamp))
    }

    fn catch_up(&mut self) -> Result<bool, BenchError> {
        if !self.store.fold_is_due() {
            return Ok(false);
        }
        let mut more = true;
        while more {
            let begun = Instant::now();
            more = self.store.fold_step()?;
            self.longest_step = self.longest_step.max(begun.elapsed());
        }
        Ok(true)
    }

    fn longest_step(&self) -> Duration {
        self.longest_step
    }

    fn sums(&self, from: CalendarDay, to: CalendarDay) -> Result<Vec<DaySums>, BenchError> {
        Ok(self.store.summaries(from, to)?.iter().map(DaySums::from).collect())
    }

    fn today(&self, day: CalendarDay) -> Result<Today, BenchError> {
        let timeline = Timeline::of(self.store.read(day, day)?.entries);
        let of_day = timeline.iter().filter(|shown| shown.day() == day);
        let summary = DaySummary::of(&timeline).into_iter().find(|summary| summary.day == day);
        Ok(Today {
            entries: of_day.clone().count(),
            names: combined(of_day.map(|shown| shown.root())),
            sums: summary.as_ref().map_or_else(|| DaySums::none(day), DaySums::from),
        })
    }
}

const fn durability(synchronous: Synchronous) -> Durability {
    match synchronous {
        Synchronous::Normal => Durability::Crash,
        Synchronous::Full => Durability::PowerLoss,
    }
}

const fn stamp(id: EntryId, recorded_ms: u64, next: Next) -> Stamp {
    Stamp { id, recorded: next.latest.next(recorded_ms), author: next.author, seq: next.seq }
}
