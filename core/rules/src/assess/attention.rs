//! Whether a met finding asks for someone's attention today, or stands as it stood: alerts that people can live with.
//!
//! A finding is shown for as long as it is met. It *asks* on the day it appears, on the day it gets worse, and then again after
//! some days: every day where it wants a call today, every week where it waits for the next contact. What the care team has
//! answered is quiet until something new lies behind it.

use super::context::Context;
use super::model::{Finding, Level, Outcome};
use crate::score::ScoreError;
use nourish_record::{Acknowledgement, AcknowledgementAction, CalendarDay, CareRole};

/// Whether a finding that is met asks for someone's attention today. Exhaustive on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attention {
    /// It appears today.
    New,
    /// It got worse today: more urgent, or further gone.
    Worse {
        /// The day it appeared; `None` if that is longer ago than is looked back.
        since: Option<CalendarDay>,
    },
    /// It stands, and it is time to speak of it again.
    Again {
        /// The day it appeared; `None` if that is longer ago than is looked back.
        since: Option<CalendarDay>,
    },
    /// It stands as it stood when it last asked.
    Standing {
        /// The day it appeared; `None` if that is longer ago than is looked back.
        since: Option<CalendarDay>,
        /// The day on which it asks again if nothing changes; `None` if it does not.
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

impl Attention {
    /// Why it asks today, or why it does not, as people read it.
    #[must_use]
    pub fn words(self) -> String {
        let since = |since: Option<CalendarDay>| match since {
            Some(day) => format!("since {day}"),
            None => "for longer than three weeks".to_owned(),
        };
        match self {
            Self::New => "new today".to_owned(),
            Self::Worse { since: day } => format!("got worse; stands {}", since(day)),
            Self::Again { since: day } => format!("stands {}; time to speak of it again", since(day)),
            Self::Standing { since: day, again_on: Some(again_on) } => {
                format!("stands unchanged {}; asks again on {again_on}", since(day))
            }
            Self::Standing { since: day, again_on: None } => format!("stands unchanged {}", since(day)),
            Self::Answered { on, by, action, until } => {
                let until = until.map_or_else(String::new, |until| format!(" until {until}"));
                let (by, action) = (by.as_str().replace('-', " "), action.as_str().replace('-', " "));
                format!("{action} by the {by} on {on}{until}")
            }
        }
    }

    /// Whether it is to be brought to someone's notice today, rather than only shown.
    #[must_use]
    pub const fn is_wanted(self) -> bool {
        matches!(self, Self::New | Self::Worse { .. } | Self::Again { .. })
    }
}

const TABLE: &str = "attention";

/// How strongly a rule spoke on one day, and of when its newest evidence was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strength {
    pub(super) level: Level,
    pub(super) degree: u8,
    pub(super) newest: Option<CalendarDay>,
}

impl Strength {
    /// Of a finding that is met; none of any other.
    pub(super) fn of(finding: &Finding) -> Option<Self> {
        (finding.outcome == Outcome::Met).then(|| Self {
            level: finding.level,
            degree: finding.degree,
            newest: finding.evidence.iter().map(|evidence| evidence.day).max(),
        })
    }

    /// More urgent, or as urgent and further gone.
    fn is_worse_than(self, other: Self) -> bool {
        self.level < other.level || (self.level == other.level && self.degree > other.degree)
    }
}

/// When attention is asked for again. Days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    repeat_days: i32,
    screen_repeat_days: i32,
    pub(super) look_back_days: i32,
}

/// What changes over weeks rather than days, and of which several say the same of one person.
const SCREENS: [&str; 7] =
    ["nrs2002", "glim", "pons", "espen_surgery_severe_risk", "intake_energy", "hydration", "weight_change"];

/// What the team did about a rule on a day.
#[derive(Clone, Copy)]
struct Answer {
    day: CalendarDay,
    action: AcknowledgementAction,
    role: CareRole,
    until: Option<CalendarDay>,
}

/// The last time that a finding asked, or was answered.
#[derive(Clone, Copy)]
struct Asked {
    on: CalendarDay,
    strength: Strength,
    answer: Option<Answer>,
}

impl Pace {
    pub(super) fn of(context: &Context<'_>) -> Result<Self, ScoreError> {
        let table = context.tables.table(TABLE)?;
        Ok(Self {
            repeat_days: table.points("repeat_days")?,
            screen_repeat_days: table.points("screen_repeat_days")?,
            look_back_days: table.points("look_back_days")?,
        })
    }

    /// The attention that `rule` asks for today. `said` holds the days up to today on which it was met, in order.
    pub(super) fn attention(
        self,
        context: &Context<'_>,
        rule: &str,
        said: &[(CalendarDay, Strength)],
    ) -> Attention {
        if SCREENS.contains(&rule) {
            let slowly = Self { repeat_days: self.screen_repeat_days, ..self };
            return slowly.follow(context, rule, said);
        }
        self.follow(context, rule, said)
    }

