//! Settings: small sealed values beside the entries, which no log vouches for.

use crate::block;
use crate::error::{Damage, StoreError};
use crate::keys::Keys;
use crate::store::{Store, start};
use nourish_seal::{Entropy, Purpose, Sealer};
use rusqlite::{Connection, OptionalExtension};

/// What is kept as a setting. Numbers are stored: they never change and are never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Setting {
    /// The keys of sites whose content packs are trusted.
    Sites = 1,
    /// The content packs that were installed.
    Packs = 2,
    /// The circle: who takes part in the journal, as signed statements say.
    Circle = 3,
    /// How far this device has sent and taken from where journals meet.
    Sync = 4,
    /// What came from others and waits: it may not be taken up, or something before it is missing.
    Held = 5,
    /// That an earlier key of this device vouches for the one it has now.
    Voucher = 6,
}

impl Setting {
    /// Every setting, by number.
    pub const ALL: [Self; 6] =
        [Self::Sites, Self::Packs, Self::Circle, Self::Sync, Self::Held, Self::Voucher];

    fn number(self) -> i32 {
        i32::from(self as u8)
    }
}

/// A row as it stands: its number, and its content where it opens.
type Row = (i64, Option<Vec<u8>>);

impl Store {
    /// What a setting says; `None` where it was never written.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with [`Damage::Setting`] where it does not open; [`StoreError::Suspended`] and what the disk
    /// may say.
    pub fn setting(&self, setting: Setting) -> Result<Option<Vec<u8>>, StoreError> {
        match last_row(self.reading()?, &self.keys.sealer, setting)? {
            None => Ok(None),
            Some((_, Some(content))) => Ok(Some(content)),
            Some((_, None)) => Err(StoreError::Damaged(Damage::Setting(setting))),
        }
    }

    /// Writes what `change` makes of a setting, durably, or nothing where it refuses. A setting that does not open is handed
    /// over as one that was never written, and its row stays beside the new one.
    ///
    /// # Errors
    /// What `change` says, and what the disk may say. Nothing was written then.
    pub fn change_setting<E: From<StoreError>>(
        &mut self,
        setting: Setting,
        change: impl FnOnce(Option<Vec<u8>>) -> Result<Vec<u8>, E>,
    ) -> Result<(), E> {
        let connection = self.connection.as_ref().ok_or(StoreError::Suspended)?;
        let transaction = start(connection)?;
        self.keys.refresh(&transaction)?;
        let row = last_row(&transaction, &self.keys.sealer, setting)?;
        let content = change(row.and_then(|(_, content)| content))?;
        put(&transaction, &self.keys, setting, &content, self.entropy.as_mut())?;
        transaction.commit()?;
        Ok(())
    }

    /// Writes settings in the place of what they said, durably, all or none.
    ///
    /// # Errors
    /// What the disk may say. Nothing was written then.
    pub fn write_settings(&mut self, settings: &[(Setting, Vec<u8>)]) -> Result<(), StoreError> {
        let connection = self.connection.as_ref().ok_or(StoreError::Suspended)?;
        let transaction = start(connection)?;
        self.keys.refresh(&transaction)?;
        put_all(&transaction, &self.keys, settings, self.entropy.as_mut())?;
        transaction.commit()?;
        Ok(())
    }
}

/// What a setting says; `None` where it was never written, or does not open.
pub(crate) fn content(
    connection: &Connection,
    keys: &Keys,
    setting: Setting,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(last_row(connection, &keys.sealer, setting)?.and_then(|(_, content)| content))
}

/// Writes settings within a transaction that has begun.
pub(crate) fn put_all(
    transaction: &Connection,
    keys: &Keys,
    settings: &[(Setting, Vec<u8>)],
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    settings.iter().try_for_each(|(setting, content)| put(transaction, keys, *setting, content, entropy))
}

/// Writes a setting in the place of the row that counts; where that does not open, after it.
fn put(
    transaction: &Connection,
    keys: &Keys,
    setting: Setting,
    content: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    let sealed = keys.sealer.seal(Purpose::Settings, &setting.number().to_be_bytes(), content, entropy)?;
    let readable = match last_row(transaction, &keys.sealer, setting)? {
        Some((number, Some(_))) => Some(number),
        Some((_, None)) | None => None,
    };
    write(transaction, keys, setting, readable, &sealed)
}

/// The settings that do not open.
pub(crate) fn damaged(connection: &Connection, sealer: &Sealer) -> Result<Vec<Damage>, StoreError> {
    let mut damage = Vec::new();
    for setting in Setting::ALL {
        if let Some((_, None)) = last_row(connection, sealer, setting)? {
            damage.push(Damage::Setting(setting));
        }
    }
    Ok(damage)
}

fn last_row(connection: &Connection, sealer: &Sealer, setting: Setting) -> Result<Option<Row>, StoreError> {
    // A file of an older version that is only read has no place for settings.
    let table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'setting'";
    if !connection.prepare_cached(table)?.exists([])? {
        return Ok(None);
    }
    let place = block::place(sealer, Purpose::Settings, setting.number());
    let row: Option<(i64, Vec<u8>)> = connection
        .prepare_cached("SELECT number, sealed FROM setting WHERE place = ?1 ORDER BY number DESC LIMIT 1")?
        .query_row([place], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let open = |sealed: &[u8]| sealer.open(Purpose::Settings, &setting.number().to_be_bytes(), sealed).ok();
    Ok(row.map(|(number, sealed)| (number, open(&sealed))))
}

fn write(
    transaction: &Connection,
    keys: &Keys,
    setting: Setting,
    readable: Option<i64>,
    sealed: &[u8],
) -> Result<(), StoreError> {
    match readable {
        Some(number) => transaction
            .prepare_cached("UPDATE setting SET sealed = ?2 WHERE number = ?1")?
            .execute((number, sealed))?,
        None => transaction
            .prepare_cached("INSERT INTO setting (place, sealed) VALUES (?1, ?2)")?
            .execute((block::place(&keys.sealer, Purpose::Settings, setting.number()), sealed))?,
    };
    Ok(())
}
