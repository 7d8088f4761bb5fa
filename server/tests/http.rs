//! The mailbox through a real socket: the promises of every mailbox, and what strangers try.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod conformance;
mod lines;

use conformance::Asked;
use lines::Lines;
use nourish_server::{Limits, Opening, Options, ServeError, Server, StoreAddress, TlsError, TlsFiles};
use nourish_sync::{
    Answer, DIGEST_HEADER, DeviceKey, HttpTransport, JournalId, KEY_HEADER, Kept, MESSAGE_BYTES, Parcel,
    Refusal, Request, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER, SLOT_BYTES, SeededEntropy, SignatureInput,
    Statement, Transport, TransportError, ask, entry_hash, exchange_path, to_hex,
};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;

const JOURNAL: JournalId = JournalId::from_bytes([9; 16]);
const DEADLINE_MS: u32 = 30_000;

fn clock_s() -> i64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() as i64
}

struct House {
    server: Option<Server>,
    log: Lines,
    folder: TempDir,
}

impl House {
    fn new() -> Self {
        Self::with(Opening::Open, 0)
    }

    /// A server whose clock is so far ahead of ours.
    fn with(opening: Opening, ahead_s: i64) -> Self {
        let (folder, log) = (tempfile::tempdir().unwrap(), Lines::default());
        let server = Some(Self::start(&folder, opening, ahead_s, false, &log));
        Self { server, log, folder }
    }

    fn start(folder: &TempDir, opening: Opening, ahead_s: i64, restored: bool, log: &Lines) -> Server {
        let store = StoreAddress::Sqlite(folder.path().join("mailbox.sqlite"));
        let options = Options {
            opening,
            restored,
            metrics: true,
            ..Options::new(store, "127.0.0.1:0".parse().unwrap())
        };
        Server::start(&options, Arc::new(move || clock_s() + ahead_s), Box::new(log.clone())).unwrap()
    }

    fn restart(&mut self, restored: bool) {
        self.server.take().unwrap().stop();
        self.server = Some(Self::start(&self.folder, Opening::Open, 0, restored, &self.log));
    }

    fn address(&self) -> String {
        self.server.as_ref().unwrap().address().to_string()
    }

    fn transport(&self) -> HttpTransport {
        HttpTransport::new(&format!("http://{}", self.address())).unwrap()
    }

    fn ask(&self, key: &DeviceKey, request: &Request) -> Answer {
        ask(&mut self.transport(), JOURNAL, key, request, DEADLINE_MS).unwrap()
    }

    /// Sends bytes as they are; the whole of what comes back.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        // The server may answer and hang up before it has read all.
        let _ = stream.write_all(bytes);
        let mut reply = Vec::new();
        let _ = stream.read_to_end(&mut reply);
        String::from_utf8_lossy(&reply).into_owned()
    }
}

impl Asked for House {
    fn ask(&mut self, journal: JournalId, key: &DeviceKey, request: &Request) -> Answer {
        ask(&mut self.transport(), journal, key, request, DEADLINE_MS).unwrap()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }
}

fn key(seed: u64) -> DeviceKey {
    DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap()
}

fn append(fill: u8) -> Request {
    Request::Append { parcels: vec![Parcel::Batch { sealed: vec![fill; 100] }] }
}

fn read(after: u64, wait_ms: u32) -> Request {
    Request::Read { after, limit_bytes: 1_000_000, wait_ms }
}

fn kept(answer: Answer) -> Vec<Kept> {
    match answer {
        Answer::Appended { kept, .. } => kept,
        other => panic!("not appended: {other:?}"),
    }
}

fn count(answer: &Answer) -> u64 {
    match answer {
        Answer::Parcels { count, .. } => *count,
        other => panic!("no parcels: {other:?}"),
    }
}

/// The messages of a sequence, and whether nothing is left over.
fn sequence(mut bytes: &[u8]) -> Vec<Answer> {
    let mut answers = Vec::new();
    while !bytes.is_empty() {
        let length = (1..=bytes.len()).find(|length| Answer::decode(&bytes[..*length]).is_ok()).unwrap();
        answers.push(Answer::decode(&bytes[..length]).unwrap());
        bytes = &bytes[length..];
    }
    answers
}

