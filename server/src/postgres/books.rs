//! What whoever runs the mailbox asks, as statements of SQL. Those over all journals no device brings about.

use super::PostgresMailbox;
use super::keep::{fixed, number};
use crate::counts::signed;
use crate::error::MailboxError;
use crate::ledger::{Books, Holding};
use nourish_sync::JournalId;
use postgres::Row;

impl Books for PostgresMailbox {
    fn holdings(&mut self, from: JournalId, most: u64) -> Result<Vec<Holding>, MailboxError> {
        let rows = self.all(
            "SELECT journal, parcels, statements, bytes, closed, begun_on, used_on FROM journal
             WHERE journal >= $1 ORDER BY journal LIMIT $2",
            &[&&from.as_bytes()[..], &signed(most)],
        )?;
        rows.iter().map(holding).collect()
    }

    fn counts(&mut self, journal: JournalId) -> Result<[u64; 4], MailboxError> {
        let row = self.one(
            "SELECT (SELECT count(*) FROM parcel WHERE journal = $1 AND erased),
                    (SELECT count(*) FROM served WHERE journal = $1),
                    (SELECT count(*) FROM heads WHERE journal = $1),
                    (SELECT count(*) FROM part WHERE journal = $1)",
            &[&&journal.as_bytes()[..]],
        )?;
        let row = row.ok_or(MailboxError::StorageUnavailable)?;
        let count = |index: usize| Ok::<_, MailboxError>(row.try_get::<_, i64>(index)?.unsigned_abs());
        Ok([count(0)?, count(1)?, count(2)?, count(3)?])
    }

    fn empty(&mut self, seen: &Holding) -> Result<bool, MailboxError> {
        self.whole(|mailbox| {
            if !mailbox.is_as_seen(seen)? {
                return Ok(false);
            }
            for sql in [
                "DELETE FROM parcel WHERE journal = $1",
                "DELETE FROM heads WHERE journal = $1",
                "DELETE FROM checkpoint WHERE journal = $1",
                "DELETE FROM part WHERE journal = $1",
                "UPDATE journal SET parcels = 0, statements = 0, bytes = 0 WHERE journal = $1",
            ] {
                mailbox.run(sql, &[&&seen.journal.as_bytes()[..]])?;
            }
            Ok(true)
        })
    }

    fn note_days(&mut self, of: &Holding) -> Result<(), MailboxError> {
        let [begun_on, used_on] = [of.begun_on, of.used_on].map(|day| day.map(number));
        let sql = "UPDATE journal SET begun_on = $2, used_on = $3 WHERE journal = $1";
        self.run(sql, &[&&of.journal.as_bytes()[..], &begun_on, &used_on]).map(|_| ())
    }

    fn list(&mut self, journal: JournalId) -> Result<bool, MailboxError> {
        let sql = "INSERT INTO listed (journal) VALUES ($1) ON CONFLICT DO NOTHING";
        Ok(self.run(sql, &[&&journal.as_bytes()[..]])? == 1)
    }

    fn unlist(&mut self, journal: JournalId) -> Result<bool, MailboxError> {
        Ok(self.run("DELETE FROM listed WHERE journal = $1", &[&&journal.as_bytes()[..]])? == 1)
    }

    fn listed(&mut self) -> Result<Vec<JournalId>, MailboxError> {
        let rows = self.all("SELECT journal FROM listed ORDER BY journal", &[])?;
        rows.iter().map(|row| Ok(JournalId::from_bytes(fixed(row, 0)?))).collect()
    }

    fn forget_closed(&mut self, seen: &Holding) -> Result<bool, MailboxError> {
        self.whole(|mailbox| {
            if !mailbox.is_as_seen(seen)? {
                return Ok(false);
            }
            let name = &seen.journal.as_bytes()[..];
            mailbox.run("DELETE FROM nonce WHERE journal = $1", &[&name])?;
            Ok(mailbox.run("DELETE FROM journal WHERE journal = $1", &[&name])? == 1)
        })
    }
}

impl PostgresMailbox {
    /// Whether nobody used or closed the journal since; nobody does until the transaction ends.
    fn is_as_seen(&mut self, seen: &Holding) -> Result<bool, MailboxError> {
        let row = self.one(
            "SELECT journal, parcels, statements, bytes, closed, begun_on, used_on FROM journal
             WHERE journal = $1 FOR UPDATE",
            &[&&seen.journal.as_bytes()[..]],
        )?;
        Ok(row.map(|row| holding(&row)).transpose()? == Some(*seen))
    }
}

fn holding(row: &Row) -> Result<Holding, MailboxError> {
    let count = |index: usize| Ok::<_, MailboxError>(row.try_get::<_, i64>(index)?.unsigned_abs());
    let day = |index: usize| Ok::<_, MailboxError>(row.try_get::<_, Option<i32>>(index)?.map(i64::from));
    Ok(Holding {
        journal: JournalId::from_bytes(fixed(row, 0)?),
        parcels: count(1)?,
        statements: count(2)?,
        bytes: count(3)?,
        closed: row.try_get(4)?,
        begun_on: day(5)?,
        used_on: day(6)?,
    })
}
