//! What the journal says back to the person and to whoever cares for them: today, the week, and what to tell at the next visit.
//!
//! It holds figures and plain words. It counts no streaks, blames nobody, and foretells nothing; what is not known is said to be not
//! known. Rates of feeding and instruments are not in it.

mod rings;
mod today;
mod visit;
mod week;

pub use rings::{Ring, RingKind};
pub use today::{Message, Today};
pub use week::Week;

use crate::care::CarePlan;
use nourish_record::{Moment, Timeline};
use nourish_rules::Assessment;
use nourish_words::{Said, Words};

/// To whom something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listener {
    /// The person.
    Patient,
    /// Someone who helps at home.
    Carer,
}

impl Listener {
    /// The name of the message that is for this listener.
    fn id(self, id: &str) -> String {
        match self {
            Self::Patient => format!("{id}-patient"),
            Self::Carer => format!("{id}-carer"),
        }
    }
}

/// What is said back.
#[derive(Clone, PartialEq, Eq)]
pub struct Feedback {
    /// The picture of the day.
    pub today: Today,
    /// The last seven days.
    pub week: Week,
    /// What to tell at the next visit.
    pub visit: Vec<Said>,
    /// What the parts are called: today, the words of the team, the week, the next visit.
    pub headings: [Said; 4],
}

quiet_debug!(Feedback);

/// What the journal says back at the moment `now`. `assessment` is that of the same day.
#[must_use]
pub fn feedback(
    (plan, timeline): (&CarePlan, &Timeline),
    assessment: &Assessment,
    now: &Moment,
    (listener, words): (Listener, &Words),
) -> Feedback {
    let day = now.day();
    let date = day.to_string();
    let heading = |id: &str| words.say(id, &[("date", (&date).into())]);
    Feedback {
        headings: [
            heading("heading-today"),
            heading("heading-team"),
            heading("heading-week"),
            heading("heading-visit"),
        ],
        today: today::today((plan, timeline), assessment, day, (listener, words)),
        week: week::week((plan, timeline), assessment, day, (listener, words)),
        visit: visit::list(timeline, day, (listener, words)),
    }
}
