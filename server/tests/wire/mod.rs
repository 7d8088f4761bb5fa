//! A server whose clock can be turned, and requests to it byte by byte.

use nourish_server::{Limits, Options, Server, StoreAddress};
use nourish_sync::{
    Answer, DIGEST_HEADER, DeviceKey, HttpTransport, JournalId, KEY_HEADER, Kept, Parcel, Request,
    SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER, SeededEntropy, SignatureInput, Statement, ask, entry_hash,
    exchange_path, to_hex,
};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

pub(crate) const JOURNAL: JournalId = JournalId::from_bytes([9; 16]);
pub(crate) const DEADLINE_MS: u32 = 30_000;

/// A server over a SQLite file.
pub(crate) struct House {
    server: Option<Server>,
    ahead_s: Arc<AtomicI64>,
}

impl House {
    /// Without limits: here more is asked in a second than devices ask in a minute.
    pub(crate) fn over(folder: &Path) -> Self {
        let store = StoreAddress::Sqlite(folder.join("mailbox.sqlite"));
        let limits = Limits { address: 0, journal: 0, device: 0 };
        Self::of(Options { limits, metrics: true, ..Options::new(store, "127.0.0.1:0".parse().unwrap()) })
    }

    pub(crate) fn of(options: Options) -> Self {
        Self::ahead(options, 0)
    }

    /// One that begins with its clock so far ahead of ours.
    pub(crate) fn ahead(options: Options, ahead_s: i64) -> Self {
        let ahead_s = Arc::new(AtomicI64::new(ahead_s));
        let turned = Arc::clone(&ahead_s);
        let clock = Arc::new(move || clock_s() + turned.load(Ordering::Relaxed));
        Self { server: Some(Server::start(&options, clock, Box::new(std::io::sink())).unwrap()), ahead_s }
    }

    /// Turns its clock so far ahead of ours.
    pub(crate) fn turn_clock(&self, ahead_s: i64) {
        self.ahead_s.store(ahead_s, Ordering::Relaxed);
    }

    pub(crate) fn address(&self) -> String {
        self.server.as_ref().unwrap().address().to_string()
    }

    pub(crate) fn transport(&self) -> HttpTransport {
        HttpTransport::new(&format!("http://{}", self.address())).unwrap()
    }

    pub(crate) fn ask(&self, key: &DeviceKey, request: &Request) -> Answer {
        ask(&mut self.transport(), JOURNAL, key, request, DEADLINE_MS).unwrap()
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Sends bytes as they are; the whole of what comes back.
    pub(crate) fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may answer and hang up before it has read all.
        let _ = stream.write_all(bytes);
        rest(&mut stream)
    }

    pub(crate) fn get(&self, path: &str) -> String {
        self.raw(format!("GET {path} HTTP/1.1\r\nhost: m\r\nconnection: close\r\n\r\n").as_bytes())
    }

    /// Waits until a gauge shows this.
    pub(crate) fn wait_for(&self, gauge: &str, value: u64) {
        let (line, begun) = (format!("\n{gauge} {value}\n"), Instant::now());
        while !self.get("/metrics").contains(&line) {
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "{gauge} is not {value}: {}",
                self.get("/metrics")
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }
}

pub(crate) fn rest(stream: &mut TcpStream) -> String {
    let mut reply = Vec::new();
    let _ = stream.read_to_end(&mut reply);
    String::from_utf8_lossy(&reply).into_owned()
}

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

pub(crate) fn key(seed: u64) -> DeviceKey {
    DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap()
}

pub(crate) fn append(sealed: &[u8]) -> Request {
    Request::Append { parcels: vec![Parcel::Batch { sealed: sealed.to_vec() }] }
}

pub(crate) fn read(after: u64, wait_ms: u32) -> Request {
    Request::Read { after, limit_bytes: 1_000_000, wait_ms }
}

pub(crate) fn kept(answer: Answer) -> Vec<Kept> {
    match answer {
        Answer::Appended { kept, .. } => kept,
        other => panic!("not appended: {other:?}"),
    }
}

pub(crate) fn parcels(answer: Answer) -> Vec<(u64, Parcel)> {
    match answer {
        Answer::Parcels { parcels, .. } => parcels,
        other => panic!("no parcels: {other:?}"),
    }
}

pub(crate) fn status(reply: &str) -> &str {
    reply.split(' ').nth(1).unwrap_or("none")
}
