//! The code that one person shows or tells another, so that two devices find and know each other.

use core::fmt;

use zeroize::Zeroizing;

use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::recovery_code::{first_bits, sha256};
use crate::recovery_text::payload;
use crate::words;

/// Bytes of a [`PairingCode::slot`].
pub const PAIRING_SLOT_BYTES: usize = 16;

/// Words of a short code, after its number.
const SHORT_WORDS: usize = 2;
const SHORT_BITS: usize = 11 * SHORT_WORDS;
const LONG_BYTES: usize = 16;
const LONG_PREFIX: &str = "NOURISH-PAIRING-";
const LONG_VERSION: &str = "1:";
const LONG_CHECK_BITS: u32 = 16;
const LONG_DIGITS: usize = 2 * LONG_BYTES + 4;
/// The longest text that is looked at.
const TEXT_LIMIT_BYTES: usize = 1_024;

const SHORT_SLOT_DOMAIN: &[u8] = b"nourish/pairing/1/slot/short";
const LONG_SLOT_DOMAIN: &[u8] = b"nourish/pairing/1/slot/long";
const CHECK_DOMAIN: &[u8] = b"nourish/pairing/1/check";

/// A code for one pairing: *short*, a number and two words to be told (`17-velvet-canal`, 22 random bits), or *long*, 128
/// random bits for a QR code or a link. Whoever begins a pairing gives it away: a code is good for one try. Wiped when
/// dropped; never shown by `Debug`.
///
/// ```
/// use nourish_seal::{PairingCode, SystemEntropy};
///
/// let code = PairingCode::make_short(17, &mut SystemEntropy::new())?;
/// let heard = code.to_text().to_uppercase().replace('-', " ");
/// assert_eq!(PairingCode::parse(&heard)?.to_text(), code.to_text());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct PairingCode {
    /// As [`PairingCode::to_text`] gives it: also the password of the exchange.
    text: Zeroizing<String>,
    slot: [u8; PAIRING_SLOT_BYTES],
}

/// Why a text is no pairing code. Carries positions and counts, never the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PairingCodeError {
    /// A short code without its number, or with one above 65,535.
    #[error("a pairing code begins with its number, at most 65,535")]
    NoNumber,
    /// A number, but not two words after it.
    #[error("{found} words after the number: a pairing code has {words}", words = SHORT_WORDS)]
    WrongNumberOfWords {
        /// How many there are.
        found: usize,
    },
    /// A word that is not in the list and not near enough to just one that is.
    #[error("word {position} is none that a pairing code is made of; ask for it again")]
    UnknownWord {
        /// Its position after the number, counted from 1.
        position: usize,
    },
    /// A digit of a long code is not the one that was written.
    #[error("a digit of the pairing code is not the one that was written")]
    ChecksumMismatch,
    /// A code or link of a newer version.
    #[error("a pairing code of a newer version")]
    NewerVersion,
    /// Something else, or cut short.
    #[error("not a pairing code, or cut short")]
    NotAPairingCode,
    /// An address of a mailbox that is empty, too long or not on one line.
    #[error("the mailbox address of a pairing link must have 1 to {limit} bytes on one line", limit = crate::pairing_link::MAILBOX_LIMIT_BYTES)]
    MailboxAddress,
}

impl PairingCode {
    /// Makes a short code. Its `number` says where the two meet, so it must be free in the mailbox; the words are random.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer.
    pub fn make_short(number: u16, entropy: &mut dyn Entropy) -> Result<Self, EntropyUnavailable> {
        let random: Zeroizing<[u8; 3]> = Zeroizing::new(make_bytes(entropy)?);
        let mut bits = Zeroizing::new(Vec::with_capacity(24));
        words::push_bytes(&mut bits, random.as_slice());
        bits.truncate(SHORT_BITS);
        Ok(Self::short(number, &bits))
    }

    /// Makes a long code, of 128 random bits.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer.
    pub fn make_long(entropy: &mut dyn Entropy) -> Result<Self, EntropyUnavailable> {
        let secret: Zeroizing<[u8; LONG_BYTES]> = Zeroizing::new(make_bytes(entropy)?);
        Ok(Self::long(&secret))
    }

    /// Reads either kind. Case, spaces, hyphens and what stands around it do not matter, nor does one slip in a word.
    ///
    /// # Errors
    /// [`PairingCodeError`] says what is wrong, never the text.
    pub fn parse(text: &str) -> Result<Self, PairingCodeError> {
        if text.len() > TEXT_LIMIT_BYTES {
            return Err(PairingCodeError::NotAPairingCode);
        }
        let text = text.trim();
        match strip_prefix_in_any_case(text, LONG_PREFIX) {
            Some(rest) => Self::parse_long(rest),
            None => Self::parse_short(text),
        }
    }

