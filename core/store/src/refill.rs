//! Putting back what was damaged or lost here, from what others still have of the same logs.

use crate::error::{LogRefusal, StoreError};
use crate::fold::merge;
use crate::log::LogItem;
use crate::manifest::Gap;
use crate::receive::ReceivedItem;
use crate::state::write_heads;
use crate::store::{Store, begin, store_manifest};
use crate::walk::{Place, recount, walk};
use crate::write::forget_pages;
use crate::{block, mend};
use nourish_record::{Author, Entry, Week};
use nourish_seal::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// Places of a device's log whose entries are known to be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lacking {
    /// Whose log it is.
    pub device: DeviceId,
    /// The first of them.
    pub first_seq: u64,
    /// The last of them.
    pub last_seq: u64,
}

impl Store {
    /// Looks at the seal of every block, sets aside what does not open, and says which entries are missing then. Nothing is
    /// decompressed or unpacked, so this is quick; a file that SQLite itself finds broken is left as it is.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn lacking(&mut self) -> Result<Vec<Lacking>, StoreError> {
        if !self.state.damage.is_empty() || self.has_broken_block()? {
            let connection = self.connection.as_ref().ok_or(StoreError::Suspended)?;
            forget_pages(connection)?;
            self.state.refresh(connection, &mut self.keys)?;
            if !self.state.damage.is_empty() || self.has_broken_block()? {
                let connection = self.connection.as_ref().ok_or(StoreError::Suspended)?;
                match mend::mend(connection, &mut self.keys, &mut self.state, self.entropy.as_mut()) {
                    Ok(()) | Err(StoreError::Damaged(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        let lacking = |gap: &Gap| Lacking {
            device: DeviceId::from_bytes(*gap.author.as_bytes()),
            first_seq: gap.first,
            last_seq: gap.last,
        };
        Ok(self.state.manifest.missing.iter().map(lacking).collect())
    }

    /// Puts those of `items` back that are missing here, in one transaction, and says how many these were. What was erased stays
    /// erased, also where one of `items` says so. Each must be signed for by its device; here every log must lead over them to the
    /// end that is known.
    ///
    /// # Errors
    /// [`StoreError::LogRefused`] where one of them stands at a place that is known to have held another; otherwise as
    /// [`Store::append`]. Nothing was stored then.
    pub fn refill(&mut self, items: Vec<ReceivedItem>) -> Result<u64, StoreError> {
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        let mut manifest = self.state.manifest.clone();
        let fresh = || self.state.tail.iter().map(|row| &row.entry);
        let (ours, _) = walk(&transaction, &self.keys, &manifest, fresh())?;
        let mut out: BTreeSet<Place> = ours.erased.iter().chain(manifest.ahead.keys()).copied().collect();
        let erasures = items.iter().filter_map(|item| item.entry()?.erasure());
        out.extend(erasures.map(|erasure| (erasure.author, erasure.seq)));
        let mut back: BTreeMap<Place, Entry> = BTreeMap::new();
        for item in items {
            let LogItem::Entry(entry) = item.item else { continue };
            let place = (entry.author(), entry.seq());
            if is_missing(&manifest.missing, place) && !ours.holds(place) && !out.contains(&place) {
                back.insert(place, entry);
            }
        }
        let Some(((author, _), _)) = back.first_key_value() else { return Ok(0) };
        let refused = StoreError::LogRefused {
            device: DeviceId::from_bytes(*author.as_bytes()),
            why: LogRefusal::Contradicted,
        };
        let count = back.len() as u64;
        let mut weeks: BTreeMap<Week, Vec<Entry>> = BTreeMap::new();
        for entry in back.into_values() {
            weeks.entry(entry.filed().week()).or_default().push(entry);
        }
        let entropy = self.entropy.as_mut();
        merge(&transaction, &self.keys, &mut manifest, weeks, entropy)?;
        let mut logs = self.state.logs.clone();
        let followed = recount(&transaction, &self.keys, &mut manifest, &logs.ends, fresh())?;
        if followed.broken && !manifest.unproven {
            return Err(refused);
        }
        logs.ends = followed.ends;
        if manifest.missing.is_empty() {
            manifest.lost.clear();
        }
        write_heads(&mut manifest, &logs, self.state.last_row, &self.keys);
        store_manifest(&transaction, &self.keys, &manifest, entropy)?;
        transaction.commit()?;
        let connection = self.connection.as_ref().ok_or(StoreError::Suspended)?;
        self.state.refresh(connection, &mut self.keys)?;
        Ok(count)
    }

    fn has_broken_block(&self) -> Result<bool, StoreError> {
        let connection = self.reading()?;
        for (week, meta) in &self.state.manifest.weeks {
            if !block::opens(connection, &self.keys.sealer, *week, meta)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn is_missing(gaps: &[Gap], (author, seq): (Author, u64)) -> bool {
    gaps.iter().any(|gap| gap.author == author && (gap.first..=gap.last).contains(&seq))
}
