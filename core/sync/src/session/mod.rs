//! One sync of a device with a mailbox: what to ask next, and what follows from the answer.
//!
//! A session first reads what is new, then gives what the mailbox lacks (statements, waiting changes of the circle, entries), then
//! compares heads. Everything that a page of parcels brought is stored in one transaction with the place read to, so a session can
//! stop anywhere and go on later.

mod ahead;
mod checkpoint;
mod draft;
mod give;
mod judge;
mod keep;
mod outcome;
mod place;
mod take;

pub use judge::is_due;
pub use outcome::{Budget, SessionError, Summary};

use crate::circle::{Circle, CircleError, CircleStatement, StatementError};
use crate::hold::{Held, Reason};
use crate::message::{Answer, Kept, ParcelHash, Refusal, Request};
use crate::replica::{Replica, Run, Stored};
use crate::state::SyncState;
use crate::statements::decode_statements;
use nourish_seal::{ChainHash, DeviceId, Entropy, EpochKey, Head, JournalId};
use std::collections::{BTreeMap, VecDeque};

/// About how many bytes of parcels are read at once.
const PAGE_BYTES: u64 = 2 * 1024 * 1024;
/// How long a member may have more than the mailbox gives before it is called withheld: an hour.
pub const WITHHELD_AFTER_MS: i64 = 3_600_000;
/// How often one session begins to read again before it leaves the rest to the next.
const MOST_ROUNDS: u32 = 6;
/// Most requests of one session; a mailbox that always has more is left then.
const MOST_REQUESTS: u32 = 10_000;
/// The last parcel is asked for once more at the next sync, unless it is larger than this.
const TAIL_BYTES: usize = 64 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Start,
    Parts,
    Introduce,
    Read,
    Reread,
    Statements,
    Drafts,
    Admit,
    Logs,
    Heads,
    Compare,
    GiveParts,
    Done,
}

/// What was sent and is not answered yet.
enum Asked {
    Introduce,
    Read,
    Reread(Held),
    Statements,
    Draft { statement: Box<CircleStatement>, key: Option<EpochKey>, why: draft::Why },
    Admit,
    Batch { run: Box<Run>, signature: [u8; 64] },
    Heads,
    Checkpoint,
    Part(ParcelHash),
    Compare,
    GivenPart,
    GivenCheckpoint,
}

/// A parcel's hash and size.
type Sent = (ParcelHash, usize);

/// One sync that goes on.
pub struct Session {
    journal: JournalId,
    now_ms: i64,
    budget: Budget,
    spent_bytes: u64,
    phase: Phase,
    asked: Option<Asked>,
    /// The parcels that were sent last: their hashes and sizes.
    sent: Vec<Sent>,
    requests: u32,
    rounds: u32,
    /// Whether the mailbox still has the last parcel that was read is known.
    tail_is_known: bool,
    /// All of the mailbox was read anew because others have more than it gives.
    read_anew: bool,
    /// The patient said something next that only a newer version of this program understands.
    newer_follows: bool,
    /// This device just became a new one.
    begins_anew: bool,
    is_introduced: bool,
    /// Leaving waits until everything is given.
    left_for_last: bool,
    circle: Circle,
    circle_changed: bool,
    state: SyncState,
    stored: Stored,
    own: DeviceId,
    ends: BTreeMap<DeviceId, Head>,
    /// Runs that were taken from the page at hand and are not stored yet.
    runs: BTreeMap<DeviceId, Run>,
    /// How many bytes of items these are.
    ready_bytes: usize,
    /// The parcels that these runs came in.
    run_places: BTreeMap<DeviceId, Vec<u64>>,
    /// Whose log the parcel at hand added to.
    taken_of: Option<DeviceId>,
    reread: VecDeque<Held>,
    /// Chains of logs at places that were looked up already.
    chains: BTreeMap<(DeviceId, u64), ChainHash>,
    /// How many parcels the mailbox said it has.
    count: u64,
    taking: Option<checkpoint::Taking>,
    making: Option<checkpoint::Making>,
    summary: Summary,
}

