//! How a request is signed on its way over HTTP: HTTP Message Signatures (RFC 9421) over the method, the path and the digest of
//! the body (RFC 9530), with the time and a nonce, under the name of the device.
//!
//! One form of the many that the standard allows is written, and that form alone is read.

use crate::message::ParcelHash;
use nourish_seal::{BadSignature, DeviceId, JournalId, Statement};
use std::fmt::Write as _;

/// The header with what is signed.
pub const SIGNATURE_INPUT_HEADER: &str = "signature-input";
/// The header with the signature.
pub const SIGNATURE_HEADER: &str = "signature";
/// The header with the digest of the body.
pub const DIGEST_HEADER: &str = "content-digest";
/// The header with the device's public key, for a mailbox that does not know it yet: 64 hexadecimal digits.
pub const KEY_HEADER: &str = "nourish-key";
/// The header with what a mailbox asks of those who bring a new journal.
pub const TOKEN_HEADER: &str = "nourish-token";
/// The header by which a mailbox says what time it takes it to be, in seconds since 1970.
pub const TIME_HEADER: &str = "nourish-time";
/// The media type of requests and answers.
pub const MESSAGE_TYPE: &str = "application/cbor";

const COMPONENTS: &str = r#"("@method" "@path" "content-digest")"#;
const LABEL: &str = "nourish";
const TAG: &str = "nourish-request-1";
/// About as long as a signature base is.
const BASE_BYTES: usize = 384;

/// What a signature over a request says, without the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignatureInput {
    /// The device that asks.
    pub device: DeviceId,
    /// When it was signed, in seconds since 1970.
    pub created_s: i64,
    /// Random, so that no two are alike.
    pub nonce: [u8; 16],
    /// SHA-256 of the body.
    pub digest: ParcelHash,
}

/// Where a journal's requests go.
///
/// ```
/// use nourish_sync::{JournalId, exchange_path};
///
/// let path = exchange_path(JournalId::from_bytes([0xab; 16]));
/// assert_eq!(path, "/v1/journals/abababababababababababababababab/exchange");
/// ```
pub fn exchange_path(journal: JournalId) -> String {
    let mut path = String::with_capacity(64);
    write_path(&mut path, journal);
    path
}

impl SignatureInput {
    /// The signature base of RFC 9421, section 2.5: what [`Statement::Request`] signs.
    pub fn base(&self, journal: JournalId) -> Vec<u8> {
        // A mailbox writes one for every request: into one piece of memory.
        let mut base = String::with_capacity(BASE_BYTES);
        base.push_str("\"@method\": POST\n\"@path\": ");
        write_path(&mut base, journal);
        base.push_str("\n\"content-digest\": ");
        self.write_content_digest(&mut base);
        base.push_str("\n\"@signature-params\": ");
        self.write_parameters(&mut base);
        base.into_bytes()
    }

    /// The value of `Signature-Input`.
    pub fn signature_input(&self) -> String {
        let mut input = String::with_capacity(BASE_BYTES);
        input.extend([LABEL, "="]);
        self.write_parameters(&mut input);
        input
    }

    /// The value of `Content-Digest`.
    pub fn content_digest(&self) -> String {
        let mut digest = String::with_capacity(64);
        self.write_content_digest(&mut digest);
        digest
    }

    /// The value of `Signature`.
    pub fn signature(signature: &[u8; 64]) -> String {
        format!("{LABEL}=:{}:", to_base64(signature))
    }

    /// Reads the three headers. Total on any input; what this module would not have written is none.
    pub fn read(signature_input: &str, content_digest: &str, signature: &str) -> Option<(Self, [u8; 64])> {
        let rest = signature_input.strip_prefix(LABEL)?.strip_prefix('=')?.strip_prefix(COMPONENTS)?;
        let (created, rest) = rest.strip_prefix(";created=")?.split_once(";nonce=\"")?;
        let (nonce, rest) = rest.split_once("\";keyid=\"")?;
        let (device, _) = rest.split_once("\";tag=\"")?;
        let digest = content_digest.strip_prefix("sha-256=:")?.strip_suffix(':')?;
        let read = Self {
            device: DeviceId::from_bytes(from_hex(device)?),
            created_s: created.parse().ok()?,
            nonce: from_hex(nonce)?,
            digest: from_base64(digest)?,
        };
        let signature = signature.strip_prefix(LABEL)?.strip_prefix("=:")?.strip_suffix(':')?;
        let same = read.signature_input() == signature_input && read.content_digest() == content_digest;
        same.then_some(()).and_then(|()| Some((read, from_base64(signature)?)))
    }

    /// The bytes that the signature of a request for `journal` is over, for who checks it by other means than [`verify`](Self::verify).
    pub fn signed_bytes(&self, journal: JournalId) -> Vec<u8> {
        Statement::Request.message(journal, &self.base(journal))
    }

