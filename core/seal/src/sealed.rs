//! The sealed format: one content, encrypted and bound to its place.

use ring::aead::{Aad, MAX_TAG_LEN, NONCE_LEN, Nonce, Tag};

use crate::derive::{COMMITMENT_BYTES, PurposeKey};
use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::ident::{Epoch, JournalId};
use crate::padding::{LENGTH_BYTES, padded_data_length, padded_length};
use crate::purpose::Purpose;

/// The most that one seal may hold: 64 MiB of plaintext.
pub const PLAINTEXT_LIMIT_BYTES: usize = 64 * 1024 * 1024;

/// The most that is accepted for opening: the sealed form of [`PLAINTEXT_LIMIT_BYTES`].
pub const SEALED_LIMIT_BYTES: usize = HEADER_BYTES + padded_length(PLAINTEXT_LIMIT_BYTES) + MAX_TAG_LEN;

/// The longest name of a place, in bytes.
pub const PLACE_LIMIT_BYTES: usize = 256;

const VERSION: u8 = 1;
const EPOCH_BYTES: usize = 4;
const HEADER_BYTES: usize = 1 + EPOCH_BYTES + NONCE_LEN + COMMITMENT_BYTES;

/// Why bytes could not be sealed or opened.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SealError {
    /// No random bytes for a nonce; nothing was sealed. Try again.
    #[error("the system gave no random bytes")]
    EntropyUnavailable,
    /// The bytes were sealed by a newer version of the format, or are no seal at all.
    #[error("sealed format version {0} is not known")]
    UnknownVersion(u8),
    /// The keyring has no key of this epoch.
    #[error("no key for epoch {0}")]
    UnknownEpoch(u32),
    /// Sealed under another key: another journal, purpose or secret.
    #[error("sealed under another key")]
    WrongKey,
    /// The key is right, but the bytes were changed or moved from their place.
    #[error("changed since it was sealed, or not in its place")]
    Tampered,
    /// The bytes do not have the form of this format.
    #[error("not in the expected form")]
    Malformed,
    /// More bytes than the limit allows.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The name of the place is longer than [`PLACE_LIMIT_BYTES`].
    #[error("name of the place longer than {limit} bytes")]
    PlaceTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// The cryptographic library refused a key or length that this format always gives it; not expected.
    #[error("the cipher refused its input")]
    CipherRefused,
}

impl From<EntropyUnavailable> for SealError {
    fn from(_: EntropyUnavailable) -> Self {
        Self::EntropyUnavailable
    }
}

/// What a seal is bound to, besides its epoch.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) journal: JournalId,
    pub(crate) purpose: Purpose,
    pub(crate) name: &'a [u8],
}

/// Sealed bytes taken apart, not yet opened.
pub(crate) struct Sealed<'a> {
    pub(crate) epoch: Epoch,
    nonce: [u8; NONCE_LEN],
    commitment: &'a [u8; COMMITMENT_BYTES],
    ciphertext_and_tag: &'a [u8],
}

/// Seals `data` under `key`, in one allocation.
pub(crate) fn seal(
    key: &PurposeKey,
    epoch: Epoch,
    place: Place<'_>,
    data: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, SealError> {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    if data.len() > PLAINTEXT_LIMIT_BYTES {
        return Err(SealError::TooLarge { limit: PLAINTEXT_LIMIT_BYTES });
    }
    let associated = AssociatedData::new(place, epoch, &key.commitment)?;
    let nonce: [u8; NONCE_LEN] = make_bytes(entropy)?;
    let padded_bytes = padded_length(data.len());

    let mut out = Vec::with_capacity(HEADER_BYTES + padded_bytes + MAX_TAG_LEN);
    out.push(VERSION);
    out.extend_from_slice(&epoch.0.to_be_bytes());
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&key.commitment);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(data);
    out.resize(HEADER_BYTES + padded_bytes, 0);

    let (_, padded) = out.split_at_mut_checked(HEADER_BYTES).ok_or(SealError::CipherRefused)?;
    let nonce = Nonce::assume_unique_for_key(nonce);
    let tag: Tag = key
        .cipher
        .seal_in_place_separate_tag(nonce, Aad::from(associated), padded)
        .map_err(|_| SealError::CipherRefused)?;
    out.extend_from_slice(tag.as_ref());
    Ok(out)
}

