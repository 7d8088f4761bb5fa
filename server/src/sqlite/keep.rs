//! What a mailbox is asked, as statements of SQL.

use super::{PLACES, SLOTS_BYTES, SqliteMailbox};
use crate::counts::{Counts, Room, generation_of, signed, statement_number};
use crate::days::day_of;
use crate::error::MailboxError;
use nourish_sync::{
    DeviceId, Generation, JournalId, Kept, MESSAGE_PARCELS, Mailbox, Page, Parcel, ParcelHash, Served,
};
use rusqlite::{OptionalExtension, Params, Row, params};

const COUNTS: &str = "SELECT number, parcels, statements, bytes FROM journal WHERE journal_id = ?1";

pub(super) const SERVED: &str =
    "SELECT device_id, signing_key FROM served JOIN journal ON served.journal = journal.number
     WHERE journal_id = ?1 ORDER BY place";

/// A journal's row.
#[derive(Debug, Clone, Copy)]
struct Held {
    number: i64,
    counts: Counts,
}

impl Held {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let count = |index| row.get::<_, i64>(index).map(i64::unsigned_abs);
        let counts = Counts { parcels: count(1)?, statements: count(2)?, bytes: count(3)? };
        Ok(Self { number: row.get(0)?, counts })
    }

    /// The key of the parcel at a place.
    fn key(&self, place: u64) -> i64 {
        let place = signed(place).min(PLACES - 1);
        self.number.saturating_mul(PLACES).saturating_add(place)
    }
}

impl Mailbox for SqliteMailbox {
    type Error = MailboxError;

    fn generation(&mut self, journal: JournalId) -> Result<Generation, MailboxError> {
        Ok(generation_of(self.generation, journal))
    }

    fn append(&mut self, journal: JournalId, parcels: &[Parcel]) -> Result<Vec<Kept>, MailboxError> {
        self.whole(|mailbox| {
            let mut held = mailbox.held_or_made(journal)?;
            let kept = parcels.iter().map(|parcel| mailbox.keep(&mut held, parcel));
            let kept: Vec<Kept> = kept.collect::<Result<_, _>>()?;
            // What was there already changes nothing, and costs no flush.
            if kept.iter().any(|kept| matches!(kept, Kept::At(_))) {
                mailbox.count(held)?;
            }
            Ok(kept)
        })
    }

    fn read(&mut self, journal: JournalId, after: u64, limit_bytes: u64) -> Result<Page, MailboxError> {
        self.seen(|mailbox| {
            let Some(held) = mailbox.held(journal)? else { return Ok(Page { count: 0, parcels: Vec::new() }) };
            if after >= held.counts.parcels {
                return Ok(Page { count: held.counts.parcels, parcels: Vec::new() });
            }
            let mut statement = mailbox.connection.prepare_cached(
                "SELECT key, statement, sealed, hash, erased FROM parcel WHERE key > ?1 AND key <= ?2 ORDER BY key LIMIT ?3",
            )?;
            let range = params![held.key(after), held.key(held.counts.parcels), signed(MESSAGE_PARCELS as u64)];
            let mut failed = None;
            let rows = statement.query_map(range, |row| placed(held, row))?;
            let parcels = rows.map_while(|row| row.map_err(|error| failed = Some(error)).ok());
            let page = Page::of(held.counts.parcels, parcels, limit_bytes);
            failed.map_or(Ok(page), |error| Err(error.into()))
        })
    }

    fn publish(&mut self, journal: JournalId, device: DeviceId, heads: &[u8]) -> Result<(), MailboxError> {
        self.whole(|mailbox| {
            let held = mailbox.held_or_made(journal)?;
            mailbox.run(
                "INSERT INTO heads (journal, device_id, sealed) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET sealed = excluded.sealed",
                params![held.number, device.as_bytes(), heads],
            )?;
            Ok(())
        })
    }

    fn heads(&mut self, journal: JournalId) -> Result<Vec<Vec<u8>>, MailboxError> {
        self.all(
            "SELECT heads.sealed FROM heads JOIN journal ON heads.journal = journal.number
             WHERE journal_id = ?1 ORDER BY device_id",
            [journal.as_bytes()],
            |row| row.get(0),
        )
    }

    fn put_slot(&mut self, slot: [u8; 16], number: u8, message: &[u8]) -> Result<bool, MailboxError> {
        self.whole(|mailbox| {
            if let Some(there) = mailbox.get_slot(slot, number)? {
                return Ok(there == message);
            }
            let sum = "SELECT coalesce(sum(length(message)), 0) FROM slot";
            let bytes = mailbox.one::<i64>(sum, [])?.unwrap_or(0).unsigned_abs();
            if bytes + message.len() as u64 > SLOTS_BYTES {
                return Ok(false);
            }
            mailbox.run(
                "INSERT INTO slot (slot, number, message, made_at_s) VALUES (?1, ?2, ?3, ?4)",
                params![slot, number, message, mailbox.now_s],
            )?;
            Ok(true)
        })
    }

