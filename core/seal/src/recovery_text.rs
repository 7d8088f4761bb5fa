//! What a person types or scans to recover: a code or a share, as words or as the text of a QR code.

use core::fmt::Write;

use zeroize::Zeroizing;

use crate::recovery_code::{CODE_PREFIX, CODE_VERSION, RECOVERY_CODE_WORDS, RecoveryCode};
use crate::recovery_share::{RECOVERY_SHARE_WORDS, RecoveryShare, SHARE_PREFIX, SHARE_VERSION};
use crate::words::{self, Bits};

/// Bits of a code with its check.
const CODE_AND_CHECK_BITS: usize = 11 * RECOVERY_CODE_WORDS;
/// Bits of a share with its check.
const SHARE_AND_CHECK_BITS: usize = 11 * RECOVERY_SHARE_WORDS;

/// A recovery code, or one share of a split one.
#[derive(Debug)]
pub enum Recovery {
    /// A whole code.
    Code(RecoveryCode),
    /// One share; any other of the same set makes the code.
    Share(RecoveryShare),
}

/// Why a text is no recovery code or share. Carries positions and counts, never the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RecoveryTextError {
    /// Neither as many words as a code has nor as many as a share has.
    #[error("{found} words: a recovery code has {code}, a share of one has {share}", code = RECOVERY_CODE_WORDS, share = RECOVERY_SHARE_WORDS)]
    WrongNumberOfWords {
        /// How many there are.
        found: usize,
    },
    /// A word that is not in the list and not near enough to just one that is.
    #[error("word {position} is none that a recovery code is made of; look at it again")]
    UnknownWord {
        /// Its position, counted from 1.
        position: usize,
    },
    /// Every word is in the list, but at least one is not the one that was written, or two changed places.
    #[error("one of the words is not the one that was written, or two have changed places; compare each")]
    ChecksumMismatch,
    /// A code or share of a newer version.
    #[error("a recovery code of a newer version")]
    NewerVersion,
    /// Something else, or cut short.
    #[error("not a recovery code, or cut short")]
    NotARecoveryCode,
    /// A share where a whole code is needed.
    #[error("this is one share of a recovery code; it takes another one of the same set")]
    OneShareIsNotEnough,
}

impl Recovery {
    /// Reads words or the text of a QR code; which of them it is shows by itself. Case, spacing, line numbers and
    /// one slip a word do not matter.
    ///
    /// # Errors
    /// [`RecoveryTextError`].
    pub fn parse(text: &str) -> Result<Self, RecoveryTextError> {
        let text = text.trim();
        if let Some(rest) = strip_prefix_in_any_case(text, CODE_PREFIX) {
            return RecoveryCode::from_bits(&digits(rest, CODE_VERSION, CODE_AND_CHECK_BITS)?)
                .map(Self::Code);
        }
        if let Some(rest) = strip_prefix_in_any_case(text, SHARE_PREFIX) {
            return RecoveryShare::from_bits(&digits(rest, SHARE_VERSION, SHARE_AND_CHECK_BITS)?)
                .map(Self::Share);
        }
        let words = words::words_of(text).ok_or(RecoveryTextError::NotARecoveryCode)?;
        let read = || words::read(&words).map_err(|position| RecoveryTextError::UnknownWord { position });
        match words.len() {
            RECOVERY_CODE_WORDS => RecoveryCode::from_bits(&read()?).map(Self::Code),
            RECOVERY_SHARE_WORDS => RecoveryShare::from_bits(&read()?).map(Self::Share),
            0 => Err(RecoveryTextError::NotARecoveryCode),
            found => Err(RecoveryTextError::WrongNumberOfWords { found }),
        }
    }
}

/// The text of a QR code: a name, and bits as hexadecimal digits.
pub(crate) fn payload(prefix: &str, version: &str, bits: &[bool]) -> Zeroizing<String> {
    let bytes = words::bytes(bits);
    let mut text = Zeroizing::new(String::with_capacity(prefix.len() + version.len() + 2 * bytes.len()));
    text.push_str(prefix);
    text.push_str(version);
    for byte in bytes.iter() {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02X}");
    }
    text
}

/// The bits that the digits after a name spell; what fills the last byte must be zero.
fn digits(text: &str, version: &str, count: usize) -> Result<Bits, RecoveryTextError> {
    let digits = text.strip_prefix(version).ok_or(RecoveryTextError::NewerVersion)?;
    if digits.len() != 2 * count.div_ceil(8) {
        return Err(RecoveryTextError::NotARecoveryCode);
    }
    let mut bits = Zeroizing::new(Vec::with_capacity(count + 8));
    for digit in digits.chars() {
        words::push(&mut bits, digit.to_digit(16).ok_or(RecoveryTextError::NotARecoveryCode)?, 4);
    }
    let filled = bits.drain(count..).any(|bit| bit);
    if filled { Err(RecoveryTextError::ChecksumMismatch) } else { Ok(bits) }
}

fn strip_prefix_in_any_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}
