//! Backups, erasing and looking after the file.

use crate::damage::{Damage, Health};
use crate::error::JournalError;
use crate::journal::Journal;
use crate::recovery::RecoveryCode;
use crate::scalar::{EntryId, Moment};
use nourish_journal::{Gate, KeystoreKey, PassphraseCost, Secret, WrapError};
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BackedUp {
    /// Entries in it.
    pub entries: u64,
    /// Its size. Bytes.
    pub bytes: u64,
    /// What could not be read and is not in it; empty for a sound journal.
    pub damage: Vec<Damage>,
}

/// What a merging came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct Merged {
    /// Entries that were added.
    pub added: u64,
    /// Entries of the backup that the journal had already.
    pub known: u64,
    /// Entries that were erased, because the backup knows that they were erased elsewhere.
    pub erased: u64,
    /// Entries that are still known to be missing.
    pub missing: u64,
}

/// What an erasing came to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Erased {
    /// How many entries were erased: the one that was named, and what corrected it or took it back.
    pub entries: u64,
    /// Whether the old bytes are gone from the disk. If not, something else was reading: call `scrub` later.
    pub scrubbed: bool,
    /// Copies of the file that were made earlier and still hold what was erased, as paths.
    pub copies: Vec<String>,
}

#[uniffi::export]
impl Journal {
    /// Opens the journal at `path` for reading alone: also one that a newer app wrote.
    ///
    /// Throws what `open` throws.
    #[uniffi::constructor]
    pub fn open_for_reading(path: String, passphrase: String) -> Result<Self, JournalError> {
        let passphrase = Zeroizing::new(passphrase);
        let secret = Secret::Passphrase(&passphrase, PassphraseCost::RECOMMENDED);
        Ok(nourish_journal::Journal::open_for_reading(Path::new(&path), secret)?.into())
    }

    /// Makes a journal at `path`, which must not exist, of a backup, with the passphrase that the journal had then.
    ///
    /// Throws `NotFound`, `NotABackup`, `DamagedBackup`, `Locked`, `AlreadyExists`; no file is left behind.
    #[uniffi::constructor]
    pub fn restore(backup: String, path: String, passphrase: String) -> Result<Self, JournalError> {
        let passphrase = Zeroizing::new(passphrase);
        let secret = Secret::Passphrase(&passphrase, PassphraseCost::RECOMMENDED);
        Ok(nourish_journal::Journal::restore(Path::new(&backup), Path::new(&path), secret)?.into())
    }

    /// The same with the recovery code that the journal had then.
    #[uniffi::constructor]
    pub fn restore_with_recovery_code(
        backup: String,
        path: String,
        code: Arc<RecoveryCode>,
    ) -> Result<Self, JournalError> {
        let secret = Secret::RecoveryCode(&code.0);
        Ok(nourish_journal::Journal::restore(Path::new(&backup), Path::new(&path), secret)?.into())
    }

    /// The same with a key that the app's keystore kept then.
    #[uniffi::constructor]
    pub fn restore_with_keystore_key(
        backup: String,
        path: String,
        key: Vec<u8>,
    ) -> Result<Self, JournalError> {
        let key = KeystoreKey::from_bytes(&Zeroizing::new(key)).ok_or(WrapError::WrongSecret)?;
        let secret = Secret::Keystore(&key, Gate::Device);
        Ok(nourish_journal::Journal::restore(Path::new(&backup), Path::new(&path), secret)?.into())
    }

    /// Writes a sealed backup to `path`, which must not exist, and restores it on trial. Name it `….nourish-backup`.
    ///
    /// Throws `AlreadyExists`, `StorageFull`; no file is left behind.
    pub fn backup(&self, path: String) -> Result<BackedUp, JournalError> {
        Ok(self.lock().backup(Path::new(&path))?.into())
    }

    /// Adds what this journal lacks from a backup of it, and refills what was damaged.
    ///
    /// Throws `NotFound`, `NotABackup`, `DamagedBackup`, `OtherJournal`, `HistoryForked`; nothing was changed then.
    pub fn merge(&self, backup: String) -> Result<Merged, JournalError> {
        let merged = self.lock().merge(Path::new(&backup))?.into();
        Ok(self.changed(merged))
    }

    /// Erases the entry named `id` for good, with everything that corrects it. There is no way back.
    ///
    /// Throws `NoSuchEntry`, and `InvalidEntry` without a reason.
    pub fn erase(&self, id: EntryId, reason: String, now: Moment) -> Result<Erased, JournalError> {
        let erased = self.lock().erase(id, &reason, &now)?.into();
        Ok(self.changed(erased))
    }

    /// Clears the old bytes of what was erased, where that could not be done at once. Says whether they are cleared now.
    pub fn scrub(&self) -> Result<bool, JournalError> {
        Ok(self.lock().scrub()?)
    }

    /// How far this device's log goes, signed: keep it where the file is not, such as in the keystore.
    pub fn head(&self) -> Result<Option<Vec<u8>>, JournalError> {
        Ok(self.lock().head()?)
    }

    /// As `check`, and whether the file is at least as young as these heads.
    pub fn check_against(&self, remembered: Vec<Vec<u8>>) -> Result<Health, JournalError> {
        Ok(self.lock().check_against(&remembered)?.into())
    }

    /// Sets aside what does not open, after a copy of the file was made; gives the copy's path, or nothing where all was well.
    ///
    /// Throws `Damaged` where the file itself is broken; nothing was changed then.
    pub fn repair(&self) -> Result<Option<String>, JournalError> {
        Ok(self.lock().repair()?.map(|path| path.to_string_lossy().into_owned()))
    }
}

impl From<nourish_journal::BackedUp> for BackedUp {
    fn from(made: nourish_journal::BackedUp) -> Self {
        let damage = made.damage.into_iter().map(Into::into).collect();
        Self { entries: made.entries, bytes: made.bytes, damage }
    }
}

impl From<nourish_journal::Merged> for Merged {
    fn from(merged: nourish_journal::Merged) -> Self {
        let nourish_journal::Merged { added, known, erased, missing } = merged;
        Self { added, known, erased, missing }
    }
}

impl From<nourish_journal::Erased> for Erased {
    fn from(erased: nourish_journal::Erased) -> Self {
        Self {
            entries: erased.erasures.len() as u64,
            scrubbed: erased.scrubbed,
            copies: erased.copies.iter().map(|path| path.to_string_lossy().into_owned()).collect(),
        }
    }
}
