//! The care plan, what is due, reminders, what the journal says back, and a person's place on a list of many.

use crate::error::JournalError;
use crate::journal::Journal;
use nourish_plan::{
    CarePlan, ContentError, DueList, Feedback, Formulary, Listener, MOST_RESPONSE_DAYS, Regimens, Reminder,
    ReminderWishes, Response, Schedule, WorklistEntry, due, feedback, next_reminders, plan_words,
    response_times,
};
use nourish_record::{CalendarDay, Draft, Moment, ScreenNeeds, Timeline};
use nourish_rules::assess::{REACH_DAYS, screen_needs};
use nourish_store::Damage;
use nourish_words::Language;
use std::sync::{Arc, OnceLock};

/// What was found in a journal, and what of it could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// What was found.
    pub found: T,
    /// What could not be read: entries there may change what was found. Empty for a sound journal.
    pub damage: Vec<Damage>,
}

impl Journal {
    /// The care plan that holds on the day `as_of`: what was set by whom, and what it replaced.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let fields = [("energy_min", "1900 kcal"), ("set_by", "dietitian")];
    /// journal.log(Draft::new(now.clone(), Source::Clinician, Fact::read("feeding-plan", &fields)?), &now)?;
    /// let targets = journal.plan(now.day())?.found.targets;
    /// let energy = targets.energy_kcal_milli.expect("it was set");
    /// assert_eq!((energy.value.least, energy.by.role), (1_900_000, Some(CareRole::Dietitian)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn plan(&self, as_of: CalendarDay) -> Result<Found<CarePlan>, JournalError> {
        let (timeline, damage) = self.timeline(as_of)?;
        Ok(Found { found: CarePlan::of(&timeline, as_of), damage })
    }

    /// Plans a regimen from `start` on, day 1 of its first cycle, over `cycles` or as many as is usual: logs one planned treatment a drug
    /// and day, without doses, all or none; gives how many.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let start = Moment::parse("2026-12-01T10:00[Europe/Madrid]")?;
    /// assert_eq!(journal.plan_regimen("capox", &start, Some(2), &now)?, 4);
    /// assert_eq!(journal.plan(now.day())?.found.upcoming().count(), 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Regimen`] with the names that there are, [`JournalError::InvalidEntry`], or what the disk may say. Nothing was
    /// stored then.
    pub fn plan_regimen(
        &mut self,
        regimen: &str,
        start: &Moment,
        cycles: Option<u32>,
        now: &Moment,
    ) -> Result<u64, JournalError> {
        let planned: Vec<Draft> = regimens()?.named(regimen)?.expand(start, cycles)?;
        self.log_all(planned, now)
    }

    /// The formulas that came with this program, and those of the packs in force.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let head = "nourish_pack = 1\nid = \"st-example\"\nversion = 1\ntitle = \"Our feeds\"\n\
    ///     issuer = \"St Example, a fictional hospital\"\nlicence = \"CC0-1.0\"\n";
    /// let feeds = "version = \"1\"\nlicence = \"CC0-1.0\"\n[source]\ncitation = \"Labels.\"\n\
    ///     [[formula]]\nid = \"ward-fibre\"\ntitle = \"Fibre\"\ndensity_kcal_per_ml = \"1.28\"\n";
    /// let key = make_pack_key()?;
    /// journal.trust_site(key.site())?;
    /// journal.install_pack(&sign_pack(head, &[("formulas_ward.toml", feeds)], &key)?)?;
    /// assert_eq!(journal.formulary().named("ward-fibre")?.density_kcal_milli_per_ml, 1_280);
    ///
    /// let no_density = feeds.replace("density_kcal_per_ml", "#");
    /// let refused = sign_pack(head, &[("formulas_ward.toml", &no_density)], &key);
    /// assert!(refused.is_err_and(|why| why.to_string().contains("\"ward-fibre\" has no energy density")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn formulary(&self) -> &Formulary {
        &self.packs.beside.formulary
    }

    /// What is due at the moment `now`, overdue, missed, to come, and done today.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// journal.log(Draft::new(now.clone(), Source::Typed, Fact::read("height", &[("height", "170 cm")])?), &now)?;
    /// let due = journal.due(&now)?.found;
    /// assert_eq!(due.items[0].occurrence.item, ScheduleItem::DailyWeight);
    /// assert_eq!(due.items[0].state, DueState::Due);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn due(&self, now: &Moment) -> Result<Found<DueList>, JournalError> {
        let (timeline, damage) = self.timeline(now.day())?;
        let plan = CarePlan::of(&timeline, now.day());
        Ok(Found { found: due(&plan, &timeline, (schedule()?, self.screen_needs()?), now), damage })
    }

    /// The next `count` reminders after `now`, at most [`nourish_plan::MOST_PENDING`], to be handed to the phone anew after every entry.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// journal.log(Draft::new(now.clone(), Source::Typed, Fact::read("weight", &[("weight", "68 kg")])?), &now)?;
    /// let reminders = journal.next_reminders(&now, 2, &ReminderWishes::default())?.found;
    /// // Weighed today: the next is the weekly report, which waits since ten o'clock.
    /// assert_eq!(reminders[0].at, Moment::parse("2026-11-20T10:00[Europe/Madrid]")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn next_reminders(
        &self,
        now: &Moment,
        count: usize,
        wishes: &ReminderWishes,
    ) -> Result<Found<Vec<Reminder>>, JournalError> {
        let (timeline, damage) = self.timeline(now.day())?;
        let plan = CarePlan::of(&timeline, now.day());
        let found =
            next_reminders((&plan, &timeline), (schedule()?, self.screen_needs()?), now, wishes, count);
        Ok(Found { found, damage })
    }

    /// What the journal says back at the moment `now`: today with one ring a target, the week, and what to tell at the next visit.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let said = journal.feedback(&now, Listener::Patient, &Language::SPANISH)?.found;
    /// // What nobody logged is not known, and never nothing.
    /// assert!(said.today.rings.iter().all(|ring| ring.delivered.is_none()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn feedback(
        &self,
        now: &Moment,
        listener: Listener,
        language: &Language,
    ) -> Result<Found<Feedback>, JournalError> {
        let words = plan_words(language).map_err(|_| JournalError::BrokenRules)?;
        let assessed = self.assess(now.day())?;
        let plan = CarePlan::of(&assessed.timeline, now.day());
        let found = feedback((&plan, &assessed.timeline), &assessed.assessment, now, (listener, &words));
        Ok(Found { found, damage: assessed.damage })
    }

    /// The place of this person on a list of many, under the name `label`; [`nourish_plan::rank`] sorts the list.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let entry = journal.worklist_entry("bed 7", "2026-11-20".parse()?)?;
    /// assert_eq!(rank(vec![entry], &WorklistFilter::default()).len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn worklist_entry(&self, label: &str, as_of: CalendarDay) -> Result<WorklistEntry, JournalError> {
        let assessed = self.assess(as_of)?;
        let plan = CarePlan::of(&assessed.timeline, as_of);
        let is_partial = !assessed.damage.is_empty();
        Ok(WorklistEntry::of(label, (&plan, &assessed.timeline), &assessed.assessment, is_partial))
    }

    /// The flags that were raised in the `days` days up to `as_of`, at most [`MOST_RESPONSE_DAYS`], each with its first
    /// acknowledgement. It asks the rules for each of those days.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let said = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let rigors = Fact::read("check-in", &[("set", "daily"), ("asked", "rigors"), ("yes", "rigors")])?;
    /// journal.log(Draft::new(said.clone(), Source::Typed, rigors), &said)?;
    /// let seen = Moment::parse("2026-11-20T08:25[Europe/Madrid]")?;
    /// let fields = [("rule", "red_flag:rigors"), ("action", "contacted"), ("role", "nurse")];
    /// journal.log(Draft::new(seen.clone(), Source::Clinician, Fact::read("acknowledgement", &fields)?), &seen)?;
    /// let responses = journal.response_times(said.day(), 7)?.found;
    /// assert!(responses.iter().any(|response| response.minutes == Some(25)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say.
    pub fn response_times(
        &self,
        as_of: CalendarDay,
        days: i32,
    ) -> Result<Found<Vec<Response>>, JournalError> {
        let days = days.clamp(1, MOST_RESPONSE_DAYS);
        let (timeline, damage) = self.timeline(as_of.plus(1 - days))?;
        Ok(Found { found: response_times(&timeline, &self.tables, as_of, days), damage })
    }

    /// Everything that the rules and the plan see on the days from `first` on, and what could not be read.
    fn timeline(&self, first: CalendarDay) -> Result<(Arc<Timeline>, Vec<Damage>), JournalError> {
        self.timeline_from(first.plus(-REACH_DAYS))
    }
}

