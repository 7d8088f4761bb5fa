//! Unlocking: from a secret to the keys that open the journal's rows.

use crate::error::{Damage, StoreError};
use crate::snapshot::Snapshot;
use crate::{voucher, wraps};
use nourish_record::Author;
use nourish_seal::{
    DeviceKey, Entropy, JournalId, Keyring, KeyringRecord, Sealer, Secret, UnlockKey, WrapError, WrapNote,
    open_keyring, seal_keyring,
};
use rusqlite::Connection;
use std::sync::Arc;

/// What is unlocked while a journal is open.
pub(crate) struct Keys {
    pub(crate) journal: JournalId,
    pub(crate) sealer: Arc<Sealer>,
    pub(crate) device: DeviceKey,
    pub(crate) keyring: Keyring,
    pub(crate) notes: Vec<WrapNote>,
    pub(crate) unlock: UnlockKey,
    /// The keyring record that all of these came from, as it stands in the file.
    record: Vec<u8>,
    /// Whether the journal's name in the file is another than the one that everything is sealed to.
    misnamed: bool,
}

/// What there is to unlock: the journal's name, its sealed keyring record and the ways to unlock.
pub(crate) struct Locked {
    written: JournalId,
    sealed: Vec<u8>,
    ways: Vec<wraps::Row>,
}

impl Locked {
    /// What the file holds.
    pub(crate) fn read(connection: &Connection) -> Result<Self, StoreError> {
        let _moment = Snapshot::of(connection)?;
        let (written, sealed) = stored(connection)?;
        Ok(Self { written, sealed, ways: wraps::rows(connection)? })
    }
}

impl Keys {
    /// Keys for a new journal.
    pub(crate) fn make(entropy: &mut dyn Entropy) -> Result<Self, StoreError> {
        let journal = JournalId::make_random(entropy)?;
        let unlock = UnlockKey::make(entropy)?;
        let keyring = Keyring::make(entropy)?;
        let device = DeviceKey::make(entropy)?;
        Self::new(journal, unlock, keyring, device, entropy)
    }

