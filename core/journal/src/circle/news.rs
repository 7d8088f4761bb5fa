//! Waiting for news at the mailbox.

use super::reach::ask_for;
use crate::error::JournalError;
use crate::journal::Journal;
use nourish_sync::{Answer, Request, Transport, ask};
use std::sync::Mutex;

/// How much longer than the mailbox may wait an exchange may take.
const GRACE_MS: u32 = 15_000;

impl Journal {
    /// How many parcels the mailbox is known to have, for [`Journal::await_news`].
    ///
    /// # Errors
    /// What the disk may say.
    pub fn mailbox_read_to(&self) -> Result<u64, JournalError> {
        Ok(self.sync_state()?.known_to())
    }

    /// Waits at the mailbox, for at most `wait_ms` (a mailbox may wait for less), until it has more than `read_to` parcels, and says
    /// whether it has. The file is not needed for that: let go of it in between with [`Journal::suspend`]. A mailbox in the same
    /// process does not wait.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let mut mailbox = MemoryMailbox::default();
    /// # journal.found_circle("Nerea Invented", "phone", &now)?;
    /// assert!(!journal.await_news(&mut InProcess(&mut mailbox), 0, 30_000)?);
    /// journal.sync(&mut InProcess(&mut mailbox), &now)?;
    /// let read_to = journal.mailbox_read_to()?;
    /// journal.suspend()?;
    /// assert!(!journal.await_news(&mut InProcess(&mut mailbox), read_to, 30_000)?);
    /// assert!(journal.await_news(&mut InProcess(&mut mailbox), 0, 30_000)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::MailboxUnreachable`], [`JournalError::NotAMailbox`], [`JournalError::Cancelled`].
    pub fn await_news(
        &self,
        transport: &mut dyn Transport,
        read_to: u64,
        wait_ms: u32,
    ) -> Result<bool, JournalError> {
        let deadline_ms = wait_ms.saturating_add(GRACE_MS);
        let request = more_than(read_to, wait_ms);
        Ok(has_parcels(&ask(transport, self.store.journal_id(), self.store.device(), &request, deadline_ms)?))
    }

    /// The same for a journal that others use meanwhile.
    ///
    /// # Errors
    /// As [`Journal::await_news`].
    pub fn await_news_shared(
        journal: &Mutex<Self>,
        transport: &mut dyn Transport,
        read_to: u64,
        wait_ms: u32,
    ) -> Result<bool, JournalError> {
        let deadline_ms = wait_ms.saturating_add(GRACE_MS);
        Ok(has_parcels(&ask_for(journal, transport, &more_than(read_to, wait_ms), deadline_ms)?))
    }
}

const fn more_than(read_to: u64, wait_ms: u32) -> Request {
    Request::Read { after: read_to, limit_bytes: 1, wait_ms }
}

/// What is wrong with any other answer the next sync tells.
fn has_parcels(answer: &Answer) -> bool {
    matches!(answer, Answer::Parcels { parcels, .. } if !parcels.is_empty())
}
