//! Why a command could not do its work; a finding of `tidy` is none of these.

use std::path::PathBuf;

/// What stood in the way, with its remedy.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Obstacle {
    /// The command line names no command that exists.
    #[error("unknown command\n\n{usage}")]
    UnknownCommand { usage: &'static str },
    /// `cargo metadata` did not answer.
    #[error("cargo metadata failed: {0} — run inside the checkout")]
    Metadata(#[from] cargo_metadata::Error),
    /// `git ls-files` did not answer.
    #[error("git ls-files failed — run inside a git checkout that belongs to you")]
    NoFileList,
    /// A file of the checkout cannot be read or written.
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    /// Another program, named, cannot be started.
    #[error("{program} cannot be started: {source}")]
    Program { program: &'static str, source: std::io::Error },
    /// Nothing can be printed.
    #[error("cannot print: {0}")]
    Print(#[from] std::io::Error),
    /// The path given is not an SQL file under `migrations/`.
    #[error("{path} is no SQL file under migrations/ — give its path from the root of the checkout")]
    NotAMigration { path: String },
    /// A landed migration was changed.
    #[error("{path} is pinned with another hash — a landed migration never changes; write the next one")]
    AlreadyLanded { path: String },
    /// The door is not written in this language.
    #[error("{language} is no language of the door — kotlin, swift or python")]
    UnknownLanguage { language: String },
    /// There is no bench in this checkout.
    #[error("bench/Cargo.toml is missing — take a checkout that has the bench")]
    NoBench,
    /// The bench compares with SQLCipher, which needs OpenSSL's headers.
    #[error("OpenSSL's headers are missing — install the package libssl-dev (and pkg-config)")]
    NoOpenSslHeaders,
}
