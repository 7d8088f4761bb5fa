//! Ways to unlock and epochs: listing, adding, changing, revoking, rotating, renewing. Each in one transaction, and nothing that
//! was sealed is sealed again.

use crate::error::StoreError;
use crate::keys::Keys;
use crate::snapshot::Snapshot;
use crate::store::{Store, start};
use crate::write::Write;
use crate::{schema, wraps};
use nourish_seal::{
    Entropy, Epoch, Gate, KeyringError, KeyringRecord, Secret, UnlockKey, WrapError, WrapFace, WrapId,
    WrapKind, WrapNote, wrap_face,
};
use rusqlite::Connection;
use std::path::Path;

/// A way to unlock, as anybody who has the file can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockedWay {
    /// Its name; random.
    pub id: WrapId,
    /// What it asks for.
    pub kind: WrapKind,
    /// What the keystore asks for, for [`WrapKind::Keystore`] alone.
    pub gate: Option<Gate>,
}

/// A way to unlock, as the unlocked journal knows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Way {
    /// Its name; random.
    pub id: WrapId,
    /// What anybody can read of it; nothing where its row is damaged or of a newer version.
    pub face: Result<WrapFace, WrapError>,
    /// When it was made, in milliseconds since 1970 UTC, where that is known.
    pub made_ms: Option<i64>,
    /// What the person calls it; may be empty.
    pub label: String,
}

/// The label was typed by a person.
impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Way").field("id", &self.id).field("face", &self.face).finish_non_exhaustive()
    }
}

/// The ways to unlock the journal at `path`, without unlocking it: what to ask the person for. Rows that are damaged or of a
/// newer version are left out.
///
/// # Errors
/// As [`Store::open`], but for [`StoreError::Locked`].
pub fn locked_ways(path: &Path) -> Result<Vec<LockedWay>, StoreError> {
    let connection = schema::open(path)?;
    let _moment = Snapshot::of(&connection)?;
    schema::known_version(&connection)?;
    let ways = wraps::rows(&connection)?.into_iter().filter_map(|(id, wrapped)| {
        let face = wrap_face(&wrapped).ok()?;
        Some(LockedWay { id, kind: face.kind, gate: face.gate })
    });
    Ok(ways.collect())
}

impl Store {
    /// The ways to unlock, in the order of their making as far as it is known.
    ///
    /// # Errors
    /// [`StoreError::Suspended`], or what the disk may say.
    pub fn ways(&self) -> Result<Vec<Way>, StoreError> {
        let rows = wraps::rows(self.reading()?)?;
        let mut ways: Vec<Way> =
            rows.into_iter().map(|(id, wrapped)| way(&self.keys, id, &wrapped)).collect();
        ways.sort_by_key(|way| (way.made_ms, way.id));
        Ok(ways)
    }

    /// The epoch that new entries are sealed in.
    pub fn epoch(&self) -> Epoch {
        self.keys.keyring.current()
    }

    /// A new random name for a way to unlock, for a keystore that must know it first.
    ///
    /// # Errors
    /// [`StoreError::NotSealed`] when the system gives no random bytes.
    pub fn make_wrap_id(&mut self) -> Result<WrapId, StoreError> {
        Ok(WrapId::make_random(self.entropy.as_mut())?)
    }

    /// Adds a way to unlock; those that exist stay.
    ///
    /// # Errors
    /// [`StoreError::Locked`] for a secret that cannot be used, [`StoreError::TooManyWays`], and what the disk may say.
    pub fn add_way(&mut self, secret: Secret<'_>, note: WrapNote) -> Result<(), StoreError> {
        self.change(|keys, transaction, record, entropy| {
            forget_gone(transaction, record)?;
            wraps::insert(transaction, keys.journal, note.id(), &keys.unlock, secret, entropy)?;
            record.notes.push(note);
            Ok(())
        })
    }

    /// Puts a new passphrase in the place of the one that is `current`, label and all, and says its name.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when no passphrase of the journal is `current`, or `new` cannot be used; what the disk may say.
    pub fn change_passphrase(
        &mut self,
        current: Secret<'_>,
        new: Secret<'_>,
        made_ms: Option<i64>,
    ) -> Result<WrapId, StoreError> {
        for secret in [current, new] {
            if secret.kind() != WrapKind::Passphrase {
                return Err(StoreError::Locked(WrapError::OtherKind { needed: WrapKind::Passphrase }));
            }
        }
        let id = self.make_wrap_id()?;
        self.change(|keys, transaction, record, entropy| {
            let (old, ..) = wraps::unwrap_any(wraps::rows(transaction)?, keys.journal, current)?;
            let label = record.notes.iter().find(|note| note.id() == old).map_or("", WrapNote::label);
            let note = WrapNote::new(id, made_ms, label).map_err(|_| StoreError::TooManyWays)?;
            wraps::remove(transaction, old)?;
            wraps::insert(transaction, keys.journal, id, &keys.unlock, new, entropy)?;
            record.notes.push(note);
            forget_gone(transaction, record)
        })?;
        Ok(id)
    }

