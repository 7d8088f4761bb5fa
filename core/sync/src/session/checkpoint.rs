//! Beginning from a checkpoint, and making one for those who come later.

use super::{Asked, Phase, Session, SessionError};
use crate::batch::Batch;
use crate::checkpoint::{Checkpoint, Standing};
use crate::message::{CHECKPOINT_PARTS, ParcelHash, Request};
use crate::opening::Opened;
use crate::replica::Replica;
use crate::trouble::Trouble;
use nourish_seal::{Entropy, Head, entry_hash};
use std::collections::BTreeSet;

type Asking<E> = Result<Option<(Request, Asked)>, SessionError<E>>;

/// A checkpoint that is taken part by part.
pub(super) struct Taking {
    checkpoint: Checkpoint,
    parts: usize,
}

/// A checkpoint that is made part by part.
pub(super) struct Making {
    /// Parts that the mailbox has of the checkpoint before.
    known: BTreeSet<ParcelHash>,
    /// Where the logs stand that it is to hold.
    logs: Vec<Head>,
    /// Which of them is at hand, and how far its parts are made.
    log: usize,
    covered: u64,
    parts: Vec<ParcelHash>,
}

impl Session {
    /// Whether this device knows nothing of the mailbox yet, so that a checkpoint would spare it reading all of it.
    pub(super) fn is_fresh(&self) -> bool {
        let state = &self.state;
        let knows_nothing = state.cursor == 0 && state.generation.is_none() && self.stored.voucher.is_none();
        knows_nothing && self.budget.is_unlimited()
    }

    /// Takes up a checkpoint, or leaves it and reads everything.
    pub(super) fn begin_from<R: Replica>(&mut self, sealed: Option<&[u8]>, replica: &R) {
        let checkpoint = sealed.and_then(|sealed| self.checkpoint_of_member(sealed, replica));
        let known = |checkpoint: &Checkpoint| {
            let (count, hash) = checkpoint.standing.circle;
            let is_place = checkpoint.standing.place <= u64::MAX >> 1;
            is_place && count > 0 && self.statement_hash(count) == Some(hash)
        };
        self.taking = checkpoint.filter(known).map(|checkpoint| Taking { checkpoint, parts: 0 });
        self.phase = if self.taking.is_some() { Phase::Parts } else { Phase::Read };
    }

    /// The next part of the checkpoint that is taken; after the last, what it stands for is as good as read.
    pub(super) fn next_part(&mut self) -> Option<(Request, Asked)> {
        let taking = self.taking.as_ref()?;
        let hash = *taking.checkpoint.standing.parts.get(taking.parts)?;
        Some((Request::GetPart { hash }, Asked::Part(hash)))
    }