impl<'a> Sealed<'a> {
    /// Takes sealed bytes apart. Total on any input.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, SealError> {
        let (version, rest) = bytes.split_first().ok_or(SealError::Malformed)?;
        if *version != VERSION {
            return Err(SealError::UnknownVersion(*version));
        }
        if bytes.len() > SEALED_LIMIT_BYTES {
            return Err(SealError::TooLarge { limit: SEALED_LIMIT_BYTES });
        }
        let (epoch, rest) = rest.split_first_chunk::<EPOCH_BYTES>().ok_or(SealError::Malformed)?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE_LEN>().ok_or(SealError::Malformed)?;
        let (commitment, rest) = rest.split_first_chunk::<COMMITMENT_BYTES>().ok_or(SealError::Malformed)?;
        if rest.len() < padded_length(0) + MAX_TAG_LEN {
            return Err(SealError::Malformed);
        }
        let epoch = Epoch(u32::from_be_bytes(*epoch));
        Ok(Self { epoch, nonce: *nonce, commitment, ciphertext_and_tag: rest })
    }

    /// Opens the seal, if it was made under `key` for `place`.
    pub(crate) fn open(&self, key: &PurposeKey, place: Place<'_>) -> Result<Vec<u8>, SealError> {
        // Both values are public, so an early exit tells nothing.
        if *self.commitment != key.commitment {
            return Err(SealError::WrongKey);
        }
        let associated = AssociatedData::new(place, self.epoch, self.commitment)?;
        let mut data = self.ciphertext_and_tag.to_vec();
        let nonce = Nonce::assume_unique_for_key(self.nonce);
        let padded = key
            .cipher
            .open_in_place(nonce, Aad::from(associated), &mut data)
            .map_err(|_| SealError::Tampered)?;
        let data_bytes = padded_data_length(padded).ok_or(SealError::Malformed)?;
        data.drain(..LENGTH_BYTES);
        data.truncate(data_bytes);
        Ok(data)
    }
}

const ASSOCIATED_PREFIX: &[u8] = b"nourish/seal\0";
const ASSOCIATED_LIMIT_BYTES: usize =
    ASSOCIATED_PREFIX.len() + 1 + 16 + 1 + EPOCH_BYTES + COMMITMENT_BYTES + 4 + PLACE_LIMIT_BYTES;

/// What the tag covers besides the ciphertext; on the stack, because every seal and open builds one.
struct AssociatedData {
    bytes: [u8; ASSOCIATED_LIMIT_BYTES],
    length: usize,
}

impl AssociatedData {
    fn new(place: Place<'_>, epoch: Epoch, commitment: &[u8; COMMITMENT_BYTES]) -> Result<Self, SealError> {
        let too_long = SealError::PlaceTooLong { limit: PLACE_LIMIT_BYTES };
        let place_length = u32::try_from(place.name.len()).map_err(|_| too_long)?;
        let parts: [&[u8]; 8] = [
            ASSOCIATED_PREFIX,
            &[VERSION],
            place.journal.as_bytes(),
            &[place.purpose.number()],
            &epoch.0.to_be_bytes(),
            commitment,
            &place_length.to_be_bytes(),
            place.name,
        ];
        let mut associated = Self { bytes: [0; ASSOCIATED_LIMIT_BYTES], length: 0 };
        for part in parts {
            let end = associated.length.saturating_add(part.len());
            associated.bytes.get_mut(associated.length..end).ok_or(too_long)?.copy_from_slice(part);
            associated.length = end;
        }
        Ok(associated)
    }
}

