//! The signed end of a device's chain.

use ring::signature::{ED25519, UnparsedPublicKey};

use crate::chain::ChainHash;
use crate::device::{DeviceKey, PUBLIC_KEY_BYTES, SIGNATURE_BYTES};
use crate::ident::{DeviceId, JournalId};

/// Bytes of an encoded [`SignedHead`].
pub const SIGNED_HEAD_BYTES: usize =
    1 + DEVICE_BYTES + SEQ_BYTES + HASH_BYTES + PUBLIC_KEY_BYTES + SIGNATURE_BYTES;

const VERSION: u8 = 1;
const DOMAIN: &[u8] = b"nourish/head/1";
const DEVICE_BYTES: usize = 16;
const SEQ_BYTES: usize = 8;
const HASH_BYTES: usize = 32;

/// How far a device's chain has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Head {
    /// Whose chain it is.
    pub device: DeviceId,
    /// The number of entries in the chain, erased ones included.
    pub seq: u64,
    /// The chain after those entries.
    pub hash: ChainHash,
}

/// A head with its device's signature: it vouches for every entry up to it, so that a whole batch is
/// verified at once.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SignedHead {
    head: Head,
    public_key: [u8; PUBLIC_KEY_BYTES],
    signature: [u8; SIGNATURE_BYTES],
}

/// Why a signed head was refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum HeadError {
    /// Written by a newer version.
    #[error("signed head version {0} is not known")]
    UnknownVersion(u8),
    /// Not of the expected form.
    #[error("not a signed head")]
    Malformed,
    /// The key belongs to another device, so this device cannot sign the head.
    #[error("a device signs only its own head")]
    OtherDevice {
        /// Whose chain the head describes.
        head: DeviceId,
        /// Whose key was to sign it.
        key: DeviceId,
    },
    /// The signature is not one by this public key over this head in this journal.
    #[error("the signature does not match")]
    BadSignature,
}

impl SignedHead {
    /// Signs `head` for `journal`. The message is `"nourish/head/1"` | journal (16) | device (16) |
    /// seq (8, big-endian) | hash (32).
    ///
    /// # Errors
    /// [`HeadError::OtherDevice`] if the head is not of the key's own device.
    pub fn sign(key: &DeviceKey, journal: JournalId, head: Head) -> Result<Self, HeadError> {
        if head.device != key.id() {
            return Err(HeadError::OtherDevice { head: head.device, key: key.id() });
        }
        let signature = key.sign(&message(journal, head));
        Ok(Self { head, public_key: key.public(), signature })
    }

    /// Gives the head if its signature is right for `journal`. This proves that the holder of
    /// [`public_key`](Self::public_key) signed it, not that this key is the device's: the caller compares
    /// the key with the one it already knows for the device.
    ///
    /// # Errors
    /// [`HeadError::BadSignature`].
    pub fn verify(&self, journal: JournalId) -> Result<Head, HeadError> {
        UnparsedPublicKey::new(&ED25519, &self.public_key)
            .verify(&message(journal, self.head), &self.signature)
            .map(|()| self.head)
            .map_err(|_| HeadError::BadSignature)
    }

    /// The head as claimed, not verified: for looking up whose key to compare.
    #[must_use]
    pub fn claimed(&self) -> Head {
        self.head
    }

    /// The key that the signature claims.
    #[must_use]
    pub fn public_key(&self) -> [u8; 32] {
        self.public_key
    }

    /// A head with the signature that came with it, not verified.
    #[must_use]
    pub const fn claim(head: Head, public_key: [u8; 32], signature: [u8; 64]) -> Self {
        Self { head, public_key, signature }
    }

    /// The 64 bytes of the signature.
    #[must_use]
    pub const fn signature(&self) -> [u8; 64] {
        self.signature
    }

