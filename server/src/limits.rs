//! How many requests a minute are taken of one address, one journal and one device.

use nourish_sync::{DeviceId, JournalId};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Most parties that are counted at once. Beyond that new ones are not counted: those who are counted stay limited.
const COUNTED: usize = 200_000;
const MINUTE_US: u64 = 60_000_000;

/// Most requests a minute; a minute's worth may come at once. None where it is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Of one address (of IPv6, one network of 64 bits), but not of this machine's own, where a proxy may stand for all.
    pub address: u32,
    /// Of all devices of one journal.
    pub journal: u32,
    /// Of one device.
    pub device: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { address: 6_000, journal: 12_000, device: 3_000 }
    }
}

/// Whose requests are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Party {
    Address(IpAddr),
    Journal(JournalId),
    Device(JournalId, DeviceId),
}

/// Counts requests.
#[derive(Debug)]
pub(crate) struct Rates {
    limits: Limits,
    begun: Instant,
    /// Up to when each has spent what it may, in microseconds from the begin.
    spent: Mutex<HashMap<Party, u64>>,
}

impl Rates {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, begun: Instant::now(), spent: Mutex::default() }
    }

    /// Whether one more request may be taken, which is counted then.
    pub(crate) fn take(&self, party: Party) -> bool {
        let now_us = u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.take_at(party, now_us)
    }

    fn take_at(&self, party: Party, now_us: u64) -> bool {
        let Some((party, limit)) = self.limit_of(party) else { return true };
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.len() >= COUNTED && !spent.contains_key(&party) {
            spent.retain(|_, until_us| *until_us > now_us);
            if spent.len() >= COUNTED {
                return true;
            }
        }
        let until_us = spent.entry(party).or_insert(now_us);
        let next_us = (*until_us).max(now_us) + MINUTE_US / u64::from(limit);
        if next_us > now_us + MINUTE_US {
            return false;
        }
        *until_us = next_us;
        true
    }

    /// The party as it is counted, and its limit; none for one that has none.
    fn limit_of(&self, party: Party) -> Option<(Party, u32)> {
        let (party, limit) = match party {
            Party::Address(address) if address.is_loopback() => return None,
            Party::Address(IpAddr::V6(address)) => {
                let network = u128::from(address) >> 64 << 64;
                (Party::Address(IpAddr::V6(network.into())), self.limits.address)
            }
            Party::Address(_) => (party, self.limits.address),
            Party::Journal(_) => (party, self.limits.journal),
            Party::Device(..) => (party, self.limits.device),
        };
        (limit > 0).then_some((party, limit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEVICE: DeviceId = DeviceId::from_bytes([2; 16]);
    const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

    fn address(text: &str) -> Party {
        Party::Address(text.parse().unwrap())
    }

    #[test]
    fn a_minutes_worth_may_come_at_once_and_then_as_much_as_a_minute_gives() {
        let rates = Rates::new(Limits { address: 0, journal: 4, device: 2 });
        let device = Party::Device(JOURNAL, DEVICE);
        let taken = |now_us| (0..10).filter(|_| rates.take_at(device, now_us)).count();
        assert_eq!((taken(5), taken(5)), (2, 0));
        // Half a minute gives one of two.
        assert_eq!((taken(5 + MINUTE_US / 2 - 1), taken(5 + MINUTE_US / 2)), (0, 1));
        assert_eq!(taken(9 * MINUTE_US), 2);
        // Others are counted for themselves.
        assert_eq!((0..10).filter(|_| rates.take_at(Party::Journal(JOURNAL), 5)).count(), 4);
        assert!((0..10).all(|_| rates.take_at(address("192.0.2.1"), 5)), "no limit");
    }

    #[test]
    fn addresses_are_counted_by_network_and_this_machine_is_not() {
        let rates = Rates::new(Limits { address: 1, journal: 0, device: 0 });
        assert!(rates.take_at(address("2001:db8::1"), 0) && !rates.take_at(address("2001:db8::2"), 0));
        assert!(rates.take_at(address("2001:db8:0:1::1"), 0));
        assert!(rates.take_at(address("192.0.2.1"), 0) && rates.take_at(address("192.0.2.2"), 0));
        assert!(!rates.take_at(address("192.0.2.1"), 0));
        assert!((0..5).all(|_| rates.take_at(address("127.0.0.1"), 0) && rates.take_at(address("::1"), 0)));
    }
}
