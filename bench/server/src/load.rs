//! A closed loop: clients that each append to a journal of their own, one request after the other. One thread drives them all, so that
//! as little as can be of the machine goes to them.

use crate::device::{Device, append, changes};
use crate::error::BenchError;
use crate::pull;
use crate::statistics::percentile;
use crate::waiters::by_hands;
use crate::wire::{Wire, answered};
use mio::{Events, Poll, Token};
use nourish_sync::{Answer, Kept};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Longest that nothing comes.
const PATIENCE: Duration = Duration::from_secs(90);

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
        let each = self.most_requests / self.clients;
        let mut clients = by_hands(vec![(); self.clients], |()| self.prepare(address, each))?;
        let took = self.drive(&mut clients)?;
        let took_ms: Vec<f64> = clients.iter().flat_map(|client| client.took_ms.iter().copied()).collect();
        for client in &clients {
            client.check(address)?;
        }
        let requests_per_s = took_ms.len() as f64 / took.as_secs_f64();
        Ok(Throughput {
            requests_per_s,
            changes_per_s: requests_per_s * self.changes_per_request as f64,
            p50_ms: percentile(&took_ms, 50),
            p99_ms: percentile(&took_ms, 99),
        })
    }

    /// A client whose journal is there, with what it will ask.
    fn prepare(self, address: SocketAddr, requests: usize) -> Result<Client, BenchError> {
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
        let requests = signed.collect::<Result<Vec<_>, _>>()?;
        wire.ask(&first)?;
        Ok(Client { device, wire, requests, sent, took_ms: Vec::new(), asked: Instant::now() })
    }

    /// Lets all of them ask until the time is over; how long that took.
    fn drive(self, clients: &mut [Client]) -> Result<Duration, BenchError> {
        let mut poll = Poll::new()?;
        let mut events = Events::with_capacity(self.clients);
        for (name, client) in clients.iter_mut().enumerate() {
            client.wire.watch(poll.registry(), Token(name))?;
        }
        let begun = Instant::now();
        let mut asking = 0;
        for client in clients.iter_mut() {
            asking += usize::from(client.ask(Instant::now())?);
        }
        while asking > 0 {
            poll.poll(&mut events, Some(PATIENCE))?;
            if events.is_empty() {
                return Err(answered("nothing for long"));
            }
            for event in &events {
                let client = clients.get_mut(event.token().0).ok_or(BenchError::Thread)?;
                let Some(now) = client.take()? else { continue };
                let goes_on = now - begun <= self.time && client.ask(now)?;
                asking -= usize::from(!goes_on);
            }
        }
        Ok(begun.elapsed())
    }
}

struct Client {
    device: Device,
    wire: Wire,
    requests: Vec<Vec<u8>>,
    /// What it sealed, the untimed first with it.
    sent: Vec<Vec<u8>>,
    took_ms: Vec<f64>,
    /// When it asked last.
    asked: Instant,
}

impl Client {
    /// Asks what is next; `false` where nothing is left.
    fn ask(&mut self, now: Instant) -> Result<bool, BenchError> {
        let Some(request) = self.requests.get(self.took_ms.len()) else { return Ok(false) };
        self.asked = now;
        self.wire.send(request)?;
        Ok(true)
    }

    /// Takes the answer, if it has come, and says when.
    fn take(&mut self) -> Result<Option<Instant>, BenchError> {
        match self.wire.received()? {
            None => Ok(None),
            Some(Answer::Appended { kept, .. }) if matches!(kept.as_slice(), [Kept::At(_)]) => {
                let now = Instant::now();
                self.took_ms.push((now - self.asked).as_secs_f64() * 1e3);
                Ok(Some(now))
            }
            Some(_) => Err(answered("an append that was not kept")),
        }
    }

    /// What was acknowledged is there, in order.
    fn check(&self, address: SocketAddr) -> Result<(), BenchError> {
        let parcels = pull::everything(&self.device, &mut Wire::to(address)?)?;
        match Some(parcels.as_slice()) == self.sent.get(..=self.took_ms.len()) {
            true => Ok(()),
            false => Err(BenchError::Lost { who: "a mailbox".to_owned() }),
        }
    }
}
