//! Folding: the older fresh entries move from the tail into the blocks of their weeks.

use crate::block;
use crate::error::StoreError;
use crate::keys::Keys;
use crate::manifest::{Manifest, WeekMeta};
use crate::state::TailRow;
use crate::store::{Store, begin, store_manifest};
use crate::summaries;
use nourish_record::{CalendarDay, Entry, Week};
use nourish_seal::Entropy;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// How many fresh entries there may be before folding is due.
const DUE: usize = 128;
/// How many fresh entries are folded however new they are.
const MOST: usize = 512;

impl Store {
    /// Whether [`Store::fold`] has something to do. Apps call it when idle; nothing breaks if they never do.
    pub fn fold_is_due(&self) -> bool {
        self.state.tail.len() > DUE
    }

    /// Moves fresh entries into blocks, but for those of the newest day, so that today is read without a block; in one transaction.
    ///
    /// # Errors
    /// What the disk may say; nothing has moved then.
    pub fn fold(&mut self) -> Result<(), StoreError> {
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state)?;
        let (keys, state, entropy) = (&self.keys, &self.state, self.entropy.as_mut());
        let folding = foldable(&state.tail);
        let Some(last) = state.tail.get(..folding).and_then(<[TailRow]>::last).map(|row| row.number) else {
            return Ok(());
        };
        let mut weeks: BTreeMap<Week, Vec<Entry>> = BTreeMap::new();
        for row in state.tail.iter().take(folding) {
            weeks.entry(row.entry.filed().week()).or_default().push(row.entry.clone());
        }
        let mut manifest = state.manifest.clone();
        merge(&transaction, keys, &mut manifest, weeks, entropy)?;
        transaction.prepare_cached("DELETE FROM tail WHERE number <= ?1")?.execute([last])?;
        manifest.tail_first = last + 1;
        state.write_heads(&mut manifest, keys);
        store_manifest(&transaction, keys, &manifest, entropy)?;
        transaction.commit()?;
        self.state.tail.drain(..folding);
        self.state.manifest = manifest;
        Ok(())
    }
}

/// How many rows at the start of the tail may go.
fn foldable(tail: &[TailRow]) -> usize {
    let newest = tail.iter().map(|row| row.entry.filed()).max().unwrap_or(CalendarDay::FIRST);
    let old = tail.iter().take_while(|row| row.entry.filed() < newest).count();
    old.max(tail.len().saturating_sub(MOST))
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
        let mut entries = existing(transaction, keys, week, manifest.weeks.get(&week))?;
        entries.extend(fresh);
        changed.push((week, write_week(transaction, keys, manifest, week, entries, entropy)?));
    }
    summaries::update(transaction, keys, manifest, changed, entropy)
}

/// The entries that a week's block holds; a block that does not open is set aside first.
pub(crate) fn existing(
    transaction: &Connection,
    keys: &Keys,
    week: Week,
    meta: Option<&WeekMeta>,
) -> Result<Vec<Entry>, StoreError> {
    let Some(meta) = meta else { return Ok(Vec::new()) };
    match block::read(transaction, &keys.sealer, week, meta)? {
        Ok(entries) => Ok(entries),
        Err(_) => {
            block::set_aside(transaction, &keys.sealer, week)?;
            Ok(Vec::new())
        }
    }
}

/// Writes a week's block and notes it in the manifest; gives the entries back in the block's order.
pub(crate) fn write_week(
    transaction: &Connection,
    keys: &Keys,
    manifest: &mut Manifest,
    week: Week,
    mut entries: Vec<Entry>,
    entropy: &mut dyn Entropy,
) -> Result<Vec<Entry>, StoreError> {
    let meta = block::write(transaction, keys, week, &mut entries, entropy)?;
    manifest.weeks.insert(week, meta);
    Ok(entries)
}
