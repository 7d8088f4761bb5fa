//! `nourish verify`

use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone};
use nourish_journal::{AuditMaker, AuditSummary, DocumentSeal, DocumentSealError, SealedBy, shown_digits};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// How an audit file begins.
const AUDIT_BEGINNING: &[u8] = b"{\"link\":\"";

pub(super) fn run(
    arguments: &Arguments,
    file: &Path,
    code: Option<&str>,
    circle: bool,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let unreadable =
        |_| Failure::File { what: "the file to verify", remedy: "check its name and its rights".into() };
    let mut input = BufReader::new(File::open(file).map_err(unreadable)?);
    if input.fill_buf().map_err(unreadable)?.starts_with(AUDIT_BEGINNING) {
        return audit(input, code.is_some() || circle, screen);
    }
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(unreadable)?;
    let seal = DocumentSeal::verify_file(&bytes).map_err(|error| refused("the report", error))?;
    if let Some(code) = code {
        let printed =
            DocumentSeal::from_code(code).map_err(|error| refused("the text of the square", error))?;
        if printed != seal {
            return Err(Failure::File {
                what: "the text of the square",
                remedy: "it is of another report than the file".into(),
            });
        }
    }
    let by = match circle {
        true => Some(access::open_for_reading(arguments, screen)?.sealed_by(&seal)?),
        false => None,
    };
    let (check, device) = (shown_digits(&seal.content_hash()), shown_digits(&seal.public_key()));
    if screen.is_json() {
        let by = by.as_ref().map(words);
        screen.value(
            &json!({"unchanged": true, "check_digits": check, "device_digits": device, "sealed_by": by}),
        )?;
        return Ok(Outcome::Done);
    }
    screen.line("Unchanged: every byte is as it was when the report was sealed.")?;
    screen.line(&format!("Check digits  {check}"))?;
    screen.line(&format!("Device key    {device}"))?;
    match by {
        Some(by) => screen.line(&format!("Sealed by     {}", words(&by)))?,
        None => screen.line("Whose device that is, `nourish verify --circle` tells from the journal.")?,
    }
    Ok(Outcome::Done)
}

/// Checks an audit file, which says itself who belongs to the circle.
fn audit(input: impl BufRead, of_reports: bool, screen: &mut Screen) -> Result<Outcome, Failure> {
    if of_reports {
        return Err(Failure::Argument {
            name: "--code and --circle",
            remedy: "these are about reports; an audit file is checked from itself alone".into(),
        });
    }
    let summary = AuditSummary::of(input).map_err(|fault| Failure::Audit(fault.to_string()))?;
    if screen.is_json() {
        screen.value(&audit_json(&summary))?;
        return Ok(Outcome::Done);
    }
    screen
        .line("Whole: no byte was changed, no line left out, added or moved, and every signature holds.")?;
    screen.line(&format!("Journal       {}", summary.journal))?;
    screen.line(&format!(
        "Entries       {} of {} devices, {} erased",
        summary.entries, summary.logs, summary.erased
    ))?;
    screen.line(&format!("Made          {} by {}", summary.made_at, maker(&summary.made_by)))?;
    screen.line(&format!("Device key    {}", shown_digits(&summary.key)))?;
    match summary.words {
        Some(words) => {
            screen.line(&format!("Circle        {} (compare: nourish circle verify)", words.join(" ")))?
        }
        None => screen
            .line("The journal is not shared: compare the device key with the one that its owner names.")?,
    }
    if summary.by_maker_alone > 0 {
        let line = format!(
            "{} places are vouched for by who made the file alone: their own device's signature is not kept.",
            summary.by_maker_alone
        );
        screen.line(&screen.paint(Tone::Warning, &line))?;
    }
    Ok(Outcome::Done)
}

fn maker(maker: &AuditMaker) -> String {
    match maker {
        AuditMaker::Member { name, device } => format!("{name}, device {device}"),
        AuditMaker::Alone => "the one device of this journal".to_owned(),
    }
}

fn audit_json(summary: &AuditSummary) -> Value {
    json!({
        "whole": true, "journal": summary.journal, "entries": summary.entries, "erased": summary.erased,
        "logs": summary.logs, "statements": summary.statements, "made_at": summary.made_at,
        "made_by": maker(&summary.made_by), "device_digits": shown_digits(&summary.key),
        "by_maker_alone": summary.by_maker_alone, "circle_words": summary.words.map(|words| words.join(" ")),
    })
}

fn refused(what: &'static str, error: DocumentSealError) -> Failure {
    let remedy = match error {
        DocumentSealError::Unsealed => {
            "it carries no seal that can be read: it is no report of this sort, or was cut or changed; ask for it again"
        }
        DocumentSealError::Changed => {
            "it is not as it was when it was sealed; do not rely on it, and ask whoever made it for a new one"
        }
    };
    Failure::File { what, remedy: remedy.into() }
}

fn words(by: &SealedBy) -> String {
    match by {
        SealedBy::ThisDevice => "this device".to_owned(),
        SealedBy::Member { name, role, device } => format!("{name} ({}), device {device}", role.word()),
        SealedBy::Stranger => "a device that is not in the circle of care of this journal".to_owned(),
        SealedBy::OtherJournal => "a device of another journal".to_owned(),
    }
}
