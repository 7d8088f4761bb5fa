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

/// What was read of a response.
enum Response {
    /// All of it: its body.
    Whole(Vec<u8>),
    /// So many bytes are missing.
    Missing(usize),
    /// Not even its head is there.
    Begun,
}

/// An open connection.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    /// What was read and not yet taken.
    read: Vec<u8>,
    /// The length of the body that it begins with; none where it begins with a head.
    length: Option<usize>,
    /// Where the next bytes are read to.
    chunk: Vec<u8>,
}

impl Wire {
    pub(crate) fn to(address: SocketAddr) -> Result<Self, BenchError> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream, read: Vec::new(), length: None, chunk: vec![0; CHUNK_BYTES] })
    }

    /// Sends a request's bytes.
    pub(crate) fn send(&mut self, request: &[u8]) -> Result<(), BenchError> {
        Ok(self.stream.write_all(request)?)
    }

    /// Waits for an answer's bytes: the body of a response with status 200.
    pub(crate) fn receive_bytes(&mut self) -> Result<Vec<u8>, BenchError> {
        loop {
            match self.response()? {
                Response::Whole(body) => return Ok(body),
                Response::Begun => self.more()?,
                // Straight to where it stays.
                Response::Missing(missing) => {
                    if (&self.stream).take(missing as u64).read_to_end(&mut self.read)? < missing {
                        return Err(std::io::Error::from(ErrorKind::UnexpectedEof).into());
                    }
                }
            }
        }
    }

    /// What was read so far, as far as it is a response with status 200.
    fn response(&mut self) -> Result<Response, BenchError> {
        let length = match self.length {
            Some(length) => length,
            None => match self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                Some(head_end) => self.take_head(head_end + 4)?,
                None => return Ok(Response::Begun),
            },
        };
        if self.read.len() < length {
            let missing = length - self.read.len();
            self.read.reserve_exact(missing);
            self.length = Some(length);
            return Ok(Response::Missing(missing));
        }
        self.length = None;
        let behind = self.read.split_off(length);
        Ok(Response::Whole(std::mem::replace(&mut self.read, behind)))
    }

    /// Takes the head of a response with status 200, and gives the length of its body.
    fn take_head(&mut self, bytes: usize) -> Result<usize, BenchError> {
        let head: Vec<u8> = self.read.drain(..bytes).collect();
        let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
        if !head.starts_with("http/1.1 200") {
            return Err(answered(head.lines().next().unwrap_or_default()));
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        Ok(length.and_then(|length| length.trim().parse().ok()).unwrap_or(0))
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
            if let Response::Whole(body) = self.response()? {
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
