//! Calling off what takes long.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Calls off what was begun with it: an import, a sync, waiting for news. Make one for each call; once cancelled it stays so.
#[derive(Debug, Default, uniffi::Object)]
pub struct Cancellation {
    flag: Arc<AtomicBool>,
}

#[uniffi::export]
impl Cancellation {
    /// A new one.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls off, from any thread: the call throws `Cancelled` within some milliseconds, and what it had not finished is not there.
    pub fn cancel(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }

    /// Whether it was called off.
    pub fn is_cancelled(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }
}

/// The flag of a cancellation; of none, one that nobody sets.
pub(crate) fn flag_of(cancellation: Option<Arc<Cancellation>>) -> Arc<AtomicBool> {
    cancellation.map_or_else(Arc::default, |cancellation| Arc::clone(&cancellation.flag))
}
