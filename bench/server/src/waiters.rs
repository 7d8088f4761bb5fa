//! Devices that wait for news, each of its own journal on its own connection, and what each of them takes of the server's memory.

use crate::device::{Device, append, changes};
use crate::error::BenchError;
use crate::node::Node;
use crate::wire::{Wire, answered};
use nourish_sync::{Answer, Request};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Threads that bring the journals and connect.
const HANDS: usize = 32;
/// How long a device waits, in milliseconds: the longest that the mailbox takes.
const WAIT_MS: u32 = 60_000;
/// Files that the bench has open beside connections.
const OTHER_FILES: usize = 200;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Waiters {
    pub(crate) count: usize,
    pub(crate) bytes_each: f64,
    /// From the first news until the last of them had its own.
    pub(crate) all_told_s: f64,
}

/// So many devices wait at once; fewer where the system gives no more open files.
pub(crate) fn wait(node: &Node, wanted: usize) -> Result<Waiters, BenchError> {
    let count = wanted.min(open_files()?.saturating_sub(OTHER_FILES));
    let address = node.address();
    // Each has one journal with one parcel. Their first connections are closed again, so that what serving them once took is not counted.
    let devices = by_hands(vec![(); count], |()| begin(address))?;
    std::thread::sleep(Duration::from_millis(500));
    let before = node.resident_bytes()?;
    let waiting = by_hands(devices, |device| {
        let mut wire = Wire::to(address)?;
        // A device that waits has been answered on its connection before.
        wire.ask(&device.request(&Request::Heads { publish: None })?)?;
        wire.send(&device.request(&Request::Read { after: 1, limit_bytes: 1 << 20, wait_ms: WAIT_MS })?)?;
        Ok((device, wire))
    })?;
    std::thread::sleep(Duration::from_millis(1_500));
    let with = node.resident_bytes()?;
    let told = Instant::now();
    // Every one is told by another connection, and has to have waited until then.
    by_hands(waiting, |(mut device, mut wire)| {
        let news = device.seal(&changes(1)?)?;
        Wire::to(address)?.ask(&device.request(&append(vec![news.clone()]))?)?;
        match wire.receive()? {
            Answer::Parcels { parcels, .. } if matches!(parcels.as_slice(), [(2, parcel)] if parcel.sealed() == news) => {
                Ok(())
            }
            _ => Err(answered("no news to one who waited")),
        }
    })?;
    let bytes_each = (with.saturating_sub(before)) as f64 / count as f64;
    Ok(Waiters { count, bytes_each, all_told_s: told.elapsed().as_secs_f64() })
}

fn begin(address: SocketAddr) -> Result<Device, BenchError> {
    let mut device = Device::make()?;
    let first = device.seal(&changes(1)?)?;
    Wire::to(address)?.ask(&device.request(&append(vec![first]))?)?;
    Ok(device)
}

/// Does `work` to each, by a few threads.
pub(crate) fn by_hands<T: Send, R: Send>(
    all: Vec<T>,
    work: impl Fn(T) -> Result<R, BenchError> + Sync,
) -> Result<Vec<R>, BenchError> {
    let size = all.len().div_ceil(HANDS).max(1);
    let (mut all, mut shares) = (all.into_iter().peekable(), Vec::new());
    while all.peek().is_some() {
        shares.push(all.by_ref().take(size).collect::<Vec<T>>());
    }
    let work = &work;
    std::thread::scope(|scope| {
        let hands: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || share.into_iter().map(work).collect::<Result<Vec<R>, _>>()))
            .collect();
        let mut done = Vec::new();
        for hand in hands {
            done.extend(hand.join().map_err(|_| BenchError::Thread)??);
        }
        Ok(done)
    })
}

/// How many files this process, and so the server beside it, may have open.
fn open_files() -> Result<usize, BenchError> {
    let limits = std::fs::read_to_string("/proc/self/limits")?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().next()).map(|soft| soft.parse());
    Ok(soft.and_then(Result::ok).unwrap_or(usize::MAX))
}
