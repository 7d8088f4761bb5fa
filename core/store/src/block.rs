//! Blocks: a week of entries each, in columns, compressed, sealed.

use crate::error::StoreError;
use crate::keys::Keys;
use crate::manifest::{WeekMeta, mark};
use nourish_record::{Entry, Week, pack, unpack};
use nourish_seal::{Entropy, PLAINTEXT_LIMIT_BYTES, Purpose, Sealer};
use rusqlite::{Connection, OptionalExtension};
use std::cell::RefCell;
use zstd::bulk::{Compressor, Decompressor};

/// How hard to compress: what more only costs time, and less costs room.
const LEVEL: i32 = 2;
// What apps ship has of zstd what levels up to 3 choose: see `bindings/ship.h`.
const _: () = assert!(LEVEL <= 3, "a higher level needs more of zstd than apps ship");

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

thread_local! {
    // Making a context takes longer than a week of entries takes in it.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Reads the entries of a week.
pub(crate) fn read(
    connection: &Connection,
    sealer: &Sealer,
    week: Week,
    meta: &WeekMeta,
) -> Result<Result<Vec<Entry>, Unreadable>, StoreError> {
    let sealed = read_sealed(connection, sealer, week, meta)?;
    Ok(sealed.and_then(|sealed| open(sealer, week, &sealed).ok_or(Unreadable::Broken)))
}

/// Whether the block of a week is the one that the manifest knows, and its seal holds.
pub(crate) fn opens(
    connection: &Connection,
    sealer: &Sealer,
    week: Week,
    meta: &WeekMeta,
) -> Result<bool, StoreError> {
    let sealed = read_sealed(connection, sealer, week, meta)?;
    let opens = |sealed: Vec<u8>| sealer.open(Purpose::Block, &week.number().to_be_bytes(), &sealed).is_ok();
    Ok(sealed.is_ok_and(opens))
}

/// The sealed block of a week, if it is the one that the manifest knows.
pub(crate) fn read_sealed(
    connection: &Connection,
    sealer: &Sealer,
    week: Week,
    meta: &WeekMeta,
) -> Result<Result<Vec<u8>, Unreadable>, StoreError> {
    let place = place(sealer, Purpose::Block, week.number());
    let mut select = connection.prepare_cached("SELECT sealed FROM block WHERE place = ?1")?;
    let found = select.query_row([place], |row| row.get(0)).optional();
    let sealed: Vec<u8> = match found.map_err(StoreError::from) {
        Ok(Some(sealed)) => sealed,
        Ok(None) => return Ok(Err(Unreadable::Missing)),
        // A broken page hides what lies on it, and nothing else.
        Err(StoreError::Damaged(_)) => return Ok(Err(Unreadable::Broken)),
        Err(error) => return Err(error),
    };
    Ok(if mark(&sealed) == meta.mark { Ok(sealed) } else { Err(Unreadable::Broken) })
}

/// The entries of a sealed block, if it is that of `week`.
pub(crate) fn open(sealer: &Sealer, week: Week, sealed: &[u8]) -> Option<Vec<Entry>> {
    unpack(&open_columns(sealer, week, sealed)?).ok()
}

/// The columns of a sealed block, if it is that of `week`.
pub(crate) fn open_columns(sealer: &Sealer, week: Week, sealed: &[u8]) -> Option<Vec<u8>> {
    decompress(&sealer.open(Purpose::Block, &week.number().to_be_bytes(), sealed).ok()?)
}

/// Entries as compressed columns, in the order given.
pub(crate) fn press(entries: &[Entry]) -> Result<Vec<u8>, StoreError> {
    compress(&pack(entries))
}

/// Compresses bytes into one frame that says how many they are.
pub(crate) fn compress(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    COMPRESSOR.with_borrow_mut(|kept| {
        let compressor = match kept {
            Some(compressor) => compressor,
            None => kept.insert(Compressor::new(LEVEL)?),
        };
        Ok(compressor.compress(bytes)?)
    })
}

/// The entries of compressed columns; `None` if they are none, or larger than a block may be.
pub(crate) fn unpress(compressed: &[u8]) -> Option<Vec<Entry>> {
    unpack(&decompress(compressed)?).ok()
}

/// The bytes of one frame; `None` if it is none, or larger than a block may be.
pub(crate) fn decompress(compressed: &[u8]) -> Option<Vec<u8>> {
    let bytes = unpacked_bytes(compressed)?;
    DECOMPRESSOR.with_borrow_mut(|kept| {
        let decompressor = match kept {
            Some(decompressor) => decompressor,
            None => kept.insert(Decompressor::new().ok()?),
        };
        decompressor.decompress(compressed, bytes).ok()
    })
}

/// How many bytes a compressed block says it unpacks to, if that is no more than a block may hold.
fn unpacked_bytes(compressed: &[u8]) -> Option<usize> {
    let bytes = zstd::zstd_safe::get_frame_content_size(compressed).ok()??;
    usize::try_from(bytes).ok().filter(|bytes| *bytes <= PLAINTEXT_LIMIT_BYTES)
}

/// Puts entries into the order that they have in a block.
pub(crate) fn put_in_order(entries: &mut [Entry]) {
    entries.sort_by_key(|entry| (entry.filed(), entry.occurred().instant_ms(), entry.id()));
}

/// Writes the entries of a week, [in order](put_in_order) and [pressed](press), in the place of what was there, and says what the manifest
/// must know of them.
pub(crate) fn write(
    transaction: &Connection,
    keys: &Keys,
    week: Week,
    (entries, pressed): (&[Entry], &[u8]),
    entropy: &mut dyn Entropy,
) -> Result<WeekMeta, StoreError> {
    let sealed = keys.sealer.seal(Purpose::Block, &week.number().to_be_bytes(), pressed, entropy)?;
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

/// Removes a week's block.
pub(crate) fn remove(transaction: &Connection, sealer: &Sealer, week: Week) -> Result<(), StoreError> {
    let place = place(sealer, Purpose::Block, week.number());
    transaction.prepare_cached("DELETE FROM block WHERE place = ?1")?.execute([place])?;
    Ok(())
}
