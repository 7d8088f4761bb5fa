//! A device, the key it signs with and the key that others seal to.

use core::fmt;
use std::sync::OnceLock;

use ring::hkdf;
use ring::signature::{Ed25519KeyPair, KeyPair};
use zeroize::Zeroizing;

use crate::derive::SECRET_BYTES;
use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::epoch_grant::{GrantError, RecipientKey};
use crate::ident::DeviceId;
use crate::keyring::Secret;

/// Bytes of an Ed25519 public key.
pub(crate) const PUBLIC_KEY_BYTES: usize = 32;

/// Bytes of an Ed25519 signature.
pub(crate) const SIGNATURE_BYTES: usize = 64;

const RECIPIENT_INFO: &[u8] = b"nourish/v1/device/recipient";

/// A device's id, Ed25519 signing key (RFC 8032) and X-Wing key. It signs named statements such as a
/// [`SignedHead`](crate::SignedHead), never bytes of a caller's choosing, so that a signature made for one
/// use cannot be passed off as another. Never shown by `Debug`.
pub struct DeviceKey {
    id: DeviceId,
    seed: Secret,
    recipient_seed: Secret,
    /// Made of the seed when it is first needed: opening a journal signs nothing.
    pair: OnceLock<Option<Ed25519KeyPair>>,
}

impl DeviceKey {
    /// Makes a new device: a random id and random keys.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer.
    pub fn make(entropy: &mut dyn Entropy) -> Result<Self, EntropyUnavailable> {
        let id = DeviceId::make_random(entropy)?;
        let seed = Zeroizing::new(make_bytes(entropy)?);
        let recipient_seed = Zeroizing::new(make_bytes(entropy)?);
        let key = Self::from_seeds(id, seed, recipient_seed);
        // Any 32 bytes are an Ed25519 seed, so this cannot be refused.
        if key.pair().is_some() { Ok(key) } else { Err(EntropyUnavailable) }
    }

    /// The device's id.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        self.id
    }

    /// The public key, by which others verify what this device signed.
    #[must_use]
    pub fn public(&self) -> [u8; PUBLIC_KEY_BYTES] {
        let public = self.pair().and_then(|pair| pair.public_key().as_ref().first_chunk());
        public.copied().unwrap_or_default()
    }

    /// The public X-Wing key, to which others seal epoch keys. Computed at each call, some 0.1 ms.
    ///
    /// # Errors
    /// [`GrantError::Malformed`], which the fixed key length rules out.
    pub fn recipient(&self) -> Result<RecipientKey, GrantError> {
        RecipientKey::of_seed(&self.recipient_seed)
    }

    /// Makes a new X-Wing key in the place of the old one: what was sealed to that no longer opens. Id and signing key stay,
    /// because heads that were signed must stay verifiable.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer; the key stays as it was.
    pub fn renew_recipient(&mut self, entropy: &mut dyn Entropy) -> Result<(), EntropyUnavailable> {
        self.recipient_seed = Zeroizing::new(make_bytes(entropy)?);
        Ok(())
    }

    /// The keys that belong to two seeds.
    pub(crate) fn from_seeds(id: DeviceId, seed: Secret, recipient_seed: Secret) -> Self {
        Self { id, seed, recipient_seed, pair: OnceLock::new() }
    }

    /// The signing key. A seed that [`make`](Self::make) took is never refused; if one were, signature and public key would be zeros,
    /// which is no key that anybody knows the device by.
    fn pair(&self) -> Option<&Ed25519KeyPair> {
        self.pair.get_or_init(|| Ed25519KeyPair::from_seed_unchecked(self.seed.as_slice()).ok()).as_ref()
    }

    /// The keys of a device whose record is older than X-Wing keys: the second seed comes from the first, so that it
    /// is the same at every opening. HKDF-SHA256, the device's id as salt, `"nourish/v1/device/recipient"` as info.
    /// `None` only if the library refused.
    pub(crate) fn from_one_seed(id: DeviceId, seed: Secret) -> Option<Self> {
        let mut recipient_seed = Zeroizing::new([0; SECRET_BYTES]);
        hkdf::Salt::new(hkdf::HKDF_SHA256, id.as_bytes())
            .extract(seed.as_slice())
            .expand(&[RECIPIENT_INFO], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(recipient_seed.as_mut_slice()))
            .ok()?;
        Some(Self::from_seeds(id, seed, recipient_seed))
    }

    pub(crate) fn recipient_seed(&self) -> &[u8; SECRET_BYTES] {
        &self.recipient_seed
    }

    pub(crate) fn seed(&self) -> &[u8; SECRET_BYTES] {
        &self.seed
    }

    /// Signs a message that begins with its own domain.
    pub(crate) fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        let mut bytes = [0; SIGNATURE_BYTES];
        if let Some(signature) = self.pair().map(|pair| pair.sign(message)) {
            for (to, from) in bytes.iter_mut().zip(signature.as_ref()) {
                *to = *from;
            }
        }
        bytes
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("DeviceKey").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn bytes<const N: usize>(hex: &str) -> [u8; N] {
        core::array::from_fn(|index| u8::from_str_radix(&hex[2 * index..2 * index + 2], 16).unwrap())
    }

    /// RFC 8032, section 7.1, TEST 2.
    #[test]
    fn keys_and_signatures_are_those_of_rfc_8032() {
        let seed = bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        let key = DeviceKey::from_one_seed(DeviceId::from_bytes([0; 16]), Zeroizing::new(seed)).unwrap();
        let public: [u8; 32] = bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        assert_eq!(key.public(), public);
        let signature: [u8; 64] = bytes(concat!(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ));
        assert_eq!(key.sign(&[0x72]), signature);
    }

    #[test]
    fn debug_shows_the_id_only() {
        let key = DeviceKey::make(&mut SeededEntropy::new(1)).unwrap();
        let shown = format!("{key:?}");
        assert_eq!(shown, format!("DeviceKey {{ id: {:?}, .. }}", key.id()));
    }
}
