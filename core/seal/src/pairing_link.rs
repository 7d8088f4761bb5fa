//! A pairing code as a link that a person taps or scans, with the address of the mailbox where the two meet.

use core::fmt::{self, Write};

use zeroize::Zeroizing;

use crate::pairing_code::{PairingCode, PairingCodeError, strip_prefix_in_any_case, strip_version};

/// The longest address of a mailbox in a [`PairingLink`], in bytes.
pub const MAILBOX_LIMIT_BYTES: usize = 512;

const SCHEME: &str = "nourish://pair/";
const VERSION: &str = "1?";
const LINK_LIMIT_BYTES: usize = 4_096;

/// What a pairing link says. Where it came from is not known, so the mailbox is a proposal: it learns that somebody pairs, nothing more.
/// Never shown by `Debug`.
pub struct PairingLink {
    /// The code.
    pub code: PairingCode,
    /// The address of the mailbox, if the link names one: 1 to [`MAILBOX_LIMIT_BYTES`] bytes without control characters, not
    /// checked further.
    pub mailbox: Option<String>,
}

impl PairingCode {
    /// The code as a link: `nourish://pair/1?code=…`, and `&mailbox=…` with everything but letters, digits and `-._~`
    /// percent-encoded (RFC 3986).
    ///
    /// # Errors
    /// [`PairingCodeError::MailboxAddress`] if the address is empty, longer than [`MAILBOX_LIMIT_BYTES`] or has control characters.
    pub fn to_link(&self, mailbox: Option<&str>) -> Result<Zeroizing<String>, PairingCodeError> {
        let text = self.to_text();
        let room = SCHEME.len() + text.len() + 3 * MAILBOX_LIMIT_BYTES + 32;
        let mut link = Zeroizing::new(String::with_capacity(room));
        link.push_str(SCHEME);
        link.push_str(VERSION);
        link.push_str("code=");
        link.push_str(&text);
        if let Some(mailbox) = mailbox {
            link.push_str("&mailbox=");
            percent_encode(check_mailbox(mailbox)?, &mut link);
        }
        Ok(link)
    }
}

impl PairingLink {
    /// Reads a link, or a bare code as [`PairingCode::parse`] does: whatever was typed, tapped or scanned. Unknown parts
    /// of the link are passed over.
    ///
    /// # Errors
    /// [`PairingCodeError`].
    pub fn parse(text: &str) -> Result<Self, PairingCodeError> {
        if text.len() > LINK_LIMIT_BYTES {
            return Err(PairingCodeError::NotAPairingCode);
        }
        let Some(rest) = strip_prefix_in_any_case(text.trim(), SCHEME) else {
            return Ok(Self { code: PairingCode::parse(text)?, mailbox: None });
        };
        let query = strip_version(rest, VERSION)?;
        let (mut code, mut mailbox) = (None, None);
        for (name, value) in query.split('&').filter_map(|part| part.split_once('=')) {
            let place = match name {
                "code" => &mut code,
                "mailbox" => &mut mailbox,
                _ => continue,
            };
            if place.replace(percent_decode(value)?).is_some() {
                return Err(PairingCodeError::NotAPairingCode);
            }
        }
        let code = PairingCode::parse(&code.ok_or(PairingCodeError::NotAPairingCode)?)?;
        let mailbox = mailbox.map(|address| check_mailbox(&address).map(str::to_owned)).transpose()?;
        Ok(Self { code, mailbox })
    }
}

impl fmt::Debug for PairingLink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PairingLink").finish_non_exhaustive()
    }
}

fn check_mailbox(address: &str) -> Result<&str, PairingCodeError> {
    let fits = (1..=MAILBOX_LIMIT_BYTES).contains(&address.len()) && !address.chars().any(char::is_control);
    fits.then_some(address).ok_or(PairingCodeError::MailboxAddress)
}

fn percent_encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

fn percent_decode(text: &str) -> Result<Zeroizing<String>, PairingCodeError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        (rest, _) = match (byte, after) {
            (b'%', [high, low, after @ ..]) => (after, bytes.push(16 * nibble(*high)? + nibble(*low)?)),
            (b'%', _) => return Err(PairingCodeError::NotAPairingCode),
            _ => (after, bytes.push(*byte)),
        };
    }
    let text = core::str::from_utf8(&bytes).map_err(|_| PairingCodeError::NotAPairingCode)?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn nibble(digit: u8) -> Result<u8, PairingCodeError> {
    let value = char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    value.ok_or(PairingCodeError::NotAPairingCode)
}
