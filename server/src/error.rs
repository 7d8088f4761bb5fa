//! What can go wrong with the file or database that a mailbox keeps its parcels in, by what can be done about it.

use nourish_sync::EntropyUnavailable;

/// Why the mailbox could not do what was asked. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MailboxError {
    /// What names the store is no file and no database.
    #[error("not a store; write it like sqlite:mailbox.sqlite or postgres://user@host/database")]
    NotAnAddress,
    /// The address asks for TLS in a way that is not offered.
    #[error(
        "sslmode must be disable, require or verify-full, and verify-full wants sslrootcert: a file with certificates as PEM"
    )]
    NotATlsMode,
    /// The file that is to vouch for the database holds no certificate.
    #[error("the file that sslrootcert names must be readable and hold certificates as PEM")]
    NoRoots,
    /// TLS with the database did not come about.
    #[error(
        "the database does not speak TLS, or shows a certificate that sslrootcert does not vouch for or that is made out to another host"
    )]
    DatabaseTls,
    /// The file or database is something else than a mailbox.
    #[error("the store is not a mailbox; name another, or a new one")]
    NotAMailbox,
    /// The store was written by a newer version.
    #[error(
        "the mailbox has version {found}, this program knows versions up to {known}; use a newer program"
    )]
    NewerFormat {
        /// Version of the store.
        found: i64,
        /// Newest version known.
        known: i64,
    },
    /// The store is broken.
    #[error(
        "the mailbox's store is damaged; restore a copy and start with --restored: the devices fill it up"
    )]
    Damaged,
    /// Another program is writing.
    #[error("the mailbox's store is in use by another program; try again")]
    InUse,
    /// The disk is full.
    #[error("the disk is full; make room for the mailbox")]
    StorageFull,
    /// The store cannot be read or written.
    #[error(
        "the mailbox's store cannot be read or written; see to the file and its folder, or to the database, and who may use it"
    )]
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

impl From<postgres::Error> for MailboxError {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState as State;
        let Some(state) = error.code() else { return Self::StorageUnavailable };
        let in_use = [
            State::LOCK_NOT_AVAILABLE,
            State::QUERY_CANCELED,
            State::T_R_DEADLOCK_DETECTED,
            State::T_R_SERIALIZATION_FAILURE,
            State::TOO_MANY_CONNECTIONS,
        ];
        match state {
            state if in_use.contains(state) => Self::InUse,
            state if *state == State::DISK_FULL => Self::StorageFull,
            state if *state == State::DATA_CORRUPTED || *state == State::INDEX_CORRUPTED => Self::Damaged,
            _ => Self::StorageUnavailable,
        }
    }
}

impl From<EntropyUnavailable> for MailboxError {
    fn from(_: EntropyUnavailable) -> Self {
        Self::EntropyUnavailable
    }
}
