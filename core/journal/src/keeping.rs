//! Looking after the file: walking through it, setting damage aside, reading what cannot be written.

use crate::error::JournalError;
use crate::journal::{Journal, tables};
use nourish_seal::SystemEntropy;
use nourish_store::{Damage, Health, Secret, Store};
use std::path::{Path, PathBuf};

impl Journal {
    /// Opens the journal at `path` for reading alone: also one that a newer version wrote, whose unknown entries stay as they
    /// are, and one on a disk that cannot be written.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # drop(Journal::create(&path, secret)?);
    /// let mut journal = Journal::open_for_reading(&path, secret)?;
    /// assert!(journal.view_all()?.damage.is_empty());
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let weight = Fact::read("weight", &[("weight", "68.4 kg")])?;
    /// let refused = journal.log(Draft::new(now.clone(), Source::Typed, weight), &now);
    /// assert_eq!(refused.err(), Some(JournalError::ReadOnly));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub fn open_for_reading(path: &Path, secret: Secret<'_>) -> Result<Self, JournalError> {
        let store = Store::open_for_reading(path, secret, Box::new(SystemEntropy::new()))?;
        Self::of(store, tables()?)
    }

    /// Walks through the whole file: does everything open, does the log lead to its signed head? Changes nothing. See
    /// [`Journal::suspend`] for an example.
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say; damage is no error but the answer.
    pub fn check(&self) -> Result<Health, JournalError> {
        Ok(self.store.check()?)
    }

    /// The same, and whether the file is at least as young as these heads, which [`Journal::head`] gave earlier. An old copy of
    /// the whole file put in its place is seen in no other way.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// assert_eq!(journal.head()?, None);
    /// let weight = Fact::read("weight", &[("weight", "68.4 kg")])?;
    /// journal.log(Draft::new(now.clone(), Source::Typed, weight), &now)?;
    /// let remembered = journal.head()?.into_iter().collect::<Vec<_>>();
    /// assert!(journal.check_against(&remembered)?.damage.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::check`].
    pub fn check_against(&self, remembered: &[Vec<u8>]) -> Result<Health, JournalError> {
        Ok(self.store.check_against(remembered)?)
    }

    /// How far this device's log goes, signed: to be remembered apart from the file, as in a phone's secret store. It says
    /// nothing of what was logged but how many entries there are. Nothing for a log without entries. See
    /// [`Journal::check_against`] for an example.
    ///
    /// # Errors
    /// What the disk may say.
    pub fn head(&mut self) -> Result<Option<Vec<u8>>, JournalError> {
        Ok(self.store.head()?)
    }

    /// What is known to be damaged or missing without walking through the file; blocks are not looked into.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// assert_eq!(Journal::create(&path, secret)?.damage(), []);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn damage(&self) -> Vec<Damage> {
        self.store.damage()
    }

    /// Sets aside what does not open, after a verified copy of the file was made; gives the copy's path, or nothing where there
    /// was nothing to do. Nothing is deleted; what is missing then is named until a backup is merged that still has it.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// assert_eq!(Journal::create(&path, secret)?.repair()?, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Damaged`] where the file itself is broken: back up what can be read and restore that. Or what the disk
    /// may say; nothing was changed then.
    pub fn repair(&mut self) -> Result<Option<PathBuf>, JournalError> {
        Ok(self.store.repair()?)
    }
}
