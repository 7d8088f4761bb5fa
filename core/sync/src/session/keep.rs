//! What a session keeps: parcels that it took, stored with the place read to; those that it holds; chains that it looked up.

use super::{Session, SessionError};
use crate::batch::Item;
use crate::hold::{Held, Reason};
use crate::replica::{Commit, CommitError, Replica};
use crate::state::MOST_HELD;
use crate::trouble::Trouble;
use nourish_seal::{ChainHash, DeviceId};

impl Session {
    /// Stores what the parcels at hand brought, with the state, and the circle where it changed. A run that contradicts what is
    /// kept is held, and blocks no other.
    pub(super) fn store<R: Replica>(&mut self, replica: &mut R) -> Result<(), SessionError<R::Error>> {
        let runs = std::mem::take(&mut self.runs).into_values().collect();
        self.ready_bytes = 0;
        let circle = self.circle_changed.then(|| crate::statements::encode_statements(&self.circle));
        let mut commit = Commit { runs, circle, state: self.state.encode() };
        loop {
            match replica.commit(&commit) {
                Ok(()) => break,
                Err(CommitError::Replica(error)) => return Err(SessionError::Replica(error)),
                Err(CommitError::Refused(device)) => {
                    let before = commit.runs.len();
                    commit.runs.retain(|run| run.device != device);
                    if commit.runs.len() == before {
                        return Err(SessionError::DamagedCircle);
                    }
                    self.put_back(device, replica);
                    commit.state = self.state.encode();
                }
            }
        }
        self.circle_changed = false;
        self.run_places.clear();
        Ok(())
    }

    /// Holds the parcels that a refused run came in.
    fn put_back<R: Replica>(&mut self, device: DeviceId, replica: &R) {
        for place in self.run_places.remove(&device).unwrap_or_default() {
            self.hold(place, Reason::Contradicted, None);
        }
        match replica.ends().into_iter().find(|head| head.device == device) {
            Some(end) => drop(self.ends.insert(device, end)),
            None => drop(self.ends.remove(&device)),
        }
        let seq = self.ends.get(&device).map_or(0, |end| end.seq);
        self.state.cut_log(device, seq);
    }

    /// The chain of a log after that many entries, looked up once.
    pub(super) fn chain_at<R: Replica>(
        &mut self,
        replica: &R,
        device: DeviceId,
        seq: u64,
    ) -> Result<Option<ChainHash>, SessionError<R::Error>> {
        if seq == 0 {
            return Ok(Some(ChainHash::start(self.journal, device)));
        }
        if let Some(end) = self.ends.get(&device).filter(|end| end.seq == seq) {
            return Ok(Some(end.hash));
        }
        if let Some(chain) = self.chains.get(&(device, seq)) {
            return Ok(Some(*chain));
        }
        if let Some(run) = self.runs.get(&device).filter(|run| (run.first_seq..=run.end.seq).contains(&seq)) {
            let before = run.first_seq - 1;
            let items = run.items.iter().take(usize::try_from(seq - before).unwrap_or(usize::MAX));
            let start = replica.chain_at(device, before).map_err(SessionError::Replica)?;
            return Ok(start.map(|start| items.fold(start, |chain, item: &Item| item.follow(chain))));
        }
        let chain = replica.chain_at(device, seq).map_err(SessionError::Replica)?;
        if let Some(chain) = chain {
            self.chains.insert((device, seq), chain);
        }
        Ok(chain)
    }

    pub(super) fn hold(&mut self, place: u64, reason: Reason, since_ms: Option<i64>) {
        if self.summary.removed {
            // What comes after is not for this device.
            return;
        }
        let since_ms = since_ms.unwrap_or(self.now_ms);
        self.state.held.retain(|held| held.place != place);
        if self.state.held.len() < MOST_HELD {
            self.state.held.push(Held { place, reason, since_ms });
        } else if self.state.beyond.is_none_or(|(beyond, _)| place < beyond) {
            self.state.beyond = Some((place, self.state.circle_parcels));
        }
        self.state.notice(Trouble::Held { reason }, self.now_ms);
    }
}
