//! Comparing heads: does the mailbox give everyone the same, and all of it?

use super::{Asked, Phase, Session, SessionError, WITHHELD_AFTER_MS};
use crate::circle::StatementHash;
use crate::heads::{Heads, HeadsError};
use crate::hold::Reason;
use crate::message::{Generation, Request};
use crate::replica::Replica;
use crate::state::Seen;
use crate::trouble::{Noticed, Trouble};
use nourish_seal::{DeviceId, Head, SealError};
use std::collections::{BTreeMap, BTreeSet};

impl Session {
    /// The heads that this device publishes: what it knows and the mailbox has too.
    pub(super) fn publication<R: Replica>(
        &mut self,
        replica: &R,
    ) -> Result<(Request, Asked), SessionError<R::Error>> {
        if self.circle.device(self.own).is_none_or(|device| !device.is_active()) {
            return Ok((Request::Heads { publish: None }, Asked::Heads));
        }
        let logs = self.counted_logs(replica)?;
        self.state.counter = self.state.counter.saturating_add(1);
        let circle = self.circle_as_given();
        let heads = Heads::sign(replica.key(), self.journal, (self.state.counter, self.now_ms), circle, logs);
        let publish = heads.seal(replica.sealer(), self.circle.epoch()).ok();
        Ok((Request::Heads { publish }, Asked::Heads))
    }

    /// Where each log stands, as far as it counts and the mailbox has it.
    pub(super) fn counted_logs<R: Replica>(
        &mut self,
        replica: &R,
    ) -> Result<Vec<Head>, SessionError<R::Error>> {
        let mut logs = Vec::new();
        let known: Vec<(DeviceId, u64)> = self.ends.values().map(|end| (end.device, end.seq)).collect();
        for (device, seq) in known {
            let seq = self.counts(device, seq.min(self.state.covered(device))).unwrap_or(0);
            if seq > 0
                && let Some(hash) = self.chain_at(replica, device, seq)?
            {
                logs.push(Head { device, seq, hash });
            }
        }
        Ok(logs)
    }

    /// The circle as far as the mailbox has it.
    pub(super) fn circle_as_given(&self) -> (u64, StatementHash) {
        let given = self.state.statements.min(self.circle.count());
        (given, self.statement_hash(given).unwrap_or_default())
    }

    /// The hash of the circle after that many statements.
    pub(super) fn statement_hash(&self, count: u64) -> Option<StatementHash> {
        match count.checked_sub(1) {
            None => Some(crate::NO_STATEMENT),
            Some(last) => {
                let statement = self.circle.statements().get(usize::try_from(last).ok()?)?;
                Some(statement.hash())
            }
        }
    }

    /// Compares what every device says that it knows with what is known here.
    pub(super) fn judge<R: Replica>(
        &mut self,
        generation: Generation,
        count: u64,
        sealed: &[Vec<u8>],
        replica: &mut R,
    ) -> Result<(), SessionError<R::Error>> {
        if self.is_renewed(generation) {
            return self.store(replica);
        }
        if count < self.state.known_count {
            self.rolled_back();
            return self.store(replica);
        }
        self.state.known_count = count;
        let mut behind = Behind::default();
        let (mut heard, mut unreadable) = (Vec::new(), 0);
        for sealed in sealed {
            let heads = match self.heads_of_member(sealed, replica) {
                Ok(heads) => heads,
                Err(is_newer) => {
                    unreadable += usize::from(is_newer);
                    continue;
                }
            };
            heard.push(heads.device);
            if heads.device == self.own {
                self.compare_own(heads.counter, &mut behind);
            } else {
                self.compare(&heads, &mut behind, replica)?;
            }
        }
        if count > self.state.cursor {
            // It came while this session was under way, and may be what others have more.
            self.read_again();
            return self.store(replica);
        }
        self.miss_heads(&heard, unreadable);
        if self.circle.active().any(|device| !heard.contains(&device.face.id)) {
            // Perhaps the mailbox does not serve it: the next time it is told once more whom to serve.
            self.state.admitted = 0;
        }
        let is_new = self.settle(&behind);
        if (is_new || behind.is_stuck) && !self.read_anew {
            // The mailbox may have it all the same, at places that were read when something else stood there.
            self.read_anew = true;
            self.state.read_from_the_first();
            self.read_again();
        } else {
            self.phase = Phase::Compare;
        }
        self.store(replica)
    }

