//! One line of JSON a request. Journals are named by a keyed hash, whose key is drawn at every start: a log tells what belongs
//! together, and neither which journal it is nor what was in it.

use nourish_sync::{JournalId, Request, entry_hash, to_hex};
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Where lines go.
pub type LogSink = Box<dyn Write + Send>;

/// Writes lines.
#[derive(Clone)]
pub(crate) struct Log {
    key: [u8; 32],
    sink: Arc<Mutex<LogSink>>,
}

/// What is known of a request.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) journal: Option<JournalId>,
    pub(crate) request: &'static str,
    pub(crate) bytes: u64,
}

impl Log {
    pub(crate) fn new(key: [u8; 32], sink: LogSink) -> Self {
        Self { key, sink: Arc::new(Mutex::new(sink)) }
    }

    pub(crate) fn write(&self, line: &Line, now_s: i64, status: u16, took: Duration) {
        let journal = line.journal.map_or_else(String::new, |journal| self.name(journal));
        let Line { request, bytes, .. } = line;
        let took_ms = took.as_millis();
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        // A log that cannot be written is no reason to stop.
        let _ = writeln!(
            sink,
            r#"{{"time_s":{now_s},"journal":"{journal}","request":"{request}","bytes":{bytes},"status":{status},"took_ms":{took_ms}}}"#
        );
    }

    fn name(&self, journal: JournalId) -> String {
        let hash = entry_hash(&[&self.key[..], journal.as_bytes()].concat());
        to_hex(hash.first_chunk::<6>().map_or(&[], |start| &start[..]))
    }
}

/// What a request is called in the log.
pub(crate) const fn name(request: &Request) -> &'static str {
    match request {
        Request::Append { .. } => "append",
        Request::Read { .. } => "read",
        Request::Heads { .. } => "heads",
        Request::PutSlot { .. } => "put-slot",
        Request::GetSlot { .. } => "get-slot",
        Request::PutPart { .. } => "put-part",
        Request::PutCheckpoint { .. } => "put-checkpoint",
        Request::GetCheckpoint => "get-checkpoint",
        Request::GetPart { .. } => "get-part",
        Request::Admit { .. } => "admit",
        Request::Introduce { .. } => "introduce",
        Request::Erase { .. } => "erase",
        Request::Close => "close",
    }
}
