//! The bytes of a wrap.
//!
//! Version 1: version (1) | kind (1) | for a passphrase only: salt (16), memory in KiB (4), passes (4),
//! lanes (4); for a keystore only: gate (1) | sealed unlock key (129) | checksum (8).
//!
//! The unlock key is sealed for [`Purpose::Wrap`] in epoch 0, under the key of the file or keystore, Argon2id of the
//! passphrase or the hash of the recovery code; its place is the wrap id (16) followed by everything in front of the sealed key. The checksum
//! is the first 8 bytes of SHA-256(`"nourish/wrap/1"` | all before it). It protects nothing from an attacker;
//! it lets a person with a rotten file be told so, instead of being told that the passphrase is wrong.

use ring::digest;
use zeroize::Zeroizing;

use crate::derive::{RootKey, SECRET_BYTES};
use crate::entropy::Entropy;
use crate::ident::{Epoch, JournalId, WrapId};
use crate::keystore_key::Gate;
use crate::passphrase::PassphraseCost;
use crate::purpose::Purpose;
use crate::sealed::{Place, SealError, Sealed, seal};
use crate::unlock_key::UnlockKey;
use crate::wrap::{WrapError, WrapKind};

/// Longer bytes are no wrap, and are not even hashed.
const WRAP_LIMIT_BYTES: usize = 1_024;

const VERSION: u8 = 1;
const SALT_BYTES: usize = 16;
const CHECKSUM_BYTES: usize = 8;
const CHECKSUM_DOMAIN: &[u8] = b"nourish/wrap/1";

/// A wrap taken apart, not yet opened.
pub(crate) struct Wrapped<'a> {
    pub(crate) secrecy: Secrecy,
    /// Everything in front of the sealed key.
    head: &'a [u8],
    sealed: &'a [u8],
}

/// What stands between the secret that a person holds and the key that seals.
pub(crate) enum Secrecy {
    Passphrase { salt: [u8; SALT_BYTES], cost: PassphraseCost },
    KeyFile,
    Keystore { gate: Gate },
    RecoveryCode,
}

impl Secrecy {
    pub(crate) fn kind(&self) -> WrapKind {
        match self {
            Self::Passphrase { .. } => WrapKind::Passphrase,
            Self::KeyFile => WrapKind::KeyFile,
            Self::Keystore { .. } => WrapKind::Keystore,
            Self::RecoveryCode => WrapKind::RecoveryCode,
        }
    }

    /// What stands in front of the sealed key.
    fn head(&self) -> Vec<u8> {
        let mut head = vec![VERSION, self.kind() as u8];
        match self {
            Self::Passphrase { salt, cost } => {
                head.extend_from_slice(salt);
                for number in [cost.memory_kib(), cost.passes(), cost.lanes()] {
                    head.extend_from_slice(&number.to_be_bytes());
                }
            }
            Self::Keystore { gate } => head.push(*gate as u8),
            Self::KeyFile | Self::RecoveryCode => {}
        }
        head
    }
}

