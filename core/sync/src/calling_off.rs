//! Work that others do, waited for until it is done, late or called off.

use crate::over_http::HttpReply;
use crate::transport::TransportError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How often it is looked whether an exchange was called off.
const LOOK: Duration = Duration::from_millis(25);

/// Does `post` on a thread of its own and waits for it, for `deadline_ms` at the most and until `cancelled` is set. A post that nobody
/// waits for any more may run on until it ends by itself; what comes of it is dropped.
///
/// # Errors
/// What `post` says; [`TransportError::Cancelled`]; [`TransportError::Unreachable`] where it is late or breaks off.
pub fn until_called_off(
    cancelled: &AtomicBool,
    deadline_ms: u32,
    post: impl FnOnce() -> Result<HttpReply, TransportError> + Send + 'static,
) -> Result<HttpReply, TransportError> {
    let (sender, receiver) = mpsc::channel();
    let deadline = Instant::now().checked_add(Duration::from_millis(deadline_ms.max(1).into()));
    if cancelled.load(Ordering::Relaxed) {
        return Err(TransportError::Cancelled);
    }
    // Nobody listens any more where it was called off.
    std::thread::spawn(move || drop(sender.send(post())));
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(reply) => return reply,
            Err(RecvTimeoutError::Disconnected) => return Err(TransportError::Unreachable),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if cancelled.load(Ordering::Relaxed) {
            return Err(TransportError::Cancelled);
        }
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Err(TransportError::Unreachable);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn slow() -> Result<HttpReply, TransportError> {
        std::thread::sleep(Duration::from_secs(20));
        Err(TransportError::NotAMailbox)
    }

    #[test]
    fn what_is_called_off_or_late_is_not_waited_for() {
        let cancelled: Arc<AtomicBool> = Arc::default();
        let begun = Instant::now();
        assert_eq!(until_called_off(&cancelled, 60, slow), Err(TransportError::Unreachable));
        let flag = Arc::clone(&cancelled);
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(60));
            flag.store(true, Ordering::Relaxed);
        });
        assert_eq!(until_called_off(&cancelled, 60_000, slow), Err(TransportError::Cancelled));
        assert_eq!(
            until_called_off(&cancelled, 60_000, || unreachable!("called off before it began")),
            Err(TransportError::Cancelled)
        );
        assert!(begun.elapsed() < Duration::from_secs(15), "it was waited for");
    }

    #[test]
    fn a_post_that_ends_gives_its_reply_and_one_that_breaks_off_none() {
        let done = || Ok(HttpReply { status: 200, content_type: None, time_s: None, body: vec![7] });
        let going = AtomicBool::new(false);
        assert_eq!(until_called_off(&going, 60_000, done).map(|reply| reply.body), Ok(vec![7]));
        let broken =
            || -> Result<HttpReply, TransportError> { std::panic::resume_unwind(Box::new("told to")) };
        assert_eq!(until_called_off(&going, 60_000, broken), Err(TransportError::Unreachable));
    }
}
