//! The store: one open journal file.

use crate::error::StoreError;
use crate::keys::{Keys, Locked};
use crate::manifest::Manifest;
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::write::{Write, forget_pages};
use crate::{fresh_days, mend, schema, state, tail};
use nourish_record::{Author, Entry, Recorded};
use nourish_seal::{Entropy, JournalId, Purpose, Sealer, Secret};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What an acknowledged write survives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// Loss of power: the disk has confirmed it. The default.
    #[default]
    PowerLoss,
    /// The end of the program, not of the power. For bulk work and measurements.
    Crash,
}

/// What the next entry of this device's log must carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// This device.
    pub author: Author,
    /// Place of the entry in the log.
    pub seq: u64,
    /// The latest stamp of any entry so far: the new one must be later.
    pub latest: Recorded,
}

/// Names what is imported by where it comes from: the same in this journal at every import, and in no other journal.
#[derive(Debug, Clone)]
pub struct Namer(Arc<Sealer>);

impl Namer {
    /// The name of what `origin` names.
    pub fn name(&self, origin: &[u8]) -> [u8; 16] {
        self.0.locate(Purpose::Origin, origin)
    }
}

/// An open, unlocked journal file.
pub struct Store {
    pub(crate) path: PathBuf,
    pub(crate) durability: Durability,
    pub(crate) connection: Option<Connection>,
    pub(crate) keys: Keys,
    pub(crate) state: State,
    pub(crate) entropy: Box<dyn Entropy + Send>,
}

impl Store {
    /// Makes a journal at `path`, which must not exist.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`] and the file is left as it is; [`StoreError::Locked`] for a secret that cannot be used;
    /// [`StoreError::StorageFull`], [`StoreError::StorageUnavailable`]. No file is left behind.
    pub fn create(
        path: &Path,
        secret: Secret<'_>,
        durability: Durability,
        mut entropy: Box<dyn Entropy + Send>,
    ) -> Result<Self, StoreError> {
        let keys = Keys::make(entropy.as_mut())?;
        Self::create_with(path, secret, durability, keys, &[], entropy)
    }

    /// Opens the journal at `path`. A file of an older version is brought up to date, after a verified copy of it was made beside
    /// it; one whose fresh rows or manifest are damaged opens all the same, and names them. A passphrase that was set at a lower
    /// cost than `secret` says is wrapped anew at the higher one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::NotAJournal`], [`StoreError::NewerFormat`], [`StoreError::Locked`],
    /// [`StoreError::Damaged`]. Whatever it is, the file is left as it is.
    pub fn open(
        path: &Path,
        secret: Secret<'_>,
        durability: Durability,
        mut entropy: Box<dyn Entropy + Send>,
    ) -> Result<Self, StoreError> {
        let mut connection = schema::open(path)?;
        let (version, locked) = {
            let _moment = Snapshot::of(&connection)?;
            (schema::known_version(&connection)?, Locked::read(&connection)?)
        };
        let keys = Keys::unlock(&connection, locked, secret, entropy.as_mut())?;
        schema::configure(&connection, durability)?;
        schema::migrate(&mut connection, path, version)?;
        let state = State::load(&connection, &keys)?;
        Ok(Self { path: path.to_owned(), durability, connection: Some(connection), keys, state, entropy })
    }

    /// Opens the journal at `path` for reading alone: also one of a newer version, whose unknown entries stay as they are, and
    /// one on a disk that cannot be written. Every write is refused with [`StoreError::ReadOnly`].
    ///
    /// # Errors
    /// As [`Store::open`], but for [`StoreError::NewerFormat`], which is said only where nothing can be made of the file.
    pub fn open_for_reading(
        path: &Path,
        secret: Secret<'_>,
        mut entropy: Box<dyn Entropy + Send>,
    ) -> Result<Self, StoreError> {
        let connection = schema::open_for_reading(path)?;
        let keys = Keys::unlock(&connection, Locked::read(&connection)?, secret, entropy.as_mut())?;
        let state = State::load(&connection, &keys)?;
        let durability = Durability::default();
        Ok(Self { path: path.to_owned(), durability, connection: Some(connection), keys, state, entropy })
    }

    /// Whether the journal was opened by [`Store::open_for_reading`].
    pub fn is_for_reading(&self) -> bool {
        self.connection.as_ref().is_some_and(schema::is_for_reading)
    }

    /// Names the journal; random.
    pub fn journal_id(&self) -> JournalId {
        self.keys.journal
    }

    /// This device.
    pub fn author(&self) -> Author {
        self.keys.author()
    }

    /// Names what is imported from elsewhere.
    pub fn namer(&self) -> Namer {
        Namer(Arc::clone(&self.keys.sealer))
    }

    /// Fills `out` with random bytes.
    ///
    /// # Errors
    /// [`StoreError::NotSealed`] when the system gives none.
    pub fn random(&mut self, out: &mut [u8]) -> Result<(), StoreError> {
        Ok(self.entropy.fill(out)?)
    }

