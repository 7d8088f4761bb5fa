//! What a command came to, and the exit code that says so.

use crate::commands::keys::list::kind_name;
use nourish_journal::{InvalidEntry, JournalError, PackRefused, WrapError, WrapKind};
use nourish_server::{CopyError, LedgerError, MailboxError, ServeError};
use std::process::ExitCode;

/// What a command that did its work came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// It was done, but part of the input could not be taken, or part of the journal is damaged; what was said names it.
    DoneInPart,
}

impl Outcome {
    pub(crate) fn exit_code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::DoneInPart => ExitCode::from(1),
        }
    }
}

/// Why a command did nothing.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What the journal says.
    Journal(JournalError),
    /// A file that the command was given cannot be used: what it is for, and what to do.
    File {
        /// What the file is, like `the passphrase file`.
        what: &'static str,
        /// What to do about it.
        remedy: String,
    },
    /// An argument cannot be used.
    Argument {
        /// The argument.
        name: &'static str,
        /// What to do about it.
        remedy: String,
    },
    /// Why a mapping file cannot be used.
    Mapping(String),
    /// Why an audit file does not hold.
    Audit(String),
    /// What was given does not open the journal, which has other ways too.
    Locked {
        /// Why it does not.
        why: WrapError,
        /// The kinds of ways that the journal opens with, each once.
        ways: Vec<WrapKind>,
    },
    /// What the mailbox says.
    Serve(ServeError),
    /// Why a mailbox was not copied.
    Copy(CopyError),
    /// Why nothing was said of a mailbox's store.
    Ledger(LedgerError),
    /// No way to unlock the journal was given.
    NoSecret,
    /// The terminal or pipe went away.
    Output(std::io::Error),
}

impl Failure {
    /// One line that says what is wrong and what to do.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Journal(JournalError::KeystoreFailed { why, ways }) => {
                format!("the journal stays locked: {why}; {}", by(ways))
            }
            Self::Journal(error) => format!("{error}{}", remedy(error)),
            Self::Locked { why, ways } => format!("the journal stays locked: {why}; {}", by(ways)),
            Self::File { what, remedy } => format!("{what} cannot be used; {remedy}"),
            Self::Argument { name, remedy } => format!("{name}: {remedy}"),
            Self::Mapping(error) => error.clone(),
            Self::Audit(fault) => {
                format!(
                    "the audit file does not hold: {fault}; do not rely on it, and ask whoever made it for a new one"
                )
            }
            Self::Serve(error) => error.to_string(),
            Self::Copy(error) => error.to_string(),
            Self::Ledger(error) => error.to_string(),
            Self::NoSecret => {
                "the journal is locked; give --key-file, --passphrase-file, NOURISH_PASSPHRASE, --keystore, \
                --recovery-code-file, or run in a terminal to be asked"
                    .into()
            }
            Self::Output(_) => {
                "the output could not be written; make room where it goes, or send it elsewhere".into()
            }
        }
    }

    /// The field that is wrong, for machines.
    pub(crate) fn field(&self) -> Option<&str> {
        match self {
            Self::Journal(JournalError::InvalidEntry(invalid)) => Some(&invalid.field),
            Self::Journal(JournalError::Pack(PackRefused::Content(error))) => Some(&error.file),
            Self::Argument { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Exit codes: 2 wrong arguments, 3 a value or file that cannot be taken, 4 locked, 5 nothing or something there already,
    /// 6 damaged, 7 the disk, 8 a newer version, 9 the mailbox.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Argument { .. } => 2,
            Self::NoSecret | Self::Locked { .. } => 4,
            Self::File { .. } | Self::Mapping(_) | Self::Audit(_) => 3,
            // A reader that has seen enough, like `head`, is no failure.
            Self::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
            Self::Output(_) => 7,
            Self::Journal(error) => journal_code(error),
            Self::Serve(error) => serve_code(error),
            Self::Copy(CopyError::From(error) | CopyError::Into(error)) => store_code(error),
            Self::Ledger(LedgerError::Mailbox(error)) => store_code(error),
            Self::Ledger(LedgerError::NotAJournal | LedgerError::Ambiguous) => 2,
            Self::Copy(_) | Self::Ledger(_) => 5,
        })
    }
}

