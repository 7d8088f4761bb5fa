//! How a journal file is opened, which version it has, and the steps that made it so.

use crate::Durability;
use crate::error::{Damage, StoreError};
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
    include_str!("../../../migrations/device/0003_settings.sql"),
];

/// The version that this program writes.
pub(crate) const CURRENT: i64 = STEPS.len() as i64;

/// Opens the file at `path`, which must be a journal of a known version, and brings an older one up to date.
pub(crate) fn open(path: &Path, durability: Durability) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::NotFound);
    }
    let mut connection = connect(path)?;
    let application: i64 = pragma(&connection, "application_id")?;
    if application != APPLICATION_ID {
        return Err(StoreError::NotAJournal);
    }
    let found: i64 = pragma(&connection, "user_version")?;
    match found {
        CURRENT => {}
        _ if found > CURRENT => return Err(StoreError::NewerFormat { found, known: CURRENT }),
        _ if found < 1 => return Err(StoreError::Damaged(Damage::File)),
        _ => migrate(&mut connection)?,
    }
    configure(&connection, durability)?;
    Ok(connection)
}

/// Takes the steps that are missing, all or none.
fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another program may have been quicker.
    let found = usize::try_from(pragma(&transaction, "user_version")?).unwrap_or_default();
    STEPS.iter().skip(found).try_for_each(|step| transaction.execute_batch(step))?;
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
    std::fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| {
        match error.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::AlreadyExists,
            std::io::ErrorKind::StorageFull => StoreError::StorageFull,
            _ => StoreError::StorageUnavailable,
        }
    })?;
    let made = connect(path).and_then(|mut connection| {
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
        // Our own empty files of a moment ago: nobody's data.
        for end in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            let _ = std::fs::remove_file(name);
        }
    }
    made
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}

fn configure(connection: &Connection, durability: Durability) -> Result<(), StoreError> {
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
