//! Requests of all kinds, right and wrong, made from the description that the server gives of itself. Whatever comes, the answer has a
//! status that the description names, an error is problem details, nothing fails inside, and nothing that was sent comes back.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "tests may stop at the first surprise, and share their tools with others"
)]

mod dice;
mod requests;
mod signed;
mod wire;

use dice::Dice;
use nourish_sync::{Answer, Request, exchange_path};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use signed::Signed;
use std::collections::{BTreeMap, BTreeSet};
use wire::{House, JOURNAL, clock_s, key, status};

/// How many requests are made for each operation.
const REQUESTS: usize = 4_000;
/// Stands in everything wrong that is sent, and is not to come back.
const MARK: &str = "wdh0broth";

/// What the description says of one operation.
struct Operation {
    path: String,
    method: String,
    /// Names of the headers that it takes.
    headers: Vec<String>,
    /// Each status with the types that come with it.
    answers: BTreeMap<u16, BTreeSet<String>>,
}

fn operations(house: &House) -> Vec<Operation> {
    let reply = house.get("/openapi.json");
    let description: Value = serde_json::from_str(reply.split_once("\r\n\r\n").unwrap().1).unwrap();
    let mut operations = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let headers = parameters.iter().filter(|parameter| parameter["in"] == "header");
            let headers = headers.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect();
            let answers = operation["responses"].as_object().unwrap().iter().map(|(status, response)| {
                let types = response["content"].as_object().unwrap().keys().cloned().collect();
                (status.parse().unwrap(), types)
            });
            let answers = answers.collect();
            operations.push(Operation {
                path: path.clone(),
                method: method.to_uppercase(),
                headers,
                answers,
            });
        }
    }
    operations
}

/// A request in parts, so that each can be spoilt.
#[derive(Clone)]
struct Sent {
    method: String,
    path: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
    /// It is no HTTP any more, and may be turned away by a bare status.
    is_broken: bool,
}

impl Sent {
    /// As the description wants it.
    fn right(operation: &Operation, request: &Request, nonce: u64, created_s: i64) -> Self {
        let path = operation.path.replace("{journal}", &exchange_path(JOURNAL)[13..45]);
        let (headers, body) = if operation.headers.is_empty() {
            (vec![("host", "m"), ("connection", "close")], Vec::new())
        } else {
            let signed = Signed::at(&key(1), request, nonce, created_s);
            return Self {
                method: operation.method.clone(),
                path,
                headers: signed
                    .head
                    .split("\r\n")
                    .skip(1)
                    .filter_map(|line| line.split_once(": "))
                    .map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec()))
                    .collect(),
                body: signed.body,
                is_broken: false,
            };
        };
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec()));
        Self { method: operation.method.clone(), path, headers: headers.collect(), body, is_broken: false }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\n", self.method, self.path).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
        }
        [bytes, b"\r\n".to_vec(), self.body.clone()].concat()
    }

    fn header(&mut self, name: &str) -> Option<&mut Vec<u8>> {
        self.headers.iter_mut().find(|(there, _)| there == name).map(|(_, value)| value)
    }

    /// The body, with a length that is true.
    fn carry(&mut self, body: Vec<u8>) {
        if let Some(length) = self.header("content-length") {
            *length = body.len().to_string().into_bytes();
            self.body = body;
        }
    }
}

/// Values of another form than any header's.
fn strange(dice: &mut Dice, value: &[u8]) -> Vec<u8> {
    let mark = MARK.as_bytes();
    match dice.below(12) {
        0 => Vec::new(),
        1 => mark.to_vec(),
        2 => b"99999999999999999999999999999999999".to_vec(),
        3 => b"-1".to_vec(),
        4 => [value, mark].concat(),
        5 => [mark, b" \xff\xfe\xc3\x28"].concat(),
        6 => mark.repeat(800),
        7 => value[..value.len() / 2].to_vec(),
        8 => value.to_ascii_uppercase(),
        9 => [b"nourish=".as_slice(), value].concat(),
        10 => value.iter().rev().copied().collect(),
        _ => {
            let mut value = value.to_vec();
            if let Some(at) = value.len().checked_sub(1).map(|last| dice.below(last + 1)) {
                value[at] = b"09azAZ;=\":,()"[dice.below(13)];
            }
            value
        }
    }
}