/// The body of a reply that came in chunks; none where it broke off.
fn unchunked(reply: &[u8]) -> Option<Vec<u8>> {
    let (mut body, at) = (Vec::new(), reply.windows(4).position(|bytes| bytes == b"\r\n\r\n")?);
    let mut rest = &reply[at + 4..];
    loop {
        let end = rest.windows(2).position(|bytes| bytes == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend(rest.get(end + 2..end + 2 + length)?);
        rest = &rest[end + 4 + length..];
    }
}

/// A request as it goes over the wire, signed now.
struct Signed {
    input: SignatureInput,
    signature: [u8; 64],
    path: String,
    key: [u8; 32],
    body: Vec<u8>,
    length_bytes: usize,
}

impl Signed {
    fn new(key: &DeviceKey, request: &Request, nonce: u8) -> Self {
        Self::at(key, request, nonce, clock_s())
    }

    fn at(key: &DeviceKey, request: &Request, nonce: u8, created_s: i64) -> Self {
        let body = request.encode();
        let input =
            SignatureInput { device: key.id(), created_s, nonce: [nonce; 16], digest: entry_hash(&body) };
        let signature = Statement::Request.sign(key, JOURNAL, &input.base(JOURNAL));
        let (path, length_bytes) = (exchange_path(JOURNAL), body.len());
        Self { input, signature, path, key: key.public(), body, length_bytes }
    }

    fn head(&self) -> String {
        let Self { input, path, length_bytes, .. } = self;
        [
            format!("POST {path} HTTP/1.1"),
            "host: mailbox".into(),
            "connection: close".into(),
            "content-type: application/cbor".into(),
            format!("content-length: {length_bytes}"),
            format!("{DIGEST_HEADER}: {}", input.content_digest()),
            format!("{SIGNATURE_INPUT_HEADER}: {}", input.signature_input()),
            format!("{SIGNATURE_HEADER}: {}", SignatureInput::signature(&self.signature)),
            format!("{KEY_HEADER}: {}", to_hex(&self.key)),
            "\r\n".into(),
        ]
        .join("\r\n")
    }

    fn bytes(&self) -> Vec<u8> {
        [self.head().as_bytes(), &self.body].concat()
    }

    /// The same, where another form of answer is wanted.
    fn accepting(&self, kind: &str) -> Vec<u8> {
        let head = self.head().replace("host: mailbox", &format!("host: mailbox\r\naccept: {kind}"));
        [head.as_bytes(), &self.body].concat()
    }
}

fn status(reply: &str) -> &str {
    reply.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn a_mailbox_behind_a_socket_keeps_every_promise() {
    conformance::keeps_every_promise(House::new);
}

#[test]
fn a_wrong_signature_is_answered_as_an_unknown_journal_is() {
    let house = House::with(Opening::Token(vec!["right".into()]), 0);
    let (first, stranger) = (key(1), key(2));
    let mut transport = house.transport().with_token("right".into());
    assert_eq!(kept(ask(&mut transport, JOURNAL, &first, &append(1), DEADLINE_MS).unwrap()), [Kept::At(1)]);

    let replies = |journal: JournalId, key: &DeviceKey, shown: &DeviceKey, forged: bool| {
        let mut signed = Signed::new(key, &read(0, 0), 1);
        signed.key = shown.public();
        signed.path = exchange_path(journal);
        signed.signature = Statement::Request.sign(key, journal, &signed.input.base(journal));
        if forged {
            signed.signature[5] ^= 1;
        }
        let reply = house.raw(&signed.bytes());
        reply.lines().filter(|line| !line.starts_with("date:")).collect::<Vec<_>>().join("\n")
    };
    let unknown = replies(JournalId::from_bytes([7; 16]), &stranger, &stranger, false);
    assert_eq!(status(&unknown), "403");
    assert_eq!(replies(JOURNAL, &stranger, &stranger, false), unknown, "a device that is not served");
    assert_eq!(replies(JOURNAL, &stranger, &stranger, true), unknown, "nor signs");
    assert_eq!(replies(JOURNAL, &first, &first, true), unknown, "a served device's signature, spoilt");
    // Who is served is known by the key that was registered, whatever key the request shows.
    assert_eq!(status(&replies(JOURNAL, &first, &stranger, false)), "200");
}

#[test]
fn nobody_founds_a_journal_under_a_key_that_anybody_can_sign_for() {
    let house = House::new();
    let first = key(1);
    // Points of order 4 and 1. R the identity and S nothing: good wherever the hash happens to be a multiple of the order.
    let signature = std::array::from_fn(|place| u8::from(place == 0));
    for order in [0, 1] {
        for nonce in 1..=32 {
            let mut forged = Signed::new(&first, &append(1), nonce);
            (forged.key, forged.signature) =
                (std::array::from_fn(|place| if place == 0 { order } else { 0 }), signature);
            let bytes = forged.bytes();
            assert_eq!(status(&house.raw(&bytes)), "403", "order {order}, nonce {nonce}");
            let line = format!("{KEY_HEADER}: {}\r\n", to_hex(&forged.key));
            let without = forged.head().replace(&line, "");
            assert_eq!(
                status(&house.raw(&[without.as_bytes(), &forged.body].concat())),
                "403",
                "no key, {nonce}"
            );
        }
    }
    assert_eq!(kept(house.ask(&first, &append(1))), [Kept::At(1)]);
}

#[test]
fn a_request_that_comes_again_is_refused_and_one_that_was_changed_too() {
    let house = House::new();
    let first = key(1);
    let request = Signed::new(&first, &append(1), 1);
    assert_eq!(status(&house.raw(&request.bytes())), "200");
    let again = house.raw(&request.bytes());
    assert_eq!(status(&again), "401");
    assert!(again.contains("urn:nourish:problem:replayed") && again.contains("nourish-time: "), "{again}");

    let mut other_body = Signed::new(&first, &append(2), 2);
    other_body.body = append(3).encode();
    assert_eq!(status(&house.raw(&other_body.bytes())), "400");
    let mut other_path = Signed::new(&first, &append(4), 3);
    other_path.path = exchange_path(JournalId::from_bytes([8; 16]));
    assert_eq!(status(&house.raw(&other_path.bytes())), "403");
    let mut other_nonce = Signed::new(&first, &append(5), 4);
    other_nonce.input.nonce = [5; 16];
    assert_eq!(status(&house.raw(&other_nonce.bytes())), "403");
    let mut other_time = Signed::new(&first, &append(6), 6);
    other_time.input.created_s += 1;
    assert_eq!(status(&house.raw(&other_time.bytes())), "403");
    assert_eq!(count(&house.ask(&first, &read(0, 0))), 1);
}

#[test]
fn a_request_from_before_a_restart_is_not_fresh() {
    let mut house = House::new();
    let first = key(1);
    let request = Signed::at(&first, &append(1), 1, clock_s());
    assert_eq!(status(&house.raw(&request.bytes())), "200");
    // The next second begins before the server does.
    std::thread::sleep(Duration::from_millis(1_100));
    house.restart(false);
    let again = house.raw(&request.bytes());
    assert!(status(&again) == "401" && again.contains("not-fresh"), "{again}");
    assert_eq!(kept(house.ask(&first, &append(1))), [Kept::Already(1)]);
}

#[test]
fn a_device_with_a_wrong_clock_signs_by_the_mailboxs() {
    for ahead_s in [-86_400, 3_600] {
        let house = House::with(Opening::Open, ahead_s);
        let first = key(1);
        let reply = house.raw(&Signed::new(&first, &append(1), 1).bytes());
        assert!(status(&reply) == "401" && reply.contains("not-fresh"), "{reply}");
        assert_eq!(kept(house.ask(&first, &append(1))), [Kept::At(1)]);
    }
}

#[test]
fn a_new_journal_is_taken_from_who_shows_a_token_alone() {
    let house = House::with(Opening::Token(vec!["one".into(), "two".into()]), 0);
    let first = key(1);
    let with = |token: &str| {
        let mut transport = house.transport().with_token(token.into());
        ask(&mut transport, JOURNAL, &first, &append(1), DEADLINE_MS).unwrap()
    };
    let refused = Answer::Refused(Refusal::NotServed);
    assert_eq!(house.ask(&first, &append(1)), refused);
    assert_eq!(with("three"), refused);
    assert_eq!(kept(with("two")), [Kept::At(1)]);
    // Later requests need none.
    assert_eq!(count(&house.ask(&first, &read(0, 0))), 1);
    assert_eq!(house.ask(&key(2), &read(0, 0)), refused);
}

#[test]
fn a_voucher_is_for_the_key_that_the_newcomer_signs_with() {
    let house = House::new();
    let (first, newcomer, thief) = (key(1), key(2), key(3));
    house.ask(&first, &append(1));
    let face = newcomer.face().unwrap();
    let voucher = nourish_sync::vouch(&first, JOURNAL, &face);
    let introduce = Request::Introduce { face: face.encode(), by: first.id(), voucher };
    let mut signed = Signed::new(&newcomer, &introduce, 1);
    // Who has seen a voucher cannot use it under another key, though it names the newcomer.
    signed.signature = Statement::Request.sign(&thief, JOURNAL, &signed.input.base(JOURNAL));
    signed.key = thief.public();
    assert_eq!(status(&house.raw(&signed.bytes())), "403");
    assert_eq!(house.ask(&newcomer, &introduce), Answer::Done);
    assert_eq!(count(&house.ask(&newcomer, &read(0, 0))), 1);
}

#[test]
fn bodies_have_a_most_that_depends_on_who_sends_them() {
    let house = House::new();
    let (first, stranger) = (key(1), key(2));
    house.ask(&first, &append(1));
    let with_length = |key: &DeviceKey, nonce, length_bytes| {
        let mut signed = Signed::new(key, &append(2), nonce);
        signed.length_bytes = length_bytes;
        house.raw(signed.head().as_bytes())
    };
    assert_eq!(status(&with_length(&first, 1, MESSAGE_BYTES + 1)), "413");
    assert_eq!(status(&with_length(&stranger, 1, SLOT_BYTES + 1_025)), "413");
    let message = vec![1; SLOT_BYTES];
    let largest = Request::PutSlot { slot: [1; 16], number: 0, message };
    assert_eq!(house.ask(&stranger, &largest), Answer::Done);
    let message = vec![1; SLOT_BYTES + 1];
    let too_large = Request::PutSlot { slot: [1; 16], number: 1, message };
    assert_eq!(house.ask(&stranger, &too_large), Answer::Refused(Refusal::Malformed));
}

#[test]
fn what_is_no_request_is_named() {
    let house = House::new();
    let signed = Signed::new(&key(1), &Request::GetCheckpoint, 1).head();
    let without = |header: &str| {
        let lines = signed.split("\r\n").filter(|line| !line.starts_with(header));
        house.raw(lines.collect::<Vec<_>>().join("\r\n").as_bytes())
    };
    for (reply, expected, named) in [
        (house.raw(b"GET / HTTP/1.1\r\nhost: m\r\nconnection: close\r\n\r\n"), "404", "no-such-path"),
        (house.raw(signed.replace("POST", "GET").as_bytes()), "405", "no-such-method"),
        (house.raw(signed.replace("/v1/journals/09", "/v1/journals/0").as_bytes()), "404", "no-such-path"),
        (house.raw(signed.replace("application/cbor", "text/plain").as_bytes()), "415", "media-type"),
        (without("content-type"), "415", "media-type"),
        (without(SIGNATURE_HEADER), "400", "signature"),
        (without(DIGEST_HEADER), "400", "signature"),
        (without("content-length"), "411", "length"),
    ] {
        assert_eq!(status(&reply), expected, "{reply}");
        assert!(reply.contains("application/problem+json"), "{reply}");
        assert!(reply.contains(&format!("urn:nourish:problem:{named}")), "{reply}");
    }
    let health = house.raw(b"GET /v1/health HTTP/1.1\r\nhost: m\r\nconnection: close\r\n\r\n");
    assert!(status(&health) == "200" && health.ends_with(r#"{"status":"ok"}"#), "{health}");
    // Garbage that is signed is a message that cannot be read.
    let mut garbage = Signed::new(&key(1), &Request::GetCheckpoint, 2);
    garbage.body = b"broth".to_vec();
    garbage.length_bytes = garbage.body.len();
    garbage.input.digest = entry_hash(&garbage.body);
    garbage.signature = Statement::Request.sign(&key(1), JOURNAL, &garbage.input.base(JOURNAL));
    assert_eq!(status(&house.raw(&garbage.bytes())), "400");
}

#[test]
fn who_waits_hears_of_news_at_once_and_of_none_when_the_time_is_over() {
    let house = House::new();
    let first = key(1);
    house.ask(&first, &append(1));
    let begun = Instant::now();
    assert_eq!(count(&house.ask(&first, &read(1, 300))), 1);
    assert!(begun.elapsed() >= Duration::from_millis(300));
    let (answer, waited) = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let answer = house.ask(&first, &read(1, 20_000));
            (answer, Instant::now())
        });
        std::thread::sleep(Duration::from_millis(300));
        assert!(!waiting.is_finished());
        let told = Instant::now();
        house.ask(&first, &append(2));
        let (answer, heard) = waiting.join().unwrap();
        (answer, heard.duration_since(told))
    });
    assert_eq!(count(&answer), 2);
    assert!(waited < Duration::from_secs(5), "{waited:?}");
}