    /// The bytes, as stored and sent: version (1) | device (16) | seq (8) | hash (32) | public key (32) |
    /// signature (64).
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(SIGNED_HEAD_BYTES);
        out.push(VERSION);
        out.extend_from_slice(self.head.device.as_bytes());
        out.extend_from_slice(&self.head.seq.to_be_bytes());
        out.extend_from_slice(self.head.hash.as_bytes());
        out.extend_from_slice(&self.public_key);
        out.extend_from_slice(&self.signature);
        out
    }

    /// Reads what [`encode`](Self::encode) wrote, without verifying it. Total on any input.
    ///
    /// # Errors
    /// [`HeadError::UnknownVersion`], [`HeadError::Malformed`].
    pub fn decode(bytes: &[u8]) -> Result<Self, HeadError> {
        let (version, rest) = bytes.split_first().ok_or(HeadError::Malformed)?;
        if *version != VERSION {
            return Err(HeadError::UnknownVersion(*version));
        }
        let (device, rest) = rest.split_first_chunk::<DEVICE_BYTES>().ok_or(HeadError::Malformed)?;
        let (seq, rest) = rest.split_first_chunk::<SEQ_BYTES>().ok_or(HeadError::Malformed)?;
        let (hash, rest) = rest.split_first_chunk::<HASH_BYTES>().ok_or(HeadError::Malformed)?;
        let (public_key, rest) = rest.split_first_chunk::<PUBLIC_KEY_BYTES>().ok_or(HeadError::Malformed)?;
        let signature: &[u8; SIGNATURE_BYTES] = rest.try_into().map_err(|_| HeadError::Malformed)?;
        let head = Head {
            device: DeviceId::from_bytes(*device),
            seq: u64::from_be_bytes(*seq),
            hash: ChainHash::from_bytes(*hash),
        };
        Ok(Self { head, public_key: *public_key, signature: *signature })
    }
}

fn message(journal: JournalId, head: Head) -> Vec<u8> {
    let parts: [&[u8]; 5] =
        [DOMAIN, journal.as_bytes(), head.device.as_bytes(), &head.seq.to_be_bytes(), head.hash.as_bytes()];
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

    fn signed() -> (DeviceKey, SignedHead) {
        let key = DeviceKey::make(&mut SeededEntropy::new(3)).unwrap();
        let hash = ChainHash::start(JOURNAL, key.id()).next(b"one");
        let head = Head { device: key.id(), seq: 1, hash };
        let signed = SignedHead::sign(&key, JOURNAL, head).unwrap();
        (key, signed)
    }

    #[test]
    fn a_signed_head_travels_and_verifies() {
        let (key, signed) = signed();
        let bytes = signed.encode();
        assert_eq!(bytes.len(), SIGNED_HEAD_BYTES);
        let received = SignedHead::decode(&bytes).unwrap();
        assert_eq!(received.verify(JOURNAL), Ok(signed.claimed()));
        assert_eq!(received.public_key(), key.public());
    }

    #[test]
    fn a_head_of_another_journal_or_a_flipped_bit_anywhere_is_refused() {
        let (_, signed) = signed();
        assert_eq!(signed.verify(JournalId::from_bytes([2; 16])), Err(HeadError::BadSignature));
        let bytes = signed.encode();
        for position in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[position] ^= 1 << bit;
                let verified = SignedHead::decode(&flipped).and_then(|head| head.verify(JOURNAL));
                assert!(verified.is_err(), "bit {bit} of byte {position}");
            }
        }
    }

    #[test]
    fn a_device_signs_only_its_own_head() {
        let (key, signed) = signed();
        let foreign = Head { device: DeviceId::from_bytes([9; 16]), ..signed.claimed() };
        let refused = Err(HeadError::OtherDevice { head: foreign.device, key: key.id() });
        assert_eq!(SignedHead::sign(&key, JOURNAL, foreign), refused);
    }

    #[test]
    fn other_lengths_and_versions_are_refused() {
        let bytes = signed().1.encode();
        for length in 0..bytes.len() {
            assert_eq!(SignedHead::decode(&bytes[..length]), Err(HeadError::Malformed));
        }
        assert_eq!(SignedHead::decode(&[&bytes[..], &[0]].concat()), Err(HeadError::Malformed));
        assert_eq!(SignedHead::decode(&[2]), Err(HeadError::UnknownVersion(2)));
    }
}
