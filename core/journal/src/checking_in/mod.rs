//! Check-ins: the questions that there are, answering them, and what is logged of it.

mod alert;
mod from_text;
mod keeping;
mod known;
mod refusal;

pub use alert::CheckInAlert;
pub use refusal::CheckInRefused;

use crate::error::JournalError;
use crate::journal::Journal;
use nourish_checkin::{QuestionSet, Questionnaires, Respondent, Session, Taken, Wording};
use nourish_record::{Doubt, Entry, Moment, RedFlag};
use nourish_store::Setting;
use nourish_words::Language;
use std::sync::Arc;

/// What came of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckInStep {
    /// It was taken; the session asks the next question.
    Done,
    /// It was taken and needs somebody at once: show this before anything else. It says too whether what was answered could be logged.
    Alert(CheckInAlert),
    /// It is more likely a slip than a change: ask again. The same answer once more is taken.
    AskAgain(Doubt),
}

/// A check-in that was logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedIn {
    /// What was written: an entry for each answer or group of them, the check-in last; nothing where nothing was answered, and of a
    /// check-in that was taken up again only what has changed.
    pub entries: Vec<Entry>,
    /// What needs somebody at once, if anything does. Where it says that nothing could be logged, nothing was.
    pub alert: Option<CheckInAlert>,
}

impl Journal {
    /// The sets of questions: built in, then those of the content packs in force.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// let journal = Journal::create(&path, secret)?;
    /// let names: Vec<&str> = journal.questionnaires()?.sets().iter().map(|set| set.id.as_str()).collect();
    /// assert_eq!(names, ["daily", "weekly", "post-operative", "tube", "line"]);
    /// let daily = journal.question_set("daily")?;
    /// let wording = journal.check_in_wording(&Language::SPANISH)?;
    /// assert_eq!(wording.title(daily).text, "Control diario");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::BrokenRules`] where the sets that came with this program are broken.
    pub fn questionnaires(&self) -> Result<&Questionnaires, JournalError> {
        self.packs.beside.questionnaires().map_err(|_| JournalError::BrokenRules)
    }

    /// The words of every set in a language; English, visibly, where it has none. See [`Journal::questionnaires`] for an example.
    ///
    /// # Errors
    /// [`JournalError::BrokenRules`] where the messages that came with this program are broken.
    pub fn check_in_wording(&self, language: &Language) -> Result<Wording, JournalError> {
        self.questionnaires()?.wording(language).map_err(|_| JournalError::BrokenRules)
    }

    /// A set as a FHIR R4 Questionnaire in a language, as JSON, as it is asked of `by`.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// let journal = Journal::create(&path, secret)?;
    /// let daily = journal.question_set("daily")?;
    /// let json = journal.questionnaire_json(daily, &Language::ENGLISH, Respondent::Patient)?;
    /// assert!(json.contains("\"resourceType\": \"Questionnaire\""));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::check_in_wording`].
    pub fn questionnaire_json(
        &self,
        set: &QuestionSet,
        language: &Language,
        by: Respondent,
    ) -> Result<String, JournalError> {
        let questionnaire = set.questionnaire(&self.check_in_wording(language)?, by);
        serde_json::to_string_pretty(&questionnaire).map_err(|_| JournalError::BrokenRules)
    }

    /// The set of this name; see [`Journal::questionnaires`] for an example.
    ///
    /// # Errors
    /// [`JournalError::CheckIn`] with [`CheckInRefused::NoSuchSet`], which names those that there are.
    pub fn question_set(&self, id: &str) -> Result<&Arc<QuestionSet>, JournalError> {
        let all = self.questionnaires()?;
        let names = || all.sets().iter().map(|set| set.id.as_str()).collect::<Vec<_>>().join(", ");
        Ok(all.set(id).ok_or_else(|| CheckInRefused::NoSuchSet { sets: names() })?)
    }

    /// Begins a check-in. What the journal knows decides what is asked: about a tube where there is one, and not about a weight that
    /// was logged today. One that was broken off can be gone on with until this one is logged, and takes its
    /// place; what was answered of either stays in the journal.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let mut session = journal.begin_check_in("daily", Respondent::Patient, &now)?;
    /// while let Some(question) = session.question().map(|question| question.id.clone()) {
    ///     match question.as_str() {
    ///         "urgent" => journal.answer_check_in(&mut session, "none", &now)?,
    ///         "weight" => journal.answer_check_in(&mut session, "68.4 kg", &now)?,
    ///         _ => { session.skip(); CheckInStep::Done }
    ///     };
    /// }
    /// let logged = journal.finish_check_in(&mut session, &now)?;
    /// assert_eq!((logged.entries.len(), logged.alert), (2, None));
    /// assert_eq!(journal.assess(now.day())?.assessment.picture.weight, Some((now.day(), 68_400)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::CheckIn`] with [`CheckInRefused::NoSuchSet`], or what the disk may say.
    pub fn begin_check_in(&self, set: &str, by: Respondent, now: &Moment) -> Result<Session, JournalError> {
        let set = self.question_set(set)?;
        let known = self.known(set, now, &[])?;
        Ok(Session::begin(Arc::clone(set), by, known, now))
    }