#[test]
fn everything_of_a_journal_comes_as_one_sequence_that_says_when_it_is_whole() {
    let house = House::new();
    let first = key(1);
    house.ask(&first, &append(1));
    house.ask(&first, &append(2));
    house.ask(&first, &Request::Erase { place: 1, hash: Parcel::Batch { sealed: vec![1; 100] }.hash() });
    house.ask(&first, &Request::Heads { publish: Some(b"heads".to_vec()) });
    house.ask(&first, &Request::PutPart { sealed: b"part".to_vec() });
    let parts = vec![entry_hash(b"part")];
    house.ask(&first, &Request::PutCheckpoint { sealed: b"checkpoint".to_vec(), parts });
    let export = |key: &DeviceKey, nonce| {
        // A parcel a page.
        let all = Request::Read { after: 0, limit_bytes: 1, wait_ms: 0 };
        let mut stream = TcpStream::connect(house.address()).unwrap();
        stream.write_all(&Signed::new(key, &all, nonce).accepting("application/cbor-seq")).unwrap();
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).unwrap();
        reply
    };
    let reply = export(&first, 1);
    assert!(String::from_utf8_lossy(&reply).contains("content-type: application/cbor-seq"));
    let answers = sequence(&unchunked(&reply).unwrap());
    let parcels: Vec<(u64, Parcel)> = answers
        .iter()
        .filter_map(|answer| match answer {
            Answer::Parcels { parcels, .. } => Some(parcels.clone()),
            _ => None,
        })
        .flatten()
        .collect();
    let gone = Parcel::Erased { hash: Parcel::Batch { sealed: vec![1; 100] }.hash() };
    assert_eq!(parcels, [(1, gone), (2, Parcel::Batch { sealed: vec![2; 100] })]);
    let found = |bytes: &[u8]| Answer::Found(Some(bytes.to_vec()));
    let [.., heads, checkpoint, part, end] = &answers[..] else { panic!("{answers:?}") };
    assert!(matches!(heads, Answer::Heads { count: 2, heads, .. } if *heads == [b"heads".to_vec()]));
    assert_eq!((checkpoint, part, end), (&found(b"checkpoint"), &found(b"part"), &Answer::Done));
    // Who is not served is told no more than otherwise.
    assert_eq!(status(&String::from_utf8_lossy(&export(&key(2), 2))), "403");
}

