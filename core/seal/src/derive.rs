//! From one secret to a key for each purpose.

use ring::{aead, hkdf, hmac};

use crate::ident::JournalId;
use crate::purpose::Purpose;
use crate::sealed::SealError;

/// Bytes of every root secret: an epoch key, an unlock key, a key from a passphrase or a key file.
pub(crate) const SECRET_BYTES: usize = 32;

/// Bytes of a key commitment.
pub(crate) const COMMITMENT_BYTES: usize = 32;

const INFO_PREFIX: &[u8] = b"nourish/v1/";

/// A secret, extracted for one journal, from which purpose keys are expanded.
pub(crate) struct RootKey(hkdf::Prk);

/// The cipher of one purpose, and the public value that commits to its key.
pub(crate) struct PurposeKey {
    pub(crate) cipher: aead::LessSafeKey,
    pub(crate) commitment: [u8; COMMITMENT_BYTES],
}

impl RootKey {
    pub(crate) fn extract(journal: JournalId, secret: &[u8; SECRET_BYTES]) -> Self {
        Self(hkdf::Salt::new(hkdf::HKDF_SHA256, journal.as_bytes()).extract(secret))
    }

    pub(crate) fn purpose_key(&self, purpose: Purpose) -> Result<PurposeKey, SealError> {
        let name = purpose.name().as_bytes();
        let key_info = [INFO_PREFIX, name, b"/key"];
        let key = self.0.expand(&key_info, &aead::AES_256_GCM).map_err(|_| SealError::CipherRefused)?;
        let cipher = aead::LessSafeKey::new(aead::UnboundKey::from(key));

        let commitment_info = [INFO_PREFIX, name, b"/commitment"];
        let mut commitment = [0; COMMITMENT_BYTES];
        self.0
            .expand(&commitment_info, hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(&mut commitment))
            .map_err(|_| SealError::CipherRefused)?;
        Ok(PurposeKey { cipher, commitment })
    }

    /// The key that turns names into places.
    pub(crate) fn place_key(&self) -> Result<hmac::Key, SealError> {
        let okm = self.0.expand(&[INFO_PREFIX, b"place"], hmac::HMAC_SHA256);
        okm.map(hmac::Key::from).map_err(|_| SealError::CipherRefused)
    }
}
