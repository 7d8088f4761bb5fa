//! Merging a backup into a living journal: what is missing is added, what was damaged refilled, nothing is there twice.

use super::format::{Frame, Reader};
use super::restore::week_of;
use crate::erase::purge;
use crate::error::StoreError;
use crate::keys::Keys;
use crate::manifest::{LogEnd, Manifest, UNKNOWN};
use crate::mend::by_week;
use crate::settings;
use crate::store::{Store, begin, store_manifest};
use crate::walk::{Links, Place, recount, walk};
use crate::weeks::{self, existing};
use nourish_record::{Author, Entry, Week};
use nourish_seal::Entropy;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// What a merging came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Entries that were added.
    pub added: u64,
    /// Entries of the backup that the journal had already.
    pub known: u64,
    /// Entries whose content left the journal, because the backup knows that they were erased.
    pub erased: u64,
    /// Entries that are still known to be missing.
    pub missing: u64,
}

impl Store {
    /// Adds every entry of the backup at `path` that the journal lacks, in one transaction, and refills what was damaged. The
    /// backup is read to its end first, so that a damaged one changes nothing. What was erased stays erased. Settings are taken
    /// over only where the journal has none that opens.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::NotABackup`], [`StoreError::DamagedBackup`], [`StoreError::OtherJournal`];
    /// [`StoreError::HistoryForked`] where the file was copied by hand and both went on; or what the disk may say. Nothing was
    /// changed then.
    pub fn merge(&mut self, path: &Path) -> Result<Merged, StoreError> {
        let open = || Reader::open(BufReader::new(File::open(path)?));
        let mut reader = open()?;
        if reader.header.journal != self.keys.journal {
            return Err(StoreError::OtherJournal);
        }
        self.reading()?.pragma_update(None, "secure_delete", true)?;
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        let (theirs, contents) = read_through(&mut reader, &self.keys)?;
        let fresh = self.state.tail.iter().map(|row| &row.entry);
        let (ours, _) = walk(&transaction, &self.keys, &self.state.manifest, fresh)?;
        if theirs.contradicts(&ours) {
            return Err(StoreError::HistoryForked);
        }
        let mut merging = Merging {
            transaction: &transaction,
            keys: &self.keys,
            entropy: self.entropy.as_mut(),
            manifest: self.state.manifest.clone(),
            fresh: self.state.tail.iter().map(|row| (row.entry.author(), row.entry.seq())).collect(),
            erased: ours.erased.union(&theirs.erased).copied().collect(),
            merged: Merged { added: 0, known: 0, erased: 0, missing: 0 },
        };
        let mut reader = open()?;
        loop {
            match reader.next(&self.keys.sealer)? {
                Frame::Settings(settings) => merging.settings(&settings)?,
                Frame::Entries(entries) => merging.week(entries)?,
                Frame::Last(_) => break,
            }
        }
        let Merging { mut manifest, mut merged, erased, .. } = merging;
        let doomed: BTreeSet<Place> = erased.into_iter().filter(|place| ours.holds(*place)).collect();
        let mut logs = self.state.logs.clone();
        logs.ends = farther(&logs.ends, &contents.logs);
        logs.latest = logs.latest.max(contents.latest);
        manifest.logs.clone_from(&logs.ends);
        let entropy = self.entropy.as_mut();
        if !doomed.is_empty() {
            // The tail is folded, and every week looked through.
            let mut weeks = by_week(&self.state);
            for week in manifest.weeks.keys() {
                weeks.entry(*week).or_default();
            }
            purge(&transaction, &self.keys, &mut manifest, weeks, &doomed, entropy)?;
            transaction.execute("DELETE FROM tail", [])?;
            manifest.tail_first = self.state.last_row + 1;
            merged.erased = doomed.len() as u64;
        }
        let fresh = self.state.tail.iter().map(|row| &row.entry).filter(|_| doomed.is_empty());
        let followed = recount(&transaction, &self.keys, &mut manifest, &logs.ends, fresh)?;
        if followed.broken {
            return Err(StoreError::HistoryForked);
        }
        logs.ends = followed.ends;
        merged.missing = manifest.missing.iter().map(|gap| gap.entries()).sum();
        if merged.missing == 0 {
            manifest.lost.clear();
            // Every log goes unbroken as far as the backup, whose list was never in doubt, says and farther.
            manifest.unproven &= contents.unproven;
        }
        crate::state::write_heads(&mut manifest, &logs, self.state.last_row, &self.keys);
        store_manifest(&transaction, &self.keys, &manifest, entropy)?;
        transaction.commit()?;
        let connection = self.connection.as_ref().ok_or(StoreError::Suspended)?;
        self.state.refresh(connection, &mut self.keys)?;
        if merged.erased > 0 {
            self.scrub()?;
        }
        Ok(merged)
    }
}

/// Reads a backup to its end: the place of every entry, and what it says of itself.
fn read_through(reader: &mut Reader<BufReader<File>>, keys: &Keys) -> Result<(Links, Manifest), StoreError> {
    let mut links = Links::default();
    loop {
        match reader.next(&keys.sealer)? {
            Frame::Settings(_) => {}
            Frame::Entries(entries) => {
                week_of(&entries)?;
                entries.iter().for_each(|entry| links.note(entry));
            }
            Frame::Last(contents) => return Ok((links, *contents)),
        }
    }
}

/// For each log the end that goes farther; of two alike, the one that can be followed.
fn farther(ours: &BTreeMap<Author, LogEnd>, theirs: &BTreeMap<Author, LogEnd>) -> BTreeMap<Author, LogEnd> {
    let mut ends = ours.clone();
    for (author, end) in theirs {
        let known = ends.entry(*author).or_insert(*end);
        if end.seq > known.seq || (end.seq == known.seq && known.hash == UNKNOWN) {
            *known = *end;
        }
    }
    ends
}

struct Merging<'a> {
    transaction: &'a Connection,
    keys: &'a Keys,
    entropy: &'a mut dyn Entropy,
    manifest: Manifest,
    /// Places of fresh entries.
    fresh: BTreeSet<Place>,
    /// Places whose content was erased, here or there.
    erased: BTreeSet<Place>,
    merged: Merged,
}

impl Merging<'_> {
    /// Takes over the settings that the journal lacks, or whose rows do not open.
    fn settings(&mut self, theirs: &[(i32, Vec<u8>)]) -> Result<(), StoreError> {
        for (number, content) in theirs {
            if !settings::opens(self.transaction, &self.keys.sealer, *number)? {
                settings::put(self.transaction, self.keys, *number, content, self.entropy)?;
            }
        }
        Ok(())
    }

    fn week(&mut self, theirs: Vec<Entry>) -> Result<(), StoreError> {
        let week: Week = week_of(&theirs)?;
        let mut entries = existing(self.transaction, self.keys, week, &mut self.manifest)?;
        let place = |entry: &Entry| (entry.author(), entry.seq());
        let here: BTreeSet<Place> = entries.iter().map(place).collect();
        let count = theirs.len() as u64;
        let before = entries.len();
        entries.extend(theirs.into_iter().filter(|entry| {
            let place = place(entry);
            !here.contains(&place) && !self.fresh.contains(&place) && !self.erased.contains(&place)
        }));
        let added = (entries.len() - before) as u64;
        self.merged.added += added;
        self.merged.known += count - added;
        if added == 0 {
            return Ok(());
        }
        self.manifest.lost.remove(&week);
        weeks::write(self.transaction, self.keys, &mut self.manifest, vec![(week, entries)], self.entropy)
    }
}
