//! Giving the mailbox what it lacks: statements and entries, own ones and those that it lost.

use super::{Asked, Phase, Session, SessionError, is_kept};
use crate::batch::{Batch, sign_head};
use crate::circle::{Act, NewDevice, Signer};
use crate::message::{Generation, Kept, Parcel, Request};
use crate::replica::{Replica, Run};
use crate::state::{MARK_BYTES, MARK_ITEMS};
use crate::trouble::Trouble;
use nourish_seal::{DeviceId, Epoch, Head};

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
        let asked = Asked::Statements { first };
        Ok((!parcels.is_empty()).then_some((Request::Append { parcels }, asked)))
    }

    pub(super) fn statements_kept<R: Replica>(
        &mut self,
        first: u64,
        generation: Generation,
        kept: &[Kept],
        replica: &mut R,
    ) -> Result<(), SessionError<R::Error>> {
        if self.is_renewed(generation) {
            return self.store(replica);
        }
        let mut refused = None;
        for kept in kept {
            match kept {
                Kept::At(_) | Kept::Already(_) if refused.is_none() => {
                    self.state.statements += 1;
                    self.given(*kept, true);
                }
                kept => refused = refused.or(Some(*kept)),
            }
        }
        debug_assert!(self.state.statements >= first, "counted back");
        match refused {
            None => {}
            Some(Kept::CircleMoved { .. }) => self.read_again(),
            Some(_) => {
                self.state.notice(Trouble::NotKept, self.now_ms);
                self.phase = Phase::Heads;
            }
        }
        self.store(replica)
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
        if self.circle.device(self.own).is_none_or(|device| !device.is_active()) {
            return Ok(None);
        }
        let lacking = |end: &&Head| self.state.covered(end.device) < end.seq;
        let logs: Vec<Head> = self.ends.values().filter(lacking).copied().collect();
        for end in logs {
            if let Some(batch) = self.batch_of(end, replica)? {
                let sealed = match batch.seal(replica.sealer()) {
                    Ok(sealed) => sealed,
                    Err(_) => continue,
                };
                self.spent_bytes += sealed.len() as u64;
                let own = batch.device == self.own;
                let end = batch.end();
                let run = Run { device: batch.device, first_seq: batch.first_seq, items: batch.items, end };
                let asked = Asked::Batch { run: Box::new(run), own };
                return Ok(Some((Request::Append { parcels: vec![Parcel::Batch { sealed }] }, asked)));
            }
        }
        Ok(None)
    }

    /// What comes next of a log that the mailbox lacks, as far as there is a signature for it.
    fn batch_of<R: Replica>(
        &mut self,
        end: Head,
        replica: &R,
    ) -> Result<Option<Batch>, SessionError<R::Error>> {
        let device = end.device;
        let covered = self.state.covered(device);
        let Some(log) = self.circle.log_of(device) else { return Ok(None) };
        let signs = match log.signer {
            Signer::Own(_) => device == self.own,
            Signer::Founder(key) => key == replica.key().public(),
        };
        let last_seq = log.last.map_or(end.seq, |last| last.seq.min(end.seq));
        let mark =
            self.state.marks.get(&device).and_then(|marks| marks.iter().find(|mark| mark.seq > covered));
        let (most_items, most_bytes) = match mark {
            _ if signs => (MARK_ITEMS.min(last_seq.saturating_sub(covered)), MARK_BYTES),
            // A single batch of the other device may have been larger than what marks allow.
            Some(mark) => (mark.seq - covered, crate::BATCH_BYTES as u64),
            None => return Ok(None),
        };
        let signature = mark.map(|mark| mark.signature);
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
        batch.signature = match signature {
            _ if signs => sign_head(replica.key(), self.journal, batch.end()),
            Some(signature) => signature,
            None => return Ok(None),
        };
        Ok(Some(batch))
    }

    pub(super) fn batch_kept<R: Replica>(
        &mut self,
        run: &Run,
        own: bool,
        generation: Generation,
        kept: &[Kept],
        replica: &mut R,
    ) -> Result<(), SessionError<R::Error>> {
        if self.is_renewed(generation) {
            return self.store(replica);
        }
        if !is_kept(kept) {
            self.state.notice(Trouble::NotKept, self.now_ms);
            self.phase = Phase::Heads;
            return self.store(replica);
        }
        self.state.covered.insert(run.device, run.end.seq);
        self.chains.insert((run.device, run.end.seq), run.end.hash);
        self.summary.given += run.items.len() as u64;
        if !own {
            self.summary.healed += run.items.len() as u64;
        }
        kept.iter().for_each(|kept| self.given(*kept, false));
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
        let voucher = self.stored.voucher?;
        let old = self.circle.device(voucher.by).filter(|device| device.is_active())?;
        let device = NewDevice { face: replica.key().face().ok()?, name: old.name.clone() };
        let in_circle = |id: DeviceId| self.circle.device(id).is_some();
        (!in_circle(self.own)).then_some(Act::AddDevice {
            member: old.member,
            device,
            voucher: Some(voucher),
        })
    }
}
