//! From arguments to an open journal: where it is, and what unlocks it.

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::terminal::Screen;
use nourish_journal::{FileKey, Journal, JournalError, PassphraseCost, Secret};
use std::io::IsTerminal;
use std::path::Path;
use zeroize::Zeroizing;

/// What the command line gives to unlock a journal with.
pub(crate) enum Given {
    /// A passphrase.
    Passphrase(Zeroizing<String>),
    /// A key file's key.
    Key(FileKey),
}

impl Given {
    pub(crate) fn secret(&self) -> Secret<'_> {
        match self {
            Self::Passphrase(text) => Secret::Passphrase(text, PassphraseCost::RECOMMENDED),
            Self::Key(key) => Secret::KeyFile(key),
        }
    }
}

/// Opens the journal that the arguments name.
pub(crate) fn open(arguments: &Arguments) -> Result<Journal, Failure> {
    if !arguments.journal.exists() {
        return Err(JournalError::NotFound.into());
    }
    let given = given(arguments)?.map_or_else(ask, Ok)?;
    Ok(Journal::open(&arguments.journal, given.secret())?)
}

/// Opens the journal to read from it; one that a newer version wrote, or that cannot be written, for reading alone.
pub(crate) fn open_for_reading(arguments: &Arguments, screen: &mut Screen) -> Result<Journal, Failure> {
    if !arguments.journal.exists() {
        return Err(JournalError::NotFound.into());
    }
    let given = given(arguments)?.map_or_else(ask, Ok)?;
    match Journal::open(&arguments.journal, given.secret()) {
        Err(JournalError::NewerFormat { .. }) => {
            screen.remark("A newer version wrote this journal. It is opened for reading alone; what only that version knows is left out. Update this program.");
            Ok(Journal::open_for_reading(&arguments.journal, given.secret())?)
        }
        opened => Ok(opened?),
    }
}

/// Opens the journal to write to it, and says so where damage will be set aside first.
pub(crate) fn open_for_writing(arguments: &Arguments, screen: &mut Screen) -> Result<Journal, Failure> {
    let journal = open(arguments)?;
    if !journal.damage().iter().all(|damage| damage.is_set_aside()) {
        screen.remark("Part of the journal is damaged. It is set aside before anything is written; nothing is deleted. Run `nourish doctor`.");
    }
    Ok(journal)
}

/// The secret in the arguments, a file or the environment, if there is one.
pub(crate) fn given(arguments: &Arguments) -> Result<Option<Given>, Failure> {
    if let Some(path) = &arguments.key_file {
        return read_key(path).map(|key| Some(Given::Key(key)));
    }
    if let Some(path) = &arguments.passphrase_file {
        let remedy = "check that it exists and holds one line of text".to_owned();
        let text = std::fs::read_to_string(path)
            .map_err(|_| Failure::File { what: "the passphrase file", remedy })?;
        let text = Zeroizing::new(text);
        return Ok(Some(Given::Passphrase(Zeroizing::new(text.trim_end_matches(['\n', '\r']).to_owned()))));
    }
    Ok(std::env::var("NOURISH_PASSPHRASE").ok().map(|text| Given::Passphrase(Zeroizing::new(text))))
}

pub(crate) fn ask() -> Result<Given, Failure> {
    Ok(Given::Passphrase(prompt("Passphrase: ")?))
}

/// Asks for a new passphrase, twice.
pub(crate) fn ask_new() -> Result<Given, Failure> {
    let first = prompt("New passphrase: ")?;
    let second = prompt("Once more: ")?;
    if *first == *second {
        Ok(Given::Passphrase(first))
    } else {
        Err(Failure::Argument { name: "passphrase", remedy: "the two are not the same; try again".into() })
    }
}

fn prompt(question: &str) -> Result<Zeroizing<String>, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::NoSecret);
    }
    rpassword::prompt_password(question).map(Zeroizing::new).map_err(|_| Failure::NoSecret)
}

fn read_key(path: &Path) -> Result<FileKey, Failure> {
    let what = "the key file";
    let text = std::fs::read_to_string(path)
        .map_err(|_| Failure::File { what, remedy: "check that it exists and can be read".into() })?;
    let text = Zeroizing::new(text);
    FileKey::parse(text.trim()).map_err(|error| Failure::File { what, remedy: error.to_string() })
}
