//! The keys of one pairing: a key and a commitment for each message, and the words that both sides compare.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, MAX_TAG_LEN, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf;
use zeroize::Zeroizing;

use crate::comparison::words_of_hash;
use crate::derive::{COMMITMENT_BYTES, PurposeKey};
use crate::padding::{LENGTH_BYTES, padded_data_length, padded_length};
use crate::pairing::{PAIRING_WORDS, PairingError};
use crate::recovery_code::sha256;

const INFO_PREFIX: &[u8] = b"nourish/pairing/1/";

/// A sealed message of a pairing; each has a key of its own, which seals once.
#[derive(Clone, Copy)]
pub(crate) enum Message {
    Hello,
    Opening,
    Welcome,
}

/// What both sides hold once they have each other's part of the exchange.
pub(crate) struct PairingKeys(hkdf::Prk);

impl Message {
    fn name(self) -> &'static [u8] {
        match self {
            Self::Hello => b"hello",
            Self::Opening => b"opening",
            Self::Welcome => b"welcome",
        }
    }
}

impl PairingKeys {
    /// From the key of the exchange and the hash of all that was said before it.
    pub(crate) fn extract(key: &[u8], transcript: &[u8; 32]) -> Self {
        Self(hkdf::Salt::new(hkdf::HKDF_SHA256, transcript).extract(key))
    }

    /// Appends the sealed `data` to `out`. A key seals one message, so the nonce is zero.
    pub(crate) fn seal(
        &self,
        message: Message,
        data: &[u8],
        limit: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), PairingError> {
        let length = u32::try_from(data.len()).ok().filter(|_| data.len() <= limit);
        let length = length.ok_or(PairingError::TooLarge { limit })?;
        let key = self.message_key(message)?;
        let padded_bytes = padded_length(data.len());
        let mut padded = Zeroizing::new(Vec::with_capacity(padded_bytes));
        padded.extend_from_slice(&length.to_be_bytes());
        padded.extend_from_slice(data);
        padded.resize(padded_bytes, 0);
        let tag = key
            .cipher
            .seal_in_place_separate_tag(nonce(), Aad::empty(), &mut padded)
            .map_err(|_| PairingError::CipherRefused)?;
        out.extend_from_slice(&key.commitment);
        out.extend_from_slice(&padded);
        out.extend_from_slice(tag.as_ref());
        Ok(())
    }

    /// Opens what [`seal`](Self::seal) made for the same message under the same keys. Total on any input.
    pub(crate) fn open(
        &self,
        message: Message,
        sealed: &[u8],
        limit: usize,
    ) -> Result<Zeroizing<Vec<u8>>, PairingError> {
        if sealed.len() > COMMITMENT_BYTES + padded_length(limit) + MAX_TAG_LEN {
            return Err(PairingError::TooLarge { limit });
        }
        let (commitment, ciphertext) =
            sealed.split_first_chunk::<COMMITMENT_BYTES>().ok_or(PairingError::Malformed)?;
        if ciphertext.len() < padded_length(0) + MAX_TAG_LEN {
            return Err(PairingError::Malformed);
        }
        let key = self.message_key(message)?;
        // A try consumes the code, so an early exit tells nothing that could be used.
        if *commitment != key.commitment {
            return Err(PairingError::WrongCode);
        }
        let mut data = Zeroizing::new(ciphertext.to_vec());
        let padded =
            key.cipher.open_in_place(nonce(), Aad::empty(), &mut data).map_err(|_| PairingError::Tampered)?;
        let data_bytes = padded_data_length(padded).filter(|bytes| *bytes <= limit);
        let data_bytes = data_bytes.ok_or(PairingError::Malformed)?;
        data.drain(..LENGTH_BYTES);
        data.truncate(data_bytes);
        Ok(data)
    }

    /// The words that bind everything both sides have said: the reply, which holds the hello, and the inviter's opening.
    pub(crate) fn words(
        &self,
        reply: &[u8],
        opening: &[u8; 32],
    ) -> Result<[&'static str; PAIRING_WORDS], PairingError> {
        let reply = sha256(b"nourish/pairing/1/reply", reply);
        let mut bytes = [0; 32];
        self.expand(&[INFO_PREFIX, b"words", &reply, opening], &mut bytes)?;
        Ok(words_of_hash(&bytes))
    }

    fn message_key(&self, message: Message) -> Result<PurposeKey, PairingError> {
        let info = [INFO_PREFIX, message.name(), b"/key"];
        let key = self.0.expand(&info, &AES_256_GCM).map_err(|_| PairingError::CipherRefused)?;
        let cipher = LessSafeKey::new(UnboundKey::from(key));
        let mut commitment = [0; COMMITMENT_BYTES];
        self.expand(&[INFO_PREFIX, message.name(), b"/commitment"], &mut commitment)?;
        Ok(PurposeKey { cipher, commitment })
    }

    fn expand(&self, info: &[&[u8]], out: &mut [u8; 32]) -> Result<(), PairingError> {
        let okm = self.0.expand(info, hkdf::HKDF_SHA256);
        okm.and_then(|okm| okm.fill(out)).map_err(|_| PairingError::CipherRefused)
    }
}

fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; NONCE_LEN])
}
