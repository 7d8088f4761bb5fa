//! Erasing, when a person demands it.

use crate::error::JournalError;
use crate::journal::Journal;
use crate::logging::stamp;
use nourish_record::{Entry, EntryId, Moment};
use nourish_store::Erased;

impl Journal {
    /// Erases the content of the entry named `id`, with everything that corrects it or takes it back, from the file and from
    /// every backup made afterwards. That something was erased, by whom, when and why, stays; what it was does not.
    ///
    /// There is no way back. To say that an entry is wrong and keep it for the care team, [`Journal::retract`] it instead.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let note = Fact::read("note", &[("text", "about somebody else")])?;
    /// let entry = journal.log(Draft::new(now.clone(), Source::Typed, note), &now)?;
    /// let erased = journal.erase(entry.id(), "not about me", &now)?;
    /// assert!(erased.scrubbed && erased.copies.is_empty());
    /// assert_eq!(journal.history(entry.id()).err(), Some(JournalError::NoSuchEntry));
    /// assert!(journal.check()?.damage.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`] (also for an erasure itself), [`JournalError::InvalidEntry`] without a reason, or what the
    /// disk may say; nothing was erased then.
    pub fn erase(&mut self, id: EntryId, reason: &str, now: &Moment) -> Result<Erased, JournalError> {
        self.check_may_erase()?;
        let mut names = Vec::new();
        for _ in self.store.history(id)? {
            let mut name = [0; 16];
            self.store.random(&mut name)?;
            names.push(EntryId::from_bytes(name));
        }
        let erased = self.store.erase(id, |next, erasure| {
            // Another program corrected the entry this very moment: try again.
            let name = names.pop().ok_or(JournalError::InUse)?;
            Ok::<_, JournalError>(Entry::erase(erasure, now.clone(), reason, stamp(next, name, now)?)?)
        })?;
        if erased.erasures.is_empty() { Err(JournalError::NoSuchEntry) } else { Ok(erased) }
    }

    /// Takes up an erasing that could not clear the old bytes because another program was reading ([`Erased::scrubbed`]). Says
    /// whether they are cleared now.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// assert!(Journal::create(&path, secret)?.scrub()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What the disk may say.
    pub fn scrub(&mut self) -> Result<bool, JournalError> {
        Ok(self.store.scrub()?)
    }
}
