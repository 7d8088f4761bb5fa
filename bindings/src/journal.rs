//! The object that an app holds.

use crate::assessment::Assessment;
use crate::damage::Health;
use crate::day::{DaySums, DayView};
use crate::draft::Draft;
use crate::entry::LoggedEntry;
use crate::error::JournalError;
use crate::fact::Fact;
use crate::files::write_file;
use crate::observer::{Event, Observers};
use crate::report::{Audience, ReportFormat, ReportWanted};
use crate::scalar::{CalendarDay, EntryId, Moment};
use nourish_journal::{PassphraseCost, Secret};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// One open journal: a sealed file, opened by a passphrase, a keystore or a recovery code.
///
/// It may be called from any thread; calls wait for each other, but not for a sync's network, and each takes a few milliseconds but for opening,
/// which takes most of a second on purpose. Close the object when it is no longer needed.
#[derive(uniffi::Object)]
pub struct Journal {
    pub(crate) inner: Mutex<nourish_journal::Journal>,
    /// Held by who syncs or changes the circle: one at a time.
    circle: Mutex<()>,
    pub(crate) observers: Arc<Observers>,
    /// Told apart by its address: which of the open journals this is.
    pub(crate) mark: Arc<()>,
}

#[uniffi::export]
impl Journal {
    /// Makes a journal at `path`, which must not exist. Nobody can open it without the passphrase.
    ///
    /// Throws `AlreadyExists`, `Locked` for a passphrase that is empty or too long, and what the disk may say.
    #[uniffi::constructor]
    pub fn create(path: String, passphrase: String) -> Result<Self, JournalError> {
        let typed = Zeroizing::new(passphrase);
        Ok(nourish_journal::Journal::create(Path::new(&path), secret_of(&typed))?.into())
    }

    /// Opens the journal at `path`. Whatever goes wrong, the file is left as it is.
    ///
    /// Throws `NotFound`, `NotAJournal`, `NewerFormat`, `Locked` and `Damaged`.
    #[uniffi::constructor]
    pub fn open(path: String, passphrase: String) -> Result<Self, JournalError> {
        let typed = Zeroizing::new(passphrase);
        Ok(nourish_journal::Journal::open(Path::new(&path), secret_of(&typed))?.into())
    }

    /// Logs what a draft says. It is on the disk when this returns.
    ///
    /// Throws `InvalidEntry` with field, problem and remedy; nothing was stored then.
    pub fn log(&self, draft: Draft, now: Moment) -> Result<LoggedEntry, JournalError> {
        let logged = (&self.lock().log(draft.try_into()?, &now)?).into();
        Ok(self.changed(logged))
    }

    /// Corrects the entry named `id`: `fact` stands from now on, the history keeps what stood before. `occurred`
    /// moves it within its week.
    ///
    /// Throws `NoSuchEntry` also for what was taken back, `NewerEntry`, and `InvalidEntry` without a reason.
    #[uniffi::method(default(occurred = None))]
    pub fn amend(
        &self,
        id: EntryId,
        fact: Fact,
        reason: String,
        now: Moment,
        occurred: Option<Moment>,
    ) -> Result<LoggedEntry, JournalError> {
        let amended = (&self.lock().amend(id, fact, occurred, &reason, &now)?).into();
        Ok(self.changed(amended))
    }

    /// Takes the entry named `id` back, with everything that corrected it; the history keeps it.
    ///
    /// Throws `NoSuchEntry` also for what was taken back already, and `InvalidEntry` without a reason.
    pub fn retract(&self, id: EntryId, reason: String, now: Moment) -> Result<LoggedEntry, JournalError> {
        let retracted = (&self.lock().retract(id, &reason, &now)?).into();
        Ok(self.changed(retracted))
    }

    /// What stands on the day of `now`, with its sums.
    pub fn today(&self, now: Moment) -> Result<DayView, JournalError> {
        self.day(now.day())
    }

    /// What stands on a day, with its sums.
    pub fn day(&self, day: CalendarDay) -> Result<DayView, JournalError> {
        Ok(DayView::of(day, self.lock().day(day)?))
    }

