//! Who works on the store: threads that write, each for all who wait at it at once, and a few that read. What is asked for one journal
//! always goes to the same one that writes, but for messages of pairings, which go by their slot.

use crate::asked::{Asked, only_reads};
use crate::error::MailboxError;
use crate::store::Store;
use nourish_sync::{Answer, JournalId, ParcelHash, Request, Served};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// Errands that wait in line; who comes later waits to get in line.
const LINE: usize = 1_024;
/// Most errands that share one flush, where nothing else is said.
pub(crate) const GROUP: usize = 256;
/// Most of these where the disk flushes at once: more would save little, and while a smaller group is flushed the next is read.
const QUICK_GROUP: usize = 32;
/// A disk that takes no longer to keep a group flushes at once.
const QUICK: Duration = Duration::from_millis(1);
/// How long one that writes waits for others who are on their way, where several came the last time: they share a flush then.
const GATHER: Duration = Duration::from_micros(100);
/// How long messages of a pairing are kept, in seconds.
const SLOT_S: i64 = 3_600;

/// Tells the time, in seconds since 1970.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Takes errands and hands them to the threads. Copies share the threads, which end with the last copy.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    writers: Vec<mpsc::Sender<Errand>>,
    readers: mpsc::Sender<Errand>,
}

type Outcome = Result<Done, MailboxError>;
type Errand = (Work, oneshot::Sender<Outcome>);

#[derive(Debug)]
enum Work {
    Answer(Asked),
    Served(JournalId),
    Parts(JournalId),
    Listed(JournalId),
}

#[derive(Debug)]
enum Done {
    Answer(Answer),
    /// It was done before.
    Replayed,
    Served(Vec<Served>),
    Parts(Vec<ParcelHash>),
    Listed(bool),
}

impl Desk {
    /// Starts a thread for each of these. At most `group` errands share one flush.
    pub(crate) fn open<S: Store>(
        writers: Vec<S>,
        readers: Vec<S>,
        group: usize,
        clock: &Clock,
    ) -> (Self, Vec<JoinHandle<()>>) {
        let mut threads = Vec::new();
        let mut lines = Vec::new();
        for store in writers {
            let ((line, errands), clock) = (mpsc::channel(LINE), Arc::clone(clock));
            lines.push(line);
            threads.push(std::thread::spawn(move || write(store, errands, group, &clock)));
        }
        let (line, errands) = mpsc::channel(LINE);
        let errands = Arc::new(Mutex::new(errands));
        for store in readers {
            let errands = Arc::clone(&errands);
            threads.push(std::thread::spawn(move || read(store, &errands)));
        }
        (Self { writers: lines, readers: line }, threads)
    }

    /// The answer to a request; what it says is kept is durable. None where it was answered before.
    pub(crate) async fn answer(&self, asked: Asked) -> Result<Option<Answer>, MailboxError> {
        let reads = asked.founding.is_none() && only_reads(&asked.request);
        let work = Work::Answer(asked);
        let lane = work.key() % (self.writers.len().max(1) as u128);
        let writer = usize::try_from(lane).ok().and_then(|lane| self.writers.get(lane));
        let line = if reads { Some(&self.readers) } else { writer };
        match do_at(line.ok_or(MailboxError::StorageUnavailable)?, work).await? {
            Done::Answer(answer) => Ok(Some(answer)),
            Done::Replayed => Ok(None),
            Done::Served(_) | Done::Parts(_) | Done::Listed(_) => Err(MailboxError::StorageUnavailable),
        }
    }

    /// The devices that are served; none for a journal that is not known.
    pub(crate) async fn served(&self, journal: JournalId) -> Result<Vec<Served>, MailboxError> {
        match do_at(&self.readers, Work::Served(journal)).await? {
            Done::Served(served) => Ok(served),
            _ => Err(MailboxError::StorageUnavailable),
        }
    }

