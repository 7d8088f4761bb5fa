//! Changes of the circle that wait: each is signed on top of the newest statement, and made anew where another came first.

use super::{Asked, Session, SessionError, WITHHELD_AFTER_MS, is_kept};
use crate::circle::{Act, Circle, CircleStatement, EpochStart, MemberId};
use crate::hold::Reason;
use crate::message::{Generation, Kept, Parcel, Request};
use crate::replica::Replica;
use nourish_seal::{DeviceId, Entropy, Epoch, EpochKey, Head, grant_key};

/// Why something is said about the circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// This device joins by the word of the one that it was.
    OwnJoining,
    /// Somebody asked for it.
    Proposed,
    /// Somebody left.
    EpochDue,
}

/// A statement that is ready to be given, and the key of the epoch that it begins.
type Ready = (CircleStatement, Option<EpochKey>);

impl Session {
    /// The next waiting change, as a signed statement.
    pub(super) fn next_draft<R: Replica>(
        &mut self,
        replica: &R,
        entropy: &mut dyn Entropy,
    ) -> Result<Option<(Request, Asked)>, SessionError<R::Error>> {
        self.left_for_last &= !self.leaves_now();
        if self.state.statements < self.circle.count() || self.newer_follows {
            // What is known here the mailbox does not take, or what follows is not known here: nothing can be said yet.
            return Ok(None);
        }
        if self.may_be_a_statement() {
            self.summary.more |= !self.state.drafts.is_empty();
            return Ok(None);
        }
        while let Some((act, why)) = self.waiting(replica) {
            let ready = self.sign_act(act, replica, entropy)?;
            let mut after = self.circle.clone();
            if let Some((statement, key)) =
                ready.filter(|(statement, _)| after.apply(statement.clone()).is_ok())
            {
                // Who was given no key of the newest epoch speaks in the last one that it has, which all others have too.
                let epoch = Epoch(self.circle.epoch().0.min(replica.sealer().current().0));
                let sealed = statement.seal(replica.sealer(), epoch);
                let Ok(sealed) = sealed else { return Ok(None) };
                let parcel = Parcel::Circle { number: self.state.circle_parcels, sealed };
                let asked = Asked::Draft { statement: Box::new(statement), key, why };
                return Ok(Some((Request::Append { parcels: vec![parcel] }, asked)));
            }
            if why != Why::Proposed {
                return Ok(None);
            }
            // It is not possible any more: somebody else did it, or this device may not.
            self.state.drafts.remove(0);
            self.summary.dropped_changes += 1;
        }
        Ok(None)
    }

    /// Whether a parcel came changed a short while ago: a whole one may still come in its place, and be what was said next. Not for
    /// ever, or anybody could keep the circle as it is with a parcel that nobody can open.
    fn may_be_a_statement(&mut self) -> bool {
        let is_changed = self.state.held.iter().any(|held| held.reason == Reason::Tampered);
        if !is_changed {
            self.state.silent_since_ms = None;
            return false;
        }
        // Counted from the first of them on, however many follow.
        let since_ms = *self.state.silent_since_ms.get_or_insert(self.now_ms);
        (0..WITHHELD_AFTER_MS).contains(&self.now_ms.saturating_sub(since_ms))
    }

    /// What is to be said next: this device's own joining, what people asked for, an epoch that is due.
    fn waiting<R: Replica>(&self, replica: &R) -> Option<(Act, Why)> {
        if self.circle.device(self.own).is_none() {
            return self.own_joining(replica).map(|act| (act, Why::OwnJoining));
        }
        let epoch_due = || {
            let act = Act::NewEpoch(EpochStart { epoch: Epoch(0), grants: Vec::new() });
            self.circle.epoch_is_due().then_some((act, Why::EpochDue))
        };
        let first = self.state.drafts.first().filter(|act| !self.is_too_early(act));
        first.map(|act| (act.clone(), Why::Proposed)).or_else(epoch_due)
    }

