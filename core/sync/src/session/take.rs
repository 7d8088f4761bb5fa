//! Taking parcels: each is opened, checked and laid ready to be stored, or held for a reason.

use super::{Phase, Session, SessionError, reason_of_circle, reason_of_seal, reason_of_statement};
use crate::batch::{Batch, BatchError, Item};
use crate::circle::{Act, CircleDevice, CircleStatement, NewerStatement, Role, RoleSpan, StatementError};
use crate::hold::{Held, Reason};
use crate::message::{Generation, Parcel};
use crate::opening::Opened;
use crate::replica::{Replica, Run};
use crate::trouble::Trouble;
use nourish_seal::{ChainHash, Entropy, Head, SealError, accept_epoch};
use std::collections::VecDeque;

/// How many bytes of entries are laid ready before they are stored.
const READY_BYTES: usize = 16 * 1024 * 1024;
/// What became of a parcel.
type Taken<E> = Result<Result<(), Reason>, SessionError<E>>;

impl Session {
    /// Takes a page of parcels and stores what it brought together with the place read to.
    pub(super) fn take_page<R: Replica>(
        &mut self,
        generation: Generation,
        count: u64,
        parcels: Vec<(u64, Parcel)>,
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Result<(), SessionError<R::Error>> {
        if self.is_renewed(generation) {
            return self.store(replica);
        }
        let first = self.read_from();
        let in_order = parcels.iter().map(|(place, _)| *place).eq((first..).take(parcels.len()));
        let is_short = parcels.is_empty() && count >= first;
        if !in_order || is_short || parcels.last().is_some_and(|(place, _)| *place > count) {
            return Err(SessionError::NotAnAnswer);
        }
        let at_tail = self.state.tail.filter(|(place, _)| !self.state.was_spoilt(*place));
        let is_same = at_tail.is_none_or(|(tail, hash)| {
            parcels.iter().all(|(place, parcel)| *place != tail || parcel.hash() == hash)
        });
        if count < self.state.known_count || !is_same {
            self.rolled_back();
            return self.store(replica);
        }
        self.tail_is_known = true;
        self.count = count;
        self.state.known_count = count;
        let known = parcels.iter().take_while(|(place, _)| *place <= self.state.cursor).count();
        let mut opened = VecDeque::new();
        for (at, (place, parcel)) in parcels.iter().enumerate().skip(known) {
            let bytes = parcel.sealed().len();
            self.spent_bytes += bytes as u64;
            if opened.is_empty() {
                opened = self.open_ahead(parcels.iter().skip(at), replica.sealer());
            }
            self.take_at(*place, (parcel, opened.pop_front().flatten()), None, replica, entropy)?;
            if self.begins_anew {
                return self.begin_anew(replica);
            }
            let is_circle = matches!(parcel, Parcel::Circle { .. });
            if !self.read_on_to(*place, (parcel.hash(), bytes), is_circle) {
                self.rolled_back();
                return self.store(replica);
            }
            if self.ready_bytes > READY_BYTES {
                self.store(replica)?;
            }
        }
        if self.state.cursor == count {
            self.state.synced_ms = Some(self.now_ms);
            self.look_again();
            self.phase = Phase::Reread;
        }
        self.store(replica)
    }

    /// Looks at a held parcel again.
    pub(super) fn take_again<R: Replica>(
        &mut self,
        held: Held,
        generation: Generation,
        parcels: Vec<(u64, Parcel)>,
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Result<(), SessionError<R::Error>> {
        if self.is_renewed(generation) {
            return self.store(replica);
        }
        self.reread.pop_front();
        if let Some((place, parcel)) = parcels.into_iter().next().filter(|(place, _)| *place == held.place) {
            self.spent_bytes += parcel.sealed().len() as u64;
            let before = (self.summary.received, self.circle.count());
            self.take_at(place, (&parcel, None), Some(held.since_ms), replica, entropy)?;
            if self.begins_anew {
                return self.begin_anew(replica);
            }
            if before != (self.summary.received, self.circle.count()) {
                // It may have been what others wait for.
                self.look_again();
            }
        }
        self.store(replica)
    }

    /// Has every held parcel read once more that may be taken by now.
    fn look_again(&mut self) {
        self.reread = self.state.held.iter().filter(|held| held.reason.may_pass()).copied().collect();
    }

    fn take_at<R: Replica>(
        &mut self,
        place: u64,
        parcel: (&Parcel, Option<Opened>),
        since_ms: Option<i64>,
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Result<(), SessionError<R::Error>> {
        let before = self.summary.received;
        match self.take(parcel, replica, entropy)? {
            Ok(()) => {
                self.state.held.retain(|held| held.place != place);
                if let Some(device) = self.taken_of.take().filter(|_| self.summary.received > before) {
                    self.run_places.entry(device).or_default().push(place);
                }
            }
            Err(reason) => self.hold(place, reason, since_ms),
        }
        Ok(())
    }

    /// Takes a parcel, which may have been opened before.
    fn take<R: Replica>(
        &mut self,
        (parcel, opened): (&Parcel, Option<Opened>),
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Taken<R::Error> {
        if let Some(opened) = opened {
            return self.take_batch(opened, replica, entropy);
        }
        if matches!(parcel, Parcel::Erased { .. }) {
            // Somebody had its content taken away. What of it still counts, others give again, or name in their heads.
            return Ok(Ok(()));
        }
        // Whether a parcel is a statement or a batch is told by its seal, not by the mailbox.
        match Batch::open(replica.sealer(), parcel.sealed()) {
            Ok(batch) => self.take_batch(Opened::of(batch), replica, entropy),
            Err(BatchError::Sealed(SealError::WrongKey)) => {
                match CircleStatement::open(replica.sealer(), parcel.sealed()) {
                    Ok(statement) => self.take_statement(statement, replica),
                    Err(StatementError::Sealed(SealError::WrongKey)) => Ok(Err(Reason::Tampered)),
                    Err(error) => {
                        self.newer_follows |=
                            error == StatementError::Newer && self.is_patients_next(parcel, replica);
                        Ok(Err(reason_of_statement(error)))
                    }
                }
            }
            Err(BatchError::Sealed(error)) => Ok(Err(reason_of_seal(error))),
            Err(BatchError::NewerVersion(_)) => Ok(Err(Reason::Newer)),
            Err(BatchError::Malformed | BatchError::BadSignature) => Ok(Err(Reason::Tampered)),
        }
    }

    fn take_statement<R: Replica>(&mut self, statement: CircleStatement, replica: &mut R) -> Taken<R::Error> {
        let number = statement.number;
        if number < self.circle.count() {
            let known = usize::try_from(number).ok().and_then(|at| self.circle.statements().get(at));
            if known != Some(&statement) {
                self.state.notice(Trouble::CircleForked, self.now_ms);
                return Ok(Err(Reason::Forked));
            }
            if number == self.state.statements {
                self.state.statements += 1;
            }
            return Ok(Ok(()));
        }
        if let Err(error) = self.circle.apply(statement.clone()) {
            let reason = reason_of_circle(error);
            if reason == Reason::Forked {
                self.state.notice(Trouble::CircleForked, self.now_ms);
            }
            return Ok(Err(reason));
        }
        self.circle_changed = true;
        self.summary.statements += 1;
        if number == self.state.statements {
            self.state.statements += 1;
        }
        if let Act::RemoveDevices { epoch, .. } | Act::NewEpoch(epoch) = &statement.act {
            let grant = epoch.grants.iter().find(|(device, _)| *device == self.own);
            let key = grant.and_then(|(_, grant)| accept_epoch(self.journal, replica.key(), grant).ok());
            if let Some(key) = key.filter(|key| key.epoch() == epoch.epoch) {
                // Stored before the statement: a key too many does no harm, one too few would lock this device out.
                replica.take_epoch(key).map_err(SessionError::Replica)?;
            }
        }
        if let Some(address) = self.circle.mailbox() {
            self.state.mailbox.get_or_insert_with(|| address.to_owned());
        }
        self.summary.removed = self.is_removed();
        Ok(Ok(()))
    }

    pub(super) fn take_batch<R: Replica>(
        &mut self,
        opened: Opened,
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Taken<R::Error> {
        let device = opened.batch().device;
        let (batch, end) = match self.counted(opened) {
            Ok(counted) => counted,
            Err(reason) => return Ok(Err(reason)),
        };
        let is_own = device == self.own && !self.summary.removed;
        let ours = self.end_of(device);
        if batch.first_seq > ours.seq + 1 && !is_own {
            return Ok(Err(Reason::Gap));
        }
        if !self.agrees(&batch, end, ours, replica)? {
            if !is_own {
                return Ok(Err(self.forked(end)));
            }
            let common = self.common_seq(&batch, replica)?;
            self.become_new_device(common, replica, entropy)?;
            return Ok(Ok(()));
        }
        if is_own && end.seq > ours.seq {
            // More of the own log than was ever written here: this is an old image of the device that wrote it.
            self.become_new_device(ours.seq, replica, entropy)?;
            return Ok(Ok(()));
        }
        let bytes = batch.items.iter().map(|item| item.bytes() as u64).sum();
        let (first_seq, signature) = (batch.first_seq, batch.signature);
        let taken = self.take_items(batch, end, ours, replica);
        let has = end.seq.min(self.end_of(device).seq);
        if first_seq <= self.state.covered(device) + 1 && has > self.state.covered(device) {
            self.state.covered.insert(device, has);
        }
        if taken.is_ok() {
            self.state.mark(device, end.seq, signature, bytes);
        }
        Ok(taken)
    }

    /// What of a batch counts, and where it ends: nothing that its device did not sign for, and nothing after the end of its log.
    fn counted(&mut self, opened: Opened) -> Result<(Batch, Head), Reason> {
        let log = self.circle.log_of(opened.batch().device).ok_or(Reason::UnknownDevice)?;
        let (last, signer) = (log.last, log.signer);
        if last != Some(opened.end()) && !opened.is_signed_by(signer, self.journal) {
            return Err(Reason::BadSignature);
        }
        let (mut batch, end) = opened.into_parts();
        let Some(last) = last.filter(|last| last.seq <= end.seq) else { return Ok((batch, end)) };
        let counted = (last.seq + 1).checked_sub(batch.first_seq).filter(|counted| *counted > 0);
        let counted = counted.ok_or(Reason::AfterLeaving)?;
        batch.items.truncate(usize::try_from(counted).unwrap_or(usize::MAX));
        if batch.end() != last {
            return Err(self.forked(last));
        }
        Ok((batch, last))
    }

    /// Lays the items that are new ready to be stored.
    fn take_items<R: Replica>(
        &mut self,
        batch: Batch,
        end: Head,
        ours: Head,
        replica: &R,
    ) -> Result<(), Reason> {
        if end.seq <= ours.seq {
            return Ok(());
        }
        let known = usize::try_from(ours.seq + 1 - batch.first_seq).unwrap_or(usize::MAX);
        let items: Vec<Item> = batch.items.into_iter().skip(known).collect();
        self.taken_of = Some(batch.device);
        let run = Run { device: batch.device, first_seq: ours.seq + 1, items, end };
        let roles = self.circle.log_of(batch.device).map(|log| log.roles.to_vec()).unwrap_or_default();
        match replica.check(&run, &roles) {
            Ok(()) => {
                self.lay_ready(run);
                Ok(())
            }
            Err(Reason::NotAllowed) => self.take_what_is_allowed(run, ours, &roles, replica),
            Err(reason) => Err(reason),
        }
    }

    /// Takes a run as far as its device might write it. What it might not is taken as a hash where a later change of its role lies
    /// beyond, so that its log goes on; otherwise the log waits there, because a statement may be missing that allows it.
    fn take_what_is_allowed<R: Replica>(
        &mut self,
        run: Run,
        ours: Head,
        roles: &[RoleSpan],
        replica: &R,
    ) -> Result<(), Reason> {
        let trouble = Trouble::NotAllowed { device: run.device };
        if self.phase == Phase::Reread {
            self.state.notice(trouble, self.now_ms);
        } else {
            self.state.notice_anew(trouble, self.now_ms);
        }
        let mut taken = Run { items: Vec::new(), end: ours, ..run };
        let mut outcome = Ok(());
        for (seq, item) in (run.first_seq..).zip(run.items) {
            let one = Run { device: run.device, first_seq: seq, items: vec![item.clone()], end: run.end };
            let item = match replica.check(&one, roles) {
                Ok(()) => item,
                Err(Reason::NotAllowed) if is_closed(roles, seq) => item.hash_alone(),
                Err(reason) => {
                    outcome = Err(reason);
                    break;
                }
            };
            let hash = item.follow(taken.end.hash);
            taken.end = Head { device: run.device, seq, hash };
            taken.items.push(item);
        }
        if !taken.items.is_empty() {
            self.lay_ready(taken);
        }
        outcome
    }

    fn lay_ready(&mut self, run: Run) {
        self.summary.received += run.items.len() as u64;
        self.ready_bytes += run.items.iter().map(Item::bytes).sum::<usize>();
        self.ends.insert(run.device, run.end);
        match self.runs.entry(run.device) {
            std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(run)),
            std::collections::btree_map::Entry::Occupied(mut before) => {
                let before = before.get_mut();
                before.items.extend(run.items);
                before.end = run.end;
            }
        }
    }

    /// Whether a batch tells the history that is known here, as far as both go.
    fn agrees<R: Replica>(
        &mut self,
        batch: &Batch,
        end: Head,
        ours: Head,
        replica: &R,
    ) -> Result<bool, SessionError<R::Error>> {
        if batch.first_seq > ours.seq + 1 {
            // Only asked of the own log: what lies between was written elsewhere.
            return Ok(false);
        }
        let shared = end.seq.min(ours.seq).max(batch.first_seq - 1);
        let items = usize::try_from(shared + 1 - batch.first_seq).unwrap_or(usize::MAX);
        let theirs = batch.items.iter().take(items).fold(batch.before, |chain, item| item.follow(chain));
        Ok(self.chain_at(replica, batch.device, shared)?.is_none_or(|known| known == theirs))
    }

    /// The last place up to which a batch of the own log and the own log itself say the same.
    fn common_seq<R: Replica>(&mut self, batch: &Batch, replica: &R) -> Result<u64, SessionError<R::Error>> {
        let ours = self.end_of(self.own);
        let confirmed = self.state.covered(self.own).min(ours.seq);
        let before = batch.first_seq - 1;
        if before > ours.seq || self.chain_at(replica, self.own, before)? != Some(batch.before) {
            return Ok(confirmed.min(before.saturating_sub(1)));
        }
        let ours = replica.log(self.own, batch.first_seq, batch.items.len(), usize::MAX);
        let ours = ours.map_err(SessionError::Replica)?;
        let is_same = |(theirs, ours): &(&Item, &Item)| theirs.hash_alone() == ours.hash_alone();
        let common = batch.items.iter().zip(&ours).take_while(is_same).count();
        Ok(before + common as u64)
    }

    fn become_new_device<R: Replica>(
        &mut self,
        common_seq: u64,
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Result<(), SessionError<R::Error>> {
        // What the page brought so far is stored first: the log may have gone on in it.
        let old = self.own;
        self.store(replica)?;
        replica.renew_device(common_seq, entropy).map_err(SessionError::Replica)?;
        self.stored = replica.stored().map_err(SessionError::Replica)?;
        self.own = replica.key().id();
        self.ends = replica.ends().into_iter().map(|head| (head.device, head)).collect();
        self.chains.clear();
        self.state.cut_log(old, common_seq);
        self.summary.became_new_device = true;
        self.begins_anew = true;
        Ok(())
    }

    /// What the mailbox has of the device that this one was is read anew, as that of another; first the mailbox is to know it.
    pub(super) fn begin_anew<R: Replica>(&mut self, replica: &mut R) -> Result<(), SessionError<R::Error>> {
        self.begins_anew = false;
        self.state.read_from_the_first();
        self.read_again();
        if self.phase == Phase::Read {
            self.phase = Phase::Introduce;
        }
        self.store(replica)
    }

    /// Whether a parcel is a statement of the patient that follows on the last one, and of a kind that is not known here.
    fn is_patients_next<R: Replica>(&self, parcel: &Parcel, replica: &R) -> bool {
        let Some(next) = NewerStatement::open(replica.sealer(), parcel.sealed()) else { return false };
        let author = self.circle.device(next.author).filter(|device| device.is_active());
        let is_patient = |device: &CircleDevice| {
            self.circle.member(device.member).is_some_and(|member| member.role == Role::Patient)
        };
        author.filter(|device| is_patient(device)).is_some_and(|device| {
            self.circle.next() == next.place && next.verify(self.journal, &device.face.signing_key).is_ok()
        })
    }

    fn forked(&mut self, head: Head) -> Reason {
        self.state.notice_anew(Trouble::Forked { device: head.device }, self.now_ms);
        Reason::Forked
    }

    /// Where a log ends here.
    pub(super) fn end_of(&self, device: nourish_seal::DeviceId) -> Head {
        let start = || Head { device, seq: 0, hash: ChainHash::start(self.journal, device) };
        self.ends.get(&device).copied().unwrap_or_else(start)
    }
}

/// Whether a later change of the role lies beyond this place, so that no statement is missing that would allow it.
fn is_closed(roles: &[RoleSpan], seq: u64) -> bool {
    let governing = roles.iter().rposition(|span| span.after_seq < seq);
    governing.is_some_and(|at| roles.iter().skip(at + 1).any(|span| span.after_seq >= seq))
}