    /// An older vector of the own heads means an older state of the mailbox; a newer one, that this is an older image of the device.
    fn compare_own(&mut self, counter: u64, behind: &mut Behind) {
        if counter < self.state.counter {
            self.state.notice(Trouble::OldHeads { device: self.own }, self.now_ms);
        } else {
            behind.fresh.push(self.own);
        }
        self.state.counter = self.state.counter.max(counter);
    }

    /// Devices whose heads were there before and are not now. Those that cannot be read may be theirs.
    fn miss_heads(&mut self, heard: &[DeviceId], unreadable: usize) {
        let seen = self.state.seen.iter().filter(|(_, seen)| seen.counter > 0).map(|(device, _)| *device);
        let gone: Vec<DeviceId> =
            seen.filter(|device| !heard.contains(device) && self.is_active(*device)).collect();
        for device in gone.iter().filter(|_| gone.len() > unreadable) {
            self.state.notice(Trouble::OldHeads { device: *device }, self.now_ms);
        }
    }

    /// Whether a log does not go on here because of what its device may not write: nobody keeps it back.
    fn waits_for_rights(&self, device: DeviceId) -> bool {
        let is_named = |noticed: &Noticed| noticed.trouble == Trouble::NotAllowed { device };
        self.state.troubles.iter().any(is_named)
            && self.state.held.iter().any(|held| held.reason == Reason::NotAllowed)
    }

    /// As far as a place of a log counts; nothing for a log that the circle does not know.
    pub(super) fn counts(&self, device: DeviceId, seq: u64) -> Option<u64> {
        let log = self.circle.log_of(device)?;
        Some(log.last.map_or(seq, |last| last.seq.min(seq)))
    }

    fn is_active(&self, device: DeviceId) -> bool {
        self.circle.device(device).is_some_and(crate::circle::CircleDevice::is_active)
    }

    /// Heads that a device of the circle signed; otherwise whether they may be of one, made by a newer version or in an epoch that
    /// is not known yet.
    fn heads_of_member<R: Replica>(&self, sealed: &[u8], replica: &R) -> Result<Heads, bool> {
        let heads = Heads::open(replica.sealer(), sealed).map_err(|error| match error {
            HeadsError::NewerVersion(_) => true,
            HeadsError::Sealed(error) => {
                matches!(error, SealError::UnknownEpoch(_) | SealError::UnknownVersion(_))
            }
            HeadsError::Malformed => false,
        })?;
        let device = self.circle.device(heads.device).filter(|device| device.is_active()).ok_or(false)?;
        heads.verify(self.journal, &device.face.signing_key).map_err(|_| false)?;
        Ok(heads)
    }

