//! `nourish init`

use crate::access::{ask_new, given};
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{FileKey, Journal, JournalError, Secret, make_file_key};
use serde_json::json;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

pub(super) fn run(
    arguments: &Arguments,
    make_key_file: Option<&Path>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    if arguments.journal.exists() {
        return Err(JournalError::AlreadyExists.into());
    }
    let made = make_key_file.map(write_key_file).transpose()?;
    match (given(arguments)?, &made) {
        (Some(secret), made) => create(arguments, secret.secret(), made.as_ref())?,
        (None, Some(key)) => create(arguments, Secret::KeyFile(key), None)?,
        (None, None) => create(arguments, ask_new()?.secret(), None)?,
    }
    if screen.is_json() {
        screen.value(&json!({"made": true}))?;
    } else {
        screen.line("The journal is made. Log something: nourish log weight 68.4kg")?;
        screen.line("Keep passphrase and key file safe: without one of them nobody can open the journal, us included.")?;
    }
    Ok(Outcome::Done)
}

fn create(arguments: &Arguments, secret: Secret<'_>, second: Option<&FileKey>) -> Result<(), Failure> {
    let mut journal = Journal::create(&arguments.journal, secret)?;
    if let Some(key) = second {
        journal.add_secret(Secret::KeyFile(key))?;
    }
    Ok(())
}

/// Makes a key and writes it to a file that did not exist, readable by its owner alone.
pub(super) fn write_key_file(path: &Path) -> Result<FileKey, Failure> {
    let key = make_file_key()?;
    write_secret(path, "the new key file", key.to_text().as_str())?;
    Ok(key)
}

/// Writes a line to a file that did not exist, readable by its owner alone.
pub(super) fn write_secret(path: &Path, what: &'static str, line: &str) -> Result<(), Failure> {
    let unusable = |_| Failure::File {
        what,
        remedy: "choose a name that does not exist yet, in a folder that can be written".into(),
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(unusable)?;
    writeln!(file, "{line}").map_err(unusable)
}
