//! What whoever runs a server sets and watches: which journals are taken, what newer devices ask, and what is told of it all.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod lines;

use lines::Lines;
use nourish_server::{Ledger, Opening, Options, Server, StoreAddress};
use nourish_sync::{
    Answer, DIGEST_HEADER, DeviceKey, Envelope, HttpTransport, JournalId, KEY_HEADER, Parcel, Refusal,
    Request, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER, SeededEntropy, SignatureInput, Statement, Transport,
    ask, entry_hash, exchange_path, to_hex,
};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::SystemTime;

const JOURNAL: JournalId = JournalId::from_bytes([9; 16]);
const OTHER: JournalId = JournalId::from_bytes([8; 16]);
const COLLECTOR: &str = include_str!("../deploy/otel-collector.yaml");

/// A server over a file.
struct House {
    server: Server,
    store: StoreAddress,
    log: Lines,
    _folder: tempfile::TempDir,
}

impl House {
    fn with(opening: Opening) -> Self {
        let (folder, log) = (tempfile::tempdir().unwrap(), Lines::default());
        let store = StoreAddress::Sqlite(folder.path().join("mailbox.sqlite"));
        let plain = Options::new(store.clone(), "127.0.0.1:0".parse().unwrap());
        let options = Options { opening, metrics: true, ..plain };
        let server = Server::start(&options, Arc::new(clock_s), Box::new(log.clone())).unwrap();
        Self { server, store, log, _folder: folder }
    }

    fn transport(&self) -> HttpTransport {
        HttpTransport::new(&format!("http://{}", self.server.address())).unwrap()
    }

    fn ask(&self, journal: JournalId, key: &DeviceKey, request: &Request) -> Answer {
        ask(&mut self.transport(), journal, key, request, 10_000).unwrap()
    }

    /// Sends bytes as they are; the whole of what comes back, but for the time.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.server.address()).unwrap();
        stream.write_all(bytes).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply.lines().filter(|line| !line.starts_with("date:")).collect::<Vec<_>>().join("\n")
    }

    /// The answer to a read that is signed by this device, or not quite.
    fn reads(&self, journal: JournalId, key: &DeviceKey, forged: bool) -> String {
        let body = read().encode();
        let digest = entry_hash(&body);
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        let nonce = entry_hash(&now.as_nanos().to_be_bytes());
        let nonce = *nonce.first_chunk().unwrap();
        let input = SignatureInput { device: key.id(), created_s: clock_s(), nonce, digest };
        let mut signature = Statement::Request.sign(key, journal, &input.base(journal));
        signature[5] ^= u8::from(forged);
        let head = [
            format!("POST {} HTTP/1.1", exchange_path(journal)),
            "host: mailbox\r\nconnection: close\r\ncontent-type: application/cbor".into(),
            format!("content-length: {}", body.len()),
            format!("{DIGEST_HEADER}: {}", input.content_digest()),
            format!("{SIGNATURE_INPUT_HEADER}: {}", input.signature_input()),
            format!("{SIGNATURE_HEADER}: {}", SignatureInput::signature(&signature)),
            format!("{KEY_HEADER}: {}\r\n\r\n", to_hex(&key.public())),
        ];
        self.raw(&[head.join("\r\n").as_bytes(), &body].concat())
    }
}

fn clock_s() -> i64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() as i64
}

fn key(seed: u64) -> DeviceKey {
    DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap()
}

fn append(fill: u8) -> Request {
    Request::Append { parcels: vec![Parcel::Batch { sealed: vec![fill; 100] }] }
}

const fn read() -> Request {
    Request::Read { after: 0, limit_bytes: 0, wait_ms: 0 }
}

