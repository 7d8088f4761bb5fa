//! A check-in that a text answers, from a file or another program: all of it is taken, or nothing.

use super::alert::CheckInAlert;
use super::refusal::CheckInRefused;
use crate::error::JournalError;
use crate::journal::Journal;
use nourish_checkin::{AnswersFile, Respondent, Session};
use nourish_record::Moment;

impl Journal {
    /// A check-in with all that a text answers, TOML or JSON by the names of questions, to be [finished](Self::finish_check_in). The set is
    /// the one that the text names, else `set`. `by` is whoever answers: where it is the person, the text may say that it was a carer.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let text = "[answers]\nurgent = \"none\"\nweight = \"68.4 kg\"\n";
    /// let mut session = journal.check_in_of_answers(text, "daily", Respondent::Patient, &now)?;
    /// let logged = journal.finish_check_in(&mut session, &now)?;
    /// assert_eq!(journal.assess(now.day())?.assessment.picture.weight, Some((now.day(), 68_400)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::CheckIn`] by line or question, for which [`alert_of_refused`](Self::alert_of_refused) is to be asked, or what the disk
    /// may say.
    pub fn check_in_of_answers(
        &self,
        text: &str,
        set: &str,
        by: Respondent,
        now: &Moment,
    ) -> Result<Session, JournalError> {
        let refused = |error| JournalError::from(CheckInRefused::from(error));
        let file = AnswersFile::parse(text).map_err(refused)?;
        let set = file.set.as_deref().unwrap_or(set);
        let mut session = self.begin_check_in(set, answering(by, &file), now)?;
        session.answer_all(&file, now).map_err(refused)?;
        Ok(session)
    }

    /// The alert of a text of answers that was refused for `refused`, where what can be read of it says yes to a red flag: nobody waits for
    /// an alert until the text is corrected. It carries why nothing was logged. The set is the one that the text names, else `set`; `by` is
    /// whoever answers, where the text does not say.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let text = "[answers]\nurgent = [\"chest-pain\"]\nweight = 68.4\n";
    /// let refused = JournalError::from(CheckInRefused::from(AnswersFile::parse(text).unwrap_err()));
    /// let alert = journal.alert_of_refused(text, "daily", Respondent::Patient, &refused, &now).unwrap();
    /// assert_eq!((alert.is_emergency(), alert.unsaved), (true, Some(refused)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn alert_of_refused(
        &self,
        text: &str,
        set: &str,
        by: Respondent,
        refused: &JournalError,
        now: &Moment,
    ) -> Option<CheckInAlert> {
        let file = AnswersFile::readable(text);
        let named = file.set.as_deref().and_then(|named| self.question_set(named).ok());
        let set = named.or_else(|| self.question_set(set).ok())?;
        let yes = set.flags_said(&file);
        let alert = || {
            let alert = self.check_in_alert(&yes, answering(by, &file), now);
            CheckInAlert { unsaved: Some(refused.clone()), ..alert }
        };
        (!yes.is_empty()).then(alert)
    }
}

/// Who answers: where it is the person, the text may say that it was a carer.
fn answering(by: Respondent, file: &AnswersFile) -> Respondent {
    if by == Respondent::Carer { by } else { file.by }
}