    /// Whether the operator has listed the journal.
    pub(crate) async fn is_listed(&self, journal: JournalId) -> Result<bool, MailboxError> {
        match do_at(&self.readers, Work::Listed(journal)).await? {
            Done::Listed(is_listed) => Ok(is_listed),
            _ => Err(MailboxError::StorageUnavailable),
        }
    }

    /// The parts of a checkpoint that are kept, by their hashes.
    pub(crate) async fn parts(&self, journal: JournalId) -> Result<Vec<ParcelHash>, MailboxError> {
        match do_at(&self.readers, Work::Parts(journal)).await? {
            Done::Parts(parts) => Ok(parts),
            _ => Err(MailboxError::StorageUnavailable),
        }
    }
}

async fn do_at(line: &mpsc::Sender<Errand>, work: Work) -> Outcome {
    let (reply, outcome) = oneshot::channel();
    line.send((work, reply)).await.map_err(|_| MailboxError::StorageUnavailable)?;
    outcome.await.unwrap_or(Err(MailboxError::StorageUnavailable))
}

/// Takes all that wait, does them, and answers when they are durable.
fn write<S: Store>(mut store: S, mut errands: mpsc::Receiver<Errand>, most: usize, clock: &Clock) {
    let (mut several, mut flush) = (false, Duration::ZERO);
    while let Some(first) = errands.blocking_recv() {
        if several {
            std::thread::sleep(GATHER);
        }
        let mut group = vec![first];
        while group.len() < group_most(most, flush)
            && let Ok(next) = errands.try_recv()
        {
            group.push(next);
        }
        several = group.len() > 1;
        let now_s = clock();
        // What is over goes another time, if not now.
        let _ = store.tend(now_s, now_s.saturating_sub(SLOT_S));
        // Two who write to one database take the rows of their journals in one order, so that neither waits for the other. A message of a
        // pairing has no place in it: it takes the row of whoever leaves it, and goes by its slot.
        let (pairings, mut group): (Vec<_>, Vec<_>) =
            group.into_iter().partition(|(work, _)| work.is_of_a_pairing());
        group.sort_by_key(|(work, _)| work.key());
        for alone in pairings {
            settle(&mut store, vec![alone], now_s);
        }
        if !group.is_empty() {
            flush = settle(&mut store, group, now_s);
        }
    }
}

/// Most errands of a group after one that took so long to become durable.
fn group_most(most: usize, flush: Duration) -> usize {
    if flush <= QUICK { most.min(QUICK_GROUP) } else { most }
}

/// Does errands with one flush for all of them, says what came of each, and returns how long they took to become durable.
fn settle<S: Store>(store: &mut S, errands: Vec<Errand>, now_s: i64) -> Duration {
    let (works, replies): (Vec<Work>, Vec<_>) = errands.into_iter().unzip();
    let mut worked = Instant::now();
    let outcomes = done(store, &works, now_s, &mut worked);
    let flush = worked.elapsed();
    let mut outcomes = outcomes.map(Vec::into_iter);
    for reply in replies {
        let outcome = match &mut outcomes {
            Ok(outcomes) => outcomes.next().unwrap_or(Err(MailboxError::StorageUnavailable)),
            Err(error) => Err(*error),
        };
        // Who asked may have gone.
        let _ = reply.send(outcome);
    }
    flush
}

