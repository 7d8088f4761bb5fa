//! Ways to unlock: each wrap holds the unlock key, sealed by one secret.

use crate::derive::SECRET_BYTES;
use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::file_key::FileKey;
use crate::ident::{JournalId, WrapId};
use crate::keystore_key::{Gate, KeystoreKey};
use crate::passphrase::PassphraseCost;
use crate::recovery_code::RecoveryCode;
use crate::unlock_key::UnlockKey;
use crate::wrap_format::{Secrecy, Wrapped, wrap};
use zeroize::Zeroizing;

/// The longest passphrase, in bytes of UTF-8.
pub const PASSPHRASE_LIMIT_BYTES: usize = 1_024;

/// The kind of secret that opens a wrap. Numbers are frozen.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[repr(u8)]
pub enum WrapKind {
    /// A passphrase, through Argon2id.
    Passphrase = 1,
    /// A key file.
    KeyFile = 2,
    /// A platform's keystore.
    Keystore = 3,
    /// A recovery code.
    RecoveryCode = 4,
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

/// What opens a journal.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// A passphrase, and what guessing it shall cost where it is set.
    ///
    /// It is used as its UTF-8 bytes, unchanged: an app that can meet the same letters in composed and decomposed form
    /// normalises them (NFC) before every call.
    Passphrase(&'a str, PassphraseCost),
    /// A key file, for scripts.
    KeyFile(&'a FileKey),
    /// The key that a platform's keystore keeps, and what the keystore asks for before it hands it out.
    Keystore(&'a KeystoreKey, Gate),
    /// A recovery code.
    RecoveryCode(&'a RecoveryCode),
}

impl Secret<'_> {
    /// The kind of wrap that this secret makes and opens.
    #[must_use]
    pub const fn kind(&self) -> WrapKind {
        match self {
            Self::Passphrase(..) => WrapKind::Passphrase,
            Self::KeyFile(_) => WrapKind::KeyFile,
            Self::Keystore(..) => WrapKind::Keystore,
            Self::RecoveryCode(_) => WrapKind::RecoveryCode,
        }
    }
}

impl core::fmt::Debug for Secret<'_> {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(formatter, "Secret({:?})", self.kind())
    }
}

/// What anybody can read of a wrap.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct WrapFace {
    /// The kind of secret that it asks for.
    pub kind: WrapKind,
    /// What the keystore asks for, for [`WrapKind::Keystore`] alone.
    pub gate: Option<Gate>,
    /// What a guess costs, for [`WrapKind::Passphrase`] alone.
    pub cost: Option<PassphraseCost>,
}

/// Wraps the unlock key with a secret. `wrap_id` names this wrap among the journal's wraps; the bytes open only under
/// the same journal and wrap id. With a passphrase it takes as long as its cost says.
///
/// # Errors
/// [`WrapError::EmptyPassphrase`], [`WrapError::PassphraseTooLong`], [`WrapError::OutOfMemory`],
/// [`WrapError::EntropyUnavailable`].
pub fn wrap_key(
    journal: JournalId,
    wrap_id: WrapId,
    unlock_key: &UnlockKey,
    secret: Secret<'_>,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, WrapError> {
    match secret {
        Secret::Passphrase(passphrase, cost) => {
            check_passphrase(passphrase)?;
            let salt = make_bytes(entropy)?;
            let derived = cost.derive(passphrase.as_bytes(), &salt)?;
            wrap(journal, wrap_id, &Secrecy::Passphrase { salt, cost }, &derived, unlock_key, entropy)
        }
        Secret::KeyFile(key) => wrap(journal, wrap_id, &Secrecy::KeyFile, key.secret(), unlock_key, entropy),
        Secret::Keystore(key, gate) => {
            wrap(journal, wrap_id, &Secrecy::Keystore { gate }, key.secret(), unlock_key, entropy)
        }
        Secret::RecoveryCode(code) => {
            wrap(journal, wrap_id, &Secrecy::RecoveryCode, &code.secret(), unlock_key, entropy)
        }
    }
}

