//! Comparing heads: does the mailbox give everyone the same, and all of it?

use super::{Asked, Phase, Session, SessionError, WITHHELD_AFTER_MS};
use crate::circle::StatementHash;
use crate::heads::Heads;
use crate::message::{Generation, Request};
use crate::replica::Replica;
use crate::state::Seen;
use crate::trouble::Trouble;
use nourish_seal::{DeviceId, Head};

impl Session {
    /// The heads that this device publishes: what it knows and the mailbox has too.
    pub(super) fn publication<R: Replica>(
        &mut self,
        replica: &R,
    ) -> Result<(Request, Asked), SessionError<R::Error>> {
        if self.circle.device(self.own).is_none_or(|device| !device.is_active()) {
            return Ok((Request::Heads { publish: None }, Asked::Heads));
        }
        let mut logs = Vec::new();
        let known: Vec<(DeviceId, u64)> = self.ends.values().map(|end| (end.device, end.seq)).collect();
        for (device, seq) in known {
            let seq = seq.min(self.state.covered(device));
            if seq > 0
                && let Some(hash) = self.chain_at(replica, device, seq)?
            {
                logs.push(Head { device, seq, hash });
            }
        }
        self.state.counter += 1;
        let circle = self.circle_as_given();
        let heads = Heads::sign(replica.key(), self.journal, (self.state.counter, self.now_ms), circle, logs);
        let publish = heads.seal(replica.sealer()).ok();
        Ok((Request::Heads { publish }, Asked::Heads))
    }

    /// The circle as far as the mailbox has it.
    fn circle_as_given(&self) -> (u64, StatementHash) {
        let given = self.state.statements.min(self.circle.count());
        (given, self.statement_hash(given).unwrap_or_default())
    }

    /// The hash of the circle after that many statements.
    fn statement_hash(&self, count: u64) -> Option<StatementHash> {
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
        if count < self.state.cursor {
            self.state.notice(Trouble::RolledBack, self.now_ms);
        }
        let mut behind = Behind::default();
        let mut heard = Vec::new();
        for sealed in sealed {
            let Some(heads) = self.heads_of_member(sealed, replica) else { continue };
            heard.push(heads.device);
            if heads.device == self.own {
                // An older one of the own heads means an older state of the mailbox; a newer one, an older image of this device.
                if heads.counter < self.state.counter {
                    self.state.notice(Trouble::OldHeads { device: self.own }, self.now_ms);
                }
                self.state.counter = self.state.counter.max(heads.counter);
                continue;
            }
            self.compare(&heads, &mut behind, replica)?;
        }
        let here = |(device, seen): &(&DeviceId, &Seen)| {
            seen.read_ms > self.state.generation_ms && !heard.contains(*device) && self.is_active(**device)
        };
        let gone: Vec<DeviceId> = self.state.seen.iter().filter(here).map(|(device, _)| *device).collect();
        for device in gone {
            self.state.notice(Trouble::OldHeads { device }, self.now_ms);
        }
        self.settle(&behind);
        if !behind.is_empty() && count > self.state.cursor {
            // It came while this session was under way.
            self.read_again();
        } else {
            self.phase = Phase::Done;
        }
        self.store(replica)
    }

    fn is_active(&self, device: DeviceId) -> bool {
        self.circle.device(device).is_some_and(crate::circle::CircleDevice::is_active)
    }

    /// Heads that a device of the circle signed.
    fn heads_of_member<R: Replica>(&self, sealed: &[u8], replica: &R) -> Option<Heads> {
        let heads = Heads::open(replica.sealer(), sealed).ok()?;
        let device = self.circle.device(heads.device).filter(|device| device.is_active())?;
        heads.verify(self.journal, &device.face.signing_key).ok()?;
        Some(heads)
    }

    fn compare<R: Replica>(
        &mut self,
        heads: &Heads,
        behind: &mut Behind,
        replica: &R,
    ) -> Result<(), SessionError<R::Error>> {
        let seen = self.state.seen.get(&heads.device);
        if let Some(seen) = seen.filter(|seen| seen.counter > heads.counter) {
            // A mailbox that was restored may have older ones until the device comes by.
            if seen.read_ms > self.state.generation_ms {
                self.state.notice(Trouble::OldHeads { device: heads.device }, self.now_ms);
            }
            return Ok(());
        }
        let before: Vec<Head> = seen.map(|seen| seen.logs.clone()).unwrap_or_default();
        for head in &heads.logs {
            if head.seq > self.end_of(head.device).seq {
                behind.logs.push((head.device, heads.device));
            } else if !before.contains(head)
                && self.chain_at(replica, head.device, head.seq)?.is_some_and(|known| known != head.hash)
            {
                self.state.notice(Trouble::Forked { device: head.device }, self.now_ms);
            }
        }
        let (count, hash) = heads.circle;
        match self.statement_hash(count) {
            None => behind.circle.push(heads.device),
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
            },
        );
        Ok(())
    }

    /// Takes note of what others have and the mailbox does not give, and lets go of what is no longer so.
    fn settle(&mut self, behind: &Behind) {
        let still = |trouble: &Trouble| match trouble {
            Trouble::Withheld { device, known_to } => behind.logs.contains(&(*device, *known_to)),
            Trouble::CircleWithheld { known_to } => behind.circle.contains(known_to),
            Trouble::Held { reason } => self.state.held.iter().any(|held| held.reason == *reason),
            Trouble::Forked { .. }
            | Trouble::CircleForked
            | Trouble::RolledBack
            | Trouble::OldHeads { .. }
            | Trouble::NotKept => true,
        };
        let kept: Vec<_> =
            self.state.troubles.iter().filter(|noticed| still(&noticed.trouble)).copied().collect();
        self.state.troubles = kept;
        for (device, known_to) in &behind.logs {
            let (device, known_to) = (*device, *known_to);
            self.state.notice(Trouble::Withheld { device, known_to }, self.now_ms);
        }
        for known_to in &behind.circle {
            self.state.notice(Trouble::CircleWithheld { known_to: *known_to }, self.now_ms);
        }
    }
}

/// Whom this device is behind.
#[derive(Default)]
struct Behind {
    /// Logs, and who has more of them.
    logs: Vec<(DeviceId, DeviceId)>,
    circle: Vec<DeviceId>,
}

impl Behind {
    fn is_empty(&self) -> bool {
        self.logs.is_empty() && self.circle.is_empty()
    }
}

/// Whether a trouble is to be shown to people at the time `now_ms`: what a member has more is fair for a while.
pub fn is_due(noticed: &crate::trouble::Noticed, now_ms: i64) -> bool {
    match noticed.trouble {
        Trouble::Withheld { .. } | Trouble::CircleWithheld { .. } => {
            now_ms.saturating_sub(noticed.since_ms) >= WITHHELD_AFTER_MS
        }
        _ => true,
    }
}
