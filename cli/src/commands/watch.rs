//! `nourish sync --watch`: syncs whenever there is news, here or at the mailbox, until it is stopped.

use super::sync::{show, sync};
use crate::access;
use crate::arguments::{Arguments, SyncArguments};
use crate::failure::{Failure, Outcome};
use crate::mailbox::Connection;
use crate::terminal::Screen;
use nourish_journal::{Journal, JournalError, Refusal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// How long the mailbox is asked to wait for news. Then everything is compared again, heads too.
const WAIT_MS: u32 = 30_000;
/// How often it is looked whether something was logged here, and whether it is to end.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// How long to wait after a mailbox could not be reached: twice as long after each time …
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// … up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Syncs whenever there is news. What cannot be reached is tried again, after ever longer waits; anything else ends it.
pub(super) fn watch(
    arguments: &Arguments,
    wanted: &SyncArguments,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let mut journal = access::open_for_writing(arguments, screen)?;
    let path = &arguments.journal;
    let stop = stop_on_signal();
    let mut last = None;
    let mut pause = FIRST_PAUSE;
    while !stop.load(Ordering::Relaxed) {
        // The circle may have moved.
        let mut mailbox = Connection::to(&journal.mailbox()?.ok_or(JournalError::NoMailbox)?)?;
        let synced = sync(arguments, wanted, &mut journal, &mut mailbox);
        let read_to = journal.mailbox_read_to()?;
        // Let go of in between, so that other programs can write; the secret was asked for once.
        journal.suspend()?;
        let waited = match synced {
            Ok(report) => {
                let summary = &report.summary;
                let news = summary.received + summary.given + summary.statements + report.refilled > 0;
                if news || last.as_ref() != Some(&report.troubles) {
                    show(&report, screen)?;
                    screen.flush()?;
                }
                if summary.removed {
                    return Ok(Outcome::Done);
                }
                let (more, is_idle) = (summary.more, !news);
                last = Some(report.troubles);
                let begun = Instant::now();
                let waited =
                    if more { Ok(()) } else { await_news(&journal, path, read_to, &mut mailbox, &stop) };
                if is_idle {
                    // Whatever the mailbox says, and however soon: not more than one round a second that brings nothing.
                    rest(FIRST_PAUSE.saturating_sub(begun.elapsed()), &stop);
                }
                waited
            }
            Err(Failure::Journal(error)) => Err(error),
            Err(failure) => return Err(failure),
        };
        match waited {
            Ok(()) => pause = FIRST_PAUSE,
            Err(JournalError::Cancelled) => {}
            Err(
                JournalError::MailboxUnreachable
                | JournalError::MailboxRefused(Refusal::Busy)
                | JournalError::InUse,
            ) => {
                screen.remark("The mailbox cannot be reached now; trying again.");
                rest(pause, &stop);
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            Err(error) => return Err(error.into()),
        }
        journal.resume()?;
    }
    Ok(Outcome::Done)
}

/// Waits until the mailbox has more than was read, something was logged here, or it is to end; or for a while.
fn await_news(
    journal: &Journal,
    path: &Path,
    read_to: u64,
    mailbox: &mut Connection,
    stop: &AtomicBool,
) -> Result<(), JournalError> {
    let before = written(path);
    let is_due = || stop.load(Ordering::Relaxed) || written(path) != before;
    let Some(cancel) = mailbox.cancelled() else {
        let begun = Instant::now();
        while !is_due() && begun.elapsed().as_millis() < u128::from(WAIT_MS) {
            if journal.await_news(mailbox, read_to, 0)? {
                break;
            }
            std::thread::sleep(LOOK_EVERY);
        }
        return Ok(());
    };
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                if is_due() {
                    cancel.store(true, Ordering::Relaxed);
                    break;
                }
                std::thread::sleep(LOOK_EVERY);
            }
        });
        let waited = journal.await_news(mailbox, read_to, WAIT_MS);
        ended.store(true, Ordering::Relaxed);
        match waited {
            // A mailbox that is busy, or does not serve this device any more: the next sync says so.
            Ok(_) | Err(JournalError::Cancelled) => Ok(()),
            Err(error) => Err(error),
        }
    })
}

/// When the journal's file and SQLite's log beside it were last written, and how long they are.
fn written(path: &Path) -> [Option<(SystemTime, u64)>; 2] {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    [path.to_owned(), PathBuf::from(log)].map(|path| {
        let metadata = std::fs::metadata(path).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    })
}

fn rest(pause: Duration, stop: &AtomicBool) {
    let begun = Instant::now();
    while begun.elapsed() < pause && !stop.load(Ordering::Relaxed) {
        std::thread::sleep(LOOK_EVERY);
    }
}

/// A flag that is set when the person or the system asks the program to end.
fn stop_on_signal() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    std::thread::spawn(move || {
        // Where no signal can be heard, the program ends by it at once, as any other does.
        if nourish_server::wait_for_signal().is_ok() {
            stopped.store(true, Ordering::Relaxed);
        }
    });
    stop
}
