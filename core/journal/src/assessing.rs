//! What the rules say, and the report of it.

use crate::error::JournalError;
use crate::journal::Journal;
use crate::packs::PackSetAside;
use nourish_record::{CalendarDay, Moment, Timeline};
use nourish_report::{Audience, Options, Report, compose};
use nourish_rules::assess::{Assessment, assess};
use nourish_store::Damage;

/// How many days a report looks back where nobody says: the longest window of any rule.
const REPORT_DAYS: i32 = 182;

/// What the rules say, and what they could not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// What the rules say.
    pub assessment: Assessment,
    /// What could not be read: entries there may change the assessment. Empty for a sound journal.
    pub damage: Vec<Damage>,
    /// Packs that are installed but not in force: the built-in rules decided in their place.
    pub packs_set_aside: Vec<PackSetAside>,
    timeline: Timeline,
}

impl Assessed {
    /// The report of what was assessed over the days from `from` (half a year before `made_at` where it is `None`) to the day
    /// of `made_at`. What could not be read is missing from it: look at [`Assessed::damage`] first.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let made_at = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let assessed = journal.assess(made_at.day())?;
    /// assert!(assessed.damage.is_empty());
    /// assert!(assessed.report(None, &made_at, Audience::Patient).flags.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn report(&self, from: Option<CalendarDay>, made_at: &Moment, audience: Audience) -> Report {
        let to = made_at.day();
        let options = Options {
            from: from.unwrap_or_else(|| to.plus(-REPORT_DAYS)),
            to,
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
        let reading = self.store.read_all()?;
        let timeline = Timeline::of(reading.entries);
        let assessment = assess(&timeline, &self.tables, as_of);
        let packs_set_aside = self.packs.list.set_aside.clone();
        Ok(Assessed { assessment, damage: reading.damage, packs_set_aside, timeline })
    }

    /// The report over the days from `from` (half a year before `made_at` where it is `None`) to the day of `made_at`.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let made_at = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let report = journal.report(None, &made_at, Audience::CareTeam)?;
    /// assert!(report.to_html().starts_with("<!DOCTYPE html>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Damaged`] where part of the journal cannot be read: a report that leaves something out unseen is worse
    /// than none. [`JournalError::Suspended`], or what the disk may say.
    pub fn report(
        &self,
        from: Option<CalendarDay>,
        made_at: &Moment,
        audience: Audience,
    ) -> Result<Report, JournalError> {
        let assessed = self.assess(made_at.day())?;
        match assessed.damage.first() {
            Some(damage) => Err(JournalError::Damaged(*damage)),
            None => Ok(assessed.report(from, made_at, audience)),
        }
    }
}
