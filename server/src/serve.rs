//! The server as a whole: it opens the store, listens, and stops without breaking anything off.

use crate::desk::{Clock, GROUP};
use crate::error::MailboxError;
use crate::http::{House, Opening, Peer};
use crate::limits::Limits;
use crate::log::{Log, LogSink};
use crate::pace::{Pace, Paced};
use crate::postgres::Crier;
use crate::sqlite::JOURNAL_BYTES;
use crate::staff::{Staff, StoreAddress};
use crate::tls::{Tls, TlsError, TlsFiles};
use crate::visit::{HEADER_TIME, Visit};
use nourish_sync::{Entropy, SystemEntropy};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Timeout, timeout};
use tokio_rustls::TlsAcceptor;

/// Most connections at once.
const CONNECTIONS: usize = 20_000;
/// How slowly a client may take an answer.
const PACE: Pace = Pace { patience: Duration::from_secs(10), slowest_bytes_s: 16 * 1024 };
/// Longest that a connection lives.
const CONNECTION_TIME: Duration = Duration::from_secs(30 * 60);
/// Steps of work after which a thread looks whether something has come: often, so that the next requests are read while a group is kept.
const EVENT_INTERVAL: u32 = 8;
/// How long requests may go on after the server was told to stop.
const DRAIN_TIME: Duration = Duration::from_secs(20);

/// What to serve, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where parcels are kept.
    pub store: StoreAddress,
    /// The address and port to listen at; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Whom new journals are taken from.
    pub opening: Opening,
    /// The store was restored from a copy: its content is named anew before anybody is served.
    pub restored: bool,
    /// Most bytes of one journal's parcels and checkpoint.
    pub journal_bytes: u64,
    /// TLS of the server's own; none where a proxy has it, or everything stays on this machine.
    pub tls: Option<TlsFiles>,
    /// Most requests a minute.
    pub limits: Limits,
    /// Whether counts are shown at `/metrics`, to whoever reaches the server.
    pub metrics: bool,
    /// Most requests that share one flush. 1 gives each its own, which is what grouping is measured against.
    pub group: usize,
}

impl Options {
    /// A server of a store that everybody may bring journals to, without TLS.
    pub fn new(store: StoreAddress, listen: SocketAddr) -> Self {
        Self {
            store,
            listen,
            opening: Opening::Open,
            restored: false,
            journal_bytes: JOURNAL_BYTES,
            tls: None,
            limits: Limits::default(),
            metrics: false,
            group: GROUP,
        }
    }
}

/// Why the server does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The store cannot be used.
    #[error(transparent)]
    Mailbox(#[from] MailboxError),
    /// The address cannot be listened at.
    #[error("cannot listen at this address; it may be in use, or not this machine's")]
    Listen(#[source] std::io::Error),
    /// The certificate or its key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The system gives no threads or signals.
    #[error("the system gives no threads or signals")]
    System(#[source] std::io::Error),
}

/// A server that runs, until it is [stopped](Server::stop).
#[derive(Debug)]
pub struct Server {
    runtime: Runtime,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    listening: tokio::task::JoinHandle<()>,
    crier: Option<Crier>,
    threads: Vec<JoinHandle<()>>,
    store: StoreAddress,
}

/// How many threads answer requests: as many as there are cores, but for the one that writes to a file.
fn workers(store: &StoreAddress) -> usize {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    match store {
        StoreAddress::Sqlite(_) => cores.saturating_sub(1).clamp(1, 8),
        StoreAddress::Postgres(_) => cores.min(8),
    }
}

impl Server {
    /// Opens the store and listens. `clock` tells the time in seconds since 1970, `log` takes a line of JSON a request.
    ///
    /// # Errors
    /// [`ServeError`].
    pub fn start(options: &Options, clock: Clock, log: LogSink) -> Result<Self, ServeError> {
        let mut key = [0; 32];
        SystemEntropy::new().fill(&mut key).map_err(MailboxError::from)?;
        let tls = options.tls.clone().map(Tls::open).transpose()?.map(Arc::new);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(workers(&options.store))
            .event_interval(EVENT_INTERVAL)
            .enable_all()
            .build()
            .map_err(ServeError::System)?;
        let listener = runtime.block_on(TcpListener::bind(options.listen)).map_err(ServeError::Listen)?;
        let address = listener.local_addr().map_err(ServeError::Listen)?;
        let mut staff =
            Staff::open(&options.store, options.restored, options.journal_bytes, options.group, &clock)?;
        let (crier, threads) = (staff.crier.clone(), std::mem::take(&mut staff.threads));
        let house = House::new(staff, clock, Log::new(key, log), options);
        let (stop, stopped) = watch::channel(false);
        if let Some(tls) = &tls {
            runtime.spawn(Arc::clone(tls).keep_up());
        }
        let listening = runtime.spawn(listen(listener, Arc::new(house), tls, stopped));
        let store = options.store.clone();
        Ok(Self { runtime, address, stop, listening, crier, threads, store })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Heeds the system's word to stop from now on: what comes before it is [waited for](Signals::wait) is not missed.
    ///
    /// # Errors
    /// [`ServeError::System`].
    pub fn heed_signals(&self) -> Result<Signals<'_>, ServeError> {
        let _within = self.runtime.enter();
        let told = signal().map_err(ServeError::System)?;
        Ok(Signals { runtime: &self.runtime, told: Box::pin(told) })
    }

    /// Takes no more requests, finishes those that run, and closes the store.
    pub fn stop(self) {
        self.stop.send_replace(true);
        // It ends by its own time limit.
        let _ = self.runtime.block_on(self.listening);
        self.runtime.shutdown_timeout(Duration::from_secs(1));
        if let Some(crier) = self.crier {
            crier.close();
        }
        for thread in self.threads {
            // A thread that panicked has nothing more to finish.
            let _ = thread.join();
        }
        self.store.settle();
    }
}

/// The system's word that the program is to stop.
pub struct Signals<'a> {
    runtime: &'a Runtime,
    told: Pin<Box<dyn Future<Output = std::io::Result<()>>>>,
}

impl Signals<'_> {
    /// Waits for it.
    ///
    /// # Errors
    /// [`ServeError::System`].
    pub fn wait(self) -> Result<(), ServeError> {
        self.runtime.block_on(self.told).map_err(ServeError::System)
    }
}

