//! The key file: 32 random bytes that unlock, written as one line of text.

use core::fmt;
use core::fmt::Write;

use ring::digest;
use zeroize::Zeroizing;

use crate::derive::SECRET_BYTES;
use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::keyring::Secret;

const NAME: &str = "nourish-key-";
const VERSION: &str = "1:";
const CHECKSUM_BYTES: usize = 4;
const CHECKSUM_DOMAIN: &[u8] = b"nourish/key-file/1";
const DIGITS: usize = 2 * (SECRET_BYTES + CHECKSUM_BYTES);

/// The secret of a key file: whoever holds it can unlock. Wiped when dropped; never shown by `Debug`.
pub struct FileKey(Secret);

/// Why a text is no key file. Carries positions and counts, never the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum FileKeyError {
    /// The text does not begin with `nourish-key-`: another file was chosen.
    #[error("not a nourish key file")]
    OtherFile,
    /// A key file of a newer version.
    #[error("key file of a newer version")]
    NewerVersion,
    /// Too few or too many digits: the file was cut or added to.
    #[error("key file has {found} digits instead of {expected}")]
    WrongLength {
        /// Digits of a whole key file.
        expected: usize,
        /// Digits found.
        found: usize,
    },
    /// A character that is no hexadecimal digit.
    #[error("character {position} after the colon is not a hexadecimal digit")]
    NotADigit {
        /// The position after the colon, counted from 1.
        position: usize,
    },
    /// All digits are there, but at least one is not what was written.
    #[error("the key file's check digits do not match")]
    ChecksumMismatch,
}

impl FileKey {
    /// Makes a new random key.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer.
    pub fn make(entropy: &mut dyn Entropy) -> Result<Self, EntropyUnavailable> {
        Ok(Self(Zeroizing::new(make_bytes(entropy)?)))
    }

    /// The line to write to the key file: `nourish-key-1:`, then 72 hexadecimal digits, the last 8 of which
    /// check the others.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(NAME.len() + VERSION.len() + DIGITS));
        text.push_str(NAME);
        text.push_str(VERSION);
        for byte in self.0.iter().chain(&checksum(&self.0)) {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// Reads the line of a key file; white space around it and the case of digits do not matter.
    ///
    /// # Errors
    /// [`FileKeyError`] names what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, FileKeyError> {
        let text = text.trim_ascii();
        let versioned = text.strip_prefix(NAME).ok_or(FileKeyError::OtherFile)?;
        let digits = versioned.strip_prefix(VERSION).ok_or(FileKeyError::NewerVersion)?.as_bytes();
        if digits.len() != DIGITS {
            return Err(FileKeyError::WrongLength { expected: DIGITS, found: digits.len() });
        }
        let mut bytes = Zeroizing::new([0; SECRET_BYTES + CHECKSUM_BYTES]);
        let pairs = digits.chunks_exact(2).enumerate();
        for (byte, (index, pair)) in bytes.iter_mut().zip(pairs) {
            for (offset, digit) in pair.iter().enumerate() {
                let position = 2 * index + offset + 1;
                let value = char::from(*digit).to_digit(16).ok_or(FileKeyError::NotADigit { position })?;
                *byte = (*byte << 4) | u8::try_from(value).unwrap_or(0);
            }
        }
        let mut secret = Zeroizing::new([0; SECRET_BYTES]);
        for (to, from) in secret.iter_mut().zip(bytes.iter()) {
            *to = *from;
        }
        if bytes.ends_with(&checksum(&secret)) {
            Ok(Self(secret))
        } else {
            Err(FileKeyError::ChecksumMismatch)
        }
    }

    pub(crate) fn secret(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("FileKey").finish_non_exhaustive()
    }
}

fn checksum(secret: &[u8; SECRET_BYTES]) -> [u8; CHECKSUM_BYTES] {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(CHECKSUM_DOMAIN);
    context.update(secret);
    let hash = context.finish();
    hash.as_ref().first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn text() -> String {
        FileKey::make(&mut SeededEntropy::new(9)).unwrap().to_text().to_string()
    }

    #[test]
    fn a_key_survives_its_text_in_any_case_with_any_margin() {
        let key = FileKey::make(&mut SeededEntropy::new(9)).unwrap();
        let digits = text().split_off(NAME.len() + VERSION.len()).to_uppercase();
        let typed = format!("\r\n {NAME}{VERSION}{digits}\n");
        assert_eq!(FileKey::parse(&typed).unwrap().secret(), key.secret());
        assert_eq!(text().len(), 14 + 72);
    }

    #[test]
    fn every_wrong_digit_is_noticed() {
        let good = text();
        for position in NAME.len() + VERSION.len()..good.len() {
            let other = if &good[position..=position] == "0" { "1" } else { "0" };
            let mut wrong = good.clone();
            wrong.replace_range(position..=position, other);
            assert_eq!(FileKey::parse(&wrong).unwrap_err(), FileKeyError::ChecksumMismatch);
        }
    }

    #[test]
    fn an_error_says_what_is_wrong_with_the_text() {
        let good = text();
        let cases = [
            (String::new(), FileKeyError::OtherFile),
            ("ssh-ed25519 AAAA".into(), FileKeyError::OtherFile),
            (good.replace("key-1:", "key-2:"), FileKeyError::NewerVersion),
            (good[..good.len() - 1].into(), FileKeyError::WrongLength { expected: 72, found: 71 }),
            (format!("{good}0"), FileKeyError::WrongLength { expected: 72, found: 73 }),
            (format!("{NAME}{VERSION}{}g", "0".repeat(71)), FileKeyError::NotADigit { position: 72 }),
            (format!("{NAME}{VERSION}é{}", "0".repeat(70)), FileKeyError::NotADigit { position: 1 }),
        ];
        for (wrong, expected) in cases {
            assert_eq!(FileKey::parse(&wrong).unwrap_err(), expected);
        }
    }

    #[test]
    fn debug_shows_no_key() {
        assert_eq!(format!("{:?}", FileKey::parse(&text()).unwrap()), "FileKey { .. }");
    }
}