    fn compare<R: Replica>(
        &mut self,
        heads: &Heads,
        behind: &mut Behind,
        replica: &R,
    ) -> Result<(), SessionError<R::Error>> {
        let seen = self.state.seen.get(&heads.device);
        // A device that was put back to an older image counts from there again, but not at an earlier time.
        if seen.is_some_and(|seen| seen.counter > heads.counter && seen.at_ms >= heads.at_ms) {
            self.state.notice(Trouble::OldHeads { device: heads.device }, self.now_ms);
            return Ok(());
        }
        if seen.is_none_or(|seen| seen.counter != heads.counter) {
            behind.fresh.push(heads.device);
        }
        let was_stuck = seen.is_some_and(|seen| seen.is_stuck);
        let before: BTreeMap<DeviceId, Head> =
            seen.iter().flat_map(|seen| &seen.logs).map(|head| (head.device, *head)).collect();
        for head in &heads.logs {
            let Some(seq) = self.counts(head.device, head.seq) else { continue };
            if self.waits_for_rights(head.device) {
                continue;
            }
            if seq > self.end_of(head.device).seq {
                behind.logs.insert((head.device, heads.device));
            } else if before.get(&head.device) != Some(head)
                && self.chain_at(replica, head.device, head.seq)?.is_some_and(|known| known != head.hash)
            {
                self.state.notice_anew(Trouble::Forked { device: head.device }, self.now_ms);
            }
        }
        let is_stuck = self.is_stuck(heads, &before);
        behind.is_stuck |= is_stuck && !was_stuck;
        let (count, hash) = heads.circle;
        match self.statement_hash(count) {
            None => drop(behind.circle.insert(heads.device)),
            Some(known) if known != hash => self.state.notice(Trouble::CircleForked, self.now_ms),
            Some(_) => {}
        }
        self.state.seen.insert(
            heads.device,
            Seen {
                counter: heads.counter,
                at_ms: heads.at_ms,
                read_ms: self.now_ms,
                circle: heads.circle,
                logs: heads.logs.clone(),
                is_stuck,
            },
        );
        Ok(())
    }

    /// Whether a device said twice that it has less of a log than the mailbox should give it: perhaps the mailbox does not have it.
    fn is_stuck(&self, heads: &Heads, before: &BTreeMap<DeviceId, Head>) -> bool {
        self.ends.values().any(|end| {
            let device = end.device;
            let given = self.counts(device, end.seq.min(self.state.covered(device))).unwrap_or(0);
            let had = before.get(&device).map_or(0, |head| head.seq);
            let has = heads.log(device).map_or(0, |head| head.seq);
            !before.is_empty() && has < given && has == had
        })
    }

    /// Takes note of what others have and the mailbox does not give, and lets go of what is no longer so. Says whether anything of
    /// that is new.
    fn settle(&mut self, behind: &Behind) -> bool {
        let still = |trouble: &Trouble| match trouble {
            Trouble::Withheld { device, known_to } => behind.logs.contains(&(*device, *known_to)),
            Trouble::CircleWithheld { known_to } => behind.circle.contains(known_to),
            Trouble::Held { reason } => self.state.held.iter().any(|held| held.reason == *reason),
            Trouble::OldHeads { device } => !behind.fresh.contains(device) && self.is_active(*device),
            Trouble::Forked { .. }
            | Trouble::CircleForked
            | Trouble::RolledBack
            | Trouble::NotAllowed { .. }
            | Trouble::NotKept => true,
        };
        let kept: Vec<_> =
            self.state.troubles.iter().filter(|noticed| still(&noticed.trouble)).copied().collect();
        let before = kept.len();
        self.state.troubles = kept;
        for (device, known_to) in &behind.logs {
            let (device, known_to) = (*device, *known_to);
            self.state.notice(Trouble::Withheld { device, known_to }, self.now_ms);
        }
        for known_to in &behind.circle {
            self.state.notice(Trouble::CircleWithheld { known_to: *known_to }, self.now_ms);
        }
        self.state.troubles.len() > before
    }
}

/// Whom this device is behind.
#[derive(Default)]
struct Behind {
    /// Logs, and who has more of them.
    logs: BTreeSet<(DeviceId, DeviceId)>,
    circle: BTreeSet<DeviceId>,
    /// Devices whose heads are newer than those seen before.
    fresh: Vec<DeviceId>,
    /// Somebody does not get on.
    is_stuck: bool,
}

/// Whether a trouble is to be shown to people at the time `now_ms`: what a member has more is fair for a while, and what a person
/// took note of is shown no more.
pub fn is_due(noticed: &crate::trouble::Noticed, now_ms: i64) -> bool {
    match noticed.trouble {
        _ if noticed.is_noted => false,
        Trouble::Withheld { .. } | Trouble::CircleWithheld { .. } => {
            // A time that is yet to come is that of a clock that was wrong.
            !(0..WITHHELD_AFTER_MS).contains(&now_ms.saturating_sub(noticed.since_ms))
        }
        _ => true,
    }
}