impl AsRef<[u8]> for AssociatedData {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or(&self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::RootKey;
    use crate::entropy::SeededEntropy;

    const JOURNAL: JournalId = JournalId::from_bytes([3; 16]);

    fn key() -> PurposeKey {
        RootKey::extract(JOURNAL, &[5; 32]).purpose_key(Purpose::Block).unwrap()
    }

    fn place(name: &[u8]) -> Place<'_> {
        Place { journal: JOURNAL, purpose: Purpose::Block, name }
    }

    /// A seal of raw plaintext, to test what padding a reader accepts.
    fn seal_raw(mut plaintext: Vec<u8>) -> Vec<u8> {
        let key = key();
        let associated = AssociatedData::new(place(b"p"), Epoch(0), &key.commitment).unwrap();
        let nonce = Nonce::assume_unique_for_key([0; NONCE_LEN]);
        key.cipher.seal_in_place_append_tag(nonce, Aad::from(associated), &mut plaintext).unwrap();
        let mut out = vec![VERSION, 0, 0, 0, 0];
        out.extend([0; NONCE_LEN]);
        out.extend(key.commitment);
        out.extend(plaintext);
        out
    }

    fn open(bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        Sealed::parse(bytes)?.open(&key(), place(b"p"))
    }

    #[test]
    fn a_rightly_sealed_but_wrongly_padded_content_is_malformed() {
        let mut plaintext = vec![0; 64];
        plaintext[3] = 1;
        plaintext[4] = b'x';
        assert_eq!(open(&seal_raw(plaintext.clone())).unwrap(), b"x");

        let mut dirty = plaintext.clone();
        dirty[63] = 1;
        assert_eq!(open(&seal_raw(dirty)), Err(SealError::Malformed));

        let mut long_claim = plaintext.clone();
        long_claim[0] = 0xff;
        assert_eq!(open(&seal_raw(long_claim)), Err(SealError::Malformed));

        plaintext.extend([0; 64]);
        assert_eq!(open(&seal_raw(plaintext)), Err(SealError::Malformed));
    }

    #[test]
    fn limits_hold_at_the_limit() {
        let mut entropy = SeededEntropy::new(1);
        let full = vec![7; PLAINTEXT_LIMIT_BYTES];
        let mut sealed = seal(&key(), Epoch(0), place(b"p"), &full, &mut entropy).unwrap();
        assert_eq!(sealed.len(), SEALED_LIMIT_BYTES);
        assert!(open(&sealed).unwrap() == full);

        sealed.push(0);
        assert_eq!(open(&sealed), Err(SealError::TooLarge { limit: SEALED_LIMIT_BYTES }));
        let over = vec![7; PLAINTEXT_LIMIT_BYTES + 1];
        assert_eq!(
            seal(&key(), Epoch(0), place(b"p"), &over, &mut entropy),
            Err(SealError::TooLarge { limit: PLAINTEXT_LIMIT_BYTES })
        );
    }

    #[test]
    fn a_place_of_the_limit_is_taken_one_longer_is_refused() {
        let mut entropy = SeededEntropy::new(1);
        let name = [9; PLACE_LIMIT_BYTES];
        let sealed = seal(&key(), Epoch(0), place(&name), b"x", &mut entropy).unwrap();
        assert_eq!(Sealed::parse(&sealed).unwrap().open(&key(), place(&name)).unwrap(), b"x");

        let longer = [9; PLACE_LIMIT_BYTES + 1];
        let refused = Err(SealError::PlaceTooLong { limit: PLACE_LIMIT_BYTES });
        assert_eq!(seal(&key(), Epoch(0), place(&longer), b"x", &mut entropy), refused);
        assert_eq!(Sealed::parse(&sealed).unwrap().open(&key(), place(&longer)), refused);
    }
}