/// Seals the unlock key under `secret` and writes the whole wrap.
pub(crate) fn wrap(
    journal: JournalId,
    wrap_id: WrapId,
    secrecy: &Secrecy,
    secret: &[u8; SECRET_BYTES],
    unlock_key: &UnlockKey,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, WrapError> {
    let key = RootKey::extract(journal, secret).purpose_key(Purpose::Wrap).map_err(wrap_error)?;
    let mut out = secrecy.head();
    let place_name = [wrap_id.as_bytes(), out.as_slice()].concat();
    let place = Place { journal, purpose: Purpose::Wrap, name: &place_name };
    out.extend(seal(&key, Epoch(0), place, unlock_key.secret(), entropy).map_err(wrap_error)?);
    out.extend_from_slice(&checksum(&[], &out));
    Ok(out)
}

impl<'a> Wrapped<'a> {
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, WrapError> {
        let version = *bytes.first().ok_or(WrapError::Damaged)?;
        if bytes.len() > WRAP_LIMIT_BYTES {
            return Err(if version == VERSION {
                WrapError::Damaged
            } else {
                WrapError::UnsupportedVersion(version)
            });
        }
        let (body, written) = bytes.split_last_chunk::<CHECKSUM_BYTES>().ok_or(WrapError::Damaged)?;
        let (_, rest) = body.split_first().ok_or(WrapError::Damaged)?;
        // A newer version is one whose bytes are not those of this version with a rotten first byte.
        let is_whole = checksum(&[VERSION], rest) == *written;
        match (version == VERSION, is_whole) {
            (true, true) => {}
            (false, false) => return Err(WrapError::UnsupportedVersion(version)),
            _ => return Err(WrapError::Damaged),
        }
        let (kind, rest) = rest.split_first().ok_or(WrapError::Damaged)?;
        let (secrecy, sealed) = match *kind {
            1 => parse_passphrase(rest)?,
            2 => (Secrecy::KeyFile, rest),
            3 => parse_keystore(rest)?,
            4 => (Secrecy::RecoveryCode, rest),
            other => return Err(WrapError::UnsupportedKind(other)),
        };
        let head_bytes = body.len().saturating_sub(sealed.len());
        let (head, sealed) = body.split_at_checked(head_bytes).ok_or(WrapError::Damaged)?;
        Ok(Self { secrecy, head, sealed })
    }

    pub(crate) fn unwrap(
        &self,
        journal: JournalId,
        wrap_id: WrapId,
        secret: &[u8; SECRET_BYTES],
    ) -> Result<UnlockKey, WrapError> {
        let key = RootKey::extract(journal, secret).purpose_key(Purpose::Wrap).map_err(wrap_error)?;
        let place_name = [wrap_id.as_bytes(), self.head].concat();
        let place = Place { journal, purpose: Purpose::Wrap, name: &place_name };
        let sealed = Sealed::parse(self.sealed).map_err(wrap_error)?;
        let opened = Zeroizing::new(sealed.open(&key, place).map_err(wrap_error)?);
        let secret: &[u8; SECRET_BYTES] = opened.as_slice().try_into().map_err(|_| WrapError::Damaged)?;
        Ok(UnlockKey::from_secret(Zeroizing::new(*secret)))
    }
}

fn parse_passphrase(bytes: &[u8]) -> Result<(Secrecy, &[u8]), WrapError> {
    let (salt, rest) = bytes.split_first_chunk::<SALT_BYTES>().ok_or(WrapError::Damaged)?;
    let (memory_kib, rest) = rest.split_first_chunk().ok_or(WrapError::Damaged)?;
    let (passes, rest) = rest.split_first_chunk().ok_or(WrapError::Damaged)?;
    let (lanes, rest) = rest.split_first_chunk().ok_or(WrapError::Damaged)?;
    let cost = PassphraseCost::new(
        u32::from_be_bytes(*memory_kib),
        u32::from_be_bytes(*passes),
        u32::from_be_bytes(*lanes),
    )?;
    Ok((Secrecy::Passphrase { salt: *salt, cost }, rest))
}

fn parse_keystore(bytes: &[u8]) -> Result<(Secrecy, &[u8]), WrapError> {
    let (gate, rest) = bytes.split_first().ok_or(WrapError::Damaged)?;
    let gate = match gate {
        0 => Gate::Device,
        1 => Gate::Biometric,
        _ => return Err(WrapError::Damaged),
    };
    Ok((Secrecy::Keystore { gate }, rest))
}

fn checksum(version: &[u8], rest: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(CHECKSUM_DOMAIN);
    context.update(version);
    context.update(rest);
    let hash = context.finish();
    hash.as_ref().first_chunk().copied().unwrap_or_default()
}

/// The checksum has already been right here, so another key means another secret.
fn wrap_error(error: SealError) -> WrapError {
    match error {
        SealError::WrongKey => WrapError::WrongSecret,
        SealError::EntropyUnavailable => WrapError::EntropyUnavailable,
        SealError::UnknownVersion(version) => WrapError::UnsupportedVersion(version),
        SealError::UnknownEpoch(_)
        | SealError::Tampered
        | SealError::Malformed
        | SealError::TooLarge { .. }
        | SealError::PlaceTooLong { .. }
        | SealError::CipherRefused => WrapError::Damaged,
    }
}
