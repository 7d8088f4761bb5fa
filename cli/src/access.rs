//! From arguments to an open journal: where it is, and what unlocks it.

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::terminal::Screen;
use nourish_journal::{
    FileKey, Journal, JournalError, PassphraseCost, Recovery, RecoveryCode, Secret, SecretFolder, WrapKind,
    read_recovery_code,
};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What the command line gives to unlock a journal with.
pub(crate) enum Given {
    /// A passphrase.
    Passphrase(Zeroizing<String>),
    /// A key file's key.
    Key(FileKey),
    /// A recovery code, or two shares that made it.
    RecoveryCode(RecoveryCode),
    /// A folder that keeps keys.
    Keystore(PathBuf),
}

impl Given {
    /// What to hand to the journal.
    ///
    /// A keystore's key has a name that only an existing journal knows, so it can open one but not begin one.
    pub(crate) fn secret(&self) -> Result<Secret<'_>, Failure> {
        match self {
            Self::Passphrase(text) => Ok(Secret::Passphrase(text, PassphraseCost::RECOMMENDED)),
            Self::Key(key) => Ok(Secret::KeyFile(key)),
            Self::RecoveryCode(code) => Ok(Secret::RecoveryCode(code)),
            Self::Keystore(_) => Err(Failure::Argument {
                name: "--keystore",
                remedy:
                    "give a passphrase or key file here; nourish keys add keystore adds the folder afterwards"
                        .into(),
            }),
        }
    }

    /// Opens the journal at `path`.
    pub(crate) fn open(&self, path: &Path) -> Result<Journal, Failure> {
        let opened = match self {
            Self::Keystore(folder) => Journal::open_from(path, &SecretFolder::at(folder)),
            given => Journal::open(path, given.secret()?),
        };
        opened.map_err(|error| match error {
            JournalError::Locked(why) => Failure::Locked { why, ways: ways(path) },
            other => other.into(),
        })
    }
}

/// Opens the journal that the arguments name.
pub(crate) fn open(arguments: &Arguments) -> Result<Journal, Failure> {
    if !arguments.journal.exists() {
        return Err(JournalError::NotFound.into());
    }
    given(arguments)?.map_or_else(|| ask(arguments), Ok)?.open(&arguments.journal)
}

/// Opens the journal to read from it; one that a newer version wrote, or that cannot be written, for reading alone.
pub(crate) fn open_for_reading(arguments: &Arguments, screen: &mut Screen) -> Result<Journal, Failure> {
    if !arguments.journal.exists() {
        return Err(JournalError::NotFound.into());
    }
    let given = given(arguments)?.map_or_else(|| ask(arguments), Ok)?;
    match given.open(&arguments.journal) {
        Err(Failure::Journal(JournalError::NewerFormat { .. })) => {
            screen.remark("A newer version wrote this journal. It is opened for reading alone; what only that version knows is left out. Update this program.");
            Ok(Journal::open_for_reading(&arguments.journal, given.secret()?)?)
        }
        opened => opened,
    }
}

/// Opens one of many journals for reading, at `path`: with what the arguments give, else with the key file of the same name beside it.
pub(crate) fn open_one_of_many(arguments: &Arguments, path: &Path) -> Result<Journal, Failure> {
    if !path.exists() {
        return Err(JournalError::NotFound.into());
    }
    let beside = path.with_extension("key");
    let given = match given(arguments)? {
        Some(given) => given,
        None if beside.exists() => Given::Key(read_key(&beside)?),
        None => return Err(Failure::NoSecret),
    };
    match given.open(path) {
        Err(Failure::Journal(JournalError::NewerFormat { .. })) => {
            Ok(Journal::open_for_reading(path, given.secret()?)?)
        }
        opened => opened,
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
    if let Some(code) = given_recovery_code(arguments)? {
        return Ok(Some(code));
    }
    if let Some(folder) = &arguments.keystore {
        return Ok(Some(Given::Keystore(folder.clone())));
    }
    if let Some(path) = &arguments.key_file {
        return read_key(path).map(|key| Some(Given::Key(key)));
    }
    if let Some(path) = &arguments.passphrase_file {
        return read_passphrase(path, "the passphrase file").map(Some);
    }
    Ok(std::env::var("NOURISH_PASSPHRASE").ok().map(|text| Given::Passphrase(Zeroizing::new(text))))
}

/// The recovery code in the arguments, whole or in two shares, if there is one.
pub(crate) fn given_recovery_code(arguments: &Arguments) -> Result<Option<Given>, Failure> {
    if arguments.recovery_code_file.is_empty() {
        return Ok(None);
    }
    let read = |path: &PathBuf| read_text(path, "the recovery code's file");
    let texts = arguments.recovery_code_file.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let texts: Vec<&str> = texts.iter().map(|text| text.as_str()).collect();
    Ok(Some(Given::RecoveryCode(read_recovery_code(&texts)?)))
}

/// Asks for what the journal opens with: the passphrase, or where it has none or none is given, the recovery code.
pub(crate) fn ask(arguments: &Arguments) -> Result<Given, Failure> {
    let ways = ways(&arguments.journal);
    let (passphrase, code) = (ways.contains(&WrapKind::Passphrase), ways.contains(&WrapKind::RecoveryCode));
    let typed = match (passphrase, code) {
        (false, true) => return ask_recovery_code(),
        (_, true) => prompt("Passphrase (nothing for the recovery code): ")?,
        (_, false) => prompt("Passphrase: ")?,
    };
    if code && typed.is_empty() { ask_recovery_code() } else { Ok(Given::Passphrase(typed)) }
}

/// Asks for a recovery code, or two shares of one.
pub(crate) fn ask_recovery_code() -> Result<Given, Failure> {
    let first = prompt("Recovery code: ")?;
    let code = match Recovery::parse(&first).map_err(JournalError::from)? {
        Recovery::Code(code) => code,
        Recovery::Share(share) => {
            let question =
                format!("That is share {} of the set {}. Another one: ", share.number(), share.set());
            read_recovery_code(&[&first, &prompt(&question)?])?
        }
    };
    Ok(Given::RecoveryCode(code))
}

/// The new passphrase, from a file, or asked for twice.
pub(crate) fn new_passphrase(file: Option<&Path>) -> Result<Given, Failure> {
    file.map_or_else(ask_new, |path| read_passphrase(path, "the new passphrase's file"))
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

/// The kinds of ways that the journal opens with, each once; none where it cannot be read.
fn ways(path: &Path) -> Vec<WrapKind> {
    let ways = Journal::locked_ways(path).unwrap_or_default();
    let mut kinds: Vec<WrapKind> = ways.into_iter().map(|way| way.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn prompt(question: &str) -> Result<Zeroizing<String>, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::NoSecret);
    }
    rpassword::prompt_password(question).map(Zeroizing::new).map_err(|_| Failure::NoSecret)
}

fn read_passphrase(path: &Path, what: &'static str) -> Result<Given, Failure> {
    let text = read_text(path, what)?;
    Ok(Given::Passphrase(Zeroizing::new(text.trim_end_matches(['\n', '\r']).to_owned())))
}

fn read_key(path: &Path) -> Result<FileKey, Failure> {
    let what = "the key file";
    FileKey::parse(&read_text(path, what)?).map_err(|error| Failure::File { what, remedy: error.to_string() })
}

fn read_text(path: &Path, what: &'static str) -> Result<Zeroizing<String>, Failure> {
    let remedy = "check that it exists and holds one line of text".to_owned();
    std::fs::read_to_string(path).map(Zeroizing::new).map_err(|_| Failure::File { what, remedy })
}