/// What came of each, and in `worked` when only the flush was left to do.
fn done<S: Store>(
    store: &mut S,
    works: &[Work],
    now_s: i64,
    worked: &mut Instant,
) -> Result<Vec<Outcome>, MailboxError> {
    if let [Work::Answer(asked)] = works
        && let Some(answer) = asked.done_at_once(store, now_s)?
    {
        return Ok(vec![Ok(Done::Answer(answer))]);
    }
    let mut failed = false;
    let all = store.whole(|store| {
        let done = works.iter().map(|work| work.done(store, now_s, works.len() > 1));
        let done = done.map(|done| done.inspect_err(|_| failed = true).map(Ok)).collect();
        *worked = Instant::now();
        done
    });
    // One that is alone takes the whole with it.
    if !failed || works.len() == 1 {
        return all;
    }
    // Where one of many fails, each journal is done again by itself, and what is for one journal as parts, each of which fails for itself.
    let journals: Vec<&[Work]> = works.chunk_by(|one, next| one.key() == next.key()).collect();
    if journals.len() == 1 {
        return store.whole(|store| {
            let part = |work: &Work| store.whole(|store| work.done(store, now_s, false));
            Ok(works.iter().map(part).collect())
        });
    }
    let mut again = |works: &[Work]| {
        done(store, works, now_s, worked).unwrap_or_else(|error| works.iter().map(|_| Err(error)).collect())
    };
    Ok(journals.into_iter().flat_map(&mut again).collect())
}

fn read<S: Store>(mut store: S, errands: &Mutex<mpsc::Receiver<Errand>>) {
    loop {
        let next = errands.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
        let Some((work, reply)) = next else { return };
        // Who asked may have gone.
        let _ = reply.send(work.done(&mut store, 0, false));
    }
}

impl Work {
    /// What decides which thread writes it, and its place among what waits there: a journal, or the slot of a pairing.
    fn key(&self) -> u128 {
        u128::from_be_bytes(match self {
            Self::Answer(Asked {
                request: Request::PutSlot { slot, .. } | Request::GetSlot { slot, .. },
                ..
            }) => *slot,
            Self::Answer(Asked { journal, .. })
            | Self::Served(journal)
            | Self::Parts(journal)
            | Self::Listed(journal) => *journal.as_bytes(),
        })
    }

    /// Whether it is for two devices that pair, and for no journal.
    fn is_of_a_pairing(&self) -> bool {
        matches!(self, Self::Answer(asked) if asked.request.is_of_a_pairing())
    }

