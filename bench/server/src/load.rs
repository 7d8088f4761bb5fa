//! A closed loop: clients that each append to a journal of their own, one request after the other.

use crate::device::{Device, append, changes};
use crate::error::BenchError;
use crate::pull;
use crate::statistics::percentile;
use crate::wire::{Wire, answered};
use nourish_sync::{Answer, Kept};
use std::net::SocketAddr;
use std::sync::Barrier;
use std::time::{Duration, Instant};

/// How much is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Load {
    pub(crate) clients: usize,
    pub(crate) changes_per_request: usize,
    pub(crate) time: Duration,
    /// Requests that are ready before the clock starts, over all clients.
    pub(crate) most_requests: usize,
}

/// What came of it; every request was acknowledged as durable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Throughput {
    pub(crate) requests_per_s: f64,
    pub(crate) changes_per_s: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

impl Load {
    /// Loads the server, then reads back what it acknowledged.
    pub(crate) fn put_on(self, address: SocketAddr) -> Result<Throughput, BenchError> {
        let barrier = Barrier::new(self.clients);
        let each = self.most_requests / self.clients;
        let clients: Result<Vec<Client>, BenchError> = std::thread::scope(|scope| {
            let client = || self.client(address, each, &barrier);
            let threads: Vec<_> = (0..self.clients).map(|_| scope.spawn(client)).collect();
            threads.into_iter().map(|thread| thread.join().map_err(|_| BenchError::Thread)?).collect()
        });
        let clients = clients?;
        let begun = clients.iter().map(|client| client.begun).min().ok_or(BenchError::Thread)?;
        let ended = clients.iter().map(|client| client.ended).max().ok_or(BenchError::Thread)?;
        let took_ms: Vec<f64> = clients.iter().flat_map(|client| client.took_ms.iter().copied()).collect();
        for client in &clients {
            client.check(address)?;
        }
        let requests_per_s = took_ms.len() as f64 / (ended - begun).as_secs_f64();
        Ok(Throughput {
            requests_per_s,
            changes_per_s: requests_per_s * self.changes_per_request as f64,
            p50_ms: percentile(&took_ms, 50),
            p99_ms: percentile(&took_ms, 99),
        })
    }

    fn client(self, address: SocketAddr, requests: usize, barrier: &Barrier) -> Result<Client, BenchError> {
        // Whatever goes wrong before, the others are not left waiting.
        let prepared = self.prepare(address, requests);
        barrier.wait();
        let (device, mut wire, requests, mut sent) = prepared?;
        let begun = Instant::now();
        let mut took_ms = Vec::new();
        for request in &requests {
            let asked = Instant::now();
            if asked - begun > self.time {
                break;
            }
            match wire.ask(request)? {
                Answer::Appended { kept, .. } if matches!(kept.as_slice(), [Kept::At(_)]) => {}
                _ => return Err(answered("an append that was not kept")),
            }
            took_ms.push(asked.elapsed().as_secs_f64() * 1e3);
        }
        let ended = Instant::now();
        sent.truncate(1 + took_ms.len());
        Ok(Client { device, sent, took_ms, begun, ended })
    }

    fn prepare(self, address: SocketAddr, requests: usize) -> Result<Prepared, BenchError> {
        let mut device = Device::make()?;
        let mut wire = Wire::to(address)?;
        let mut sent = Vec::new();
        // The first brings the journal, and is not timed.
        for _ in 0..=requests {
            sent.push(device.seal(&changes(self.changes_per_request)?)?);
        }
        let signed = |sealed: &Vec<u8>| device.request(&append(vec![sealed.clone()]));
        let mut signed = sent.iter().map(signed);
        let first = signed.next().ok_or(BenchError::Thread)??;
        let signed = signed.collect::<Result<Vec<_>, _>>()?;
        wire.ask(&first)?;
        Ok((device, wire, signed, sent))
    }
}

type Prepared = (Device, Wire, Vec<Vec<u8>>, Vec<Vec<u8>>);

struct Client {
    device: Device,
    sent: Vec<Vec<u8>>,
    took_ms: Vec<f64>,
    begun: Instant,
    ended: Instant,
}

impl Client {
    /// What was acknowledged is there, in order.
    fn check(&self, address: SocketAddr) -> Result<(), BenchError> {
        let parcels = pull::everything(&self.device, &mut Wire::to(address)?)?;
        match parcels == self.sent {
            true => Ok(()),
            false => Err(BenchError::Lost { who: "a mailbox".to_owned() }),
        }
    }
}
