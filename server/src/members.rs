//! Devices that were served when the store was last asked, so that it need not be asked who they are before each of their requests. The
//! store decides with every request whether they still are.

use crate::signer::Signer;
use nourish_sync::{DeviceId, JournalId};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Most devices that are remembered, some 400 bytes each. Beyond that all are asked for anew.
const REMEMBERED: usize = 100_000;

/// Keys of devices, ready to check with.
#[derive(Debug, Default)]
pub(crate) struct Members(Mutex<HashMap<(JournalId, DeviceId), Signer>>);

impl Members {
    /// The key of a device that was served.
    pub(crate) fn key(&self, journal: JournalId, device: DeviceId) -> Option<Signer> {
        self.keys().get(&(journal, device)).copied()
    }

    /// Remembers a device that is served, and has signed with this key.
    pub(crate) fn remember(&self, journal: JournalId, device: DeviceId, signer: Signer) {
        let mut keys = self.keys();
        if keys.len() >= REMEMBERED {
            *keys = HashMap::new();
        }
        keys.insert((journal, device), signer);
    }

    /// Forgets a device: the store does not serve it.
    pub(crate) fn forget(&self, journal: JournalId, device: DeviceId) {
        self.keys().remove(&(journal, device));
    }

    fn keys(&self) -> MutexGuard<'_, HashMap<(JournalId, DeviceId), Signer>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_most_of_devices_that_are_remembered() {
        let members = Members::default();
        let device = |number: usize| DeviceId::from_bytes((number as u128).to_be_bytes());
        let journal = JournalId::from_bytes([1; 16]);
        // Bytes of points on the curve: y = 0 and y = 1.
        let [first, second] = [0, 1].map(|first| {
            let mut key = [0; 32];
            key[0] = first;
            Signer::of(&key).unwrap()
        });
        for number in 0..REMEMBERED {
            members.remember(journal, device(number), first);
        }
        assert_eq!((members.key(journal, device(0)), members.keys().len()), (Some(first), REMEMBERED));
        members.forget(journal, device(0));
        assert_eq!(members.key(journal, device(0)), None);
        for number in REMEMBERED..REMEMBERED + 2 {
            members.remember(journal, device(number), second);
        }
        let other = JournalId::from_bytes([2; 16]);
        assert_eq!(members.keys().len(), 1);
        assert_eq!(members.key(journal, device(REMEMBERED + 1)), Some(second));
        assert_eq!(members.key(other, device(REMEMBERED + 1)), None);
    }
}