    /// Where in the mailbox the two meet. A short code's slot follows from its number alone, a long one's by a hash from
    /// its secret, which it does not give away.
    #[must_use]
    pub fn slot(&self) -> [u8; PAIRING_SLOT_BYTES] {
        self.slot
    }

    /// `17-velvet-canal`, or `NOURISH-PAIRING-1:` and 36 hexadecimal digits in capitals.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        self.text.clone()
    }

    /// The password of the exchange.
    pub(crate) fn password(&self) -> &[u8] {
        self.text.as_bytes()
    }

    fn parse_short(text: &str) -> Result<Self, PairingCodeError> {
        let text = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = text.split_at_checked(end).ok_or(PairingCodeError::NotAPairingCode)?;
        let parts = rest.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
        let typed: Vec<_> = parts.map(|part| Zeroizing::new(part.to_lowercase())).collect();
        if digits.is_empty() {
            let only_that_is_missing = typed.len() == SHORT_WORDS && words::read(&typed).is_ok();
            return Err(match only_that_is_missing {
                true => PairingCodeError::NoNumber,
                false => PairingCodeError::NotAPairingCode,
            });
        }
        let number = digits.parse().map_err(|_| PairingCodeError::NoNumber)?;
        if typed.len() != SHORT_WORDS {
            return Err(PairingCodeError::WrongNumberOfWords { found: typed.len() });
        }
        let bits = words::read(&typed).map_err(|position| PairingCodeError::UnknownWord { position })?;
        Ok(Self::short(number, &bits))
    }

    fn parse_long(rest: &str) -> Result<Self, PairingCodeError> {
        let digits = strip_version(rest, LONG_VERSION)?;
        let mut bits = Zeroizing::new(Vec::with_capacity(4 * TEXT_LIMIT_BYTES));
        for digit in digits.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
            words::push(&mut bits, digit.to_digit(16).ok_or(PairingCodeError::NotAPairingCode)?, 4);
        }
        if bits.len() != 4 * LONG_DIGITS {
            return Err(PairingCodeError::NotAPairingCode);
        }
        let (secret, check) =
            bits.split_at_checked(8 * LONG_BYTES).ok_or(PairingCodeError::NotAPairingCode)?;
        let secret = words::bytes(secret);
        let secret = secret.first_chunk().ok_or(PairingCodeError::NotAPairingCode)?;
        if words::number(check) != long_check(secret) {
            return Err(PairingCodeError::ChecksumMismatch);
        }
        Ok(Self::long(secret))
    }

    fn short(number: u16, bits: &[bool]) -> Self {
        let words = words::spell(bits);
        let digits = number.to_string();
        let mut text = Zeroizing::new(String::with_capacity(digits.len() + 1 + words.len()));
        text.push_str(&digits);
        for word in words.split(' ') {
            text.push('-');
            text.push_str(word);
        }
        Self { text, slot: slot(SHORT_SLOT_DOMAIN, &number.to_be_bytes()) }
    }

    fn long(secret: &[u8; LONG_BYTES]) -> Self {
        let mut bits = Zeroizing::new(Vec::with_capacity(4 * LONG_DIGITS));
        words::push_bytes(&mut bits, secret);
        words::push(&mut bits, long_check(secret), LONG_CHECK_BITS);
        Self { text: payload(LONG_PREFIX, LONG_VERSION, &bits), slot: slot(LONG_SLOT_DOMAIN, secret) }
    }
}

impl fmt::Debug for PairingCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PairingCode").finish_non_exhaustive()
    }
}

fn slot(domain: &[u8], bytes: &[u8]) -> [u8; PAIRING_SLOT_BYTES] {
    sha256(domain, bytes).first_chunk().copied().unwrap_or_default()
}

fn long_check(secret: &[u8; LONG_BYTES]) -> u32 {
    first_bits(&sha256(CHECK_DOMAIN, secret), LONG_CHECK_BITS)
}

/// What follows a prefix, whatever its case.
pub(crate) fn strip_prefix_in_any_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// What follows this version; another number in its place is a newer one.
pub(crate) fn strip_version<'a>(text: &'a str, version: &str) -> Result<&'a str, PairingCodeError> {
    text.strip_prefix(version).ok_or_else(|| {
        let newer = text.starts_with(|letter: char| letter.is_ascii_digit()) && !version.starts_with(text);
        if newer { PairingCodeError::NewerVersion } else { PairingCodeError::NotAPairingCode }
    })
}
