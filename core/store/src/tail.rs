//! The tail: fresh entries, one sealed row each.

use crate::error::{Damage, StoreError};
use crate::keys::Keys;
use crate::state::{Logs, State, TailRow};
use nourish_record::Entry;
use nourish_seal::{Entropy, Purpose};
use rusqlite::Connection;

/// What the state becomes once the transaction is committed.
pub(crate) struct Appended {
    pub(crate) logs: Logs,
    pub(crate) last_row: i64,
}

/// Seals entries into new rows.
pub(crate) fn append(
    transaction: &Connection,
    keys: &Keys,
    state: &State,
    entries: &[Entry],
    entropy: &mut dyn Entropy,
) -> Result<Appended, StoreError> {
    let mut insert = transaction.prepare_cached("INSERT INTO tail (number, sealed) VALUES (?1, ?2)")?;
    let mut logs = state.logs.clone();
    let mut last_row = state.last_row;
    for entry in entries {
        let bytes = entry.encode();
        if entry.author() != keys.author() || !logs.extend(keys.journal, entry, &bytes) {
            return Err(StoreError::Misnumbered);
        }
        last_row += 1;
        let sealed = keys.sealer.seal(Purpose::Tail, &last_row.to_be_bytes(), &bytes, entropy)?;
        insert.execute((last_row, sealed))?;
    }
    Ok(Appended { logs, last_row })
}

/// Reads all rows into `state`, noting those that do not open and those that are missing.
pub(crate) fn load(connection: &Connection, keys: &Keys, state: &mut State) -> Result<(), StoreError> {
    let mut select = connection.prepare_cached("SELECT number, sealed FROM tail ORDER BY number")?;
    let mut rows = select.query([])?;
    let mut expected = state.manifest.tail_first;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        let sealed = row.get_ref(1)?.as_blob().map_err(|_| StoreError::Damaged(Damage::TailRow(number)))?;
        if number != expected {
            state.damage.push(Damage::TailGap(expected));
        }
        expected = number + 1;
        let opened = keys.sealer.open(Purpose::Tail, &number.to_be_bytes(), sealed).ok();
        let Some((bytes, entry)) =
            opened.and_then(|bytes| Some((Entry::decode_sealed(&bytes).ok()?, bytes))).map(|(e, b)| (b, e))
        else {
            state.damage.push(Damage::TailRow(number));
            continue;
        };
        let counted = number <= state.manifest.tail_through;
        if !counted && state.damage.is_empty() && !state.logs.extend(keys.journal, &entry, &bytes) {
            state.damage.push(Damage::Chain);
        }
        state.tail.push(TailRow { number, entry });
    }
    state.last_row = state.last_row.max(expected - 1);
    if expected <= state.manifest.tail_through {
        state.damage.push(Damage::TailGap(expected));
    }
    Ok(())
}