    fn follow(self, context: &Context<'_>, rule: &str, said: &[(CalendarDay, Strength)]) -> Attention {
        let answers = answers(context, rule);
        let begin = context.as_of.plus(-self.look_back_days);
        let mut asked: Option<Asked> = None;
        let mut since = None;
        let mut last_met: Option<CalendarDay> = None;
        let mut attention = Attention::New;
        for (day, strength) in said.iter().copied() {
            let gone = |last: CalendarDay| day.days_since(last) > self.repeat_days;
            if last_met.is_none_or(gone) {
                // What was met on the first day looked at may stand for longer: it asks on one day of the calendar's week.
                let on = day.plus(-(day.days_since_1970().rem_euclid(self.repeat_days)));
                asked = (day == begin).then_some(Asked { on, strength, answer: None });
                since = (day != begin).then_some(day);
            }
            last_met = Some(day);
            let answer = answers.iter().rev().find(|answer| answer.day <= day).copied();
            (asked, attention) = self.step(day, strength, asked, answer, since);
        }
        attention
    }

    fn step(
        self,
        day: CalendarDay,
        strength: Strength,
        asked: Option<Asked>,
        answer: Option<Answer>,
        since: Option<CalendarDay>,
    ) -> (Option<Asked>, Attention) {
        let ask = |attention| (Some(Asked { on: day, strength, answer: None }), attention);
        let Some(before) = asked else {
            return match answer.filter(|answer| answer.day == day && counts(*answer, strength)) {
                Some(answer) => answered(day, strength, answer),
                None => ask(Attention::New),
            };
        };
        if strength.is_worse_than(before.strength) {
            let now = answer.filter(|answer| answer.day == day && counts(*answer, strength));
            return now.map_or_else(|| ask(Attention::Worse { since }), |a| answered(day, strength, a));
        }
        if let Some(answer) = answer.filter(|answer| answer.day >= before.on && counts(*answer, strength))
            && day < self.asks_again_on(answer, strength, day)
        {
            let kept = Asked { on: before.on, strength: before.strength, answer: Some(answer) };
            return (Some(kept), shown(answer));
        }
        let last = before.answer.map_or(before.on, |answer| answer.day.max(before.on));
        let due = match strength.level {
            Level::Emergency | Level::SameDay => day > last,
            Level::NextContact => day.days_since(last) >= self.repeat_days,
            Level::Information => false,
        };
        if due {
            return ask(Attention::Again { since });
        }
        let again_on = match strength.level {
            Level::Emergency | Level::SameDay => Some(day.plus(1)),
            Level::NextContact => Some(last.plus(self.repeat_days)),
            Level::Information => None,
        };
        let standing = if day == before.on {
            Attention::Again { since }
        } else {
            Attention::Standing { since, again_on }
        };
        (Some(before), standing)
    }

    /// The first day on which an answer no longer keeps a finding quiet.
    fn asks_again_on(self, answer: Answer, strength: Strength, day: CalendarDay) -> CalendarDay {
        match (answer.action, answer.until, strength.level) {
            (AcknowledgementAction::Snoozed, Some(until), _) => until.plus(1),
            // An urgent one stays answered until something newer lies behind it.
            (_, _, Level::Emergency | Level::SameDay) => {
                if strength.newest.is_some_and(|newest| newest > answer.day) { day } else { day.plus(1) }
            }
            (_, _, Level::Information) => day.plus(1),
            (_, _, Level::NextContact) => answer.day.plus(self.repeat_days),
        }
    }
}

/// What the care team did about a rule up to today, in order. What the person or a carer has seen answers nothing for the team.
fn answers(context: &Context<'_>, rule: &str) -> Vec<Answer> {
    let by_team = |role: CareRole| !matches!(role, CareRole::Patient | CareRole::Carer | CareRole::Supplier);
    let mut answers: Vec<Answer> = context
        .back::<Acknowledgement>()
        .filter(|(_, said)| said.rule == rule && by_team(said.role))
        .map(|(shown, said)| Answer {
            day: shown.day(),
            action: said.action,
            role: said.role,
            until: said.until_on,
        })
        .collect();
    answers.reverse();
    answers.sort_by_key(|answer| answer.day);
    answers
}

/// Whether an answer is enough: an emergency is not put off, and what wants a call today is not answered by having seen it.
fn counts(answer: Answer, strength: Strength) -> bool {
    match (strength.level, answer.action) {
        (_, AcknowledgementAction::Contacted | AcknowledgementAction::PlanChanged) => true,
        (Level::Emergency, _) | (Level::SameDay, AcknowledgementAction::Seen) => false,
        (Level::SameDay | Level::NextContact | Level::Information, _) => true,
    }
}

fn answered(day: CalendarDay, strength: Strength, answer: Answer) -> (Option<Asked>, Attention) {
    (Some(Asked { on: day, strength, answer: Some(answer) }), shown(answer))
}

const fn shown(answer: Answer) -> Attention {
    Attention::Answered { on: answer.day, by: answer.role, action: answer.action, until: answer.until }
}
