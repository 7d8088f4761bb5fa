//! `nourish init`

use super::keys::now;
use crate::access::{ask_new, given};
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::private_file;
use crate::terminal::Screen;
use nourish_journal::{FileKey, Journal, JournalError, Secret, make_file_key};
use serde_json::json;
use std::path::Path;
use zeroize::Zeroizing;

pub(super) fn run(
    arguments: &Arguments,
    make_key_file: Option<&Path>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    if arguments.journal.exists() {
        return Err(JournalError::AlreadyExists.into());
    }
    let given = given(arguments)?;
    let made = make_key_file.map(write_key_file).transpose()?;
    match (given, &made) {
        (Some(given), made) => {
            let mut journal = Journal::create(&arguments.journal, given.secret()?)?;
            if let Some(key) = made {
                journal.add_way(Secret::KeyFile(key), "", &now(arguments)?)?;
            }
        }
        (None, Some(key)) => drop(Journal::create(&arguments.journal, Secret::KeyFile(key))?),
        (None, None) => drop(Journal::create(&arguments.journal, ask_new()?.secret()?)?),
    }
    if screen.is_json() {
        screen.value(&json!({"made": true}))?;
    } else {
        screen.line("The journal is made. Log something: nourish log weight 68.4kg")?;
        screen.line("Keep passphrase and key file safe: without one of them nobody can open the journal, us included.")?;
        screen.line("For the day when they are gone: nourish keys recovery --out sheet.html")?;
    }
    Ok(Outcome::Done)
}

/// Makes a key and writes it to a file that did not exist, readable by its owner alone.
pub(in crate::commands) fn write_key_file(path: &Path) -> Result<FileKey, Failure> {
    let key = make_file_key()?;
    write_secret(path, "the new key file", key.to_text().as_str())?;
    Ok(key)
}

/// Writes a line to a file that did not exist, readable by its owner alone.
pub(in crate::commands) fn write_secret(path: &Path, what: &'static str, line: &str) -> Result<(), Failure> {
    private_file::write_new(path, what, &Zeroizing::new(format!("{line}\n")))
}
