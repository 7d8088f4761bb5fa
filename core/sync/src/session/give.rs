//! Giving the mailbox what it lacks: statements and entries, own ones and those that it lost.

use super::{Asked, Phase, Session, SessionError, is_kept};
use crate::batch::{Batch, sign_head};
use crate::circle::{Act, NewDevice, Signer};
use crate::message::{Generation, Kept, Parcel, Request};
use crate::replica::{Replica, Run};
use crate::state::{MARK_BYTES, MARK_ITEMS};
use crate::trouble::Trouble;
use nourish_seal::{Epoch, Head};

/// Stands for a signature where the circle's own word for the end of a log is enough.
const NOBODY: [u8; 64] = [0; 64];
/// Most statements that are given at once.
const STATEMENTS_AT_ONCE: usize = 50;

type Asking<E> = Result<Option<(Request, Asked)>, SessionError<E>>;

impl Session {
    /// Shows a mailbox that does not know this device the word of one that it knows.
    pub(super) fn introduction<R: Replica>(&mut self, replica: &R) -> Option<(Request, Asked)> {
        let voucher = self.stored.voucher?;
        let face = replica.key().face().ok()?.encode();
        Some((Request::Introduce { face, by: voucher.by, voucher: voucher.signature }, Asked::Introduce))
    }

    /// The statements that the mailbox lacks.
    pub(super) fn missing_statements<R: Replica>(&mut self, replica: &R) -> Asking<R::Error> {
        let first = self.state.statements;
        let mut parcels = Vec::new();
        let from = usize::try_from(first).unwrap_or(usize::MAX);
        for statement in self.circle.statements().iter().skip(from).take(STATEMENTS_AT_ONCE) {
            let epoch = self.epoch_before(statement.number);
            let Ok(sealed) = statement.seal(replica.sealer(), epoch) else { break };
            parcels.push(Parcel::Circle { number: self.state.circle_parcels + parcels.len() as u64, sealed });
        }
        Ok((!parcels.is_empty()).then_some((Request::Append { parcels }, Asked::Statements)))
    }

    pub(super) fn statements_kept<R: Replica>(
        &mut self,
        generation: Generation,
        kept: &[Kept],
        replica: &mut R,
    ) -> Result<(), SessionError<R::Error>> {
        if self.is_renewed(generation) || self.went_back(kept) {
            return self.store(replica);
        }
        if kept.len() != self.sent.len() {
            return Err(SessionError::NotAnAnswer);
        }
        let mut refused = None;
        let sent = std::mem::take(&mut self.sent);
        for (kept, sent) in kept.iter().zip(sent) {
            match kept {
                Kept::At(_) | Kept::Already(_) if refused.is_none() => {
                    self.state.statements += 1;
                    self.given(*kept, sent, true);
                }
                kept => refused = refused.or(Some(*kept)),
            }
        }
        if refused.is_some() {
            self.statement_refused(refused.as_ref());
        }
        self.store(replica)
    }

    /// What follows on a statement that the mailbox did not take.
    pub(super) fn statement_refused(&mut self, kept: Option<&Kept>) {
        match kept {
            Some(Kept::CircleMoved { .. }) => self.circle_moved(),
            _ => self.not_kept(),
        }
    }

    /// The mailbox keeps nothing more: nothing else is given to it now.
    fn not_kept(&mut self) {
        self.state.notice_anew(Trouble::NotKept, self.now_ms);
        self.phase = Phase::Heads;
    }

    /// Tells the mailbox whom to serve, where that changed.
    pub(super) fn admission(&mut self) -> Option<(Request, Asked)> {
        let changed =
            self.state.admitted < self.circle.count() && self.state.statements >= self.circle.count();
        let devices = self.circle.active().map(|device| (device.face.id, device.face.signing_key)).collect();
        changed.then_some((Request::Admit { devices }, Asked::Admit))
    }

    /// The next batch that the mailbox lacks.
    pub(super) fn next_batch<R: Replica>(&mut self, replica: &R) -> Asking<R::Error> {
        let Some(device) = self.circle.device(self.own) else { return Ok(None) };
        // Who left owes what its own log still counts: the mailbox may have lost it just before.
        let left = !device.is_active();
        let epoch = if left { replica.sealer().current() } else { self.circle.epoch() };
        let is_lacking = |end: &&Head| self.state.covered(end.device) < end.seq;
        let may_be_given = |end: &&Head| !left || end.device == self.own;
        let logs: Vec<Head> = self.ends.values().filter(is_lacking).filter(may_be_given).copied().collect();
        for end in logs {
            let covered = self.state.covered(end.device);
            if let Some(batch) = self.batch_after(covered, end, replica)? {
                let sealed = match batch.seal(replica.sealer(), epoch) {
                    Ok(sealed) => sealed,
                    Err(_) => continue,
                };
                self.spent_bytes += sealed.len() as u64;
                let end = batch.end();
                let run = Run { device: batch.device, first_seq: batch.first_seq, items: batch.items, end };
                let asked = Asked::Batch { run: Box::new(run), signature: batch.signature };
                return Ok(Some((Request::Append { parcels: vec![Parcel::Batch { sealed }] }, asked)));
            }
        }
        Ok(None)
    }

