//! The arguments of `nourish pack`.

use clap::Subcommand;
use std::path::PathBuf;

/// What to do with content packs.
#[derive(Debug, Subcommand)]
pub(crate) enum PackAction {
    /// Make the key with which a site signs its packs, and beside it, with .pub behind its name, the public key to give out.
    MakeKey {
        /// The file to make; whoever holds it can sign in the site's name.
        file: PathBuf,
    },
    /// Sign the pack in a folder: _pack.toml, and the other .toml files.
    Sign {
        /// The folder.
        folder: PathBuf,
        /// The site's key.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The pack file to make.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Look a pack through and say what it would do: a folder that is not signed yet, or a pack file. Needs no journal.
    Check {
        /// The folder or the pack file.
        path: PathBuf,
        /// The public key of the site that should have signed it, or a file with it.
        #[arg(long, value_name = "KEY")]
        site: Option<String>,
    },
    /// Trust a site: packs that it signed may be installed in this journal. Compare its key with the site first.
    Trust {
        /// The site's public key, or a file with it.
        key: String,
    },
    /// Trust a site no longer: its packs are set aside.
    Distrust {
        /// The site's public key, or a file with it.
        key: String,
    },
    /// Install a pack file, in the place of an older version of the same pack.
    Install {
        /// The pack file.
        file: PathBuf,
    },
    /// List the packs of this journal, what they change and why, and the sites that are trusted.
    List,
    /// Remove a pack.
    Remove {
        /// The pack's id.
        id: String,
    },
}
