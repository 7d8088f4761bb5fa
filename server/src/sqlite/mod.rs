//! A mailbox in one SQLite file.

mod books;
mod keep;
mod schema;
mod uptake;

use crate::counts::signed;
use crate::days::{DAY_S, Noted};
use crate::error::MailboxError;
use crate::store::{Append, JOURNALS, Store};
use nourish_sync::{DeviceId, Entropy, Generation, JournalId, Kept, ParcelHash};
use rusqlite::{Connection, Params, params};
use std::path::Path;
use std::thread::JoinHandle;
use uptake::Uptake;

/// Most bytes of one journal's parcels and checkpoint, where nothing else is said.
pub const JOURNAL_BYTES: u64 = 8 * 1024 * 1024 * 1024;

/// Most bytes of all pairings' messages together.
pub const SLOTS_BYTES: u64 = 256 * 1024 * 1024;

/// How the keys of parcels are made up: the journal's number * this + the place.
const PLACES: i64 = 1 << 40;

/// A mailbox in one SQLite file, in WAL mode with `synchronous=FULL`: what it says it keeps survives a loss of power.
///
/// Time is told to it ([`set_time`](Self::set_time)); it reads no clock.
#[derive(Debug)]
pub struct SqliteMailbox {
    connection: Connection,
    generation: Generation,
    journal_bytes: u64,
    now_s: i64,
    noted: Noted,
    uptake: Option<Uptake>,
}

impl SqliteMailbox {
    /// Opens the file at `path`; where there is none, one is made with a random generation. One of an older version is brought
    /// up to date.
    ///
    /// # Errors
    /// [`MailboxError::NotAMailbox`] and [`MailboxError::NewerFormat`], which leave the file as it is, and what a disk may fail with.
    pub fn open(path: &Path, entropy: &mut dyn Entropy) -> Result<Self, MailboxError> {
        Self::of(schema::open(path, entropy)?)
    }

    /// A further connection to a file that is open already, on which nothing can be written.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_for_reading(path: &Path) -> Result<Self, MailboxError> {
        Self::of(schema::open_for_reading(path)?)
    }

    fn of(connection: Connection) -> Result<Self, MailboxError> {
        let generation = schema::generation(&connection)?;
        let noted = Noted::each(DAY_S);
        Ok(Self { connection, generation, journal_bytes: JOURNAL_BYTES, now_s: 0, noted, uptake: None })
    }

    /// Says that the file was restored from a copy: its content is named anew, so that devices look through it and bring what is
    /// missing. Other connections must be opened anew.
    ///
    /// # Errors
    /// [`MailboxError::EntropyUnavailable`], and what a disk may fail with.
    pub fn mark_restored(&mut self, entropy: &mut dyn Entropy) -> Result<(), MailboxError> {
        schema::renew_generation(&self.connection, entropy)?;
        self.generation = schema::generation(&self.connection)?;
        Ok(())
    }

    /// Sets the most bytes of one journal's parcels and checkpoint.
    #[must_use]
    pub fn with_journal_bytes(mut self, most: u64) -> Self {
        self.journal_bytes = most;
        self
    }

    /// Has the log taken up into the file at `path`, which is this one, by a thread that ends with this mailbox.
    pub(crate) fn taken_up_beside(self, path: &Path) -> Result<(Self, JoinHandle<()>), MailboxError> {
        let (uptake, thread) = Uptake::begin(path)?;
        Ok((Self { uptake: Some(uptake), ..self }, thread))
    }

    /// Tells the time, in seconds since 1970. Messages of pairings bear it.
    pub fn set_time(&mut self, now_s: i64) {
        self.now_s = now_s;
    }

    /// Lets go of messages of pairings that were left before this time, in seconds since 1970, or as long after now: by a clock that
    /// was wrong.
    ///
    /// # Errors
    /// What a disk may fail with.
    pub fn forget_slots(&mut self, before_s: i64) -> Result<(), MailboxError> {
        let after_s = self.now_s.saturating_add(self.now_s.saturating_sub(before_s));
        self.run("DELETE FROM slot WHERE made_at_s < ?1 OR made_at_s > ?2", [before_s, after_s]).map(|_| ())
    }

    /// All that `work` does becomes durable at once, or nothing of it. Within another it is a part: undone alone where it fails,
    /// durable with the whole.
    ///
    /// # Errors
    /// What `work` says, and what a disk may fail with; nothing was kept then.
    pub fn whole<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        match self.connection.is_autocommit() {
            true => self.between("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", work),
            false => self.between("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part; RELEASE part", work),
        }
    }

    /// All that `work` reads is of one moment.
    fn seen<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        match self.connection.is_autocommit() {
            true => self.between("BEGIN", "COMMIT", "ROLLBACK", work),
            false => work(self),
        }
    }

    fn between<T>(
        &mut self,
        begin: &str,
        end: &str,
        undo: &str,
        work: impl FnOnce(&mut Self) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        self.connection.prepare_cached(begin)?.execute([])?;
        // Where SQLite undid everything by itself, as it does on a full disk, there is nothing left to end, and that is an error.
        let ended = work(self).and_then(|done| {
            self.connection.prepare_cached(end)?.execute([])?;
            Ok(done)
        });
        if ended.is_err() {
            self.noted.forget();
            if !self.connection.is_autocommit() {
                self.connection.execute_batch(undo)?;
            }
        }
        if let Some(uptake) = &mut self.uptake {
            uptake.note(self.connection.total_changes());
        }
        ended
    }

    fn run(&self, sql: &str, parameters: impl Params) -> Result<usize, MailboxError> {
        Ok(self.connection.prepare_cached(sql)?.execute(parameters)?)
    }
}

