//! What whoever runs the mailbox asks, as statements of SQL.

use super::SqliteMailbox;
use crate::counts::signed;
use crate::error::MailboxError;
use crate::ledger::{Books, Holding};
use nourish_sync::JournalId;
use rusqlite::{Row, params};

impl Books for SqliteMailbox {
    fn holdings(&mut self, from: JournalId, most: u64) -> Result<Vec<Holding>, MailboxError> {
        self.all(
            "SELECT journal_id, parcels, statements, bytes, closed, begun_on, used_on FROM journal
             WHERE journal_id >= ?1 ORDER BY journal_id LIMIT ?2",
            params![from.as_bytes(), signed(most)],
            holding,
        )
    }

    fn counts(&mut self, journal: JournalId) -> Result<[u64; 4], MailboxError> {
        let count = |index: usize, row: &Row<'_>| row.get::<_, i64>(index).map(i64::unsigned_abs);
        let counts = self.all(
            "SELECT (SELECT count(*) FROM parcel WHERE parcel.journal = number AND erased = 1),
                    (SELECT count(*) FROM served WHERE served.journal = number),
                    (SELECT count(*) FROM heads WHERE heads.journal = number),
                    (SELECT count(*) FROM part WHERE part.journal = number)
             FROM journal WHERE journal_id = ?1",
            [journal.as_bytes()],
            |row| Ok([count(0, row)?, count(1, row)?, count(2, row)?, count(3, row)?]),
        )?;
        Ok(counts.first().copied().unwrap_or_default())
    }

    fn empty(&mut self, seen: &Holding) -> Result<bool, MailboxError> {
        self.whole(|mailbox| {
            let Some(number) = mailbox.number_as_seen(seen)? else { return Ok(false) };
            for sql in [
                "DELETE FROM parcel WHERE journal = ?1",
                "DELETE FROM heads WHERE journal = ?1",
                "DELETE FROM part WHERE journal = ?1",
                "UPDATE journal SET parcels = 0, statements = 0, bytes = 0, checkpoint = NULL WHERE number = ?1",
            ] {
                mailbox.run(sql, [number])?;
            }
            Ok(true)
        })
    }

    fn note_days(&mut self, of: &Holding) -> Result<(), MailboxError> {
        let sql = "UPDATE journal SET begun_on = ?2, used_on = ?3 WHERE journal_id = ?1";
        self.run(sql, params![of.journal.as_bytes(), of.begun_on, of.used_on]).map(|_| ())
    }

    fn list(&mut self, journal: JournalId) -> Result<bool, MailboxError> {
        let sql = "INSERT INTO listed (journal_id) VALUES (?1) ON CONFLICT DO NOTHING";
        Ok(self.run(sql, [journal.as_bytes()])? == 1)
    }

    fn unlist(&mut self, journal: JournalId) -> Result<bool, MailboxError> {
        Ok(self.run("DELETE FROM listed WHERE journal_id = ?1", [journal.as_bytes()])? == 1)
    }

    fn listed(&mut self) -> Result<Vec<JournalId>, MailboxError> {
        let sql = "SELECT journal_id FROM listed ORDER BY journal_id";
        self.all(sql, [], |row| Ok(JournalId::from_bytes(row.get(0)?)))
    }

    fn forget_closed(&mut self, seen: &Holding) -> Result<bool, MailboxError> {
        self.whole(|mailbox| match mailbox.number_as_seen(seen)? {
            Some(number) => Ok(mailbox.run("DELETE FROM journal WHERE number = ?1", [number])? == 1),
            None => Ok(false),
        })
    }
}

impl SqliteMailbox {
    /// The journal's number, where nobody used or closed it since.
    fn number_as_seen(&self, seen: &Holding) -> Result<Option<i64>, MailboxError> {
        let sql =
            "SELECT journal_id, parcels, statements, bytes, closed, begun_on, used_on, number FROM journal
             WHERE journal_id = ?1";
        let found = self.all(sql, [seen.journal.as_bytes()], |row| Ok((holding(row)?, row.get(7)?)))?;
        Ok(found.into_iter().find(|(found, _)| found == seen).map(|(_, number)| number))
    }
}

fn holding(row: &Row<'_>) -> rusqlite::Result<Holding> {
    let count = |index: usize| row.get::<_, i64>(index).map(i64::unsigned_abs);
    Ok(Holding {
        journal: JournalId::from_bytes(row.get(0)?),
        parcels: count(1)?,
        statements: count(2)?,
        bytes: count(3)?,
        closed: row.get(4)?,
        begun_on: row.get(5)?,
        used_on: row.get(6)?,
    })
}