    /// What comes next of a log after so many entries, as far as there is a signature for it.
    pub(super) fn batch_after<R: Replica>(
        &mut self,
        covered: u64,
        end: Head,
        replica: &R,
    ) -> Result<Option<Batch>, SessionError<R::Error>> {
        let device = end.device;
        let Some(log) = self.circle.log_of(device) else { return Ok(None) };
        let signs = match log.signer {
            Signer::Own(_) => device == self.own,
            Signer::Founder(key) => key == replica.key().public(),
        };
        // What follows on a log's end counts for nothing. The end itself the circle has signed for.
        let last = log.last.filter(|last| last.seq <= end.seq);
        let last_seq = last.map_or(end.seq, |last| last.seq);
        let marks = self.state.marks.get(&device);
        let mark =
            marks.and_then(|marks| marks.iter().find(|mark| mark.seq > covered && mark.seq <= last_seq));
        let (most_items, most_bytes, signature) = match mark {
            _ if signs => (MARK_ITEMS.min(last_seq.saturating_sub(covered)), MARK_BYTES, None),
            // A single batch of the other device may have been larger than what marks allow.
            Some(mark) => (mark.seq - covered, crate::BATCH_BYTES as u64, Some(mark.signature)),
            None if last.is_some() => {
                (last_seq.saturating_sub(covered), crate::BATCH_BYTES as u64, Some(NOBODY))
            }
            None => return Ok(None),
        };
        if most_items == 0 {
            return Ok(None);
        }
        let Some(before) = self.chain_at(replica, device, covered)? else { return Ok(None) };
        let most = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let items = replica
            .log(device, covered + 1, most(most_items), most(most_bytes))
            .map_err(SessionError::Replica)?;
        if items.is_empty() || (!signs && items.len() as u64 != most_items) {
            return Ok(None);
        }
        let mut batch = Batch { device, first_seq: covered + 1, before, items, signature: [0; 64] };
        batch.signature = signature.unwrap_or_else(|| sign_head(replica.key(), self.journal, batch.end()));
        Ok(Some(batch))
    }

    pub(super) fn batch_kept<R: Replica>(
        &mut self,
        run: &Run,
        signature: [u8; 64],
        generation: Generation,
        kept: &[Kept],
        replica: &mut R,
    ) -> Result<(), SessionError<R::Error>> {
        if self.is_renewed(generation) || self.went_back(kept) {
            return self.store(replica);
        }
        if !is_kept(kept) {
            self.not_kept();
            return self.store(replica);
        }
        self.state.covered.insert(run.device, run.end.seq);
        self.chains.insert((run.device, run.end.seq), run.end.hash);
        self.summary.given += run.items.len() as u64;
        if run.device == self.own {
            // This device may become another one day, which then has these signatures alone to prove the log by.
            let bytes = run.items.iter().map(|item| item.bytes() as u64).sum();
            self.state.mark(run.device, run.end.seq, signature, bytes);
        } else {
            self.summary.healed += run.items.len() as u64;
        }
        self.given_one(kept, false);
        self.store(replica)
    }

    /// The epoch in which the statement with this number is sealed: the circle's before it.
    fn epoch_before(&self, number: u64) -> Epoch {
        let before = usize::try_from(number).unwrap_or(usize::MAX);
        let epoch_of = |act: &Act| match act {
            Act::Found { epoch, .. } => Some(*epoch),
            Act::RemoveDevices { epoch, .. } | Act::NewEpoch(epoch) => Some(epoch.epoch),
            _ => None,
        };
        let mut earlier = self.circle.statements().iter().take(before.max(1)).rev();
        earlier.find_map(|statement| epoch_of(&statement.act)).unwrap_or(Epoch(0))
    }

    /// The change by which this device, which an older one vouches for, joins the circle.
    pub(super) fn own_joining<R: Replica>(&self, replica: &R) -> Option<Act> {
        let voucher = self.stored.voucher.filter(|_| self.circle.device(self.own).is_none())?;
        let old = self.circle.device(voucher.by).filter(|device| device.is_active())?;
        let device = NewDevice { face: replica.key().face().ok()?, name: old.name.clone() };
        Some(Act::AddDevice { member: old.member, device, voucher: Some(voucher) })
    }
}
