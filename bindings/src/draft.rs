//! What an app wants to log.

use crate::error::JournalError;
use crate::fact::Fact;
use crate::scalar::{CalendarDay, Moment};
use nourish_journal::{InvalidEntry, Problem};

pub use nourish_journal::Source;

/// Where a value came from.
#[uniffi::remote(Enum)]
pub enum Source {
    /// Typed in.
    Typed,
    /// A connected scale.
    Scale,
    /// A feeding pump.
    Pump,
    /// A file from elsewhere.
    Import,
    /// A clinician.
    Clinician,
}

/// What an app wants to log. It is checked when it is logged.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Draft {
    /// What is said.
    pub fact: Fact,
    /// When it happened, on the person's own clock.
    pub occurred: Moment,
    /// The person's own day, where it is not the clock's date: a supper after midnight. At most a day from it.
    #[uniffi(default = None)]
    pub day: Option<CalendarDay>,
    /// Where it came from; typed when not said.
    #[uniffi(default = None)]
    pub source: Option<Source>,
}

impl From<nourish_journal::Draft> for Draft {
    fn from(draft: nourish_journal::Draft) -> Self {
        let day = Some(draft.occurred.day());
        Self { fact: draft.fact, occurred: draft.occurred, day, source: Some(draft.source) }
    }
}

impl TryFrom<Draft> for nourish_journal::Draft {
    type Error = JournalError;

    fn try_from(draft: Draft) -> Result<Self, JournalError> {
        let day = draft.day.unwrap_or_else(|| draft.occurred.day());
        let occurred = draft.occurred.on_day(day).map_err(|_| InvalidEntry::new("day", Problem::NotADay))?;
        Ok(Self::new(occurred, draft.source.unwrap_or(Source::Typed), draft.fact))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Note;

    fn supper(day: Option<&str>) -> Draft {
        Draft {
            fact: Fact::Note(Note { text: "soup".into(), sender: None, recipient: None, rule: None }),
            occurred: Moment::parse("2026-11-21T00:20[Europe/Madrid]").unwrap(),
            day: day.map(|day| day.parse().unwrap()),
            source: None,
        }
    }

    #[test]
    fn a_draft_is_typed_and_on_the_date_of_the_clock_unless_it_says_otherwise() {
        let plain = nourish_journal::Draft::try_from(supper(None)).unwrap();
        assert_eq!((plain.source, plain.occurred.day().to_string().as_str()), (Source::Typed, "2026-11-21"));
        let late = nourish_journal::Draft::try_from(supper(Some("2026-11-20"))).unwrap();
        assert_eq!(late.occurred.day().to_string(), "2026-11-20");
        assert_eq!(late.occurred.instant_ms(), plain.occurred.instant_ms());
    }

    #[test]
    fn a_day_far_from_the_clock_is_refused() {
        let error = nourish_journal::Draft::try_from(supper(Some("2026-11-19"))).unwrap_err();
        assert!(matches!(error, JournalError::InvalidEntry { field_name, .. } if field_name == "day"));
    }
}
