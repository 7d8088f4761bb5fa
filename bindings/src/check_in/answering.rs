//! Beginning a check-in, answering it, and what the journal logs of it.

use super::alert::{CheckInAlert, CheckInStep, CheckedIn};
use super::question::{QuestionSetSummary, Respondent};
use super::session::CheckInSession;
use crate::entry::LoggedEntry;
use crate::error::JournalError;
use crate::journal::Journal;
use crate::said::language_of;
use crate::scalar::{CalendarDay, Moment};
use nourish_journal::JournalError as Inner;
use std::sync::Arc;

#[uniffi::export]
impl Journal {
    /// The sets of questions that there are, built in and of the content packs in force, with their titles in a language.
    ///
    /// Throws `InvalidEntry` for a language that is no language tag.
    pub fn question_sets(&self, language: String) -> Result<Vec<QuestionSetSummary>, JournalError> {
        let language = language_of(&language)?;
        let journal = self.lock();
        let wording = journal.check_in_wording(&language)?;
        Ok(journal.questionnaires()?.sets().iter().map(|set| QuestionSetSummary::of(set, &wording)).collect())
    }

    /// A set as a FHIR R4 Questionnaire, as JSON, as it is asked of `by` in a language.
    ///
    /// Throws `CheckInRefused` for a set that there is not, and `InvalidEntry` for a language that is no language tag.
    pub fn questionnaire_json(
        &self,
        set: String,
        language: String,
        by: Respondent,
    ) -> Result<String, JournalError> {
        let language = language_of(&language)?;
        let journal = self.lock();
        Ok(journal.questionnaire_json(journal.question_set(&set)?, &language, by)?)
    }

    /// The language that the person's profile names, to be asked and told in; null where it names none.
    pub fn profile_language(&self, as_of: CalendarDay) -> Result<Option<String>, JournalError> {
        Ok(self.lock().profile_language(as_of)?.map(|language| language.tag().to_owned()))
    }

    /// Begins a check-in in a language. What the journal knows decides what is asked: about a tube where there is one, and not about a
    /// weight that was logged today. One that was broken off is left where it is until this one is saved or finished.
    ///
    /// Throws `CheckInRefused` for a set that there is not, and `InvalidEntry` for a language that is no language tag.
    pub fn begin_check_in(
        &self,
        set: String,
        by: Respondent,
        language: String,
        now: Moment,
    ) -> Result<CheckInSession, JournalError> {
        let language = language_of(&language)?;
        let journal = self.lock();
        let session = journal.begin_check_in(&set, by, &now)?;
        Ok(CheckInSession::of(session, journal.check_in_wording(&language)?, self))
    }

    /// The check-in that was broken off on this device within the last 24 hours, at the question where it was left; null where there is
    /// none. Look for it before another is begun, and at `checkInAlert` before its question is shown: a red flag may have been answered with
    /// yes and nobody have seen the alert, where the app was ended in between.
    ///
    /// Throws `CheckInRefused` where it cannot be gone on with: begin anew, what was answered stands in the journal.
    pub fn resume_check_in(
        &self,
        language: String,
        now: Moment,
    ) -> Result<Option<Arc<CheckInSession>>, JournalError> {
        let language = language_of(&language)?;
        let journal = self.lock();
        let Some(session) = journal.resume_check_in(&now)? else { return Ok(None) };
        Ok(Some(Arc::new(CheckInSession::of(session, journal.check_in_wording(&language)?, self))))
    }

    /// Answers the question that the session asks, in the form that `AnswerForm` says. Look at what comes back, every time: a yes to a red
    /// flag comes back as an alert, and is saved at once with all that was answered before it. Where it cannot be saved (a full disk, a
    /// reader's device), the alert comes all the same and says why.
    ///
    /// Throws `CheckInRefused` where the answer does not fit, or the session is another journal's; the question is still asked then. Throws
    /// `InvalidEntry` where `now` is no moment. The journal throws nothing.
    pub fn answer_check_in(
        &self,
        session: Arc<CheckInSession>,
        answer: String,
        now: Moment,
    ) -> Result<CheckInStep, JournalError> {
        self.take(&session, |journal, asked| journal.answer_check_in(asked, &answer, &now))
    }

    /// Answers the question that the session asks as it was answered the day before, where the question's `before` offers that.
    ///
    /// Throws what `answerCheckIn` throws, and `CheckInRefused` with `NothingBefore` where it does not.
    pub fn answer_check_in_as_before(
        &self,
        session: Arc<CheckInSession>,
        now: Moment,
    ) -> Result<CheckInStep, JournalError> {
        self.take(&session, |journal, asked| journal.answer_check_in_as_before(asked, &now))
    }

