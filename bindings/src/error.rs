//! What can go wrong, by what can be done next.

use crate::check_in::CheckInProblem;
use crate::circle::{Refusal, Role};
use crate::damage::Damage;
use crate::file_problem::FileProblem;
use crate::lock_reason::LockReason;
use crate::pack_problem::PackProblem;
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
    /// The file cannot be imported: ask what its problem asks for, or take another file. Nothing of it was imported.
    #[error("the file cannot be imported; nothing of it was")]
    UnreadableFile {
        /// What is wrong with it.
        problem: FileProblem,
    },
    /// The mapping cannot be used: show the problem, which says the place in it.
    #[error("the mapping cannot be used: {problem}")]
    UnreadableMapping {
        /// What is wrong with it.
        problem: String,
    },
    /// No import of this device has this name.
    #[error("there is no such import")]
    NoSuchImport,
    /// The key file holds no key: look for the right one.
    #[error("the file holds no key")]
    UnreadableKeyFile,
    /// The call was called off. What it had not finished is not there.
    #[error("the call was called off")]
    Cancelled,
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
    #[error("the role does not allow this")]
    NotAllowed {
        /// The role.
        role: Role,
    },
    /// This device is no longer in the circle: the journal here can be read, and not written.
    #[error("this device has left the circle of care; the journal here can be read, and not written")]
    LeftCircle,
    /// No member or device of the circle has this name.
    #[error("there is no such member or device in the circle")]
    NoSuchMember,
    /// A name or address is empty, too long, not on one line, or no address.
    #[error("the name or address cannot be used; make it short and on one line")]
    UnusableName,
    /// More changes of the circle wait than may: sync first.
    #[error("too many changes of the circle wait for the mailbox; sync first")]
    TooManyChanges,
    /// The circle did not take the change: it changed meanwhile, or the role does not allow it.
    #[error("the circle did not take the change; look at it and try again")]
    ChangeRefused,
    /// No mailbox is known: say where the circle meets.
    #[error("no mailbox is known; say where the circle meets")]
    NoMailbox,
    /// The mailbox cannot be reached: try again later, nothing is lost.
    #[error("the mailbox cannot be reached; nothing is lost, try again later")]
    MailboxUnreachable,
    /// The mailbox does not serve this device, or not now.
    #[error("the mailbox refuses")]
    MailboxRefused {
        /// Why.
        reason: Refusal,
    },
    /// What answered at the address is no mailbox: check the address.
    #[error("what answers at this address is no mailbox; check the address")]
    NotAMailbox,
    /// What was typed or scanned is no pairing code: look at it again.
    #[error("the pairing code cannot be read: {problem}")]
    UnreadablePairingCode {
        /// What is wrong with it; a word is named by its position.
        problem: String,
    },
    /// The pairing failed: begin anew with another code.
    #[error("the pairing failed: {problem}")]
    PairingFailed {
        /// Why.
        problem: String,
    },
    /// A check-in could not go on: do what its problem says. Nothing was logged of what was refused.
    #[error("the check-in could not go on; nothing was logged of what was refused")]
    CheckInRefused {
        /// Why.
        problem: CheckInProblem,
    },
    /// A content pack was refused: see its problem. The rules are as they were.
    #[error("{text}")]
    PackRefused {
        /// Why.
        problem: PackProblem,
        /// The same as a sentence, in English, with what to do.
        text: String,
    },
    /// What was typed or scanned is no key of a site: look at it again.
    #[error("the key of the site cannot be read: {problem}")]
    UnreadableSiteKey {
        /// What is wrong with it.
        problem: String,
    },
    /// No regimen has this name: see `regimens`, or log each treatment as planned.
    #[error("there is no such regimen; log each treatment as planned")]
    NoSuchRegimen,
    /// The rules that came with this app are broken, which no release should show.
    #[error("the rules that came with this app are broken; please report it")]
    BrokenRules,
}
