//! A server whose clock can be turned, and requests to it byte by byte.

pub(crate) use crate::signed::{JOURNAL, clock_s};
use nourish_server::{Limits, Options, Server, StoreAddress};
use nourish_sync::{Answer, DeviceKey, HttpTransport, Kept, Parcel, Request, SeededEntropy, ask};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

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
