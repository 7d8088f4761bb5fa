//! Which requests were seen already, for as long as their signatures are fresh.

use nourish_sync::{DeviceId, SignatureInput};
use std::collections::{HashSet, VecDeque};

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
    seen: HashSet<(DeviceId, [u8; 16])>,
    /// By when they may be forgotten; roughly ascending.
    by_time: VecDeque<(i64, DeviceId, [u8; 16])>,
}

impl Nonces {
    /// Nothing was seen yet. What was signed before we started may have been.
    pub(crate) fn new(started_s: i64) -> Self {
        Self { started_s, seen: HashSet::new(), by_time: VecDeque::new() }
    }

    /// Whether a request's time is near ours, and after our start.
    pub(crate) fn is_near(&self, created_s: i64, now_s: i64) -> bool {
        created_s.abs_diff(now_s) <= WINDOW_S.unsigned_abs() && created_s >= self.started_s
    }

    /// Remembers a request whose time is near and whose signature is good.
    pub(crate) fn remember(&mut self, input: &SignatureInput, now_s: i64) -> Fresh {
        // Nothing that was signed so long ago passes any more.
        while self.by_time.front().is_some_and(|(until_s, ..)| *until_s < now_s) {
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
        self.by_time.push_back((now_s.saturating_add(2 * WINDOW_S), input.device, input.nonce));
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
        let nonces = Nonces::new(1_000);
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
        let mut nonces = Nonces::new(0);
        // Signed by a clock that is five minutes ahead: near until ten minutes from now.
        let ahead = input(1, 1_300);
        assert_eq!(nonces.remember(&ahead, 1_000), Fresh::Yes);
        assert_eq!(nonces.remember(&input(2, 1_000), 1_000), Fresh::Yes);
        assert_eq!(nonces.remember(&ahead, 1_000), Fresh::Seen);
        assert!(nonces.is_near(1_300, 1_600));
        assert_eq!(nonces.remember(&ahead, 1_600), Fresh::Seen);
        assert!(!nonces.is_near(1_300, 1_601));
        nonces.remember(&input(3, 1_601), 1_601);
        assert_eq!(nonces.seen.len(), 1);
    }
}
