//! The seal on a document that was made of a journal: whose device made it, and that it is as it was.
//!
//! A document carries two signatures of one device. The first is over its content, a file of data within it, and fits into a QR code on
//! paper. The second is over the whole file; it stands in a line of fixed length within the file that was filled with zeros when
//! it was signed.

use crate::device::{DeviceKey, PUBLIC_KEY_BYTES, SIGNATURE_BYTES};
use crate::ident::JournalId;
use crate::statement::Statement;
use ring::digest::{Context, SHA256};
use std::fmt::Write;

/// What the code on paper begins with.
const CODE_NAME: &str = "NOURISH:DOCUMENT:1:";
/// What the line within the file begins with.
const LINE_START: &[u8] = br#"{"schema":"nourish/document-seal/1","journal":""#;
/// What stands between the line's fields, in order.
const BETWEEN: [&str; 5] =
    [r#"","key":""#, r#"","sha256":""#, r#"","signature":""#, r#"","file_signature":""#, "\"}\n"];
const JOURNAL_BYTES: usize = 16;
const HASH_BYTES: usize = 32;
/// First byte of what is signed: the content, or the whole file.
const CONTENT: &[u8] = &[1];
const FILE: &[u8] = &[2];

/// A device's signature over the content of a document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DocumentSeal {
    journal: JournalId,
    public_key: [u8; PUBLIC_KEY_BYTES],
    content_hash: [u8; HASH_BYTES],
    signature: [u8; SIGNATURE_BYTES],
}

/// Why a seal does not hold. Carries nothing of the document.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum DocumentSealError {
    /// There is none, or it was damaged, or there are several.
    #[error("the document carries no seal that can be read")]
    Unsealed,
    /// The document is not as it was when it was sealed.
    #[error("the document is not as it was when it was sealed")]
    Changed,
}

impl DocumentSeal {
    /// Seals a content: the device's Ed25519 signature over `"nourish/document/1"` | journal | 1 | SHA-256 of the content.
    #[must_use]
    pub fn sign(key: &DeviceKey, journal: JournalId, content: &[u8]) -> Self {
        let content_hash = hash(&[content]);
        let signature = Statement::Document.sign(key, journal, &[CONTENT, &content_hash].concat());
        Self { journal, public_key: key.public(), content_hash, signature }
    }

    /// The seal as a text for a QR code: digits and capital letters alone.
    #[must_use]
    pub fn code(&self) -> String {
        let mut code = String::from(CODE_NAME);
        for bytes in self.fields() {
            code.push_str(&hex(bytes).to_ascii_uppercase());
        }
        code
    }

    /// Reads a code and checks its signature.
    ///
    /// # Errors
    /// [`DocumentSealError`].
    pub fn from_code(code: &str) -> Result<Self, DocumentSealError> {
        let digits = code.trim().strip_prefix(CODE_NAME).ok_or(DocumentSealError::Unsealed)?;
        let mut rest = digits;
        let seal = Self {
            journal: JournalId::from_bytes(take(&mut rest)?),
            public_key: take(&mut rest)?,
            content_hash: take(&mut rest)?,
            signature: take(&mut rest)?,
        };
        if rest.is_empty() { seal.held() } else { Err(DocumentSealError::Unsealed) }
    }

    /// The line that goes into the file as it is, uncompressed, before [`DocumentSeal::sign_file`].
    #[must_use]
    pub fn line(&self) -> String {
        let mut line = String::from_utf8_lossy(LINE_START).into_owned();
        let unsigned = [0; SIGNATURE_BYTES];
        let fields = self.fields().into_iter().chain([unsigned.as_slice()]);
        for (bytes, after) in fields.zip(BETWEEN) {
            line.push_str(&hex(bytes));
            line.push_str(after);
        }
        line
    }

    /// Signs a file that holds [`DocumentSeal::line`] once, in place; its length stays.
    ///
    /// # Errors
    /// [`DocumentSealError::Unsealed`] if the file does not hold it, or more than once.
    pub fn sign_file(&self, key: &DeviceKey, file: &mut [u8]) -> Result<(), DocumentSealError> {
        let (found, place) = find(file)?;
        if found != *self || key.public() != self.public_key {
            return Err(DocumentSealError::Unsealed);
        }
        let body = [FILE, &hash(&[file])].concat();
        let signature = hex(&Statement::Document.sign(key, self.journal, &body));
        write(file, place, signature.as_bytes()).ok_or(DocumentSealError::Unsealed)
    }