/// Spoils one thing.
fn spoil(sent: &mut Sent, operation: &Operation, dice: &mut Dice) {
    let names =
        [&operation.headers[..], &["content-type".into(), "content-length".into(), "host".into()]].concat();
    let name = dice.pick(&names);
    match dice.below(11) {
        0 => sent.headers.retain(|(there, _)| *there != name),
        1 => sent.headers.extend(sent.headers.iter().find(|(there, _)| *there == name).cloned()),
        2 | 3 => {
            let value = sent.header(&name).map(|value| strange(dice, value));
            match value {
                Some(value) => *sent.header(&name).unwrap() = value,
                None => sent.headers.push((name, strange(dice, b"1"))),
            }
        }
        4 => {
            sent.method =
                dice.pick(&["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "POST", "TRACE", "BREW"]).into()
        }
        5 => {
            let tails = [
                "?a=wdh0broth",
                "/",
                "/wdh0broth",
                "%2f",
                "%zz",
                "%",
                "%00",
                "%ff%fe",
                "//",
                "/../x",
                ";v=1",
            ];
            sent.path += dice.pick(&tails);
        }
        6 if operation.path.contains('{') => {
            let journals = [
                "wdh0broth",
                "",
                "0",
                "%30%39",
                "%zz",
                "..",
                "00000000000000000000000000000000",
                "99999999999999999999999999999999999999",
                "09090909090909090909090909090909%20",
                "0909090909090909090909090909090G",
                "%E2%82%AC",
                "0A0A0A0A0A0A0A0A0A0A0A0A0A0A0A0A",
            ];
            sent.path = operation.path.replace("{journal}", dice.pick(&journals));
        }
        7 => sent.carry([MARK.as_bytes(), &[0xff; 40]].concat()),
        8 => {
            let mut body = sent.body.clone();
            if !body.is_empty() {
                let at = dice.below(body.len());
                body[at] ^= 1 << dice.below(8);
            }
            sent.carry(body);
        }
        9 => {
            let accepts = [
                "text/event-stream",
                "application/cbor-seq",
                "text/html",
                "*/*;q=wdh0broth",
                "application/cbor",
            ];
            // Who listens is answered for as long as he stays: not here.
            let accept = dice.pick(&accepts[1..]);
            sent.headers.push(("accept".into(), accept.as_bytes().to_vec()));
        }
        _ => {
            sent.is_broken = true;
            match dice.below(5) {
                0 => sent.headers.push(("x wdh0broth".into(), b"1".to_vec())),
                1 => sent.path = " wdh0broth".into(),
                2 => sent.method = "".into(),
                3 => sent.headers.push(("transfer-encoding".into(), b"chunked, wdh0broth".to_vec())),
                _ => sent.headers.push(("x".into(), b"a\0b".to_vec())),
            }
        }
    }
    // What the framing itself is made of is no longer HTTP when it is spoilt.
    let framing = ["content-length", "host", "transfer-encoding"];
    let lengths = sent.headers.iter().filter(|(name, _)| name == "content-length").count();
    let digits =
        |value: &Vec<u8>| !value.is_empty() && value.len() < 19 && value.iter().all(u8::is_ascii_digit);
    let is_framed = sent.header("content-length").is_none_or(|value| digits(value));
    sent.is_broken |= lengths > 1
        || !is_framed
        || framing.iter().any(|name| sent.headers.iter().filter(|(there, _)| there == name).count() > 1);
    sent.is_broken |= sent.path.contains("\u{fffd}");
}

/// What is asked for, right but for what is in it: of any kind, from so few values that they meet.
fn asked(runner: &mut TestRunner) -> Vec<Request> {
    let mut all = Vec::new();
    while all.len() < REQUESTS {
        let some = requests::requests().new_tree(runner).unwrap().current();
        // A journal that is closed would answer nothing more.
        all.extend(
            some.into_iter()
                .map(|(_, _, request)| request)
                .filter(|request| !matches!(request, Request::Close | Request::Admit { .. })),
        );
    }
    all
}

fn header<'a>(reply: &'a str, name: &str) -> &'a str {
    let head = reply.split_once("\r\n\r\n").map_or(reply, |(head, _)| head);
    let line = head.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_default()
}

