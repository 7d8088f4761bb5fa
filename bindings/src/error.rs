//! What can go wrong, by what can be done next.

use nourish_journal::{InvalidEntry, WrapError};

use crate::damage::Damage;
use crate::secret_store::KeystoreFailure;
use crate::ways::WayKind;

/// Why the journal could not do what was asked. Nothing was changed, and no text in it holds what a person entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum JournalError {
    /// What was to be logged is not valid: show problem and remedy beside the field.
    #[error("{field_name}: {problem}; {remedy}")]
    InvalidEntry {
        /// The field, by its name in the kind, or `kind`, `occurred`, `reason`, `day`, `moment`.
        field_name: String,
        /// What is wrong with it.
        problem: String,
        /// What to do about it.
        remedy: String,
    },
    /// No entry has this name.
    #[error("there is no such entry")]
    NoSuchEntry,
    /// The entry was written by a newer version: it can be retracted, and corrected after an update.
    #[error("the entry was written by a newer version; update this app to correct it")]
    NewerEntry,
    /// There is no journal at the path: make one, or look elsewhere.
    #[error("there is no journal here")]
    NotFound,
    /// Something is at the path already; it was left as it is.
    #[error("there is a file here already; it was left as it is")]
    AlreadyExists,
    /// The file is no journal: look for the right one.
    #[error("the file is not a journal")]
    NotAJournal,
    /// The journal stays locked: try again, or another way to unlock. Nothing is lost.
    #[error("the journal stays locked; nothing is lost")]
    Locked {
        /// Why.
        reason: LockReason,
    },
    /// The keystore did not open the journal, or did not take a key: do what the reason says, or unlock in one of the other ways.
    /// Locked, not lost.
    #[error("the journal stays locked: the keystore gave no key; nothing is lost")]
    KeystoreFailed {
        /// Why.
        reason: KeystoreFailure,
        /// What other kinds of ways to unlock the journal has, each once.
        ways: Vec<WayKind>,
    },
    /// What was typed or scanned is no recovery code: show the problem, which names a word by its position.
    #[error("the recovery code cannot be read: {problem}")]
    UnreadableRecoveryCode {
        /// What is wrong with it.
        problem: String,
    },
    /// The label of a way to unlock is too long or not on one line.
    #[error("the label cannot be kept; make it short and on one line")]
    UnusableLabel,
    /// No way to unlock has this name.
    #[error("there is no such way to unlock")]
    NoSuchWay,
    /// It is the only way to unlock that is left: add another one first.
    #[error("this is the only way to unlock the journal; add another one first")]
    LastWay,
    /// There are as many ways to unlock, or epochs, as a journal may have.
    #[error("the journal has as many ways to unlock, or epochs, as it may have")]
    LimitReached,
    /// Another program renewed the keys: open the journal anew.
    #[error("the journal's keys were renewed by another program; open it anew")]
    KeysRenewed,
    /// The system gave no random bytes: try again.
    #[error("the system gave no random bytes; try again")]
    KeyUnavailable,
    /// The journal was written by a newer version: update the app.
    #[error("the journal was written by a newer version; update this app")]
    NewerFormat,
    /// Part of the journal is damaged: stop writing and restore from a backup.
    #[error("part of the journal is damaged; nothing was changed, everything else is still readable")]
    Damaged {
        /// Which part.
        part: Damage,
    },
    /// The journal was opened for reading alone: open it for writing.
    #[error("the journal was opened for reading alone; nothing was changed")]
    ReadOnly,
    /// The file is no backup: look for the right one.
    #[error("the file is not a backup of a journal")]
    NotABackup,
    /// The backup is damaged or incomplete: take another one.
    #[error("the backup is damaged or incomplete; take another one")]
    DamagedBackup,
    /// The backup is of another journal: take one of this journal.
    #[error("the backup is of another journal")]
    OtherJournal,
    /// The file was copied by hand and both copies went on: restore the backup to a file of its own.
    #[error("the journal and the backup went on separately under one name; nothing was changed")]
    HistoryForked,
    /// Another program is writing: try again.
    #[error("another program is writing to the journal; try again when it is done")]
    InUse,
    /// The journal is suspended: resume it.
    #[error("the journal is suspended; resume it first")]
    Suspended,
    /// A font that was handed over is none: hand over another one, or none.
    #[error("a font that was handed over is not a TrueType or OpenType font")]
    UnusableFont,
    /// The report is not as it was when it was sealed, or carries no seal: do not rely on it, and ask for it again.
    #[error("the report is not as it was when it was sealed, or carries no seal")]
    NotAsSealed,
    /// The disk is full: free some room.
    #[error("there is no room left on the disk; free some and try again")]
    StorageFull,
    /// The disk cannot be read or written: check the folder and its rights.
    #[error("the disk does not let the file be read or written; check the folder and its rights")]
    StorageUnavailable,
    /// The rules that came with this app are broken, which no release should show.
    #[error("the rules that came with this app are broken; please report it")]
    BrokenRules,
}

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

