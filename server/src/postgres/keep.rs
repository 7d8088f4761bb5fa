//! What a mailbox is asked, as statements of SQL. Each names one journal, or one slot of a pairing.

use super::PostgresMailbox;
use crate::counts::{Counts, Room, generation_of, signed, statement_number};
use crate::days::day_of;
use crate::error::MailboxError;
use crate::sqlite::SLOTS_BYTES;
use nourish_sync::{
    DeviceId, Generation, JournalId, Kept, MESSAGE_PARCELS, Mailbox, PARCEL_BYTES, Page, Parcel, ParcelHash,
    Served,
};
use postgres::Row;
use std::collections::{BTreeSet, HashMap};

/// A page, all of one moment: the count, and the parcels whose bytes together stay within the limit, or one.
const PAGE: &str = "
    SELECT counted.parcels, page.place, page.statement, page.sealed, page.hash, page.erased
    FROM journal AS counted LEFT JOIN LATERAL (
        SELECT place, statement, sealed, hash, erased FROM (
            SELECT place, statement, sealed, hash, erased, row_number() OVER ahead AS nth,
                   sum(octet_length(sealed)) OVER ahead AS bytes
            FROM (
                SELECT place, statement, sealed, hash, erased FROM parcel
                WHERE journal = $1 AND place > $2 ORDER BY place LIMIT $4
            ) AS next
            WINDOW ahead AS (ORDER BY place)
        ) AS summed
        WHERE nth = 1 OR bytes <= $3
    ) AS page ON true
    WHERE counted.journal = $1 ORDER BY page.place";

/// The new rows of an append, column by column.
#[derive(Debug, Default)]
struct Rows<'a> {
    places: Vec<i64>,
    hashes: Vec<Vec<u8>>,
    statements: Vec<Option<i64>>,
    sealed: Vec<&'a [u8]>,
    erased: Vec<bool>,
}

impl Mailbox for PostgresMailbox {
    type Error = MailboxError;

    fn generation(&mut self, journal: JournalId) -> Result<Generation, MailboxError> {
        Ok(generation_of(self.generation, journal))
    }

    fn append(&mut self, journal: JournalId, parcels: &[Parcel]) -> Result<Vec<Kept>, MailboxError> {
        self.within(|mailbox| {
            let mut held = mailbox.locked(journal)?;
            let mut known = mailbox.known(journal, parcels)?;
            let mut rows = Rows::default();
            let most = Room { parcels: u64::MAX, bytes: mailbox.journal_bytes };
            let kept = parcels.iter().map(|parcel| {
                let kept = held.keep(parcel, known.get(&parcel.hash()).copied(), most);
                if let Kept::At(place) = kept {
                    known.insert(parcel.hash(), place);
                    rows.push(place, parcel);
                }
                kept
            });
            let kept: Vec<Kept> = kept.collect();
            if !rows.places.is_empty() {
                mailbox.add(journal, &rows)?;
                mailbox.count(journal, held)?;
            }
            Ok(kept)
        })
    }

    fn read(&mut self, journal: JournalId, after: u64, limit_bytes: u64) -> Result<Page, MailboxError> {
        let limit_bytes = limit_bytes.min(2 * PARCEL_BYTES as u64);
        let rows = self.all(
            PAGE,
            &[
                &&journal.as_bytes()[..],
                &signed(after),
                &signed(limit_bytes),
                &signed(MESSAGE_PARCELS as u64),
            ],
        )?;
        let count = rows.first().map_or(Ok(0), |row| row.try_get::<_, i64>(0))?.unsigned_abs();
        let mut parcels = Vec::new();
        for row in &rows {
            parcels.extend(placed(row)?);
        }
        Ok(Page::of(count, parcels.into_iter(), limit_bytes))
    }

    fn publish(&mut self, journal: JournalId, device: DeviceId, heads: &[u8]) -> Result<(), MailboxError> {
        self.within(|mailbox| {
            mailbox.locked(journal)?;
            mailbox.run(
                "INSERT INTO heads (journal, device_id, sealed) VALUES ($1, $2, $3)
                 ON CONFLICT (journal, device_id) DO UPDATE SET sealed = excluded.sealed",
                &[&&journal.as_bytes()[..], &&device.as_bytes()[..], &heads],
            )?;
            Ok(())
        })
    }

