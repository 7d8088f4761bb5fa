//! SPAKE2 over Ed25519, from the crate `spake2`: both sides know a code, and get a key that only this code gives.
//!
//! Whoever does not know the code learns from a run whether one guess was right, and nothing else.

use rand_core::{CryptoRng, RngCore};
use spake2::{Ed25519Group, Identity, Password, Spake2};
use zeroize::Zeroizing;

use crate::entropy::{Entropy, EntropyUnavailable};

/// Bytes of a message: the side (`A` or `B`) and a point of the curve.
pub(crate) const SPAKE_MESSAGE_BYTES: usize = 1 + 32;

const INVITER: &[u8] = b"nourish/pairing/1/inviter";
const NEWCOMER: &[u8] = b"nourish/pairing/1/newcomer";

pub(crate) type SpakeMessage = [u8; SPAKE_MESSAGE_BYTES];

/// Who of the two this device is.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    /// Begins: side A.
    Inviter,
    /// Answers: side B.
    Newcomer,
}

/// One run that has sent its message and waits for the other's.
pub(crate) struct Exchange(Spake2<Ed25519Group>);

impl Exchange {
    pub(crate) fn start(
        side: Side,
        password: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<(Self, SpakeMessage), EntropyUnavailable> {
        let password = Password::new(password);
        let (inviter, newcomer) = (Identity::new(INVITER), Identity::new(NEWCOMER));
        let mut source = Source { entropy, failed: false };
        let (exchange, message) = match side {
            Side::Inviter => Spake2::start_a_with_rng(&password, &inviter, &newcomer, &mut source),
            Side::Newcomer => Spake2::start_b_with_rng(&password, &inviter, &newcomer, &mut source),
        };
        // The crate's messages always have this length.
        let message = message.try_into().map_err(|_| EntropyUnavailable)?;
        if source.failed { Err(EntropyUnavailable) } else { Ok((Self(exchange), message)) }
    }

    /// The key; `None` if the other's message is this side's own sort or no point of the curve.
    pub(crate) fn finish(self, theirs: &SpakeMessage) -> Option<Zeroizing<Vec<u8>>> {
        self.0.finish(theirs).ok().map(Zeroizing::new)
    }
}

/// [`Entropy`] as this crate asks for it: like [`Draw`](crate::draw::Draw), for the traits' older version.
struct Source<'a> {
    entropy: &'a mut dyn Entropy,
    failed: bool,
}

impl RngCore for Source<'_> {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, out: &mut [u8]) {
        self.failed |= self.entropy.fill(out).is_err();
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(out);
        Ok(())
    }
}

impl CryptoRng for Source<'_> {}
