//! Why a run ends before its figures.

use crate::design::Design;

/// What stood in the way.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BenchError {
    /// The command line names nothing that can be measured.
    #[error("{usage}")]
    Usage {
        /// What it may say.
        usage: &'static str,
    },
    /// A peer's database refused.
    #[error("a peer's database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The journal file refused.
    #[error("the journal file: {0}")]
    Store(#[from] nourish_store::StoreError),
    /// The journal refused.
    #[error("the journal: {0}")]
    Journal(#[from] nourish_journal::JournalError),
    /// The rule tables that came along are broken.
    #[error("the rule tables: {0}")]
    Tables(#[from] nourish_rules::TableError),
    /// A moment of the made-up life does not exist.
    #[error("a moment: {0}")]
    Moment(#[from] nourish_record::MomentError),
    /// An entry was refused.
    #[error("an entry: {0}")]
    Invalid(#[from] nourish_record::InvalidEntry),
    /// The key file's text was refused.
    #[error("the key file: {0}")]
    Key(#[from] nourish_seal::FileKeyError),
    /// No random bytes for a key.
    #[error("a key: {0}")]
    Entropy(#[from] nourish_seal::EntropyUnavailable),
    /// A file or a child process.
    #[error("a file or process: {0}")]
    Io(#[from] std::io::Error),
    /// Figures could not be written as JSON.
    #[error("the figures: {0}")]
    Json(#[from] serde_json::Error),
    /// Two designs answered differently: their times say nothing.
    #[error("{} answers \"{question}\" otherwise than {}", .design.name(), .first.name())]
    Disagree {
        /// What was asked.
        question: &'static str,
        /// Who answered first.
        first: Design,
        /// Who answered otherwise.
        design: Design,
    },
    /// An entry to be corrected is not where it was written.
    #[error("an entry that was logged is not found again")]
    Lost,
    /// Two devices did not find each other at the mailbox.
    #[error("two devices did not find each other at the mailbox")]
    NotPaired,
    /// The child process that was to tell its memory told something else.
    #[error("the child process of {} did not tell its memory", .design.name())]
    NoMemory {
        /// What it measured.
        design: Design,
    },
}
