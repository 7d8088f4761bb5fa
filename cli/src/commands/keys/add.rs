//! `nourish keys add`

use super::now;
use crate::access::{self, new_passphrase};
use crate::arguments::Arguments;
use crate::commands::init::write_key_file;
use crate::failure::{Failure, Outcome};
use crate::key_arguments::NewWay;
use crate::terminal::Screen;
use nourish_journal::{Gate, Secret, SecretFolder};
use serde_json::json;

pub(super) fn run(arguments: &Arguments, way: &NewWay, screen: &mut Screen) -> Result<Outcome, Failure> {
    let now = now(arguments)?;
    let mut journal = access::open(arguments)?;
    let id = match way {
        NewWay::Passphrase { new_passphrase_file, label } => {
            let new = new_passphrase(new_passphrase_file.as_deref())?;
            journal.add_way(new.secret()?, label, &now)?
        }
        NewWay::KeyFile { file, label } => {
            let key = write_key_file(file)?;
            journal.add_way(Secret::KeyFile(&key), label, &now).inspect_err(|_| {
                // Our own file of a moment ago, which opens nothing.
                let _ = std::fs::remove_file(file);
            })?
        }
        NewWay::Keystore { folder, label } => {
            journal.add_to_store(&SecretFolder::at(folder), Gate::Device, label, &now)?
        }
    };
    if screen.is_json() {
        screen.value(&json!({"id": id.to_string()}))?;
    } else {
        screen.line("Added. The other ways to unlock stay: nourish keys list")?;
    }
    Ok(Outcome::Done)
}
