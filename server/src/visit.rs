//! A connection, and one request after another on it. While a request waits for news, nothing of the connection is kept in memory but
//! the socket and the request itself: ten thousand devices that wait cost little more than their sockets.

use crate::http::{House, Peer, Response, answering};
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::Service;
use hyper::{Request, Version, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::{Future, poll_fn, ready};
use std::io;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::watch;

/// What a client may take to send the headers of a request, and between two requests.
pub(crate) const HEADER_TIME: Duration = Duration::from_secs(30);
/// Most bytes that are read ahead of a connection, and of headers.
const BUFFER_BYTES: usize = 64 * 1024;
/// Stands for a request that was read before it waited; what answers it is ready.
const AGAIN: &[u8] = b"POST / HTTP/1.1\r\nhost: again\r\ncontent-length: 0\r\n\r\n";

/// What answers a request, in the end.
pub(crate) type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Who has come, and what he is served by.
pub(crate) struct Visit {
    pub(crate) house: Arc<House>,
    pub(crate) peer: Peer,
    pub(crate) stopped: watch::Receiver<bool>,
}

/// Told by a request from when on it waits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Waits(Weak<Bench>);

impl Waits {
    /// The connection may be taken down until there is an answer.
    pub(crate) fn begin(&self) {
        if let Some(bench) = self.0.upgrade() {
            bench.is_taken.store(true, Ordering::Relaxed);
        }
    }
}

/// Where a request waits whose connection was taken down.
#[derive(Default)]
struct Bench {
    is_taken: AtomicBool,
    /// Whether something of an answer is not with the system yet.
    is_unsent: AtomicBool,
    answering: Mutex<Option<Answering>>,
}

impl std::fmt::Debug for Bench {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Bench").finish_non_exhaustive()
    }
}

impl Visit {
    /// Serves until the client goes, breaks a limit, or the house closes.
    pub(crate) async fn serve<S: AsyncRead + AsyncWrite + Unpin>(mut self, stream: S) {
        let mut stream = Stream { ahead: Vec::new(), bench: Arc::default(), inner: stream };
        let mut ready = None;
        loop {
            // In a box of its own, which is gone while somebody waits.
            let Some((left, answering)) = Box::pin(self.run(stream, ready.take())).await else { return };
            stream = left;
            let Some(answer) = stream.wait(answering).await else { return };
            ready = Some(answer);
            stream.ahead.splice(0..0, AGAIN.iter().copied());
        }
    }

    /// Runs until the connection ends, or a request on it begins to wait: that and the stream are all that is left of it then.
    async fn run<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        mut stream: Stream<S>,
        ready: Option<Response>,
    ) -> Option<(Stream<S>, Answering)> {
        let bench = Arc::<Bench>::default();
        stream.bench = Arc::clone(&bench);
        let (house, peer) = (Arc::clone(&self.house), self.peer);
        let requests = Requests { house, peer, bench: Arc::clone(&bench), ready: Mutex::new(ready) };
        let mut builder = Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME).max_buf_size(BUFFER_BYTES);
        let mut connection = Box::new(builder.serve_connection(TokioIo::new(stream), requests));
        let mut stop = pin!(self.stopped.wait_for(|stopped| *stopped));
        let mut is_told = false;
        let waits = poll_fn(|context| {
            loop {
                // How a connection ends is its client's affair.
                match Pin::new(&mut *connection).poll(context) {
                    Poll::Ready(_) => return Poll::Ready(false),
                    Poll::Pending if bench.may_take_down() => return Poll::Ready(true),
                    Poll::Pending => {}
                }
                // Only now: a connection that has nothing to say yet would be closed with the answer that is ready for it.
                if is_told || stop.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                is_told = true;
                Pin::new(&mut *connection).graceful_shutdown();
            }
        });
        if !waits.await {
            return None;
        }
        let parts = connection.into_parts();
        let mut stream = parts.io.into_inner();
        stream.ahead.splice(0..0, parts.read_buf);
        let answering = bench.answering.lock().unwrap_or_else(PoisonError::into_inner).take();
        Some((stream, answering?))
    }
}

