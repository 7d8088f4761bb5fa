//! Why a run ends before its figures.

/// What stood in the way.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    /// The command line says something else.
    #[error("{usage}")]
    Usage {
        /// What it may say.
        usage: &'static str,
    },
    /// A file, a socket or a child process.
    #[error("a file, socket or process: {0}")]
    Io(#[from] std::io::Error),
    /// Figures could not be written, or a peer's driver wrote something else.
    #[error("the figures: {0}")]
    Json(#[from] serde_json::Error),
    /// The mailbox could not be opened.
    #[error("the mailbox: {0}")]
    Mailbox(#[from] nourish_server::MailboxError),
    /// The server did not start.
    #[error("the server: {0}")]
    Serve(#[from] nourish_server::ServeError),
    /// A journal refused.
    #[error("the journal: {0}")]
    Journal(#[from] nourish_journal::JournalError),
    /// A moment of the made-up life does not exist.
    #[error("a moment: {0}")]
    Moment(#[from] nourish_record::MomentError),
    /// Keys or seals.
    #[error("a seal: {0}")]
    Seal(#[from] nourish_seal::SealError),
    /// No random bytes for a key.
    #[error("a key: {0}")]
    Entropy(#[from] nourish_seal::EntropyUnavailable),
    /// A batch could not be sealed or opened.
    #[error("a batch: {0}")]
    Batch(#[from] nourish_sync::BatchError),
    /// The address of a server of ours was refused.
    #[error("an address: {0}")]
    Address(#[from] nourish_sync::AddressError),
    /// The throw-away database refused.
    #[error("the throw-away PostgreSQL: {0}")]
    Postgres(#[from] postgres::Error),
    /// A server answered something else than was asked for.
    #[error("{who} answered something else: {what}")]
    Answer {
        /// Which design.
        who: String,
        /// What it said.
        what: String,
    },
    /// What came back is not what was sent: times say nothing then.
    #[error("{who} does not give back what it acknowledged")]
    Lost {
        /// Which design.
        who: String,
    },
    /// A program that is needed is missing.
    #[error("{0}")]
    Missing(&'static str),
    /// A thread of the bench ended early.
    #[error("a thread of the bench ended early")]
    Thread,
}