    fn heads(&mut self, journal: JournalId) -> Result<Vec<Vec<u8>>, MailboxError> {
        let sql = "SELECT sealed FROM heads WHERE journal = $1 ORDER BY device_id";
        let rows = self.all(sql, &[&&journal.as_bytes()[..]])?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    fn put_slot(&mut self, slot: [u8; 16], number: u8, message: &[u8]) -> Result<bool, MailboxError> {
        self.within(|mailbox| {
            if let Some(there) = mailbox.get_slot(slot, number)? {
                return Ok(there == message);
            }
            // The one statement over all slots; those who come at once may pass the limit by a message each.
            let sum = "SELECT coalesce(sum(octet_length(message)), 0)::bigint FROM slot";
            let bytes = mailbox.one(sum, &[])?.map_or(Ok(0), |row| row.try_get::<_, i64>(0))?.unsigned_abs();
            if bytes + message.len() as u64 > SLOTS_BYTES {
                return Ok(false);
            }
            let now_s = mailbox.now_s;
            let added = mailbox.run(
                "INSERT INTO slot (slot, number, message, made_at_s) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                &[&&slot[..], &i16::from(number), &message, &now_s],
            )?;
            // Another may have been quicker, by another server.
            Ok(added == 1 || mailbox.get_slot(slot, number)?.as_deref() == Some(message))
        })
    }

    fn get_slot(&mut self, slot: [u8; 16], number: u8) -> Result<Option<Vec<u8>>, MailboxError> {
        let sql = "SELECT message FROM slot WHERE slot = $1 AND number = $2";
        self.bytes(sql, &[&&slot[..], &i16::from(number)])
    }

    fn put_part(&mut self, journal: JournalId, hash: ParcelHash, sealed: &[u8]) -> Result<(), MailboxError> {
        self.within(|mailbox| {
            let mut held = mailbox.locked(journal)?;
            let added = mailbox.run(
                "INSERT INTO part (journal, hash, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                &[&&journal.as_bytes()[..], &&hash[..], &sealed],
            )?;
            held.bytes = held.bytes.saturating_add(added * sealed.len() as u64);
            mailbox.count(journal, held)
        })
    }

    fn get_part(&mut self, journal: JournalId, hash: ParcelHash) -> Result<Option<Vec<u8>>, MailboxError> {
        let sql = "SELECT sealed FROM part WHERE journal = $1 AND hash = $2";
        self.bytes(sql, &[&&journal.as_bytes()[..], &&hash[..]])
    }

    fn put_checkpoint(
        &mut self,
        journal: JournalId,
        sealed: &[u8],
        parts: &[ParcelHash],
    ) -> Result<bool, MailboxError> {
        self.within(|mailbox| {
            let mut held = mailbox.locked(journal)?;
            let name = &journal.as_bytes()[..];
            let named: BTreeSet<&[u8]> = parts.iter().map(|part| &part[..]).collect();
            let named: Vec<&[u8]> = named.into_iter().collect();
            let there = "SELECT count(*) FROM part WHERE journal = $1 AND hash = ANY ($2)";
            let there =
                mailbox.one(there, &[&name, &named])?.map_or(Ok(0), |row| row.try_get::<_, i64>(0))?;
            if there.unsigned_abs() < named.len() as u64 {
                return Ok(false);
            }
            let gone = mailbox.all(
                "DELETE FROM part WHERE journal = $1 AND hash <> ALL ($2) RETURNING octet_length(sealed)::bigint",
                &[&name, &named],
            )?;
            for row in &gone {
                held.bytes = held.bytes.saturating_sub(row.try_get::<_, i64>(0)?.unsigned_abs());
            }
            mailbox.count(journal, held)?;
            mailbox.run(
                "INSERT INTO checkpoint (journal, sealed) VALUES ($1, $2)
                 ON CONFLICT (journal) DO UPDATE SET sealed = excluded.sealed",
                &[&name, &sealed],
            )?;
            Ok(true)
        })
    }

    fn get_checkpoint(&mut self, journal: JournalId) -> Result<Option<Vec<u8>>, MailboxError> {
        self.bytes("SELECT sealed FROM checkpoint WHERE journal = $1", &[&&journal.as_bytes()[..]])
    }

    fn served(&mut self, journal: JournalId) -> Result<Vec<Served>, MailboxError> {
        let sql = "SELECT device_id, signing_key FROM served WHERE journal = $1 ORDER BY place";
        self.all(sql, &[&&journal.as_bytes()[..]])?.iter().map(served).collect()
    }

    fn serve(&mut self, journal: JournalId, devices: &[Served]) -> Result<(), MailboxError> {
        self.within(|mailbox| {
            mailbox.locked(journal)?;
            let name = &journal.as_bytes()[..];
            mailbox.run("DELETE FROM served WHERE journal = $1", &[&name])?;
            let places: Vec<i32> = (0..).take(devices.len()).collect();
            let ids: Vec<&[u8]> = devices.iter().map(|(id, _)| &id.as_bytes()[..]).collect();
            let keys: Vec<&[u8]> = devices.iter().map(|(_, key)| &key[..]).collect();
            mailbox.run(
                "INSERT INTO served (journal, place, device_id, signing_key)
                 SELECT $1, place, id, key FROM unnest($2::integer[], $3::bytea[], $4::bytea[]) AS new (place, id, key)",
                &[&name, &places, &ids, &keys],
            )?;
            Ok(())
        })
    }

    fn erase(&mut self, journal: JournalId, place: u64, hash: ParcelHash) -> Result<bool, MailboxError> {
        self.within(|mailbox| {
            let mut held = mailbox.locked(journal)?;
            let name = &journal.as_bytes()[..];
            let there = mailbox.one(
                "SELECT octet_length(sealed)::bigint FROM parcel
                 WHERE journal = $1 AND place = $2 AND hash = $3 AND statement IS NULL",
                &[&name, &signed(place), &&hash[..]],
            )?;
            let Some(row) = there else { return Ok(false) };
            held.bytes = held.bytes.saturating_sub(row.try_get::<_, i64>(0)?.unsigned_abs());
            mailbox.run(
                "UPDATE parcel SET sealed = '', erased = true WHERE journal = $1 AND place = $2",
                &[&name, &signed(place)],
            )?;
            mailbox.count(journal, held)?;
            Ok(true)
        })
    }

    fn close(&mut self, journal: JournalId) -> Result<(), MailboxError> {
        self.within(|mailbox| {
            mailbox.locked(journal)?;
            for sql in [
                "DELETE FROM parcel WHERE journal = $1",
                "DELETE FROM heads WHERE journal = $1",
                "DELETE FROM checkpoint WHERE journal = $1",
                "DELETE FROM part WHERE journal = $1",
                "DELETE FROM served WHERE journal = $1",
                "UPDATE journal SET parcels = 0, statements = 0, bytes = 0, closed = true WHERE journal = $1",
            ] {
                mailbox.run(sql, &[&&journal.as_bytes()[..]])?;
            }
            Ok(())
        })
    }

    fn is_closed(&mut self, journal: JournalId) -> Result<bool, MailboxError> {
        let row = self.one("SELECT closed FROM journal WHERE journal = $1", &[&&journal.as_bytes()[..]])?;
        Ok(row.map_or(Ok(false), |row| row.try_get(0))?)
    }
}

impl PostgresMailbox {
    /// Whether a journal has room for so many bytes more.
    ///
    /// # Errors
    /// What a connection may fail with.
    pub fn has_room(&mut self, journal: JournalId, bytes: usize) -> Result<bool, MailboxError> {
        let row = self.one("SELECT bytes FROM journal WHERE journal = $1", &[&&journal.as_bytes()[..]])?;
        let held = row.map_or(Ok(0), |row| row.try_get::<_, i64>(0))?.unsigned_abs();
        Ok(held.saturating_add(bytes as u64) <= self.journal_bytes)
    }

