//! Syncing with the circle's mailbox.

use crate::cancellation::{Cancellation, flag_of};
use crate::error::JournalError;
use crate::journal::Journal;
use crate::mailbox::Mailbox;
use crate::observer::Event;
use crate::scalar::Moment;
use nourish_journal::{Budget, Noticed, trouble_in_words};
use std::sync::Arc;
use std::time::Instant;

/// How much a sync may do; all that there is to do when nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct SyncBudget {
    /// How many bytes it may exchange; it stops after the message that goes beyond.
    #[uniffi(default = None)]
    pub most_bytes: Option<u64>,
    /// How long it may take. Milliseconds.
    #[uniffi(default = None)]
    pub within_ms: Option<u32>,
}

/// What a sync came to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SyncReport {
    /// Entries of others that came.
    pub received: u64,
    /// Entries that the mailbox took.
    pub given: u64,
    /// Of those given, the ones of other devices: the mailbox had lost them.
    pub healed: u64,
    /// Entries that had been damaged or lost here and came back.
    pub refilled: u64,
    /// Changes of the circle that came.
    pub circle_changes: u64,
    /// Whether the mailbox was found restored or made anew.
    pub mailbox_was_renewed: bool,
    /// Whether this device was found to be an old image of itself, and became a new one.
    pub became_new_device: bool,
    /// Whether this device is no longer in the circle.
    pub removed: bool,
    /// Whether there is more to do: sync again.
    pub more: bool,
    /// Waiting changes of the circle that turned out not to be possible any more.
    pub dropped_changes: u64,
    /// What is wrong with the mailbox or a member, as far as it is to be shown by now.
    pub troubles: Vec<Trouble>,
}

/// Something that a mailbox or a member ought not to have done.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Trouble {
    /// Its name, to tell troubles apart by: `mailbox-rolled-back`.
    pub name: String,
    /// What is wrong, as a sentence.
    pub what: String,
    /// What to do.
    pub remedy: String,
    /// Since when, in milliseconds since 1970 UTC.
    pub since_ms: i64,
    /// Whether a person took note of it.
    pub is_noted: bool,
}

/// What an app shows of sync.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SyncStatus {
    /// The address of the mailbox, if there is one.
    pub mailbox: Option<String>,
    /// When everything that the mailbox had was last read, in milliseconds since 1970 UTC.
    pub synced_ms: Option<i64>,
    /// Entries logged here that the mailbox does not have yet.
    pub unsent: u64,
    /// Changes of the circle that wait for the mailbox, in words.
    pub waiting_changes: Vec<String>,
    /// What the others have of what was logged here.
    pub others: Vec<OtherDevice>,
    /// What is wrong, as far as it is to be shown by now.
    pub troubles: Vec<Trouble>,
}

/// Another device, and what it was last known to have.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct OtherDevice {
    /// The device, as in the circle.
    pub device_id: String,
    /// What people call it, with its owner's name.
    pub name: String,
    /// When it last said what it has, by its own clock, in milliseconds since 1970 UTC; null if it never did.
    pub said_ms: Option<i64>,
    /// The entries of this device that it had then.
    pub has_of_mine: u64,
    /// When the last of these was recorded, in milliseconds since 1970 UTC.
    pub up_to_ms: Option<i64>,
}

#[uniffi::export]
impl Journal {
    /// Gives the mailbox what is new here and takes what is new there. The journal can be read and written meanwhile. What was taken
    /// is kept as it comes, so a sync that is broken off is only shorter. Observers hear of it.
    ///
    /// Throws `NoCircle`, `MailboxUnreachable`, `MailboxRefused`, `NotAMailbox`, `Cancelled`.
    #[uniffi::method(default(budget = None, cancellation = None))]
    pub fn sync(
        &self,
        mailbox: Arc<Mailbox>,
        now: Moment,
        budget: Option<SyncBudget>,
        cancellation: Option<Arc<Cancellation>>,
    ) -> Result<SyncReport, JournalError> {
        let mut transport = mailbox.connect(flag_of(cancellation))?;
        let began = Instant::now();
        let clock_ms = || i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
        let _alone = self.alone_with_circle();
        self.observers.tell(&Event::SyncBegan);
        let budget = budget_of(budget);
        let synced =
            nourish_journal::Journal::sync_shared(&self.inner, transport.as_mut(), &now, budget, clock_ms);
        let report = synced.map(SyncReport::from).map_err(JournalError::from);
        self.tell_of(&report);
        report
    }

