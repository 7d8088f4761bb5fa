//! What the rules say, and the report of it.

use crate::error::JournalError;
use crate::journal::Journal;
use crate::packs::PackSetAside;
use nourish_record::{CalendarDay, Entry, Moment, Timeline};
use nourish_report::{Audience, Options, Report, Tile, compose, tiles};
use nourish_rules::assess::{Assessment, Past, REACH_DAYS, assess_after};
use nourish_store::Damage;
use std::sync::Arc;

/// How many days a report looks back where nobody says: the longest window of any rule.
const REPORT_DAYS: i32 = 182;

/// What is kept between two assessments, so that the second need not read the journal again.
pub(crate) struct Kept {
    timeline: Arc<Timeline>,
    past: Past,
    damage: Vec<Damage>,
    /// From the week of this day on every entry is there; of older ones, what lasts.
    from: CalendarDay,
    extent: Extent,
}

/// How many entries the journal held, and how many were ever logged: with any other numbers it has changed unseen. One does not
/// do: an erasure takes as many entries away as it adds, and a backup refills what was logged long ago.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Extent {
    held: u64,
    logged: u64,
}

impl Kept {
    /// Takes a new entry in, if that is all that has changed; none is left if it cannot be.
    fn with(mut self, entry: &Entry, extent: Extent) -> Option<Self> {
        let only_this = extent == Extent { held: self.extent.held + 1, logged: self.extent.logged + 1 };
        let taken = only_this && Arc::make_mut(&mut self.timeline).add(entry);
        self.past.hear_of(entry);
        self.extent = extent;
        taken.then_some(self)
    }
}

/// What the rules say, and what they could not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// What the rules say.
    pub assessment: Assessment,
    /// What could not be read: entries there may change the assessment. Empty for a sound journal.
    pub damage: Vec<Damage>,
    /// Packs that are installed but not in force: the built-in rules decided in their place.
    pub packs_set_aside: Vec<PackSetAside>,
    pub(crate) timeline: Arc<Timeline>,
}

impl Assessed {
    /// The figures that are read first, as a report shows them.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let tiles = journal.assess("2026-11-20".parse()?)?.tiles(Audience::CareTeam);
    /// assert!(tiles.iter().any(|tile| tile.topic == "weight" && tile.value == "unknown"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn tiles(&self, audience: Audience) -> Vec<Tile> {
        tiles(&self.assessment, audience)
    }

    fn report(&self, from: CalendarDay, made_at: &Moment, audience: Audience) -> Report {
        let options = Options {
            from,
            to: self.assessment.as_of,
            made_at: made_at.clone(),
            audience,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        compose(&self.timeline, &self.assessment, &options)
    }
}

impl Journal {
    /// What the rules say of the person on the day `as_of`.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let assessed = journal.assess("2026-11-20".parse()?)?;
    /// // An empty journal is not a healthy one: everything is undecided, and says what is missing.
    /// assert_eq!(assessed.assessment.flags().count(), 0);
    /// assert!(assessed.assessment.undecided().count() > 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn assess(&self, as_of: CalendarDay) -> Result<Assessed, JournalError> {
        self.assess_from(as_of.plus(-REACH_DAYS), as_of)
    }

    /// The same, with every entry from the day `from` on at hand.
    pub(crate) fn assess_from(
        &self,
        from: CalendarDay,
        as_of: CalendarDay,
    ) -> Result<Assessed, JournalError> {
        let mut kept = self.take_kept(from)?;
        let assessment = assess_after(&kept.timeline, &self.tables, as_of, &mut kept.past);
        let assessed = Assessed {
            assessment,
            damage: kept.damage.clone(),
            packs_set_aside: self.packs.list.set_aside.clone(),
            timeline: Arc::clone(&kept.timeline),
        };
        self.kept.set(Some(kept));
        Ok(assessed)
    }

    /// Every entry from the day `from` on, of older ones what lasts, and what could not be read: as much as is kept for an assessment,
    /// without one.
    pub(crate) fn timeline_from(
        &self,
        from: CalendarDay,
    ) -> Result<(Arc<Timeline>, Vec<Damage>), JournalError> {
        let kept = self.take_kept(from)?;
        let read = (Arc::clone(&kept.timeline), kept.damage.clone());
        self.kept.set(Some(kept));
        Ok(read)
    }

    /// What is kept, if it reaches back to the day `from`, else read anew. Whoever takes it puts it back.
    fn take_kept(&self, from: CalendarDay) -> Result<Kept, JournalError> {
        let is_enough = |kept: &Kept| kept.extent == self.extent() && kept.from <= from;
        self.kept.take().filter(is_enough).map_or_else(|| self.read_to_assess(from), Ok)
    }

    fn extent(&self) -> Extent {
        Extent { held: self.store.entry_count(), logged: self.store.logged_count() }
    }

    fn read_to_assess(&self, from: CalendarDay) -> Result<Kept, JournalError> {
        let reading = self.store.read_lasting(from)?;
        Ok(Kept {
            from,
            timeline: Arc::new(Timeline::of(reading.entries)),
            past: Past::default(),
            damage: reading.damage,
            extent: self.extent(),
        })
    }

    /// Tells what is kept of the last assessment that an entry was logged.
    pub(crate) fn keep_up(&self, entry: &Entry) {
        let kept = self.kept.take().and_then(|kept| kept.with(entry, self.extent()));
        self.kept.set(kept);
    }

    /// The report over the days from `from` (half a year before its end where it is `None`) to `to` (the day of `made_at` where it is
    /// `None`, and never after it). The rules see what was logged of days up to its end.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let made_at = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let report = journal.report(None, None, &made_at, Audience::CareTeam)?;
    /// assert!(report.to_html().starts_with("<!DOCTYPE html>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Damaged`] where part of the journal cannot be read: a report that leaves something out unseen is worse
    /// than none. What was set aside already stands in no report's way; [`Assessed::damage`] still names it.
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn report(
        &self,
        from: Option<CalendarDay>,
        to: Option<CalendarDay>,
        made_at: &Moment,
        audience: Audience,
    ) -> Result<Report, JournalError> {
        let to = to.unwrap_or(made_at.day()).min(made_at.day());
        let half_a_year_ago = to.plus(-REPORT_DAYS);
        let from = from.unwrap_or(half_a_year_ago);
        let assessed = self.assess_from(from.min(half_a_year_ago), to)?;
        match assessed.damage.iter().find(|damage| !damage.is_set_aside()) {
            Some(damage) => Err(JournalError::Damaged(*damage)),
            None => Ok(assessed.report(from, made_at, audience)),
        }
    }
}
