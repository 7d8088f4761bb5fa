//! Beginning a new log: this device goes on under a new name where its old log cannot be continued.

use crate::error::{Damage, StoreError};
use crate::keys::Keys;
use nourish_seal::{DeviceKey, Entropy, Keyring, Sealer, open_keyring, seal_keyring};
use rusqlite::Connection;
use std::sync::Arc;

/// Gives this device a new key and name, in the file alone: the caller takes it into `keys` once the transaction is committed.
///
/// The entries of the old log stay under its name. Two logs never share a place, so nothing that turns up later can collide.
pub(crate) fn begin_new_log(
    transaction: &Connection,
    keys: &Keys,
    entropy: &mut dyn Entropy,
) -> Result<DeviceKey, StoreError> {
    let (keyring, _) = read(transaction, keys)?;
    let device = DeviceKey::make(entropy)?;
    let record = seal_keyring(keys.journal, &keys.unlock, &keyring, &device, entropy)?;
    transaction.execute("UPDATE journal SET keyring = ?1 WHERE only = 1", [record])?;
    Ok(device)
}

/// Reads the keys anew, where another program changed them.
pub(crate) fn refresh(connection: &Connection, keys: &mut Keys) -> Result<(), StoreError> {
    let (keyring, device) = read(connection, keys)?;
    keys.sealer = Arc::new(Sealer::new(keys.journal, &keyring)?);
    keys.device = device;
    Ok(())
}

/// The keys and the device in the file's record of keys.
pub(crate) fn read(connection: &Connection, keys: &Keys) -> Result<(Keyring, DeviceKey), StoreError> {
    let record: Vec<u8> =
        connection.query_row("SELECT keyring FROM journal WHERE only = 1", [], |row| row.get(0))?;
    open_keyring(keys.journal, &keys.unlock, &record).map_err(|_| StoreError::Damaged(Damage::Keyring))
}
