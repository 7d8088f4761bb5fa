//! The log of a file is taken up into it by a thread of its own, so that who writes need not wait for it.
//!
//! SQLite does that with the commit that makes the log long, for all that is in it; whoever waits for that commit waits some milliseconds
//! longer. Where most was taken up beside, little is left for that commit, after which the log begins anew.

use super::schema;
use crate::error::MailboxError;
use rusqlite::Connection;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Rows that are written between one time and the next: some 1,000 pages where parcels are small, more where they are not, which SQLite's own
/// limit bounds.
const ROWS: u64 = 1_500;

/// Tells the thread when there is something to do. It ends with this.
#[derive(Debug)]
pub(super) struct Uptake {
    more: SyncSender<()>,
    /// Rows that the connection had written when it was told last.
    told_at: u64,
}

impl Uptake {
    /// Starts the thread, on a connection of its own.
    pub(super) fn begin(path: &Path) -> Result<(Self, JoinHandle<()>), MailboxError> {
        let beside = schema::connect(path)?;
        let (more, told) = sync_channel(1);
        Ok((Self { more, told_at: 0 }, std::thread::spawn(move || take_up(&beside, &told))))
    }

    /// Tells it, where enough was written.
    pub(super) fn note(&mut self, rows: u64) {
        if rows.saturating_sub(self.told_at) >= ROWS {
            self.told_at = rows;
            // Where it was told already and has not begun, once is enough.
            let _ = self.more.try_send(());
        }
    }
}

fn take_up(beside: &Connection, told: &Receiver<()>) {
    while told.recv().is_ok() {
        // What could not be taken up now is taken up the next time, or by the commit that makes the log too long.
        let _ = beside.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    }
}

#[cfg(test)]
mod tests {
    use crate::sqlite::SqliteMailbox;
    use nourish_sync::{JournalId, Mailbox, Parcel, SystemEntropy};
    use std::time::{Duration, Instant};

    #[test]
    fn what_was_written_is_taken_up_beside_while_the_log_is_short_and_the_thread_ends_with_the_mailbox() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mailbox.sqlite");
        let mailbox = SqliteMailbox::open(&path, &mut SystemEntropy::new()).unwrap();
        let (mut mailbox, thread) = mailbox.taken_up_beside(&path).unwrap();
        let length = || std::fs::metadata(&path).unwrap().len();
        let before = length();
        let parcel = |number: u32| Parcel::Batch { sealed: [&number.to_be_bytes()[..], &[7; 300]].concat() };
        let journal = JournalId::from_bytes([1; 16]);
        let mut append = |numbers: std::ops::Range<u32>| {
            let parcels: Vec<Parcel> = numbers.map(parcel).collect();
            mailbox.append(journal, &parcels).unwrap();
        };
        append(0..100);
        let few = length();
        append(100..2_000);
        let begun = Instant::now();
        // 2,000 parcels of 304 bytes, and no 4,000 pages yet, at which SQLite would take them up by itself.
        while length() < 600_000 && begun.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(few, before, "few rows wait");
        assert!(length() >= 600_000, "{} bytes", length());
        drop(mailbox);
        thread.join().unwrap();
    }
}
