//! Unlocking: from a secret to the keys that open the journal's rows.

use crate::error::{Damage, StoreError};
use nourish_record::Author;
use nourish_seal::{
    DeviceKey, Entropy, FileKey, JournalId, Keyring, PassphraseCost, Sealer, UnlockKey, WrapError, WrapKind,
    open_keyring, seal_keyring, unwrap_with_key_file, unwrap_with_passphrase, wrap_kind, wrap_with_key_file,
    wrap_with_passphrase,
};
use rusqlite::Connection;
use std::sync::Arc;

/// What opens a journal.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// A passphrase, and what guessing it shall cost where it is set.
    Passphrase(&'a str, PassphraseCost),
    /// A key file, for scripts.
    KeyFile(&'a FileKey),
}

/// What is unlocked while a journal is open.
pub(crate) struct Keys {
    pub(crate) journal: JournalId,
    pub(crate) sealer: Arc<Sealer>,
    pub(crate) device: DeviceKey,
    pub(crate) unlock: UnlockKey,
}

impl Keys {
    /// Keys for a new journal.
    pub(crate) fn make(entropy: &mut dyn Entropy) -> Result<(Self, Vec<u8>), StoreError> {
        let journal = JournalId::make_random(entropy)?;
        let unlock = UnlockKey::make(entropy)?;
        let keyring = Keyring::make(entropy)?;
        let device = DeviceKey::make(entropy)?;
        let record = seal_keyring(journal, &unlock, &keyring, &device, entropy)?;
        Ok((Self { journal, sealer: Arc::new(Sealer::new(journal, &keyring)?), device, unlock }, record))
    }

    /// Unlocks the journal in `connection` with `secret`, by whichever wrap takes it.
    pub(crate) fn unlock(connection: &Connection, secret: Secret<'_>) -> Result<Self, StoreError> {
        let (journal, record): ([u8; 16], Vec<u8>) =
            connection.query_row("SELECT journal_id, keyring FROM journal", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let journal = JournalId::from_bytes(journal);
        let unlock = unwrap_any(connection, journal, secret)?;
        let (keyring, device) =
            open_keyring(journal, &unlock, &record).map_err(|_| StoreError::Damaged(Damage::Keyring))?;
        Ok(Self { journal, sealer: Arc::new(Sealer::new(journal, &keyring)?), device, unlock })
    }

    /// Adds a way to unlock.
    pub(crate) fn add_wrap(
        &self,
        transaction: &Connection,
        secret: Secret<'_>,
        entropy: &mut dyn Entropy,
    ) -> Result<(), StoreError> {
        let mut wrap_id = [0; 16];
        entropy.fill(&mut wrap_id)?;
        let wrapped = match secret {
            Secret::Passphrase(text, cost) => {
                wrap_with_passphrase(self.journal, wrap_id, &self.unlock, text, cost, entropy)
            }
            Secret::KeyFile(key) => wrap_with_key_file(self.journal, wrap_id, &self.unlock, key, entropy),
        };
        let wrapped = wrapped.map_err(StoreError::Locked)?;
        transaction.execute("INSERT INTO wrap (wrap_id, wrapped) VALUES (?1, ?2)", (wrap_id, wrapped))?;
        Ok(())
    }

    /// This device, as author of entries.
    pub(crate) fn author(&self) -> Author {
        Author::from_bytes(*self.device.id().as_bytes())
    }
}

fn unwrap_any(
    connection: &Connection,
    journal: JournalId,
    secret: Secret<'_>,
) -> Result<UnlockKey, StoreError> {
    let wanted = match secret {
        Secret::Passphrase(..) => WrapKind::Passphrase,
        Secret::KeyFile(_) => WrapKind::KeyFile,
    };
    let mut statement = connection.prepare("SELECT wrap_id, wrapped FROM wrap ORDER BY wrap_id")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut worst = WrapError::OtherKind { needed: other(wanted) };
    for row in rows {
        let (wrap_id, wrapped): ([u8; 16], Vec<u8>) = row?;
        let opened = match (wrap_kind(&wrapped), secret) {
            (Ok(kind), _) if kind != wanted => continue,
            (Ok(_), Secret::Passphrase(text, _)) => unwrap_with_passphrase(journal, wrap_id, &wrapped, text),
            (Ok(_), Secret::KeyFile(key)) => unwrap_with_key_file(journal, wrap_id, &wrapped, key),
            (Err(error), _) => Err(error),
        };
        match opened {
            Ok(key) => return Ok(key),
            // A wrong secret is the likelier reason than damage, and the kinder one to name.
            Err(error) if worst != WrapError::WrongSecret => worst = error,
            Err(_) => {}
        }
    }
    Err(StoreError::Locked(worst))
}

const fn other(kind: WrapKind) -> WrapKind {
    match kind {
        WrapKind::Passphrase => WrapKind::KeyFile,
        WrapKind::KeyFile => WrapKind::Passphrase,
    }
}
