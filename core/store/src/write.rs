//! A write that has begun: it is all there in the end, or nothing of it is.

use crate::error::StoreError;
use rusqlite::Connection;
use std::ops::Deref;

/// A transaction that holds the file's one write lock. Dropped without [`Write::commit`], it changes nothing.
///
/// Its statements are prepared once a connection, which for a single small row is a tenth of the time.
pub(crate) struct Write<'a> {
    connection: &'a Connection,
    open: bool,
}

impl<'a> Write<'a> {
    pub(crate) fn begin(connection: &'a Connection) -> Result<Self, StoreError> {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        Ok(Self { connection, open: true })
    }

    /// Makes all of it durable, and gives the connection back.
    pub(crate) fn commit(mut self) -> Result<&'a Connection, StoreError> {
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        self.open = false;
        Ok(self.connection)
    }
}

/// Lets SQLite forget the pages that it has read and not changed.
pub(crate) fn forget_pages(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.execute_batch("PRAGMA shrink_memory")?)
}

impl Deref for Write<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl Drop for Write<'_> {
    fn drop(&mut self) {
        // After some errors SQLite has rolled back already; there is nothing else to do about a failing rollback.
        if self.open && !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
            // Where it ended because of a page that was read wrongly, the next try must read it anew.
            let _ = forget_pages(self.connection);
        }
    }
}