    /// Logs the entries that `make` gives, durably, all or none.
    ///
    /// # Errors
    /// What `make` says; [`StoreError::InUse`], [`StoreError::StorageFull`] and the like. Nothing was stored then. Damaged fresh
    /// rows and a damaged manifest are set aside first.
    pub fn append<E: From<StoreError>>(
        &mut self,
        make: impl FnOnce(Next) -> Result<Vec<Entry>, E>,
    ) -> Result<Vec<Entry>, E> {
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        let entries = make(self.state.next(&self.keys))?;
        let appended = tail::append(&transaction, &self.keys, &self.state, &entries, self.entropy.as_mut());
        let appended = appended.and_then(|appended| {
            transaction.commit()?;
            Ok(appended)
        })?;
        self.state.grow(appended, entries.clone());
        Ok(entries)
    }

    /// Lets go of the file: an app that is put to sleep must hold no lock. Keys stay in memory.
    ///
    /// # Errors
    /// What the disk may say; the store is suspended all the same.
    pub fn suspend(&mut self) -> Result<(), StoreError> {
        let signed = self.sign_head();
        self.connection = None;
        signed
    }

    /// Takes the file up again after [`Store::suspend`].
    ///
    /// # Errors
    /// As [`Store::open`], but for [`StoreError::Locked`]; [`StoreError::KeysRenewed`].
    pub fn resume(&mut self) -> Result<(), StoreError> {
        if self.connection.is_none() {
            let connection = schema::open(&self.path)?;
            schema::known_version(&connection)?;
            schema::configure(&connection, self.durability)?;
            self.state.refresh(&connection, &mut self.keys)?;
            self.connection = Some(connection);
        }
        Ok(())
    }

    /// Signs how far this device's log goes, so that fresh rows cannot be cut off unseen, and sums up the days of fresh entries for
    /// whoever opens the file next. Does nothing where both are done.
    ///
    /// # Errors
    /// What the disk may say.
    pub fn sign_head(&mut self) -> Result<(), StoreError> {
        let idle = self.connection.is_none() || self.is_for_reading();
        if idle || self.state.is_settled() || !self.state.damage.is_empty() {
            return Ok(());
        }
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        let mut manifest = self.state.manifest.clone();
        self.state.write_heads(&mut manifest, &self.keys);
        store_manifest(&transaction, &self.keys, &manifest, self.entropy.as_mut())?;
        fresh_days::write(&transaction, &self.keys, &self.state, self.entropy.as_mut())?;
        transaction.commit()?;
        self.state.manifest = manifest;
        self.state.days_are_written = true;
        Ok(())
    }

    /// Lets the file grow no further than `pages`, as a full disk would.
    ///
    /// # Errors
    /// What the disk may say.
    #[doc(hidden)]
    pub fn limit_pages_for_tests(&mut self, pages: i64) -> Result<(), StoreError> {
        Ok(self.reading()?.pragma_update(None, "max_page_count", pages)?)
    }

    pub(crate) fn reading(&self) -> Result<&Connection, StoreError> {
        self.connection.as_ref().ok_or(StoreError::Suspended)
    }
}

/// Begins a write: takes the lock, and reads the state anew where another program wrote since. What does not open any more is
/// set aside first.
pub(crate) fn begin<'a>(
    connection: &'a Option<Connection>,
    keys: &mut Keys,
    state: &mut State,
    entropy: &mut dyn Entropy,
) -> Result<Write<'a>, StoreError> {
    let connection = connection.as_ref().ok_or(StoreError::Suspended)?;
    let transaction = begin_fresh(connection, keys, state)?;
    if state.damage.is_empty() {
        return Ok(transaction);
    }
    drop(transaction);
    // A read that ended early is no damage of the file, as long as its pages are read anew before anything is set aside.
    forget_pages(connection)?;
    state.refresh(connection, keys)?;
    if !state.damage.is_empty() {
        mend::mend(connection, keys, state, entropy)?;
    }
    let transaction = begin_fresh(connection, keys, state)?;
    match state.damage.first() {
        Some(damage) => Err(StoreError::Damaged(*damage)),
        None => Ok(transaction),
    }
}

fn begin_fresh<'a>(
    connection: &'a Connection,
    keys: &mut Keys,
    state: &mut State,
) -> Result<Write<'a>, StoreError> {
    let transaction = start(connection)?;
    if state::data_version(&transaction)? != state.data_version {
        state.refresh(&transaction, keys)?;
    }
    Ok(transaction)
}

/// Takes the file's one write lock.
pub(crate) fn start(connection: &Connection) -> Result<Write<'_>, StoreError> {
    let refused = |error| if schema::is_for_reading(connection) { StoreError::ReadOnly } else { error };
    Write::begin(connection).map_err(refused)
}

impl Drop for Store {
    fn drop(&mut self) {
        // The program ends: an unsigned head is only less proof, nothing is lost.
        let _ = self.suspend();
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("journal", &self.keys.journal).finish_non_exhaustive()
    }
}

/// The place that the manifest is sealed to.
pub(crate) const MANIFEST_PLACE: &[u8] = b"manifest";

pub(crate) fn seal_manifest(
    keys: &Keys,
    manifest: &Manifest,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, StoreError> {
    Ok(keys.sealer.seal(Purpose::Manifest, MANIFEST_PLACE, &manifest.encode(), entropy)?)
}

pub(crate) fn store_manifest(
    transaction: &Connection,
    keys: &Keys,
    manifest: &Manifest,
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    let sealed = seal_manifest(keys, manifest, entropy)?;
    transaction.prepare_cached("UPDATE journal SET manifest = ?1 WHERE only = 1")?.execute([sealed])?;
    Ok(())
}
