//! The peers: typed tables in plain SQLite or in SQLCipher, with or without a table of day sums.

mod reading;
mod sql;
mod sums;
mod writing;

use crate::answers::{DaySums, Today};
use crate::design::Synchronous;
use crate::error::BenchError;
use crate::journal::Journal;
use crate::logged::Logged;
use nourish_record::CalendarDay;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

/// An open database of a peer.
#[derive(Debug)]
pub struct Rows {
    connection: Connection,
    keeps_sums: bool,
}

impl Rows {
    /// Makes an empty database at `path`, under `key` if there is one.
    ///
    /// # Errors
    /// What SQLite may say.
    pub fn create(
        path: &Path,
        key: Option<&str>,
        keeps_sums: bool,
        synchronous: Synchronous,
    ) -> Result<Self, BenchError> {
        let rows = Self::open(path, key, keeps_sums, synchronous)?;
        rows.connection.execute_batch(sql::TABLES)?;
        if keeps_sums {
            rows.connection.execute_batch(sql::DAY_SUM_TABLE)?;
        }
        Ok(rows)
    }

    /// Opens the database at `path` with the settings of our own journal file.
    ///
    /// # Errors
    /// What SQLite may say.
    pub fn open(
        path: &Path,
        key: Option<&str>,
        keeps_sums: bool,
        synchronous: Synchronous,
    ) -> Result<Self, BenchError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        if let Some(key) = key {
            connection.execute_batch(&format!("PRAGMA key = \"x'{key}'\";"))?;
        }
        connection.busy_timeout(Duration::from_secs(3))?;
        connection.set_prepared_statement_cache_capacity(32);
        let _: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        let synchronous = match synchronous {
            Synchronous::Normal => "NORMAL",
            Synchronous::Full => "FULL",
        };
        connection.pragma_update(None, "synchronous", synchronous)?;
        Ok(Self { connection, keeps_sums })
    }

    /// One statement by itself where no sums are kept, else a transaction around it and the sums.
    fn write(
        &mut self,
        change: impl FnOnce(&Connection, bool) -> Result<(), BenchError>,
    ) -> Result<(), BenchError> {
        if !self.keeps_sums {
            return change(&self.connection, false);
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        change(&transaction, true)?;
        Ok(transaction.commit()?)
    }
}

impl Journal for Rows {
    fn import(&mut self, entries: &[Logged]) -> Result<(), BenchError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut days = sums::Pending::default();
        for entry in entries {
            if writing::insert(&transaction, entry)? && self.keeps_sums {
                days.add(entry);
            }
        }
        days.write(&transaction)?;
        Ok(transaction.commit()?)
    }

    fn insert(&mut self, entry: &Logged) -> Result<(), BenchError> {
        self.write(|connection, keeps_sums| {
            if writing::insert(connection, entry)? && keeps_sums {
                sums::add(connection, &sums::of(entry))?;
            }
            Ok(())
        })
    }

    fn amend(&mut self, entry: &Logged) -> Result<(), BenchError> {
        self.write(|connection, keeps_sums| {
            let was = keeps_sums.then(|| reading::sums_of_row(connection, entry)).transpose()?;
            writing::update(connection, entry)?;
            was.map_or(Ok(()), |was| sums::correct(connection, entry, &was, &sums::of(entry)))
        })
    }

    fn retract(&mut self, entry: &Logged) -> Result<(), BenchError> {
        self.write(|connection, keeps_sums| {
            let was = keeps_sums.then(|| reading::sums_of_row(connection, entry)).transpose()?;
            writing::delete(connection, entry)?;
            let none = DaySums::none(entry.draft.occurred.day());
            was.map_or(Ok(()), |was| sums::correct(connection, entry, &was, &none))
        })
    }

    fn sums(&self, from: CalendarDay, to: CalendarDay) -> Result<Vec<DaySums>, BenchError> {
        if self.keeps_sums {
            sums::kept(&self.connection, from, to)
        } else {
            reading::added_up(&self.connection, from, to)
        }
    }

    fn today(&self, day: CalendarDay) -> Result<Today, BenchError> {
        let mut today = reading::day(&self.connection, day)?;
        if self.keeps_sums {
            let kept = sums::kept(&self.connection, day, day)?;
            today.sums = kept.first().copied().unwrap_or_else(|| DaySums::none(day));
        }
        Ok(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::Generator;

    fn day_of(entries: &[Logged]) -> CalendarDay {
        entries[0].draft.occurred.day()
    }

    #[test]
    fn kept_sums_follow_corrections_as_added_up_ones_do() {
        let folder = tempfile::tempdir().unwrap();
        let mut sequence = crate::random::Sequence::new(1);
        let entries: Vec<Logged> = Generator::new(2).take(55).collect();
        let mut days = [false, true].map(|keeps_sums| {
            let path = folder.path().join(format!("{keeps_sums}"));
            Rows::create(&path, None, keeps_sums, Synchronous::Normal).unwrap()
        });
        for rows in &mut days {
            rows.import(&entries).unwrap();
        }
        for (place, entry) in entries.iter().enumerate() {
            let corrected = entry.corrected(&mut sequence);
            for rows in &mut days {
                if place % 2 == 0 { rows.amend(&corrected).unwrap() } else { rows.retract(entry).unwrap() }
            }
            let [added_up, kept] =
                days.each_ref().map(|rows| rows.sums(day_of(&entries), day_of(&entries)).unwrap());
            assert_eq!(added_up, kept, "after edit {place}");
        }
    }

    #[test]
    fn what_is_not_there_cannot_be_corrected() {
        let folder = tempfile::tempdir().unwrap();
        let mut rows = Rows::create(&folder.path().join("rows"), None, true, Synchronous::Normal).unwrap();
        let entry = Generator::new(2).next().unwrap();
        assert!(matches!(rows.amend(&entry), Err(BenchError::Lost)));
        assert!(matches!(rows.retract(&entry), Err(BenchError::Lost)));
    }
}
