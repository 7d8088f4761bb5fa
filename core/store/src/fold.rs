//! Folding: the older fresh entries move from the tail into the blocks of their weeks, in steps that keep no writer waiting.

use crate::error::StoreError;
use crate::keys::Keys;
use crate::manifest::Manifest;
use crate::state::TailRow;
use crate::store::{Store, begin, store_manifest};
use crate::walk;
use crate::weeks::{self, existing};
use nourish_record::{CalendarDay, Entry, Week};
use nourish_seal::Entropy;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// How many fresh entries there may be before folding is due.
const DUE: usize = 128;
/// How many of them must be able to go: moving few takes as long as moving many.
const DUE_FOLDABLE: usize = 64;
/// How many fresh entries are folded however new they are.
const MOST: usize = 512;
/// How many entries one step moves at most.
const STEP_ROWS: usize = 256;
/// How many weeks one step writes at most: a busy one takes some milliseconds on an old phone.
const STEP_WEEKS: usize = 4;

impl Store {
    /// Whether [`Store::fold`] has something to do. Apps call it when idle; nothing breaks if they never do.
    pub fn fold_is_due(&self) -> bool {
        self.state.tail.len() > DUE && foldable(&self.state.tail) >= DUE_FOLDABLE
    }

    /// Moves fresh entries into blocks, but for those of the newest day, so that today is read without a block; in as many steps
    /// as it takes.
    ///
    /// # Errors
    /// What the disk may say; what was moved so far is in its block, the rest still fresh.
    pub fn fold(&mut self) -> Result<(), StoreError> {
        while self.fold_step()? {}
        Ok(())
    }

    /// One step of folding: at most 256 entries into the blocks of at most four weeks, in one transaction. Other programs can
    /// write between two steps. Says whether there is more to do.
    ///
    /// # Errors
    /// What the disk may say; nothing has moved then.
    pub fn fold_step(&mut self) -> Result<bool, StoreError> {
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        let (keys, state, entropy) = (&self.keys, &self.state, self.entropy.as_mut());
        let foldable = foldable(&state.tail);
        let (weeks, folding) = step(state.tail.get(..foldable).unwrap_or_default());
        let Some(last) = state.tail.get(..folding).and_then(<[TailRow]>::last).map(|row| row.number) else {
            return Ok(false);
        };
        let mut manifest = state.manifest.clone();
        let set_aside = manifest.set_aside;
        merge(&transaction, keys, &mut manifest, weeks, entropy)?;
        transaction.prepare_cached("DELETE FROM tail WHERE number <= ?1")?.execute([last])?;
        manifest.tail_first = last + 1;
        if manifest.set_aside != set_aside {
            let left = state.tail.iter().skip(folding).map(|row| &row.entry);
            walk::recount(&transaction, keys, &mut manifest, &state.logs.ends, left)?;
        }
        state.write_heads(&mut manifest, keys);
        store_manifest(&transaction, keys, &manifest, entropy)?;
        transaction.commit()?;
        self.state.tail.drain(..folding);
        self.state.days_are_written = self.state.tail.is_empty();
        self.state.manifest = manifest;
        Ok(folding < foldable)
    }
}

/// How many rows at the start of the tail may go.
fn foldable(tail: &[TailRow]) -> usize {
    let newest = tail.iter().map(|row| row.entry.filed()).max().unwrap_or(CalendarDay::FIRST);
    let old = tail.iter().take_while(|row| row.entry.filed() < newest).count();
    old.max(tail.len().saturating_sub(MOST))
}

/// The rows of one step by week, and how many they are.
fn step(rows: &[TailRow]) -> (BTreeMap<Week, Vec<Entry>>, usize) {
    let mut seen = BTreeSet::new();
    let few_weeks = |row: &&TailRow| {
        seen.insert(row.entry.filed().week());
        seen.len() <= STEP_WEEKS
    };
    let mut weeks: BTreeMap<Week, Vec<Entry>> = BTreeMap::new();
    let mut count = 0;
    for row in rows.iter().take(STEP_ROWS).take_while(few_weeks) {
        weeks.entry(row.entry.filed().week()).or_default().push(row.entry.clone());
        count += 1;
    }
    (weeks, count)
}

/// Adds entries to the blocks of their weeks and the summaries of their years.
pub(crate) fn merge(
    transaction: &Connection,
    keys: &Keys,
    manifest: &mut Manifest,
    weeks: BTreeMap<Week, Vec<Entry>>,
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    let mut changed = Vec::with_capacity(weeks.len());
    for (week, fresh) in weeks {
        let mut entries = existing(transaction, keys, week, manifest)?;
        entries.extend(fresh);
        changed.push((week, entries));
    }
    weeks::write(transaction, keys, manifest, changed, entropy)
}
