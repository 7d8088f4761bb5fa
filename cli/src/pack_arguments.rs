//! The arguments of `nourish pack`.

use clap::Subcommand;
use nourish_journal::CheckInSet;
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
    /// Write a FHIR R4 Questionnaire as files of a pack: its questions and its words as they are. Needs no journal.
    FromFhir {
        /// The Questionnaire, as JSON.
        file: PathBuf,
        /// The folder of the pack; files that are there stay as they are.
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        /// As which check-in the rules count it: daily, weekly, post-operative, tube, line, unscheduled.
        #[arg(long, value_name = "SET", value_parser = set)]
        set: CheckInSet,
        /// How many days its questions look back.
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u8).range(1..=31))]
        recall_days: u8,
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

fn set(word: &str) -> Result<CheckInSet, String> {
    CheckInSet::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = CheckInSet::ALL.iter().map(|set| set.as_str()).collect();
        format!("give one of: {}", words.join(", "))
    })
}
