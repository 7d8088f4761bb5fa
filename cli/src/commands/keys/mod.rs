//! `nourish keys`: ways to unlock, and epochs.

mod add;
pub(crate) mod list;
mod passphrase;
mod recovery;
mod revoke;

use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::key_arguments::Keys;
use crate::terminal::Screen;
use nourish_journal::Moment;
use serde_json::json;

pub(super) fn run(arguments: &Arguments, keys: &Keys, screen: &mut Screen) -> Result<Outcome, Failure> {
    match keys {
        Keys::List => list::run(arguments, screen),
        Keys::Add { way } => add::run(arguments, way, screen),
        Keys::ChangePassphrase { new_passphrase_file } => {
            passphrase::change(arguments, new_passphrase_file.as_deref(), screen)
        }
        Keys::Renew { new_passphrase_file } => {
            passphrase::renew(arguments, new_passphrase_file.as_deref(), screen)
        }
        Keys::Recover { new_passphrase_file } => {
            passphrase::recover(arguments, new_passphrase_file.as_deref(), screen)
        }
        Keys::Revoke { id } => revoke::run(arguments, id, screen),
        Keys::Recovery { out, split, label } => recovery::run(arguments, out, *split, label, screen),
        Keys::Rotate => rotate(arguments, screen),
    }
}

fn rotate(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let epoch = access::open(arguments)?.rotate()?;
    if screen.is_json() {
        screen.value(&json!({"epoch": epoch}))?;
    } else {
        screen.line(&format!(
            "Epoch {epoch} has begun: what is written from now on is sealed under a new key."
        ))?;
    }
    Ok(Outcome::Done)
}

/// Now, as the arguments say.
pub(super) fn now(arguments: &Arguments) -> Result<Moment, Failure> {
    clock::now(arguments.as_of.as_deref(), clock::zone(arguments.zone.as_deref())?)
}
