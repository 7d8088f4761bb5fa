//! Erasing: the content of an entry leaves the file, its place in its log stays (`docs/adr/0007-erasure.md`).

use crate::error::StoreError;
use crate::keys::Keys;
use crate::manifest::Manifest;
use crate::mend::by_week;
use crate::state::write_heads;
use crate::store::{Next, Store, begin, store_manifest};
use crate::walk::Place;
use crate::weeks::{self, existing};
use crate::{block, copy, fresh_days, walk};
use nourish_record::{Entry, EntryId, Erasure, Week};
use nourish_seal::{Entropy, Purpose, entry_hash};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What an erasing came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// The entries that say that something was erased, one for each entry that was; none if there was no such entry.
    pub erasures: Vec<Entry>,
    /// Whether the old bytes are out of the file and what SQLite keeps beside it. If not, another program was reading, or there
    /// was no room: [`Store::scrub`] once it is gone.
    pub scrubbed: bool,
    /// Copies of the whole file that were made beside it earlier and still hold what was erased.
    pub copies: Vec<PathBuf>,
}

impl Store {
    /// Erases the entry that `id` names, with everything that corrects it or takes it back. `make` makes the entry that says so.
    ///
    /// Their bytes leave tail, blocks, summaries and what was set aside of the same week or of fresh rows; their hashes stay, so
    /// that every chain still leads to its head. What was erased comes back from no backup that is merged later. Backups and
    /// copies that were made before still hold it.
    ///
    /// # Errors
    /// What `make` says, or what the disk may say; nothing was erased then.
    pub fn erase<E: From<StoreError>>(
        &mut self,
        id: EntryId,
        mut make: impl FnMut(Next, Erasure) -> Result<Entry, E>,
    ) -> Result<Erased, E> {
        self.reading()?.pragma_update(None, "secure_delete", true).map_err(StoreError::from)?;
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        let doomed = self.history(id)?;
        let Some(root) = doomed.first().filter(|_| doomed.iter().all(|entry| entry.erasure().is_none()))
        else {
            return Ok(Erased { erasures: Vec::new(), scrubbed: true, copies: Vec::new() });
        };
        let mut logs = self.state.logs.clone();
        let mut erasures = Vec::with_capacity(doomed.len());
        for entry in &doomed {
            let author = self.keys.author();
            let seq = logs.end(self.keys.journal, author).seq + 1;
            let hash = entry_hash(&entry.encode());
            let erased = Erasure { author: entry.author(), seq: entry.seq(), hash };
            let erasure = make(Next { author, seq, latest: logs.latest }, erased)?;
            if erasure.author() != author || !logs.extend(self.keys.journal, &erasure, &erasure.encode()) {
                return Err(StoreError::Misnumbered.into());
            }
            erasures.push(erasure);
        }
        // The tail is folded as a whole: what is erased from it leaves no gap that would have to be explained.
        let mut weeks = by_week(&self.state);
        weeks.entry(root.filed().week()).or_default();
        for erasure in &erasures {
            weeks.entry(erasure.filed().week()).or_default().push(erasure.clone());
        }
        let places = doomed.iter().map(|entry| (entry.author(), entry.seq())).collect();
        let mut manifest = self.state.manifest.clone();
        let (keys, entropy) = (&self.keys, self.entropy.as_mut());
        purge(&transaction, keys, &mut manifest, weeks, &places, entropy)?;
        transaction.execute("DELETE FROM tail", []).map_err(StoreError::from)?;
        manifest.tail_first = self.state.last_row + 1;
        write_heads(&mut manifest, &logs, self.state.last_row, keys);
        store_manifest(&transaction, keys, &manifest, entropy)?;
        transaction.commit()?;
        self.state.logs = logs;
        self.state.tail = Vec::new();
        self.state.manifest = manifest;
        Ok(Erased { erasures, scrubbed: self.scrub()?, copies: copy::of(&self.path) })
    }

    /// Writes the file anew without any free page, and empties SQLite's log beside it. Says whether that could be done: not while
    /// another program reads.
    ///
    /// # Errors
    /// [`StoreError::Suspended`], or what the disk may say.
    pub fn scrub(&mut self) -> Result<bool, StoreError> {
        let connection = self.reading()?;
        let empty_log = || -> Result<bool, StoreError> {
            let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
            Ok(connection.query_row(sql, [], |row| row.get::<_, i64>(0))? == 0)
        };
        // First what was overwritten, which needs no room; then what is left in pages.
        let scrubbed = empty_log().and_then(|emptied| {
            connection.execute_batch("VACUUM")?;
            Ok(empty_log()? && emptied)
        });
        match scrubbed {
            Err(StoreError::InUse | StoreError::StorageFull) => Ok(false),
            scrubbed => scrubbed,
        }
    }
}

/// Adds entries to their weeks, and takes out of those weeks, their summaries and what was set aside of them whatever stood at
/// the places that are to be erased.
pub(crate) fn purge(
    transaction: &Connection,
    keys: &Keys,
    manifest: &mut Manifest,
    weeks: BTreeMap<Week, Vec<Entry>>,
    places: &BTreeSet<Place>,
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    fresh_days::remove(transaction, &keys.sealer)?;
    let set_aside = manifest.set_aside;
    let mut changed = Vec::with_capacity(weeks.len());
    for (week, fresh) in weeks {
        let mut entries = existing(transaction, keys, week, manifest)?;
        let added = fresh.len();
        entries.extend(fresh);
        let before = entries.len();
        entries.retain(|entry| entry.erasure().is_some() || !places.contains(&(entry.author(), entry.seq())));
        if entries.len() != before {
            // A part that was set aside because of one wrong byte could still be made to give up the others.
            transaction.execute(
                "DELETE FROM damaged WHERE origin = 'tail' OR (origin = 'block' AND place = ?1)",
                [block::place(&keys.sealer, Purpose::Block, week.number())],
            )?;
        }
        // A block that did not open was set aside, and leaves its place too.
        let opened =
            manifest.weeks.get(&week).is_none_or(|meta| meta.entries + added as u64 == before as u64);
        if opened && added == 0 && entries.len() == before {
            continue;
        }
        changed.push((week, entries));
    }
    weeks::write(transaction, keys, manifest, changed, entropy)?;
    if manifest.set_aside != set_aside {
        let ends = manifest.logs.clone();
        walk::recount(transaction, keys, manifest, &ends, [])?;
    }
    Ok(())
}
