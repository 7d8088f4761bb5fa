//! `nourish serve`

use crate::failure::{Failure, Outcome};
use crate::serve_arguments::{Serve, ServeAction};
use crate::terminal::Screen;
use nourish_server::{Copied, MailboxError, Opening, Options, Server, StoreAddress};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// Most bytes of a file of tokens.
const TOKENS_BYTES: u64 = 1024 * 1024;
/// Fewest letters of a token: one that is guessed opens the mailbox to strangers' journals.
const TOKEN_LETTERS: usize = 16;

pub(super) fn run(wanted: &Serve, screen: &mut Screen) -> Result<Outcome, Failure> {
    if let Some(ServeAction::Copy { from, into }) = &wanted.action {
        return copy(from, into, screen);
    }
    let options = Options {
        store: store(&wanted.store)?,
        listen: wanted.listen,
        opening: wanted.token_file.as_deref().map_or(Ok(Opening::Open), tokens)?,
        restored: wanted.restored,
        journal_bytes: wanted.journal_mib.saturating_mul(1024 * 1024),
    };
    let clock = Arc::new(|| chrono::Utc::now().timestamp());
    let server = Server::start(&options, clock, Box::new(std::io::stderr()))?;
    let address = format!("http://{}", server.address());
    if screen.is_json() {
        screen.value(&json!({ "address": address, "store": options.store.to_string() }))?;
    } else {
        screen.line(&format!("Serving {} at {address}; Ctrl-C stops it.", options.store))?;
    }
    screen.flush()?;
    server.wait_for_signal()?;
    server.stop();
    Ok(Outcome::Done)
}

fn copy(from: &StoreAddress, into: &StoreAddress, screen: &mut Screen) -> Result<Outcome, Failure> {
    let copied = nourish_server::copy(from, into, &mut |_| ())?;
    let Copied { journals, parcels, brought } = copied;
    if screen.is_json() {
        screen.value(&json!({ "journals": journals, "parcels": parcels, "brought": brought }))?;
    } else {
        screen.line(&format!(
            "{journals} journals with {parcels} parcels are the same in both; {brought} parcels were brought now."
        ))?;
    }
    Ok(Outcome::Done)
}

fn store(named: &str) -> Result<StoreAddress, Failure> {
    let wrong = |error: MailboxError| Failure::Argument { name: "--store", remedy: error.to_string() };
    named.parse().map_err(wrong)
}

fn tokens(path: &Path) -> Result<Opening, Failure> {
    let wrong = |remedy: String| Failure::File { what: "the file of tokens", remedy };
    let size = std::fs::metadata(path).map(|found| found.len());
    let text = match size {
        Ok(size) if size <= TOKENS_BYTES => std::fs::read_to_string(path).ok(),
        _ => None,
    };
    let text = text.ok_or_else(|| wrong("it must be text, a token a line, and readable".into()))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let tokens: Vec<String> = lines.map(str::to_owned).collect();
    if tokens.is_empty() || tokens.iter().any(|token| token.len() < TOKEN_LETTERS) {
        return Err(wrong(format!("each line must be a token of {TOKEN_LETTERS} letters or more")));
    }
    Ok(Opening::Token(tokens))
}
