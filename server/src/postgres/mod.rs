//! A mailbox in a PostgreSQL database, which several servers may share.

mod address;
mod at_once;
mod books;
mod keep;
mod line;
mod news;
mod schema;

pub(crate) use address::Address;
pub(crate) use news::{Crier, listen};

use crate::counts::signed;
use crate::days::{DAY_S, Noted};
use crate::error::MailboxError;
use crate::nonces::WINDOW_S;
use crate::sqlite::JOURNAL_BYTES;
use crate::store::{Append, JOURNALS, Store};
use keep::fixed;
use line::Line;
use nourish_sync::{DeviceId, Entropy, Generation, JournalId, Kept, ParcelHash};
use postgres::Row;
use postgres::types::ToSql;
use std::fmt;

/// How often messages of pairings whose time is over are looked for, in seconds.
const TEND_EVERY_S: u64 = 60;

/// Parameters of a statement.
type Parameters<'a> = &'a [&'a (dyn ToSql + Sync)];

/// A mailbox in a PostgreSQL database, with a connection of its own. What it says it keeps is durable by the database's rules
/// (`synchronous_commit=on`).
///
/// A connection that breaks is made anew by the next request, to whichever of the address's machines can be written to then. Time is
/// told to it ([`set_time`](Self::set_time)); it reads no clock.
pub struct PostgresMailbox {
    address: String,
    generation: Generation,
    journal_bytes: u64,
    now_s: i64,
    tended_s: i64,
    /// The journals that were noted to be used today.
    noted: Noted,
    /// Those whose old requests were forgotten a while ago.
    swept: Noted,
    line: Line,
}

impl fmt::Debug for PostgresMailbox {
    /// Without the address, which may hold a password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PostgresMailbox").finish_non_exhaustive()
    }
}

impl PostgresMailbox {
    /// Connects to the database at `address`, as `postgres://user@host/database` or in PostgreSQL's other form. What is missing in it is
    /// made, in a schema of its own; an older state is brought up to date.
    ///
    /// # Errors
    /// [`MailboxError::NotAnAddress`], [`MailboxError::NotAMailbox`] and [`MailboxError::NewerFormat`], which leave the database as it
    /// is, and what a connection may fail with.
    pub fn open(address: &str, entropy: &mut dyn Entropy) -> Result<Self, MailboxError> {
        let mut line = Line::open(address)?;
        schema::bring_up(&mut line.client, entropy)?;
        Self::of(address, line)
    }

    /// A further connection to the same database.
    ///
    /// # Errors
    /// What a connection may fail with.
    pub fn another(&self) -> Result<Self, MailboxError> {
        let another = Self::of(&self.address, Line::open(&self.address)?)?;
        Ok(another.with_journal_bytes(self.journal_bytes))
    }

    fn of(address: &str, mut line: Line) -> Result<Self, MailboxError> {
        let generation = schema::generation(&mut line.client)?;
        let address = address.to_owned();
        Ok(Self {
            address,
            generation,
            journal_bytes: JOURNAL_BYTES,
            now_s: 0,
            tended_s: 0,
            noted: Noted::each(DAY_S),
            swept: Noted::each(WINDOW_S),
            line,
        })
    }

    /// Says that the database was restored from a copy: its content is named anew, so that devices look through it and bring what is
    /// missing. Other connections, of other servers too, must be opened anew.
    ///
    /// # Errors
    /// [`MailboxError::EntropyUnavailable`], and what a connection may fail with.
    pub fn mark_restored(&mut self, entropy: &mut dyn Entropy) -> Result<(), MailboxError> {
        schema::renew_generation(&mut self.line.client, entropy)?;
        self.generation = schema::generation(&mut self.line.client)?;
        Ok(())
    }

    /// Sets the most bytes of one journal's parcels and checkpoint.
    #[must_use]
    pub fn with_journal_bytes(mut self, most: u64) -> Self {
        self.journal_bytes = most;
        self
    }

