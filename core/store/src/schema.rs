//! How a journal file is opened, which version it has, and the steps that made it so.

use crate::Durability;
use crate::error::{Damage, StoreError};
use crate::{beside, copy};
use rusqlite::{Connection, OpenFlags, Transaction};
use std::path::Path;
use std::time::Duration;

/// Marks a SQLite file as a journal of this project: `Nour`.
const APPLICATION_ID: i64 = 0x4e6f_7572;
/// How long to wait for another program that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(3);

/// Every step from an empty file to the current version, in order. Landed steps never change.
const STEPS: &[&str] = &[
    include_str!("../../../migrations/device/0001_journal.sql"),
    include_str!("../../../migrations/device/0002_set_aside.sql"),
    include_str!("../../../migrations/device/0003_settings.sql"),
];

/// The version that this program writes.
pub(crate) const CURRENT: i64 = STEPS.len() as i64;

/// Opens the file at `path`, whatever it is. [`known_version`] and [`configure`] come next, [`migrate`] after unlocking.
pub(crate) fn open(path: &Path) -> Result<Connection, StoreError> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// The version of an open file, which must be a journal that this program can write.
pub(crate) fn known_version(connection: &Connection) -> Result<i64, StoreError> {
    match version(connection)? {
        found if found > CURRENT => Err(StoreError::NewerFormat { found, known: CURRENT }),
        found => Ok(found),
    }
}

/// Opens the file at `path` for reading alone, whatever its version: what a newer one wrote is left as it is.
pub(crate) fn open_for_reading(path: &Path) -> Result<Connection, StoreError> {
    let opened = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(|connection| {
        version(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    });
    match opened {
        // Where nothing can be written beside the file and nobody has it open, it cannot change while it is read.
        Err(StoreError::StorageUnavailable) if !beside::with_ending(path, "-wal").exists() => {
            let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)?;
            version(&connection)?;
            Ok(connection)
        }
        opened => opened,
    }
}

/// Brings a file of an older version up to date, after a verified copy of it was made beside it.
///
/// Nothing happens to a file that was `found` in the current version.
pub(crate) fn migrate(connection: &mut Connection, path: &Path, found: i64) -> Result<(), StoreError> {
    if found == CURRENT {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another program may have been quicker.
    let found = version(&transaction)?;
    let done = usize::try_from(found).map_err(|_| StoreError::Damaged(Damage::File))?;
    let Some(steps) = STEPS.get(done..).filter(|steps| !steps.is_empty()) else { return Ok(()) };
    copy::verified(path, &format!(".before-v{CURRENT}"))?;
    steps.iter().try_for_each(|step| transaction.execute_batch(step))?;
    transaction.pragma_update(None, "user_version", CURRENT)?;
    Ok(transaction.commit()?)
}

/// Makes the file at `path`, which must not exist, and lets `fill` write its first rows in the same transaction.
pub(crate) fn create<T>(
    path: &Path,
    durability: Durability,
    fill: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<(Connection, T), StoreError> {
    // Reserves the name, so that nothing that exists can be overwritten.
    beside::reserve(path)?;
    let made = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|mut connection| {
        configure(&connection, durability)?;
        let transaction = connection.transaction()?;
        STEPS.iter().try_for_each(|step| transaction.execute_batch(step))?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", CURRENT)?;
        let filled = fill(&transaction)?;
        transaction.commit()?;
        Ok((connection, filled))
    });
    if made.is_err() {
        // Our own file of a moment ago: nobody's data.
        beside::remove_journal(path);
    }
    made
}

/// Whether this connection was opened for reading alone.
pub(crate) fn is_for_reading(connection: &Connection) -> bool {
    pragma(connection, "query_only").is_ok_and(|on| on != 0)
}

/// The version of an open file, which must be a journal.
fn version(connection: &Connection) -> Result<i64, StoreError> {
    if pragma(connection, "application_id")? != APPLICATION_ID {
        return Err(StoreError::NotAJournal);
    }
    match pragma(connection, "user_version")? {
        found if found < 1 => Err(StoreError::Damaged(Damage::File)),
        found => Ok(found),
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::NotFound);
    }
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = if flags.contains(OpenFlags::SQLITE_OPEN_URI) {
        Connection::open_with_flags(beside::unchanging_uri(path), flags)?
    } else {
        Connection::open_with_flags(path, flags)?
    };
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}

/// How this program writes the file: everything goes to the log beside it first, as since it was made.
pub(crate) fn configure(connection: &Connection, durability: Durability) -> Result<(), StoreError> {
    let _: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    let synchronous = match durability {
        Durability::PowerLoss => "FULL",
        Durability::Crash => "NORMAL",
    };
    connection.pragma_update(None, "synchronous", synchronous)?;
    if cfg!(target_vendor = "apple") {
        // Elsewhere a plain fsync reaches the medium.
        connection.pragma_update(None, "fullfsync", true)?;
    }
    Ok(())
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}