    /// Checks both signatures of a file, and says what sealed it. Whose key it is, the caller knows from a place that it trusts.
    ///
    /// # Errors
    /// [`DocumentSealError`].
    pub fn verify_file(file: &[u8]) -> Result<Self, DocumentSealError> {
        let (seal, place) = find(file)?;
        let written = file.get(place..place + 2 * SIGNATURE_BYTES).and_then(|text| str::from_utf8(text).ok());
        let signature = take(&mut written.ok_or(DocumentSealError::Unsealed)?)?;
        let mut unsigned = file.to_vec();
        write(&mut unsigned, place, &[b'0'; 2 * SIGNATURE_BYTES]).ok_or(DocumentSealError::Unsealed)?;
        let body = [FILE, &hash(&[&unsigned])].concat();
        Statement::Document
            .verify(&seal.public_key, seal.journal, &body, &signature)
            .map_err(|_| DocumentSealError::Changed)?;
        seal.held()
    }

    /// The journal that the document was made of.
    #[must_use]
    pub const fn journal(&self) -> JournalId {
        self.journal
    }

    /// The public key of the device that sealed it.
    #[must_use]
    pub const fn public_key(&self) -> [u8; PUBLIC_KEY_BYTES] {
        self.public_key
    }

    /// SHA-256 of the content.
    #[must_use]
    pub const fn content_hash(&self) -> [u8; HASH_BYTES] {
        self.content_hash
    }

    /// The signature over the content.
    #[must_use]
    pub const fn signature(&self) -> [u8; SIGNATURE_BYTES] {
        self.signature
    }

    /// Whether this is the content that was sealed.
    #[must_use]
    pub fn is_of(&self, content: &[u8]) -> bool {
        hash(&[content]) == self.content_hash
    }

    fn fields(&self) -> [&[u8]; 4] {
        [self.journal.as_bytes(), &self.public_key, &self.content_hash, &self.signature]
    }

    fn held(self) -> Result<Self, DocumentSealError> {
        let body = [CONTENT, &self.content_hash].concat();
        Statement::Document
            .verify(&self.public_key, self.journal, &body, &self.signature)
            .map(|()| self)
            .map_err(|_| DocumentSealError::Changed)
    }
}

impl std::fmt::Debug for DocumentSeal {
    /// That there is one: the hash alone would tell two documents apart.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DocumentSeal").finish_non_exhaustive()
    }
}

/// The one seal of a file, and where the digits of the file's own signature begin.
fn find(file: &[u8]) -> Result<(DocumentSeal, usize), DocumentSealError> {
    let mut places = file
        .windows(LINE_START.len())
        .enumerate()
        .filter(|(_, bytes)| *bytes == LINE_START)
        .map(|(at, _)| at);
    let (Some(start), None) = (places.next(), places.next()) else { return Err(DocumentSealError::Unsealed) };
    let after = start + LINE_START.len();
    let length = 2 * (JOURNAL_BYTES + PUBLIC_KEY_BYTES + HASH_BYTES + 2 * SIGNATURE_BYTES)
        + BETWEEN.iter().map(|text| text.len()).sum::<usize>();
    let line = file.get(after..after + length).and_then(|line| str::from_utf8(line).ok());
    let mut rest = line.ok_or(DocumentSealError::Unsealed)?;
    let [to_key, to_hash, to_signature, to_file, end] = BETWEEN;
    let journal = JournalId::from_bytes(take(&mut rest)?);
    skip(&mut rest, to_key)?;
    let public_key = take(&mut rest)?;
    skip(&mut rest, to_hash)?;
    let content_hash = take(&mut rest)?;
    skip(&mut rest, to_signature)?;
    let signature = take(&mut rest)?;
    skip(&mut rest, to_file)?;
    let place = after + length - rest.len();
    take::<SIGNATURE_BYTES>(&mut rest)?;
    skip(&mut rest, end)?;
    Ok((DocumentSeal { journal, public_key, content_hash, signature }, place))
}

