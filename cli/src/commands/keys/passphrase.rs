//! `nourish keys change-passphrase`, `renew` and `recover`: three ways to a new passphrase.

use super::now;
use crate::access::{self, Given, given, new_passphrase};
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{Journal, JournalError, WrapError, WrapId, WrapKind};
use serde_json::json;
use std::path::Path;

/// The passphrase that opens the journal makes room for a new one.
pub(super) fn change(
    arguments: &Arguments,
    new: Option<&Path>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let now = now(arguments)?;
    let current = given(arguments)?.map_or_else(|| access::ask(arguments), Ok)?;
    if !matches!(current, Given::Passphrase(_)) {
        return Err(JournalError::Locked(WrapError::OtherKind { needed: WrapKind::Passphrase }).into());
    }
    let mut journal = current.open(&arguments.journal)?;
    let new = new_passphrase(new)?;
    let id = journal.change_passphrase(current.secret()?, new.secret()?, &now)?;
    done(id, "The new passphrase opens the journal, the old one no longer does.", screen)
}

/// Everybody else is locked out.
pub(super) fn renew(
    arguments: &Arguments,
    new: Option<&Path>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let now = now(arguments)?;
    let mut journal = access::open(arguments)?;
    let id = journal.renew_keys(new_passphrase(new)?.secret()?, "", &now)?;
    let said = "The new passphrase is the only way to unlock. Make a new recovery code: nourish keys recovery --out sheet.html";
    done(id, said, screen)
}

/// A recovery code opens the journal and a new passphrase is added.
pub(super) fn recover(
    arguments: &Arguments,
    new: Option<&Path>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let now = now(arguments)?;
    if !arguments.journal.exists() {
        return Err(JournalError::NotFound.into());
    }
    let code = access::given_recovery_code(arguments)?.map_or_else(access::ask_recovery_code, Ok)?;
    let mut journal: Journal = code.open(&arguments.journal)?;
    let id = journal.add_way(new_passphrase(new)?.secret()?, "", &now)?;
    let said = "The new passphrase opens the journal. A forgotten one can be taken away: nourish keys list, nourish keys revoke";
    done(id, said, screen)
}

fn done(id: WrapId, said: &str, screen: &mut Screen) -> Result<Outcome, Failure> {
    if screen.is_json() {
        screen.value(&json!({"id": id.to_string()}))?;
    } else {
        screen.line(said)?;
    }
    Ok(Outcome::Done)
}