    /// Nobody leaves before what they logged is given.
    fn is_too_early(&self, act: &Act) -> bool {
        matches!(act, Act::Leave { .. }) && self.state.covered(self.own) < self.end_of(self.own).seq
    }

    /// Whether this device is to leave now that all it logged is given.
    pub(super) fn leaves_now(&self) -> bool {
        self.state
            .drafts
            .first()
            .is_some_and(|act| matches!(act, Act::Leave { .. }) && !self.is_too_early(act))
    }

    fn sign_act<R: Replica>(
        &mut self,
        act: Act,
        replica: &R,
        entropy: &mut dyn Entropy,
    ) -> Result<Option<Ready>, SessionError<R::Error>> {
        let mut key = None;
        let act = match act {
            Act::RemoveDevices { last, .. } => {
                let leaving: Vec<DeviceId> = last.iter().map(|head| head.device).collect();
                let stay = |device: &DeviceId| !leaving.contains(device);
                let (epoch, epoch_key) = self.start_epoch(stay, entropy)?;
                key = Some(epoch_key);
                Act::RemoveDevices {
                    last: leaving.into_iter().map(|device| self.end_of(device)).collect(),
                    epoch,
                }
            }
            Act::NewEpoch(_) => {
                let (epoch, epoch_key) = self.start_epoch(|_| true, entropy)?;
                key = Some(epoch_key);
                Act::NewEpoch(epoch)
            }
            Act::SetRole { member, role, .. } => {
                Act::SetRole { member, role, last: self.last_places(&self.circle, member) }
            }
            Act::Leave { .. } => match self.circle.member_of(self.own) {
                Some(member) => Act::Leave { last: self.last_places(&self.circle, member.id) },
                None => return Ok(None),
            },
            act => act,
        };
        let statement =
            CircleStatement::sign(replica.key(), self.journal, self.circle.next(), self.now_ms, act);
        Ok(Some((statement, key)))
    }

    fn last_places(&self, circle: &Circle, member: MemberId) -> Vec<Head> {
        circle.devices_of(member).map(|device| self.end_of(device.face.id)).collect()
    }

    /// A new epoch, its key sealed to every device that stays.
    fn start_epoch<E>(
        &self,
        stay: impl Fn(&DeviceId) -> bool,
        entropy: &mut dyn Entropy,
    ) -> Result<(EpochStart, EpochKey), SessionError<E>> {
        let epoch = Epoch(self.circle.epoch().0.saturating_add(1));
        let key = EpochKey::make(epoch, entropy).map_err(|_| SessionError::EntropyUnavailable)?;
        let mut grants = Vec::new();
        for device in self.circle.active().filter(|device| stay(&device.face.id)) {
            let face = &device.face;
            let grant = grant_key(self.journal, &key, face.id, &face.recipient, entropy);
            grants.push((face.id, grant.map_err(|_| SessionError::EntropyUnavailable)?));
        }
        grants.sort_by_key(|(device, _)| *device);
        Ok((EpochStart { epoch, grants }, key))
    }

    pub(super) fn draft_kept<R: Replica>(
        &mut self,
        statement: CircleStatement,
        (key, why): (Option<EpochKey>, Why),
        generation: Generation,
        kept: &[Kept],
        replica: &mut R,
    ) -> Result<(), SessionError<R::Error>> {
        if self.is_renewed(generation) || self.went_back(kept) {
            return self.store(replica);
        }
        if !is_kept(kept) {
            self.statement_refused(kept.first());
            return self.store(replica);
        }
        if self.circle.apply(statement).is_err() {
            return Err(SessionError::DamagedCircle);
        }
        if let Some(key) = key {
            replica.take_epoch(key).map_err(SessionError::Replica)?;
        }
        if why == Why::Proposed && !self.state.drafts.is_empty() {
            self.state.drafts.remove(0);
        }
        self.circle_changed = true;
        self.summary.statements += 1;
        self.state.statements = self.circle.count();
        self.given_one(kept, true);
        self.store(replica)
    }
}
