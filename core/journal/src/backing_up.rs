//! Backups: made, restored, merged.

use crate::error::JournalError;
use crate::journal::{Journal, tables};
use nourish_seal::SystemEntropy;
use nourish_store::{BackedUp, Durability, Merged, Secret, Store};
use std::path::Path;

impl Journal {
    /// Writes a backup to `path`, which must not exist: one sealed file with every entry, trusted sites and installed packs, which the journal's passphrase or key
    /// file opens. It was restored on trial when this returns. Name it `….nourish-backup`, so that nobody takes it for a journal.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let weight = Fact::read("weight", &[("weight", "68.4 kg")])?;
    /// journal.log(Draft::new(now.clone(), Source::Typed, weight), &now)?;
    /// let made = journal.backup(&folder.path().join("journal.nourish-backup"))?;
    /// assert_eq!(made.entries, 1);
    /// assert!(made.damage.is_empty(), "everything could be read");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::AlreadyExists`], [`JournalError::StorageFull`], and what the disk may say; no file is left behind.
    pub fn backup(&mut self, path: &Path) -> Result<BackedUp, JournalError> {
        Ok(self.store.back_up(path)?)
    }

    /// Makes a journal at `path`, which must not exist, of a backup: all that is needed is what opened the journal then.
    ///
    /// It is the same journal, but this device goes on in it under a new name; see [`Journal::merge`] for what an old device
    /// logged meanwhile.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let backup = folder.path().join("journal.nourish-backup");
    /// let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// Journal::create(&path, secret)?.backup(&backup)?;
    /// std::fs::remove_file(&path)?;
    /// let journal = Journal::restore(&backup, &path, secret)?;
    /// assert!(journal.check()?.damage.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NotFound`], [`JournalError::NotABackup`], [`JournalError::DamagedBackup`], [`JournalError::Locked`],
    /// [`JournalError::AlreadyExists`], and what the disk may say; no file is left behind.
    pub fn restore(backup: &Path, path: &Path, secret: Secret<'_>) -> Result<Self, JournalError> {
        let entropy = Box::new(SystemEntropy::new());
        let store = Store::restore(backup, path, secret, Durability::default(), entropy)?;
        Self::of(store, tables()?)
    }

    /// Adds what this journal lacks from a backup of it, and refills what was damaged. Nothing is there twice; what was erased
    /// stays erased.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let backup = folder.path().join("journal.nourish-backup");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let weight = Fact::read("weight", &[("weight", "68.4 kg")])?;
    /// journal.log(Draft::new(now.clone(), Source::Typed, weight), &now)?;
    /// journal.backup(&backup)?;
    /// let merged = journal.merge(&backup)?;
    /// assert_eq!((merged.added, merged.known), (0, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NotFound`], [`JournalError::NotABackup`], [`JournalError::DamagedBackup`], [`JournalError::OtherJournal`],
    /// [`JournalError::HistoryForked`], and what the disk may say; nothing was changed then.
    pub fn merge(&mut self, backup: &Path) -> Result<Merged, JournalError> {
        let merged = self.store.merge(backup)?;
        self.load_packs()?;
        Ok(merged)
    }
}
