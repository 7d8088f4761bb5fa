//! Entropy, as other crates ask for it.

use core::convert::Infallible;

use hpke::rand_core::{TryCryptoRng, TryRng};

use crate::entropy::{Entropy, EntropyUnavailable};

/// Hands [`Entropy`] to a crate whose random sources may not fail. If the entropy fails all the same, what was
/// made of it must be thrown away: [`Draw::vouch`] says which.
pub(crate) struct Draw<'a> {
    entropy: &'a mut dyn Entropy,
    failed: bool,
}

impl<'a> Draw<'a> {
    pub(crate) fn from(entropy: &'a mut dyn Entropy) -> Self {
        Self { entropy, failed: false }
    }

    /// Gives back what was made, unless the entropy failed while it was made.
    pub(crate) fn vouch<T>(self, made: T) -> Result<T, EntropyUnavailable> {
        if self.failed { Err(EntropyUnavailable) } else { Ok(made) }
    }

    fn take<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.failed |= self.entropy.fill(&mut bytes).is_err();
        bytes
    }
}

impl TryRng for Draw<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.take()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.take()))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        self.failed |= self.entropy.fill(out).is_err();
        Ok(())
    }
}

impl TryCryptoRng for Draw<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    struct FailsAfter(u32);

    impl Entropy for FailsAfter {
        fn fill(&mut self, out: &mut [u8]) -> Result<(), EntropyUnavailable> {
            out.fill(7);
            self.0 = self.0.checked_sub(1).ok_or(EntropyUnavailable)?;
            Ok(())
        }
    }

    #[test]
    fn it_is_the_stream_of_its_entropy() {
        let mut expected = [0; 16];
        SeededEntropy::new(1).fill(&mut expected).unwrap();
        let mut entropy = SeededEntropy::new(1);
        let mut draw = Draw::from(&mut entropy);
        let mut drawn = draw.try_next_u32().unwrap().to_le_bytes().to_vec();
        drawn.extend(draw.try_next_u64().unwrap().to_le_bytes());
        let mut rest = [0; 4];
        draw.try_fill_bytes(&mut rest).unwrap();
        drawn.extend(rest);
        assert_eq!(drawn, expected);
        assert_eq!(draw.vouch(5), Ok(5));
    }

    #[test]
    fn one_failure_spoils_what_was_made() {
        for fails_after in 0..3 {
            let mut entropy = FailsAfter(fails_after);
            let mut draw = Draw::from(&mut entropy);
            let _ = (draw.try_next_u32(), draw.try_next_u64(), draw.try_fill_bytes(&mut [0; 3]));
            assert_eq!(draw.vouch(()), Err(EntropyUnavailable), "{fails_after}");
        }
    }
}
