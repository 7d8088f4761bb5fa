//! Wakes those who wait for news of a journal, or for a message of a pairing.

use nourish_sync::JournalId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// Most who wait at once; who comes later is answered at once.
const WAITING: usize = 20_000;
/// Most of them who wait for the same.
const WAITING_TOGETHER: usize = 256;

/// What one waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Topic {
    /// Parcels of a journal.
    Journal(JournalId),
    /// A message of a pairing.
    Slot([u8; 16]),
}

/// All who wait.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bells(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    bells: HashMap<Topic, (usize, Arc<Notify>)>,
    count: usize,
    closed: bool,
}

/// A place among those who wait; leaves it when dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    bells: Bells,
    topic: Topic,
    notify: Arc<Notify>,
}

impl Bells {
    /// Takes a place; none where too many wait already, or the house closes.
    pub(crate) fn sit(&self, topic: Topic) -> Option<Seat> {
        let mut waiting = self.waiting();
        if waiting.count >= WAITING || waiting.closed {
            return None;
        }
        let (count, notify) = waiting.bells.entry(topic).or_default();
        if *count >= WAITING_TOGETHER {
            return None;
        }
        *count += 1;
        let notify = Arc::clone(notify);
        waiting.count += 1;
        Some(Seat { bells: self.clone(), topic, notify })
    }

    /// How many wait.
    pub(crate) fn count(&self) -> usize {
        self.waiting().count
    }

    /// Wakes all who wait for this.
    pub(crate) fn ring(&self, topic: Topic) {
        if let Some((_, notify)) = self.waiting().bells.get(&topic) {
            notify.notify_waiters();
        }
    }

    /// Wakes all who wait for anything.
    pub(crate) fn ring_all(&self) {
        self.waiting().bells.values().for_each(|(_, notify)| notify.notify_waiters());
    }

    /// Wakes everybody, for good.
    pub(crate) fn close(&self) {
        let mut waiting = self.waiting();
        waiting.closed = true;
        waiting.bells.values().for_each(|(_, notify)| notify.notify_waiters());
    }

    /// Whether everybody was woken for good.
    pub(crate) fn is_closed(&self) -> bool {
        self.waiting().closed
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// What wakes who sits here.
    pub(crate) fn notify(&self) -> &Notify {
        &self.notify
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut waiting = self.bells.waiting();
        waiting.count -= 1;
        let last = waiting.bells.get_mut(&self.topic).is_some_and(|(count, _)| {
            *count -= 1;
            *count == 0
        });
        if last {
            waiting.bells.remove(&self.topic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Bells {
        fn sizes(&self) -> (usize, usize) {
            let waiting = self.waiting();
            (waiting.count, waiting.bells.len())
        }
    }

    #[test]
    fn nothing_is_left_when_nobody_waits() {
        let bells = Bells::default();
        let topics =
            [Topic::Slot([1; 16]), Topic::Slot([1; 16]), Topic::Journal(JournalId::from_bytes([1; 16]))];
        let seats = topics.map(|topic| bells.sit(topic).unwrap());
        assert_eq!(bells.sizes(), (3, 2));
        drop(seats);
        assert_eq!(bells.sizes(), (0, 0));
    }

    #[test]
    fn there_is_a_most_of_those_who_wait() {
        let bells = Bells::default();
        let slot = |number: usize| Topic::Slot((number as u128).to_be_bytes());
        let together: Vec<Seat> = (0..=WAITING_TOGETHER).filter_map(|_| bells.sit(slot(0))).collect();
        assert_eq!(together.len(), WAITING_TOGETHER);
        drop(together);
        let mut seats: Vec<Seat> = (0..WAITING).filter_map(|number| bells.sit(slot(number / 100))).collect();
        assert_eq!(seats.len(), WAITING);
        assert!(bells.sit(slot(WAITING)).is_none());
        seats.pop();
        assert!(bells.sit(slot(WAITING)).is_some());
        bells.close();
        assert!(bells.sit(slot(WAITING)).is_none());
    }
}