    /// Takes a part as any other batch. One that is missing, or cannot be taken whole, ends it: everything is read instead.
    pub(super) fn take_part<R: Replica>(
        &mut self,
        hash: ParcelHash,
        sealed: Option<&[u8]>,
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Result<(), SessionError<R::Error>> {
        let sealed = sealed.filter(|sealed| entry_hash(sealed) == hash);
        let batch = sealed.and_then(|sealed| Batch::open(replica.sealer(), sealed).ok());
        self.spent_bytes += sealed.map_or(0, |sealed| sealed.len() as u64);
        let taken = match batch {
            Some(batch) => self.take_batch(Opened::of(batch), replica, entropy)?.is_ok(),
            None => false,
        };
        self.taken_of = None;
        if self.begins_anew {
            self.taking = None;
            return self.begin_anew(replica);
        }
        // What the mailbox has is told by the whole of the checkpoint alone.
        self.state.covered.clear();
        let Some(taking) = self.taking.as_mut().filter(|_| taken) else {
            return self.leave_checkpoint(replica);
        };
        taking.parts += 1;
        let is_last = taking.parts == taking.checkpoint.standing.parts.len();
        self.store(replica)?;
        if is_last { self.go_on_from_checkpoint(replica) } else { Ok(()) }
    }

    fn go_on_from_checkpoint<R: Replica>(&mut self, replica: &mut R) -> Result<(), SessionError<R::Error>> {
        let Some(Taking { checkpoint, .. }) = self.taking.take() else { return Ok(()) };
        let standing = checkpoint.standing;
        if self.agrees_with(&standing.logs, replica)? != Some(true) {
            return self.leave_checkpoint(replica);
        }
        self.state.generation = Some(standing.generation);
        self.state.cursor = standing.place;
        self.state.known_count = standing.place;
        self.state.checkpoint = standing.place;
        self.state.tail = standing.tail.map(|hash| (standing.place, hash));
        self.state.circle_parcels = standing.circle_parcels;
        self.state.statements = standing.circle.0;
        self.state.covered = standing.logs.iter().map(|head| (head.device, head.seq)).collect();
        self.phase = Phase::Read;
        self.store(replica)
    }

    fn leave_checkpoint<R: Replica>(&mut self, replica: &mut R) -> Result<(), SessionError<R::Error>> {
        self.taking = None;
        self.phase = Phase::Read;
        self.store(replica)
    }

    /// Whether the mailbox has so much more than its checkpoint stands for that a new one is worth making, and this device could.
    pub(super) fn checkpoint_is_due(&self) -> bool {
        let state = &self.state;
        let is_far = state.cursor >= state.checkpoint.saturating_add(self.budget.checkpoint_after);
        let has_all = state.cursor == state.known_count && state.held.is_empty() && state.beyond.is_none();
        let all_given = state.statements == self.circle.count()
            && self.ends.values().all(|end| {
                self.counts(end.device, end.seq).is_none_or(|seq| seq <= state.covered(end.device))
            });
        let is_member = self.circle.device(self.own).is_some_and(|device| device.is_active());
        let is_free = self.budget.is_unlimited() && !self.newer_follows && !self.summary.more;
        is_far && has_all && all_given && is_member && is_free
    }

    /// Looks at the checkpoint that the mailbox has by now: only where it is old, or wrong, is a new one made.
    pub(super) fn compare_checkpoint<R: Replica>(
        &mut self,
        sealed: Option<&[u8]>,
        replica: &R,
    ) -> Result<(), SessionError<R::Error>> {
        let there = sealed.and_then(|sealed| self.checkpoint_of_member(sealed, replica));
        let there = there.filter(|there| Some(there.standing.generation) == self.state.generation);
        let mut known = BTreeSet::new();
        if let Some(Checkpoint { standing, .. }) = there
            && self.agrees_with(&standing.logs, replica)? != Some(false)
        {
            self.state.checkpoint = standing.place.min(self.state.cursor);
            known.extend(standing.parts);
        }
        if self.checkpoint_is_due() {
            let logs = self.counted_logs(replica)?;
            self.making = Some(Making { known, logs, log: 0, covered: 0, parts: Vec::new() });
        }
        self.phase = Phase::GiveParts;
        Ok(())
    }

    /// The next part of the checkpoint that is made, and after the last the checkpoint itself.
    pub(super) fn next_given_part<R: Replica>(&mut self, replica: &R) -> Asking<R::Error> {
        let Some(mut making) = self.making.take() else { return Ok(None) };
        while let Some(end) = making.logs.get(making.log).copied() {
            if making.covered >= end.seq {
                making.log += 1;
                making.covered = 0;
                continue;
            }
            let batch = self.batch_after(making.covered, end, replica)?;
            let sealed = batch.and_then(|batch| {
                let sealed = batch.seal(replica.sealer(), self.circle.epoch()).ok()?;
                Some((batch.last_seq(), sealed))
            });
            // Where a log's device did not sign in reach, nobody but that device can make a checkpoint.
            let Some((last_seq, sealed)) = sealed.filter(|_| making.parts.len() < CHECKPOINT_PARTS) else {
                return Ok(None);
            };
            making.covered = last_seq;
            let hash = entry_hash(&sealed);
            making.parts.push(hash);
            if !making.known.contains(&hash) {
                self.spent_bytes += sealed.len() as u64;
                self.making = Some(making);
                return Ok(Some((Request::PutPart { sealed }, Asked::GivenPart)));
            }
        }
        self.finished_checkpoint(making, replica)
    }

    fn finished_checkpoint<R: Replica>(
        &self,
        Making { logs, parts, .. }: Making,
        replica: &R,
    ) -> Asking<R::Error> {
        let Some(generation) = self.state.generation.filter(|_| !parts.is_empty()) else { return Ok(None) };
        let standing = Standing {
            at_ms: self.now_ms,
            generation,
            place: self.state.cursor,
            tail: self.state.tail.filter(|(place, _)| *place == self.state.cursor).map(|(_, hash)| hash),
            circle_parcels: self.state.circle_parcels,
            circle: self.circle_as_given(),
            logs,
            parts: parts.clone(),
        };
        let checkpoint = Checkpoint::sign(replica.key(), self.journal, standing);
        let sealed = checkpoint.seal(replica.sealer(), self.circle.epoch()).ok();
        Ok(sealed.map(|sealed| (Request::PutCheckpoint { sealed, parts }, Asked::GivenCheckpoint)))
    }

    /// The checkpoint stands.
    pub(super) fn checkpoint_kept<R: Replica>(
        &mut self,
        replica: &mut R,
    ) -> Result<(), SessionError<R::Error>> {
        self.state.checkpoint = self.state.cursor;
        self.phase = Phase::Done;
        self.store(replica)
    }

    /// A checkpoint that a device of the circle signed.
    fn checkpoint_of_member<R: Replica>(&self, sealed: &[u8], replica: &R) -> Option<Checkpoint> {
        let checkpoint = Checkpoint::open(replica.sealer(), sealed)?;
        let device = self.circle.device(checkpoint.device)?;
        checkpoint.verify(self.journal, &device.face.signing_key).ok()?;
        Some(checkpoint)
    }

    /// Whether logs stand in a checkpoint as they do here; nothing where it has more of one than this device.
    fn agrees_with<R: Replica>(
        &mut self,
        logs: &[Head],
        replica: &R,
    ) -> Result<Option<bool>, SessionError<R::Error>> {
        let mut agrees = Some(true);
        for head in logs {
            match self.chain_at(replica, head.device, head.seq)? {
                Some(known) if known != head.hash => {
                    self.state.notice_anew(Trouble::Forked { device: head.device }, self.now_ms);
                    return Ok(Some(false));
                }
                Some(_) => {}
                None => agrees = None,
            }
        }
        Ok(agrees)
    }
}
