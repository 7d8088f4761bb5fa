//! `nourish serve`

mod admin;

use crate::failure::{Failure, Outcome};
use crate::serve_arguments::{Serve, ServeAction};
use crate::terminal::Screen;
use nourish_server::{
    Copied, Limits, MailboxError, Opening, Options, Server, Settings, StoreAddress, TlsFiles,
};
use serde_json::json;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

/// Most bytes of a file of tokens.
const TOKENS_BYTES: u64 = 1024 * 1024;
/// Fewest letters of a token: one that is guessed opens the mailbox to strangers' journals.
const TOKEN_LETTERS: usize = 16;

pub(super) fn run(wanted: &Serve, screen: &mut Screen) -> Result<Outcome, Failure> {
    match &wanted.action {
        None => serve(wanted, screen),
        Some(ServeAction::Copy { from, into }) => copy(from, into, screen),
        Some(ServeAction::Admin { store: named, what }) => {
            let file = file(wanted)?;
            let named = named.as_deref().or(wanted.store.as_deref()).or(file.store.as_deref());
            admin::run(&store(named)?, what, screen)
        }
    }
}

fn serve(wanted: &Serve, screen: &mut Screen) -> Result<Outcome, Failure> {
    let options = options(wanted)?;
    let clock = Arc::new(|| chrono::Utc::now().timestamp());
    let server = Server::start(&options, clock, Box::new(std::io::stderr()))?;
    let signals = server.heed_signals()?;
    let scheme = if options.tls.is_some() { "https" } else { "http" };
    let address = format!("{scheme}://{}", server.address());
    if screen.is_json() {
        screen.value(&json!({ "address": address, "store": options.store.to_string() }))?;
    } else {
        screen.line(&format!("Serving {} at {address}; Ctrl-C stops it.", options.store))?;
    }
    screen.flush()?;
    signals.wait()?;
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

/// What the options say, then the environment, then the file of settings.
fn options(wanted: &Serve) -> Result<Options, Failure> {
    let file = file(wanted)?;
    let named = wanted.store.as_deref().or(file.store.as_deref());
    let listen = wanted.listen.or(file.listen).unwrap_or(SocketAddr::from(([127, 0, 0, 1], 7878)));
    let mut options = Options::new(store(named)?, listen);
    if let Some(path) = wanted.token_file.as_ref().or(file.token_file.as_ref()) {
        options.opening = tokens(path)?;
    }
    if wanted.listed_only.or(file.listed_only).unwrap_or(false) {
        if options.opening != Opening::Open {
            let remedy = "give this or --token-file, not both".into();
            return Err(Failure::Argument { name: "--listed-only", remedy });
        }
        options.opening = Opening::Listed;
    }
    options.restored = wanted.restored;
    if let Some(mib) = wanted.journal_mib.or(file.journal_mib) {
        options.journal_bytes = mib.saturating_mul(1024 * 1024);
    }
    let certificate = wanted.tls_certificate.clone().or(file.tls_certificate);
    options.tls = match (certificate, wanted.tls_key.clone().or(file.tls_key)) {
        (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
        (None, None) => None,
        _ => {
            let remedy = "give the certificate and its key".into();
            return Err(Failure::Argument { name: "--tls-certificate", remedy });
        }
    };
    let limits = Limits::default();
    options.limits = Limits {
        address: wanted.address_requests.or(file.address_requests).unwrap_or(limits.address),
        journal: wanted.journal_requests.or(file.journal_requests).unwrap_or(limits.journal),
        device: wanted.device_requests.or(file.device_requests).unwrap_or(limits.device),
    };
    options.metrics = wanted.metrics.or(file.metrics).unwrap_or(false);
    Ok(options)
}

fn file(wanted: &Serve) -> Result<Settings, Failure> {
    wanted.config.as_deref().map_or(Ok(Settings::default()), settings)
}

fn settings(path: &Path) -> Result<Settings, Failure> {
    let wrong = |remedy: String| Failure::File { what: "the file of settings", remedy };
    let text = std::fs::read_to_string(path).map_err(|_| wrong("it must be text and readable".into()))?;
    Settings::read(&text).map_err(|error| wrong(error.to_string()))
}

fn store(named: Option<&str>) -> Result<StoreAddress, Failure> {
    let wrong = |error: MailboxError| Failure::Argument { name: "--store", remedy: error.to_string() };
    named.unwrap_or("sqlite:mailbox.sqlite").parse().map_err(wrong)
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