    /// Checks the signature by the holder of `key` over a request for `journal`.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn verify(
        &self,
        key: &[u8; 32],
        journal: JournalId,
        signature: &[u8; 64],
    ) -> Result<(), BadSignature> {
        Statement::Request.verify(key, journal, &self.base(journal), signature)
    }

    fn write_content_digest(&self, text: &mut String) {
        text.push_str("sha-256=:");
        write_base64(text, &self.digest);
        text.push(':');
    }

    fn write_parameters(&self, text: &mut String) {
        // Writing to memory cannot fail.
        let _ = write!(text, "{COMPONENTS};created={};nonce=\"", self.created_s);
        write_hex(text, &self.nonce);
        text.push_str("\";keyid=\"");
        write_hex(text, self.device.as_bytes());
        text.extend(["\";tag=\"", TAG, "\""]);
    }
}

fn write_path(text: &mut String, journal: JournalId) {
    text.push_str("/v1/journals/");
    write_hex(text, journal.as_bytes());
    text.push_str("/exchange");
}

/// Lower-case hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    write_hex(&mut text, bytes);
    text
}

fn write_hex(text: &mut String, bytes: &[u8]) {
    let digit = |half: u8| char::from(if half < 10 { b'0' + half } else { b'a' + half - 10 });
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
}

/// Reads what [`to_hex`] wrote.
pub fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 with padding (RFC 4648, section 4).
fn to_base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    write_base64(&mut text, bytes);
    text
}

fn write_base64(text: &mut String, bytes: &[u8]) {
    for chunk in bytes.chunks(3) {
        let number = (0..3).fold(0_u32, |number, index| {
            number << 8 | u32::from(chunk.get(index).copied().unwrap_or_default())
        });
        for index in 0..4_u32 {
            let digit = (number >> (18 - 6 * index) & 63) as usize;
            let letter = ALPHABET.get(digit).filter(|_| index as usize <= chunk.len());
            text.push(letter.map_or('=', |letter| char::from(*letter)));
        }
    }
}

