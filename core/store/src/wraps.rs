//! The rows of ways to unlock: each holds the unlock key, sealed by one secret.

use crate::error::StoreError;
use crate::write::Write;
use nourish_seal::{
    Entropy, JournalId, Secret, UnlockKey, WrapError, WrapFace, WrapId, unwrap_key_nearby, wrap_face,
    wrap_key,
};
use rusqlite::Connection;

/// A row: its name, and its bytes.
pub(crate) type Row = (WrapId, Vec<u8>);

/// Every row, in the order of names.
pub(crate) fn rows(connection: &Connection) -> Result<Vec<Row>, StoreError> {
    let mut select = connection.prepare_cached("SELECT wrap_id, wrapped FROM wrap ORDER BY wrap_id")?;
    let rows = select.query_map([], |row| Ok((WrapId::from_bytes(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The unlock key, by whichever row takes the secret, and the journal's name that the row was made for.
pub(crate) fn unwrap_any(
    rows: Vec<Row>,
    journal: JournalId,
    secret: Secret<'_>,
) -> Result<(WrapId, UnlockKey, JournalId), StoreError> {
    let mut worst: Option<WrapError> = None;
    for (id, wrapped) in rows {
        let opened = match wrap_face(&wrapped) {
            Ok(face) if face.kind != secret.kind() => Err(WrapError::OtherKind { needed: face.kind }),
            Ok(_) => unwrap_key_nearby(journal, id, &wrapped, secret),
            Err(error) => Err(error),
        };
        match opened {
            Ok((key, name)) => return Ok((id, key, name)),
            Err(error) if worst.is_none_or(|worst| rank(error) > rank(worst)) => worst = Some(error),
            Err(_) => {}
        }
    }
    // No row at all: nothing was made with this kind of secret, or with any.
    Err(StoreError::Locked(worst.unwrap_or(WrapError::Damaged)))
}

/// Which of several refusals to name: a wrong secret is the likelier reason than damage, and the kinder one; that there are
/// other ways too says least.
const fn rank(error: WrapError) -> u8 {
    match error {
        WrapError::OtherKind { .. } => 0,
        WrapError::WrongSecret => 2,
        _ => 1,
    }
}

/// Adds a row that `secret` opens.
pub(crate) fn insert(
    transaction: &Connection,
    journal: JournalId,
    id: WrapId,
    unlock: &UnlockKey,
    secret: Secret<'_>,
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    let wrapped = wrap_key(journal, id, unlock, secret, entropy).map_err(StoreError::Locked)?;
    transaction.execute("INSERT INTO wrap (wrap_id, wrapped) VALUES (?1, ?2)", (id.as_bytes(), wrapped))?;
    Ok(())
}

/// Takes a row away; `false` if there is none.
pub(crate) fn remove(transaction: &Connection, id: WrapId) -> Result<bool, StoreError> {
    overwrite_deleted(transaction)?;
    Ok(transaction.execute("DELETE FROM wrap WHERE wrap_id = ?1", [id.as_bytes()])? > 0)
}

/// Takes all rows away.
pub(crate) fn remove_all(transaction: &Connection) -> Result<(), StoreError> {
    overwrite_deleted(transaction)?;
    transaction.execute("DELETE FROM wrap", [])?;
    Ok(())
}

/// Lets SQLite write zeros over what it deletes from now on: a revoked wrap must not stay readable in free room.
fn overwrite_deleted(connection: &Connection) -> Result<(), StoreError> {
    let _: i64 = connection.query_row("PRAGMA secure_delete = ON", [], |row| row.get(0))?;
    Ok(())
}

/// Empties the log beside the file, which may still hold a revoked wrap. Where another program reads, the log is emptied with the
/// next checkpoint instead.
pub(crate) fn wipe(connection: &Connection) {
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
}

/// Wraps anew, under its own name, what a passphrase of lower cost opened.
pub(crate) fn raise_cost(
    connection: &Connection,
    journal: JournalId,
    id: WrapId,
    unlock: &UnlockKey,
    secret: Secret<'_>,
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    let Secret::Passphrase(text, wanted) = secret else { return Ok(()) };
    let Some(WrapFace { cost: Some(cost), .. }) = face_of(connection, id)? else { return Ok(()) };
    let raised = cost.raised_to(wanted);
    if raised == cost {
        return Ok(());
    }
    let wrapped = wrap_key(journal, id, unlock, Secret::Passphrase(text, raised), entropy);
    let wrapped = wrapped.map_err(StoreError::Locked)?;
    overwrite_deleted(connection)?;
    let transaction = Write::begin(connection)?;
    // Another program may have changed the passphrase meanwhile: then there is no such row any more.
    transaction.execute("UPDATE wrap SET wrapped = ?2 WHERE wrap_id = ?1", (id.as_bytes(), wrapped))?;
    transaction.commit().map(drop)
}

fn face_of(connection: &Connection, id: WrapId) -> Result<Option<WrapFace>, StoreError> {
    let row = rows(connection)?.into_iter().find(|(row, _)| *row == id);
    Ok(row.and_then(|(_, wrapped)| wrap_face(&wrapped).ok()))
}
