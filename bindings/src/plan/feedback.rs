//! What the journal says back: today with one ring a target, the week, and what to tell at the next visit.

use super::all;
use crate::damage::Damage;
use crate::error::JournalError;
use crate::fact::CareRole;
use crate::journal::Journal;
use crate::said::{Said, language_of};
use crate::scalar::{CalendarDay, EntryId, Moment};
use nourish_journal::Found;

pub use nourish_journal::{Listener as FeedbackListener, Message as TeamMessage, RingKind};

/// To whom something is said.
#[uniffi::remote(Enum)]
pub enum FeedbackListener {
    /// The person.
    Patient,
    /// Someone who helps at home.
    Carer,
}

/// What is said back. It holds figures and plain words, counts no streaks and blames nobody.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Feedback {
    /// The picture of the day.
    pub today: TodaySaid,
    /// The last seven days.
    pub week: WeekSaid,
    /// What to tell at the next visit.
    pub visit: Vec<Said>,
    /// What the parts are called.
    pub headings: FeedbackHeadings,
    /// What could not be read: entries there may change what is said. Empty for a sound journal.
    pub damage: Vec<Damage>,
}

/// What the parts are called.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FeedbackHeadings {
    /// The day.
    pub today: Said,
    /// What the team said.
    pub team: Said,
    /// The week.
    pub week: Said,
    /// What to tell at the next visit.
    pub visit: Said,
}

/// The picture of a day.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct TodaySaid {
    /// The day.
    pub day: CalendarDay,
    /// One ring a target: energy, protein and fluid always, the tube where there is one.
    pub rings: Vec<TargetRing>,
    /// The day in sentences, what matters most first. The rings have their own words.
    pub sentences: Vec<Said>,
    /// What the team said back in the last 14 days, the latest first.
    pub messages: Vec<TeamMessage>,
}

/// What a ring shows.
#[uniffi::remote(Enum)]
pub enum RingKind {
    /// Energy, kcal.
    Energy,
    /// Protein, g.
    Protein,
    /// Fluid, ml.
    Fluid,
    /// Formula by tube, ml.
    Tube,
}

/// A ring: what came in, and what is to be reached.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct TargetRing {
    /// What it shows.
    pub kind: RingKind,
    /// Came in so far, in whole units; null is unknown, and not zero.
    pub delivered: Option<u64>,
    /// To be reached, in whole units; null where there is no target.
    pub target: Option<u64>,
    /// The unit of both: `kcal`, `g`, `ml`.
    pub unit: String,
    /// How far it is filled. Percent, rounded down; null where either is unknown. It may pass 100.
    pub filled_percent: Option<u64>,
    /// Whether the target is the plan's, rather than a guideline's range for the weight.
    pub from_plan: bool,
    /// The same in words.
    pub said: Said,
}

/// What the team said back.
#[uniffi::remote(Record)]
pub struct TeamMessage {
    /// The note.
    pub entry: EntryId,
    /// Its day.
    pub day: CalendarDay,
    /// Who said it.
    pub sender: CareRole,
    /// Their words.
    pub text: String,
    /// The rule whose flag it answers.
    pub rule: Option<String>,
}

/// The last seven days.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct WeekSaid {
    /// First day.
    pub from: CalendarDay,
    /// Last day.
    pub to: CalendarDay,
    /// The week in sentences.
    pub sentences: Vec<Said>,
}

#[uniffi::export]
impl Journal {
    /// What the journal says back at the moment `now`, in a language: today with one ring a target, the week, and what to tell at the next
    /// visit.
    ///
    /// Throws `InvalidEntry` for a language that is no language tag, `Suspended`, and what the disk may say.
    pub fn feedback(
        &self,
        now: Moment,
        listener: FeedbackListener,
        language: String,
    ) -> Result<Feedback, JournalError> {
        let language = language_of(&language)?;
        Ok(self.lock().feedback(&now, listener, &language)?.into())
    }
}

impl From<Found<nourish_journal::Feedback>> for Feedback {
    fn from(Found { found, damage }: Found<nourish_journal::Feedback>) -> Self {
        let nourish_journal::Feedback { today, week, visit, headings } = found;
        let [about_today, about_team, about_week, about_visit] = headings.map(Into::into);
        Self {
            today: TodaySaid {
                day: today.day,
                rings: all(today.rings),
                sentences: all(today.sentences),
                messages: today.messages,
            },
            week: WeekSaid { from: week.from, to: week.to, sentences: all(week.sentences) },
            visit: all(visit),
            headings: FeedbackHeadings {
                today: about_today,
                team: about_team,
                week: about_week,
                visit: about_visit,
            },
            damage: all(damage),
        }
    }
}

impl From<nourish_journal::Ring> for TargetRing {
    fn from(ring: nourish_journal::Ring) -> Self {
        let nourish_journal::Ring { kind, delivered, target, filled_percent, from_plan, said } = ring;
        let (unit, said) = (kind.unit().to_owned(), said.into());
        Self { kind, delivered, target, unit, filled_percent, from_plan, said }
    }
}