    /// The days from `from` to `to` in numbers, for charts; days with nothing on them are left out.
    pub fn series(&self, from: CalendarDay, to: CalendarDay) -> Result<Vec<DaySums>, JournalError> {
        Ok(self.lock().series(from, to)?.into_iter().map(Into::into).collect())
    }

    /// The entry named `id` and everything that corrects it or takes it back, the first version first.
    ///
    /// Throws `NoSuchEntry`.
    pub fn history(&self, id: EntryId) -> Result<Vec<LoggedEntry>, JournalError> {
        Ok(self.lock().history(id)?.iter().map(Into::into).collect())
    }

    /// What the rules say of the person on the day `as_of`. What is missing stays undecided; it is never taken as well.
    pub fn assess(&self, as_of: CalendarDay) -> Result<Assessment, JournalError> {
        Ok(self.lock().assess(as_of)?.into())
    }

    /// The report for somebody: over half a year that ends on the day of `now`, in English and metric units, where nothing else is wanted.
    ///
    /// Throws `Damaged` where part of the journal cannot be read: a report that leaves something out unseen is worse
    /// than none. Throws `InvalidEntry` for a language that is no language tag.
    #[uniffi::method(default(wanted = None))]
    pub fn report(
        &self,
        format: ReportFormat,
        audience: Audience,
        now: Moment,
        wanted: Option<ReportWanted>,
    ) -> Result<String, JournalError> {
        let journal = self.lock();
        let report = wanted.unwrap_or_default().compose(&journal, audience, &now)?;
        Ok(format.write(&journal, &report)?)
    }

    /// The same, written to the file at `path`, whole or not at all; a file that is there is replaced. It is not
    /// sealed: whoever has the file can read it.
    ///
    /// Throws what `report` throws, `StorageFull` and `StorageUnavailable`.
    #[uniffi::method(default(wanted = None))]
    pub fn report_to_file(
        &self,
        path: String,
        format: ReportFormat,
        audience: Audience,
        now: Moment,
        wanted: Option<ReportWanted>,
    ) -> Result<(), JournalError> {
        write_file(&path, self.report(format, audience, now, wanted)?.as_bytes())
    }

    /// How many entries the journal holds, corrections included.
    pub fn entry_count(&self) -> u64 {
        self.lock().entry_count()
    }

    /// Walks through the whole file. Changes nothing; damage is no error but the answer.
    pub fn check(&self) -> Result<Health, JournalError> {
        Ok(self.lock().check()?.into())
    }

    /// Tidies up; to be called when the app is idle.
    pub fn settle(&self) -> Result<(), JournalError> {
        Ok(self.lock().settle()?)
    }

    /// Lets go of the file, holding no lock: to be called when the app goes to the background. Keys stay in memory.
    pub fn suspend(&self) -> Result<(), JournalError> {
        Ok(self.lock().suspend()?)
    }

    /// Takes the file up again.
    pub fn resume(&self) -> Result<(), JournalError> {
        Ok(self.lock().resume()?)
    }
}

impl Journal {
    /// A call that panicked left its transaction rolled back: no reason to lock everybody out of the file for it.
    pub(crate) fn lock(&self) -> MutexGuard<'_, nourish_journal::Journal> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nobody syncs or changes the circle. To be taken before the journal itself, which others read meanwhile.
    pub(crate) fn alone_with_circle(&self) -> MutexGuard<'_, ()> {
        self.circle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells observers of a change that was made.
    pub(crate) fn changed<T>(&self, made: T) -> T {
        self.observers.tell(&Event::Changed);
        made
    }
}

/// A passphrase as the journal takes it.
pub(crate) fn secret_of(passphrase: &str) -> Secret<'_> {
    Secret::Passphrase(passphrase, PassphraseCost::RECOMMENDED)
}

impl From<nourish_journal::Journal> for Journal {
    fn from(journal: nourish_journal::Journal) -> Self {
        Self {
            inner: Mutex::new(journal),
            circle: Mutex::new(()),
            observers: Arc::default(),
            mark: Arc::default(),
        }
    }
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Journal { .. }")
    }
}
