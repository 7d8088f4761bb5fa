//! Reading as of one moment.

use crate::error::StoreError;
use rusqlite::Connection;

/// As long as it lives, what other programs write is not seen, and SQLite takes its lock once instead of at every read. Within a
/// transaction that has begun already it is nothing of its own.
pub(crate) struct Snapshot<'a> {
    connection: &'a Connection,
    begun: bool,
}

impl<'a> Snapshot<'a> {
    pub(crate) fn of(connection: &'a Connection) -> Result<Self, StoreError> {
        let begun = connection.is_autocommit();
        if begun {
            connection.prepare_cached("BEGIN")?.execute([])?;
        }
        Ok(Self { connection, begun })
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        // After some errors SQLite has ended it already. Nothing was written, so it matters little how it ends.
        if self.begun && !self.connection.is_autocommit() {
            let ended = self.connection.prepare_cached("COMMIT").and_then(|mut commit| commit.execute([]));
            if ended.is_err() {
                let _ = self.connection.execute_batch("ROLLBACK");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_write_is_seen_after_it_and_a_write_goes_on_under_it() {
        let folder = tempfile::tempdir().unwrap();
        let [ours, theirs] = [(); 2].map(|()| Connection::open(folder.path().join("a.db")).unwrap());
        ours.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)")
            .unwrap();
        let count = || ours.query_row("SELECT count(*) FROM t", [], |row| row.get::<_, i64>(0)).unwrap();

        let moment = Snapshot::of(&ours).unwrap();
        assert_eq!(count(), 1);
        theirs.execute_batch("INSERT INTO t VALUES (2)").unwrap();
        {
            let _within = Snapshot::of(&ours).unwrap();
        }
        assert_eq!(count(), 1, "one within another ends nothing");
        drop(moment);
        assert_eq!(count(), 2);

        ours.execute_batch("BEGIN IMMEDIATE; INSERT INTO t VALUES (3)").unwrap();
        drop(Snapshot::of(&ours).unwrap());
        ours.execute_batch("ROLLBACK").unwrap();
        assert_eq!(count(), 2, "a write is neither ended nor kept by it");
    }
}
