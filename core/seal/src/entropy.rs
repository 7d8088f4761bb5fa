//! Where random bytes come from.

use core::fmt;

use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};

/// A source of random bytes, passed to everything that makes keys, salts, nonces or ids.
pub trait Entropy {
    /// Fills `out` completely with random bytes.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the source cannot answer; what `out` then holds must not be used.
    fn fill(&mut self, out: &mut [u8]) -> Result<(), EntropyUnavailable>;
}

/// The source of random bytes did not answer. Trying again later may help; nothing was changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the system gave no random bytes")]
pub struct EntropyUnavailable;

/// The operating system's random source: the only one for real journals.
#[derive(Clone, Debug)]
pub struct SystemEntropy(SystemRandom);

impl SystemEntropy {
    /// Opens the operating system's random source.
    #[must_use]
    pub fn new() -> Self {
        Self(SystemRandom::new())
    }
}

impl Default for SystemEntropy {
    fn default() -> Self {
        Self::new()
    }
}

impl Entropy for SystemEntropy {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), EntropyUnavailable> {
        self.0.fill(out).map_err(|_| EntropyUnavailable)
    }
}

/// A predictable stream of bytes from a seed, **for tests, simulations and golden vectors only**: whoever
/// knows the seed knows every key made from it.
///
/// The stream is the concatenation of HMAC-SHA256(key = seed, message = n) for n = 0, 1, 2 …, seed and n as
/// 8 bytes big-endian. How a caller splits its requests does not change the stream.
pub struct SeededEntropy {
    key: hmac::Key,
    blocks_made: u64,
    /// The unused rest of the last block, in reverse.
    rest: Vec<u8>,
}

impl SeededEntropy {
    /// The stream that belongs to `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &seed.to_be_bytes());
        Self { key, blocks_made: 0, rest: Vec::new() }
    }

    fn refill(&mut self) {
        let block = hmac::sign(&self.key, &self.blocks_made.to_be_bytes());
        self.blocks_made = self.blocks_made.wrapping_add(1);
        self.rest.extend(block.as_ref().iter().rev());
    }
}

impl Entropy for SeededEntropy {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), EntropyUnavailable> {
        for byte in out {
            if self.rest.is_empty() {
                self.refill();
            }
            *byte = self.rest.pop().ok_or(EntropyUnavailable)?;
        }
        Ok(())
    }
}

impl fmt::Debug for SeededEntropy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SeededEntropy")
            .field("blocks_made", &self.blocks_made)
            .finish_non_exhaustive()
    }
}

/// Draws a fixed number of random bytes.
pub(crate) fn make_bytes<const N: usize>(entropy: &mut dyn Entropy) -> Result<[u8; N], EntropyUnavailable> {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One suite for every source: it fills all it is asked for, and does not repeat itself.
    fn fills_and_moves_on(entropy: &mut dyn Entropy) {
        let first: [u8; 64] = make_bytes(entropy).unwrap();
        let second: [u8; 64] = make_bytes(entropy).unwrap();
        assert_ne!(first, second);
        // 64 random bytes with fewer than 16 different values: chance below 2^-100.
        let mut values = first.to_vec();
        values.sort_unstable();
        values.dedup();
        assert!(values.len() >= 16);
        entropy.fill(&mut []).unwrap();
    }

    #[test]
    fn every_source_fills_and_moves_on() {
        fills_and_moves_on(&mut SystemEntropy::default());
        fills_and_moves_on(&mut SeededEntropy::new(7));
    }

    #[test]
    fn a_seed_gives_one_stream_however_it_is_read() {
        let whole: [u8; 100] = make_bytes(&mut SeededEntropy::new(42)).unwrap();
        let mut pieces = SeededEntropy::new(42);
        let mut joined = Vec::new();
        for size in [1, 31, 33, 0, 35] {
            let mut piece = vec![0; size];
            pieces.fill(&mut piece).unwrap();
            joined.extend(piece);
        }
        assert_eq!(joined, whole);
        assert_ne!(whole, make_bytes::<100>(&mut SeededEntropy::new(43)).unwrap());
    }
}
