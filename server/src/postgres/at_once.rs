//! An append as one statement: one way to the database and back, and one flush with it.
//!
//! What stands against it (a device that is not served, a request that was seen, a parcel that is there) is left to the statements of
//! [`keep`](super::keep), which say what is to be answered. Nothing was changed then.

use super::PostgresMailbox;
use crate::counts::{signed, statement_number};
use crate::days::day_of;
use crate::error::MailboxError;
use crate::store::Append;
use nourish_sync::{Kept, PARCEL_BYTES, Parcel};
use postgres::error::SqlState;
use postgres::types::ToSql;
use std::collections::BTreeSet;

/// Who comes at the same time waits for the journal's row, and finds its counts as they are then. What the database refuses because it
/// would be there twice undoes everything. `added` keeps the parcels, and does what else is to be done; it begins with its
/// own verb, so that each text can be read for the journal that it asks for.
macro_rules! append {
    ($added:literal) => {
        concat!(
            "WITH held AS (
                UPDATE journal SET parcels = parcels + $5, statements = statements + $6, bytes = bytes + $7, used_on = coalesce($8, used_on)
                WHERE journal = $1 AND NOT closed AND ($6::bigint = 0 OR statements = $9) AND bytes + $7 <= $10
                    AND EXISTS (SELECT 1 FROM served WHERE journal = $1 AND device_id = $2)
                RETURNING parcels - $5 AS before
            ), once AS (
                INSERT INTO nonce (journal, device_id, nonce, until_s) SELECT $1, $2, $3, $4 FROM held
            ), added AS (",
            $added,
            ") SELECT before FROM held"
        )
    };
}

const APPEND: &str = append!(
    "INSERT INTO parcel (journal, place, hash, statement, sealed, erased)
        SELECT $1, before + nth, hash, statement, sealed, false
        FROM held CROSS JOIN unnest($11::bytea[], $12::bigint[], $13::bytea[]) WITH ORDINALITY AS new (hash, statement, sealed, nth)
    ), over AS (
        DELETE FROM nonce USING held WHERE journal = $1 AND until_s < $14 AND $14 > 0"
);

/// The same for one parcel, as most appends have it, where no requests of before are to be forgotten: what that would need is then not
/// made ready in vain.
const APPEND_ONE: &str = append!(
    "INSERT INTO parcel (journal, place, hash, statement, sealed, erased)
        SELECT $1, before + 1, $11::bytea, $12::bigint, $13::bytea, false FROM held"
);

/// What an append brings, column by column, if it can be kept as it is: of statements that follow one another, no parcel twice, none too
/// large.
struct Brought<'a> {
    hashes: Vec<Vec<u8>>,
    statements: Vec<Option<i64>>,
    sealed: Vec<&'a [u8]>,
    /// The number of its first statement, and how many there are.
    first: i64,
    count: i64,
    bytes: u64,
}

impl<'a> Brought<'a> {
    fn of(parcels: &'a [Parcel]) -> Option<Self> {
        let hashes: Vec<Vec<u8>> = parcels.iter().map(|parcel| parcel.hash().to_vec()).collect();
        let distinct: BTreeSet<&Vec<u8>> = hashes.iter().collect();
        let is_plain = |parcel: &Parcel| {
            !matches!(parcel, Parcel::Erased { .. }) && parcel.sealed().len() <= PARCEL_BYTES
        };
        let statements: Vec<Option<i64>> =
            parcels.iter().map(|parcel| statement_number(parcel).map(signed)).collect();
        let numbers: Vec<i64> = statements.iter().flatten().copied().collect();
        let first = numbers.first().copied().unwrap_or_default();
        let in_order = numbers.iter().zip(first..).all(|(number, expected)| *number == expected);
        let fits = !parcels.is_empty() && distinct.len() == hashes.len() && parcels.iter().all(is_plain);
        (fits && in_order).then(|| Self {
            first,
            count: signed(numbers.len() as u64),
            bytes: parcels.iter().map(|parcel| parcel.sealed().len() as u64).sum(),
            sealed: parcels.iter().map(Parcel::sealed).collect(),
            hashes,
            statements,
        })
    }

    /// The row of the only parcel, where there is one alone.
    fn alone(&self) -> Option<(&[u8], Option<i64>, &'a [u8])> {
        match (self.hashes.as_slice(), self.statements.as_slice(), self.sealed.as_slice()) {
            ([hash], [statement], [sealed]) => Some((hash, *statement, sealed)),
            _ => None,
        }
    }
}

impl PostgresMailbox {
    /// Keeps all that it brings, or nothing.
    pub(super) fn at_once(&mut self, append: &Append<'_>) -> Result<Option<Vec<Kept>>, MailboxError> {
        let Some(brought) = Brought::of(append.parcels) else { return Ok(None) };
        self.mend()?;
        let before_s = self.over_before_s(append.journal);
        let today = day_of(self.now_s).map(super::keep::number);
        let (count, room) = (append.parcels.len() as u64, self.journal_bytes);
        let Append { journal, device, nonce, until_s, .. } = append;
        let (journal, device, nonce) = (&journal.as_bytes()[..], &device.as_bytes()[..], &nonce[..]);
        let (places, bytes, room) = (signed(count), signed(brought.bytes), signed(room));
        let mut parameters: Vec<&(dyn ToSql + Sync)> = vec![
            &journal,
            &device,
            &nonce,
            until_s,
            &places,
            &brought.count,
            &bytes,
            &today,
            &brought.first,
            &room,
        ];
        let alone = brought.alone().filter(|_| before_s == 0);
        let sql = match &alone {
            Some((hash, statement, sealed)) => {
                parameters.extend::<[&(dyn ToSql + Sync); 3]>([hash, statement, sealed]);
                APPEND_ONE
            }
            None => {
                let columns: [&(dyn ToSql + Sync); 4] =
                    [&brought.hashes, &brought.statements, &brought.sealed, &before_s];
                parameters.extend(columns);
                APPEND
            }
        };
        self.line.warned.take();
        let statement = self.line.statement(sql);
        let asked = statement.and_then(|statement| self.line.client.query_opt(&statement, &parameters));
        let row = match asked {
            Ok(row) => row,
            Err(error) => return self.not_at_once(error),
        };
        // It was told not to wait for the machine that follows it, say: what it kept may go with it.
        if self.line.depth == 0 && self.line.warned.take() {
            return Err(MailboxError::StorageUnavailable);
        }
        let Some(before) = row.map(|row| row.try_get::<_, i64>(0)).transpose()? else { return Ok(None) };
        let before = before.unsigned_abs();
        Ok(Some((1..=count).map(|nth| Kept::At(before.saturating_add(nth))).collect()))
    }

    /// What is there already is found out step by step. So is what became of it where the connection broke: the request is known if it
    /// was done.
    fn not_at_once(&mut self, error: postgres::Error) -> Result<Option<Vec<Kept>>, MailboxError> {
        self.swept.forget();
        let is_there = error.code() == Some(&SqlState::UNIQUE_VIOLATION);
        let broke = self.line.notes_end(&error);
        match self.line.depth == 0 && (is_there || broke) {
            true => Ok(None),
            false => Err(error.into()),
        }
    }
}