impl Session {
    /// Begins a sync of `replica` at the time `now_ms`.
    ///
    /// # Errors
    /// [`SessionError::NoCircle`], [`SessionError::DamagedCircle`], [`SessionError::Replica`].
    pub fn begin<R: Replica>(
        replica: &R,
        now_ms: i64,
        budget: Budget,
    ) -> Result<Self, SessionError<R::Error>> {
        let stored = replica.stored().map_err(SessionError::Replica)?;
        let journal = replica.journal();
        let circle = match &stored.circle {
            None => return Err(SessionError::NoCircle),
            Some(statements) => decode_statements(journal, statements).ok_or(SessionError::DamagedCircle)?,
        };
        // A state that cannot be read, such as that of a newer version, is found out anew.
        let mut state = stored.state.as_deref().and_then(SyncState::decode).unwrap_or_default();
        state.go_back();
        let own = replica.key().id();
        let in_circle = circle.device(own).is_some();
        let phase = if in_circle { Phase::Read } else { Phase::Introduce };
        let mut session = Self {
            journal,
            now_ms,
            budget,
            spent_bytes: 0,
            phase,
            asked: None,
            sent: Vec::new(),
            requests: 0,
            rounds: 0,
            tail_is_known: false,
            read_anew: false,
            newer_follows: false,
            begins_anew: false,
            is_introduced: false,
            left_for_last: true,
            circle,
            circle_changed: false,
            state,
            stored,
            own,
            ends: replica.ends().into_iter().map(|head| (head.device, head)).collect(),
            runs: BTreeMap::new(),
            ready_bytes: 0,
            run_places: BTreeMap::new(),
            taken_of: None,
            reread: VecDeque::new(),
            chains: BTreeMap::new(),
            count: 0,
            taking: None,
            making: None,
            summary: Summary::default(),
        };
        session.summary.removed = session.is_removed();
        if in_circle && session.is_fresh() {
            session.phase = Phase::Start;
        }
        Ok(session)
    }

    /// What to ask the mailbox next; nothing once the session is done. The answer goes to [`answer`](Self::answer). Asking again
    /// without an answer asks the same, so an exchange that failed can be repeated.
    ///
    /// # Errors
    /// [`SessionError`].
    pub fn request<R: Replica>(
        &mut self,
        replica: &R,
        clock_ms: i64,
        entropy: &mut dyn Entropy,
    ) -> Result<Option<Request>, SessionError<R::Error>> {
        self.requests += 1;
        let is_spent = clock_ms >= self.budget.until_ms || self.spent_bytes >= self.budget.most_bytes;
        if self.phase != Phase::Done && (is_spent || self.requests > MOST_REQUESTS) {
            self.summary.more = true;
            self.phase = Phase::Done;
        }
        loop {
            let request = match self.phase {
                Phase::Start => Some((Request::GetCheckpoint, Asked::Checkpoint)),
                Phase::Parts => self.next_part(),
                Phase::Introduce => self.introduction(replica),
                Phase::Read => Some((self.reading(self.read_from() - 1, PAGE_BYTES), Asked::Read)),
                Phase::Reread => self
                    .reread
                    .front()
                    .map(|held| (self.reading(held.place.saturating_sub(1), 1), Asked::Reread(*held))),
                Phase::Statements => self.missing_statements(replica)?,
                Phase::Drafts => self.next_draft(replica, entropy)?,
                Phase::Admit => self.admission(),
                Phase::Logs => self.next_batch(replica)?,
                Phase::Heads => Some(self.publication(replica)?),
                Phase::Compare => {
                    self.checkpoint_is_due().then_some((Request::GetCheckpoint, Asked::Compare))
                }
                Phase::GiveParts => self.next_given_part(replica)?,
                Phase::Done => return Ok(None),
            };
            if let Some((request, asked)) = request {
                if let Request::Append { parcels } = &request {
                    self.sent = parcels.iter().map(|parcel| (parcel.hash(), parcel.sealed().len())).collect();
                }
                self.asked = Some(asked);
                return Ok(Some(request));
            }
            self.phase = self.next_phase();
        }
    }

