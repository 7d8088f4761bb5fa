//! Beginning a new log: this device goes on under a new name where its old log cannot be continued.

use crate::error::{Damage, StoreError};
use crate::keys::Keys;
use nourish_seal::{DeviceKey, Entropy, KeyringRecord, open_keyring};
use rusqlite::Connection;

/// Gives this device a new key and name, in the file alone: the caller takes the record and its sealed form into `keys`.
///
/// The entries of the old log stay under its name. Two logs never share a place, so nothing that turns up later can collide.
pub(crate) fn begin_new_log(
    transaction: &Connection,
    keys: &Keys,
    entropy: &mut dyn Entropy,
) -> Result<(KeyringRecord, Vec<u8>), StoreError> {
    let mut record = read(transaction, keys)?;
    record.device = DeviceKey::make(entropy)?;
    let sealed = keys.store(transaction, &keys.unlock, &record, entropy)?;
    Ok((record, sealed))
}

/// The file's record of keys.
pub(crate) fn read(connection: &Connection, keys: &Keys) -> Result<KeyringRecord, StoreError> {
    let record: Vec<u8> =
        connection.query_row("SELECT keyring FROM journal WHERE only = 1", [], |row| row.get(0))?;
    open_keyring(keys.journal, &keys.unlock, &record).map_err(|_| StoreError::Damaged(Damage::Keyring))
}
