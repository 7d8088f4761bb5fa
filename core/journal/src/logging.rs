//! Logging, correcting, taking back.

use crate::error::JournalError;
use crate::journal::Journal;
use nourish_record::{Draft, Entry, EntryId, Fact, InvalidEntry, Moment, Problem, Recorded, Stamp};
use nourish_store::Next;

impl Journal {
    /// Logs what a draft says.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let lunch = Fact::read("oral-intake", &[("energy", "420 kcal"), ("protein", "18 g")])?;
    /// let entry = journal.log(Draft::new(now.clone(), Source::Typed, lunch), &now)?;
    /// assert_eq!(journal.history(entry.id())?.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::InvalidEntry`] with field, problem and remedy, or what the disk may say. Nothing was stored then.
    pub fn log(&mut self, draft: Draft, now: &Moment) -> Result<Entry, JournalError> {
        self.append_one(now, |stamp| Ok(Entry::parse(draft, stamp)?))
    }

    /// Logs many drafts at once: all of them in one transaction, or none. Each becomes an entry of its own, drafts that say the
    /// same included; gives how many. For the years of a whole journal this is far quicker than [`Journal::log`] for each.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let weight = |kilograms: &str| Fact::read("weight", &[("weight", kilograms)]);
    /// let drafts = [
    ///     Draft::new(Moment::parse("2026-11-19T07:10[Europe/Madrid]")?, Source::Scale, weight("68.6 kg")?),
    ///     Draft::new(Moment::parse("2026-11-20T07:05[Europe/Madrid]")?, Source::Scale, weight("68.4 kg")?),
    /// ];
    /// assert_eq!(journal.log_all(drafts, &now)?, 2);
    /// let tomorrow = Moment::parse("2026-11-21T07:05[Europe/Madrid]")?;
    /// let early = [Draft::new(now.clone(), Source::Scale, weight("68 kg")?), Draft::new(tomorrow, Source::Scale, weight("68 kg")?)];
    /// assert!(matches!(journal.log_all(early, &now), Err(JournalError::InvalidEntry(_))));
    /// assert_eq!(journal.entry_count(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::InvalidEntry`] for the first draft that is not valid, or what the disk may say. Nothing was stored then.
    pub fn log_all(
        &mut self,
        drafts: impl IntoIterator<Item = Draft>,
        now: &Moment,
    ) -> Result<u64, JournalError> {
        self.check_may_log()?;
        let mut importing = self.store.import()?;
        for draft in drafts {
            let mut name = [0; 16];
            importing.random(&mut name)?;
            let stamp = stamp(importing.next(), EntryId::from_bytes(name), now)?;
            importing.put(Entry::parse(draft, stamp)?)?;
        }
        Ok(importing.finish()?)
    }

    /// Corrects the entry named `id`: `fact` stands from now on, the history keeps what stood before.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let typed = Fact::read("weight", &[("weight", "86.4 kg")])?;
    /// let entry = journal.log(Draft::new(now.clone(), Source::Typed, typed), &now)?;
    /// let right = Fact::read("weight", &[("weight", "68.4 kg")])?;
    /// journal.amend(entry.id(), right, None, "digits swapped", &now)?;
    /// assert_eq!(journal.history(entry.id())?.len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`] (also for what was taken back), [`JournalError::NewerEntry`],
    /// [`JournalError::InvalidEntry`], or what the disk may say.
    pub fn amend(
        &mut self,
        id: EntryId,
        fact: Fact,
        occurred: Option<Moment>,
        reason: &str,
        now: &Moment,
    ) -> Result<Entry, JournalError> {
        let standing = self.standing(id)?;
        if standing.fact().is_none() {
            return Err(JournalError::NewerEntry);
        }
        let occurred = occurred.unwrap_or_else(|| standing.occurred().clone());
        self.append_one(now, |stamp| Ok(standing.amend(fact, occurred, reason, stamp)?))
    }

    /// Takes the entry named `id` back, with everything that corrected it; the history keeps it.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let note = Fact::read("note", &[("text", "wrong person")])?;
    /// let entry = journal.log(Draft::new(now.clone(), Source::Typed, note), &now)?;
    /// journal.retract(entry.id(), "logged for somebody else", &now)?;
    /// assert_eq!(journal.day(now.day())?.timeline.iter().count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`] (also for what was taken back already), [`JournalError::InvalidEntry`] without a reason, or
    /// what the disk may say.
    pub fn retract(&mut self, id: EntryId, reason: &str, now: &Moment) -> Result<Entry, JournalError> {
        let standing = self.standing(id)?;
        self.append_one(now, |stamp| Ok(standing.retract(reason, stamp)?))
    }

    fn append_one(
        &mut self,
        now: &Moment,
        make: impl FnOnce(Stamp) -> Result<Entry, JournalError>,
    ) -> Result<Entry, JournalError> {
        self.check_may_log()?;
        let mut name = [0; 16];
        self.store.random(&mut name)?;
        let id = EntryId::from_bytes(name);
        let mut entries = self.store.append(|next| make(stamp(next, id, now)?).map(|entry| vec![entry]))?;
        let entry = entries.pop().ok_or(JournalError::NoSuchEntry)?;
        self.keep_up(&entry);
        Ok(entry)
    }
}

/// The stamp of the next entry.
pub(crate) fn stamp(next: Next, id: EntryId, now: &Moment) -> Result<Stamp, JournalError> {
    let wall_ms = u64::try_from(now.instant_ms())
        .map_err(|_| InvalidEntry::with_remedy("now", Problem::NotATime, "set the clock of this device"))?;
    let recorded: Recorded = next.latest.next(wall_ms);
    Ok(Stamp { id, recorded, author: next.author, seq: next.seq })
}
