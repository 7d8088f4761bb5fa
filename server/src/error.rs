//! What can go wrong with the file that a mailbox keeps its parcels in, by what can be done about it.

use nourish_sync::EntropyUnavailable;

/// Why the mailbox could not do what was asked. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MailboxError {
    /// The file is something else than a mailbox.
    #[error("the file is not a mailbox; name another, or a new one")]
    NotAMailbox,
    /// The file was written by a newer version.
    #[error(
        "the mailbox has file version {found}, this program knows versions up to {known}; use a newer program"
    )]
    NewerFormat {
        /// Version of the file.
        found: i64,
        /// Newest version known.
        known: i64,
    },
    /// SQLite finds the file broken.
    #[error(
        "the mailbox's file is damaged; restore a copy and start with --restored: the devices fill it up"
    )]
    Damaged,
    /// Another program is writing.
    #[error("the mailbox's file is in use by another program; try again")]
    InUse,
    /// The disk is full.
    #[error("the disk is full; make room for the mailbox")]
    StorageFull,
    /// The file cannot be read or written.
    #[error("the mailbox's file cannot be read or written; see to its folder and its permissions")]
    StorageUnavailable,
    /// The system gave no random bytes.
    #[error("the system gave no random bytes; try again")]
    EntropyUnavailable,
}

impl From<rusqlite::Error> for MailboxError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::InUse,
            Some(Code::DiskFull) => Self::StorageFull,
            Some(Code::NotADatabase) => Self::NotAMailbox,
            Some(Code::DatabaseCorrupt) => Self::Damaged,
            _ => Self::StorageUnavailable,
        }
    }
}

impl From<EntropyUnavailable> for MailboxError {
    fn from(_: EntropyUnavailable) -> Self {
        Self::EntropyUnavailable
    }
}
