//! Blocks: a week of entries each, in columns, compressed, sealed.

use crate::error::StoreError;
use crate::keys::Keys;
use crate::manifest::{WeekMeta, mark};
use nourish_record::{Entry, Week, pack, unpack};
use nourish_seal::{Entropy, PLAINTEXT_LIMIT_BYTES, Purpose, Sealer};
use rusqlite::{Connection, OptionalExtension};

/// How hard to compress: what more costs more time than it saves room.
const LEVEL: i32 = 3;

/// Why a block could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// The row is not there.
    Missing,
    /// The row does not open, is not the one that the manifest knows, or does not unpack.
    Broken,
}

/// Where a row of `purpose` named `number` stands: nothing in the file says which week or year that is.
pub(crate) fn place(sealer: &Sealer, purpose: Purpose, number: i32) -> i64 {
    let located = u128::from_be_bytes(sealer.locate(purpose, &number.to_be_bytes()));
    // 63 bits: SQLite's keys are signed.
    ((located >> 65) as u64).cast_signed()
}

/// Reads the entries of a week.
pub(crate) fn read(
    connection: &Connection,
    sealer: &Sealer,
    week: Week,
    meta: &WeekMeta,
) -> Result<Result<Vec<Entry>, Unreadable>, StoreError> {
    let place = place(sealer, Purpose::Block, week.number());
    let mut select = connection.prepare_cached("SELECT sealed FROM block WHERE place = ?1")?;
    let sealed: Option<Vec<u8>> = select.query_row([place], |row| row.get(0)).optional()?;
    let Some(sealed) = sealed else { return Ok(Err(Unreadable::Missing)) };
    if mark(&sealed) != meta.mark {
        return Ok(Err(Unreadable::Broken));
    }
    Ok(open(sealer, week, &sealed).ok_or(Unreadable::Broken))
}

fn open(sealer: &Sealer, week: Week, sealed: &[u8]) -> Option<Vec<Entry>> {
    let compressed = sealer.open(Purpose::Block, &week.number().to_be_bytes(), sealed).ok()?;
    let packed = zstd::bulk::decompress(&compressed, unpacked_bytes(&compressed)?).ok()?;
    unpack(&packed).ok()
}

/// How many bytes a compressed block says it unpacks to, if that is no more than a block may hold.
fn unpacked_bytes(compressed: &[u8]) -> Option<usize> {
    let bytes = zstd::zstd_safe::get_frame_content_size(compressed).ok()??;
    usize::try_from(bytes).ok().filter(|bytes| *bytes <= PLAINTEXT_LIMIT_BYTES)
}

/// Writes the entries of a week in the place of what was there, and says what the manifest must know of them.
pub(crate) fn write(
    transaction: &Connection,
    keys: &Keys,
    week: Week,
    entries: &mut [Entry],
    entropy: &mut dyn Entropy,
) -> Result<WeekMeta, StoreError> {
    entries.sort_by_key(|entry| (entry.filed(), entry.occurred().instant_ms(), entry.id()));
    let compressed =
        zstd::bulk::compress(&pack(entries), LEVEL).map_err(|_| StoreError::StorageUnavailable)?;
    let sealed = keys.sealer.seal(Purpose::Block, &week.number().to_be_bytes(), &compressed, entropy)?;
    let place = place(&keys.sealer, Purpose::Block, week.number());
    transaction
        .prepare_cached(
            "INSERT INTO block (place, sealed) VALUES (?1, ?2) ON CONFLICT (place) DO UPDATE SET sealed = ?2",
        )?
        .execute((place, &sealed))?;
    Ok(WeekMeta::of(week, entries, &sealed))
}

/// Copies a block that does not open to where nothing is deleted, before its place is written anew.
pub(crate) fn set_aside(transaction: &Connection, sealer: &Sealer, week: Week) -> Result<(), StoreError> {
    let place = place(sealer, Purpose::Block, week.number());
    transaction.execute(
        "INSERT INTO damaged (origin, place, sealed) SELECT 'block', place, sealed FROM block WHERE place = ?1",
        [place],
    )?;
    Ok(())
}
