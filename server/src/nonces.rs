//! Which requests were seen already, for as long as their signatures are fresh.

use nourish_sync::{DeviceId, SignatureInput};
use std::collections::{HashSet, VecDeque};
use std::time::Instant;

/// How far a request's time may be from ours, in seconds.
pub(crate) const WINDOW_S: i64 = 300;
/// Most requests that are remembered, some 100 bytes each.
const REMEMBERED: usize = 2_000_000;

/// What to do with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fresh {
    /// It was not seen before.
    Yes,
    /// It was seen before.
    Seen,
    /// No more can be remembered now.
    Full,
}

/// The requests of the last minutes.
#[derive(Debug)]
pub(crate) struct Nonces {
    started_s: i64,
    begun: Instant,
    seen: HashSet<(DeviceId, [u8; 16])>,
    /// By when they may be forgotten, in seconds from the begin, ascending.
    by_time: VecDeque<(i64, DeviceId, [u8; 16])>,
}

impl Nonces {
    /// Nothing was seen yet. What was signed before we started may have been.
    pub(crate) fn new(started_s: i64) -> Self {
        Self { started_s, begun: Instant::now(), seen: HashSet::new(), by_time: VecDeque::new() }
    }

    /// Whether a request's time is near ours, and after our start.
    pub(crate) fn is_near(&mut self, created_s: i64, now_s: i64) -> bool {
        // We began by a clock that was ahead; nobody is to wait until it would have been right.
        self.started_s = self.started_s.min(now_s);
        created_s.abs_diff(now_s) <= WINDOW_S.unsigned_abs() && created_s >= self.started_s
    }

    /// Remembers a request whose time is near and whose signature is good.
    pub(crate) fn remember(&mut self, input: &SignatureInput) -> Fresh {
        let elapsed_s = i64::try_from(self.begun.elapsed().as_secs()).unwrap_or(i64::MAX);
        self.remember_at(input, elapsed_s)
    }

    /// How long a request is remembered is counted by a clock that nobody sets: one that leaps on and back forgets nothing.
    fn remember_at(&mut self, input: &SignatureInput, elapsed_s: i64) -> Fresh {
        while self.by_time.front().is_some_and(|(until_s, ..)| *until_s < elapsed_s) {
            if let Some((_, device, nonce)) = self.by_time.pop_front() {
                self.seen.remove(&(device, nonce));
            }
        }
        if self.seen.contains(&(input.device, input.nonce)) {
            return Fresh::Seen;
        }
        if self.seen.len() >= REMEMBERED {
            return Fresh::Full;
        }
        self.seen.insert((input.device, input.nonce));
        // The longest that it can pass, whatever its own time: then the line stays in order.
        self.by_time.push_back((elapsed_s.saturating_add(2 * WINDOW_S), input.device, input.nonce));
        Fresh::Yes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(nonce: u8, created_s: i64) -> SignatureInput {
        let device = DeviceId::from_bytes([1; 16]);
        SignatureInput { device, created_s, nonce: [nonce; 16], digest: [0; 32] }
    }

    #[test]
    fn a_time_is_near_within_the_window_and_after_the_start() {
        let mut nonces = Nonces::new(1_000);
        for (created_s, now_s, near) in [
            (1_000, 1_000, true),
            (999, 1_000, false),
            (1_300, 1_000, true),
            (1_301, 1_000, false),
            (2_000, 2_300, true),
            (2_000, 2_301, false),
            (i64::MIN, i64::MAX, false),
        ] {
            assert_eq!(nonces.is_near(created_s, now_s), near, "{created_s} at {now_s}");
        }
    }

    #[test]
    fn a_request_is_remembered_for_as_long_as_its_time_is_near() {
        let mut nonces = Nonces::new(1_000);
        // Signed by a clock that is five minutes ahead: near until ten minutes from now.
        let ahead = input(1, 1_300);
        assert_eq!(nonces.remember_at(&ahead, 0), Fresh::Yes);
        assert_eq!(nonces.remember_at(&input(2, 1_000), 0), Fresh::Yes);
        assert_eq!(nonces.remember_at(&ahead, 0), Fresh::Seen);
        assert!(nonces.is_near(1_300, 1_600));
        assert_eq!(nonces.remember_at(&ahead, 600), Fresh::Seen);
        assert!(!nonces.is_near(1_300, 1_601));
        nonces.remember_at(&input(3, 1_601), 601);
        assert_eq!(nonces.seen.len(), 1);
    }

    #[test]
    fn a_clock_that_was_ahead_at_the_start_is_not_waited_for() {
        let mut nonces = Nonces::new(1_000_000);
        assert!(nonces.is_near(1_000_000, 1_000_000));
        assert!(nonces.is_near(5_000, 5_000) && !nonces.is_near(4_999, 5_001));
    }
}