#[test]
fn news_are_told_to_who_listens_until_he_is_no_longer_served() {
    let house = House::new();
    let (first, second) = (key(1), key(2));
    let both = vec![(first.id(), first.public()), (second.id(), second.public())];
    assert_eq!(house.ask(&first, &Request::Admit { devices: both.clone() }), Answer::Done);
    let listen = Signed::new(&second, &read(0, 0), 1).accepting("text/event-stream");
    let mut stream = TcpStream::connect(house.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(&listen).unwrap();
    let mut heard = String::new();
    let mut hear = |until: &str| {
        while !heard.contains(until) {
            let mut bytes = [0; 1_024];
            let length = stream.read(&mut bytes).unwrap();
            assert!(length > 0, "{heard}");
            heard += &String::from_utf8_lossy(&bytes[..length]);
        }
    };
    hear("\"count\":0}");
    house.ask(&first, &append(1));
    hear("event: news\nid: 1\n");
    house.ask(&first, &Request::Admit { devices: both[..1].to_vec() });
    house.ask(&first, &append(2));
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    assert!(!rest.contains("event"), "{rest}");
    assert_eq!(
        status(&house.raw(&Signed::new(&second, &read(0, 0), 2).accepting("text/event-stream"))),
        "403"
    );
}

#[test]
fn a_closed_journal_is_answered_as_an_unknown_one_and_wakes_who_waits() {
    let house = House::with(Opening::Token(vec!["right".into()]), 0);
    let (first, stranger) = (key(1), key(2));
    let mut transport = house.transport().with_token("right".into());
    ask(&mut transport, JOURNAL, &first, &append(1), DEADLINE_MS).unwrap();
    let answer = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| house.ask(&first, &read(1, 20_000)));
        std::thread::sleep(Duration::from_millis(300));
        assert_eq!(house.ask(&first, &Request::Close), Answer::Done);
        waiting.join().unwrap()
    });
    let refused = Answer::Refused(Refusal::NotServed);
    assert_eq!(answer, refused);
    // Nor is it begun anew, by whoever shows a token.
    assert_eq!(ask(&mut transport, JOURNAL, &first, &append(1), DEADLINE_MS).unwrap(), refused);
    let reply = |journal: JournalId| {
        let mut signed = Signed::new(&stranger, &read(0, 0), 7);
        signed.path = exchange_path(journal);
        signed.signature = Statement::Request.sign(&stranger, journal, &signed.input.base(journal));
        let reply = house.raw(&signed.bytes());
        reply.lines().filter(|line| !line.starts_with("date:")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(reply(JOURNAL), reply(JournalId::from_bytes([7; 16])));
}

#[test]
fn who_pairs_waits_for_the_others_message() {
    let house = House::new();
    let (one, other) = (key(1), key(2));
    let get = |wait_ms| Request::GetSlot { slot: [4; 16], number: 0, wait_ms };
    assert_eq!(house.ask(&one, &get(100)), Answer::Found(None));
    let found = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| house.ask(&one, &get(20_000)));
        std::thread::sleep(Duration::from_millis(200));
        let message = b"hello".to_vec();
        assert_eq!(house.ask(&other, &Request::PutSlot { slot: [4; 16], number: 0, message }), Answer::Done);
        waiting.join().unwrap()
    });
    assert_eq!(found, Answer::Found(Some(b"hello".to_vec())));
}