    fn get_slot(&mut self, slot: [u8; 16], number: u8) -> Result<Option<Vec<u8>>, MailboxError> {
        self.one("SELECT message FROM slot WHERE slot = ?1 AND number = ?2", params![slot, number])
    }

    fn put_part(&mut self, journal: JournalId, hash: ParcelHash, sealed: &[u8]) -> Result<(), MailboxError> {
        self.whole(|mailbox| {
            let mut held = mailbox.held_or_made(journal)?;
            let added = mailbox.run(
                "INSERT INTO part (journal, hash, sealed) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                params![held.number, hash, sealed],
            )?;
            held.counts.bytes = held.counts.bytes.saturating_add((added * sealed.len()) as u64);
            mailbox.count(held)
        })
    }

    fn get_part(&mut self, journal: JournalId, hash: ParcelHash) -> Result<Option<Vec<u8>>, MailboxError> {
        self.one(
            "SELECT part.sealed FROM part JOIN journal ON part.journal = journal.number
             WHERE journal_id = ?1 AND hash = ?2",
            params![journal.as_bytes(), hash],
        )
    }

    fn put_checkpoint(
        &mut self,
        journal: JournalId,
        sealed: &[u8],
        parts: &[ParcelHash],
    ) -> Result<bool, MailboxError> {
        self.whole(|mailbox| {
            let mut held = mailbox.held_or_made(journal)?;
            let sql = "SELECT hash, length(sealed) FROM part WHERE journal = ?1";
            let there: Vec<(ParcelHash, u64)> = mailbox
                .all(sql, [held.number], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
            let named: std::collections::BTreeSet<&ParcelHash> = parts.iter().collect();
            let found = there.iter().filter(|(hash, _)| named.contains(hash)).count();
            if found < named.len() {
                return Ok(false);
            }
            for (hash, bytes) in there.iter().filter(|(hash, _)| !named.contains(hash)) {
                mailbox
                    .run("DELETE FROM part WHERE journal = ?1 AND hash = ?2", params![held.number, hash])?;
                held.counts.bytes = held.counts.bytes.saturating_sub(*bytes);
            }
            mailbox.count(held)?;
            let keep = "UPDATE journal SET checkpoint = ?2 WHERE number = ?1";
            mailbox.run(keep, params![held.number, sealed])?;
            Ok(true)
        })
    }

    fn get_checkpoint(&mut self, journal: JournalId) -> Result<Option<Vec<u8>>, MailboxError> {
        self.one(
            "SELECT checkpoint FROM journal WHERE journal_id = ?1 AND checkpoint IS NOT NULL",
            [journal.as_bytes()],
        )
    }

    fn served(&mut self, journal: JournalId) -> Result<Vec<Served>, MailboxError> {
        let device = |row: &Row<'_>| Ok((DeviceId::from_bytes(row.get(0)?), row.get(1)?));
        self.all(SERVED, [journal.as_bytes()], device)
    }

    fn serve(&mut self, journal: JournalId, devices: &[Served]) -> Result<(), MailboxError> {
        self.whole(|mailbox| {
            let held = mailbox.held_or_made(journal)?;
            mailbox.run("DELETE FROM served WHERE journal = ?1", [held.number])?;
            for (place, (device, key)) in devices.iter().enumerate() {
                mailbox.run(
                    "INSERT INTO served (journal, place, device_id, signing_key) VALUES (?1, ?2, ?3, ?4)",
                    params![held.number, signed(place as u64), device.as_bytes(), key],
                )?;
            }
            Ok(())
        })
    }

    fn erase(&mut self, journal: JournalId, place: u64, hash: ParcelHash) -> Result<bool, MailboxError> {
        self.whole(|mailbox| {
            let Some(mut held) = mailbox.held(journal)? else { return Ok(false) };
            let there = "SELECT length(sealed) FROM parcel
                 WHERE key = ?1 AND journal = ?2 AND hash = ?3 AND statement IS NULL";
            let key = held.key(place);
            let Some(bytes) = mailbox.one::<i64>(there, params![key, held.number, hash])? else {
                return Ok(false);
            };
            mailbox.run("UPDATE parcel SET sealed = x'', erased = 1 WHERE key = ?1", [key])?;
            held.counts.bytes = held.counts.bytes.saturating_sub(bytes.unsigned_abs());
            mailbox.count(held)?;
            Ok(true)
        })
    }

    fn close(&mut self, journal: JournalId) -> Result<(), MailboxError> {
        self.whole(|mailbox| {
            let held = mailbox.held_or_made(journal)?;
            for sql in [
                "DELETE FROM parcel WHERE journal = ?1",
                "DELETE FROM heads WHERE journal = ?1",
                "DELETE FROM part WHERE journal = ?1",
                "DELETE FROM served WHERE journal = ?1",
                "UPDATE journal SET parcels = 0, statements = 0, bytes = 0, checkpoint = NULL, closed = 1 WHERE number = ?1",
            ] {
                mailbox.run(sql, [held.number])?;
            }
            Ok(())
        })
    }

    fn is_closed(&mut self, journal: JournalId) -> Result<bool, MailboxError> {
        let sql = "SELECT closed FROM journal WHERE journal_id = ?1";
        Ok(self.one(sql, [journal.as_bytes()])?.unwrap_or(false))
    }
}

impl SqliteMailbox {
    /// Whether a journal has room for so many bytes more.
    ///
    /// # Errors
    /// What a disk may fail with.
    pub fn has_room(&mut self, journal: JournalId, bytes: usize) -> Result<bool, MailboxError> {
        let held = self.held(journal)?.map_or(0, |held| held.counts.bytes);
        Ok(held.saturating_add(bytes as u64) <= self.journal_bytes)
    }