    /// Answers the question that the session asks. An answer that is a yes to a red flag is logged at once, with all that was answered
    /// before it: whoever puts the phone down now has lost nothing. Where it cannot be logged (a full disk, a reader's device), the alert
    /// comes all the same and says why.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let line = Fact::read("care-contact", &[("role", "emergency-line"), ("phone", "555 0100")])?;
    /// journal.log(Draft::new(now.clone(), Source::Typed, line), &now)?;
    ///
    /// let mut session = journal.begin_check_in("daily", Respondent::Patient, &now)?;
    /// let CheckInStep::Alert(alert) = journal.answer_check_in(&mut session, "chest-pain", &now)? else { panic!() };
    /// assert!(alert.is_emergency());
    /// assert_eq!((alert.flags[0].0, alert.contacts[0].phone.as_str()), (RedFlag::ChestPain, "555 0100"));
    /// assert!(journal.assess(now.day())?.assessment.flags().any(|flag| flag.rule == "red_flag:chest-pain"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::CheckIn`] where the answer does not fit; the question is still asked then.
    pub fn answer_check_in(
        &mut self,
        session: &mut Session,
        answer: &str,
        now: &Moment,
    ) -> Result<CheckInStep, JournalError> {
        let taken = session.answer(answer, now).map_err(CheckInRefused::from)?;
        Ok(self.step(session, taken, now))
    }

    /// Answers the question that the session asks as it was answered the day before, where [`Session::before`] offers that.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let yesterday = Moment::parse("2026-11-19T08:00[Europe/Madrid]")?;
    /// let mild = [("item", "nausea"), ("attribute", "severity"), ("level", "1"), ("recall_days", "1")];
    /// journal.log(Draft::new(yesterday.clone(), Source::Typed, Fact::read("symptom", &mild)?), &yesterday)?;
    ///
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let mut session = journal.begin_check_in("daily", Respondent::Patient, &now)?;
    /// while session.question().is_some() && session.before().is_none() {
    ///     session.skip();
    /// }
    /// assert_eq!(journal.answer_check_in_as_before(&mut session, &now)?, CheckInStep::Done);
    /// assert_eq!(session.answer_to("nausea").map(Given::text), Some("1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::answer_check_in`].
    pub fn answer_check_in_as_before(
        &mut self,
        session: &mut Session,
        now: &Moment,
    ) -> Result<CheckInStep, JournalError> {
        let taken = session.same_as_before(now).map_err(CheckInRefused::from)?;
        Ok(self.step(session, taken, now))
    }

    fn step(&mut self, session: &mut Session, taken: Taken, now: &Moment) -> CheckInStep {
        match taken {
            Taken::Done => CheckInStep::Done,
            Taken::AskAgain(doubt) => CheckInStep::AskAgain(doubt),
            Taken::Alert(flags) => {
                let alert = self.check_in_alert(&flags, session.by(), now);
                let unsaved = self.save_check_in(session, now).err();
                CheckInStep::Alert(CheckInAlert { unsaved, ..alert })
            }
        }
    }

    /// Logs what was answered so far, and keeps what is needed to go on within a day. To be called when somebody leaves.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let mut session = journal.begin_check_in("daily", Respondent::Carer, &now)?;
    /// journal.answer_check_in(&mut session, "none", &now)?;
    /// journal.answer_check_in(&mut session, "68.4 kg", &now)?;
    /// assert_eq!(journal.save_check_in(&mut session, &now)?.len(), 2);
    ///
    /// let later = Moment::parse("2026-11-20T19:00[Europe/Madrid]")?;
    /// let mut again = journal.resume_check_in(&later)?.unwrap();
    /// assert_eq!(again.question().unwrap().id, "appetite");
    /// journal.answer_check_in(&mut again, "1", &later)?;
    /// journal.finish_check_in(&mut again, &later)?;
    /// assert_eq!(journal.resume_check_in(&later)?, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NotAllowed`], or what the disk may say. Nothing was logged then.
    pub fn save_check_in(&mut self, session: &mut Session, now: &Moment) -> Result<Vec<Entry>, JournalError> {
        self.log_check_in(session, false, now)
    }

    /// The check-in that was broken off on this device, at the question where it was left; none where there is none. See
    /// [`Journal::save_check_in`] for an example.
    ///
    /// # Errors
    /// [`JournalError::CheckIn`] with [`CheckInRefused::Kept`] where it cannot be taken up again, and what the disk may say.
    pub fn resume_check_in(&self, now: &Moment) -> Result<Option<Session>, JournalError> {
        let kept = self.store.setting(Setting::CheckIn)?.filter(|kept| !kept.is_empty());
        kept.map(|kept| self.take_up(&kept, now)).transpose()
    }

    /// Logs a check-in as finished: what was answered, each answer where rules and reports look for it. See [`Journal::begin_check_in`] for
    /// an example.
    ///
    /// # Errors
    /// [`JournalError::NotAllowed`], or what the disk may say. Nothing was logged then. Where a red flag was answered with yes, the alert
    /// carries that error in its `unsaved` instead.
    pub fn finish_check_in(
        &mut self,
        session: &mut Session,
        now: &Moment,
    ) -> Result<CheckedIn, JournalError> {
        let yes: Vec<RedFlag> = session.yes();
        let alert = (!yes.is_empty()).then(|| self.check_in_alert(&yes, session.by(), now));
        match (self.log_check_in(session, true, now), alert) {
            (Ok(entries), alert) => Ok(CheckedIn { entries, alert }),
            (Err(error), Some(alert)) => {
                let alert = CheckInAlert { unsaved: Some(error), ..alert };
                Ok(CheckedIn { entries: Vec::new(), alert: Some(alert) })
            }
            (Err(error), None) => Err(error),
        }
    }
}
