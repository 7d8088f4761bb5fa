//! The file of a mailbox: how it is opened, which version it has, and the steps that made it so.

use crate::error::MailboxError;
use nourish_sync::{Entropy, Generation};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

/// Marks a SQLite file as a mailbox of this project: `NoMb`.
const APPLICATION_ID: i64 = 0x4e6f_4d62;
/// Pages of the log, of 4 kB each, after which who writes takes up what was not taken up beside it.
const LOG_PAGES: i64 = 4_000;
/// How long to wait for another connection that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Every step from an empty file to the current version, in order. Landed steps never change.
const STEPS: &[&str] = &[
    include_str!("../../../migrations/server/sqlite/0001_mailbox.sql"),
    include_str!("../../../migrations/server/sqlite/0002_erase_and_close.sql"),
    include_str!("../../../migrations/server/sqlite/0003_days.sql"),
    include_str!("../../../migrations/server/sqlite/0004_listed.sql"),
    include_str!("../../../migrations/server/sqlite/0005_serves_from.sql"),
];

/// The version that this program writes.
const CURRENT: i64 = STEPS.len() as i64;

/// Opens the file, and makes it where there is none. An older one is brought up to date, a newer one refused.
pub(super) fn open(path: &Path, entropy: &mut dyn Entropy) -> Result<Connection, MailboxError> {
    make_private(path)?;
    let mut connection = connect(path)?;
    // Before anything is written: the file may be somebody else's.
    check(&connection)?;
    let _: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Pages that are written again and again are taken up into the file once for all of it.
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    // What is erased is overwritten.
    connection.pragma_update(None, "secure_delete", true)?;
    if cfg!(target_vendor = "apple") {
        // Elsewhere a plain fsync reaches the medium.
        connection.pragma_update(None, "fullfsync", true)?;
    }
    migrate(&mut connection, entropy)?;
    Ok(connection)
}

/// A further connection to a file that is open, for reading alone.
pub(super) fn open_for_reading(path: &Path) -> Result<Connection, MailboxError> {
    let connection = connect(path)?;
    check(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Names the file's content anew.
pub(super) fn renew_generation(
    connection: &Connection,
    entropy: &mut dyn Entropy,
) -> Result<(), MailboxError> {
    let mut generation = Generation::default();
    entropy.fill(&mut generation)?;
    name(connection, generation)
}

/// Gives the file's content this name.
pub(super) fn name(connection: &Connection, generation: Generation) -> Result<(), MailboxError> {
    connection
        .execute(
            "INSERT INTO mailbox (only, generation) VALUES (1, ?1)
             ON CONFLICT (only) DO UPDATE SET generation = excluded.generation",
            [generation],
        )
        .map(|_| ())
        .map_err(MailboxError::from)
}

/// What the file's content is named.
pub(super) fn generation(connection: &Connection) -> Result<Generation, MailboxError> {
    Ok(connection.query_row("SELECT generation FROM mailbox", [], |row| row.get(0))?)
}

/// Makes an empty file that its owner alone can read, where there is none. What SQLite puts beside it has the same permissions.
fn make_private(path: &Path) -> Result<(), MailboxError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(MailboxError::StorageUnavailable),
        _ => Ok(()),
    }
}

/// A connection to a file that is there.
pub(super) fn connect(path: &Path) -> Result<Connection, MailboxError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(64);
    // A plan is made once, and not with each value that is bound.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

/// The file's version; 0 for one that nothing was written to yet. A newer one is taken if it says that this program still serves it
/// rightly.
fn check(connection: &Connection) -> Result<i64, MailboxError> {
    let (id, found) = (pragma(connection, "application_id")?, pragma(connection, "user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (id, found, tables) {
        (0, 0, 0) => Ok(0),
        (APPLICATION_ID, 1.., 1..) if found > CURRENT && serves_from(connection) > CURRENT => {
            Err(MailboxError::NewerFormat { found, known: CURRENT })
        }
        (APPLICATION_ID, 1.., 1..) => Ok(found),
        _ => Err(MailboxError::NotAMailbox),
    }
}

/// The oldest version that serves the file rightly; the newest that could be where the file does not say.
fn serves_from(connection: &Connection) -> i64 {
    let said = connection.query_row("SELECT serves_from FROM mailbox", [], |row| row.get(0));
    said.unwrap_or(i64::MAX)
}

fn migrate(connection: &mut Connection, entropy: &mut dyn Entropy) -> Result<(), MailboxError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have been quicker.
    let found = check(&transaction)?;
    let done = usize::try_from(found).map_err(|_| MailboxError::NotAMailbox)?;
    let Some(steps) = STEPS.get(done..).filter(|steps| !steps.is_empty()) else { return Ok(()) };
    steps.iter().try_for_each(|step| transaction.execute_batch(step))?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", CURRENT)?;
    if found == 0 {
        renew_generation(&transaction, entropy)?;
    }
    Ok(transaction.commit()?)
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, MailboxError> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}