#[test]
fn who_is_removed_while_waiting_hears_nothing_more() {
    let house = House::new();
    let (first, second) = (key(1), key(2));
    let both = vec![(first.id(), first.public()), (second.id(), second.public())];
    assert_eq!(house.ask(&first, &Request::Admit { devices: both.clone() }), Answer::Done);
    let answer = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| house.ask(&second, &read(0, 20_000)));
        std::thread::sleep(Duration::from_millis(200));
        assert_eq!(house.ask(&first, &Request::Admit { devices: both[..1].to_vec() }), Answer::Done);
        house.ask(&first, &append(1));
        waiting.join().unwrap()
    });
    assert_eq!(answer, Answer::Refused(Refusal::NotServed));
}

#[test]
fn a_slow_client_is_cut_off_and_hinders_nobody() {
    let house = House::new();
    let first = key(1);
    house.ask(&first, &append(1));
    let slow = Signed::new(&first, &append(2), 1);
    let mut stream = TcpStream::connect(house.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(slow.head().as_bytes()).unwrap();
    stream.write_all(&slow.body[..3]).unwrap();
    let mut half_open: Vec<TcpStream> = Vec::new();
    for _ in 0..200 {
        let mut stream = TcpStream::connect(house.address()).unwrap();
        stream.write_all(b"POST /v1/journals/").unwrap();
        half_open.push(stream);
    }
    let begun = Instant::now();
    assert_eq!(kept(house.ask(&first, &append(3))), [Kept::At(2)]);
    assert!(begun.elapsed() < Duration::from_secs(5));
    let mut reply = String::new();
    let _ = stream.read_to_string(&mut reply);
    assert_eq!(status(&reply), "408", "{reply}");
    assert_eq!(count(&house.ask(&first, &read(0, 0))), 2);
}

#[test]
fn a_journal_that_is_hammered_leaves_the_others_their_share() {
    let house = House::new();
    let (first, other) = (key(1), key(2));
    house.ask(&first, &append(1));
    // Bodies that do not come, as many as a journal may have under way, and some more.
    let held: Vec<TcpStream> = (0..40)
        .map(|nonce| {
            let mut stream = TcpStream::connect(house.address()).unwrap();
            let signed = Signed::new(&first, &append(2), nonce);
            stream.write_all(signed.head().as_bytes()).unwrap();
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(house.ask(&first, &append(3)), Answer::Refused(Refusal::Busy));
    let elsewhere = JournalId::from_bytes([8; 16]);
    let answer = ask(&mut house.transport(), elsewhere, &other, &append(3), DEADLINE_MS).unwrap();
    assert_eq!(kept(answer), [Kept::At(1)]);
    drop(held);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(kept(house.ask(&first, &append(3))), [Kept::At(2)]);
}

#[test]
fn many_devices_at_once_get_places_without_gaps() {
    let house = House::new();
    let first = key(1);
    house.ask(&first, &append(0));
    let mut places: Vec<u64> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8_u8)
            .map(|worker| {
                let (house, first) = (&house, &first);
                scope.spawn(move || {
                    let mut transport = house.transport();
                    let places = (0..20_u8).map(|number| {
                        let sealed = vec![worker, number, 1];
                        let request = Request::Append { parcels: vec![Parcel::Batch { sealed }] };
                        match kept(ask(&mut transport, JOURNAL, first, &request, DEADLINE_MS).unwrap())[..] {
                            [Kept::At(place)] => place,
                            ref other => panic!("{other:?}"),
                        }
                    });
                    places.collect::<Vec<u64>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    places.sort_unstable();
    assert_eq!(places, (2..=161).collect::<Vec<u64>>());
}

#[test]
fn an_exchange_can_be_called_off_and_ends_by_its_deadline() {
    let house = House::new();
    let first = key(1);
    house.ask(&first, &append(1));
    let mut transport = house.transport();
    let cancelled = transport.cancelled();
    let begun = Instant::now();
    let outcome = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| ask(&mut transport, JOURNAL, &first, &read(1, 20_000), DEADLINE_MS));
        std::thread::sleep(Duration::from_millis(200));
        cancelled.store(true, Ordering::Relaxed);
        waiting.join().unwrap()
    });
    assert_eq!(outcome, Err(TransportError::Cancelled));
    let late = ask(&mut house.transport(), JOURNAL, &first, &read(1, 20_000), 300);
    assert_eq!(late, Err(TransportError::Unreachable));
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn what_is_no_mailbox_is_told_from_one_that_cannot_be_reached() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let first = key(1);
    let mut transport = HttpTransport::new(&address).unwrap();
    let page = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = [0; 4_096];
        let _ = stream.read(&mut bytes).unwrap();
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\nhi")
            .unwrap();
    });
    let outcome = ask(&mut transport, JOURNAL, &first, &read(0, 0), DEADLINE_MS);
    assert_eq!(outcome, Err(TransportError::NotAMailbox));
    page.join().unwrap();
    // What speaks no TLS is not asked in the clear instead.
    let house = House::new();
    let secure = format!("https://{}", house.address());
    let mut transport_secure = HttpTransport::new(&secure).unwrap();
    let outcome = ask(&mut transport_secure, JOURNAL, &first, &read(0, 0), DEADLINE_MS);
    assert_eq!(outcome, Err(TransportError::Unreachable));
    // Nobody listens there any more.
    let outcome = ask(&mut transport, JOURNAL, &first, &read(0, 0), DEADLINE_MS);
    assert_eq!(outcome, Err(TransportError::Unreachable));
}

#[test]
fn a_restart_keeps_everything_and_a_restore_names_it_anew() {
    let mut house = House::new();
    let first = key(1);
    let generation = |answer: &Answer| match answer {
        Answer::Parcels { generation, .. } => *generation,
        other => panic!("no parcels: {other:?}"),
    };
    house.ask(&first, &append(1));
    let before = house.ask(&first, &read(0, 0));
    house.restart(false);
    assert_eq!(house.ask(&first, &read(0, 0)), before);
    house.restart(true);
    let restored = house.ask(&first, &read(0, 0));
    assert_ne!(generation(&restored), generation(&before));
    house.restart(false);
    assert_eq!(house.ask(&first, &read(0, 0)), restored);
}

#[test]
fn stopping_answers_those_who_wait() {
    let mut house = House::new();
    let first = key(1);
    house.ask(&first, &append(1));
    let mut transport = house.transport();
    let server = house.server.take().unwrap();
    let begun = Instant::now();
    let answer = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| ask(&mut transport, JOURNAL, &first, &read(1, 30_000), DEADLINE_MS));
        std::thread::sleep(Duration::from_millis(200));
        server.stop();
        waiting.join().unwrap()
    });
    assert_eq!(count(&answer.unwrap()), 1);
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn the_log_shows_no_journal_device_or_key() {
    let mut house = House::new();
    let first = key(1);
    house.ask(&first, &append(1));
    house.ask(&first, &read(0, 0));
    house.server.take().unwrap().stop();
    let log = String::from_utf8(house.log.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert!(lines[0].contains(r#""request":"append""#) && lines[0].contains(r#""status":200"#), "{log}");
    let name = |line: &str| line.split(r#""journal":""#).nth(1).unwrap()[..12].to_owned();
    assert_eq!(name(lines[0]), name(lines[1]));
    for secret in [to_hex(JOURNAL.as_bytes()), to_hex(first.id().as_bytes()), to_hex(&first.public())] {
        assert!(!log.contains(&secret[..8]), "{log}");
    }
}

fn get(house: &House, path: &str) -> String {
    house.raw(format!("GET {path} HTTP/1.1\r\nhost: m\r\nconnection: close\r\n\r\n").as_bytes())
}

#[test]
fn counts_name_what_was_asked_and_no_journal() {
    let house = House::new();
    let first = key(1);
    house.ask(&first, &append(1));
    house.ask(&first, &read(0, 0));
    house.raw(&Signed::new(&key(2), &read(0, 0), 1).bytes());
    let text = get(&house, "/metrics");
    assert!(status(&text) == "200" && text.contains("content-type: text/plain; version=0.0.4"), "{text}");
    for (request, status) in [("append", 200), ("read", 200), ("read", 403)] {
        let line = format!("milliseconds_count{{request=\"{request}\",status=\"{status}\"}} 1");
        assert!(text.contains(&line), "{line} in {text}");
    }
    for secret in [to_hex(JOURNAL.as_bytes()), to_hex(first.id().as_bytes()), to_hex(&first.public())] {
        assert!(!text.contains(&secret[..8]), "{text}");
    }
    for path in ["/health", "/ready"] {
        let reply = get(&house, path);
        assert!(status(&reply) == "200" && reply.ends_with(r#"{"status":"ok"}"#), "{reply}");
    }
}

#[test]
fn who_asks_too_often_is_put_off_and_others_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        limits: Limits { address: 0, journal: 4, device: 3 },
        ..Options::new(
            StoreAddress::Sqlite(folder.path().join("mailbox.sqlite")),
            "127.0.0.1:0".parse().unwrap(),
        )
    };
    let server = Server::start(&options, Arc::new(clock_s), Box::new(std::io::sink())).unwrap();
    let house = House { server: Some(server), log: Lines::default(), folder };
    let (first, second) = (key(1), key(2));
    let both = vec![(first.id(), first.public()), (second.id(), second.public())];
    assert_eq!(house.ask(&first, &Request::Admit { devices: both }), Answer::Done);
    let by = |key: &DeviceKey, nonce| house.raw(&Signed::new(key, &read(0, 0), nonce).bytes());
    assert_eq!([1, 2].map(|nonce| status(&by(&first, nonce)).to_owned()), ["200", "200"]);
    let refused = by(&first, 3);
    assert!(status(&refused) == "429" && refused.contains("retry-after: 5"), "{refused}");
    assert_eq!(status(&by(&second, 1)), "200");
    // That was the fourth of the journal.
    assert_eq!(status(&by(&second, 2)), "429");
    let elsewhere = JournalId::from_bytes([8; 16]);
    let answer = ask(&mut house.transport(), elsewhere, &key(3), &append(3), DEADLINE_MS).unwrap();
    assert_eq!(kept(answer), [Kept::At(1)]);
    // What is not to be shown is not there.
    assert_eq!(status(&get(&house, "/metrics")), "404");
}

/// What the description promises: paths, methods and statuses.
fn described(house: &House) -> BTreeSet<(String, String, u16)> {
    let reply = get(house, "/openapi.json");
    let body = reply.split_once("\r\n\r\n").unwrap().1;
    let description: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(description["openapi"], "3.1.0");
    let mut all = BTreeSet::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                assert!(!response["description"].as_str().unwrap().is_empty());
                all.insert((path.clone(), method.clone(), status.parse().unwrap()));
            }
        }
    }
    all
}

fn limited(folder: &TempDir, limits: Limits, journal_bytes: u64) -> Server {
    let store = StoreAddress::Sqlite(folder.path().join("mailbox.sqlite"));
    let listen = "127.0.0.1:0".parse().unwrap();
    let options = Options { limits, journal_bytes, metrics: true, ..Options::new(store, listen) };
    Server::start(&options, Arc::new(clock_s), Box::new(std::io::sink())).unwrap()
}

/// Every status of the description is brought about, and none comes that is not in it.
#[test]
fn the_description_says_what_there_is_and_nothing_else() {
    const EXCHANGE: &str = "/v1/journals/{journal}/exchange";
    let folder = tempfile::tempdir().unwrap();
    let server = limited(&folder, Limits { address: 0, journal: 0, device: 0 }, 1_000);
    let house = House { server: Some(server), log: Lines::default(), folder };
    let (first, stranger) = (key(1), key(2));
    let mut seen = BTreeSet::new();
    let mut note = |path: &str, method: &str, reply: &str| {
        let status: u16 = status(reply).parse().unwrap();
        seen.insert((path.to_owned(), method.to_owned(), status));
        status
    };
    let mut nonce = 100;
    let mut signed = |key: &DeviceKey, request: &Request| {
        nonce += 1;
        Signed::new(key, request, nonce)
    };
    let mut expect = |wanted: u16, bytes: &[u8]| {
        let reply = house.raw(bytes);
        assert_eq!(note(EXCHANGE, "post", &reply), wanted, "{reply}");
    };
    expect(200, &signed(&first, &append(1)).bytes());
    let head = signed(&first, &read(0, 0)).head();
    let without = |name: &str| {
        head.split("\r\n").filter(|line| !line.starts_with(name)).collect::<Vec<_>>().join("\r\n")
    };
    expect(400, without(SIGNATURE_HEADER).as_bytes());
    expect(401, &Signed::at(&first, &read(0, 0), 1, 1_000).bytes());
    expect(403, &signed(&stranger, &read(0, 0)).bytes());
    expect(404, head.replace("/v1/journals/09", "/v1/journals/0").as_bytes());
    let mut slow = signed(&first, &append(2));
    slow.body.truncate(3);
    expect(408, &slow.bytes());
    let slot = |message: &[u8]| Request::PutSlot { slot: [6; 16], number: 0, message: message.to_vec() };
    expect(200, &signed(&first, &slot(b"one")).bytes());
    expect(409, &signed(&first, &slot(b"other")).bytes());
    expect(411, without("content-length").as_bytes());
    let mut large = signed(&first, &read(0, 0));
    large.length_bytes = MESSAGE_BYTES + 1;
    expect(413, large.head().as_bytes());
    expect(415, head.replace("application/cbor", "text/plain").as_bytes());
    expect(507, &signed(&first, &Request::PutPart { sealed: vec![1; 1_000] }).bytes());
    let held: Vec<TcpStream> = (0..32)
        .map(|nonce| {
            let mut stream = TcpStream::connect(house.address()).unwrap();
            stream.write_all(Signed::new(&first, &append(2), nonce).head().as_bytes()).unwrap();
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(300));
    expect(503, &signed(&first, &append(3)).bytes());
    drop(held);
    for path in ["/health", "/ready", "/v1/health", "/metrics", "/openapi.json"] {
        assert_eq!(note(path, "get", &get(&house, path)), 200);
    }
    let described = described(&house);
    // The store is gone from under the server.
    let file = rusqlite::Connection::open(house.folder.path().join("mailbox.sqlite")).unwrap();
    file.execute_batch("DROP TABLE served").unwrap();
    // The store is asked once a second at most.
    std::thread::sleep(Duration::from_millis(1_100));
    for path in ["/ready", "/v1/health"] {
        assert_eq!(note(path, "get", &get(&house, path)), 503);
    }
    let broken = house.raw(&signed(&first, &read(0, 0)).bytes());
    assert_eq!(note(EXCHANGE, "post", &broken), 500);
    let limits = Limits { address: 0, journal: 0, device: 1 };
    let folder = tempfile::tempdir().unwrap();
    let server = limited(&folder, limits, 1_000);
    let house = House { server: Some(server), log: Lines::default(), folder };
    house.ask(&first, &append(1));
    assert_eq!(note(EXCHANGE, "post", &house.raw(&signed(&first, &append(1)).bytes())), 429);
    drop(house);
    let quiet = tempfile::tempdir().unwrap();
    let store = StoreAddress::Sqlite(quiet.path().join("mailbox.sqlite"));
    let options = Options::new(store, "127.0.0.1:0".parse().unwrap());
    let server = Server::start(&options, Arc::new(clock_s), Box::new(std::io::sink())).unwrap();
    let house = House { server: Some(server), log: Lines::default(), folder: quiet };
    assert_eq!(note("/metrics", "get", &get(&house, "/metrics")), 404);
    assert_eq!(seen, described);
}

/// A certificate for localhost, as PEM, in two files; its text is what a client trusts.
fn identity(files: &TlsFiles) -> String {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap();
    std::fs::write(&files.certificate, made.cert.pem()).unwrap();
    std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    made.cert.pem()
}

#[test]
fn tls_is_served_and_a_new_certificate_is_taken_up_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let files =
        TlsFiles { certificate: folder.path().join("certificate.pem"), key: folder.path().join("key.pem") };
    let store = StoreAddress::Sqlite(folder.path().join("mailbox.sqlite"));
    let options = Options { tls: Some(files.clone()), ..Options::new(store, "127.0.0.1:0".parse().unwrap()) };
    let start = || Server::start(&options, Arc::new(clock_s), Box::new(std::io::sink()));
    assert!(matches!(start(), Err(ServeError::Tls(TlsError::Unreadable))));
    let old = identity(&files);
    std::fs::write(&files.key, "no key").unwrap();
    assert!(matches!(start(), Err(ServeError::Tls(TlsError::NoIdentity))));
    let roots = identity(&files);
    let server = start().unwrap();
    let by = |roots: &str| {
        let address = format!("https://localhost:{}", server.address().port());
        let mut transport = HttpTransport::new(&address).unwrap().with_roots(roots.as_bytes()).unwrap();
        ask(&mut transport, JOURNAL, &key(1), &read(0, 0), DEADLINE_MS)
    };
    assert_eq!(by(&old), Err(TransportError::Unreachable));
    assert!(by(&roots).is_ok());
    // What is half replaced is not taken up.
    std::fs::write(&files.key, "no key").unwrap();
    std::thread::sleep(Duration::from_millis(2_500));
    assert!(by(&roots).is_ok());
    let renewed = identity(&files);
    let begun = Instant::now();
    while by(&renewed).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(by(&roots), Err(TransportError::Unreachable));
    // Plain HTTP gets nothing from it.
    let mut plain = HttpTransport::new(&format!("http://{}", server.address())).unwrap();
    assert!(ask(&mut plain, JOURNAL, &key(1), &read(0, 0), DEADLINE_MS).is_err());
    server.stop();
}

#[test]
fn a_transport_signs_with_what_it_is_handed() {
    let house = House::new();
    let (first, other) = (key(1), key(2));
    house.ask(&first, &append(1));
    let mut transport = house.transport();
    let envelope = nourish_sync::Envelope {
        journal: JOURNAL,
        device: first.id(),
        signing_key: first.public(),
        request: read(0, 0).encode(),
        deadline_ms: DEADLINE_MS,
    };
    let mut by = |key: &DeviceKey| {
        let answer = transport.exchange(&envelope, &|base| Statement::Request.sign(key, JOURNAL, base));
        Answer::decode(&answer.unwrap()).unwrap()
    };
    assert_eq!(by(&other), Answer::Refused(Refusal::NotServed));
    assert_eq!(count(&by(&first)), 1);
}

/// A device that becomes a new one under way goes on over the same transport.
#[test]
fn a_transport_carries_for_any_device() {
    let house = House::new();
    let (first, newcomer) = (key(1), key(2));
    let mut transport = house.transport();
    let mut ask = |key: &DeviceKey, request: &Request| {
        nourish_sync::ask(&mut transport, JOURNAL, key, request, DEADLINE_MS).unwrap()
    };
    ask(&first, &append(1));
    let face = newcomer.face().unwrap();
    let voucher = nourish_sync::vouch(&first, JOURNAL, &face);
    let introduce = Request::Introduce { face: face.encode(), by: first.id(), voucher };
    assert_eq!(ask(&newcomer, &introduce), Answer::Done);
    assert_eq!(kept(ask(&newcomer, &append(2))), [Kept::At(2)]);
}
