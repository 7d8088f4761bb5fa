//! The recovery code: 128 random bits that unlock, as thirteen words or as what a QR code holds.
//!
//! 143 bits: the code (128) | the first 15 bits of SHA-256(`"nourish/recovery-code/1"` | code). Eleven bits a word
//! of the English list of BIP-39; for the QR code, `NOURISH-RECOVERY-1:` and the same bits, with a zero bit at
//! their end, as 36 hexadecimal digits.

use core::fmt;

use ring::digest;
use zeroize::Zeroizing;

use crate::derive::SECRET_BYTES;
use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::keyring::Secret;
use crate::recovery_text::{Recovery, RecoveryTextError, payload};
use crate::words::{self, Bits};

/// How many words a recovery code has.
pub const RECOVERY_CODE_WORDS: usize = 13;

pub(crate) const CODE_BYTES: usize = 16;
pub(crate) const CODE_PREFIX: &str = "NOURISH-RECOVERY-";
pub(crate) const CODE_VERSION: &str = "1:";

const CODE_BITS: usize = 8 * CODE_BYTES;
const CHECK_BITS: u32 = 15;
const CHECK_DOMAIN: &[u8] = b"nourish/recovery-code/1";
const SECRET_DOMAIN: &[u8] = b"nourish/recovery-secret/1";

/// A recovery code: whoever holds it can unlock. Wiped when dropped; never shown by `Debug`.
///
/// ```
/// use nourish_seal::{RecoveryCode, SystemEntropy};
///
/// let code = RecoveryCode::make(&mut SystemEntropy::new())?;
/// let typed = code.to_words().to_uppercase();
/// assert_eq!(RecoveryCode::parse(&typed).unwrap().to_words(), code.to_words());
/// # Ok::<(), nourish_seal::EntropyUnavailable>(())
/// ```
pub struct RecoveryCode(Zeroizing<[u8; CODE_BYTES]>);

impl RecoveryCode {
    /// Makes a new random code.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer.
    pub fn make(entropy: &mut dyn Entropy) -> Result<Self, EntropyUnavailable> {
        Ok(Self(Zeroizing::new(make_bytes(entropy)?)))
    }

    /// The thirteen words, with a space between them.
    #[must_use]
    pub fn to_words(&self) -> Zeroizing<String> {
        words::spell(&self.bits())
    }

    /// What the QR code holds: capital letters, digits, `-` and `:` only, which QR codes store shortest.
    #[must_use]
    pub fn to_payload(&self) -> Zeroizing<String> {
        payload(CODE_PREFIX, CODE_VERSION, &self.bits())
    }

    /// Reads words or the text of a QR code. Case, spacing, line numbers and one slip a word do not matter.
    ///
    /// # Errors
    /// [`RecoveryTextError`] names what is wrong by its position, never the text.
    pub fn parse(text: &str) -> Result<Self, RecoveryTextError> {
        match Recovery::parse(text)? {
            Recovery::Code(code) => Ok(code),
            Recovery::Share(_) => Err(RecoveryTextError::OneShareIsNotEnough),
        }
    }

    /// The secret that seals a wrap: SHA-256(`"nourish/recovery-secret/1"` | code).
    pub(crate) fn secret(&self) -> Secret {
        let hash = sha256(SECRET_DOMAIN, self.0.as_slice());
        Zeroizing::new(hash)
    }

    pub(crate) fn from_bytes(bytes: Zeroizing<[u8; CODE_BYTES]>) -> Self {
        Self(bytes)
    }

    pub(crate) fn as_bytes(&self) -> &[u8; CODE_BYTES] {
        &self.0
    }

    fn bits(&self) -> Bits {
        let mut bits = Zeroizing::new(Vec::with_capacity(CODE_BITS + 16));
        words::push_bytes(&mut bits, self.0.as_slice());
        words::push(&mut bits, check(self.0.as_slice()), CHECK_BITS);
        bits
    }

    /// The code that 143 bits spell.
    pub(crate) fn from_bits(bits: &[bool]) -> Result<Self, RecoveryTextError> {
        let (code, written) = bits.split_at_checked(CODE_BITS).ok_or(RecoveryTextError::NotARecoveryCode)?;
        let code = words::bytes(code);
        if words::number(written) != check(&code) {
            return Err(RecoveryTextError::ChecksumMismatch);
        }
        let code = code.first_chunk().ok_or(RecoveryTextError::NotARecoveryCode)?;
        Ok(Self(Zeroizing::new(*code)))
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RecoveryCode").finish_non_exhaustive()
    }
}

fn check(code: &[u8]) -> u32 {
    first_bits(&sha256(CHECK_DOMAIN, code), CHECK_BITS)
}

/// The first bits, at most 32, of a hash.
pub(crate) fn first_bits(hash: &[u8; SECRET_BYTES], count: u32) -> u32 {
    let [a, b, c, d, ..] = *hash;
    u32::from_be_bytes([a, b, c, d]).checked_shr(32_u32.saturating_sub(count)).unwrap_or(0)
}

pub(crate) fn sha256(domain: &[u8], bytes: &[u8]) -> [u8; SECRET_BYTES] {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(domain);
    context.update(bytes);
    let hash = context.finish();
    hash.as_ref().first_chunk().copied().unwrap_or_default()
}
