//! The arguments of `nourish keys`.

use clap::Subcommand;
use std::path::PathBuf;

/// What to do with the ways to unlock.
#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// List the ways to unlock.
    List,
    /// Add a way to unlock; those that exist stay.
    Add {
        /// What kind.
        #[command(subcommand)]
        way: NewWay,
    },
    /// Put a new passphrase in the place of an old one.
    ChangePassphrase {
        /// A file whose one line is the new passphrase; asked for where it is not given.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Take a way to unlock away; the last one cannot be.
    Revoke {
        /// Its name, or how it begins; `nourish keys list` shows it.
        id: String,
    },
    /// Seal what is written from now on under a new key. Nothing is written again; what is there opens as before.
    Rotate,
    /// Lock everybody else out, as after a theft: a new passphrase becomes the only way to unlock.
    Renew {
        /// A file whose one line is the new passphrase; asked for where it is not given.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Make a recovery code, as a page to print: for the day when passphrase and device are gone.
    Recovery {
        /// The page to write, which must not exist; with --split three of them, like sheet-1.html.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Split it into three shares, any two of which open the journal: for family, clinic and drawer.
        #[arg(long)]
        split: bool,
        /// What to call it in the list.
        #[arg(long, default_value = "", value_name = "TEXT")]
        label: String,
    },
    /// Open the journal with a recovery code, and give it a new passphrase.
    Recover {
        /// A file whose one line is the new passphrase; asked for where it is not given.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
}

/// A way to unlock, to be added.
#[derive(Debug, Subcommand)]
pub(crate) enum NewWay {
    /// Another passphrase, for somebody else.
    Passphrase {
        /// A file whose one line is the new passphrase; asked for where it is not given.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
        /// What to call it in the list.
        #[arg(long, default_value = "", value_name = "TEXT")]
        label: String,
    },
    /// A key file, for scripts.
    KeyFile {
        /// The file to make, which must not exist.
        file: PathBuf,
        /// What to call it in the list.
        #[arg(long, default_value = "", value_name = "TEXT")]
        label: String,
    },
    /// A key in a folder that only you can read, kept apart from the journal.
    Keystore {
        /// The folder; made where it is not there.
        folder: PathBuf,
        /// What to call it in the list.
        #[arg(long, default_value = "", value_name = "TEXT")]
        label: String,
    },
}
