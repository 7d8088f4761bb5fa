//! Our own JSON: profile, plan and check-ins.
//!
//! A key that is not known is refused by its path and everything else is read. Values of a person that a clinician set, found or
//! measured carry that as their source.

mod check_in;
mod fitbit;
mod person;
mod plan;
mod plans;
mod profile;
mod walk;

pub(crate) use fitbit::read_fitbit_weights;

use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item};
use crate::limits::JSON_BYTES;
use crate::pull::pull;
use serde_json::Value;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use walk::Walk;

type Items<'a> = Box<dyn Iterator<Item = Result<Item, FileError>> + 'a>;

/// The items of a profile.
pub(crate) fn read_profile<'a>(input: impl BufRead + 'a, context: Context) -> Items<'a> {
    read_document(input, Format::ProfileJson, "nourish/profile/1", move |walk, root| {
        profile::read(walk, root, &context);
    })
}

/// The items of a treatment plan.
pub(crate) fn read_plan<'a>(input: impl BufRead + 'a, context: Context) -> Items<'a> {
    read_document(input, Format::PlanJson, "nourish/plan/1", move |walk, root| {
        plan::read(walk, root, &context);
    })
}

/// The items of a set of check-ins.
pub(crate) fn read_check_ins<'a>(input: impl BufRead + 'a, context: Context) -> Items<'a> {
    read_document(input, Format::CheckInJson, "nourish/checkin/1", move |walk, root| {
        check_in::read(walk, root, &context);
    })
}

fn read_document<'a>(
    input: impl BufRead + 'a,
    format: Format,
    schema: &'static str,
    visit: impl Fn(&mut Walk, &Value) + 'a,
) -> Items<'a> {
    let mut input = Some(input);
    pull(move |ready| {
        if let Some(input) = input.take() {
            let root = parse(input, format)?;
            if root.get("schema").and_then(Value::as_str) != Some(schema) {
                return Err(FileError::NotThisFormat { format });
            }
            let mut walk = Walk::default();
            visit(&mut walk, &root);
            ready.extend(walk.into_items());
        }
        Ok(ControlFlow::Break(()))
    })
}

/// A file held whole, without a byte order mark.
fn read_bytes(input: impl BufRead) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    input.take(JSON_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > JSON_BYTES {
        return Err(FileError::TooLarge { line: 1, limit_bytes: JSON_BYTES });
    }
    Ok(bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes))
}

fn parse(input: impl BufRead, format: Format) -> Result<Value, FileError> {
    let text = read_bytes(input)?;
    if text.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
        return Err(FileError::NotThisFormat { format });
    }
    serde_json::from_slice(&text).map_err(|error| FileError::Malformed { line: error.line() as u64 })
}