/// Waits until the system tells a program to stop that serves nothing.
///
/// # Errors
/// [`ServeError::System`].
pub fn wait_for_signal() -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.and_then(|runtime| runtime.block_on(async { signal()?.await })).map_err(ServeError::System)
}

async fn listen(
    listener: TcpListener,
    house: Arc<House>,
    tls: Option<Arc<Tls>>,
    mut stopped: watch::Receiver<bool>,
) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &room) => accepted,
            _ = stopped.changed() => break,
        };
        let Some((stream, peer, permit)) = accepted else { continue };
        let visit = Visit { house: Arc::clone(&house), peer, stopped: stopped.clone() };
        let (acceptor, house) = (tls.as_ref().map(|tls| tls.acceptor()), Arc::clone(&house));
        tokio::spawn(async move {
            let _here = house.metrics.connection();
            match acceptor {
                None => _ = within_time(visit.serve(Paced::new(stream, PACE))).await,
                // In a box of its own: who comes without TLS does not carry its room about.
                Some(acceptor) => Box::pin(shake_hands(acceptor, stream, visit)).await,
            }
            drop(permit);
        });
    }
    drop(listener);
    house.bells.close();
    // What is not done by then is broken off; what was acknowledged is durable.
    let _ = timeout(DRAIN_TIME, room.acquire_many(CONNECTIONS as u32)).await;
}

/// Serves over TLS, once that is agreed on.
async fn shake_hands(acceptor: TlsAcceptor, stream: TcpStream, visit: Visit) {
    let mut stopped = visit.stopped.clone();
    let shaken = tokio::select! {
        shaken = timeout(HEADER_TIME, acceptor.accept(stream)) => shaken,
        _ = stopped.changed() => return,
    };
    if let Ok(Ok(stream)) = shaken {
        _ = within_time(visit.serve(Paced::new(stream, PACE))).await;
    }
}

/// Who goes on for longer is cut off.
fn within_time<V: Future<Output = ()>>(visit: V) -> Timeout<V> {
    timeout(CONNECTION_TIME, visit)
}

/// The next connection, as soon as there is room for it.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> Option<(TcpStream, Peer, OwnedSemaphorePermit)> {
    let permit = Arc::clone(room).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, address)) => {
            // Answers are short, and somebody waits for them.
            let _ = stream.set_nodelay(true);
            Some((stream, Peer(address.ip().to_canonical()), permit))
        }
        Err(_) => {
            // Out of file handles, most likely: some will be closed soon.
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

#[cfg(unix)]
fn signal() -> std::io::Result<impl Future<Output = std::io::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        Ok(())
    })
}

#[cfg(not(unix))]
fn signal() -> std::io::Result<impl Future<Output = std::io::Result<()>>> {
    Ok(tokio::signal::ctrl_c())
}
