//! Room in memory for bodies and answers. Each party has a share of it, so that one that takes its answers slowly leaves the others
//! theirs.

use crate::turns::Party;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// All that is in memory at once, in KiB.
const ROOM_KIB: usize = 512 * 1024;
/// Most of one journal; the largest message fits in.
const JOURNAL_KIB: usize = 128 * 1024;
/// Most of all those together who are served for no journal.
const STRANGERS_KIB: usize = 64 * 1024;
/// Longest that a request waits for room.
const ROOM_TIME: Duration = Duration::from_secs(10);
/// Shares that are looked through for those that nobody holds any more, at the least.
const SHARES: usize = 256;

/// All room.
#[derive(Debug)]
pub(crate) struct Rooms {
    all: Arc<Semaphore>,
    shares: Mutex<HashMap<Party, Weak<Semaphore>>>,
    wait: Duration,
}

/// Room that is held until this is dropped.
#[derive(Debug)]
pub(crate) struct Room {
    all: OwnedSemaphorePermit,
    share: OwnedSemaphorePermit,
}

impl Rooms {
    pub(crate) fn new() -> Self {
        Self { all: Arc::new(Semaphore::new(ROOM_KIB)), shares: Mutex::default(), wait: ROOM_TIME }
    }

    /// Room for so many bytes, as soon as the party has some left; none where that takes too long.
    pub(crate) async fn take(&self, party: Party, bytes: u64) -> Option<Room> {
        let kib = u32::try_from(bytes.div_ceil(1_024)).ok()?;
        let (all, share) = (Arc::clone(&self.all), self.share(party));
        let taken = tokio::time::timeout(self.wait, async move {
            // Who has used up his share waits for it, and holds nothing of the others' meanwhile.
            let share = share.acquire_many_owned(kib).await.ok()?;
            Some(Room { share, all: all.acquire_many_owned(kib).await.ok()? })
        });
        taken.await.ok().flatten()
    }

    fn share(&self, party: Party) -> Arc<Semaphore> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = shares.get(&party).and_then(Weak::upgrade) {
            return share;
        }
        if shares.len() >= SHARES && shares.len() == shares.capacity() {
            shares.retain(|_, share| share.strong_count() > 0);
        }
        let share = Arc::new(Semaphore::new(party.map_or(STRANGERS_KIB, |_| JOURNAL_KIB)));
        shares.insert(party, Arc::downgrade(&share));
        share
    }
}

impl Room {
    /// The part of it that so many bytes need; the rest is given back.
    pub(crate) fn shrunk(mut self, bytes: usize) -> Self {
        let kib = bytes.div_ceil(1_024);
        match (self.all.split(kib), self.share.split(kib)) {
            (Some(all), Some(share)) => Self { all, share },
            // It was less than that: what was reserved is the most that there could have been.
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_sync::JournalId;

    const MIB: u64 = 1 << 20;

    fn rooms() -> Rooms {
        Rooms { wait: Duration::from_millis(20), ..Rooms::new() }
    }

    fn journal(byte: u8) -> Party {
        Some(JournalId::from_bytes([byte; 16]))
    }

    #[tokio::test]
    async fn one_that_has_used_up_its_share_leaves_the_others_theirs() {
        let rooms = rooms();
        let held = [rooms.take(journal(1), 64 * MIB).await, rooms.take(journal(1), 64 * MIB).await];
        assert!(held.iter().all(Option::is_some));
        assert!(rooms.take(journal(1), 1).await.is_none());
        let stranger = rooms.take(None, 64 * MIB).await;
        assert!(stranger.is_some() && rooms.take(None, 1).await.is_none());
        let others = [2, 3].map(|byte| rooms.take(journal(byte), 128 * MIB));
        for other in others {
            assert!(other.await.is_some());
        }
        drop(held);
        assert!(rooms.take(journal(1), 128 * MIB).await.is_some());
    }

    #[tokio::test]
    async fn what_is_not_needed_is_given_back() {
        let rooms = rooms();
        let small = rooms.take(journal(1), 128 * MIB).await.unwrap().shrunk(1_025);
        assert!(rooms.take(journal(1), 128 * MIB).await.is_none());
        let rest = rooms.take(journal(1), 128 * MIB - 2_048).await;
        assert!(rest.is_some());
        drop((small, rest));
        assert!(rooms.take(journal(1), u64::MAX).await.is_none());
        assert_eq!(rooms.all.available_permits(), ROOM_KIB);
    }

    #[tokio::test]
    async fn shares_that_nobody_holds_are_forgotten() {
        let rooms = rooms();
        for number in 0..10_000_u128 {
            rooms.take(Some(JournalId::from_bytes(number.to_be_bytes())), 1).await.unwrap();
        }
        assert!(rooms.shares.lock().unwrap().len() < 1_000);
    }
}