    /// Keys of a journal that others keep already, for a device that they know.
    pub(crate) fn of_device(
        journal: JournalId,
        keyring: Keyring,
        device: DeviceKey,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, StoreError> {
        let unlock = UnlockKey::make(entropy)?;
        Self::new(journal, unlock, keyring, device, entropy)
    }

    fn new(
        journal: JournalId,
        unlock: UnlockKey,
        keyring: Keyring,
        device: DeviceKey,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, StoreError> {
        let record = KeyringRecord { keyring, device, notes: Vec::new() };
        let sealed = seal_keyring(journal, &unlock, &record, entropy)?;
        Self::of(journal, unlock, record, sealed)
    }

    /// Unlocks what was read from `connection` with `secret`, by whichever wrap takes it. A passphrase whose wrap costs less than
    /// `secret` says is wrapped anew at the higher cost.
    pub(crate) fn unlock(
        connection: &Connection,
        locked: Locked,
        secret: Secret<'_>,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, StoreError> {
        let Locked { written, sealed, ways } = locked;
        let (id, unlock, journal) =
            wraps::unwrap_any(ways, written, secret).map_err(|error| match error {
                // No journal was ever named so: the name is what is wrong.
                StoreError::Locked(WrapError::WrongSecret) if *written.as_bytes() == [0; 16] => {
                    StoreError::Damaged(Damage::Name)
                }
                other => other,
            })?;
        let record =
            open_keyring(journal, &unlock, &sealed).map_err(|_| StoreError::Damaged(Damage::Keyring))?;
        // The journal is open without it: a disk that cannot be written now gets another chance next time.
        let _ = wraps::raise_cost(connection, journal, id, &unlock, secret, entropy);
        Ok(Self { misnamed: journal != written, ..Self::of(journal, unlock, record, sealed)? })
    }

    /// Takes up what another program changed about the keys since.
    ///
    /// [`StoreError::KeysRenewed`] when that program renewed the unlock key itself.
    pub(crate) fn refresh(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let (written, sealed) = stored(connection)?;
        self.misnamed = written != self.journal;
        if sealed == self.record {
            return Ok(());
        }
        let record = open_keyring(self.journal, &self.unlock, &sealed).map_err(|error| match error {
            nourish_seal::SealError::WrongKey => StoreError::KeysRenewed,
            _ => StoreError::Damaged(Damage::Keyring),
        })?;
        self.take(record, sealed)
    }

    /// Writes a changed record in place of the one that stands in the file; [`Keys::take`] takes it up once the transaction
    /// is committed.
    pub(crate) fn store(
        &self,
        transaction: &Connection,
        unlock: &UnlockKey,
        record: &KeyringRecord,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, StoreError> {
        let sealed = seal_keyring(self.journal, unlock, record, entropy)?;
        transaction.execute("UPDATE journal SET keyring = ?1 WHERE only = 1", [&sealed])?;
        Ok(sealed)
    }

    /// Whether the journal's name in the file is damaged.
    pub(crate) const fn misnamed(&self) -> bool {
        self.misnamed
    }

    /// Writes the journal's name in the place of a damaged one.
    pub(crate) fn write_name(&self, transaction: &Connection) -> Result<(), StoreError> {
        transaction
            .execute("UPDATE journal SET journal_id = ?1 WHERE only = 1", [self.journal.as_bytes()])?;
        Ok(())
    }

    /// Takes up a record and its sealed form.
    pub(crate) fn take(&mut self, record: KeyringRecord, sealed: Vec<u8>) -> Result<(), StoreError> {
        self.sealer = Arc::new(Sealer::new(self.journal, &record.keyring)?);
        self.keyring = record.keyring;
        self.device = record.device;
        self.notes = record.notes;
        self.record = sealed;
        Ok(())
    }

    /// Gives this device a new key and name, in the file of `transaction` and here; where the transaction is not committed,
    /// [`Keys::refresh`] takes the old ones up again.
    ///
    /// The entries of the old log stay under its name. Two logs never share a place, so nothing that turns up later can collide.
    pub(crate) fn begin_new_log(
        &mut self,
        transaction: &Connection,
        entropy: &mut dyn Entropy,
    ) -> Result<(), StoreError> {
        let newcomer = DeviceKey::make(entropy)?;
        self.replace_device(transaction, newcomer, entropy)
    }

    /// The same, with a key that was made elsewhere. The old key vouches for the new one before it goes.
    pub(crate) fn replace_device(
        &mut self,
        transaction: &Connection,
        newcomer: DeviceKey,
        entropy: &mut dyn Entropy,
    ) -> Result<(), StoreError> {
        voucher::keep(transaction, self, &newcomer, entropy)?;
        let mut record = self.record()?;
        record.device = newcomer;
        let sealed = self.store(transaction, &self.unlock, &record, entropy)?;
        self.take(record, sealed)
    }

    /// The record that stands in the file, opened once more, to be changed.
    pub(crate) fn record(&self) -> Result<KeyringRecord, StoreError> {
        self.opened(&self.record)
    }

    /// The record that stands in another file of the journal.
    pub(crate) fn record_of(&self, connection: &Connection) -> Result<KeyringRecord, StoreError> {
        self.opened(&stored(connection)?.1)
    }

    fn opened(&self, record: &[u8]) -> Result<KeyringRecord, StoreError> {
        open_keyring(self.journal, &self.unlock, record).map_err(|_| StoreError::Damaged(Damage::Keyring))
    }

    /// The record as it stands in the file.
    pub(crate) fn sealed(&self) -> &[u8] {
        &self.record
    }

    /// This device, as author of entries.
    pub(crate) fn author(&self) -> Author {
        Author::from_bytes(*self.device.id().as_bytes())
    }

    fn of(
        journal: JournalId,
        unlock: UnlockKey,
        record: KeyringRecord,
        sealed: Vec<u8>,
    ) -> Result<Self, StoreError> {
        let sealer = Arc::new(Sealer::new(journal, &record.keyring)?);
        let KeyringRecord { keyring, device, notes } = record;
        Ok(Self { journal, sealer, device, keyring, notes, unlock, record: sealed, misnamed: false })
    }
}

/// The journal's name and its sealed keyring record.
fn stored(connection: &Connection) -> Result<(JournalId, Vec<u8>), StoreError> {
    let row = connection
        .prepare_cached("SELECT journal_id, keyring FROM journal")?
        .query_row([], |row| Ok((JournalId::from_bytes(row.get(0)?), row.get(1)?)))?;
    Ok(row)
}
