//! Flags with what they rest on, and what cannot be told yet.

use super::Origin;
use crate::json::{day_optional, level_word, shown};
use nourish_record::{CalendarDay, EntryId};
use nourish_rules::assess::Level;
use serde::Serialize;

/// A finding that is met.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Flag {
    /// The rule, and behind a colon what it was applied to.
    pub rule: String,
    /// Its name in words.
    pub title: String,
    /// How soon it wants someone.
    #[serde(serialize_with = "level_word")]
    pub level: Level,
    /// What it says, in words for the audience.
    pub text: String,
    /// Why it asks for attention today, or why it does not.
    pub why_now: Option<WhyNow>,
    /// The figures behind it; empty for the person.
    pub figures: Vec<FlagFigure>,
    /// The entries it rests on, oldest first.
    pub evidence: Vec<EvidenceLine>,
    /// How many days before the assessment its newest entry lies.
    pub evidence_age_days: Option<i32>,
    /// What weakens it.
    pub cautions: Vec<String>,
    /// What would make it go away.
    pub clears_when: String,
    /// What was last done about it, as recorded.
    pub acknowledged: Option<Acknowledged>,
    /// Version of its table.
    pub version: String,
    /// Number of its source.
    pub source: usize,
}

impl Flag {
    /// Whether it is to be brought to someone's notice today; it is where nobody says otherwise.
    pub fn asks_today(&self) -> bool {
        self.why_now.as_ref().is_none_or(|why| why.asks_today)
    }
}

/// Why a flag asks for attention today, or why it does not.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct WhyNow {
    /// Whether it asks today.
    pub asks_today: bool,
    /// `new`, `worse`, `again`, `standing` or `answered`.
    pub state: &'static str,
    /// The same in words.
    pub words: String,
    /// The day it appeared; `None` if it is new, was answered, or appeared longer ago than is looked back.
    #[serde(serialize_with = "day_optional")]
    pub since: Option<CalendarDay>,
    /// The day on which it asks again if nothing changes, where that is known.
    #[serde(serialize_with = "day_optional")]
    pub asks_again_on: Option<CalendarDay>,
}

/// A figure behind a flag, as the rule printed it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct FlagFigure {
    /// What it is.
    pub label: String,
    /// The number as printed.
    pub value: String,
    /// Its unit; empty where it has none.
    pub unit: &'static str,
}

/// What someone did about a flag.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Acknowledged {
    /// When.
    #[serde(serialize_with = "shown")]
    pub day: CalendarDay,
    /// What: `seen`, `contacted`, `plan-changed`, `snoozed`.
    pub action: &'static str,
    /// By whom.
    pub role: &'static str,
    /// Until when it was put off.
    #[serde(serialize_with = "day_optional")]
    pub until: Option<CalendarDay>,
}

/// A finding that what is known does not decide.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Undecided {
    /// The rule, and behind a colon what it was applied to.
    pub rule: String,
    /// Its name in words.
    pub title: String,
    /// How soon it would want someone, were it met.
    #[serde(serialize_with = "level_word")]
    pub level: Level,
    /// The one thing to find out next; empty where the rule names none.
    pub question: String,
    /// How many further things are missing.
    pub more_missing: usize,
}

/// An entry that something rests on.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceLine {
    /// The entry, by the name that corrections keep.
    #[serde(serialize_with = "shown")]
    pub entry: EntryId,
    /// Its day.
    #[serde(serialize_with = "shown")]
    pub day: CalendarDay,
    /// What it says.
    pub what: String,
    /// Where it came from; `None` for what was read off several entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}