fn skip(rest: &mut &str, text: &str) -> Result<(), DocumentSealError> {
    *rest = rest.strip_prefix(text).ok_or(DocumentSealError::Unsealed)?;
    Ok(())
}

/// Takes the hexadecimal digits of so many bytes off the front.
fn take<const N: usize>(rest: &mut &str) -> Result<[u8; N], DocumentSealError> {
    let (digits, after) = rest.split_at_checked(2 * N).ok_or(DocumentSealError::Unsealed)?;
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        for digit in pair {
            let value = char::from(*digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
            *byte = *byte << 4 | value.ok_or(DocumentSealError::Unsealed)?;
        }
    }
    *rest = after;
    Ok(bytes)
}

fn write(file: &mut [u8], place: usize, digits: &[u8]) -> Option<()> {
    let places = file.get_mut(place..place + digits.len())?;
    places.copy_from_slice(digits);
    Some(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn hash(parts: &[&[u8]]) -> [u8; HASH_BYTES] {
    let mut context = Context::new(&SHA256);
    parts.iter().for_each(|part| context.update(part));
    context.finish().as_ref().first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    const CONTENT_TEXT: &[u8] = b"{\"weight\":\"61.4 kg\"}";

    fn sealed() -> (DeviceKey, DocumentSeal, Vec<u8>) {
        let key = DeviceKey::make(&mut SeededEntropy::new(7)).unwrap();
        let seal = DocumentSeal::sign(&key, JournalId::from_bytes([3; 16]), CONTENT_TEXT);
        let mut file = [b"%PDF-1.7 head ", seal.line().as_bytes(), b" tail %%EOF\n"].concat();
        seal.sign_file(&key, &mut file).unwrap();
        (key, seal, file)
    }

    #[test]
    fn a_file_as_it_was_holds_and_says_who_sealed_it() {
        let (key, seal, file) = sealed();
        assert_eq!(DocumentSeal::verify_file(&file), Ok(seal));
        assert_eq!(seal.public_key(), key.public());
        assert!(seal.is_of(CONTENT_TEXT) && !seal.is_of(b"{}"));
    }

    #[test]
    fn any_byte_that_changed_is_noticed() {
        let (_, seal, file) = sealed();
        for place in 0..file.len() {
            for flip in [0x01, 0x20, 0x80] {
                let mut other = file.clone();
                other[place] ^= flip;
                // A digit in capitals says the same; the file is still another one, except within its own signature.
                let read = DocumentSeal::verify_file(&other);
                let is_same_digit = other[place].eq_ignore_ascii_case(&file[place]) && read == Ok(seal);
                assert!(read.is_err() || is_same_digit, "byte {place}");
            }
        }
        assert!(DocumentSeal::verify_file(&file[1..]).is_err());
        assert!(DocumentSeal::verify_file(&[file.as_slice(), b"\n"].concat()).is_err());
        assert!(DocumentSeal::verify_file(b"").is_err());
    }

    #[test]
    fn two_seals_are_none() {
        let (_, seal, file) = sealed();
        let twice = [file.as_slice(), seal.line().as_bytes()].concat();
        assert_eq!(DocumentSeal::verify_file(&twice), Err(DocumentSealError::Unsealed));
    }

    #[test]
    fn another_device_cannot_sign_under_this_ones_seal() {
        let (_, seal, _) = sealed();
        let other = DeviceKey::make(&mut SeededEntropy::new(8)).unwrap();
        let mut file = seal.line().into_bytes();
        assert_eq!(seal.sign_file(&other, &mut file), Err(DocumentSealError::Unsealed));
    }

    #[test]
    fn the_code_on_paper_holds_and_a_misread_one_does_not() {
        let (_, seal, _) = sealed();
        let code = seal.code();
        assert_eq!(DocumentSeal::from_code(&format!(" {code}\n")), Ok(seal));
        assert!(code.chars().all(|letter| matches!(letter, '0'..='9' | 'A'..='Z' | ':')));
        let misread = code.replacen('0', "1", 1);
        assert!(DocumentSeal::from_code(&misread).is_err());
        assert_eq!(DocumentSeal::from_code("NOURISH:DOCUMENT:1:"), Err(DocumentSealError::Unsealed));
        assert_eq!(DocumentSeal::from_code(&format!("{code}0")), Err(DocumentSealError::Unsealed));
    }
}
