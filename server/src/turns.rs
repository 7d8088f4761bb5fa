//! How many requests of one journal are worked on at once, so that one that is hammered leaves the others their share.

use nourish_sync::JournalId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Most requests of one journal at once.
pub(crate) const JOURNAL_TURNS: usize = 32;
/// Most requests at once of all those who are served for no journal.
const STRANGERS_TURNS: usize = 256;

/// Who is at it: a journal, or all strangers together, who could otherwise take a journal's turns.
pub(crate) type Party = Option<JournalId>;

/// The turns that are taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turns(Arc<Mutex<HashMap<Party, usize>>>);

/// A turn, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    turns: Turns,
    party: Party,
}

impl Turns {
    /// Takes a turn; none where the party has as many as it may.
    pub(crate) fn take(&self, party: Party) -> Option<Turn> {
        let mut taken = self.taken();
        let count = taken.entry(party).or_default();
        if *count >= party.map_or(STRANGERS_TURNS, |_| JOURNAL_TURNS) {
            return None;
        }
        *count += 1;
        Some(Turn { turns: self.clone(), party })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<Party, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut taken = self.turns.taken();
        let last = taken.get_mut(&self.party).is_some_and(|count| {
            *count -= 1;
            *count == 0
        });
        if last {
            taken.remove(&self.party);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_party_has_its_own_turns_and_nothing_is_left_of_them() {
        let turns = Turns::default();
        let [one, other] = [1, 2].map(|byte| Some(JournalId::from_bytes([byte; 16])));
        let mut held: Vec<Turn> = (0..JOURNAL_TURNS).filter_map(|_| turns.take(one)).collect();
        assert_eq!(held.len(), JOURNAL_TURNS);
        assert!(turns.take(one).is_none());
        held.extend(turns.take(other));
        held.extend(turns.take(None));
        assert_eq!(held.len(), JOURNAL_TURNS + 2);
        held.remove(0);
        assert!(turns.take(one).is_some());
        drop(held);
        assert!(turns.taken().is_empty());
    }
}
