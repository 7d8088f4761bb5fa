//! What the rules say, as apps read it.

use crate::damage::Damage;
use crate::fact::{AcknowledgementAction, CareRole};
use crate::picture::Picture;
use crate::scalar::{CalendarDay, EntryId};
use nourish_journal::{Assessed, assessment as rules};

pub use nourish_journal::assessment::{Attention, Citation, Evidence, Level};

/// How soon a finding wants someone; the most urgent first.
#[uniffi::remote(Enum)]
pub enum Level {
    /// Emergency number, now.
    Emergency,
    /// A call on the same day.
    SameDay,
    /// To be spoken of at the next contact.
    NextContact,
    /// Good to know.
    Information,
}

/// Whether a finding that is met asks for someone's attention today.
#[uniffi::remote(Enum)]
pub enum Attention {
    /// It appears today.
    New,
    /// It got worse today: more urgent, or further gone.
    Worse {
        /// The day it appeared; nothing if that is longer ago than is looked back.
        since: Option<CalendarDay>,
    },
    /// It stands, and it is time to speak of it again.
    Again {
        /// The day it appeared; nothing if that is longer ago than is looked back.
        since: Option<CalendarDay>,
    },
    /// It stands as it stood when it last asked.
    Standing {
        /// The day it appeared; nothing if that is longer ago than is looked back.
        since: Option<CalendarDay>,
        /// The day on which it asks again if nothing changes; nothing if it does not.
        again_on: Option<CalendarDay>,
    },
    /// The care team has acted on it.
    Answered {
        /// When.
        on: CalendarDay,
        /// Who.
        by: CareRole,
        /// What they did.
        action: AcknowledgementAction,
        /// Until when it was put off.
        until: Option<CalendarDay>,
    },
}

/// Where a rule was published.
#[uniffi::remote(Record)]
pub struct Citation {
    /// Authors, title, journal, year, pages.
    pub text: String,
    /// Digital object identifier, where it is recorded.
    pub doi: Option<String>,
}

/// An entry that a finding rests on.
#[uniffi::remote(Record)]
pub struct Evidence {
    /// The entry, by the name that corrections keep.
    pub entry: EntryId,
    /// Its day.
    pub day: CalendarDay,
    /// What it says, as a person reads it: `weight 68.2 kg`.
    pub what: String,
}

/// What a rule says. Show every case: what is undecided is neither an alarm nor an all-clear.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Outcome {
    /// The rule's criteria are met.
    Met,
    /// They are not met, and nothing missing could change that.
    NotMet,
    /// What is known does not decide it.
    Indeterminate {
        /// What is missing, the one thing that would decide it first.
        missing: Vec<Missing>,
    },
}

/// Something that is not known, and how to come to know it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Missing {
    /// Name of the input, as in the instrument's table.
    pub input: String,
    /// What to do about it, in words for a person.
    pub question: String,
}

/// A figure of a finding, printed from exact arithmetic.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Figure {
    /// What it is: `loss in 182 days`.
    pub label: String,
    /// The number as printed: `12.8`.
    pub value: String,
    /// Its unit: `%`; empty where it has none.
    pub unit: String,
}

/// What one rule says of a person on a day.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Finding {
    /// The rule, and behind a colon what it was applied to: `nrs2002`, `symptom_worsening:nausea`.
    pub rule: String,
    /// Its name in words.
    pub title: String,
    /// What it says.
    pub outcome: Outcome,
    /// How soon it wants someone, were it met.
    pub level: Level,
    /// How far gone it is, within this rule alone: higher is worse.
    pub degree: u8,
    /// Whether it asks for attention today; nothing unless it is met.
    pub attention: Option<Attention>,
    /// The same in words: `new today`; nothing unless it is met.
    pub why_now: Option<String>,
    /// One sentence for the care team, with the numbers that decided.
    pub team_text: String,
    /// One sentence for the person in plain words; nothing where the finding is not for the person.
    pub patient_text: Option<String>,
    /// The figures behind it.
    pub figures: Vec<Figure>,
    /// The entries behind it.
    pub evidence: Vec<Evidence>,
    /// What would make the finding go away.
    pub clears_when: String,
    /// Version of the rule's table.
    pub version: String,
    /// Where the rule was published.
    pub source: Citation,
    /// What weakens it.
    pub cautions: Vec<String>,
}

/// Everything that the rules say of a person on a day.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Assessment {
    /// The day that "today" means.
    pub as_of: CalendarDay,
    /// Met findings first, by urgency, then undecided ones, then those not met.
    pub findings: Vec<Finding>,
    /// The figures beside them.
    pub picture: Picture,
    /// What could not be read: entries there may change the assessment. Empty for a sound journal.
    pub damage: Vec<Damage>,
}

impl From<Assessed> for Assessment {
    fn from(assessed: Assessed) -> Self {
        let assessment = assessed.assessment;
        Self {
            as_of: assessment.as_of,
            findings: assessment.findings.into_iter().map(Into::into).collect(),
            picture: assessment.picture.into(),
            damage: assessed.damage.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<rules::Finding> for Finding {
    fn from(finding: rules::Finding) -> Self {
        Self {
            rule: finding.rule,
            title: finding.title,
            outcome: finding.outcome.into(),
            level: finding.level,
            degree: finding.degree,
            attention: finding.attention,
            why_now: finding.attention.map(Attention::words),
            team_text: finding.team_text,
            patient_text: finding.patient_text,
            figures: finding.figures.into_iter().map(Into::into).collect(),
            evidence: finding.evidence,
            clears_when: finding.clears_when,
            version: finding.version,
            source: finding.source,
            cautions: finding.cautions,
        }
    }
}

impl From<rules::Outcome> for Outcome {
    fn from(outcome: rules::Outcome) -> Self {
        match outcome {
            rules::Outcome::Met => Self::Met,
            rules::Outcome::NotMet => Self::NotMet,
            rules::Outcome::Indeterminate { missing } => {
                Self::Indeterminate { missing: missing.into_iter().map(Into::into).collect() }
            }
        }
    }
}

impl From<rules::Missing> for Missing {
    fn from(missing: rules::Missing) -> Self {
        Self { input: missing.input.to_owned(), question: missing.question }
    }
}

impl From<rules::Figure> for Figure {
    fn from(figure: rules::Figure) -> Self {
        Self { label: figure.label, value: figure.value, unit: figure.unit.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_question_keeps_everything_that_is_missing_in_order() {
        let missing = |input, question: &str| rules::Missing { input, question: question.into() };
        let open = rules::Outcome::Indeterminate {
            missing: vec![missing("weight_g", "weigh in"), missing("height_mm", "measure")],
        };
        let Outcome::Indeterminate { missing } = open.into() else { panic!("undecided") };
        let inputs: Vec<&str> = missing.iter().map(|one| one.input.as_str()).collect();
        assert_eq!(inputs, ["weight_g", "height_mm"]);
    }
}
