//! Making a backup: written to the end, read back and restored on trial before it gets its name.

use super::format::{Header, Reader, Writer};
use super::restore::{fill, put_header};
use crate::error::{Damage, StoreError};
use crate::keys::Keys;
use crate::known_weeks::KnownWeeks;
use crate::manifest::Manifest;
use crate::mend::by_week;
use crate::state::State;
use crate::store::Store;
use crate::walk::Links;
use crate::{beside, block, schema, settings};
use nourish_record::{Entry, Week};
use nourish_seal::Entropy;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Entries in it.
    pub entries: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// What could not be read and is therefore not in it; empty for a sound journal.
    pub damage: Vec<Damage>,
}

impl Store {
    /// Writes every entry and setting that can be read, and the ways to unlock, into one file at `path`, which must not exist. It was restored
    /// on trial, beside `path`, before this returns. Other programs may write meanwhile; what they write is not in it.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`], [`StoreError::StorageFull`] and what the disk may say; no file is left behind.
    pub fn back_up(&mut self, path: &Path) -> Result<BackedUp, StoreError> {
        if path.exists() {
            return Err(StoreError::AlreadyExists);
        }
        let unfinished = beside::with_ending(path, ".unfinished");
        let trial = beside::with_ending(path, ".trial");
        // Left over from an attempt that ended early: neither was ever given its name.
        beside::remove_journal(&unfinished);
        beside::remove_journal(&trial);
        let made = self.write_backup(&unfinished).and_then(|backed_up| {
            self.restore_on_trial(&unfinished, &trial, &backed_up)?;
            beside::name_finished(&unfinished, path)?;
            Ok(backed_up)
        });
        beside::remove_journal(&trial);
        if made.is_err() {
            beside::remove_journal(&unfinished);
        }
        made
    }

    fn write_backup(&mut self, path: &Path) -> Result<BackedUp, StoreError> {
        let connection = self.connection.as_ref().ok_or(StoreError::Suspended)?;
        // Everything is read as of one moment.
        let snapshot = connection.unchecked_transaction()?;
        let state = State::load(&snapshot, &self.keys)?;
        let header = header(&snapshot, &self.keys, self.entropy.as_mut())?;
        let out = BufWriter::new(beside::reserve(path)?);
        let mut writer = Writer::begin(out, &header)?;
        let (settings, damaged) = settings::for_backup(&snapshot, &self.keys.sealer)?;
        writer.settings(&self.keys.sealer, &settings, self.entropy.as_mut())?;
        let mut writing = Writing {
            keys: &self.keys,
            entropy: self.entropy.as_mut(),
            writer,
            contents: Manifest { weeks: KnownWeeks::default(), ..state.manifest.clone() },
            links: Links::default(),
            damage: state.damage.iter().copied().chain(damaged).collect(),
        };
        writing.weeks(&snapshot, &state)?;
        writing.finish(&state)
    }

    /// Restores what was just written into a file of its own, as a machine with only the backup would.
    fn restore_on_trial(
        &mut self,
        backup: &Path,
        trial: &Path,
        expected: &BackedUp,
    ) -> Result<(), StoreError> {
        let mut reader = Reader::open(BufReader::new(File::open(backup)?))?;
        let (keys, entropy) = (&self.keys, self.entropy.as_mut());
        let (_, filled) = schema::create(trial, self.durability, |transaction| {
            put_header(transaction, &reader.header)?;
            // The record of keys opens with the unlock key, which every way to unlock leads to.
            keys.record_of(transaction).map_err(|_| StoreError::DamagedBackup)?;
            fill(transaction, keys, &mut reader, entropy)
        })?;
        if filled.entries == expected.entries { Ok(()) } else { Err(StoreError::DamagedBackup) }
    }
}

fn header(connection: &Connection, keys: &Keys, entropy: &mut dyn Entropy) -> Result<Header, StoreError> {
    let mut id = [0; 16];
    entropy.fill(&mut id)?;
    let keyring = connection.query_row("SELECT keyring FROM journal WHERE only = 1", [], |row| row.get(0))?;
    let mut wraps = connection.prepare("SELECT wrap_id, wrapped FROM wrap ORDER BY wrap_id")?;
    let wraps = wraps.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(Header::new(id, keys.journal, keyring, wraps))
}

/// A backup while it is being written.
struct Writing<'a> {
    keys: &'a Keys,
    entropy: &'a mut dyn Entropy,
    writer: Writer<BufWriter<File>>,
    contents: Manifest,
    links: Links,
    damage: Vec<Damage>,
}

impl Writing<'_> {
    fn weeks(&mut self, connection: &Connection, state: &State) -> Result<(), StoreError> {
        let mut fresh = by_week(state);
        let weeks: BTreeSet<Week> = state.manifest.weeks.keys().chain(fresh.keys()).copied().collect();
        for week in weeks {
            let mut entries = match state.manifest.weeks.get(&week) {
                None => Vec::new(),
                Some(meta) => match block::read(connection, &self.keys.sealer, week, meta)? {
                    Ok(entries) => entries,
                    Err(_) => {
                        self.damage.push(Damage::Week(week.first_day()));
                        self.contents.lost.insert(week);
                        Vec::new()
                    }
                },
            };
            entries.extend(fresh.remove(&week).unwrap_or_default());
            self.week(week, &mut entries)?;
        }
        Ok(())
    }

    fn week(&mut self, week: Week, entries: &mut [Entry]) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        block::put_in_order(entries);
        entries.iter().for_each(|entry| self.links.note(entry));
        // There is no block whose tag could be told.
        self.contents.weeks.insert(week, crate::manifest::WeekMeta::of(week, entries, &[]));
        self.writer.entries(&self.keys.sealer, entries, self.entropy)
    }

    fn finish(self, state: &State) -> Result<BackedUp, StoreError> {
        let Self { keys, entropy, writer, mut contents, links, damage } = self;
        state.write_heads(&mut contents, keys);
        let followed = links.follow(keys.journal, &state.logs.ends);
        (contents.logs, contents.missing) = (followed.ends, followed.gaps);
        contents.unproven |= followed.broken;
        let out = writer.finish(&keys.sealer, &contents, entropy)?;
        let file = out.into_inner().map_err(|error| StoreError::from(error.into_error()))?;
        file.sync_all()?;
        Ok(BackedUp { entries: links.entries, bytes: file.metadata()?.len(), damage })
    }
}
