//! The key that a platform's keystore keeps for a journal.

use core::fmt;

use zeroize::Zeroizing;

use crate::derive::SECRET_BYTES;
use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::keyring::Secret;

/// What the keystore asks for before it hands out a key. Written in the wrap, where anybody can read it, so that
/// an app knows before it asks that a prompt will come.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[repr(u8)]
pub enum Gate {
    /// Nothing but an unlocked device.
    Device = 0,
    /// The person, by fingerprint, face or the like.
    Biometric = 1,
}

/// 32 random bytes that a [`SecretStore`](crate::SecretStore) keeps: whoever holds them can unlock. Wiped when
/// dropped; never shown by `Debug`.
pub struct KeystoreKey(Secret);

impl KeystoreKey {
    /// Makes a new random key.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer.
    pub fn make(entropy: &mut dyn Entropy) -> Result<Self, EntropyUnavailable> {
        Ok(Self(Zeroizing::new(make_bytes(entropy)?)))
    }

    /// The key with these bytes, as a keystore gave them back; `None` unless there are 32.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes: &[u8; SECRET_BYTES]| Self(Zeroizing::new(*bytes)))
    }

    /// The 32 bytes to hand to a keystore, and to nobody else.
    #[must_use]
    pub fn expose(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }

    pub(crate) fn secret(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }
}

impl fmt::Debug for KeystoreKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("KeystoreKey").finish_non_exhaustive()
    }
}
