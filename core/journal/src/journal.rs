//! Making, opening and closing a journal.

use crate::assessing::Kept;
use crate::circle::Standing;
use crate::error::JournalError;
use crate::packs::{self, Packs};
use nourish_rules::Tables;
use nourish_seal::{Entropy, FileKey, SystemEntropy};
use nourish_store::{Durability, Secret, Store};
use std::cell::Cell;
use std::path::Path;

/// One open journal.
pub struct Journal {
    pub(crate) store: Store,
    /// The rules that came with this program.
    pub(crate) built_in: Tables,
    /// The rules with the packs that are in force.
    pub(crate) tables: Tables,
    pub(crate) packs: Packs,
    pub(crate) kept: Cell<Option<Kept>>,
    /// What this device may do in the circle, once that was asked: to verify a circle takes longer than to open a journal.
    pub(crate) standing: Cell<Option<Standing>>,
}

impl Journal {
    /// Makes a journal at `path`, which must not exist, opened by `secret`.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("journal.nourish");
    /// let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// assert_eq!(Journal::create(&path, secret)?.entry_count(), 0);
    /// assert_eq!(Journal::create(&path, secret).err(), Some(JournalError::AlreadyExists));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::AlreadyExists`], [`JournalError::Locked`] for a secret that cannot be used, and what the disk may say.
    pub fn create(path: &Path, secret: Secret<'_>) -> Result<Self, JournalError> {
        Self::create_with(path, secret, Durability::default(), Box::new(SystemEntropy::new()))
    }

    /// The same with another durability and source of randomness, for tests and measurements.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # use nourish_seal::SeededEntropy;
    /// # let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("journal.nourish");
    /// let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// let journal = Journal::create_with(&path, secret, Durability::Crash, Box::new(SeededEntropy::new(7)))?;
    /// assert_eq!(journal.entry_count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::create`].
    pub fn create_with(
        path: &Path,
        secret: Secret<'_>,
        durability: Durability,
        entropy: Box<dyn Entropy + Send>,
    ) -> Result<Self, JournalError> {
        let built_in = tables()?;
        Self::of(Store::create(path, secret, durability, entropy)?, built_in)
    }

    /// Opens the journal at `path`. A file of an older version is brought up to date, after a verified copy of it was made beside
    /// it (`….before-v3`). A passphrase that was set at a lower cost than `secret` says is wrapped anew at the higher one.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// assert_eq!(Journal::open(&path, secret).err(), Some(JournalError::NotFound));
    /// drop(Journal::create(&path, secret)?);
    /// assert!(Journal::open(&path, secret).is_ok());
    /// let wrong = Secret::Passphrase("another", PassphraseCost::lowest_for_tests());
    /// assert!(matches!(Journal::open(&path, wrong), Err(JournalError::Locked(_))));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NotFound`], [`JournalError::NotAJournal`], [`JournalError::NewerFormat`], [`JournalError::Locked`],
    /// [`JournalError::Damaged`]; the file is left as it is.
    pub fn open(path: &Path, secret: Secret<'_>) -> Result<Self, JournalError> {
        let built_in = tables()?;
        let entropy = Box::new(SystemEntropy::new());
        Self::of(Store::open(path, secret, Durability::default(), entropy)?, built_in)
    }

    /// The journal in an open store. A pack that cannot be in force is set aside: the journal opens all the same.
    pub(crate) fn of(store: Store, built_in: Tables) -> Result<Self, JournalError> {
        let (tables, packs) = packs::load(&store, &built_in)?;
        Ok(Self { store, built_in, tables, packs, kept: Cell::new(None), standing: Cell::new(None) })
    }

    /// Lets go of the file, holding no lock: to be called when the app is put to sleep. Keys stay in memory.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// let mut journal = Journal::create(&path, secret)?;
    /// journal.suspend()?;
    /// assert_eq!(journal.check().err(), Some(JournalError::Suspended));
    /// journal.resume()?;
    /// assert!(journal.check()?.damage.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What the disk may say; the journal is suspended all the same.
    pub fn suspend(&mut self) -> Result<(), JournalError> {
        Ok(self.store.suspend()?)
    }

    /// Takes the file up again; see [`Journal::suspend`] for an example.
    ///
    /// # Errors
    /// As [`Journal::open`], but for [`JournalError::Locked`]; [`JournalError::KeysRenewed`].
    pub fn resume(&mut self) -> Result<(), JournalError> {
        self.kept.take();
        self.standing.take();
        self.store.resume()?;
        self.load_packs()
    }

    /// Tidies up: folds older entries together and signs the log. To be called when the app is idle.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// Journal::create(&path, secret)?.settle()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What the disk may say; nothing is lost.
    pub fn settle(&mut self) -> Result<(), JournalError> {
        if self.store.fold_is_due() {
            self.store.fold()?;
        }
        Ok(self.store.sign_head()?)
    }

    /// How many entries the journal holds, corrections included; see [`Journal::create`] for an example.
    pub fn entry_count(&self) -> u64 {
        self.store.entry_count()
    }
}

/// A new key for a key file.
///
/// ```
/// # use nourish_journal::*;
/// let key = make_file_key()?;
/// assert!(FileKey::parse(&key.to_text()).is_ok());
/// # Ok::<(), JournalError>(())
/// ```
///
/// # Errors
/// [`JournalError::KeyUnavailable`] when the system gives no random bytes.
pub fn make_file_key() -> Result<FileKey, JournalError> {
    FileKey::make(&mut system_entropy()).map_err(|_| JournalError::KeyUnavailable)
}

/// The system's random source, for keys that are made outside a journal.
pub(crate) fn system_entropy() -> SystemEntropy {
    SystemEntropy::new()
}

pub(crate) fn tables() -> Result<Tables, JournalError> {
    Tables::built_in().map_err(|_| JournalError::BrokenRules)
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal").field("store", &self.store).finish_non_exhaustive()
    }
}
