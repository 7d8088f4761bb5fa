//! The tail: fresh entries, one sealed row each.

use crate::error::{Damage, StoreError};
use crate::keys::Keys;
use crate::state::{Logs, State, TailRow};
use nourish_record::Entry;
use nourish_seal::{Entropy, Purpose};
use rusqlite::{Connection, OptionalExtension};

/// So many rows get their room at once: as many as there are where folding is done when it is due.
const USUAL_ROWS: usize = 512;

/// What the state becomes once the transaction is committed.
pub(crate) struct Appended {
    pub(crate) logs: Logs,
    pub(crate) last_row: i64,
}

/// Seals entries into new rows.
pub(crate) fn append(
    transaction: &Connection,
    keys: &Keys,
    state: &State,
    entries: &[Entry],
    entropy: &mut dyn Entropy,
) -> Result<Appended, StoreError> {
    let mut insert = transaction.prepare_cached("INSERT INTO tail (number, sealed) VALUES (?1, ?2)")?;
    let mut logs = state.logs.clone();
    let mut last_row = state.last_row;
    for entry in entries {
        let bytes = entry.encode();
        if entry.author() != keys.author() || !logs.extend(keys.journal, entry, &bytes) {
            return Err(StoreError::Misnumbered);
        }
        last_row += 1;
        let sealed = keys.sealer.seal(Purpose::Tail, &last_row.to_be_bytes(), &bytes, entropy)?;
        insert.execute((last_row, sealed))?;
    }
    Ok(Appended { logs, last_row })
}

/// Reads all rows into `state`, noting those that do not open and those that are missing.
pub(crate) fn load(connection: &Connection, keys: &Keys, state: &mut State) -> Result<(), StoreError> {
    // As many as the manifest counts, whatever it says, are better not moved while they grow.
    let counted = state.manifest.tail_through.saturating_sub(state.manifest.tail_first).saturating_add(1);
    state.tail.reserve(usize::try_from(counted).unwrap_or(0).min(USUAL_ROWS));
    let mut loading = Loading { keys, expected: state.manifest.tail_first, state };
    let read = loading.stream(connection);
    match read {
        // A page of the table is broken: what lies on others is looked up row by row.
        Err(StoreError::Damaged(Damage::File)) => loading.one_by_one(connection)?,
        read => read?,
    }
    let expected = loading.expected;
    state.last_row = state.last_row.max(expected - 1);
    if expected <= state.manifest.tail_through {
        state.damage.push(Damage::TailGap(expected));
    }
    Ok(())
}

struct Loading<'a> {
    keys: &'a Keys,
    /// The number that the next row must have.
    expected: i64,
    state: &'a mut State,
}

impl Loading<'_> {
    fn stream(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let mut select = connection.prepare_cached("SELECT number, sealed FROM tail ORDER BY number")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            self.take(number, row.get_ref(1)?.as_blob().ok());
        }
        Ok(())
    }

    fn one_by_one(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let mut select = connection.prepare_cached("SELECT sealed FROM tail WHERE number = ?1")?;
        let last = "SELECT max(number) FROM tail";
        let last: Option<i64> = unless_broken(connection.query_row(last, [], |row| row.get(0)))?.flatten();
        self.state.damage.push(Damage::File);
        for number in self.expected..=last.unwrap_or(0).max(self.state.manifest.tail_through) {
            let found = unless_broken(select.query_row([number], |row| row.get(0)).optional())?;
            let sealed: Option<Vec<u8>> = found.flatten();
            self.take(number, sealed.as_deref());
        }
        Ok(())
    }

    fn take(&mut self, number: i64, sealed: Option<&[u8]>) {
        if number < self.expected {
            // Folded long ago, or taken already: somebody put an old row back.
            self.state.damage.push(Damage::TailRow(number));
            return;
        }
        let through = self.state.manifest.tail_through;
        if number != self.expected {
            self.state.damage.push(Damage::TailGap(self.expected));
            let uncounted = number - self.expected.max(through + 1);
            (0..uncounted).for_each(|_| self.state.logs.skip(self.keys.author()));
        }
        self.expected = number + 1;
        let opened = sealed.and_then(|sealed| {
            let bytes = self.keys.sealer.open(Purpose::Tail, &number.to_be_bytes(), sealed).ok()?;
            Some((Entry::decode_sealed(&bytes).ok()?, bytes))
        });
        let Some((entry, bytes)) = opened else {
            self.state.damage.push(Damage::TailRow(number));
            if number > through {
                self.state.logs.skip(self.keys.author());
            }
            return;
        };
        if number > through && !self.state.logs.extend(self.keys.journal, &entry, &bytes) {
            self.state.damage.push(Damage::Chain);
            self.state.logs.jump(&entry);
        }
        self.state.tail.push(TailRow { number, entry });
    }
}

/// `None` where SQLite finds the file broken on the way.
fn unless_broken<T>(read: rusqlite::Result<T>) -> Result<Option<T>, StoreError> {
    match read.map_err(StoreError::from) {
        Ok(found) => Ok(Some(found)),
        Err(StoreError::Damaged(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
