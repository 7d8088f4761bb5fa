//! What an assessment says: findings with their evidence, and the figures that a report shows beside them.

use nourish_record::{AcknowledgementAction, CalendarDay, CareRole, EntryId, SymptomItem, TreatmentReason};

/// How soon a finding wants someone. Ordered: the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// What a rule says. Exhaustive on purpose: whoever shows it must show every case.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Name of the input, as in the instrument's table.
    pub input: &'static str,
    /// What to do about it: `a weight from about 23 May would decide this`.
    pub question: String,
}

/// Where a rule was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Authors, title, journal, year, pages.
    pub text: String,
    /// Digital object identifier, where it is recorded.
    pub doi: Option<String>,
}

/// An entry that a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The entry, by the name that corrections keep.
    pub entry: EntryId,
    /// Its day.
    pub day: CalendarDay,
    /// What it says, as a person reads it: `weight 68.2 kg`.
    pub what: String,
}

/// A figure of a finding, printed from exact arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it is: `loss in 182 days`.
    pub label: String,
    /// The number as printed: `12.8`.
    pub value: String,
    /// Its unit: `%`; empty where it has none.
    pub unit: &'static str,
}

/// What one rule says of a person on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule, and behind a colon what it was applied to: `nrs2002`, `symptom_worsening:nausea`.
    pub rule: String,
    /// Its name in words.
    pub title: String,
    /// What it says.
    pub outcome: Outcome,
    /// How soon it wants someone, were it met.
    pub level: Level,
    /// How far gone it is, within this rule alone: higher is worse, 0 where a rule has no steps.
    pub degree: u8,
    /// Whether it asks for attention today; `None` unless it is met.
    pub attention: Option<Attention>,
    /// One sentence for the care team, with the numbers that decided.
    pub team_text: String,
    /// One sentence for the person, in plain words; `None` where it is not for the person (prognosis, feeding rates).
    pub patient_text: Option<String>,
    /// The figures behind it.
    pub figures: Vec<Figure>,
    /// The entries behind it.
    pub evidence: Vec<Evidence>,
    /// What would make the finding go away.
    pub clears_when: String,
    /// Version of the rule's table, with every reading and setting that was chosen.
    pub version: String,
    /// Where the rule was published.
    pub source: Citation,
    /// Caveats: `weight may be unreliable: swelling was noted`.
    pub cautions: Vec<String>,
}

/// A change of weight over a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightChange {
    /// How many days the window has: 7, 30, 61, 91 or 182.
    pub window_days: i32,
    /// The weighing nearest to the window's start within its tolerance, and its weight in grams.
    pub reference: Option<(CalendarDay, u32)>,
    /// Loss against that reference in ten-thousandths of a percent, for print only; negative for a gain.
    pub loss_percent: Option<String>,
    /// The heaviest weighing within the window that a later one is compared with, and its weight in grams.
    pub peak: Option<(CalendarDay, u32)>,
    /// Largest loss over any interval within the window, for print only.
    pub largest_loss_percent: Option<String>,
}

/// Intake over a window of days against its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeWindow {
    /// How many days the window has.
    pub window_days: i32,
    /// On how many of them there is data.
    pub days_with_data: i32,
    /// Mean over the days with data, in the unit of the target, for print only.
    pub mean: Option<String>,
    /// Mean as a share of the target's lower end, for print only.
    pub percent_of_target: Option<String>,
    /// Days with data on which the target's lower end was reached.
    pub days_on_target: i32,
}

/// A target range. In the unit that its name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Lower end.
    pub least: u64,
    /// Upper end.
    pub most: Option<u64>,
    /// Who set it: the dietitian's plan, or the guideline's range for the weight.
    pub basis: String,
}

/// One drug given against its plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The regimen; empty where the drug belongs to none.
    pub regimen: String,
    /// The drug.
    pub drug: String,
    /// Cycles of which any was given.
    pub cycles_given: u32,
    /// Cycles planned.
    pub cycles_planned: Option<u32>,
    /// Relative dose intensity over the cycles given, for print only. After an early stop it can be 100: read it beside the cycles.
    pub rdi_percent: Option<String>,
    /// The dose given so far as a share of that of all planned cycles, for print only.
    pub relative_dose_percent: Option<String>,
    /// Administrations that came later than planned.
    pub delays: Vec<Delay>,
    /// Administrations of less than the planned dose.
    pub reductions: Vec<Reduction>,
    /// Administrations that were called off.
    pub called_off: u32,
}

/// An administration that came later than planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// The day it was given.
    pub day: CalendarDay,
    /// Its cycle.
    pub cycle: Option<u32>,
    /// By how many days.
    pub days: i32,
    /// Why.
    pub reason: Option<TreatmentReason>,
}

/// An administration of less than the planned dose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reduction {
    /// The day it was given.
    pub day: CalendarDay,
    /// Its cycle.
    pub cycle: Option<u32>,
    /// Dose given in percent of the planned one, for print only.
    pub percent_given: String,
    /// Why.
    pub reason: Option<TreatmentReason>,
}