    /// Tells the time, in seconds since 1970. Messages of pairings bear it.
    pub fn set_time(&mut self, now_s: i64) {
        self.now_s = now_s;
    }

    /// Lets go of messages of pairings that were left before this time, in seconds since 1970, or as long after now: by a clock that
    /// was wrong.
    ///
    /// # Errors
    /// What a connection may fail with.
    pub fn forget_slots(&mut self, before_s: i64) -> Result<(), MailboxError> {
        let after_s = self.now_s.saturating_add(self.now_s.saturating_sub(before_s));
        self.run("DELETE FROM slot WHERE made_at_s < $1 OR made_at_s > $2", &[&before_s, &after_s])
            .map(|_| ())
    }

    /// All that `work` does becomes durable at once, or nothing of it. Within another it is a part: undone alone where it fails,
    /// durable with the whole.
    ///
    /// # Errors
    /// What `work` says, and what a connection may fail with; nothing was kept then, unless the connection broke while it was being made
    /// durable.
    pub fn whole<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        match self.line.depth {
            0 => self.between("BEGIN", "COMMIT", "ROLLBACK", work),
            _ => self.between("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part; RELEASE part", work),
        }
    }

    /// What `work` does belongs to the whole or part that is open; where none is, it is a whole of its own.
    fn within<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        match self.line.depth {
            0 => self.whole(work),
            _ => work(self),
        }
    }

    fn between<T>(
        &mut self,
        begin: &str,
        end: &str,
        undo: &str,
        work: impl FnOnce(&mut Self) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        self.asked(|line| line.client.batch_execute(begin))?;
        self.line.depth += 1;
        let done = work(self).and_then(|done| match self.line.is_spoilt {
            true => Err(MailboxError::StorageUnavailable),
            false => Ok(done),
        });
        let ended = done.and_then(|done| {
            self.line.warned.take();
            self.asked(|line| line.client.batch_execute(end))?;
            // It was told not to wait for the machine that follows it, say: what it kept may go with it.
            match self.line.warned.take() {
                true => Err(MailboxError::StorageUnavailable),
                false => Ok(done),
            }
        });
        if ended.is_err() {
            self.noted.forget();
            self.swept.forget();
            if self.line.client.batch_execute(undo).is_err() {
                // The database would turn a commit of this into a rollback, and say nothing.
                self.line.is_spoilt = true;
            }
        }
        self.line.depth -= 1;
        ended
    }

    /// Connects anew where the connection broke, or is in a state that nobody knows. Within a transaction there is nothing to mend: it
    /// is undone.
    fn mend(&mut self) -> Result<(), MailboxError> {
        if self.line.depth == 0 && self.line.is_broken() {
            self.line = Line::open(&self.address)?;
        }
        Ok(())
    }

    /// Asks the database. Where the connection turns out to be broken it is made anew and asked once more, but for what is within a
    /// transaction: outside of one there is nothing that could not be asked twice.
    fn asked<T>(&mut self, ask: impl Fn(&mut Line) -> Result<T, postgres::Error>) -> Result<T, MailboxError> {
        self.mend()?;
        let asked = self.line.asked(&ask);
        if asked.is_ok() || self.line.depth > 0 || !self.line.is_broken() {
            return asked;
        }
        self.mend()?;
        self.line.asked(&ask)
    }

    /// Requests are to be forgotten now that are over by this time; 0 where that was done a while ago: all of a journal's must be looked
    /// through for it.
    fn over_before_s(&mut self, journal: JournalId) -> i64 {
        self.swept.due(journal, self.now_s).map_or(0, |_| self.now_s)
    }

    fn run(&mut self, sql: &'static str, parameters: Parameters<'_>) -> Result<u64, MailboxError> {
        self.asked(|line| {
            let statement = line.statement(sql)?;
            line.client.execute(&statement, parameters)
        })
    }

    fn one(&mut self, sql: &'static str, parameters: Parameters<'_>) -> Result<Option<Row>, MailboxError> {
        self.asked(|line| {
            let statement = line.statement(sql)?;
            line.client.query_opt(&statement, parameters)
        })
    }

    fn all(&mut self, sql: &'static str, parameters: Parameters<'_>) -> Result<Vec<Row>, MailboxError> {
        self.asked(|line| {
            let statement = line.statement(sql)?;
            line.client.query(&statement, parameters)
        })
    }
}

