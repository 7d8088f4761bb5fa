//! A connection that is kept, and one request after another on it.

use crate::error::BenchError;
use nourish_sync::Answer;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(90);

/// An open connection.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Wire {
    pub(crate) fn to(address: SocketAddr) -> Result<Self, BenchError> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream, read: Vec::new() })
    }

    /// Sends a request's bytes.
    pub(crate) fn send(&mut self, request: &[u8]) -> Result<(), BenchError> {
        Ok(self.stream.write_all(request)?)
    }

    /// Waits for an answer's bytes: the body of a response with status 200.
    pub(crate) fn receive_bytes(&mut self) -> Result<Vec<u8>, BenchError> {
        let head_end = loop {
            if let Some(at) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            self.more()?;
        };
        let head: Vec<u8> = self.read.drain(..head_end).collect();
        let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
        while self.read.len() < length {
            self.more()?;
        }
        let rest = self.read.split_off(length);
        let body = std::mem::replace(&mut self.read, rest);
        match head.starts_with("http/1.1 200") {
            true => Ok(body),
            false => Err(answered(head.lines().next().unwrap_or_default())),
        }
    }

    /// Waits for an answer.
    pub(crate) fn receive(&mut self) -> Result<Answer, BenchError> {
        let body = self.receive_bytes()?;
        Answer::decode(&body).map_err(|_| answered("no message"))
    }

    /// A request and its answer.
    pub(crate) fn ask(&mut self, request: &[u8]) -> Result<Answer, BenchError> {
        self.send(request)?;
        self.receive()
    }

    fn more(&mut self) -> Result<(), BenchError> {
        let mut chunk = [0; 64 * 1_024];
        let count = self.stream.read(&mut chunk)?;
        if count == 0 {
            return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into());
        }
        self.read.extend_from_slice(chunk.get(..count).unwrap_or_default());
        Ok(())
    }
}

/// The error for what was not asked for.
pub(crate) fn answered(what: &str) -> BenchError {
    BenchError::Answer { who: "a mailbox".to_owned(), what: what.to_owned() }
}
