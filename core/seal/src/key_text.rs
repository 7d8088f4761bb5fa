//! Keys as one line of text: a name, a version, and hexadecimal digits of which the last check the others.

use core::fmt::Write;

use ring::digest;
use zeroize::Zeroizing;

use crate::derive::SECRET_BYTES;
use crate::keyring::Secret;

const CHECK_BYTES: usize = 4;
const DIGITS: usize = 2 * (SECRET_BYTES + CHECK_BYTES);

/// What a line begins with, and the domain of its check digits.
pub(crate) struct Form {
    /// The name, up to the version: `nourish-site-`.
    pub(crate) name: &'static str,
    /// The version and a colon: `1:`.
    pub(crate) version: &'static str,
    /// What is hashed in front of the key for the check digits.
    pub(crate) domain: &'static [u8],
}

/// Why a text is no such key. Carries nothing of the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum KeyTextError {
    /// The text begins otherwise: another file was chosen.
    #[error("not a key of this sort")]
    OtherText,
    /// A key of a newer version.
    #[error("a key of a newer version")]
    NewerVersion,
    /// The digits are not those that were written: cut, added to or mistyped.
    #[error("the key's digits are not complete or do not match their check digits")]
    Mistyped,
}

/// The line of a key.
pub(crate) fn write(form: &Form, key: &[u8; SECRET_BYTES]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(form.name.len() + form.version.len() + DIGITS));
    text.push_str(form.name);
    text.push_str(form.version);
    for byte in key.iter().chain(&check(form, key)) {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Reads a line; white space around it and the case of digits do not matter.
pub(crate) fn read(form: &Form, text: &str) -> Result<Secret, KeyTextError> {
    let versioned = text.trim_ascii().strip_prefix(form.name).ok_or(KeyTextError::OtherText)?;
    let digits = versioned.strip_prefix(form.version).ok_or(KeyTextError::NewerVersion)?.as_bytes();
    if digits.len() != DIGITS {
        return Err(KeyTextError::Mistyped);
    }
    let mut bytes = Zeroizing::new([0; SECRET_BYTES + CHECK_BYTES]);
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        for digit in pair {
            let value = char::from(*digit).to_digit(16).ok_or(KeyTextError::Mistyped)?;
            *byte = (*byte << 4) | u8::try_from(value).unwrap_or(0);
        }
    }
    let key = Zeroizing::new(bytes.first_chunk().copied().unwrap_or_default());
    if bytes.ends_with(&check(form, &key)) { Ok(key) } else { Err(KeyTextError::Mistyped) }
}

fn check(form: &Form, key: &[u8; SECRET_BYTES]) -> [u8; CHECK_BYTES] {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(form.domain);
    context.update(key);
    context.finish().as_ref().first_chunk().copied().unwrap_or_default()
}