    /// What to do at the red flags that were answered with yes so far; null where none was. For a screen that is drawn anew, and for a
    /// check-in that was taken up again. Its `unsaved` is that of the last try to save.
    ///
    /// Throws `CheckInRefused` for a session of another journal, whose numbers to call would be somebody else's, and `InvalidEntry` where
    /// `now` is no moment. The journal throws nothing.
    pub fn check_in_alert(
        &self,
        session: Arc<CheckInSession>,
        now: Moment,
    ) -> Result<Option<CheckInAlert>, JournalError> {
        session.begun_by(self)?;
        if session.held().session.yes().is_empty() {
            return Ok(None);
        }
        let journal = self.lock();
        let held = session.held();
        let alert = journal.check_in_alert(&held.session.yes(), held.session.by(), &now);
        let alert = nourish_journal::CheckInAlert { unsaved: held.unsaved.clone(), ..alert };
        Ok(Some(CheckInAlert::of(alert, session.wording())))
    }

    /// Logs what was answered so far, and keeps what is needed to go on within 24 hours. To be called when somebody leaves, and when the
    /// app goes to the background.
    ///
    /// Throws `NotAllowed`, `ReadOnly`, `LeftCircle`, `Suspended`, `CheckInRefused` for a session of another journal, and what the disk may
    /// say; nothing was logged then.
    pub fn save_check_in(
        &self,
        session: Arc<CheckInSession>,
        now: Moment,
    ) -> Result<Vec<LoggedEntry>, JournalError> {
        session.begun_by(self)?;
        let saved = {
            let mut journal = self.lock();
            let mut held = session.held();
            let saved = journal.save_check_in(&mut held.session, &now);
            held.unsaved = saved.as_ref().err().cloned();
            saved?
        };
        Ok(self.logged(&saved))
    }

    /// Logs the check-in as finished: what was answered, each answer where rules and reports look for it.
    ///
    /// Throws what `saveCheckIn` throws, unless a red flag was answered with yes: the alert comes then, and carries the error in its
    /// `unsaved`.
    pub fn finish_check_in(
        &self,
        session: Arc<CheckInSession>,
        now: Moment,
    ) -> Result<CheckedIn, JournalError> {
        session.begun_by(self)?;
        let (finished, unanswered) = {
            let mut journal = self.lock();
            let mut held = session.held();
            let finished = journal.finish_check_in(&mut held.session, &now);
            held.unsaved = match &finished {
                Ok(logged) => logged.alert.as_ref().and_then(|alert| alert.unsaved.clone()),
                Err(error) => Some(error.clone()),
            };
            (finished?, session.unanswered(&held))
        };
        Ok(CheckedIn {
            entries: self.logged(&finished.entries),
            unanswered,
            alert: finished.alert.map(|alert| CheckInAlert::of(alert, session.wording())),
        })
    }

    /// A whole check-in from a text of answers, TOML or JSON by the names of questions: all of it is logged, or nothing. The set is the
    /// one that the text names, else `set`; alerts are in a language. Not for screens: `answerCheckIn` alerts at each answer.
    ///
    /// Throws `CheckInRefused` by line or question, and what `finishCheckIn` throws, unless a yes to a red flag can be read in the text: the
    /// alert comes then, and carries the error in its `unsaved`. Nothing was logged.
    pub fn check_in_from_answers(
        &self,
        answers: String,
        set: String,
        language: String,
        now: Moment,
    ) -> Result<CheckedIn, JournalError> {
        let language = language_of(&language)?;
        let journal = self.lock();
        let refused = match journal.check_in_of_answers(&answers, &set, Respondent::Patient, &now) {
            Ok(session) => {
                let session = CheckInSession::of(session, journal.check_in_wording(&language)?, self);
                drop(journal);
                return self.finish_check_in(Arc::new(session), now);
            }
            Err(refused) => refused,
        };
        let alert = journal.alert_of_refused(&answers, &set, Respondent::Patient, &refused, &now);
        let Some(alert) = alert else { return Err(refused.into()) };
        let alert = Some(CheckInAlert::of(alert, &journal.check_in_wording(&language)?));
        Ok(CheckedIn { entries: Vec::new(), unanswered: Vec::new(), alert })
    }
}

impl Journal {
    /// Entries for apps; observers are told where there are any.
    fn logged(&self, entries: &[nourish_journal::Entry]) -> Vec<LoggedEntry> {
        let entries: Vec<LoggedEntry> = entries.iter().map(Into::into).collect();
        if entries.is_empty() { entries } else { self.changed(entries) }
    }

    fn take(
        &self,
        session: &CheckInSession,
        answer: impl FnOnce(
            &mut nourish_journal::Journal,
            &mut nourish_journal::Session,
        ) -> Result<nourish_journal::CheckInStep, Inner>,
    ) -> Result<CheckInStep, JournalError> {
        session.begun_by(self)?;
        let step = {
            let mut journal = self.lock();
            let mut held = session.held();
            let step = answer(&mut journal, &mut held.session)?;
            if let nourish_journal::CheckInStep::Alert(alert) = &step {
                held.unsaved.clone_from(&alert.unsaved);
            }
            step
        };
        if matches!(&step, nourish_journal::CheckInStep::Alert(alert) if alert.unsaved.is_none()) {
            self.changed(());
        }
        Ok(CheckInStep::of(step, session.wording()))
    }
}
