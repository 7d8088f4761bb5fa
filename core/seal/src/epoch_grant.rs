//! An epoch's key on its way to another device.
//!
//! Version 1: version (1) | epoch (4) | encapsulated key (1,120) | ciphertext (48). HPKE (RFC 9180) in base mode with
//! X-Wing (0x647a), HKDF-SHA256 (0x0001) and AES-256-GCM (0x0002); `info` is `"nourish/epoch-grant/1"` | journal (16) |
//! device (16) | epoch (4), `aad` is empty, the plaintext is the epoch's secret (32).

use core::fmt;

use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng,
};
use zeroize::Zeroizing;

use crate::derive::SECRET_BYTES;
use crate::device::DeviceKey;
use crate::draw::Draw;
use crate::entropy::{Entropy, EntropyUnavailable};
use crate::ident::{DeviceId, Epoch, JournalId};
use crate::keyring::{EpochKey, Keyring, Secret};

/// Bytes of a [`RecipientKey`].
pub const RECIPIENT_KEY_BYTES: usize = 1_216;
/// Bytes of what [`grant_epoch`] gives.
pub const EPOCH_GRANT_BYTES: usize = 1 + 4 + ENCAPSULATED_BYTES + SECRET_BYTES + TAG_BYTES;

const ENCAPSULATED_BYTES: usize = 1_120;
const TAG_BYTES: usize = 16;
const VERSION: u8 = 1;
const DOMAIN: &[u8] = b"nourish/epoch-grant/1";

type PrivateKey = <XWing as Kem>::PrivateKey;
type PublicKey = <XWing as Kem>::PublicKey;

/// A device's public X-Wing key (X25519 and ML-KEM-768), to which epoch keys are sealed.
#[derive(Clone, Eq, PartialEq)]
pub struct RecipientKey(PublicKey);

/// Why an epoch's key could not be sealed to a device, or opened by it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum GrantError {
    /// The keyring has no key of this epoch.
    #[error("no key for epoch {0}")]
    UnknownEpoch(u32),
    /// Written by a newer version.
    #[error("grant version {0} is not known")]
    UnknownVersion(u8),
    /// Not of the expected form.
    #[error("not an epoch grant or a recipient's key")]
    Malformed,
    /// Sealed to another device or journal, or changed since.
    #[error("not sealed to this device for this journal, or changed since")]
    NotForThisDevice,
    /// No random bytes; nothing was sealed. Try again.
    #[error("the system gave no random bytes")]
    EntropyUnavailable,
}

impl From<EntropyUnavailable> for GrantError {
    fn from(_: EntropyUnavailable) -> Self {
        Self::EntropyUnavailable
    }
}

impl RecipientKey {
    /// The key that these 1,216 bytes spell.
    ///
    /// # Errors
    /// [`GrantError::Malformed`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, GrantError> {
        PublicKey::from_bytes(bytes).map(Self).map_err(|_| GrantError::Malformed)
    }

    /// The key's 1,216 bytes, as sent.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// The public key that belongs to a device's X-Wing seed.
    pub(crate) fn of_seed(seed: &[u8; SECRET_BYTES]) -> Result<Self, GrantError> {
        private_key(seed).map(|private| Self(XWing::sk_to_pk(&private)))
    }
}

impl fmt::Debug for RecipientKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RecipientKey").finish_non_exhaustive()
    }
}

/// Seals the key of `epoch` to `device`, whose public key is `recipient`. It opens with that device's key, in this
/// journal, and nowhere else.
///
/// It does not say who sealed it, nor that `recipient` is the device's: the caller takes the key from a place that it
/// trusts, and signs the message around the grant.
///
/// # Errors
/// [`GrantError::UnknownEpoch`], [`GrantError::EntropyUnavailable`].
pub fn grant_epoch(
    journal: JournalId,
    keyring: &Keyring,
    epoch: Epoch,
    device: DeviceId,
    recipient: &RecipientKey,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, GrantError> {
    let (_, secret) =
        keyring.secrets().find(|(known, _)| *known == epoch).ok_or(GrantError::UnknownEpoch(epoch.0))?;
    grant_secret(journal, (epoch, secret), device, recipient, entropy)
}

/// The same for an epoch that is about to begin: no keyring has its key yet.
///
/// # Errors
/// [`GrantError::EntropyUnavailable`].
pub fn grant_key(
    journal: JournalId,
    key: &EpochKey,
    device: DeviceId,
    recipient: &RecipientKey,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, GrantError> {
    grant_secret(journal, (key.epoch(), key.secret()), device, recipient, entropy)
}

fn grant_secret(
    journal: JournalId,
    (epoch, secret): (Epoch, &Secret),
    device: DeviceId,
    recipient: &RecipientKey,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, GrantError> {
    let mut draw = Draw::from(entropy);
    let sealed = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, XWing>(
        &OpModeS::Base,
        &recipient.0,
        &context(journal, device, epoch),
        secret.as_slice(),
        b"",
        &mut draw,
    );
    let (encapsulated, ciphertext) = draw.vouch(sealed)?.map_err(|_| GrantError::Malformed)?;
    let parts: [&[u8]; 4] = [&[VERSION], &epoch.0.to_be_bytes(), &encapsulated.to_bytes(), &ciphertext];
    Ok(parts.concat())
}

/// Opens what [`grant_epoch`] sealed to this device. Total on any input.
///
/// # Errors
/// [`GrantError::UnknownVersion`], [`GrantError::Malformed`], [`GrantError::NotForThisDevice`].
pub fn accept_epoch(journal: JournalId, device: &DeviceKey, grant: &[u8]) -> Result<EpochKey, GrantError> {
    let (version, rest) = grant.split_first().ok_or(GrantError::Malformed)?;
    if *version != VERSION {
        return Err(GrantError::UnknownVersion(*version));
    }
    if grant.len() != EPOCH_GRANT_BYTES {
        return Err(GrantError::Malformed);
    }
    let (epoch, rest) = rest.split_first_chunk().ok_or(GrantError::Malformed)?;
    let (encapsulated, ciphertext) =
        rest.split_at_checked(ENCAPSULATED_BYTES).ok_or(GrantError::Malformed)?;
    let epoch = Epoch(u32::from_be_bytes(*epoch));
    let encapsulated =
        <XWing as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| GrantError::Malformed)?;
    let opened = single_shot_open::<AesGcm256, HkdfSha256, XWing>(
        &OpModeR::Base,
        &private_key(device.recipient_seed())?,
        &encapsulated,
        &context(journal, device.id(), epoch),
        ciphertext,
        b"",
    );
    let opened = Zeroizing::new(opened.map_err(|_| GrantError::NotForThisDevice)?);
    let secret: &[u8; SECRET_BYTES] = opened.as_slice().try_into().map_err(|_| GrantError::Malformed)?;
    Ok(EpochKey::new(epoch, Zeroizing::new(*secret)))
}

fn private_key(seed: &[u8; SECRET_BYTES]) -> Result<PrivateKey, GrantError> {
    PrivateKey::from_bytes(seed).map_err(|_| GrantError::Malformed)
}

/// What a grant is bound to: HPKE mixes it into the key.
fn context(journal: JournalId, device: DeviceId, epoch: Epoch) -> Vec<u8> {
    let parts: [&[u8]; 4] = [DOMAIN, journal.as_bytes(), device.as_bytes(), &epoch.0.to_be_bytes()];
    parts.concat()
}
