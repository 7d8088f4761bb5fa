//! The blocks of weeks, read to be written anew and written.

use crate::block;
use crate::error::StoreError;
use crate::keys::Keys;
use crate::manifest::Manifest;
use crate::summaries;
use crate::write::forget_pages;
use nourish_record::{Entry, Week};
use nourish_seal::Entropy;
use rusqlite::Connection;

/// Weeks with all entries of each.
pub(crate) type Weeks = Vec<(Week, Vec<Entry>)>;

/// The entries that a week's block holds; a block that does not open is set aside first, and the week named as lost.
pub(crate) fn existing(
    transaction: &Connection,
    keys: &Keys,
    week: Week,
    manifest: &mut Manifest,
) -> Result<Vec<Entry>, StoreError> {
    let Some(meta) = manifest.weeks.get(&week) else { return Ok(Vec::new()) };
    let mut read = block::read(transaction, &keys.sealer, week, meta)?;
    if read.is_err() {
        forget_pages(transaction)?;
        read = block::read(transaction, &keys.sealer, week, meta)?;
    }
    match read {
        Ok(entries) => Ok(entries),
        Err(_) => {
            block::set_aside(transaction, &keys.sealer, week)?;
            manifest.lost.insert(week);
            manifest.set_aside += 1;
            Ok(Vec::new())
        }
    }
}

/// Writes the blocks of weeks, notes them in the manifest and brings the summaries of their years up to date. A week without entries has no
/// block.
pub(crate) fn write(
    transaction: &Connection,
    keys: &Keys,
    manifest: &mut Manifest,
    mut weeks: Weeks,
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    put_in_order(&mut weeks);
    let pressed = press(&weeks)?;
    write_pressed(transaction, keys, manifest, (weeks, &pressed), entropy)
}

/// Puts the entries of each week into the order that they have in its block.
pub(crate) fn put_in_order(weeks: &mut Weeks) {
    weeks.iter_mut().for_each(|(_, entries)| block::put_in_order(entries));
}

/// The columns of each week, compressed.
pub(crate) fn press(weeks: &Weeks) -> Result<Vec<Vec<u8>>, StoreError> {
    weeks.iter().map(|(_, entries)| block::press(entries)).collect()
}

/// [Writes](write) weeks that are [in order](put_in_order) and [pressed](press) already.
pub(crate) fn write_pressed(
    transaction: &Connection,
    keys: &Keys,
    manifest: &mut Manifest,
    (weeks, pressed): (Weeks, &[Vec<u8>]),
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    for ((week, entries), pressed) in weeks.iter().zip(pressed) {
        if entries.is_empty() {
            block::remove(transaction, &keys.sealer, *week)?;
            manifest.weeks.remove(week);
        } else {
            let meta = block::write(transaction, keys, *week, (entries, pressed), entropy)?;
            manifest.weeks.insert(*week, meta);
        }
    }
    summaries::update(transaction, keys, manifest, weeks, entropy)
}
