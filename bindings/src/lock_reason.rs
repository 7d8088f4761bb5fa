//! Why a journal stays locked.

use crate::error::JournalError;
use nourish_journal::WrapError;

/// Why a journal stays locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum LockReason {
    /// The passphrase is another one: try again.
    WrongSecret,
    /// The passphrase is empty.
    EmptyPassphrase,
    /// The passphrase is longer than 1,024 bytes.
    PassphraseTooLong,
    /// The journal opens with another kind of secret, such as a key file.
    OtherSecretNeeded,
    /// This way to unlock is damaged; another one may still work.
    WayDamaged,
    /// This way to unlock was made by a newer version: update the app.
    NewerVersion,
    /// There is too little free memory to check the passphrase: close other apps and try again.
    OutOfMemory,
}

impl From<WrapError> for JournalError {
    fn from(why: WrapError) -> Self {
        let reason = match why {
            WrapError::WrongSecret => LockReason::WrongSecret,
            WrapError::EmptyPassphrase => LockReason::EmptyPassphrase,
            WrapError::PassphraseTooLong { .. } => LockReason::PassphraseTooLong,
            WrapError::OtherKind { .. } => LockReason::OtherSecretNeeded,
            WrapError::Damaged | WrapError::CostOutOfBounds { .. } => LockReason::WayDamaged,
            WrapError::UnsupportedVersion(_) | WrapError::UnsupportedKind(_) => LockReason::NewerVersion,
            WrapError::OutOfMemory => LockReason::OutOfMemory,
            WrapError::EntropyUnavailable => return Self::KeyUnavailable,
        };
        Self::Locked { reason }
    }
}