    /// Takes the answer to the last request.
    ///
    /// # Errors
    /// [`SessionError`].
    pub fn answer<R: Replica>(
        &mut self,
        answer: Answer,
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Result<(), SessionError<R::Error>> {
        let asked = self.asked.take().ok_or(SessionError::NotAnAnswer)?;
        match (asked, answer) {
            (Asked::Introduce, Answer::Done | Answer::Refused(Refusal::NotServed)) => {
                self.phase = Phase::Read;
                self.is_introduced = true;
                Ok(())
            }
            (Asked::Read, Answer::Refused(Refusal::NotServed))
                if self.stored.voucher.is_some() && !self.is_introduced =>
            {
                // It was put back to a time before this device joined.
                self.phase = Phase::Introduce;
                Ok(())
            }
            (Asked::Checkpoint | Asked::Part(_), Answer::Refused(_)) => {
                // Reading says why.
                self.taking = None;
                self.phase = Phase::Read;
                Ok(())
            }
            (Asked::Compare | Asked::GivenPart | Asked::GivenCheckpoint, Answer::Refused(_)) => {
                // Another device was faster, or there is no room: it can be done without.
                self.phase = Phase::Done;
                Ok(())
            }
            (_, Answer::Refused(refusal)) => {
                if self.summary.removed {
                    self.phase = Phase::Done;
                    return Ok(());
                }
                Err(SessionError::Refused(refusal))
            }
            (Asked::Read, Answer::Parcels { generation, count, parcels }) => {
                self.take_page(generation, count, parcels, replica, entropy)
            }
            (Asked::Reread(held), Answer::Parcels { generation, parcels, .. }) => {
                self.take_again(held, generation, parcels, replica, entropy)
            }
            (Asked::Statements, Answer::Appended { generation, kept }) => {
                self.statements_kept(generation, &kept, replica)
            }
            (Asked::Draft { statement, key, why }, Answer::Appended { generation, kept }) => {
                self.draft_kept(*statement, (key, why), generation, &kept, replica)
            }
            (Asked::Admit, Answer::Done) => {
                self.state.admitted = self.circle.count();
                self.store(replica)
            }
            (Asked::Batch { run, signature }, Answer::Appended { generation, kept }) => {
                self.batch_kept(&run, signature, generation, &kept, replica)
            }
            (Asked::Heads, Answer::Heads { generation, count, heads }) => {
                self.judge(generation, count, &heads, replica)
            }
            (Asked::Checkpoint, Answer::Found(sealed)) => {
                self.begin_from(sealed.as_deref(), replica);
                Ok(())
            }
            (Asked::Part(hash), Answer::Found(sealed)) => {
                self.take_part(hash, sealed.as_deref(), replica, entropy)
            }
            (Asked::Compare, Answer::Found(sealed)) => self.compare_checkpoint(sealed.as_deref(), replica),
            (Asked::GivenPart, Answer::Done) => Ok(()),
            (Asked::GivenCheckpoint, Answer::Done) => self.checkpoint_kept(replica),
            _ => Err(SessionError::NotAnAnswer),
        }
    }

    /// What the session came to.
    pub fn finish(self) -> Summary {
        self.summary
    }

    fn next_phase(&self) -> Phase {
        match self.phase {
            Phase::Start | Phase::Parts | Phase::Introduce => Phase::Read,
            Phase::Read => Phase::Reread,
            Phase::Reread if self.summary.removed => Phase::Logs,
            Phase::Reread => Phase::Statements,
            Phase::Statements => Phase::Drafts,
            Phase::Drafts => Phase::Admit,
            Phase::Admit => Phase::Logs,
            Phase::Logs if self.left_for_last && self.leaves_now() => Phase::Drafts,
            Phase::Logs => Phase::Heads,
            Phase::Heads => Phase::Compare,
            Phase::Compare | Phase::GiveParts | Phase::Done => Phase::Done,
        }
    }

    fn reading(&self, after: u64, limit_bytes: u64) -> Request {
        let limit_bytes = limit_bytes.min(self.budget.most_bytes.saturating_sub(self.spent_bytes)).max(1);
        Request::Read { after, limit_bytes, wait_ms: 0 }
    }

    /// Whether this device was in the circle and is no longer, or can never be: the one that vouches for it left.
    fn is_removed(&self) -> bool {
        let gone = |id: DeviceId| self.circle.device(id).is_some_and(|device| !device.is_active());
        let voucher = self.stored.voucher.filter(|_| self.circle.device(self.own).is_none());
        gone(self.own) || voucher.is_some_and(|voucher| gone(voucher.by))
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("phase", &self.phase).finish_non_exhaustive()
    }
}

/// Why a statement was not taken, as a reason to hold its parcel.
fn reason_of_statement(error: StatementError) -> Reason {
    match error {
        StatementError::Sealed(error) => reason_of_seal(error),
        StatementError::Newer => Reason::Newer,
        StatementError::Malformed => Reason::Tampered,
    }
}

fn reason_of_seal(error: nourish_seal::SealError) -> Reason {
    match error {
        nourish_seal::SealError::UnknownEpoch(_) => Reason::UnknownEpoch,
        nourish_seal::SealError::UnknownVersion(_) => Reason::Newer,
        _ => Reason::Tampered,
    }
}

fn reason_of_circle(error: CircleError) -> Reason {
    match error {
        CircleError::Gap => Reason::Gap,
        CircleError::Forked => Reason::Forked,
        CircleError::NotByMember | CircleError::NotAllowed | CircleError::DoesNotFit | CircleError::Full => {
            Reason::NotOfCircle
        }
    }
}

/// Whether a mailbox said of one parcel that it is kept.
fn is_kept(kept: &[Kept]) -> bool {
    matches!(kept, [Kept::At(_) | Kept::Already(_)])
}
