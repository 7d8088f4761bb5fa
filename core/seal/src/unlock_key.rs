//! The key that every way to unlock leads to.

use core::fmt;

use zeroize::Zeroizing;

use crate::derive::SECRET_BYTES;
use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::keyring::Secret;

/// The 32 random bytes that seal the keyring record. Made once for a device; every wrap holds this same key,
/// so that a way to unlock is added or taken away without touching anything else. Wiped when dropped; never
/// shown by `Debug`.
pub struct UnlockKey(Secret);

impl UnlockKey {
    /// Makes a new random unlock key.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer.
    pub fn make(entropy: &mut dyn Entropy) -> Result<Self, EntropyUnavailable> {
        Ok(Self(Zeroizing::new(make_bytes(entropy)?)))
    }

    /// The key with these bytes, as read from a wrap.
    pub(crate) fn from_secret(secret: Secret) -> Self {
        Self(secret)
    }

    pub(crate) fn secret(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }
}

impl fmt::Debug for UnlockKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("UnlockKey").finish_non_exhaustive()
    }
}