impl Store for PostgresMailbox {
    fn whole<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        Self::whole(self, work)
    }

    fn tend(&mut self, now_s: i64, slots_before_s: i64) -> Result<(), MailboxError> {
        self.now_s = now_s;
        if self.tended_s.abs_diff(now_s) < TEND_EVERY_S {
            return Ok(());
        }
        self.tended_s = now_s;
        self.forget_slots(slots_before_s)
    }

    fn has_room(&mut self, journal: JournalId, bytes: usize) -> Result<bool, MailboxError> {
        Self::has_room(self, journal, bytes)
    }

    fn parts(&mut self, journal: JournalId) -> Result<Vec<ParcelHash>, MailboxError> {
        let sql = "SELECT hash FROM part WHERE journal = $1 ORDER BY hash";
        self.all(sql, &[&&journal.as_bytes()[..]])?.iter().map(|row| fixed(row, 0)).collect()
    }

    fn is_listed(&mut self, journal: JournalId) -> Result<bool, MailboxError> {
        let sql = "SELECT 1 FROM listed WHERE journal = $1";
        Ok(self.one(sql, &[&&journal.as_bytes()[..]])?.is_some())
    }

    /// The one statement over all journals: who copies the mailbox asks it, no device does.
    fn journals(&mut self, after: Option<JournalId>) -> Result<Vec<JournalId>, MailboxError> {
        let after: &[u8] = after.as_ref().map_or(&[], |journal| journal.as_bytes());
        let sql = "SELECT journal FROM journal WHERE journal > $1 ORDER BY journal LIMIT $2";
        let rows = self.all(sql, &[&after, &signed(JOURNALS as u64)])?;
        rows.iter().map(|row| Ok(JournalId::from_bytes(fixed(row, 0)?))).collect()
    }

    fn published(&mut self, journal: JournalId) -> Result<Vec<(DeviceId, Vec<u8>)>, MailboxError> {
        let sql = "SELECT device_id, sealed FROM heads WHERE journal = $1 ORDER BY device_id";
        let rows = self.all(sql, &[&&journal.as_bytes()[..]])?;
        rows.iter().map(|row| Ok((DeviceId::from_bytes(fixed(row, 0)?), row.try_get(1)?))).collect()
    }

    fn name(&self) -> Generation {
        self.generation
    }

    fn rename(&mut self, name: Generation) -> Result<(), MailboxError> {
        schema::name(&mut self.line.client, name)?;
        self.generation = name;
        Ok(())
    }

    fn is_first(
        &mut self,
        journal: JournalId,
        device: DeviceId,
        nonce: [u8; 16],
        until_s: i64,
    ) -> Result<bool, MailboxError> {
        // One after another, or two that forget the same would wait for each other.
        self.lock(journal)?;
        let before_s = self.over_before_s(journal);
        let (journal, device) = (&journal.as_bytes()[..], &device.as_bytes()[..]);
        let added = self.run(
            "WITH over AS (DELETE FROM nonce WHERE journal = $1 AND until_s < $5 AND $5 > 0)
             INSERT INTO nonce (journal, device_id, nonce, until_s) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            &[&journal, &device, &&nonce[..], &until_s, &before_s],
        )?;
        Ok(added == 1)
    }

    fn append_at_once(&mut self, append: &Append<'_>) -> Result<Option<Vec<Kept>>, MailboxError> {
        self.at_once(append)
    }
}
