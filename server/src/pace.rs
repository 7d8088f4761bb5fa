//! A connection whose other side must take what it is given, at a speed that has a least.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// How slow the other side may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// How long it may take nothing.
    pub(crate) patience: Duration,
    /// Slowest that it may take an answer beyond that, in bytes a second.
    pub(crate) slowest_bytes_s: u64,
}

/// A stream that breaks off where the other side takes too long.
pub(crate) struct Paced<S> {
    stream: S,
    pace: Pace,
    behind: Option<Behind>,
}

/// There is something that the other side has not taken yet.
struct Behind {
    since: Instant,
    taken_bytes: u64,
    alarm: Pin<Box<Sleep>>,
}

impl<S> Paced<S> {
    pub(crate) fn new(stream: S, pace: Pace) -> Self {
        Self { stream, pace, behind: None }
    }

    /// Counts what was taken; where nothing is, it is an error in the end.
    fn judged(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        let pace = self.pace;
        match (&written, &mut self.behind) {
            (Poll::Ready(Ok(bytes)), Some(behind)) => {
                behind.taken_bytes = behind.taken_bytes.saturating_add(*bytes as u64);
            }
            (Poll::Ready(_), _) => {}
            (Poll::Pending, behind) => {
                let behind = behind.get_or_insert_with(|| Behind::now(pace));
                if behind.is_too_far(pace, context) {
                    return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                }
            }
        }
        written
    }
}

impl Behind {
    fn now(pace: Pace) -> Self {
        let since = Instant::now();
        Self { since, taken_bytes: 0, alarm: Box::pin(sleep_until(since + pace.patience)) }
    }

    fn is_too_far(&mut self, pace: Pace, context: &mut Context<'_>) -> bool {
        let earned_ms = self.taken_bytes.saturating_mul(1_000) / pace.slowest_bytes_s.max(1);
        let until = self.since + pace.patience + Duration::from_millis(earned_ms);
        if self.alarm.deadline() != until {
            self.alarm.as_mut().reset(until);
        }
        self.alarm.as_mut().poll(context).is_ready()
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judged(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.judged(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Asked for when everything was written: after it the other side is no longer behind.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context).map_ok(|()| 0);
        let flushed = self.judged(context, flushed);
        if matches!(flushed, Poll::Ready(Ok(_))) {
            self.behind = None;
        }
        flushed.map_ok(|_| ())
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.stream).poll_shutdown(context).map_ok(|()| 0);
        self.judged(context, shut).map_ok(|_| ())
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    const PACE: Pace = Pace { patience: Duration::from_millis(300), slowest_bytes_s: 1_000_000 };

    #[tokio::test]
    async fn who_takes_nothing_is_given_up_after_a_while() {
        let (near, _far) = duplex(100);
        let begun = Instant::now();
        let written = Paced::new(near, PACE).write_all(&[1; 200]).await;
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert!(begun.elapsed() >= PACE.patience);
    }

    /// A million bytes may take a second and the patience.
    #[tokio::test]
    async fn who_takes_more_than_the_least_gets_everything_and_who_takes_less_does_not() {
        for (pause_ms, gets_all) in [(2, true), (100, false)] {
            let (near, mut far) = duplex(10_000);
            let taking = tokio::spawn(async move {
                let (mut taken, mut bytes) = (0, vec![0; 20_000]);
                while let Ok(length @ 1..) = far.read(&mut bytes).await {
                    taken += length;
                    tokio::time::sleep(Duration::from_millis(pause_ms)).await;
                }
                taken
            });
            let mut paced = Paced::new(near, PACE);
            let written = paced.write_all(&vec![1; 1_000_000]).await;
            assert_eq!(written.is_ok() && paced.flush().await.is_ok(), gets_all, "{pause_ms}");
            drop(paced);
            assert_eq!(taking.await.unwrap() == 1_000_000, gets_all, "{pause_ms}");
        }
    }

    #[tokio::test]
    async fn who_has_taken_everything_may_be_silent_for_as_long_as_he_likes() {
        let (near, mut far) = duplex(100);
        let mut paced = Paced::new(near, PACE);
        for _ in 0..3 {
            let mut bytes = [0; 150];
            let (written, read) = tokio::join!(paced.write_all(&[1; 150]), far.read_exact(&mut bytes));
            written.unwrap();
            read.unwrap();
            paced.flush().await.unwrap();
            tokio::time::sleep(PACE.patience * 2).await;
        }
    }
}
