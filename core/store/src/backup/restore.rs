//! Restoring a backup into a new journal file.

use super::format::{Frame, Header, Reader};
use crate::error::{Damage, StoreError};
use crate::keys::{Keys, Locked};
use crate::manifest::Manifest;
use crate::state::{Logs, State, write_heads};
use crate::store::{Durability, Store, store_manifest};
use crate::walk::Links;
use crate::weeks;
use crate::{schema, settings};
use nourish_record::{Entry, Week};
use nourish_seal::{Entropy, Secret};
use rusqlite::Connection;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// How far the numbers of fresh rows jump: none of the journal that was backed up comes twice.
const JUMP: i64 = 1 << 32;

/// What was put into a new file.
pub(crate) struct Filled {
    pub(crate) entries: u64,
    manifest: Manifest,
}

impl Store {
    /// Makes a journal at `path`, which must not exist, of the backup at `backup`, opened by whatever opened the journal then.
    ///
    /// This device begins a new log in it: what the old one may have logged since can be merged without any entry colliding.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::NotABackup`], [`StoreError::DamagedBackup`], [`StoreError::Locked`],
    /// [`StoreError::AlreadyExists`], and what the disk may say. No file is left behind.
    pub fn restore(
        backup: &Path,
        path: &Path,
        secret: Secret<'_>,
        durability: Durability,
        mut entropy: Box<dyn Entropy + Send>,
    ) -> Result<Self, StoreError> {
        let mut reader = Reader::open(BufReader::new(File::open(backup)?))?;
        let (connection, keys) = schema::create(path, durability, |transaction| {
            put_header(transaction, &reader.header)?;
            let locked = Locked::read(transaction)?;
            let mut keys =
                Keys::unlock(transaction, locked, secret, entropy.as_mut()).map_err(|error| match error {
                    StoreError::Damaged(Damage::Keyring) => StoreError::DamagedBackup,
                    other => other,
                })?;
            let mut manifest = fill(transaction, &keys, &mut reader, entropy.as_mut())?.manifest;
            keys.begin_new_log(transaction, entropy.as_mut())?;
            let logs = Logs { ends: manifest.logs.clone(), latest: manifest.latest };
            let through = manifest.tail_through;
            write_heads(&mut manifest, &logs, through, &keys);
            store_manifest(transaction, &keys, &manifest, entropy.as_mut())?;
            Ok(keys)
        })?;
        let state = State::load(&connection, &keys)?;
        Ok(Self { path: path.to_owned(), durability, connection: Some(connection), keys, state, entropy })
    }
}

/// Puts what stands in the clear into a new file.
pub(crate) fn put_header(transaction: &Connection, header: &Header) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO journal (only, journal_id, keyring, manifest) VALUES (1, ?1, ?2, x'')",
        (header.journal.as_bytes(), &header.keyring),
    )?;
    let mut insert = transaction.prepare("INSERT INTO wrap (wrap_id, wrapped) VALUES (?1, ?2)")?;
    header.wraps.iter().try_for_each(|wrap| insert.execute((wrap.0, &wrap.1)).map(drop))?;
    Ok(())
}

/// Puts all entries and settings of a backup into a new file, and compares them with what the backup says of itself.
pub(crate) fn fill(
    transaction: &Connection,
    keys: &Keys,
    reader: &mut Reader<impl Read>,
    entropy: &mut dyn Entropy,
) -> Result<Filled, StoreError> {
    let mut manifest = Manifest::empty();
    let mut links = Links::default();
    let contents = loop {
        match reader.next(&keys.sealer)? {
            Frame::Last(contents) => break *contents,
            Frame::Settings(settings) => {
                for (number, content) in &settings {
                    settings::put(transaction, keys, *number, content, entropy)?;
                }
            }
            Frame::Entries(entries) => {
                entries.iter().for_each(|entry| links.note(entry));
                let week = week_of(&entries)?;
                if manifest.weeks.contains_key(&week) {
                    return Err(StoreError::DamagedBackup);
                }
                weeks::write(transaction, keys, &mut manifest, vec![(week, entries)], entropy)?;
            }
        }
    };
    confirm(keys, &links, &manifest, &contents)?;
    let through = contents.tail_through.saturating_add(JUMP);
    let manifest =
        Manifest { weeks: manifest.weeks, tail_first: through + 1, tail_through: through, ..contents };
    Ok(Filled { entries: links.entries, manifest })
}

/// The one week that entries are filed under.
pub(crate) fn week_of(entries: &[Entry]) -> Result<Week, StoreError> {
    let week = entries.first().map(|entry| entry.filed().week()).ok_or(StoreError::DamagedBackup)?;
    let alike = entries.iter().all(|entry| entry.filed().week() == week);
    if alike { Ok(week) } else { Err(StoreError::DamagedBackup) }
}

/// Everything is there that the backup says it holds, and every log leads where it says.
fn confirm(keys: &Keys, links: &Links, found: &Manifest, contents: &Manifest) -> Result<(), StoreError> {
    let sizes = |manifest: &Manifest| -> Vec<(Week, u64)> {
        manifest.weeks.iter().map(|(week, meta)| (*week, meta.entries)).collect()
    };
    let followed = links.follow(keys.journal, &contents.logs);
    let as_said = sizes(found) == sizes(contents)
        && followed.ends == contents.logs
        && followed.gaps == contents.missing
        && (contents.unproven || !followed.broken);
    if as_said { Ok(()) } else { Err(StoreError::DamagedBackup) }
}