    /// Does it; an append at once, if that may be tried.
    fn done<S: Store>(&self, store: &mut S, now_s: i64, at_once: bool) -> Outcome {
        match self {
            Self::Served(journal) => Ok(Done::Served(store.served(*journal)?)),
            Self::Parts(journal) => Ok(Done::Parts(store.parts(*journal)?)),
            Self::Listed(journal) => Ok(Done::Listed(store.is_listed(*journal)?)),
            Self::Answer(asked) => {
                let at_once = if at_once { asked.done_at_once(store, now_s)? } else { None };
                let answer = at_once.map_or_else(|| asked.done(store, now_s), |answer| Ok(Some(answer)))?;
                Ok(answer.map_or(Done::Replayed, Done::Answer))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::SqliteMailbox;
    use nourish_sync::{DeviceId, Parcel, SystemEntropy};
    use std::path::Path;

    /// How often a SQLite file was committed to since its log was begun: frames of the log that end a transaction.
    fn commits(path: &Path) -> usize {
        let log = std::fs::read(path.with_extension("sqlite-wal")).unwrap();
        let page = u32::from_be_bytes(log[8..12].try_into().unwrap()) as usize;
        log[32..].chunks_exact(24 + page).filter(|frame| frame[4..8] != [0; 4]).count()
    }

    fn asks(journal: u8, device: u8) -> (Errand, oneshot::Receiver<Outcome>) {
        let parcels = vec![Parcel::Batch { sealed: vec![device; 300] }];
        let asked = Asked {
            journal: JournalId::from_bytes([journal; 16]),
            device: DeviceId::from_bytes([device; 16]),
            nonce: Some([device; 16]),
            founding: Some([device; 32]),
            is_served: false,
            request: Request::Append { parcels },
        };
        let (reply, outcome) = oneshot::channel();
        ((Work::Answer(asked), reply), outcome)
    }

    #[test]
    fn a_group_is_one_commit_whoever_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mailbox.sqlite");
        let mut store = SqliteMailbox::open(&path, &mut SystemEntropy::new()).unwrap();
        for group in 1..=3_u8 {
            let before = commits(&path);
            // The last one of each asks for the first one's journal; it is refused, and hinders none of the others.
            let (errands, outcomes): (Vec<_>, Vec<_>) =
                (1..=20).map(|one| asks(group * 20 + one % 19, group * 20 + one)).unzip();
            settle(&mut store, errands, 0);
            assert_eq!(commits(&path), before + 1);
            let is_kept = |outcome: &mut oneshot::Receiver<Outcome>| {
                matches!(outcome.try_recv(), Ok(Ok(Done::Answer(Answer::Appended { .. }))))
            };
            assert_eq!(
                outcomes.into_iter().map(|mut outcome| is_kept(&mut outcome)).filter(|kept| *kept).count(),
                19
            );
        }
    }

    #[test]
    fn a_group_is_small_where_the_disk_is_quick() {
        let (quick, slow) = (Duration::from_micros(300), Duration::from_millis(5));
        assert_eq!([quick, slow].map(|flush| group_most(GROUP, flush)), [QUICK_GROUP, GROUP]);
        assert_eq!([quick, slow].map(|flush| group_most(1, flush)), [1, 1]);
    }

    /// Each becomes durable, and each is answered, in the order in which they came.
    #[test]
    fn more_than_a_group_are_all_done() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mailbox.sqlite");
        let store = SqliteMailbox::open(&path, &mut SystemEntropy::new()).unwrap();
        let (line, waiting) = mpsc::channel(LINE);
        let mut outcomes = Vec::new();
        for device in 0..100 {
            let (errand, outcome) = asks(1, device);
            // The first founds the journal; the others are refused, after it.
            line.try_send(errand).unwrap();
            outcomes.push(outcome);
        }
        drop(line);
        let clock: Clock = Arc::new(|| 0);
        write(store, waiting, GROUP, &clock);
        let is_kept = |outcome: &mut oneshot::Receiver<Outcome>| {
            matches!(outcome.try_recv().unwrap(), Ok(Done::Answer(Answer::Appended { .. })))
        };
        let kept: Vec<bool> = outcomes.iter_mut().map(is_kept).collect();
        assert_eq!((kept.len(), kept[0], kept[1..].contains(&true)), (100, true, false));
    }

    /// One that fails is refused alone; each of the others is done again by itself.
    #[test]
    fn one_of_a_group_that_fails_fails_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mailbox.sqlite");
        let mut store = SqliteMailbox::open(&path, &mut SystemEntropy::new()).unwrap();
        let unlucky = "CREATE TRIGGER unlucky BEFORE INSERT ON parcel WHEN substr(NEW.sealed, 1, 1) = x'0d'
                       BEGIN SELECT RAISE(ABORT, 'unlucky'); END";
        rusqlite::Connection::open(&path).unwrap().execute_batch(unlucky).unwrap();
        let before = commits(&path);
        let (errands, outcomes): (Vec<_>, Vec<_>) = (10..16).map(|one| asks(one, one)).unzip();
        settle(&mut store, errands, 0);
        assert_eq!(commits(&path), before + 5);
        let told: Vec<bool> = outcomes
            .into_iter()
            .map(|mut outcome| match outcome.try_recv().unwrap() {
                Ok(Done::Answer(Answer::Appended { kept, .. })) => kept == [nourish_sync::Kept::At(1)],
                Err(MailboxError::StorageUnavailable) => false,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(told, [true, true, true, false, true, true]);
        let count = |store: &mut SqliteMailbox, journal| {
            let journal = JournalId::from_bytes([journal; 16]);
            nourish_sync::Mailbox::read(store, journal, 0, 1_000).unwrap().count
        };
        assert_eq!([12, 13, 14].map(|journal| count(&mut store, journal)), [1, 0, 1]);
    }
}