/// Reads what [`to_base64`] wrote of `N` bytes; every other spelling is refused.
fn from_base64<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N.div_ceil(3) * 4 {
        return None;
    }
    let digit = |letter: u8| match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        b'=' => Some(0),
        _ => None,
    };
    let mut bytes = [0; N];
    for (three, quad) in bytes.chunks_mut(3).zip(text.as_bytes().chunks(4)) {
        let mut number = 0_u32;
        for letter in quad {
            number = number << 6 | u32::from(digit(*letter)?);
        }
        for (byte, read) in three.iter_mut().zip(number.to_be_bytes().into_iter().skip(1)) {
            *byte = read;
        }
    }
    // So that there is one spelling: what is left over of the last letter is nothing, and nothing stands for padding.
    (to_base64(&bytes) == text).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Request;
    use nourish_seal::{DeviceKey, SeededEntropy, entry_hash};
    use proptest::prelude::*;

    fn input() -> SignatureInput {
        SignatureInput {
            device: DeviceId::from_bytes([0x0d; 16]),
            created_s: 1_618_884_473,
            nonce: [0x42; 16],
            digest: entry_hash(b"hello"),
        }
    }

    #[test]
    fn base64_is_that_of_rfc_4648() {
        // RFC 4648, section 10.
        for (bytes, text) in [
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(to_base64(bytes.as_bytes()), text);
        }
        assert_eq!(from_base64::<4>("Zm9vYg=="), Some(*b"foob"));
        // The same bytes in another spelling, too short, and not in the alphabet.
        for wrong in ["Zm9vYh==", "Zm9vYg=", "Zm9vYg", "Zm9v-g==", "Zm9v=g=="] {
            assert_eq!(from_base64::<4>(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_digest_is_that_of_rfc_9530() {
        // RFC 9530, appendix B.1: the digest of {"hello": "world"} and a line feed.
        let digest = entry_hash(b"{\"hello\": \"world\"}\n");
        let expected = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
        assert_eq!(SignatureInput { digest, ..input() }.content_digest(), expected);
    }

    #[test]
    fn the_base_has_the_form_of_rfc_9421() {
        let digest = input().content_digest();
        let expected = format!(
            "\"@method\": POST\n\
             \"@path\": /v1/journals/{}/exchange\n\
             \"content-digest\": {digest}\n\
             \"@signature-params\": (\"@method\" \"@path\" \"content-digest\");created=1618884473;\
             nonce=\"{}\";keyid=\"{}\";tag=\"nourish-request-1\"",
            "01".repeat(16),
            "42".repeat(16),
            "0d".repeat(16),
        );
        assert_eq!(String::from_utf8(input().base(JournalId::from_bytes([1; 16]))).unwrap(), expected);
    }

    /// The worked example of docs/PROTOCOL.md, computed with Python's `cryptography`.
    #[test]
    fn a_signed_request_is_frozen() {
        let key = DeviceKey::make(&mut SeededEntropy::new(1)).unwrap();
        let journal = JournalId::from_bytes(std::array::from_fn(|index| index as u8));
        let body = Request::Read { after: 7, limit_bytes: 1_048_576, wait_ms: 30_000 }.encode();
        assert_eq!(to_hex(&body), "8402071a00100000197530");
        let nonce = std::array::from_fn(|index| 16 + index as u8);
        let device = key.id();
        let input = SignatureInput { device, created_s: 1_795_730_000, nonce, digest: entry_hash(&body) };
        assert_eq!(input.content_digest(), "sha-256=:paLRiQzy4wv7jriwsW+ggJyALF8kBcYyqvdbbAK0+mU=:");
        assert_eq!(
            input.signature_input(),
            "nourish=(\"@method\" \"@path\" \"content-digest\");created=1795730000;\
             nonce=\"101112131415161718191a1b1c1d1e1f\";keyid=\"46e9bfd8fe39f715d88815213e04d714\";\
             tag=\"nourish-request-1\""
        );
        assert_eq!(to_hex(&key.public()), "a2d64cf9ffa6c616af3ee7c38a8436811e3cf91383584ee160e7dd4af3ca0a44");
        let signature = Statement::Request.sign(&key, journal, &input.base(journal));
        assert_eq!(
            SignatureInput::signature(&signature),
            "nourish=:hozY0lGfCmkYITize60qS27YlRN8bBGzM0TEJEWpmmQVBtK2qw+J2cJYYwiJ2kM6xF94YiefVHjuUeflChz7Cw==:"
        );
    }

    #[test]
    fn a_signature_covers_journal_body_time_nonce_and_device() {
        let key = DeviceKey::make(&mut SeededEntropy::new(1)).unwrap();
        let journal = JournalId::from_bytes([1; 16]);
        let signature = Statement::Request.sign(&key, journal, &input().base(journal));
        assert_eq!(input().verify(&key.public(), journal, &signature), Ok(()));
        let others = [
            SignatureInput { device: DeviceId::from_bytes([1; 16]), ..input() },
            SignatureInput { created_s: 0, ..input() },
            SignatureInput { nonce: [0; 16], ..input() },
            SignatureInput { digest: [0; 32], ..input() },
        ];
        for other in others {
            assert!(other.verify(&key.public(), journal, &signature).is_err());
        }
        assert!(input().verify(&key.public(), JournalId::from_bytes([2; 16]), &signature).is_err());
        assert!(input().verify(&[7; 32], journal, &signature).is_err());
    }

    #[test]
    fn headers_are_read_as_they_were_written_and_in_no_other_form() {
        let (written, digest) = (input().signature_input(), input().content_digest());
        let signature = SignatureInput::signature(&[5; 64]);
        assert_eq!(SignatureInput::read(&written, &digest, &signature), Some((input(), [5; 64])));
        for wrong in [
            "",
            "nourish=",
            &written.replace("nourish=", "sig1="),
            &written.replace("\"@method\" ", ""),
            &written.replace("created=", "created=+"),
            &written.replace("42\"", "4\""),
            &written.replace("0d", "0D"),
            &format!("{written};alg=\"ed25519\""),
            &format!("{written}, {written}"),
        ] {
            assert_eq!(SignatureInput::read(wrong, &digest, &signature), None, "{wrong}");
        }
        assert_eq!(SignatureInput::read(&written, &digest.replace("256", "512"), &signature), None);
        assert_eq!(SignatureInput::read(&written, &digest, &signature.replace("=:", "=:=")), None);
    }

    proptest! {
        #[test]
        fn any_input_reads_back(device: [u8; 16], created_s: i64, nonce: [u8; 16], digest: [u8; 32]) {
            let input = SignatureInput { device: DeviceId::from_bytes(device), created_s, nonce, digest };
            let signature: [u8; 64] = std::array::from_fn(|index| digest[index / 2]);
            let written = SignatureInput::signature(&signature);
            let read = SignatureInput::read(&input.signature_input(), &input.content_digest(), &written);
            prop_assert_eq!(read, Some((input, signature)));
        }

        #[test]
        fn any_headers_are_read_or_refused(input: String, digest: String, signature: String) {
            let _ = SignatureInput::read(&input, &digest, &signature);
            let _ = SignatureInput::read(&format!("nourish={COMPONENTS};created={input}"), &digest, &signature);
        }
    }
}
