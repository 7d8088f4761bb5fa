//! What can go wrong, by what can be done next.

use crate::checking_in::CheckInRefused;
use crate::packs::PackRefused;
use nourish_exchange::FileError;
use nourish_record::InvalidEntry;
use nourish_seal::{
    LabelError, PairingCodeError, PairingError, RecoveryTextError, SecretStoreError, ShareError, WrapError,
    WrapKind,
};
use nourish_store::{Damage, StoreError};
use nourish_sync::{Refusal, Role};

/// Why the journal could not do what was asked. Nothing was changed, and no message holds what a person entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// What was to be logged is not valid: correct the field that is named.
    #[error(transparent)]
    InvalidEntry(#[from] InvalidEntry),
    /// No entry has this name.
    #[error("there is no such entry; list the entries to see their names")]
    NoSuchEntry,
    /// More than one entry's name begins like this: give more of it.
    #[error("more than one entry's name begins like this; give more of it")]
    AmbiguousEntry,
    /// The entry is of a newer version: it can be retracted but not corrected here.
    #[error("the entry was written by a newer version; update this program to correct it")]
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
    /// The secret does not open the journal: try again, or another way to unlock. Nothing is lost.
    #[error("the journal stays locked: {0}")]
    Locked(WrapError),
    /// The keystore did not give its key: do what it says, or unlock in one of the other ways. Locked, not lost: nothing was made
    /// anew and nothing wiped.
    #[error("the journal stays locked: {why}")]
    KeystoreFailed {
        /// Why.
        why: SecretStoreError,
        /// What other kinds of ways to unlock the journal has, each once.
        ways: Vec<WrapKind>,
    },
    /// What was typed or scanned is no recovery code: look at it again.
    #[error("the recovery code cannot be read: {0}")]
    UnreadableRecoveryCode(#[from] RecoveryTextError),
    /// Two shares make no recovery code: look for another one.
    #[error("the shares make no recovery code: {0}")]
    SharesDoNotFit(#[from] ShareError),
    /// The label of a way to unlock cannot be kept: shorten it.
    #[error("the label cannot be kept: {0}")]
    UnusableLabel(#[from] LabelError),
    /// No way to unlock has this name: list them.
    #[error("there is no such way to unlock; list them to see their names")]
    NoSuchWay,
    /// It is the only way to unlock that is left: add another one first.
    #[error("this is the only way to unlock the journal; add another one first")]
    LastWay,
    /// There are as many ways to unlock as a journal may have: take one away first.
    #[error("the journal has as many ways to unlock as it may have; take one away first")]
    TooManyWays,
    /// There are as many epochs as a journal may have.
    #[error("the journal has as many epochs as it may have")]
    TooManyEpochs,
    /// Another program renewed the keys: open the journal anew.
    #[error("the journal's keys were renewed by another program; open it anew with the new secret")]
    KeysRenewed,
    /// The system gave no random bytes: try again.
    #[error("the system gave no random bytes; try again")]
    KeyUnavailable,
    /// The journal was written by a newer version: update.
    #[error(
        "the journal has file version {found}, this program knows versions up to {known}; update this program"
    )]
    NewerFormat {
        /// Version of the file.
        found: i64,
        /// Newest version known.
        known: i64,
    },
    /// Part of the journal is damaged: look at what it is, back up what can be read, merge an older backup.
    #[error("part of the journal is damaged; nothing was changed, everything else is still readable")]
    Damaged(Damage),
    /// The journal was opened for reading alone: open it for writing.
    #[error("the journal was opened for reading alone; nothing was changed")]
    ReadOnly,
    /// The file is no backup: look for the right one.
    #[error("the file is not a backup of a journal")]
    NotABackup,
    /// The backup is damaged or incomplete: take another one.
    #[error("the backup is damaged or incomplete; nothing was changed; take another one")]
    DamagedBackup,
    /// The backup is of another journal: take one of this journal.
    #[error("the backup is of another journal; nothing was changed")]
    OtherJournal,
    /// The journal file was copied by hand and both copies went on: restore the backup to a file of its own.
    #[error(
        "the journal and the backup went on separately under one name; nothing was changed; restore the backup to a file of its own"
    )]
    HistoryForked,
    /// Another program is writing: try again.
    #[error("another program is writing to the journal; try again when it is done")]
    InUse,
    /// The journal is suspended: resume it.
    #[error("the journal is suspended; resume it first")]
    Suspended,
    /// The disk is full: free some room.
    #[error("there is no room left on the disk; free some and try again")]
    StorageFull,
    /// The disk cannot be read or written: check it, and the rights of the folder.
    #[error("the disk does not let the journal be read or written; check the folder and its rights")]
    StorageUnavailable,
    /// The file to import cannot be read as a whole. Nothing of it was imported.
    #[error("nothing was imported: {0}")]
    UnreadableFile(#[from] FileError),
    /// No import of this device has this name: list them.
    #[error("there is no such import; list the imports to see their names")]
    NoSuchImport,
    /// More than one import's name begins like this: give more of it.
    #[error("more than one import's name begins like this; give more of it")]
    AmbiguousImport,
    /// The report cannot be written as a PDF: see what it says.
    #[cfg(feature = "pdf")]
    #[error(transparent)]
    Unprintable(#[from] nourish_report::PdfError),
    /// The import was stopped. Nothing of it was imported.
    #[error("the import was stopped; nothing was imported")]
    Cancelled,
    /// A content pack was refused: see what it says. The rules are as they were.
    #[error(transparent)]
    Pack(#[from] PackRefused),
    /// A check-in could not go on: see what it says.
    #[error(transparent)]
    CheckIn(Box<CheckInRefused>),
    /// The journal is not shared: begin a circle of care first.
    #[error("the journal has no circle of care; begin one first")]
    NoCircle,
    /// The journal is shared already.
    #[error("the journal has a circle of care already")]
    CircleExists,
    /// What is stored of the circle does not hold; merge a backup, or join anew.
    #[error("what is stored of the circle of care is damaged")]
    DamagedCircle,
    /// The member's role does not allow it.
    #[error("a {} may not do this", .role.word())]
    NotAllowed {
        /// The role.
        role: Role,
    },
    /// This device is no longer in the circle: the journal here can be read, and not written.
    #[error("this device has left the circle of care; the journal here can be read, and not written")]
    LeftCircle,
    /// No member or device of the circle has this name: list them.
    #[error("there is no such member or device in the circle; list them to see their names")]
    NoSuchMember,
    /// A name or address is empty, too long, or not on one line.
    #[error(
        "a name must have 1 to {} bytes on one line, an address at most {}",
        nourish_sync::NAME_BYTES,
        nourish_sync::ADDRESS_BYTES
    )]
    UnusableName,
    /// More changes of the circle wait than may: sync first.
    #[error("too many changes of the circle wait for the mailbox; sync first")]
    TooManyChanges,
    /// The circle did not take the change: it changed meanwhile, or the role does not allow it.
    #[error("the circle did not take the change; look at it and try again")]
    ChangeRefused,
    /// No mailbox is known: say where the circle meets.
    #[error("no mailbox is known; say at which address the circle meets")]
    NoMailbox,
    /// The mailbox cannot be reached: try again later, nothing is lost.
    #[error("the mailbox cannot be reached; nothing is lost, try again later")]
    MailboxUnreachable,
    /// The mailbox does not serve this device, or not now.
    #[error("the mailbox refuses: {}", refusal_in_words(*.0))]
    MailboxRefused(Refusal),
    /// What answered at the address is no mailbox.
    #[error("what answers at this address is no mailbox; check the address")]
    NotAMailbox,
    /// What was typed or scanned is no pairing code: look at it again.
    #[error("the pairing code cannot be read: {0}")]
    PairingCode(#[from] PairingCodeError),
    /// The pairing failed: begin anew with another code.
    #[error("the pairing failed: {0}")]
    Pairing(#[from] PairingError),
    /// Who answered the invitation is no device of this program.
    #[error("who answered the invitation is no device of this program, or of a newer version")]
    NotANewcomer,
    /// What the inviting device gave does not hold together: begin anew.
    #[error("what the inviting device gave does not hold together; begin anew with another code")]
    NotAWelcome,
    /// A regimen cannot be planned: see what it says. Nothing was stored.
    #[error(transparent)]
    Regimen(#[from] nourish_plan::RegimenError),
    /// The rules that came with this program are broken: report it.
    #[error("the rules that came with this program are broken; please report it")]
    BrokenRules,
}

const fn refusal_in_words(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotServed => {
            "it does not serve this device (any more); if nobody meant to remove it, have a member invite it again; a journal that is new there may need a token, or its operator to list it"
        }
        Refusal::Busy => "it is busy; try again later",
        Refusal::Malformed => "it does not understand this version",
        Refusal::Full => "it has no more room for this journal",
        Refusal::Taken => "the number is taken; try again",
    }
}

impl From<CheckInRefused> for JournalError {
    fn from(refused: CheckInRefused) -> Self {
        Self::CheckIn(Box::new(refused))
    }
}

impl From<StoreError> for JournalError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::AlreadyExists => Self::AlreadyExists,
            StoreError::NotAJournal => Self::NotAJournal,
            StoreError::NewerFormat { found, known } => Self::NewerFormat { found, known },
            StoreError::Locked(why) => Self::Locked(why),
            StoreError::KeysRenewed => Self::KeysRenewed,
            StoreError::NoSuchWay => Self::NoSuchWay,
            StoreError::LastWay => Self::LastWay,
            StoreError::TooManyWays => Self::TooManyWays,
            StoreError::TooManyEpochs => Self::TooManyEpochs,
            StoreError::InUse => Self::InUse,
            StoreError::Suspended => Self::Suspended,
            StoreError::StorageFull => Self::StorageFull,
            StoreError::Damaged(damage) => Self::Damaged(damage),
            StoreError::NotSealed(_) => Self::KeyUnavailable,
            StoreError::ReadOnly => Self::ReadOnly,
            StoreError::NotABackup => Self::NotABackup,
            StoreError::DamagedBackup => Self::DamagedBackup,
            StoreError::OtherJournal => Self::OtherJournal,
            StoreError::HistoryForked => Self::HistoryForked,
            _ => Self::StorageUnavailable,
        }
    }
}
