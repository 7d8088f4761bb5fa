//! The lines of an audit file, each linked to the one before.

use super::device_text;
use crate::circle::hex;
use crate::error::JournalError;
use nourish_seal::entry_hash;
use nourish_sync::{Act, CircleStatement};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// What the first line names.
pub(super) const SCHEMA: &str = "nourish/audit/1";
/// How every line begins; the link and a quote with a comma follow.
const BEGINNING: &str = "{\"link\":\"";
const LINK_DIGITS: usize = 64;
const DOMAIN: &[u8] = b"nourish/audit/line/1";

/// A link: names a line and all lines before it.
pub(super) type Link = [u8; 32];

/// The link in front of the first line.
pub(super) const NO_LINE: Link = [0; 32];

/// The link of a line: SHA-256(`"nourish/audit/line/1"` | link before (32) | the line behind its own link).
pub(super) fn link_of(before: &Link, rest: &[u8]) -> Link {
    entry_hash(&[DOMAIN, before, rest].concat())
}

/// Writes lines.
pub(super) struct AuditWriter<'a> {
    out: &'a mut dyn Write,
    link: Link,
    number: u64,
}

impl<'a> AuditWriter<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, link: NO_LINE, number: 0 }
    }

    /// Writes an object as the next line.
    pub(super) fn line(&mut self, mut object: Value) -> Result<(), JournalError> {
        self.number += 1;
        if let Some(members) = object.as_object_mut() {
            members.insert("n".to_owned(), json!(self.number));
        }
        let text = object.to_string();
        let rest = text.strip_prefix('{').unwrap_or_default();
        self.link = link_of(&self.link, rest.as_bytes());
        writeln!(self.out, "{BEGINNING}{}\",{rest}", hex(&self.link)).map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull => JournalError::StorageFull,
            _ => JournalError::StorageUnavailable,
        })
    }

    /// The link of the last line, and its number.
    pub(super) const fn end(&self) -> (Link, u64) {
        (self.link, self.number)
    }
}

/// The link that a line claims, and what stands behind it; `None` for what is no line.
pub(super) fn split_line(line: &[u8]) -> Option<(Link, &[u8])> {
    let rest = line.strip_prefix(BEGINNING.as_bytes())?;
    let (digits, rest) = rest.split_at_checked(LINK_DIGITS)?;
    Some((from_hex(std::str::from_utf8(digits).ok()?)?, rest.strip_prefix(b"\",")?))
}

/// The members of a line behind its link.
pub(super) fn members(rest: &[u8]) -> Option<Map<String, Value>> {
    let text = [b"{", rest].concat();
    let members: Map<String, Value> = serde_json::from_slice(&text).ok()?;
    // One form alone, so that what a person reads is what is checked.
    (Value::Object(members.clone()).to_string().as_bytes() == text).then_some(members)
}

/// Bytes of hexadecimal digits, all small.
pub(super) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    bytes_from_hex(text)?.try_into().ok()
}

/// The same for any number of bytes.
pub(super) fn bytes_from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

/// The line of a statement of the circle.
pub(super) fn statement_line(statement: &CircleStatement) -> Value {
    json!({
        "line": "statement", "number": statement.number, "by": device_text(statement.author), "at_ms": statement.at_ms,
        "says": says(&statement.act), "bytes": hex(&statement.encode()),
    })
}

/// What a statement says, in words for people.
fn says(act: &Act) -> String {
    match act {
        Act::Found { member, .. } => format!("{} founds the circle", member.name),
        Act::AddMember(member) => format!("{} joins as {}", member.name, member.role.word()),
        Act::AddDevice { device, .. } => format!("the device {} joins", device.name),
        Act::RemoveDevices { last, .. } => format!("{} devices leave", last.len()),
        Act::NewEpoch(start) => format!("epoch {} begins", start.epoch.0),
        Act::SetRole { role, .. } => format!("a member becomes {}", role.word()),
        Act::Trust { trusted: true, .. } => "a member is trusted".to_owned(),
        Act::Trust { trusted: false, .. } => "a member is no longer trusted".to_owned(),
        Act::Leave { .. } => "the author leaves".to_owned(),
        Act::MoveMailbox { .. } => "the circle meets at another mailbox".to_owned(),
    }
}