/// The regimens that came with this program.
///
/// ```
/// # use nourish_journal::*;
/// assert!(regimens()?.named("flot").is_ok());
/// # Ok::<(), JournalError>(())
/// ```
///
/// # Errors
/// [`JournalError::BrokenRules`] if they are broken.
pub fn regimens() -> Result<Regimens, JournalError> {
    Regimens::built_in().map_err(broken)
}

impl Journal {
    /// What makes a nutrition screen before an operation, by the tables in force.
    fn screen_needs(&self) -> Result<ScreenNeeds, JournalError> {
        screen_needs(&self.tables).map_err(|_| JournalError::BrokenRules)
    }
}

/// The schedule, read once.
fn schedule() -> Result<&'static Schedule, JournalError> {
    static SCHEDULE: OnceLock<Option<Schedule>> = OnceLock::new();
    SCHEDULE.get_or_init(|| Schedule::built_in().ok()).as_ref().ok_or(JournalError::BrokenRules)
}

fn broken(_: ContentError) -> JournalError {
    JournalError::BrokenRules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CheckInSet, Fact, PassphraseCost, Secret, Source};

    #[test]
    fn a_flag_of_last_year_is_found_with_its_answer() {
        let folder = tempfile::tempdir().unwrap();
        let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
        let mut journal = Journal::create(&folder.path().join("journal.nourish"), secret).unwrap();
        let at = |time: &str| Moment::parse(&format!("{time}[Europe/Madrid]")).unwrap();
        let mut log = |time: &str, kind: &str, fields: &[(&str, &str)]| {
            let fact = Fact::read(kind, fields).unwrap();
            journal.log(Draft::new(at(time), Source::Typed, fact), &at("2026-11-20T20:00")).unwrap();
        };
        let set = CheckInSet::Daily.as_str();
        log("2025-12-10T08:00", "check-in", &[("set", set), ("asked", "rigors"), ("yes", "rigors")]);
        let answer = [("rule", "red_flag:rigors"), ("action", "contacted"), ("role", "nurse")];
        log("2025-12-10T08:25", "acknowledgement", &answer);
        // Folding leaves the newest day where it is.
        log("2026-11-20T08:00", "weight", &[("weight", "68 kg")]);
        journal.store.fold().unwrap();
        let as_of = "2026-11-20".parse().unwrap();
        // What was kept for today does not reach back so far.
        journal.plan(as_of).unwrap();
        let found = journal.response_times(as_of, MOST_RESPONSE_DAYS).unwrap().found;
        let rigors = found.iter().find(|response| response.rule == "red_flag:rigors").unwrap();
        assert_eq!(rigors.raised_on, "2025-12-10".parse().unwrap());
        assert_eq!(rigors.minutes, Some(25));
    }
}
