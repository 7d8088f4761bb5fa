//! This device's entries after some place of its log, logged once more under another key: for a file that was put back from an
//! old copy, whose log went on elsewhere meanwhile.

use crate::block;
use crate::error::{LogRefusal, StoreError};
use crate::keys::Keys;
use crate::manifest::{LogEnd, Manifest};
use crate::mend::by_week;
use crate::state::{State, write_heads};
use crate::store::{Store, begin, store_manifest};
use crate::walk;
use crate::weeks::{self, existing};
use nourish_record::{Author, Entry, Week};
use nourish_seal::{ChainHash, DeviceKey, Entropy, entry_hash};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// Makes this device the `newcomer`: what it logged after place `common_seq` of its log leaves that log, and is logged in the
    /// newcomer's, with the same names, times and content, in the same order. The old log ends at `common_seq`, and may be
    /// [received](Store::receive) from there. All in one transaction. The old key vouches for the new one; says how many entries
    /// were moved.
    ///
    /// An entry whose content was erased cannot be moved: it never left this device, so it goes, and the erasure that names it.
    ///
    /// # Errors
    /// [`StoreError::LogRefused`] where the chain at `common_seq` is not known, or the newcomer has a log already; otherwise as
    /// [`Store::append`]. Nothing was changed then.
    pub fn restamp_from(&mut self, common_seq: u64, newcomer: DeviceKey) -> Result<u64, StoreError> {
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        let (device, old) = (self.keys.device.id(), self.keys.author());
        let new = Author::from_bytes(*newcomer.id().as_bytes());
        let refused = |why| StoreError::LogRefused { device, why };
        let hash = self.chain_at(device, common_seq)?.ok_or(refused(LogRefusal::UnknownStart))?;
        if self.state.logs.ends.contains_key(&new) || new == old {
            return Err(refused(LogRefusal::OwnLog));
        }
        let moving = Moving::find(&transaction, &self.keys, &self.state, new, common_seq)?;
        let mut manifest = self.state.manifest.clone();
        let mut logs = self.state.logs.clone();
        logs.ends.remove(&old);
        if common_seq > 0 {
            logs.ends.insert(old, LogEnd { seq: common_seq, hash });
        }
        let start = ChainHash::start(self.keys.journal, newcomer.id());
        let (keys, entropy) = (&mut self.keys, self.entropy.as_mut());
        let hashes = moving.write(&transaction, keys, &self.state, &mut manifest, entropy)?;
        let moved = hashes.len() as u64;
        if moved > 0 {
            let hash = hashes.into_values().fold(start, ChainHash::next_hash);
            logs.ends.insert(new, LogEnd { seq: moved, hash });
        }
        walk::recount(&transaction, keys, &mut manifest, &logs.ends, [])?;
        let stored = keys.replace_device(&transaction, newcomer, entropy).and_then(|()| {
            write_heads(&mut manifest, &logs, self.state.last_row, keys);
            store_manifest(&transaction, keys, &manifest, entropy)?;
            transaction.commit()?;
            Ok(())
        });
        let connection = self.connection.as_ref().ok_or(StoreError::Suspended)?;
        if stored.is_err() {
            keys.refresh(connection)?;
        }
        stored?;
        self.state.refresh(connection, keys)?;
        Ok(moved)
    }
}

/// What moves from the old log to the new one.
struct Moving {
    old: Author,
    new: Author,
    common_seq: u64,
    /// The new place of each old one whose entry moves.
    places: BTreeMap<u64, u64>,
    /// Weeks that hold any of them.
    weeks: BTreeSet<Week>,
}

impl Moving {
    fn find(
        connection: &Connection,
        keys: &Keys,
        state: &State,
        new: Author,
        common_seq: u64,
    ) -> Result<Self, StoreError> {
        let (places, weeks) = (BTreeMap::new(), BTreeSet::new());
        let mut moving = Self { old: keys.author(), new, common_seq, places, weeks };
        for row in &state.tail {
            moving.note(&row.entry);
        }
        for (week, meta) in &state.manifest.weeks {
            for entry in block::read(connection, &keys.sealer, *week, meta)?.unwrap_or_default() {
                moving.note(&entry);
            }
        }
        for (place, seq) in moving.places.values_mut().zip(1..) {
            *place = seq;
        }
        Ok(moving)
    }

    fn note(&mut self, entry: &Entry) {
        if self.leaves(entry) {
            self.weeks.insert(entry.filed().week());
            if !self.is_void(entry) {
                self.places.insert(entry.seq(), 0);
            }
        }
    }

    fn leaves(&self, entry: &Entry) -> bool {
        entry.author() == self.old && entry.seq() > self.common_seq
    }

    /// Whether an entry says that something was erased which no longer has a place.
    fn is_void(&self, entry: &Entry) -> bool {
        entry.erasure().is_some_and(|erased| erased.author == self.old && erased.seq > self.common_seq)
    }

    /// Writes the weeks anew, the tail folded into them, and gives the hash of every entry that moved by its new place.
    fn write(
        &self,
        transaction: &Connection,
        keys: &Keys,
        state: &State,
        manifest: &mut Manifest,
        entropy: &mut dyn Entropy,
    ) -> Result<BTreeMap<u64, [u8; 32]>, StoreError> {
        let mut hashes = BTreeMap::new();
        let mut fresh = by_week(state);
        let weeks: BTreeSet<Week> = self.weeks.iter().chain(fresh.keys()).copied().collect();
        for week in weeks {
            let mut entries = existing(transaction, keys, week, manifest)?;
            entries.extend(fresh.remove(&week).unwrap_or_default());
            let moved = entries.into_iter().filter_map(|entry| {
                if !self.leaves(&entry) {
                    return Some(entry);
                }
                let seq = *self.places.get(&entry.seq())?;
                let entry = entry.restamped(self.new, seq);
                hashes.insert(seq, entry_hash(&entry.encode()));
                Some(entry)
            });
            let moved = vec![(week, moved.collect())];
            weeks::write(transaction, keys, manifest, moved, entropy)?;
        }
        transaction.execute("DELETE FROM tail", [])?;
        manifest.tail_first = state.last_row + 1;
        Ok(hashes)
    }
}