    fn keep(&self, held: &mut Held, parcel: &Parcel) -> Result<Kept, MailboxError> {
        let hash = parcel.hash();
        let most = Room { parcels: PLACES.unsigned_abs() - 1, bytes: self.journal_bytes };
        let mut counts = held.counts;
        if let Kept::At(place) = counts.keep(parcel, None, most)
            && self.add(held, place, (parcel, hash))?
        {
            held.counts = counts;
            return Ok(Kept::At(place));
        }
        // It is there already, or there is no place for it.
        let sql = "SELECT key FROM parcel WHERE journal = ?1 AND hash = ?2";
        let already: Option<i64> = self.one(sql, params![held.number, hash])?;
        let already = already.map(|key| key.rem_euclid(PLACES).unsigned_abs());
        match held.counts.keep(parcel, already, most) {
            Kept::At(_) => Err(MailboxError::Damaged),
            kept => Ok(kept),
        }
    }

    /// Adds a parcel; `false` where it is there.
    fn add(
        &self,
        held: &Held,
        place: u64,
        (parcel, hash): (&Parcel, ParcelHash),
    ) -> Result<bool, MailboxError> {
        let (statement, erased) =
            (statement_number(parcel).map(signed), matches!(parcel, Parcel::Erased { .. }));
        let added = self.run(
            "INSERT INTO parcel (key, journal, hash, statement, sealed, erased) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (journal, hash) DO NOTHING",
            params![held.key(place), held.number, hash, statement, parcel.sealed(), erased],
        )?;
        Ok(added == 1)
    }

    fn held(&self, journal: JournalId) -> Result<Option<Held>, MailboxError> {
        let mut statement = self.connection.prepare_cached(COUNTS)?;
        Ok(statement.query_row([journal.as_bytes()], Held::of).optional()?)
    }

    fn held_or_made(&mut self, journal: JournalId) -> Result<Held, MailboxError> {
        let today = self.noted.due(journal, self.now_s);
        if let Some(held) = self.held(journal)? {
            if let Some(today) = today {
                self.run("UPDATE journal SET used_on = ?2 WHERE number = ?1", [held.number, today])?;
            }
            return Ok(held);
        }
        let today = day_of(self.now_s);
        let sql = "INSERT INTO journal (journal_id, begun_on, used_on) VALUES (?1, ?2, ?2)";
        self.run(sql, params![journal.as_bytes(), today])?;
        let number = self.connection.last_insert_rowid();
        Ok(Held { number, counts: Counts::default() })
    }

    fn count(&self, held: Held) -> Result<(), MailboxError> {
        let Held { number, counts: Counts { parcels, statements, bytes } } = held;
        let sql = "UPDATE journal SET parcels = ?2, statements = ?3, bytes = ?4 WHERE number = ?1";
        self.run(sql, params![number, signed(parcels), signed(statements), signed(bytes)]).map(|_| ())
    }

    pub(super) fn one<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        parameters: impl Params,
    ) -> Result<Option<T>, MailboxError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row(parameters, |row| row.get(0)).optional()?)
    }

    pub(super) fn all<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, MailboxError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(parameters, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn placed(held: Held, row: &Row<'_>) -> rusqlite::Result<(u64, Parcel)> {
    let (key, statement): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
    let sealed = row.get(2)?;
    let parcel = match statement {
        Some(number) => Parcel::Circle { number: number.unsigned_abs(), sealed },
        None if row.get(4)? => Parcel::Erased { hash: row.get(3)? },
        None => Parcel::Batch { sealed },
    };
    Ok((key.saturating_sub(held.key(0)).unsigned_abs(), parcel))
}
