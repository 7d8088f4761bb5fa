//! Ways to unlock, on the journal and before it is open.

use crate::error::JournalError;
use crate::journal::{Journal, secret_of};
use crate::recovery::RecoveryCode;
use crate::scalar::{Moment, WayId};
use crate::secret_store::{AppStore, Gate, SecretStore};
use nourish_journal::{KeystoreKey, Secret, WrapError, WrapKind, keystore_name};
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A kind of way to unlock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum WayKind {
    /// A passphrase.
    Passphrase,
    /// A key file.
    KeyFile,
    /// A keystore.
    Keystore,
    /// A recovery code, whole or in shares.
    RecoveryCode,
}

impl From<WrapKind> for WayKind {
    fn from(kind: WrapKind) -> Self {
        match kind {
            WrapKind::Passphrase => Self::Passphrase,
            WrapKind::KeyFile => Self::KeyFile,
            WrapKind::Keystore => Self::Keystore,
            WrapKind::RecoveryCode => Self::RecoveryCode,
        }
    }
}

/// A way to unlock, as anybody who has the file can read it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LockedWay {
    /// Its name; random.
    pub id: WayId,
    /// What it asks for.
    pub kind: WayKind,
    /// What the keystore asks for; null for other kinds.
    pub gate: Option<Gate>,
    /// The name under which the keystore keeps its key, for an app that fetches it itself; null for other kinds.
    pub keystore_name: Option<String>,
}

/// A way to unlock, as the unlocked journal knows it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Way {
    /// Its name; random.
    pub id: WayId,
    /// What it asks for; null where it is damaged or of a newer version.
    pub kind: Option<WayKind>,
    /// When it was made, in milliseconds since 1970 UTC; null where that is not known.
    pub made_ms: Option<i64>,
    /// What the person calls it; may be empty.
    pub label: String,
}

impl From<nourish_journal::LockedWay> for LockedWay {
    fn from(way: nourish_journal::LockedWay) -> Self {
        let keystore_name = way.gate.map(|_| keystore_name(way.id));
        Self { id: way.id, kind: way.kind.into(), gate: way.gate, keystore_name }
    }
}

impl From<nourish_journal::Way> for Way {
    fn from(way: nourish_journal::Way) -> Self {
        let kind = way.face.ok().map(|face| face.kind.into());
        Self { id: way.id, kind, made_ms: way.made_ms, label: way.label }
    }
}

/// The ways to unlock the journal at `path`, without unlocking it: what to ask the person for.
#[uniffi::export]
pub fn locked_ways(path: String) -> Result<Vec<LockedWay>, JournalError> {
    let ways = nourish_journal::Journal::locked_ways(Path::new(&path))?;
    Ok(ways.into_iter().map(Into::into).collect())
}

#[uniffi::export]
impl Journal {
    /// Makes a journal at `path`, which must not exist, that a recovery code opens: for an app that does without a passphrase and adds
    /// its keystore next. Show or print the code first: nobody can open the journal without it should the keystore fail.
    ///
    /// Throws what `create` throws.
    #[uniffi::constructor]
    pub fn create_with_recovery_code(path: String, code: Arc<RecoveryCode>) -> Result<Self, JournalError> {
        let secret = Secret::RecoveryCode(&code.0);
        Ok(nourish_journal::Journal::create(Path::new(&path), secret)?.into())
    }

    /// Opens the journal at `path` with a key that the app's keystore keeps. A keystore that fails leaves everything as it is:
    /// locked, not lost.
    ///
    /// Throws `KeystoreFailed` with the reason and the kinds of ways that remain; otherwise what `open` throws.
    #[uniffi::constructor]
    pub fn open_from_store(path: String, store: Arc<dyn SecretStore>) -> Result<Self, JournalError> {
        Ok(nourish_journal::Journal::open_from(Path::new(&path), &AppStore(store))?.into())
    }

    /// The same with a key that the app fetched from its keystore before, as where it asks without blocking; `lockedWays` says
    /// under which name.
    #[uniffi::constructor]
    pub fn open_with_keystore_key(path: String, key: Vec<u8>) -> Result<Self, JournalError> {
        let key = KeystoreKey::from_bytes(&Zeroizing::new(key)).ok_or(WrapError::WrongSecret)?;
        let secret = Secret::Keystore(&key, Gate::Device);
        Ok(nourish_journal::Journal::open(Path::new(&path), secret)?.into())
    }

    /// Opens the journal at `path` with a recovery code.
    #[uniffi::constructor]
    pub fn open_with_recovery_code(path: String, code: Arc<RecoveryCode>) -> Result<Self, JournalError> {
        let secret = Secret::RecoveryCode(&code.0);
        Ok(nourish_journal::Journal::open(Path::new(&path), secret)?.into())
    }

    /// The ways to unlock, in the order of their making as far as it is known.
    pub fn ways(&self) -> Result<Vec<Way>, JournalError> {
        Ok(self.lock().ways()?.into_iter().map(Into::into).collect())
    }

    /// Adds a passphrase, and says the name of the new way; those that exist stay. The label, at most 120 bytes, is sealed.
    pub fn add_passphrase(&self, new: String, label: String, now: Moment) -> Result<WayId, JournalError> {
        Ok(self.lock().add_way(secret_of(&Zeroizing::new(new)), &label, &now)?)
    }

    /// Makes a new key, gives it to the app's keystore to keep, and adds it as a way to unlock.
    ///
    /// Throws `KeystoreFailed` if the keystore does not take it; nothing was added then.
    pub fn add_to_store(
        &self,
        store: Arc<dyn SecretStore>,
        gate: Gate,
        label: String,
        now: Moment,
    ) -> Result<WayId, JournalError> {
        Ok(self.lock().add_to_store(&AppStore(store), gate, &label, &now)?)
    }

    /// Adds a recovery code as a way to unlock. Show or print it first.
    pub fn add_recovery_code(
        &self,
        code: Arc<RecoveryCode>,
        label: String,
        now: Moment,
    ) -> Result<WayId, JournalError> {
        Ok(self.lock().add_way(Secret::RecoveryCode(&code.0), &label, &now)?)
    }

    /// Puts a new passphrase in the place of `current`.
    ///
    /// Throws `Locked` when no passphrase of the journal is `current`.
    pub fn change_passphrase(
        &self,
        current: String,
        new: String,
        now: Moment,
    ) -> Result<WayId, JournalError> {
        let (current, new) = (Zeroizing::new(current), Zeroizing::new(new));
        Ok(self.lock().change_passphrase(secret_of(&current), secret_of(&new), &now)?)
    }

    /// Takes a way to unlock away. After a theft use `renewKeys` instead: an old copy of the file still opens with it, and helps
    /// to open this one.
    ///
    /// Throws `NoSuchWay` and `LastWay`.
    pub fn revoke(&self, id: WayId) -> Result<(), JournalError> {
        Ok(self.lock().revoke(id)?)
    }

    /// Begins a new epoch, and says its number: what is written from now on is sealed under a new key.
    pub fn rotate(&self) -> Result<u32, JournalError> {
        let _alone = self.alone_with_circle();
        Ok(self.lock().rotate()?)
    }

    /// Locks everybody else out, as after a theft: the new passphrase is the only way to unlock, and nothing that anybody learned
    /// before opens what is written from now on.
    pub fn renew_keys(&self, new: String, now: Moment) -> Result<WayId, JournalError> {
        let _alone = self.alone_with_circle();
        Ok(self.lock().renew_keys(secret_of(&Zeroizing::new(new)), "", &now)?)
    }
}
