//! A check-in that was broken off: what is kept of it, and how it is taken up again.

use crate::given::Given;
use crate::limits;
use crate::session::{Known, Respondent, Session};
use crate::set::QuestionSet;
use nourish_record::{EntryId, Moment};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The format that this version writes and reads.
const FORMAT: u32 = 1;
/// How long a check-in can be taken up again: its questions look back from the time of asking. Own choice.
const OPEN_MS: i64 = 24 * 3_600_000;

/// Why a check-in that was kept cannot be taken up again. What was answered of it stands in the journal all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeptError {
    /// The bytes are none of ours.
    #[error(
        "what was kept of the unfinished check-in cannot be read; begin anew, what was answered stands in the journal"
    )]
    Unreadable,
    /// A newer version kept it.
    #[error("a newer version kept the unfinished check-in; update this program, or begin anew")]
    NewerFormat,
    /// The set is not there any more, or of another version.
    #[error(
        "the questions of the set {set} have changed since; begin anew, what was answered stands in the journal"
    )]
    OtherQuestions {
        /// The set.
        set: String,
    },
    /// It was begun too long ago.
    #[error(
        "the unfinished check-in was begun more than a day ago; begin anew, what was answered stands in the journal"
    )]
    TooOld,
}

#[derive(Serialize, Deserialize)]
struct Format {
    nourish_check_in: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    nourish_check_in: u32,
    set: String,
    version: String,
    by: String,
    begun: String,
    answers: BTreeMap<String, String>,
    skipped: BTreeSet<String>,
    confirmed: BTreeSet<String>,
    logged: BTreeMap<String, String>,
}

impl Session {
    /// The bytes that an unfinished check-in is kept as.
    #[must_use]
    pub fn keep(&self) -> Vec<u8> {
        let kept = Kept {
            nourish_check_in: FORMAT,
            set: self.set.id.clone(),
            version: self.set.version.clone(),
            by: self.by.as_str().to_owned(),
            begun: self.begun.to_string(),
            answers: self
                .answers
                .iter()
                .map(|(name, given)| (name.clone(), given.text().to_owned()))
                .collect(),
            skipped: self.skipped.clone(),
            confirmed: self.confirmed.clone(),
            logged: self.logged.iter().map(|(name, id)| (name.clone(), id.to_string())).collect(),
        };
        // A map with text keys always has a JSON form.
        serde_json::to_vec(&kept).unwrap_or_default()
    }

    /// Takes up what was kept, at the first question that is open where nothing is known of the person; [`Session::know`] says what is.
    /// `sets` are the sets that there are.
    ///
    /// # Errors
    /// [`KeptError`] by what can be done next.
    pub fn take_up(bytes: &[u8], sets: &[Arc<QuestionSet>], now: &Moment) -> Result<Self, KeptError> {
        if bytes.len() > limits::SET_BYTES {
            return Err(KeptError::Unreadable);
        }
        let format: Format = serde_json::from_slice(bytes).map_err(|_| KeptError::Unreadable)?;
        if format.nourish_check_in != FORMAT {
            return Err(KeptError::NewerFormat);
        }
        let kept: Kept = serde_json::from_slice(bytes).map_err(|_| KeptError::Unreadable)?;
        let changed = || KeptError::OtherQuestions { set: kept.set.clone() };
        let fits = |set: &&Arc<QuestionSet>| set.id == kept.set && set.version == kept.version;
        let set = sets.iter().find(fits).ok_or_else(changed)?;
        let begun = Moment::parse(&kept.begun).map_err(|_| KeptError::Unreadable)?;
        let age_ms = now.instant_ms().saturating_sub(begun.instant_ms());
        if age_ms > OPEN_MS {
            return Err(KeptError::TooOld);
        }
        let by = if kept.by == Respondent::Carer.as_str() { Respondent::Carer } else { Respondent::Patient };
        let mut session = Self::begin(Arc::clone(set), by, Known::default(), &begun);
        for (name, text) in &kept.answers {
            let question = set.question(name).ok_or_else(changed)?;
            let given: Given = question.read(text).map_err(|_| changed())?;
            session.answers.insert(name.clone(), given);
        }
        for (name, id) in &kept.logged {
            let id: EntryId = id.parse().map_err(|_| KeptError::Unreadable)?;
            session.logged.insert(name.clone(), id);
        }
        session.skipped = kept.skipped;
        session.confirmed = kept.confirmed;
        session.go_to_first_open();
        Ok(session)
    }
}