#[test]
fn only_journals_that_are_listed_are_begun_and_others_are_told_what_to_do() {
    let house = House::with(Opening::Listed);
    let (first, stranger) = (key(1), key(2));
    let refused = Answer::Refused(Refusal::NotServed);
    assert_eq!(house.ask(JOURNAL, &first, &append(1)), refused);
    let unknown = house.reads(JOURNAL, &first, false);
    assert!(unknown.starts_with("HTTP/1.1 403") && unknown.contains("application/problem+json"), "{unknown}");
    assert!(
        unknown.contains("urn:nourish:problem:not-listed") && unknown.contains("give the operator"),
        "{unknown}"
    );

    // The server runs, and is told by nobody but the store.
    let mut ledger = Ledger::open(&house.store).unwrap();
    assert_eq!(
        (ledger.allow(&to_hex(JOURNAL.as_bytes())), ledger.allow(&"09".repeat(16))),
        (Ok(true), Ok(false))
    );
    assert_eq!(ledger.allowed(), Ok(vec![JOURNAL]));
    assert!(ledger.allow("0909").is_err());
    assert!(matches!(house.ask(JOURNAL, &first, &append(1)), Answer::Appended { .. }));
    assert_eq!(house.ask(OTHER, &first, &append(1)), refused);
    // Whoever may not come in is told the same, whether there is such a journal or not.
    assert_eq!(house.reads(JOURNAL, &stranger, false), unknown);
    assert_eq!(house.reads(JOURNAL, &first, true), unknown);
    assert_eq!(house.reads(OTHER, &first, false), unknown);

    assert_eq!((ledger.revoke(&"09".repeat(16)), ledger.revoke(&"09".repeat(16))), (Ok(true), Ok(false)));
    assert!(matches!(house.ask(JOURNAL, &first, &append(2)), Answer::Appended { .. }));
    assert_eq!(ledger.journal("0909").unwrap().holding.parcels, 2);
    house.server.stop();
}

/// Devices of the next version come before their server does. The protocol says what they are told.
#[test]
fn what_a_newer_device_asks_is_malformed_and_what_it_asks_as_before_is_answered() {
    let house = House::with(Opening::Open);
    let first = key(1);
    house.ask(JOURNAL, &first, &append(1));
    let newer: [&[u8]; 5] = [
        // A type of a number that is not known; a read with one thing more, and with one less; bytes behind the end; a parcel of a new kind.
        &[0x82, 0x18, 0x63, 0x00],
        &[0x85, 0x02, 0x00, 0x00, 0x00, 0x00],
        &[0x83, 0x02, 0x00, 0x00],
        &[0x84, 0x02, 0x00, 0x00, 0x00, 0x00],
        &[0x82, 0x01, 0x81, 0x82, 0x18, 0x63, 0x41, 0x00],
    ];
    for request in newer {
        let envelope = Envelope {
            journal: JOURNAL,
            device: first.id(),
            signing_key: first.public(),
            request: request.to_vec(),
            deadline_ms: 10_000,
        };
        let sign = |body: &[u8]| Statement::Request.sign(&first, JOURNAL, body);
        let answer = house.transport().exchange(&envelope, &sign).unwrap();
        assert_eq!(Answer::decode(&answer), Ok(Answer::Refused(Refusal::Malformed)), "{request:02x?}");
    }
    // Another version of the paths is another path.
    let path = exchange_path(JOURNAL).replace("/v1/", "/v2/");
    let reply = house.raw(format!("POST {path} HTTP/1.1\r\nhost: m\r\nconnection: close\r\n\r\n").as_bytes());
    assert!(reply.starts_with("HTTP/1.1 404") && reply.contains("no-such-path"), "{reply}");
    match house.ask(JOURNAL, &first, &read()) {
        Answer::Parcels { count, .. } => assert_eq!(count, 1, "nothing came of it"),
        other => panic!("{other:?}"),
    }
    house.server.stop();
}

#[test]
fn the_collectors_configuration_names_what_the_server_says() {
    let house = House::with(Opening::Open);
    house.ask(JOURNAL, &key(1), &append(1));
    let metrics = house.raw(b"GET /metrics HTTP/1.1\r\nhost: m\r\nconnection: close\r\n\r\n");
    assert!(
        COLLECTOR.contains("metrics_path: /metrics\n") && metrics.starts_with("HTTP/1.1 200"),
        "{metrics}"
    );
    let log = String::from_utf8(house.log.0.lock().unwrap().clone()).unwrap();
    let line: serde_json::Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
    let words = COLLECTOR.split(|letter: char| !(letter.is_ascii_alphanumeric() || "._".contains(letter)));
    let named: BTreeSet<&str> = words.filter_map(|word| word.strip_prefix("attributes.")).collect();
    assert_eq!(named, BTreeSet::from(["status", "time_s"]));
    for name in named {
        assert!(line[name].is_u64(), "{name} in {line}");
    }
    house.server.stop();
}