    /// Waits at the mailbox, for at most `waitMs` (a mailbox may wait for less), until it has something new, and says whether it has;
    /// then sync. The journal can be used, and suspended, meanwhile.
    ///
    /// Throws `MailboxUnreachable`, `NotAMailbox`, `Cancelled`.
    #[uniffi::method(default(cancellation = None))]
    pub fn wait_for_news(
        &self,
        mailbox: Arc<Mailbox>,
        wait_ms: u32,
        cancellation: Option<Arc<Cancellation>>,
    ) -> Result<bool, JournalError> {
        let read_to = self.lock().mailbox_read_to()?;
        let mut transport = mailbox.connect(flag_of(cancellation))?;
        let journal = &self.inner;
        Ok(nourish_journal::Journal::await_news_shared(journal, transport.as_mut(), read_to, wait_ms)?)
    }

    /// What an app shows of sync: what waits, and who has what.
    pub fn sync_status(&self, now: Moment) -> Result<SyncStatus, JournalError> {
        Ok(self.lock().sync_status(&now)?.into())
    }

    /// A person took note of the troubles that do not pass by themselves: each is shown again only when it happens anew. Says how
    /// many these were.
    pub fn note_troubles(&self) -> Result<u64, JournalError> {
        let _alone = self.alone_with_circle();
        Ok(self.lock().note_troubles()? as u64)
    }
}

impl Journal {
    fn tell_of(&self, report: &Result<SyncReport, JournalError>) {
        // Even a sync that failed may have brought something.
        self.observers.tell(&Event::Changed);
        self.observers.tell(&match report {
            Ok(report) => Event::SyncEnded { report: report.clone() },
            Err(error) => Event::SyncFailed { error: error.clone() },
        });
    }
}

fn budget_of(budget: Option<SyncBudget>) -> Budget {
    let all = Budget::UNLIMITED;
    budget.map_or(all, |budget| Budget {
        most_bytes: budget.most_bytes.unwrap_or(all.most_bytes),
        until_ms: budget.within_ms.map_or(all.until_ms, i64::from),
        ..all
    })
}

impl From<nourish_journal::SyncReport> for SyncReport {
    fn from(report: nourish_journal::SyncReport) -> Self {
        let summary = report.summary;
        Self {
            received: summary.received,
            given: summary.given,
            healed: summary.healed,
            refilled: report.refilled,
            circle_changes: summary.statements,
            mailbox_was_renewed: summary.mailbox_was_renewed,
            became_new_device: summary.became_new_device,
            removed: summary.removed,
            more: summary.more,
            dropped_changes: summary.dropped_changes,
            troubles: report.troubles.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Noticed> for Trouble {
    fn from(noticed: Noticed) -> Self {
        let words = trouble_in_words(noticed.trouble);
        Self {
            name: words.name.to_owned(),
            what: words.what.to_owned(),
            remedy: words.remedy.to_owned(),
            since_ms: noticed.since_ms,
            is_noted: noticed.is_noted,
        }
    }
}

impl From<nourish_journal::SyncStatus> for SyncStatus {
    fn from(status: nourish_journal::SyncStatus) -> Self {
        Self {
            mailbox: status.mailbox,
            synced_ms: status.synced_ms,
            unsent: status.unsent,
            waiting_changes: status.waiting_changes,
            others: status.others.into_iter().map(Into::into).collect(),
            troubles: status.troubles.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<nourish_journal::Waiting> for OtherDevice {
    fn from(waiting: nourish_journal::Waiting) -> Self {
        Self {
            device_id: waiting.device,
            name: waiting.name,
            said_ms: waiting.said_ms,
            has_of_mine: waiting.has_of_mine,
            up_to_ms: waiting.up_to_ms,
        }
    }
}
