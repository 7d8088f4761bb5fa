//! A recovery code split in three, any two of which make it again (Shamir's scheme).
//!
//! A share is 176 bits, sixteen words: the name of its set (22 bits, so the first two words) | its number (4 bits,
//! 1 to 3) | its value (128 bits) | the first 22 bits of SHA-256(`"nourish/recovery-share/1"` | the bits before,
//! with six zero bits at their end, as 20 bytes). Each byte of the value is s + a·n in GF(2⁸) with the polynomial
//! 0x11d, s the byte of the code, a random, n the number of the share.

use core::fmt;

use blahaj::{Share, Sharks};
use zeroize::Zeroizing;

use crate::draw::Draw;
use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::recovery_code::{CODE_BYTES, RecoveryCode, first_bits, sha256};
use crate::recovery_text::{RecoveryTextError, payload};
use crate::words::{self, Bits};

/// How many words a share has.
pub const RECOVERY_SHARE_WORDS: usize = 16;

pub(crate) const SHARE_PREFIX: &str = "NOURISH-SHARE-";
pub(crate) const SHARE_VERSION: &str = "1:";

const NEEDED: u8 = 2;
const SET_BITS: u32 = 22;
const NUMBER_BITS: u32 = 4;
const CHECK_BITS: u32 = 22;
const CHECK_DOMAIN: &[u8] = b"nourish/recovery-share/1";

/// The name of one splitting: two words, random, the same on all its shares. Not secret.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct ShareSet(u32);

impl fmt::Display for ShareSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bits = Zeroizing::new(Vec::new());
        words::push(&mut bits, self.0, SET_BITS);
        formatter.write_str(&words::spell(&bits))
    }
}

impl fmt::Debug for ShareSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ShareSet({self})")
    }
}

/// One share of a recovery code. Alone it says nothing of the code. Wiped when dropped; never shown by `Debug`.
pub struct RecoveryShare {
    set: ShareSet,
    number: u8,
    value: Zeroizing<[u8; CODE_BYTES]>,
}

/// Why two shares make no code.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ShareError {
    /// They come from two splittings: look for another share of either set.
    #[error(
        "the shares are of two sets, \"{first}\" and \"{second}\"; both must begin with the same two words"
    )]
    DifferentSets {
        /// The set of the first.
        first: ShareSet,
        /// The set of the second.
        second: ShareSet,
    },
    /// The same share twice: look for another of its set.
    #[error("both are share {number}; it takes two different ones")]
    SameShare {
        /// Its number.
        number: u8,
    },
    /// The shares do not fit together, although each is whole.
    #[error("the shares do not fit together")]
    Misfit,
}

impl RecoveryCode {
    /// Splits the code into three shares of a new set, any two of which make it again.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer.
    pub fn split(&self, entropy: &mut dyn Entropy) -> Result<[RecoveryShare; 3], EntropyUnavailable> {
        let set = ShareSet(first_bits(&make_bytes(entropy)?, SET_BITS));
        let mut draw = Draw::from(entropy);
        let mut dealt = Sharks(NEEDED).dealer_rng(self.as_bytes(), &mut draw);
        let shares = [dealt.next(), dealt.next(), dealt.next()];
        drop(dealt);
        let [Some(one), Some(two), Some(three)] = draw.vouch(shares)? else {
            return Err(EntropyUnavailable);
        };
        Ok([one, two, three].map(|share| RecoveryShare::dealt(set, &share)))
    }

    /// The code that two shares of one set make.
    ///
    /// # Errors
    /// [`ShareError`].
    pub fn join(first: &RecoveryShare, second: &RecoveryShare) -> Result<Self, ShareError> {
        if first.set != second.set {
            return Err(ShareError::DifferentSets { first: first.set, second: second.set });
        }
        if first.number == second.number {
            return Err(ShareError::SameShare { number: first.number });
        }
        let shares = [first.to_share()?, second.to_share()?];
        let joined = Sharks(NEEDED).recover(&shares).map_err(|_| ShareError::Misfit)?;
        let joined = Zeroizing::new(joined);
        let code = joined.first_chunk().ok_or(ShareError::Misfit)?;
        Ok(Self::from_bytes(Zeroizing::new(*code)))
    }
}

impl RecoveryShare {
    /// The set that it belongs to.
    #[must_use]
    pub fn set(&self) -> ShareSet {
        self.set
    }

    /// Its number in the set, 1 to 3.
    #[must_use]
    pub fn number(&self) -> u8 {
        self.number
    }

    /// The sixteen words, with a space between them; the first two name the set.
    #[must_use]
    pub fn to_words(&self) -> Zeroizing<String> {
        words::spell(&self.bits())
    }

    /// What the QR code holds.
    #[must_use]
    pub fn to_payload(&self) -> Zeroizing<String> {
        payload(SHARE_PREFIX, SHARE_VERSION, &self.bits())
    }

    fn dealt(set: ShareSet, share: &Share) -> Self {
        let mut value = Zeroizing::new([0; CODE_BYTES]);
        for (to, from) in value.iter_mut().zip(&share.y) {
            *to = from.0;
        }
        Self { set, number: share.x.0, value }
    }

    fn to_share(&self) -> Result<Share, ShareError> {
        let bytes = Zeroizing::new([&[self.number], self.value.as_slice()].concat());
        Share::try_from(bytes.as_slice()).map_err(|_| ShareError::Misfit)
    }

    /// The bits that the check covers.
    fn checked_bits(&self) -> Bits {
        let mut bits = Zeroizing::new(Vec::with_capacity(11 * RECOVERY_SHARE_WORDS));
        words::push(&mut bits, self.set.0, SET_BITS);
        words::push(&mut bits, u32::from(self.number), NUMBER_BITS);
        words::push_bytes(&mut bits, self.value.as_slice());
        bits
    }

    fn bits(&self) -> Bits {
        let mut bits = self.checked_bits();
        let check = first_bits(&sha256(CHECK_DOMAIN, &words::bytes(&bits)), CHECK_BITS);
        words::push(&mut bits, check, CHECK_BITS);
        bits
    }

    /// The share that 176 bits spell.
    pub(crate) fn from_bits(bits: &[bool]) -> Result<Self, RecoveryTextError> {
        let cut = RecoveryTextError::NotARecoveryCode;
        let (set, rest) = bits.split_at_checked(SET_BITS as usize).ok_or(cut)?;
        let (number, rest) = rest.split_at_checked(NUMBER_BITS as usize).ok_or(cut)?;
        let (value, _) = rest.split_at_checked(8 * CODE_BYTES).ok_or(cut)?;
        let value = words::bytes(value);
        let number = u8::try_from(words::number(number)).map_err(|_| cut)?;
        let value = Zeroizing::new(*value.first_chunk().ok_or(cut)?);
        let share = Self { set: ShareSet(words::number(set)), number, value };
        if share.bits().as_slice() != bits {
            return Err(RecoveryTextError::ChecksumMismatch);
        }
        if (1..=3).contains(&share.number) { Ok(share) } else { Err(RecoveryTextError::NewerVersion) }
    }
}

impl fmt::Debug for RecoveryShare {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RecoveryShare").field("number", &self.number).finish_non_exhaustive()
    }
}
