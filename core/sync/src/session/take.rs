//! Taking parcels: each is opened, checked and laid ready to be stored, or held for a reason.

use super::{Phase, Session, SessionError, reason_of_circle, reason_of_seal, reason_of_statement};
use crate::batch::{Batch, BatchError, Item};
use crate::circle::{Act, CircleStatement, StatementError};
use crate::hold::{Held, Reason};
use crate::message::{Generation, Parcel};
use crate::replica::{Replica, Run};
use crate::trouble::Trouble;
use nourish_seal::{ChainHash, Entropy, Head, SealError, accept_epoch};

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
        if count < self.state.cursor {
            // It had more before, and says that it is the same: what is gone is given again.
            self.state.notice(Trouble::RolledBack, self.now_ms);
            self.state.forget_mailbox();
            self.read_again();
            return self.store(replica);
        }
        let in_order =
            parcels.iter().map(|(place, _)| *place).eq((self.state.cursor + 1..).take(parcels.len()));
        let is_short = parcels.is_empty() && count > self.state.cursor;
        if !in_order || is_short || parcels.last().is_some_and(|(place, _)| *place > count) {
            return Err(SessionError::NotAnAnswer);
        }
        self.count = count;
        for (place, parcel) in parcels {
            self.spent_bytes += parcel.sealed().len() as u64;
            self.take_at(place, &parcel, None, replica, entropy)?;
            self.state.cursor = place;
            self.state.circle_parcels += u64::from(matches!(parcel, Parcel::Circle { .. }));
        }
        if self.state.cursor == count {
            self.state.synced_ms = Some(self.now_ms);
            self.reread = self.state.held.iter().filter(|held| held.reason.may_pass()).copied().collect();
            self.phase = Phase::Reread;
        }
        self.meet_mailbox();
        self.store(replica)
    }

    /// Looks at a held parcel again.
    pub(super) fn take_again<R: Replica>(
        &mut self,
        held: Held,
        parcels: Vec<(u64, Parcel)>,
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Result<(), SessionError<R::Error>> {
        if let Some((place, parcel)) = parcels.into_iter().next().filter(|(place, _)| *place == held.place) {
            self.spent_bytes += parcel.sealed().len() as u64;
            let before = (self.summary.received, self.circle.count());
            self.take_at(place, &parcel, Some(held.since_ms), replica, entropy)?;
            if before != (self.summary.received, self.circle.count()) {
                // It may have been what others wait for.
                self.reread = self.state.held.iter().filter(|held| held.reason.may_pass()).copied().collect();
            }
        }
        self.meet_mailbox();
        self.store(replica)
    }

    /// A device that became a new one shows the mailbox whose word it has, before it asks for anything else.
    fn meet_mailbox(&mut self) {
        if std::mem::take(&mut self.is_stranger) {
            self.phase = Phase::Introduce;
        }
    }

    fn take_at<R: Replica>(
        &mut self,
        place: u64,
        parcel: &Parcel,
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

    fn take<R: Replica>(
        &mut self,
        parcel: &Parcel,
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Taken<R::Error> {
        // Whether a parcel is a statement or a batch is told by its seal, not by the mailbox.
        match Batch::open(replica.sealer(), parcel.sealed()) {
            Ok(batch) => self.take_batch(batch, replica, entropy),
            Err(BatchError::Sealed(SealError::WrongKey)) => {
                match CircleStatement::open(replica.sealer(), parcel.sealed()) {
                    Ok(statement) => self.take_statement(statement, replica),
                    Err(StatementError::Sealed(SealError::WrongKey)) => Ok(Err(Reason::Tampered)),
                    Err(error) => Ok(Err(reason_of_statement(error))),
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
        self.summary.removed = self.circle.device(self.own).is_some_and(|device| !device.is_active());
        Ok(Ok(()))
    }

    fn take_batch<R: Replica>(
        &mut self,
        batch: Batch,
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Taken<R::Error> {
        let device = batch.device;
        let Some(log) = self.circle.log_of(device) else { return Ok(Err(Reason::UnknownDevice)) };
        let Ok(end) = batch.verify(self.journal, log.signer) else { return Ok(Err(Reason::BadSignature)) };
        if let Some(last) = log.last {
            if end.seq > last.seq {
                return Ok(Err(Reason::AfterLeaving));
            }
            if end.seq == last.seq && end.hash != last.hash {
                return Ok(Err(self.forked(end)));
            }
        }
        let ours = self.end_of(device);
        if batch.first_seq > ours.seq + 1 && device != self.own {
            return Ok(Err(Reason::Gap));
        }
        if !self.agrees(&batch, end, ours, replica)? {
            if device != self.own {
                return Ok(Err(self.forked(end)));
            }
            let common = self.common_seq(&batch, replica)?;
            self.become_new_device(common, replica, entropy)?;
            return self.take_batch(batch, replica, entropy);
        }
        if device == self.own && end.seq > ours.seq {
            // More of the own log than was ever written here: this is an old image of the device that wrote it.
            self.become_new_device(ours.seq, replica, entropy)?;
            return self.take_batch(batch, replica, entropy);
        }
        let bytes = batch.items.iter().map(|item| item.bytes() as u64).sum();
        let (first_seq, signature) = (batch.first_seq, batch.signature);
        if let Err(reason) = self.take_items(batch, end, ours, replica) {
            return Ok(Err(reason));
        }
        if first_seq <= self.state.covered(device) + 1 && end.seq > self.state.covered(device) {
            self.state.covered.insert(device, end.seq);
        }
        if device != self.own {
            self.state.mark(device, end.seq, signature, bytes);
        }
        Ok(Ok(()))
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
        let roles = self.circle.log_of(batch.device).map(|log| log.roles).unwrap_or_default();
        replica.check(&run, roles)?;
        self.summary.received += run.items.len() as u64;
        self.ends.insert(run.device, end);
        match self.runs.entry(run.device) {
            std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(run)),
            std::collections::btree_map::Entry::Occupied(mut before) => {
                let before = before.get_mut();
                before.items.extend(run.items);
                before.end = run.end;
            }
        }
        Ok(())
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
        let mut chain = batch.before;
        let mut common = before;
        for item in &batch.items {
            chain = item.follow(chain);
            if common >= ours.seq || self.chain_at(replica, self.own, common + 1)? != Some(chain) {
                break;
            }
            common += 1;
        }
        Ok(common)
    }

    fn become_new_device<R: Replica>(
        &mut self,
        common_seq: u64,
        replica: &mut R,
        entropy: &mut dyn Entropy,
    ) -> Result<(), SessionError<R::Error>> {
        // What the page brought so far is stored first: the log may have gone on in it.
        self.store(replica)?;
        replica.renew_device(common_seq, entropy).map_err(SessionError::Replica)?;
        self.stored = replica.stored().map_err(SessionError::Replica)?;
        self.own = replica.key().id();
        self.ends = replica.ends().into_iter().map(|head| (head.device, head)).collect();
        self.chains.clear();
        self.summary.became_new_device = true;
        self.is_stranger = true;
        Ok(())
    }

    fn forked(&mut self, head: Head) -> Reason {
        self.state.notice(Trouble::Forked { device: head.device }, self.now_ms);
        Reason::Forked
    }

    /// Where a log ends here.
    pub(super) fn end_of(&self, device: nourish_seal::DeviceId) -> Head {
        let start = || Head { device, seq: 0, hash: ChainHash::start(self.journal, device) };
        self.ends.get(&device).copied().unwrap_or_else(start)
    }
}
