//! A server of ours in a process of its own, so that its memory and time are its own.

use crate::error::BenchError;
use nourish_server::{Limits, Options, Server, StoreAddress};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::SystemTime;

/// The hidden command that is the server's process.
pub(crate) const COMMAND: &str = "be-a-node";

/// A running server.
#[derive(Debug)]
pub(crate) struct Node {
    child: Child,
    address: SocketAddr,
}

impl Node {
    /// Starts one over `store`, as `nourish serve` names it; `group` requests at most share a flush.
    pub(crate) fn start(store: &str, group: usize) -> Result<Self, BenchError> {
        let mut child = Command::new(std::env::current_exe()?)
            .args([COMMAND, store, &group.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let address = line.trim().parse();
        let address = address.map_err(|_| BenchError::Missing("a server of ours did not start"))?;
        Ok(Self { child, address })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The memory that it has in RAM, in bytes.
    pub(crate) fn resident_bytes(&self) -> Result<u64, BenchError> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|kib| kib.parse().ok());
        kib.map(|kib: u64| kib * 1_024).ok_or(BenchError::Missing("Linux tells no memory of a process"))
    }
}

impl Drop for Node {
    /// Ends it as soon as it has closed its store.
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        // It is over in any case.
        let _ = self.child.wait();
    }
}

/// Is such a process: serves until nothing more can come from standard input.
pub(crate) fn serve(store: &str, group: &str, out: &mut impl Write) -> Result<(), BenchError> {
    let store: StoreAddress = store.parse()?;
    let group = group.parse().map_err(|_| BenchError::Missing("a group is a number"))?;
    let limits = Limits { address: 0, journal: 0, device: 0 };
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let options = Options { limits, group, ..Options::new(store, listen) };
    let server = Server::start(&options, Arc::new(clock_s), Box::new(std::io::sink()))?;
    writeln!(out, "{}", server.address())?;
    out.flush()?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    server.stop();
    Ok(())
}

/// Seconds since 1970.
pub(crate) fn clock_s() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
