//! Ways to unlock: each wrap holds the unlock key, sealed by one secret.

use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::file_key::FileKey;
use crate::ident::JournalId;
use crate::passphrase::PassphraseCost;
use crate::unlock_key::UnlockKey;
use crate::wrap_format::{Secrecy, Wrapped, wrap};

/// The longest passphrase, in bytes of UTF-8.
pub const PASSPHRASE_LIMIT_BYTES: usize = 1_024;

/// The kind of secret that opens a wrap. Numbers are frozen; 3 (keystore) and 4 (recovery) are reserved.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[repr(u8)]
pub enum WrapKind {
    /// A passphrase, through Argon2id.
    Passphrase = 1,
    /// A key file.
    KeyFile = 2,
}

/// Why a wrap could not be made or opened. None of these changes or loses anything.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum WrapError {
    /// The wrap is whole, but was made with another secret, or for another journal. Another secret may be
    /// tried.
    #[error("this secret does not open the journal")]
    WrongSecret,
    /// The wrap's bytes are not as they were written, or belong to another wrap id. Another way to unlock
    /// may still work.
    #[error("this way to unlock is damaged")]
    Damaged,
    /// Written by a newer version.
    #[error("wrap version {0} is not known")]
    UnsupportedVersion(u8),
    /// A kind of wrap that this version does not know.
    #[error("wrap kind {0} is not known")]
    UnsupportedKind(u8),
    /// The wrap asks for another kind of secret.
    #[error("this way to unlock needs another kind of secret")]
    OtherKind {
        /// What the wrap asks for.
        needed: WrapKind,
    },
    /// Passphrase cost outside what [`PassphraseCost::new`] accepts.
    #[error("passphrase cost outside bounds: {memory_kib} KiB, {passes} passes, {lanes} lanes")]
    CostOutOfBounds {
        /// Memory in KiB.
        memory_kib: u32,
        /// Passes over the memory.
        passes: u32,
        /// Lanes side by side.
        lanes: u32,
    },
    /// An empty passphrase protects nothing.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// A passphrase longer than [`PASSPHRASE_LIMIT_BYTES`].
    #[error("the passphrase is longer than {limit} bytes")]
    PassphraseTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// Not enough free memory for the passphrase cost. Close other apps and try again.
    #[error("not enough free memory to check the passphrase")]
    OutOfMemory,
    /// No random bytes; nothing was made. Try again.
    #[error("the system gave no random bytes")]
    EntropyUnavailable,
}

impl From<EntropyUnavailable> for WrapError {
    fn from(_: EntropyUnavailable) -> Self {
        Self::EntropyUnavailable
    }
}

/// Wraps the unlock key with a passphrase. `wrap_id` names this wrap among the journal's wraps; the bytes
/// open only under the same journal and wrap id.
///
/// The passphrase is used as its UTF-8 bytes, unchanged: an app that can meet the same letters in composed
/// and decomposed form normalises them (NFC) before every call.
///
/// # Errors
/// [`WrapError::EmptyPassphrase`], [`WrapError::PassphraseTooLong`], [`WrapError::OutOfMemory`],
/// [`WrapError::EntropyUnavailable`].
pub fn wrap_with_passphrase(
    journal: JournalId,
    wrap_id: [u8; 16],
    unlock_key: &UnlockKey,
    passphrase: &str,
    cost: PassphraseCost,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, WrapError> {
    check_passphrase(passphrase)?;
    let salt = make_bytes(entropy)?;
    let secret = cost.derive(passphrase.as_bytes(), &salt)?;
    wrap(journal, wrap_id, &Secrecy::Passphrase { salt, cost }, &secret, unlock_key, entropy)
}

/// Wraps the unlock key with a key file. See [`wrap_with_passphrase`] for `wrap_id`.
///
/// # Errors
/// [`WrapError::EntropyUnavailable`].
pub fn wrap_with_key_file(
    journal: JournalId,
    wrap_id: [u8; 16],
    unlock_key: &UnlockKey,
    file_key: &FileKey,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, WrapError> {
    wrap(journal, wrap_id, &Secrecy::KeyFile, file_key.secret(), unlock_key, entropy)
}

/// Opens a wrap made by [`wrap_with_passphrase`]. Takes as long as its cost says.
///
/// # Errors
/// [`WrapError::WrongSecret`] for another passphrase; [`WrapError::Damaged`], [`WrapError::OtherKind`],
/// [`WrapError::UnsupportedVersion`], [`WrapError::UnsupportedKind`], [`WrapError::CostOutOfBounds`] for
/// bytes that are no such wrap; [`WrapError::PassphraseTooLong`], [`WrapError::EmptyPassphrase`],
/// [`WrapError::OutOfMemory`].
pub fn unwrap_with_passphrase(
    journal: JournalId,
    wrap_id: [u8; 16],
    wrapped: &[u8],
    passphrase: &str,
) -> Result<UnlockKey, WrapError> {
    check_passphrase(passphrase)?;
    let parts = Wrapped::parse(wrapped)?;
    let Secrecy::Passphrase { salt, cost } = parts.secrecy else {
        return Err(WrapError::OtherKind { needed: parts.secrecy.kind() });
    };
    let secret = cost.derive(passphrase.as_bytes(), &salt)?;
    parts.unwrap(journal, wrap_id, &secret)
}

/// Opens a wrap made by [`wrap_with_key_file`].
///
/// # Errors
/// [`WrapError::WrongSecret`] for another key file; otherwise as [`unwrap_with_passphrase`].
pub fn unwrap_with_key_file(
    journal: JournalId,
    wrap_id: [u8; 16],
    wrapped: &[u8],
    file_key: &FileKey,
) -> Result<UnlockKey, WrapError> {
    let parts = Wrapped::parse(wrapped)?;
    let Secrecy::KeyFile = parts.secrecy else {
        return Err(WrapError::OtherKind { needed: parts.secrecy.kind() });
    };
    parts.unwrap(journal, wrap_id, file_key.secret())
}

/// The kind of secret that a wrap asks for, so that an app knows what to ask the person for.
///
/// # Errors
/// [`WrapError::Damaged`], [`WrapError::UnsupportedVersion`], [`WrapError::UnsupportedKind`],
/// [`WrapError::CostOutOfBounds`].
pub fn wrap_kind(wrapped: &[u8]) -> Result<WrapKind, WrapError> {
    Wrapped::parse(wrapped).map(|parts| parts.secrecy.kind())
}

fn check_passphrase(passphrase: &str) -> Result<(), WrapError> {
    match passphrase.len() {
        0 => Err(WrapError::EmptyPassphrase),
        1..=PASSPHRASE_LIMIT_BYTES => Ok(()),
        _ => Err(WrapError::PassphraseTooLong { limit: PASSPHRASE_LIMIT_BYTES }),
    }
}
