//! Requests as they go over the wire, signed, to be sent byte by byte.

#![allow(dead_code, reason = "each suite uses what it needs")]

use nourish_sync::{
    DIGEST_HEADER, DeviceKey, JournalId, KEY_HEADER, Request, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER,
    SignatureInput, Statement, entry_hash, exchange_path, to_hex,
};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

pub(crate) const JOURNAL: JournalId = JournalId::from_bytes([9; 16]);

/// A request as it goes over the wire.
pub(crate) struct Signed {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Signed {
    /// Signed now, with a nonce that nobody else has.
    pub(crate) fn new(key: &DeviceKey, request: &Request) -> Self {
        static NONCES: AtomicU64 = AtomicU64::new(1 << 32);
        Self::at(key, request, NONCES.fetch_add(1, Ordering::Relaxed), clock_s())
    }

    pub(crate) fn at(key: &DeviceKey, request: &Request, nonce: u64, created_s: i64) -> Self {
        let (body, nonce) = (request.encode(), u128::from(nonce).to_be_bytes());
        let input = SignatureInput { device: key.id(), created_s, nonce, digest: entry_hash(&body) };
        let signature = Statement::Request.sign(key, JOURNAL, &input.base(JOURNAL));
        let head = [
            format!("POST {} HTTP/1.1", exchange_path(JOURNAL)),
            "host: mailbox".into(),
            "connection: close".into(),
            "content-type: application/cbor".into(),
            format!("content-length: {}", body.len()),
            format!("{DIGEST_HEADER}: {}", input.content_digest()),
            format!("{SIGNATURE_INPUT_HEADER}: {}", input.signature_input()),
            format!("{SIGNATURE_HEADER}: {}", SignatureInput::signature(&signature)),
            format!("{KEY_HEADER}: {}", to_hex(&key.public())),
            "\r\n".into(),
        ];
        Self { head: head.join("\r\n"), body }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        [self.head.as_bytes(), &self.body].concat()
    }
}

pub(crate) fn clock_s() -> i64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() as i64
}
