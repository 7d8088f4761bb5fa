//! What a journal tells an app by itself.

use crate::error::JournalError;
use crate::journal::Journal;
use crate::sync::SyncReport;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// Something that happened to a journal.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Event {
    /// Entries were added, corrected, taken back or erased, by this app or by a sync: read anew what is shown.
    Changed,
    /// How far an import has come.
    Importing {
        /// Bytes of the file read so far; of a database none.
        read_bytes: u64,
        /// Size of the file. Bytes.
        file_bytes: u64,
    },
    /// A sync began.
    SyncBegan,
    /// A sync is done.
    SyncEnded {
        /// What it came to.
        report: SyncReport,
    },
    /// A sync could not go on. What was exchanged until then stays.
    SyncFailed {
        /// Why.
        error: JournalError,
    },
}

/// Hears of what happens to a journal. Implemented by the app.
///
/// It is called on the thread of the call that made it happen, during an import while the journal is held: hand the event on and
/// return, and never call the journal from here. What it throws is thrown away.
#[uniffi::export(with_foreign)]
pub trait Observer: Send + Sync {
    /// Hears of an event.
    fn notice(&self, event: Event) -> Result<(), ObserverError>;
}

/// What an observer may throw; nobody looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ObserverError {
    /// The event was not handed on.
    #[error("the event was not handed on")]
    Lost,
}

/// A host's own exception may hold anything: nothing of it is kept.
impl From<uniffi::UnexpectedUniFFICallbackError> for ObserverError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Lost
    }
}

/// An observer that is listening, until this object ends or is closed.
#[derive(uniffi::Object)]
pub struct Observation {
    observers: Weak<Observers>,
    number: u64,
}

#[uniffi::export]
impl Journal {
    /// Lets an observer listen for as long as what this returns is kept. There may be several.
    pub fn observe(&self, observer: Arc<dyn Observer>) -> Observation {
        Observation { number: self.observers.add(observer), observers: Arc::downgrade(&self.observers) }
    }
}

#[uniffi::export]
impl Observation {
    /// Ends it now.
    pub fn end(&self) {
        if let Some(observers) = self.observers.upgrade() {
            observers.remove(self.number);
        }
    }
}

impl Drop for Observation {
    fn drop(&mut self) {
        self.end();
    }
}

/// Who listens, each under its number.
#[derive(Default)]
pub(crate) struct Observers {
    listening: Mutex<Listening>,
}

#[derive(Default)]
struct Listening {
    last_number: u64,
    observers: Vec<(u64, Arc<dyn Observer>)>,
}

impl Observers {
    /// Tells everybody. Nothing is held meanwhile, so an observer may end itself.
    pub(crate) fn tell(&self, event: &Event) {
        let observers = self.held().observers.clone();
        for (_, observer) in observers {
            let _ = observer.notice(event.clone());
        }
    }

    fn add(&self, observer: Arc<dyn Observer>) -> u64 {
        let mut listening = self.held();
        listening.last_number += 1;
        let number = listening.last_number;
        listening.observers.push((number, observer));
        number
    }

    fn remove(&self, number: u64) {
        self.held().observers.retain(|(kept, _)| *kept != number);
    }

    fn held(&self) -> MutexGuard<'_, Listening> {
        self.listening.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
