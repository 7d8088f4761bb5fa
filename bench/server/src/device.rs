//! A device that seals and signs as the real ones do, without a journal file behind it.

use crate::error::BenchError;
use crate::node::clock_s;
use nourish_seal::{ChainHash, Epoch, Keyring, Sealer};
use nourish_sync::{
    Batch, BatchError, DIGEST_HEADER, DeviceKey, Entropy, Item, JournalId, KEY_HEADER, MESSAGE_TYPE, Parcel,
    Request, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER, SignatureInput, Signer, Statement, SystemEntropy,
    entry_hash, exchange_path, open_side_by_side, sign_head, to_hex,
};

/// Bytes of one change, random, so that nothing can be gained by compressing.
pub(crate) const CHANGE_BYTES: usize = 300;

/// A device of a journal.
#[derive(Debug)]
pub(crate) struct Device {
    pub(crate) journal: JournalId,
    pub(crate) key: DeviceKey,
    sealer: Sealer,
    before: ChainHash,
    next_seq: u64,
}

impl Device {
    /// The first device of a new journal.
    pub(crate) fn make() -> Result<Self, BenchError> {
        let mut entropy = SystemEntropy::new();
        let journal = JournalId::make_random(&mut entropy)?;
        let key = DeviceKey::make(&mut entropy)?;
        let sealer = Sealer::new(journal, &Keyring::make(&mut entropy)?)?;
        let before = ChainHash::start(journal, key.id());
        Ok(Self { journal, key, sealer, before, next_seq: 1 })
    }

    /// So many changes as one sealed batch.
    pub(crate) fn seal(&mut self, changes: &[Vec<u8>]) -> Result<Vec<u8>, BenchError> {
        let items = changes.iter().map(|change| Item::Entry(change.clone())).collect();
        let (device, before) = (self.key.id(), self.before);
        let mut batch = Batch { device, first_seq: self.next_seq, before, items, signature: [0; 64] };
        let end = batch.end();
        batch.signature = sign_head(&self.key, self.journal, end);
        self.before = end.hash;
        self.next_seq += changes.len() as u64;
        Ok(batch.seal(&self.sealer, Epoch(0))?)
    }

    /// The changes of batches that this device's signature is good for, opened as devices open them.
    pub(crate) fn open(&self, sealed: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, BenchError> {
        let signer = Signer::Own(self.key.public());
        let sealed: Vec<&[u8]> = sealed.iter().map(Vec::as_slice).collect();
        let mut changes = Vec::new();
        for opened in open_side_by_side(self.journal, &self.sealer, &sealed, |_| Some(signer)) {
            let opened = opened.filter(|opened| opened.is_signed_by(signer, self.journal));
            for item in opened.ok_or(BatchError::BadSignature)?.into_parts().0.items {
                match item {
                    Item::Entry(bytes) => changes.push(bytes),
                    Item::Erased(_) => return Err(BatchError::Malformed.into()),
                }
            }
        }
        Ok(changes)
    }

    /// The bytes of a request over HTTP, signed now.
    pub(crate) fn request(&self, request: &Request) -> Result<Vec<u8>, BenchError> {
        self.signed_by(&self.key, request)
    }

    /// The same, by another device.
    pub(crate) fn signed_by(&self, key: &DeviceKey, request: &Request) -> Result<Vec<u8>, BenchError> {
        let body = request.encode();
        let mut nonce = [0; 16];
        SystemEntropy::new().fill(&mut nonce)?;
        let input =
            SignatureInput { device: key.id(), created_s: clock_s(), nonce, digest: entry_hash(&body) };
        let signature = Statement::Request.sign(key, self.journal, &input.base(self.journal));
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: localhost\r\ncontent-type: {MESSAGE_TYPE}\r\ncontent-length: {}\r\n\
             {DIGEST_HEADER}: {}\r\n{SIGNATURE_INPUT_HEADER}: {}\r\n{SIGNATURE_HEADER}: {}\r\n{KEY_HEADER}: {}\r\n\r\n",
            exchange_path(self.journal),
            body.len(),
            input.content_digest(),
            input.signature_input(),
            SignatureInput::signature(&signature),
            to_hex(&key.public()),
        );
        Ok([head.into_bytes(), body].concat())
    }
}

/// An append of these sealed batches.
pub(crate) fn append(sealed: Vec<Vec<u8>>) -> Request {
    Request::Append { parcels: sealed.into_iter().map(|sealed| Parcel::Batch { sealed }).collect() }
}

/// Changes that nobody made.
pub(crate) fn changes(count: usize) -> Result<Vec<Vec<u8>>, BenchError> {
    let mut entropy = SystemEntropy::new();
    let change = |_| {
        let mut bytes = vec![0; CHANGE_BYTES];
        entropy.fill(&mut bytes)?;
        Ok(bytes)
    };
    (0..count).map(change).collect()
}
