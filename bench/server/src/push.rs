//! A backlog of changes, sealed and pushed by one device in batches until the last is acknowledged, then pulled and opened by another.

use crate::device::{Device, append};
use crate::error::BenchError;
use crate::pull;
use crate::wire::{Wire, answered};
use nourish_sync::{Answer, Kept, entry_hash, to_hex};
use std::net::SocketAddr;
use std::time::Instant;

/// Changes of one request.
pub(crate) const BATCH: usize = 500;

/// How the changes of a request are sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sealing {
    /// All of them as one batch, as our devices do it.
    Together,
    /// Each as a batch and a parcel of its own, with a signature of its own.
    Apart,
}

/// What it took, of any design.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pushed {
    pub(crate) push_ms: f64,
    pub(crate) pull_ms: f64,
    /// Bodies of requests while pushing, and of answers while pulling.
    pub(crate) pushed_bytes: f64,
    pub(crate) pulled_bytes: f64,
    /// SHA-256 of all changes as they came back, in order.
    pub(crate) sha256: String,
}

/// What one change a request takes, one after the other, in milliseconds each.
pub(crate) fn one_by_one(address: SocketAddr, changes: &[Vec<u8>]) -> Result<Vec<f64>, BenchError> {
    let (mut device, mut wire) = (Device::make()?, Wire::to(address)?);
    let mut took_ms = Vec::new();
    for change in changes {
        let begun = Instant::now();
        let sealed = device.seal(std::slice::from_ref(change))?;
        acknowledged(&wire.ask(&device.request(&append(vec![sealed]))?)?, 1)?;
        took_ms.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    Ok(took_ms)
}

/// Pushes and pulls.
pub(crate) fn push(address: SocketAddr, changes: &[Vec<u8>], sealing: Sealing) -> Result<Pushed, BenchError> {
    let (mut device, mut wire, mut pushed_bytes) = (Device::make()?, Wire::to(address)?, 0);
    let begun = Instant::now();
    for some in changes.chunks(BATCH) {
        let sealed = match sealing {
            Sealing::Together => vec![device.seal(some)?],
            Sealing::Apart => {
                some.iter().map(|one| device.seal(std::slice::from_ref(one))).collect::<Result<_, _>>()?
            }
        };
        let parcels = sealed.len();
        let request = append(sealed);
        pushed_bytes += request.encode().len();
        acknowledged(&wire.ask(&device.request(&request)?)?, parcels)?;
    }
    let push_ms = begun.elapsed().as_secs_f64() * 1e3;
    let mut wire = Wire::to(address)?;
    let begun = Instant::now();
    let sealed = pull::everything(&device, &mut wire)?;
    let opened = device.open(&sealed)?;
    // All changes are there, one by one, which is where the peers' clock stops too.
    let pull_ms = begun.elapsed().as_secs_f64() * 1e3;
    let pulled_bytes: usize = sealed.iter().map(Vec::len).sum();
    Ok(Pushed {
        push_ms,
        pull_ms,
        pushed_bytes: pushed_bytes as f64,
        pulled_bytes: pulled_bytes as f64,
        sha256: to_hex(&entry_hash(&opened.concat())),
    })
}

fn acknowledged(answer: &Answer, parcels: usize) -> Result<(), BenchError> {
    let all_new =
        |kept: &[Kept]| kept.len() == parcels && kept.iter().all(|kept| matches!(kept, Kept::At(_)));
    match answer {
        Answer::Appended { kept, .. } if all_new(kept) => Ok(()),
        _ => Err(answered("an append that was not kept")),
    }
}