impl From<nourish_journal::JournalError> for JournalError {
    fn from(error: nourish_journal::JournalError) -> Self {
        use nourish_journal::JournalError as Inner;
        match error {
            Inner::InvalidEntry(invalid) => invalid.into(),
            Inner::NoSuchEntry | Inner::AmbiguousEntry => Self::NoSuchEntry,
            Inner::NewerEntry => Self::NewerEntry,
            Inner::NotFound => Self::NotFound,
            Inner::AlreadyExists => Self::AlreadyExists,
            Inner::NotAJournal => Self::NotAJournal,
            Inner::Locked(why) => why.into(),
            Inner::KeystoreFailed { why, ways } => {
                Self::KeystoreFailed { reason: why.into(), ways: ways.into_iter().map(Into::into).collect() }
            }
            Inner::UnreadableRecoveryCode(problem) => {
                Self::UnreadableRecoveryCode { problem: problem.to_string() }
            }
            Inner::SharesDoNotFit(problem) => Self::UnreadableRecoveryCode { problem: problem.to_string() },
            Inner::UnusableLabel(_) => Self::UnusableLabel,
            Inner::NoSuchWay => Self::NoSuchWay,
            Inner::LastWay => Self::LastWay,
            Inner::TooManyWays | Inner::TooManyEpochs => Self::LimitReached,
            Inner::KeysRenewed => Self::KeysRenewed,
            Inner::KeyUnavailable => Self::KeyUnavailable,
            Inner::NewerFormat { .. } => Self::NewerFormat,
            Inner::Damaged(part) => Self::Damaged { part: part.into() },
            Inner::ReadOnly => Self::ReadOnly,
            Inner::NotABackup => Self::NotABackup,
            Inner::DamagedBackup => Self::DamagedBackup,
            Inner::OtherJournal => Self::OtherJournal,
            Inner::HistoryForked => Self::HistoryForked,
            Inner::InUse => Self::InUse,
            Inner::Suspended => Self::Suspended,
            Inner::StorageFull => Self::StorageFull,
            #[cfg(feature = "pdf")]
            Inner::Unprintable(nourish_journal::PdfError::Font) => Self::UnusableFont,
            Inner::BrokenRules => Self::BrokenRules,
            // What is left concerns files that cannot be read or written.
            _ => Self::StorageUnavailable,
        }
    }
}

impl From<InvalidEntry> for JournalError {
    fn from(invalid: InvalidEntry) -> Self {
        Self::InvalidEntry {
            field_name: invalid.field,
            problem: invalid.problem.to_string(),
            remedy: invalid.remedy,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_journal::JournalError as Inner;

    #[test]
    fn a_refused_entry_keeps_field_problem_and_remedy() {
        let invalid = nourish_journal::Fact::read("weight", &[("weight", "6.2 kg")]).unwrap_err();
        let error = JournalError::from(Inner::InvalidEntry(invalid));
        let expected = JournalError::InvalidEntry {
            field_name: "weight_g".into(),
            problem: "is outside 20 kg to 300 kg".into(),
            remedy: "check the number and its unit".into(),
        };
        assert_eq!(error, expected);
    }

    #[test]
    fn a_lock_says_why_and_a_lack_of_random_bytes_is_no_lock() {
        let locked = JournalError::from(Inner::Locked(WrapError::PassphraseTooLong { limit: 1024 }));
        assert_eq!(locked, JournalError::Locked { reason: LockReason::PassphraseTooLong });
        assert_eq!(
            JournalError::from(Inner::Locked(WrapError::EntropyUnavailable)),
            JournalError::KeyUnavailable
        );
    }
}
