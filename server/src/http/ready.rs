//! Whether the store can be read: asked of it once a second, however many want to know.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long an answer stands.
const STANDS: Duration = Duration::from_secs(1);

/// What the store said last, and when.
#[derive(Debug, Default)]
pub(super) struct Readiness(Arc<Mutex<Option<(Instant, bool)>>>);

impl Readiness {
    /// What `asking` says, or what it said within the last second. While one asks, others wait for what he hears.
    pub(super) async fn is_ready(&self, asking: impl Future<Output = bool> + Send + 'static) -> bool {
        let mut said = Arc::clone(&self.0).lock_owned().await;
        if let Some((at, is_ready)) = *said
            && at.elapsed() < STANDS
        {
            return is_ready;
        }
        // He may go meanwhile: nobody asks again before this is over.
        let asked = tokio::spawn(async move {
            let is_ready = asking.await;
            *said = Some((Instant::now(), is_ready));
            is_ready
        });
        asked.await.unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// Counts how often it is asked, and takes a while to answer.
    fn store(asked: &Arc<AtomicU32>) -> impl Future<Output = bool> + Send + 'static {
        let asked = Arc::clone(asked);
        async move {
            let before = asked.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(50)).await;
            before == 0
        }
    }

    #[tokio::test]
    async fn however_many_want_to_know_the_store_is_asked_once_a_second() {
        let (readiness, asked) = (Arc::new(Readiness::default()), Arc::default());
        let askers: Vec<_> = (0..200)
            .map(|_| {
                let (readiness, store) = (Arc::clone(&readiness), store(&asked));
                tokio::spawn(async move { readiness.is_ready(store).await })
            })
            .collect();
        for asker in askers {
            assert!(asker.await.unwrap());
        }
        assert_eq!(asked.load(Ordering::Relaxed), 1);
        // What changes is known a second later.
        tokio::time::sleep(STANDS).await;
        assert!(!readiness.is_ready(store(&asked)).await);
        assert!(!readiness.is_ready(store(&asked)).await);
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn who_asks_and_goes_lets_nobody_ask_again() {
        let (readiness, asked) = (Readiness::default(), Arc::default());
        for _ in 0..20 {
            let gone = readiness.is_ready(store(&asked));
            assert!(tokio::time::timeout(Duration::from_millis(1), gone).await.is_err());
        }
        assert!(readiness.is_ready(store(&asked)).await);
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }
}