    /// Nobody else changes anything of the journal until the transaction ends.
    pub(super) fn lock(&mut self, journal: JournalId) -> Result<(), MailboxError> {
        self.locked(journal).map(|_| ())
    }

    /// The journal's counts, made where there are none; nobody else changes anything of the journal until the transaction ends.
    fn locked(&mut self, journal: JournalId) -> Result<Counts, MailboxError> {
        const LOCK: &str = "SELECT parcels, statements, bytes FROM journal WHERE journal = $1 FOR UPDATE";
        let name = &journal.as_bytes()[..];
        let due = self.noted.due(journal, self.now_s).map(number);
        if let Some(row) = self.one(LOCK, &[&name])? {
            if due.is_some() {
                self.run("UPDATE journal SET used_on = $2 WHERE journal = $1", &[&name, &due])?;
            }
            return counted(&row);
        }
        // Who makes it at the same time waits here, and then finds it.
        let today = day_of(self.now_s).map(number);
        self.run(
            "INSERT INTO journal (journal, begun_on, used_on) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING",
            &[&name, &today],
        )?;
        let row = self.one(LOCK, &[&name])?.ok_or(MailboxError::StorageUnavailable)?;
        counted(&row)
    }

    /// The places of those parcels that are there already.
    fn known(
        &mut self,
        journal: JournalId,
        parcels: &[Parcel],
    ) -> Result<HashMap<ParcelHash, u64>, MailboxError> {
        let hashes: Vec<Vec<u8>> = parcels.iter().map(|parcel| parcel.hash().to_vec()).collect();
        let sql = "SELECT hash, place FROM parcel WHERE journal = $1 AND hash = ANY ($2)";
        let rows = self.all(sql, &[&&journal.as_bytes()[..], &hashes])?;
        rows.iter().map(|row| Ok((fixed(row, 0)?, row.try_get::<_, i64>(1)?.unsigned_abs()))).collect()
    }