/// What to do at a command line, where the journal itself cannot know it.
const fn remedy(error: &JournalError) -> &'static str {
    match error {
        JournalError::NotFound => "; make one with `nourish init`, or name another with --journal",
        JournalError::NotAJournal => "; name the right one with --journal",
        JournalError::AlreadyExists => "; choose another name",
        JournalError::Damaged(_) => {
            "; run `nourish doctor`; to begin from a backup: `nourish --journal NEW restore BACKUP`"
        }
        JournalError::NoSuchWay => ": nourish keys list",
        JournalError::NoSuchImport | JournalError::AmbiguousImport => ": nourish imports",
        JournalError::NoCircle => ": nourish circle found --name NAME --mailbox ADDRESS",
        JournalError::NoMailbox => ": nourish circle move ADDRESS",
        JournalError::NoSuchMember => ": nourish circle list",
        _ => "",
    }
}

/// What opens the journal: kinds only.
fn by(ways: &[WrapKind]) -> String {
    let names: Vec<&str> = ways.iter().map(|kind| kind_name(*kind)).collect();
    match names.as_slice() {
        [] => "nothing is lost".into(),
        [only] => format!("give the right {only}"),
        [first @ .., last] => format!("give the right {} or {last}", first.join(", ")),
    }
}

fn journal_code(error: &JournalError) -> u8 {
    match error {
        JournalError::InvalidEntry(_)
        | JournalError::NoSuchEntry
        | JournalError::AmbiguousEntry
        | JournalError::NoSuchImport
        | JournalError::AmbiguousImport
        | JournalError::UnreadableFile(_)
        | JournalError::NotABackup
        | JournalError::DamagedBackup
        | JournalError::OtherJournal
        | JournalError::HistoryForked
        | JournalError::Pack(_)
        | JournalError::UnreadableRecoveryCode(_)
        | JournalError::SharesDoNotFit(_)
        | JournalError::UnusableLabel(_)
        | JournalError::NoSuchWay
        | JournalError::LastWay
        | JournalError::TooManyWays
        | JournalError::TooManyEpochs
        | JournalError::NoCircle
        | JournalError::CircleExists
        | JournalError::NotAllowed { .. }
        | JournalError::LeftCircle
        | JournalError::NoSuchMember
        | JournalError::UnusableName
        | JournalError::TooManyChanges
        | JournalError::ChangeRefused
        | JournalError::NoMailbox
        | JournalError::PairingCode(_)
        | JournalError::Pairing(_)
        | JournalError::NotANewcomer
        | JournalError::NotAWelcome
        | JournalError::Unprintable(_)
        | JournalError::CheckIn(_)
        | JournalError::Regimen(_)
        | JournalError::Cancelled => 3,
        JournalError::Locked(_)
        | JournalError::KeystoreFailed { .. }
        | JournalError::KeysRenewed
        | JournalError::KeyUnavailable => 4,
        JournalError::NotFound | JournalError::AlreadyExists | JournalError::NotAJournal => 5,
        JournalError::Damaged(_) | JournalError::DamagedCircle | JournalError::BrokenRules => 6,
        JournalError::NewerFormat { .. } | JournalError::NewerEntry | JournalError::ReadOnly => 8,
        JournalError::MailboxUnreachable | JournalError::MailboxRefused(_) | JournalError::NotAMailbox => 9,
        _ => 7,
    }
}

const fn serve_code(error: &ServeError) -> u8 {
    match error {
        ServeError::Listen(_) => 2,
        ServeError::Mailbox(error) => store_code(error),
        ServeError::Tls(_) => 3,
        ServeError::System(_) => 7,
    }
}

const fn store_code(error: &MailboxError) -> u8 {
    match error {
        MailboxError::NotAnAddress | MailboxError::NotATlsMode => 2,
        MailboxError::NoRoots => 3,
        MailboxError::NotAMailbox => 5,
        MailboxError::Damaged => 6,
        MailboxError::NewerFormat { .. } => 8,
        _ => 7,
    }
}

impl From<CopyError> for Failure {
    fn from(error: CopyError) -> Self {
        Self::Copy(error)
    }
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        Self::Serve(error)
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<InvalidEntry> for Failure {
    fn from(error: InvalidEntry) -> Self {
        Self::Journal(error.into())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}
