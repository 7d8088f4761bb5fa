//! `nourish keys revoke`

use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{JournalError, SecretFolder, SecretStore, WrapId, keystore_name};
use serde_json::json;

pub(super) fn run(arguments: &Arguments, id: &str, screen: &mut Screen) -> Result<Outcome, Failure> {
    let mut journal = access::open(arguments)?;
    let id = find(id, journal.ways()?.into_iter().map(|way| way.id))?;
    journal.revoke(id)?;
    if let Some(folder) = &arguments.keystore {
        // The key opens nothing any more: where it cannot be removed, it may stay.
        let _ = SecretFolder::at(folder).remove(&keystore_name(id));
    }
    if screen.is_json() {
        screen.value(&json!({"revoked": id.to_string()}))?;
    } else {
        screen.line("Taken away. Old copies of the file still open with it, and help to open this one: after a theft, nourish keys renew")?;
    }
    Ok(Outcome::Done)
}

/// The one way whose name begins like this.
fn find(start: &str, ids: impl Iterator<Item = WrapId>) -> Result<WrapId, Failure> {
    let start = start.to_ascii_lowercase();
    let mut found = ids.filter(|id| !start.is_empty() && id.to_string().starts_with(&start));
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(Failure::Argument {
            name: "id",
            remedy: "more than one way to unlock has a name that begins like this; give more of it".into(),
        }),
        (None, _) => Err(JournalError::NoSuchWay.into()),
    }
}