impl Bench {
    fn may_take_down(&self) -> bool {
        self.is_taken.load(Ordering::Relaxed) && !self.is_unsent.load(Ordering::Relaxed)
    }
}

/// Hands requests on, each with who asks and how it may wait.
struct Requests {
    house: Arc<House>,
    peer: Peer,
    bench: Arc<Bench>,
    /// The answer to the first, where that was asked before.
    ready: Mutex<Option<Response>>,
}

impl Service<Request<Incoming>> for Requests {
    type Response = Response;
    type Error = Infallible;
    type Future = Answered;

    fn call(&self, request: Request<Incoming>) -> Answered {
        if let Some(answer) = self.ready.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Answered { answering: Some(Box::pin(ready(answer))), bench: None };
        }
        // What the client said of the connection itself would not be known any more.
        let is_plain =
            request.version() == Version::HTTP_11 && !request.headers().contains_key(header::CONNECTION);
        let bench = is_plain.then(|| Arc::clone(&self.bench));
        let waits = Waits(bench.as_ref().map_or_else(Weak::new, Arc::downgrade));
        Answered { answering: Some(answering(&self.house, request, self.peer, waits)), bench }
    }
}

/// An answer to come. It goes on where its request waits when the connection is taken down.
struct Answered {
    answering: Option<Answering>,
    bench: Option<Arc<Bench>>,
}

impl Future for Answered {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(answering) = &mut self.answering else { return Poll::Pending };
        let answer = answering.as_mut().poll(context);
        if answer.is_ready() {
            self.answering = None;
            // It waits no longer, if it was about to.
            if let Some(bench) = self.bench.take() {
                bench.is_taken.store(false, Ordering::Relaxed);
            }
        }
        answer.map(Ok)
    }
}

impl Drop for Answered {
    fn drop(&mut self) {
        let waits = self.bench.take().filter(|bench| bench.is_taken.load(Ordering::Relaxed));
        if let Some(bench) = waits {
            *bench.answering.lock().unwrap_or_else(PoisonError::into_inner) = self.answering.take();
        }
    }
}

/// The client's stream, and what was read of it already.
struct Stream<S> {
    ahead: Vec<u8>,
    bench: Arc<Bench>,
    inner: S,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Stream<S> {
    /// Waits for the answer; none where the client goes before. What he sends meanwhile is kept, a little of it.
    async fn wait(&mut self, mut answering: Answering) -> Option<Response> {
        poll_fn(|context| {
            if let Poll::Ready(answer) = answering.as_mut().poll(context) {
                return Poll::Ready(Some(answer));
            }
            while self.ahead.is_empty() {
                let mut bytes = [0; 128];
                let mut read = ReadBuf::new(&mut bytes);
                match Pin::new(&mut self.inner).poll_read(context, &mut read) {
                    Poll::Pending => break,
                    Poll::Ready(Ok(())) if !read.filled().is_empty() => self.ahead.extend(read.filled()),
                    Poll::Ready(_) => return Poll::Ready(None),
                }
            }
            Poll::Pending
        })
        .await
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Stream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.ahead.is_empty() {
            return Pin::new(&mut self.inner).poll_read(context, into);
        }
        let count = self.ahead.len().min(into.remaining());
        let rest = self.ahead.split_off(count);
        into.put_slice(&std::mem::replace(&mut self.ahead, rest));
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Stream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.bench.is_unsent.store(true, Ordering::Relaxed);
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.bench.is_unsent.store(true, Ordering::Relaxed);
        Pin::new(&mut self.inner).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    /// Is asked for when nothing is left to be written.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.inner).poll_flush(context);
        if matches!(flushed, Poll::Ready(Ok(()))) {
            self.bench.is_unsent.store(false, Ordering::Relaxed);
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