/// Holds an answer against the description.
fn check(operation: &Operation, known: &[Operation], sent: &Sent, reply: &str) -> u16 {
    let shown = String::from_utf8_lossy(&sent.bytes()).into_owned();
    let status: u16 = status(reply).parse().unwrap_or_else(|_| panic!("no answer to {shown}: {reply}"));
    assert!(status < 500, "{shown} failed: {reply}");
    assert!(!reply.contains(MARK), "{shown} comes back: {reply}");
    if sent.is_broken && status >= 400 {
        return status;
    }
    let (kind, path) = (header(reply, "content-type"), sent.path.split('?').next().unwrap());
    let meant = known.iter().find(|operation| operation.path == path).unwrap_or(operation);
    match status {
        405 => {
            assert_eq!(kind, "application/problem+json", "{shown}: {reply}");
            assert!(sent.method != operation.method, "{shown}: {reply}");
            assert!(!header(reply, "allow").is_empty(), "{shown}: {reply}");
        }
        404 => assert_eq!(kind, "application/problem+json", "{shown}: {reply}"),
        status => {
            let types = meant.answers.get(&status).unwrap_or_else(|| panic!("{shown}: {reply}"));
            assert!(types.contains(kind), "{shown}: {reply}");
        }
    }
    let body = reply.split_once("\r\n\r\n").unwrap().1;
    if kind == "application/problem+json" {
        let problem: Value = serde_json::from_str(body).unwrap();
        assert_eq!(problem["status"], status);
        assert!(problem["type"].as_str().unwrap().starts_with("urn:nourish:problem:"));
        assert!(!problem["title"].as_str().unwrap().is_empty());
    }
    status
}

#[test]
fn whatever_is_sent_is_answered_as_the_description_says() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::over(folder.path());
    let known = operations(&house);
    assert!(known.len() >= 5 && known.iter().any(|operation| !operation.headers.is_empty()));
    let config = Config { failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (mut dice, mut seen, mut nonce) = (Dice(20_261_127), BTreeMap::<u16, usize>::new(), 0);
    for operation in &known {
        let count = if operation.headers.is_empty() { REQUESTS / 10 } else { REQUESTS };
        for request in &asked(&mut runner)[..count] {
            // Now and then it was signed long ago, or bears a nonce that was there before.
            let created_s = clock_s() - if dice.below(20) == 0 { 10_000 } else { 0 };
            nonce += u64::from(dice.below(20) > 0);
            let mut sent = Sent::right(operation, request, nonce, created_s);
            for _ in 0..dice.below(4) {
                spoil(&mut sent, operation, &mut dice);
            }
            let status = check(operation, &known, &sent, &house.raw(&sent.bytes()));
            *seen.entry(status).or_default() += 1;
        }
    }
    println!("{seen:?}");
    // None is left out that can be brought about so, and it still answers.
    for status in [200, 400, 401, 403, 404, 405, 409, 411, 415] {
        assert!(seen.get(&status).is_some_and(|count| *count > 5), "{status} in {seen:?}");
    }
    assert!(matches!(house.ask(&key(1), &wire::read(0, 0)), Answer::Parcels { .. }));
}