    /// Takes a way to unlock away. Whoever kept an old copy of the file opens that copy as before, and with it what was logged
    /// since: after a theft, [`Store::renew`] instead.
    ///
    /// # Errors
    /// [`StoreError::NoSuchWay`], [`StoreError::LastWay`] for the only one whose row is sound, and what the disk may say.
    pub fn revoke(&mut self, id: WrapId) -> Result<(), StoreError> {
        self.change(|_, transaction, record, _| {
            if !wraps::remove(transaction, id)? {
                return Err(StoreError::NoSuchWay);
            }
            if !wraps::rows(transaction)?.iter().any(|(_, wrapped)| wrap_face(wrapped).is_ok()) {
                return Err(StoreError::LastWay);
            }
            forget_gone(transaction, record)
        })
    }

    /// Begins a new epoch: what is written from now on is sealed under a new key. What was written stays as it is and opens.
    ///
    /// # Errors
    /// [`StoreError::TooManyEpochs`], and what the disk may say; the epoch stays as it was.
    pub fn rotate(&mut self) -> Result<Epoch, StoreError> {
        self.change(|_, _, record, entropy| begin_epoch(record, entropy))?;
        Ok(self.epoch())
    }

    /// Locks everybody else out, as after a theft: a new unlock key, a new epoch, a new X-Wing key, and `secret` as the only way to
    /// unlock. Nothing that anybody learned before, an old copy of the file with every secret of then included, opens what is
    /// written from now on. The device's signing key stays: who learned it can still sign in its name.
    ///
    /// # Errors
    /// [`StoreError::Locked`] for a secret that cannot be used, [`StoreError::TooManyEpochs`], and what the disk may say;
    /// everything stays as it was then.
    pub fn renew(&mut self, secret: Secret<'_>, note: WrapNote) -> Result<(), StoreError> {
        self.renew_with(secret, note, |record, entropy| {
            begin_epoch(record, entropy)?;
            Ok(record.device.renew_recipient(entropy)?)
        })
    }

    /// The same without a new epoch and X-Wing key, which in a shared journal others must hear of first.
    ///
    /// # Errors
    /// As [`Store::renew`].
    pub fn renew_unlocking(&mut self, secret: Secret<'_>, note: WrapNote) -> Result<(), StoreError> {
        self.renew_with(secret, note, |_, _| Ok(()))
    }

    fn renew_with(
        &mut self,
        secret: Secret<'_>,
        note: WrapNote,
        change: impl FnOnce(&mut KeyringRecord, &mut dyn Entropy) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let connection = self.connection.as_ref().ok_or(StoreError::Suspended)?;
        let (keys, entropy) = (&mut self.keys, self.entropy.as_mut());
        let unlock = UnlockKey::make(entropy)?;
        let transaction = begin(connection, keys)?;
        let mut record = keys.record()?;
        change(&mut record, entropy)?;
        wraps::remove_all(&transaction)?;
        wraps::insert(&transaction, keys.journal, note.id(), &unlock, secret, entropy)?;
        record.notes = vec![note];
        let sealed = keys.store(&transaction, &unlock, &record, entropy)?;
        transaction.commit()?;
        keys.unlock = unlock;
        wraps::wipe(connection);
        keys.take(record, sealed)
    }

    /// Changes wraps and the keyring record together: all of it, or nothing.
    pub(crate) fn change(
        &mut self,
        change: impl FnOnce(&Keys, &Write<'_>, &mut KeyringRecord, &mut dyn Entropy) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let connection = self.connection.as_ref().ok_or(StoreError::Suspended)?;
        let (keys, entropy) = (&mut self.keys, self.entropy.as_mut());
        let transaction = begin(connection, keys)?;
        let mut record = keys.record()?;
        change(keys, &transaction, &mut record, entropy)?;
        if record.notes.len() > nourish_seal::WRAP_LIMIT {
            return Err(StoreError::TooManyWays);
        }
        let sealed = keys.store(&transaction, &keys.unlock, &record, entropy)?;
        transaction.commit()?;
        wraps::wipe(connection);
        keys.take(record, sealed)
    }
}

/// Takes the write lock and what another program changed about the keys. Unlike a write of entries it does not mind damaged ones:
/// a person with a damaged journal must still be able to lock somebody out.
fn begin<'a>(connection: &'a Connection, keys: &mut Keys) -> Result<Write<'a>, StoreError> {
    let transaction = start(connection)?;
    keys.refresh(&transaction)?;
    Ok(transaction)
}

fn begin_epoch(record: &mut KeyringRecord, entropy: &mut dyn Entropy) -> Result<(), StoreError> {
    match record.keyring.rotate(entropy) {
        Ok(_) => Ok(()),
        Err(KeyringError::EntropyUnavailable) => Err(nourish_seal::EntropyUnavailable.into()),
        Err(_) => Err(StoreError::TooManyEpochs),
    }
}

/// Drops the notes on rows that are no longer there.
fn forget_gone(transaction: &Write<'_>, record: &mut KeyringRecord) -> Result<(), StoreError> {
    let rows = wraps::rows(transaction)?;
    record.notes.retain(|note| rows.iter().any(|(id, _)| *id == note.id()));
    Ok(())
}

fn way(keys: &Keys, id: WrapId, wrapped: &[u8]) -> Way {
    let note = keys.notes.iter().find(|note| note.id() == id);
    Way {
        id,
        face: wrap_face(wrapped),
        made_ms: note.and_then(WrapNote::made_ms),
        label: note.map_or_else(String::new, |note| note.label().to_owned()),
    }
}
