//! The server as a whole: it opens the store, listens, and stops without breaking anything off.

use crate::desk::Clock;
use crate::error::MailboxError;
use crate::http::{House, Opening, Peer, router};
use crate::limits::Limits;
use crate::log::{Log, LogSink};
use crate::pace::{Pace, Paced};
use crate::postgres::Crier;
use crate::sqlite::JOURNAL_BYTES;
use crate::staff::{Staff, StoreAddress};
use crate::tls::{Tls, TlsError, TlsFiles};
use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use nourish_sync::{Entropy, SystemEntropy};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// Most connections at once.
const CONNECTIONS: usize = 20_000;
/// What a client may take to send the headers of a request, and between two requests.
const HEADER_TIME: Duration = Duration::from_secs(30);
/// How slowly a client may take an answer.
const PACE: Pace = Pace { patience: Duration::from_secs(10), slowest_bytes_s: 16 * 1024 };
/// Longest that a connection lives.
const CONNECTION_TIME: Duration = Duration::from_secs(30 * 60);
/// Most bytes that are read ahead of a connection, and of headers.
const BUFFER_BYTES: usize = 64 * 1024;
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
            .worker_threads(std::thread::available_parallelism().map_or(2, usize::from).min(8))
            .enable_all()
            .build()
            .map_err(ServeError::System)?;
        let listener = runtime.block_on(TcpListener::bind(options.listen)).map_err(ServeError::Listen)?;
        let address = listener.local_addr().map_err(ServeError::Listen)?;
        let mut staff = Staff::open(&options.store, options.restored, options.journal_bytes, &clock)?;
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
    let (drain, bells) = (GracefulShutdown::new(), house.bells.clone());
    let service = TowerToHyperService::new(router(Arc::clone(&house)));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &room) => accepted,
            _ = stopped.changed() => break,
        };
        let Some((stream, peer, permit)) = accepted else { continue };
        let visit = Visit { service: service.clone(), peer, watcher: drain.watcher() };
        let (acceptor, house) = (tls.as_ref().map(|tls| tls.acceptor()), Arc::clone(&house));
        tokio::spawn(async move {
            let _here = house.metrics.connection();
            match acceptor {
                None => visit.serve(stream).await,
                Some(acceptor) => {
                    let shaken = tokio::time::timeout(HEADER_TIME, acceptor.accept(stream)).await;
                    if let Ok(Ok(stream)) = shaken {
                        visit.serve(stream).await;
                    }
                }
            }
            drop(permit);
        });
    }
    drop(listener);
    bells.close();
    // What is not done by then is broken off; what was acknowledged is durable.
    let _ = tokio::time::timeout(DRAIN_TIME, drain.shutdown()).await;
}

/// A connection and what it is served by.
struct Visit {
    service: TowerToHyperService<Router>,
    peer: Peer,
    watcher: Watcher,
}

impl Visit {
    async fn serve<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(self, stream: S) {
        let Self { service, peer, watcher } = self;
        let service = service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(peer);
            service.call(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIME)
            .max_buf_size(BUFFER_BYTES)
            .serve_connection(TokioIo::new(Paced::new(stream, PACE)), service);
        // How a connection ends is its client's affair.
        let _ = tokio::time::timeout(CONNECTION_TIME, watcher.watch(connection)).await;
    }
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