/// A radiotherapy given against its plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RadiationCourse {
    /// The field.
    pub name: String,
    /// Fractions given.
    pub fractions_given: u32,
    /// Fractions planned.
    pub fractions_planned: Option<u32>,
    /// Dose given, hundredths of a gray; unknown unless every fraction says its own.
    pub dose_given_cgy: Option<u32>,
    /// Dose planned, hundredths of a gray.
    pub dose_planned_cgy: Option<u32>,
    /// Day of the first fraction.
    pub first_day: CalendarDay,
    /// Day of the latest fraction.
    pub last_day: CalendarDay,
    /// Days from Monday to Friday between the two without a fraction, holidays included; unknown for a series logged as a whole.
    pub gap_days: Option<u32>,
}

/// A cycle of drug treatment that has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The regimen, or the drug where it belongs to none.
    pub regimen: String,
    /// Its number, from 1.
    pub number: u32,
    /// The first day on which anything of it was given: day 1 of the cycle.
    pub first_day: CalendarDay,
}

/// How bad a symptom was on a day of a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CycleSymptom {
    /// The symptom.
    pub item: SymptomItem,
    /// Place of the cycle in [`Picture::cycles`].
    pub cycle: u32,
    /// Day of the cycle, from 1.
    pub day: i32,
    /// Worst level of the day, 0 to 4.
    pub level: u8,
}

/// An instrument as the journal answers it today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstrumentResult {
    /// The instrument's id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its result, field by field.
    pub result: Vec<ResultField>,
    /// Inputs that could still change the result.
    pub missing: Vec<String>,
    /// Version of its table.
    pub version: String,
    /// Where it was published.
    pub source: Citation,
}

/// One field of an instrument's result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultField {
    /// Its name, unit last.
    pub name: String,
    /// Its value as printed; `unknown` where what is known does not decide it.
    pub value: String,
}

/// Something that is needed before an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistItem {
    /// What.
    pub what: String,
    /// The day of the latest; `None` if there is none that is recent enough.
    pub on: Option<CalendarDay>,
    /// How old it may be, in days; `None` where age does not matter.
    pub good_for_days: Option<i32>,
}

/// Figures that a report shows, computed once so that no two places print different numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// Latest believed weighing: day and grams.
    pub weight: Option<(CalendarDay, u32)>,
    /// Body mass index, for print only.
    pub bmi: Option<String>,
    /// Change over each window.
    pub weight_changes: Vec<WeightChange>,
    /// Energy target, kcal a day.
    pub energy_target_kcal: Option<Target>,
    /// Protein target, g a day.
    pub protein_target_g: Option<Target>,
    /// Fluid target, ml a day.
    pub fluid_target_ml: Option<Target>,
    /// Energy over 3, 7 and 14 days.
    pub energy: Vec<IntakeWindow>,
    /// Protein over 3, 7 and 14 days.
    pub protein: Vec<IntakeWindow>,
    /// Fluid over 3 and 7 days.
    pub fluid: Vec<IntakeWindow>,
    /// Everything liquid over 3 and 7 days, of a formula the whole rather than its water. ml.
    pub volume: Vec<IntakeWindow>,
    /// Drugs given against their plans; for the team.
    pub courses: Vec<Course>,
    /// Radiotherapies given against their plans; for the team.
    pub radiation: Vec<RadiationCourse>,
    /// Cycles of drug treatment that have begun, in order.
    pub cycles: Vec<Cycle>,
    /// Symptoms by day of those cycles, of the last three months.
    pub cycle_symptoms: Vec<CycleSymptom>,
    /// Every instrument that is no rule of its own, as far as the journal can answer it; for the team, as some are prognostic.
    pub instruments: Vec<InstrumentResult>,
    /// What is needed before the next operation; empty where none is planned.
    pub before_surgery: Vec<ChecklistItem>,
    /// Formula delivered and prescribed on each of the last days with a prescription: day, ml, ml.
    pub tube: Vec<(CalendarDay, Option<u64>, u64)>,
    /// The next operation: its day, its name, and how many days away.
    pub surgery: Option<(CalendarDay, String, i32)>,
    /// Weights that wait to be confirmed: entry, day, grams.
    pub to_confirm: Vec<Evidence>,
    /// Entries of a newer version, which no rule saw.
    pub newer_entries: usize,
}

/// Everything that the rules say of a person on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The day that "today" means.
    pub as_of: CalendarDay,
    /// Findings: met ones first, by urgency, then undecided ones, then those not met; each group by rule.
    pub findings: Vec<Finding>,
    /// The figures beside them.
    pub picture: Picture,
}

impl Assessment {
    /// The findings that are met, most urgent first.
    pub fn flags(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.outcome == Outcome::Met)
    }

    /// The met findings that are to be brought to someone's notice today, most urgent first.
    pub fn wanted(&self) -> impl Iterator<Item = &Finding> {
        self.flags().filter(|finding| finding.attention.is_some_and(Attention::is_wanted))
    }

    /// The findings that what is known does not decide.
    pub fn undecided(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| matches!(finding.outcome, Outcome::Indeterminate { .. }))
    }
}
