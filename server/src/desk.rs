//! Who works on the file: one thread that writes, for all who wait at once, and a few that read.

use crate::error::MailboxError;
use crate::sqlite::SqliteMailbox;
use nourish_sync::{Answer, DeviceId, JournalId, Mailbox, Refusal, Request, Served};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use tokio::sync::{mpsc, oneshot};

/// Threads that read.
const READERS: usize = 4;
/// Errands that wait in line; who comes later waits to get in line.
const LINE: usize = 1_024;
/// Most errands that share one flush.
const GROUP: usize = 256;
/// How long messages of a pairing are kept, in seconds.
const SLOT_S: i64 = 3_600;

/// Tells the time, in seconds since 1970.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Takes errands and hands them to the threads. Copies share the threads, which end with the last copy.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    writer: mpsc::Sender<Errand>,
    readers: mpsc::Sender<Errand>,
}

/// A request that is known to be the device's.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The journal.
    pub(crate) journal: JournalId,
    /// The device.
    pub(crate) device: DeviceId,
    /// The device's key, where it may bring a journal that nobody is served for.
    pub(crate) founding: Option<[u8; 32]>,
    /// What it asks.
    pub(crate) request: Request,
}

type Outcome = Result<Done, MailboxError>;
type Errand = (Work, oneshot::Sender<Outcome>);

#[derive(Debug)]
enum Work {
    Answer(Asked),
    Served(JournalId),
}

#[derive(Debug)]
enum Done {
    Answer(Answer),
    Served(Vec<Served>),
}

impl Desk {
    /// Starts the threads.
    pub(crate) fn open(
        mailbox: SqliteMailbox,
        path: &Path,
        clock: Clock,
    ) -> Result<(Self, Vec<JoinHandle<()>>), MailboxError> {
        let (writer, writing) = mpsc::channel(LINE);
        let (readers, reading) = mpsc::channel(LINE);
        let mut threads = vec![std::thread::spawn(move || write(mailbox, writing, &clock))];
        let reading = Arc::new(Mutex::new(reading));
        for _ in 0..READERS {
            let (mailbox, reading) = (SqliteMailbox::open_for_reading(path)?, Arc::clone(&reading));
            threads.push(std::thread::spawn(move || read(mailbox, &reading)));
        }
        Ok((Self { writer, readers }, threads))
    }

    /// The answer to a request; what it says is kept is durable.
    pub(crate) async fn answer(&self, asked: Asked) -> Result<Answer, MailboxError> {
        let reads = asked.founding.is_none() && only_reads(&asked.request);
        match do_at(if reads { &self.readers } else { &self.writer }, Work::Answer(asked)).await? {
            Done::Answer(answer) => Ok(answer),
            Done::Served(_) => Err(MailboxError::StorageUnavailable),
        }
    }

    /// The devices that are served; none for a journal that is not known.
    pub(crate) async fn served(&self, journal: JournalId) -> Result<Vec<Served>, MailboxError> {
        match do_at(&self.readers, Work::Served(journal)).await? {
            Done::Served(served) => Ok(served),
            Done::Answer(_) => Err(MailboxError::StorageUnavailable),
        }
    }
}

async fn do_at(line: &mpsc::Sender<Errand>, work: Work) -> Outcome {
    let (reply, outcome) = oneshot::channel();
    line.send((work, reply)).await.map_err(|_| MailboxError::StorageUnavailable)?;
    outcome.await.unwrap_or(Err(MailboxError::StorageUnavailable))
}

fn only_reads(request: &Request) -> bool {
    matches!(
        request,
        Request::Read { .. }
            | Request::Heads { publish: None }
            | Request::GetSlot { .. }
            | Request::GetCheckpoint
            | Request::GetPart { .. }
    )
}

/// Takes all that wait, does them in one transaction, and answers when it is durable: one flush for all of them.
fn write(mut mailbox: SqliteMailbox, mut errands: mpsc::Receiver<Errand>, clock: &Clock) {
    while let Some(first) = errands.blocking_recv() {
        let mut group = vec![first];
        while group.len() < GROUP
            && let Ok(next) = errands.try_recv()
        {
            group.push(next);
        }
        let (works, replies): (Vec<Work>, Vec<_>) = group.into_iter().unzip();
        let outcomes = write_group(&mut mailbox, works, clock());
        let mut outcomes = outcomes.map(Vec::into_iter);
        for reply in replies {
            let outcome = match &mut outcomes {
                Ok(outcomes) => outcomes.next().unwrap_or(Err(MailboxError::StorageUnavailable)),
                Err(error) => Err(*error),
            };
            // Who asked may have gone.
            let _ = reply.send(outcome);
        }
    }
}

fn write_group(
    mailbox: &mut SqliteMailbox,
    works: Vec<Work>,
    now_s: i64,
) -> Result<Vec<Outcome>, MailboxError> {
    mailbox.set_time(now_s);
    mailbox.whole(|mailbox| {
        mailbox.forget_slots(now_s.saturating_sub(SLOT_S))?;
        Ok(works.into_iter().map(|work| mailbox.whole(|mailbox| work.done(mailbox))).collect())
    })
}

fn read(mut mailbox: SqliteMailbox, errands: &Mutex<mpsc::Receiver<Errand>>) {
    loop {
        let next = errands.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
        let Some((work, reply)) = next else { return };
        // Who asked may have gone.
        let _ = reply.send(work.done(&mut mailbox));
    }
}

impl Work {
    fn done(self, mailbox: &mut SqliteMailbox) -> Outcome {
        match self {
            Self::Served(journal) => Ok(Done::Served(mailbox.served(journal)?)),
            Self::Answer(asked) => Ok(Done::Answer(asked.answer(mailbox)?)),
        }
    }
}

impl Asked {
    fn answer(self, mailbox: &mut SqliteMailbox) -> Result<Answer, MailboxError> {
        let Self { journal, device, founding, request } = self;
        if let Some(key) = founding
            && mailbox.served(journal)?.is_empty()
        {
            mailbox.serve(journal, &[(device, key)])?;
        }
        let grows = match &request {
            Request::PutPart { sealed } | Request::PutCheckpoint { sealed, .. } => sealed.len(),
            _ => 0,
        };
        if grows > 0 && !mailbox.has_room(journal, grows)? {
            return Ok(Answer::Refused(Refusal::Full));
        }
        mailbox.answer(journal, device, request)
    }
}