    fn add(&mut self, journal: JournalId, rows: &Rows<'_>) -> Result<(), MailboxError> {
        self.run(
            "INSERT INTO parcel (journal, place, hash, statement, sealed, erased)
             SELECT $1, place, hash, statement, sealed, erased
             FROM unnest($2::bigint[], $3::bytea[], $4::bigint[], $5::bytea[], $6::boolean[])
             AS new (place, hash, statement, sealed, erased)",
            &[
                &&journal.as_bytes()[..],
                &rows.places,
                &rows.hashes,
                &rows.statements,
                &rows.sealed,
                &rows.erased,
            ],
        )
        .map(|_| ())
    }

    fn count(&mut self, journal: JournalId, held: Counts) -> Result<(), MailboxError> {
        let Counts { parcels, statements, bytes } = held;
        self.run(
            "UPDATE journal SET parcels = $2, statements = $3, bytes = $4 WHERE journal = $1",
            &[&&journal.as_bytes()[..], &signed(parcels), &signed(statements), &signed(bytes)],
        )
        .map(|_| ())
    }

    fn bytes(
        &mut self,
        sql: &'static str,
        parameters: super::Parameters<'_>,
    ) -> Result<Option<Vec<u8>>, MailboxError> {
        Ok(self.one(sql, parameters)?.map(|row| row.try_get(0)).transpose()?)
    }
}

/// A day as the database has it.
pub(super) fn number(day: i64) -> i32 {
    i32::try_from(day).unwrap_or(i32::MAX)
}

/// A journal's counts.
fn counted(row: &Row) -> Result<Counts, MailboxError> {
    let count = |column| Ok::<_, MailboxError>(row.try_get::<_, i64>(column)?.unsigned_abs());
    Ok(Counts { parcels: count(0)?, statements: count(1)?, bytes: count(2)? })
}

impl<'a> Rows<'a> {
    fn push(&mut self, place: u64, parcel: &'a Parcel) {
        self.places.push(signed(place));
        self.hashes.push(parcel.hash().to_vec());
        self.statements.push(statement_number(parcel).map(signed));
        self.sealed.push(parcel.sealed());
        self.erased.push(matches!(parcel, Parcel::Erased { .. }));
    }
}

/// The parcel of a row; none where the journal has no more.
fn placed(row: &Row) -> Result<Option<(u64, Parcel)>, MailboxError> {
    let Some(place) = row.try_get::<_, Option<i64>>(1)? else { return Ok(None) };
    let sealed = row.try_get(3)?;
    let parcel = match row.try_get::<_, Option<i64>>(2)? {
        Some(number) => Parcel::Circle { number: number.unsigned_abs(), sealed },
        None if row.try_get(5)? => Parcel::Erased { hash: fixed(row, 4)? },
        None => Parcel::Batch { sealed },
    };
    Ok(Some((place.unsigned_abs(), parcel)))
}

fn served(row: &Row) -> Result<Served, MailboxError> {
    Ok((DeviceId::from_bytes(fixed(row, 0)?), fixed(row, 1)?))
}

pub(super) fn fixed<const N: usize>(row: &Row, column: usize) -> Result<[u8; N], MailboxError> {
    row.try_get::<_, &[u8]>(column)?.try_into().map_err(|_| MailboxError::Damaged)
}
