//! Looking at entries: a day, a range, one entry's history.

use crate::error::JournalError;
use crate::journal::Journal;
use nourish_record::{CalendarDay, DaySummary, Entry, EntryId, Intent, Profile, Timeline, standing_version};
use nourish_store::Damage;
use nourish_words::Language;

/// Fewest digits of an entry's name that are enough to look for it.
const LEAST_DIGITS: usize = 4;

/// What stands, and what could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What stands.
    pub timeline: Timeline,
    /// What could not be read within the days asked for; empty for a sound journal.
    pub damage: Vec<Damage>,
}

impl Journal {
    /// Everything that stands on one day.
    ///
    /// Weights are judged beside those of the same week alone; [`Journal::view`] of a longer time judges better.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let today = "2026-11-20".parse()?;
    /// assert_eq!(journal.day(today)?.timeline.iter().count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn day(&self, day: CalendarDay) -> Result<View, JournalError> {
        let reading = self.store.read(day, day)?;
        let of_day =
            reading.entries.into_iter().filter(|entry| entry.occurred().day() == day || entry.filed() == day);
        Ok(View { timeline: Timeline::of(of_day).on(day, day), damage: reading.damage })
    }

    /// Everything that stands from `from` to `to`.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let view = journal.view("2026-05-23".parse()?, "2026-11-20".parse()?)?;
    /// assert_eq!(view.timeline.weights().count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn view(&self, from: CalendarDay, to: CalendarDay) -> Result<View, JournalError> {
        let reading = self.store.read(from, to)?;
        Ok(View { timeline: Timeline::of(reading.entries).on(from, to), damage: reading.damage })
    }

    /// Everything that stands.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// assert!(journal.view_all()?.damage.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn view_all(&self) -> Result<View, JournalError> {
        let reading = self.store.read_all()?;
        Ok(View { timeline: Timeline::of(reading.entries), damage: reading.damage })
    }

    /// The language that the latest profile names; none where none names any, or one that is no language.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// assert_eq!(journal.profile_language(now.day())?, None);
    /// let profile = Fact::read("profile", &[("language", "es")])?;
    /// journal.log(Draft::new(now.clone(), Source::Typed, profile), &now)?;
    /// assert_eq!(journal.profile_language(now.day().plus(400))?, Some(Language::SPANISH));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn profile_language(&self, today: CalendarDay) -> Result<Option<Language>, JournalError> {
        let timeline = Timeline::of(self.store.read_lasting(today)?.entries);
        let mut named = timeline.of_kind::<Profile>().filter_map(|(_, profile)| profile.language.as_deref());
        Ok(named.next_back().and_then(|tag| Language::parse(tag).ok()))
    }

    /// The days from `from` to `to` in numbers, for charts; days with nothing on them are left out.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let weight = Fact::read("weight", &[("weight", "68.4 kg")])?;
    /// journal.log(Draft::new(now.clone(), Source::Typed, weight), &now)?;
    /// let days = journal.series(now.day().plus(-7), now.day())?;
    /// assert_eq!(days.first().and_then(|day| day.weight).map(|point| point.weight_g), Some(68_400));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn series(&self, from: CalendarDay, to: CalendarDay) -> Result<Vec<DaySummary>, JournalError> {
        Ok(self.store.summaries(from, to)?)
    }

    /// The entry named `id` and everything that corrects it or takes it back, the first version first.
    ///
    /// See [`Journal::amend`] for an example.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`], or what the disk may say.
    pub fn history(&self, id: EntryId) -> Result<Vec<Entry>, JournalError> {
        let history = self.store.history(id)?;
        if history.is_empty() { Err(JournalError::NoSuchEntry) } else { Ok(history) }
    }

    /// The entry whose name begins with `digits`, at least four of them.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let note = Fact::read("note", &[("text", "slept well")])?;
    /// let id = journal.log(Draft::new(now.clone(), Source::Typed, note), &now)?.id();
    /// let digits: String = id.to_string().chars().take(8).collect();
    /// assert_eq!(journal.find(&digits)?, id);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`], [`JournalError::AmbiguousEntry`] also for fewer digits, or what the disk may say.
    pub fn find(&self, digits: &str) -> Result<EntryId, JournalError> {
        if digits.len() < LEAST_DIGITS {
            return Err(JournalError::AmbiguousEntry);
        }
        let digits = digits.to_ascii_lowercase();
        let entries = self.store.read_all()?.entries;
        let mut found = entries.iter().map(Entry::id).filter(|id| id.to_string().starts_with(&digits));
        match (found.next(), found.next()) {
            (None, _) => Err(JournalError::NoSuchEntry),
            (Some(id), None) => Ok(id),
            (Some(_), Some(_)) => Err(JournalError::AmbiguousEntry),
        }
    }

    /// First and last day, to the week, with any entry; `None` for an empty journal.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// assert_eq!(Journal::create(&path, secret)?.span(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn span(&self) -> Option<(CalendarDay, CalendarDay)> {
        self.store.span()
    }

    /// The version of an entry that stands, to be corrected or taken back.
    pub(crate) fn standing(&self, id: EntryId) -> Result<Entry, JournalError> {
        let history = self.history(id)?;
        if history.iter().any(|entry| matches!(entry.intent(), Intent::Retract { .. })) {
            return Err(JournalError::NoSuchEntry);
        }
        standing_version(&history).cloned().ok_or(JournalError::NoSuchEntry)
    }
}
