//! A connection that is kept, and one request after another on it.

use crate::error::BenchError;
use mio::unix::SourceFd;
use mio::{Interest, Registry, Token};
use nourish_sync::Answer;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::fd::AsRawFd as _;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(90);
/// Most bytes that are read at once.
const CHUNK_BYTES: usize = 64 * 1_024;

/// An open connection.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    /// What was read and not yet taken.
    read: Vec<u8>,
    /// Where the next bytes are read to.
    chunk: Vec<u8>,
}

impl Wire {
    pub(crate) fn to(address: SocketAddr) -> Result<Self, BenchError> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream, read: Vec::new(), chunk: vec![0; CHUNK_BYTES] })
    }

    /// Sends a request's bytes.
    pub(crate) fn send(&mut self, request: &[u8]) -> Result<(), BenchError> {
        Ok(self.stream.write_all(request)?)
    }

    /// Waits for an answer's bytes: the body of a response with status 200.
    pub(crate) fn receive_bytes(&mut self) -> Result<Vec<u8>, BenchError> {
        loop {
            match self.whole()? {
                Ok(body) => return Ok(body),
                Err(0) => self.more()?,
                // Straight to where it stays.
                Err(missing) => {
                    if (&self.stream).take(missing as u64).read_to_end(&mut self.read)? < missing {
                        return Err(std::io::Error::from(ErrorKind::UnexpectedEof).into());
                    }
                }
            }
        }
    }

    /// The body of a response that was read whole, or how much of it is missing: 0 where that is not known yet.
    fn whole(&mut self) -> Result<Result<Vec<u8>, usize>, BenchError> {
        let Some(head_end) = self.read.windows(4).position(|four| four == b"\r\n\r\n") else {
            return Ok(Err(0));
        };
        let (head, rest) = self.read.split_at(head_end + 4);
        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
        if rest.len() < length {
            let missing = length - rest.len();
            self.read.reserve_exact(missing);
            return Ok(Err(missing));
        }
        let behind = self.read.split_off(head_end + 4 + length);
        let mut body = std::mem::replace(&mut self.read, behind);
        body.drain(..head_end + 4);
        match head.starts_with("http/1.1 200") {
            true => Ok(Ok(body)),
            false => Err(answered(head.lines().next().unwrap_or_default())),
        }
    }

    /// Waits for an answer.
    pub(crate) fn receive(&mut self) -> Result<Answer, BenchError> {
        let body = self.receive_bytes()?;
        Answer::decode(&body).map_err(|_| answered("no message"))
    }

    /// From now on it is told when something has come, under this name, and nothing is waited for.
    pub(crate) fn watch(&mut self, by: &Registry, name: Token) -> Result<(), BenchError> {
        self.stream.set_nonblocking(true)?;
        Ok(by.register(&mut SourceFd(&self.stream.as_raw_fd()), name, Interest::READABLE)?)
    }

    /// The answer, if it has come whole.
    pub(crate) fn received(&mut self) -> Result<Option<Answer>, BenchError> {
        loop {
            if let Ok(body) = self.whole()? {
                return Answer::decode(&body).map(Some).map_err(|_| answered("no message"));
            }
            match self.more() {
                Err(BenchError::Io(error)) if error.kind() == ErrorKind::WouldBlock => return Ok(None),
                read => read?,
            }
        }
    }

    /// A request and its answer.
    pub(crate) fn ask(&mut self, request: &[u8]) -> Result<Answer, BenchError> {
        self.send(request)?;
        self.receive()
    }

    fn more(&mut self) -> Result<(), BenchError> {
        let count = self.stream.read(&mut self.chunk)?;
        if count == 0 {
            return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into());
        }
        self.read.extend_from_slice(self.chunk.get(..count).unwrap_or_default());
        Ok(())
    }
}

/// The error for what was not asked for.
pub(crate) fn answered(what: &str) -> BenchError {
    BenchError::Answer { who: "a mailbox".to_owned(), what: what.to_owned() }
}
