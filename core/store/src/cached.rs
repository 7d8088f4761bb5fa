//! Rows of the caches: each is sealed to its number, and may be missing or not open without any harm.

use crate::block;
use crate::error::StoreError;
use crate::keys::Keys;
use nourish_seal::{Entropy, Purpose, Sealer};
use rusqlite::{Connection, OptionalExtension};

/// What the row `number` holds; `None` if it is missing or does not open.
pub(crate) fn read(
    connection: &Connection,
    sealer: &Sealer,
    number: i32,
) -> Result<Option<Vec<u8>>, StoreError> {
    let place = block::place(sealer, Purpose::Summary, number);
    let mut select = connection.prepare_cached("SELECT sealed FROM summary WHERE place = ?1")?;
    let sealed: Option<Vec<u8>> = select.query_row([place], |row| row.get(0)).optional()?;
    Ok(sealed.and_then(|sealed| sealer.open(Purpose::Summary, &number.to_be_bytes(), &sealed).ok()))
}

/// Writes the row `number` in the place of what was there.
pub(crate) fn write(
    transaction: &Connection,
    keys: &Keys,
    number: i32,
    content: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    let sealed = keys.sealer.seal(Purpose::Summary, &number.to_be_bytes(), content, entropy)?;
    let place = block::place(&keys.sealer, Purpose::Summary, number);
    transaction
        .prepare_cached("INSERT INTO summary (place, sealed) VALUES (?1, ?2) ON CONFLICT (place) DO UPDATE SET sealed = ?2")?
        .execute((place, sealed))?;
    Ok(())
}

/// Takes the row `number` away.
pub(crate) fn remove(transaction: &Connection, sealer: &Sealer, number: i32) -> Result<(), StoreError> {
    let place = block::place(sealer, Purpose::Summary, number);
    transaction.prepare_cached("DELETE FROM summary WHERE place = ?1")?.execute([place])?;
    Ok(())
}
