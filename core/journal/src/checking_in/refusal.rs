//! Why a check-in could not go on, by what can be done next.

use nourish_checkin::{AnswerRefused, AnswersError, KeptError};

/// Why a check-in could not go on. Nothing was logged of what was refused, and nothing that was typed is repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckInRefused {
    /// There is no such set.
    #[error("there is no such set of questions; use one of: {sets}")]
    NoSuchSet {
        /// The sets that there are.
        sets: String,
    },
    /// An answer was not taken.
    #[error(transparent)]
    Answer(#[from] AnswerRefused),
    /// A file of answers was refused.
    #[error(transparent)]
    Answers(#[from] AnswersError),
    /// What was broken off cannot be taken up again.
    #[error(transparent)]
    Kept(#[from] KeptError),
}
