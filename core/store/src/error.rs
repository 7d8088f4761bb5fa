//! What can go wrong with a journal file, by what can be done about it.

use nourish_seal::{SealError, WrapError};

/// What part of a journal file does not open any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Damage {
    /// SQLite itself finds the file broken.
    File,
    /// The keyring record.
    Keyring,
    /// The list of blocks and heads.
    Manifest,
    /// A fresh entry, by its row.
    TailRow(i64),
    /// Fresh entries that should be there and are not, by the first missing row.
    TailGap(i64),
    /// A week of entries, by its first day.
    Week(nourish_record::CalendarDay),
    /// The chain of a device's log does not lead to the head that it signed.
    Chain,
    /// A week, by its first day, whose entries were set aside because they no longer opened. A backup may refill it.
    LostWeek(nourish_record::CalendarDay),
    /// So many entries that are known to have been logged are not there any more. A backup may refill them.
    Missing(u64),
    /// The list of what the journal holds was made anew from what was left: nothing shows any more whether the end of a log or
    /// a whole week is missing.
    Unproven,
    /// The file is older than the head that was remembered elsewhere: so many entries that this device signed are not in it.
    RolledBack(u64),
    /// The file has another past than the head that was remembered elsewhere.
    Forked,
    /// The journal's name, which every seal is bound to; what it was is known.
    Name,
    /// A setting, such as the packs that were installed. No entry is touched.
    Setting(crate::Setting),
}

impl Damage {
    /// Whether the damage was set aside already: it is named until a backup refills it, and stands in the way of nothing.
    pub const fn is_set_aside(self) -> bool {
        matches!(self, Self::LostWeek(_) | Self::Missing(_) | Self::Unproven)
    }
}

/// Why a device's log was not taken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogRefusal {
    /// It is this device's own log, which nobody else writes. If others have more of it, this file is an old copy.
    #[error("it is this device's own")]
    OwnLog,
    /// It does not begin behind what is here.
    #[error("it should begin at place {next}")]
    NotNext {
        /// The place that comes next here.
        next: u64,
    },
    /// One of its entries was made for another place, or by another device.
    #[error("an entry is not of this place")]
    Misplaced,
    /// Its chain does not lead where its device signed.
    #[error("it does not lead to its signed end")]
    OtherEnd,
    /// An entry before it is missing here, so that its chain cannot be followed.
    #[error("the chain before it is not known here")]
    UnknownStart,
    /// An erasure names another entry than the one that stands, or stood, at its place; or it names an erasure.
    #[error("an erasure does not fit what it names")]
    Contradicted,
    /// It erases what this device has not written: this file is an old copy of a journal that went on.
    #[error("it knows more of this device's log than this file")]
    OlderCopy,
}

/// Why the store could not do what was asked. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no file at the path.
    #[error("there is no journal here")]
    NotFound,
    /// There is a file already; it was left as it is.
    #[error("there is a file here already; it was left as it is")]
    AlreadyExists,
    /// The file is something else than a journal.
    #[error("the file is not a journal")]
    NotAJournal,
    /// The file was written by a newer version.
    #[error("the journal has file version {found}, this program knows versions up to {known}")]
    NewerFormat {
        /// Version of the file.
        found: i64,
        /// Newest version known.
        known: i64,
    },
    /// No way to unlock took the secret.
    #[error("the journal stays locked: {0}")]
    Locked(WrapError),
    /// Another program renewed the keys: open the journal anew, with the new secret.
    #[error("the journal's keys were renewed by another program")]
    KeysRenewed,
    /// No way to unlock has this name.
    #[error("there is no such way to unlock")]
    NoSuchWay,
    /// It is the only way to unlock that is left.
    #[error("this is the only way to unlock the journal")]
    LastWay,
    /// There are as many ways to unlock as a journal may have.
    #[error("a journal has at most {} ways to unlock", nourish_seal::WRAP_LIMIT)]
    TooManyWays,
    /// There are as many epochs as a journal may have.
    #[error("a journal has at most {} epochs", nourish_seal::EPOCH_LIMIT)]
    TooManyEpochs,
    /// Another program writes to the journal right now.
    #[error("another program is writing to the journal")]
    InUse,
    /// The store was suspended and not resumed.
    #[error("the journal is suspended")]
    Suspended,
    /// The disk is full, or a quota is reached.
    #[error("there is no room left on the disk")]
    StorageFull,
    /// The file, its folder or the disk cannot be written or read.
    #[error("the disk does not let the journal be read or written")]
    StorageUnavailable,
    /// Part of the file is damaged; everything else is still readable.
    #[error("part of the journal is damaged")]
    Damaged(Damage),
    /// Sealing failed for want of randomness, or something too large was to be sealed.
    #[error("an entry could not be sealed: {0}")]
    NotSealed(SealError),
    /// The journal was opened for reading alone.
    #[error("the journal was opened for reading alone")]
    ReadOnly,
    /// The file is no backup.
    #[error("the file is not a backup of a journal")]
    NotABackup,
    /// The backup is damaged or incomplete.
    #[error("the backup is damaged or incomplete")]
    DamagedBackup,
    /// The backup is of another journal, or of a later change of keys.
    #[error("the backup is of another journal")]
    OtherJournal,
    /// Two different pasts of one device's log meet.
    #[error("the journal and the backup hold two different pasts of one device")]
    HistoryForked,
    /// The entries are not numbered as the next of this device's log.
    #[error("entries are not numbered as the next of this device's log")]
    Misnumbered,
    /// A log that came from elsewhere was not taken up, and none that came with it.
    #[error("the log of a device was not taken up: {why}")]
    LogRefused {
        /// Whose log it is.
        device: nourish_seal::DeviceId,
        /// Why.
        why: LogRefusal,
    },
    /// A key is of no epoch that could follow those of the journal.
    #[error("the key of an epoch does not fit those of the journal")]
    UnfitEpoch,
}

impl From<SealError> for StoreError {
    fn from(error: SealError) -> Self {
        Self::NotSealed(error)
    }
}

impl From<nourish_seal::EntropyUnavailable> for StoreError {
    fn from(error: nourish_seal::EntropyUnavailable) -> Self {
        Self::NotSealed(error.into())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::InUse,
            Some(Code::DiskFull) => Self::StorageFull,
            Some(Code::NotADatabase) => Self::NotAJournal,
            Some(Code::DatabaseCorrupt) => Self::Damaged(Damage::File),
            _ => Self::StorageUnavailable,
        }
    }
}