impl Store for SqliteMailbox {
    fn whole<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        Self::whole(self, work)
    }

    fn tend(&mut self, now_s: i64, slots_before_s: i64) -> Result<(), MailboxError> {
        self.set_time(now_s);
        self.forget_slots(slots_before_s)
    }

    fn has_room(&mut self, journal: JournalId, bytes: usize) -> Result<bool, MailboxError> {
        Self::has_room(self, journal, bytes)
    }

    fn parts(&mut self, journal: JournalId) -> Result<Vec<ParcelHash>, MailboxError> {
        self.all(
            "SELECT hash FROM part JOIN journal ON part.journal = journal.number WHERE journal_id = ?1 ORDER BY hash",
            [journal.as_bytes()],
            |row| row.get(0),
        )
    }

    fn is_listed(&mut self, journal: JournalId) -> Result<bool, MailboxError> {
        let sql = "SELECT 1 FROM listed WHERE journal_id = ?1";
        Ok(self.one::<i64>(sql, [journal.as_bytes()])?.is_some())
    }

    fn journals(&mut self, after: Option<JournalId>) -> Result<Vec<JournalId>, MailboxError> {
        let after: &[u8] = after.as_ref().map_or(&[], |journal| journal.as_bytes());
        self.all(
            "SELECT journal_id FROM journal WHERE journal_id > ?1 ORDER BY journal_id LIMIT ?2",
            params![after, signed(JOURNALS as u64)],
            |row| Ok(JournalId::from_bytes(row.get(0)?)),
        )
    }

    fn published(&mut self, journal: JournalId) -> Result<Vec<(DeviceId, Vec<u8>)>, MailboxError> {
        self.all(
            "SELECT device_id, heads.sealed FROM heads JOIN journal ON heads.journal = journal.number
             WHERE journal_id = ?1 ORDER BY device_id",
            [journal.as_bytes()],
            |row| Ok((DeviceId::from_bytes(row.get(0)?), row.get(1)?)),
        )
    }

    fn name(&self) -> Generation {
        self.generation
    }

    fn rename(&mut self, name: Generation) -> Result<(), MailboxError> {
        schema::name(&self.connection, name)?;
        self.generation = name;
        Ok(())
    }

    fn is_first(&mut self, _: JournalId, _: DeviceId, _: [u8; 16], _: i64) -> Result<bool, MailboxError> {
        Ok(true)
    }

    /// There is no way to a file that would be saved.
    fn append_at_once(&mut self, _: &Append<'_>) -> Result<Option<Vec<Kept>>, MailboxError> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_sync::{Mailbox, Parcel, SystemEntropy};
    use rusqlite::StatementStatus;

    /// SQLite undoes a transaction by itself where the disk is full, which here is a most of pages.
    #[test]
    fn a_full_disk_keeps_nothing_of_a_whole_and_everything_of_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mailbox.sqlite");
        let mut mailbox = SqliteMailbox::open(&path, &mut SystemEntropy::new()).unwrap();
        let journal = JournalId::from_bytes([1; 16]);
        let parcel = |fill: u8, bytes| [Parcel::Batch { sealed: vec![fill; bytes] }];
        assert_eq!(mailbox.append(journal, &parcel(1, 100)).unwrap(), [Kept::At(1)]);
        let pages: i64 = mailbox.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        let set_most = |mailbox: &SqliteMailbox, most: i64| {
            let sql = format!("PRAGMA max_page_count = {most}");
            let _: i64 = mailbox.connection.query_row(&sql, [], |row| row.get(0)).unwrap();
        };
        set_most(&mailbox, pages + 10);
        let group = mailbox.whole(|mailbox| {
            let first = mailbox.whole(|mailbox| mailbox.append(journal, &parcel(2, 100)));
            assert_eq!(first, Ok(vec![Kept::At(2)]));
            let full = mailbox.whole(|mailbox| mailbox.append(journal, &parcel(3, 1_000_000)));
            assert_eq!(full, Err(MailboxError::StorageFull));
            // Who comes after the one that found no room may find some, and is told so only when it is durable.
            Ok(mailbox.whole(|mailbox| mailbox.append(journal, &parcel(4, 100))))
        });
        let count = mailbox.read(journal, 0, u64::MAX).unwrap().count;
        match group {
            Ok(kept) => assert_eq!((kept, count), (Ok(vec![Kept::At(3)]), 3)),
            Err(_) => assert!(count == 1 || count == 2, "{count}"),
        }
        assert!(mailbox.connection.is_autocommit());
        set_most(&mailbox, 1_000_000);
        assert_eq!(mailbox.append(journal, &parcel(3, 1_000_000)).unwrap(), [Kept::At(count + 1)]);
    }

    #[test]
    fn what_sqlite_undid_by_itself_is_not_acknowledged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mailbox.sqlite");
        let mut mailbox = SqliteMailbox::open(&path, &mut SystemEntropy::new()).unwrap();
        let journal = JournalId::from_bytes([1; 16]);
        let parcel = [Parcel::Batch { sealed: vec![1; 100] }];
        let group = mailbox.whole(|mailbox| {
            let kept = mailbox.append(journal, &parcel)?;
            mailbox.connection.execute_batch("ROLLBACK")?;
            Ok(kept)
        });
        assert!(group.is_err());
        assert_eq!(mailbox.append(journal, &parcel).unwrap(), [Kept::At(1)]);
    }

    #[test]
    fn a_statement_is_planned_once_whatever_it_is_asked_with() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mailbox.sqlite");
        let mut mailbox = SqliteMailbox::open(&path, &mut SystemEntropy::new()).unwrap();
        for number in 1..10 {
            mailbox.served(JournalId::from_bytes([number; 16])).unwrap();
        }
        let statement = mailbox.connection.prepare_cached(keep::SERVED).unwrap();
        assert!(statement.get_status(StatementStatus::Run) >= 9);
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mailbox.sqlite");
        let _mailbox = SqliteMailbox::open(&path, &mut SystemEntropy::new()).unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0);
        }
    }
}