/// Opens a wrap made by [`wrap_key`]. The cost of a passphrase and the gate of a keystore are those of the wrap, not
/// those of `secret`.
///
/// # Errors
/// [`WrapError::WrongSecret`] for another secret of the same kind; [`WrapError::Damaged`], [`WrapError::OtherKind`],
/// [`WrapError::UnsupportedVersion`], [`WrapError::UnsupportedKind`], [`WrapError::CostOutOfBounds`] for
/// bytes that are no such wrap; [`WrapError::PassphraseTooLong`], [`WrapError::EmptyPassphrase`],
/// [`WrapError::OutOfMemory`].
pub fn unwrap_key(
    journal: JournalId,
    wrap_id: WrapId,
    wrapped: &[u8],
    secret: Secret<'_>,
) -> Result<UnlockKey, WrapError> {
    let (parts, derived) = derived(wrapped, secret)?;
    parts.unwrap(journal, wrap_id, &derived)
}

/// Opens a wrap as [`unwrap_key`] does, and also where one byte of the journal's name is another than when it was made. Gives the
/// name that it was made for.
///
/// Trying the 4,080 names nearby takes some milliseconds, after a passphrase's own cost was paid once.
///
/// # Errors
/// As [`unwrap_key`].
pub fn unwrap_key_nearby(
    journal: JournalId,
    wrap_id: WrapId,
    wrapped: &[u8],
    secret: Secret<'_>,
) -> Result<(UnlockKey, JournalId), WrapError> {
    let (parts, derived) = derived(wrapped, secret)?;
    match parts.unwrap(journal, wrap_id, &derived) {
        Ok(key) => Ok((key, journal)),
        Err(WrapError::WrongSecret) => names_nearby(journal)
            .find_map(|name| Some((parts.unwrap(name, wrap_id, &derived).ok()?, name)))
            .ok_or(WrapError::WrongSecret),
        Err(error) => Err(error),
    }
}

/// Every name that differs in one byte.
fn names_nearby(journal: JournalId) -> impl Iterator<Item = JournalId> {
    let bytes = *journal.as_bytes();
    (0..bytes.len()).flat_map(move |at| {
        (1..=u8::MAX).filter_map(move |change| {
            let mut name = bytes;
            *name.get_mut(at)? ^= change;
            Some(JournalId::from_bytes(name))
        })
    })
}

/// A wrap taken apart, and the key bytes that the secret comes to.
fn derived<'a>(
    wrapped: &'a [u8],
    secret: Secret<'_>,
) -> Result<(Wrapped<'a>, Zeroizing<[u8; SECRET_BYTES]>), WrapError> {
    if let Secret::Passphrase(passphrase, _) = secret {
        check_passphrase(passphrase)?;
    }
    let parts = Wrapped::parse(wrapped)?;
    let derived = match (&parts.secrecy, secret) {
        (Secrecy::Passphrase { salt, cost }, Secret::Passphrase(passphrase, _)) => {
            cost.derive(passphrase.as_bytes(), salt)?
        }
        (Secrecy::KeyFile, Secret::KeyFile(key)) => Zeroizing::new(*key.secret()),
        (Secrecy::Keystore { .. }, Secret::Keystore(key, _)) => Zeroizing::new(*key.secret()),
        (Secrecy::RecoveryCode, Secret::RecoveryCode(code)) => code.secret(),
        (secrecy, _) => return Err(WrapError::OtherKind { needed: secrecy.kind() }),
    };
    Ok((parts, derived))
}

/// What can be read of a wrap without its secret, so that an app knows what to ask the person for.
///
/// # Errors
/// [`WrapError::Damaged`], [`WrapError::UnsupportedVersion`], [`WrapError::UnsupportedKind`],
/// [`WrapError::CostOutOfBounds`].
pub fn wrap_face(wrapped: &[u8]) -> Result<WrapFace, WrapError> {
    let secrecy = Wrapped::parse(wrapped)?.secrecy;
    let (gate, cost) = match &secrecy {
        Secrecy::Passphrase { cost, .. } => (None, Some(*cost)),
        Secrecy::Keystore { gate } => (Some(*gate), None),
        Secrecy::KeyFile | Secrecy::RecoveryCode => (None, None),
    };
    Ok(WrapFace { kind: secrecy.kind(), gate, cost })
}

fn check_passphrase(passphrase: &str) -> Result<(), WrapError> {
    match passphrase.len() {
        0 => Err(WrapError::EmptyPassphrase),
        1..=PASSPHRASE_LIMIT_BYTES => Ok(()),
        _ => Err(WrapError::PassphraseTooLong { limit: PASSPHRASE_LIMIT_BYTES }),
    }
}
