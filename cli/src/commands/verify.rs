//! `nourish verify`

use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{DocumentSeal, DocumentSealError, SealedBy, shown_digits};
use serde_json::json;
use std::path::Path;

pub(super) fn run(
    arguments: &Arguments,
    file: &Path,
    code: Option<&str>,
    circle: bool,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let unreadable = |_| Failure::File { what: "the report", remedy: "check its name and its rights".into() };
    let bytes = std::fs::read(file).map_err(unreadable)?;
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
