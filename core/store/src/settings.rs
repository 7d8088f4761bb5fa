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
    /// That an earlier key of this device vouches for the one it has now.
    Voucher = 5,
    /// What was imported on this device, so that it can be undone as a whole.
    Imports = 6,
    /// A check-in that was broken off on this device.
    CheckIn = 7,
}

impl Setting {
    /// Every setting, by number.
    pub const ALL: [Self; 7] =
        [Self::Sites, Self::Packs, Self::Circle, Self::Sync, Self::Voucher, Self::Imports, Self::CheckIn];

    /// What a backup holds: what the person chose and imported, the circle and where it meets; not what one device says for another.
    const BACKED_UP: [Self; 5] = [Self::Sites, Self::Packs, Self::Circle, Self::Sync, Self::Imports];

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
        match last_row(self.reading()?, &self.keys.sealer, setting.number())? {
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
        let row = last_row(&transaction, &self.keys.sealer, setting.number())?;
        let content = change(row.and_then(|(_, content)| content))?;
        put(&transaction, &self.keys, setting.number(), &content, self.entropy.as_mut())?;
        Ok(transaction.commit().map(drop)?)
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
    Ok(last_row(connection, &keys.sealer, setting.number())?.and_then(|(_, content)| content))
}

/// Writes settings within a transaction that has begun.
pub(crate) fn put_all(
    transaction: &Connection,
    keys: &Keys,
    settings: &[(Setting, Vec<u8>)],
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    settings
        .iter()
        .try_for_each(|(setting, content)| put(transaction, keys, setting.number(), content, entropy))
}

/// Writes the setting of a number in the place of the row that counts; where that does not open, after it.
pub(crate) fn put(
    transaction: &Connection,
    keys: &Keys,
    number: i32,
    content: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    let sealed = keys.sealer.seal(Purpose::Settings, &number.to_be_bytes(), content, entropy)?;
    let readable = match last_row(transaction, &keys.sealer, number)? {
        Some((row, Some(_))) => Some(row),
        Some((_, None)) | None => None,
    };
    write(transaction, keys, number, readable, &sealed)
}

/// The numbers of settings with what they say.
pub(crate) type Settings = Vec<(i32, Vec<u8>)>;

/// First byte of a row of settings.
const VERSION: u8 = 1;

/// What a backup takes along, as far as it opens, and what of it does not.
pub(crate) fn for_backup(
    connection: &Connection,
    sealer: &Sealer,
) -> Result<(Settings, Vec<Damage>), StoreError> {
    let (mut settings, mut damage) = (Vec::new(), Vec::new());
    for setting in Setting::BACKED_UP {
        match last_row(connection, sealer, setting.number())? {
            Some((_, Some(content))) => settings.push((setting.number(), content)),
            Some((_, None)) => damage.push(Damage::Setting(setting)),
            None => {}
        }
    }
    Ok((settings, damage))
}

/// Settings as bytes: each with its number and its length before it.
pub(crate) fn join(settings: &Settings) -> Vec<u8> {
    let mut out = vec![VERSION];
    for (number, content) in settings {
        out.extend_from_slice(&number.to_be_bytes());
        out.extend_from_slice(&u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes());
        out.extend_from_slice(content);
    }
    out
}

/// Reads what [`join`] wrote; `None` if the bytes are something else.
pub(crate) fn split(bytes: &[u8]) -> Option<Settings> {
    let mut rest = bytes.strip_prefix(&[VERSION])?;
    let mut settings = Settings::new();
    while !rest.is_empty() {
        let (number, more) = rest.split_first_chunk()?;
        let (length, more) = more.split_first_chunk()?;
        let (content, more) = more.split_at_checked(u32::from_be_bytes(*length).try_into().ok()?)?;
        let number = i32::from_be_bytes(*number);
        // Ascending, so that none comes twice.
        settings.last().is_none_or(|(last, _)| *last < number).then_some(())?;
        settings.push((number, content.to_vec()));
        rest = more;
    }
    Some(settings)
}

/// Whether there is a setting of this number that opens.
pub(crate) fn opens(connection: &Connection, sealer: &Sealer, number: i32) -> Result<bool, StoreError> {
    Ok(matches!(last_row(connection, sealer, number)?, Some((_, Some(_)))))
}

/// The settings that do not open.
pub(crate) fn damaged(connection: &Connection, sealer: &Sealer) -> Result<Vec<Damage>, StoreError> {
    let mut damage = Vec::new();
    for setting in Setting::ALL {
        if let Some((_, None)) = last_row(connection, sealer, setting.number())? {
            damage.push(Damage::Setting(setting));
        }
    }
    Ok(damage)
}

fn last_row(connection: &Connection, sealer: &Sealer, setting: i32) -> Result<Option<Row>, StoreError> {
    // A file of an older version that is only read has no place for settings.
    let table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'setting'";
    if !connection.prepare_cached(table)?.exists([])? {
        return Ok(None);
    }
    let place = block::place(sealer, Purpose::Settings, setting);
    let row: Option<(i64, Vec<u8>)> = connection
        .prepare_cached("SELECT number, sealed FROM setting WHERE place = ?1 ORDER BY number DESC LIMIT 1")?
        .query_row([place], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let open = |sealed: &[u8]| sealer.open(Purpose::Settings, &setting.to_be_bytes(), sealed).ok();
    Ok(row.map(|(number, sealed)| (number, open(&sealed))))
}

fn write(
    transaction: &Connection,
    keys: &Keys,
    setting: i32,
    readable: Option<i64>,
    sealed: &[u8],
) -> Result<(), StoreError> {
    match readable {
        Some(number) => transaction
            .prepare_cached("UPDATE setting SET sealed = ?2 WHERE number = ?1")?
            .execute((number, sealed))?,
        None => transaction
            .prepare_cached("INSERT INTO setting (place, sealed) VALUES (?1, ?2)")?
            .execute((block::place(&keys.sealer, Purpose::Settings, setting), sealed))?,
    };
    Ok(())
}
