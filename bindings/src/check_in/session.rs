//! A check-in while it is answered.

use super::alert::UnansweredQuestion;
use super::problem::CheckInProblem;
use super::question::{AskedQuestion, CheckInAnswer, CheckInProgress, Respondent};
use crate::error::JournalError;
use crate::journal::Journal;
use crate::scalar::Moment;
use nourish_journal::{Session, Wording};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A check-in while it is answered, in one language. It holds answers in memory alone: `Journal.saveCheckIn` keeps them when somebody
/// leaves, and an answer that alerts is saved at once. It belongs to the `Journal` object that began it; another one, of the same file
/// too, refuses it.
#[derive(uniffi::Object)]
pub struct CheckInSession {
    wording: Wording,
    /// Of the journal that began it.
    mark: Arc<()>,
    held: Mutex<Held>,
}

/// What changes while a check-in is answered.
pub(super) struct Held {
    pub(super) session: Session,
    /// Why the last try to save it failed; none where it did not.
    pub(super) unsaved: Option<nourish_journal::JournalError>,
}

#[uniffi::export]
impl CheckInSession {
    /// The name of the set that is asked.
    pub fn set(&self) -> String {
        self.held().session.set().id.clone()
    }

    /// Who answers.
    pub fn by(&self) -> Respondent {
        self.held().session.by()
    }

    /// When it was begun.
    pub fn begun(&self) -> Moment {
        self.held().session.begun().clone()
    }

    /// The question to ask now; null once none is left: finish it then.
    pub fn question(&self) -> Option<AskedQuestion> {
        AskedQuestion::of(&self.held().session, &self.wording)
    }

    /// How far it is.
    pub fn progress(&self) -> CheckInProgress {
        CheckInProgress::of(&self.held().session)
    }

    /// Every question that is asked as things stand, with its answer: for a page to look it over before it is finished.
    pub fn answers(&self) -> Vec<CheckInAnswer> {
        CheckInAnswer::all(&self.held().session, &self.wording)
    }

    /// Leaves the question that is asked now unanswered, which is no answer, and goes on. An answer that was there is taken out.
    pub fn skip(&self) {
        self.held().session.skip();
    }

    /// Goes back to the question before; says whether there is one. Answers stay.
    pub fn back(&self) -> bool {
        self.held().session.back()
    }
}

impl CheckInSession {
    pub(super) fn of(session: Session, wording: Wording, journal: &Journal) -> Self {
        let mark = Arc::clone(&journal.mark);
        Self { wording, mark, held: Mutex::new(Held { session, unsaved: None }) }
    }

    /// Whoever answers in one journal may not log it in another, which may be another person's.
    pub(super) fn begun_by(&self, journal: &Journal) -> Result<(), JournalError> {
        if Arc::ptr_eq(&self.mark, &journal.mark) {
            return Ok(());
        }
        Err(JournalError::CheckInRefused { problem: CheckInProblem::OtherJournal })
    }

    /// To be taken after the journal, never before it: a screen asks for the question while another thread has the journal.
    pub(super) fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) const fn wording(&self) -> &Wording {
        &self.wording
    }

    pub(super) fn unanswered(&self, held: &Held) -> Vec<UnansweredQuestion> {
        let open = held.session.asked().filter(|(_, given)| given.is_none()).map(|(question, _)| question);
        let open = open.map(|question| UnansweredQuestion {
            id: question.id.clone(),
            text: self.wording.question(question, held.session.by()).into(),
        });
        open.collect()
    }
}

impl std::fmt::Debug for CheckInSession {
    /// Nothing that was answered.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CheckInSession { .. }")
    }
}
