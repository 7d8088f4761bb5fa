//! `nourish pack`: one file a verb.

mod check;
mod from_fhir;
mod install;
mod list;
mod make_key;
mod remove;
mod sign;
mod trust;

use crate::arguments::{Arguments, PackAction};
use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone, wrapped};
use nourish_journal::{PACK_FILE_BYTES, PackSetAside, PackSummary, SiteKey};
use serde_json::{Value, json};
use std::fs::File;
use std::io::Read;
use std::path::Path;

pub(super) fn run(
    arguments: &Arguments,
    action: &PackAction,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    match action {
        PackAction::MakeKey { file } => make_key::run(file, screen),
        PackAction::Sign { folder, key, out } => sign::run(folder, key, out, screen),
        PackAction::FromFhir { file, out, set, recall_days } => {
            from_fhir::run(file, out, (*set, *recall_days), screen)
        }
        PackAction::Check { path, site } => check::run(path, site.as_deref(), screen),
        PackAction::Trust { key } => trust::run(arguments, key, true, screen),
        PackAction::Distrust { key } => trust::run(arguments, key, false, screen),
        PackAction::Install { file } => install::run(arguments, file, screen),
        PackAction::List => list::run(arguments, screen),
        PackAction::Remove { id } => remove::run(arguments, id, screen),
    }?;
    Ok(Outcome::Done)
}

/// A site's public key, as it was given or from the file that was named.
pub(super) fn site_key(given: &str) -> Result<SiteKey, Failure> {
    let unusable = |remedy: String| Failure::File { what: "the site's public key", remedy };
    let text = if given.trim_start().starts_with("nourish-site-") {
        given.to_owned()
    } else {
        let remedy = "give the line that begins with nourish-site-, or a file with it";
        std::fs::read_to_string(given).map_err(|_| unusable(remedy.into()))?
    };
    SiteKey::parse(&text).map_err(|error| unusable(format!("{error}; fetch it from the site again")))
}

/// The bytes of a pack file, no more of them than one may have.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    // One byte more, so that a longer file is refused as such.
    let limit = PACK_FILE_BYTES as u64 + 1;
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    let remedy = "check that it exists and can be read".to_owned();
    read.map(|_| bytes).map_err(|_| Failure::File { what: "the pack file", remedy })
}

/// Names the packs that are installed but not in force, beside the output.
pub(super) fn name_set_aside(set_aside: &[PackSetAside], screen: &mut Screen) {
    for PackSetAside { pack, why } in set_aside {
        let said = if screen.is_json() {
            json!({"pack_set_aside": {"pack": pack, "problem": why.to_string()}}).to_string()
        } else {
            format!("Pack {pack} is set aside, and the built-in rules are used in its place: {why}.")
        };
        screen.remark(&said);
    }
}

/// What a pack is and does.
fn show(pack: &PackSummary, screen: &mut Screen) -> Result<(), Failure> {
    let heading = screen.paint(Tone::Heading, &pack.name.to_string());
    screen.line(&format!("{heading}  {}", pack.title))?;
    let columns = screen.columns;
    screen.line(&format!("  {}", wrapped(&format!("by {}; {}", pack.issuer, pack.licence), 2, columns)))?;
    if let Some(site) = pack.site {
        let signed = screen.paint(Tone::Quiet, &format!("signed by {site}"));
        screen.line(&format!("  {signed}"))?;
    }
    for (table, change) in &pack.overrides {
        let text =
            format!("{table} {} {} (built in: {}). {}", change.row, change.now, change.was, change.reason);
        screen.line(&format!("  {}", wrapped(&text, 4, columns)))?;
    }
    pack.instruments.iter().try_for_each(|id| screen.line(&format!("  adds {id}")))
}

fn as_json(pack: &PackSummary) -> Value {
    let overrides = pack.overrides.iter().map(|(table, change)| {
        json!({
            "table": table, "row": change.row, "was": change.was, "now": change.now, "reason": change.reason,
        })
    });
    json!({
        "id": pack.name.id,
        "version": pack.name.version,
        "title": pack.title,
        "issuer": pack.issuer,
        "licence": pack.licence,
        "site": pack.site.map(|site| site.to_string()),
        "overrides": overrides.collect::<Vec<_>>(),
        "instruments": pack.instruments,
    })
}
