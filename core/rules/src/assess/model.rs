//! What an assessment says: findings with their evidence, and the figures that a report shows beside them.

use super::attention::Attention;
use super::overview::{ChecklistItem, Course, Cycle, CycleSymptom, InstrumentResult, RadiationCourse};
use nourish_record::{CalendarDay, EntryId};

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
#[derive(Clone, PartialEq, Eq)]
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
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The entry, by the name that corrections keep.
    pub entry: EntryId,
    /// Its day.
    pub day: CalendarDay,
    /// What it says, as a person reads it: `weight 68.2 kg`.
    pub what: String,
}

/// A figure of a finding, printed from exact arithmetic.
#[derive(Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it is: `loss in 182 days`.
    pub label: String,
    /// The number as printed: `12.8`.
    pub value: String,
    /// Its unit: `%`; empty where it has none.
    pub unit: &'static str,
}

/// What one rule says of a person on a day.
#[derive(Clone, PartialEq, Eq)]
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
#[derive(Clone, PartialEq, Eq)]
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
#[derive(Clone, PartialEq, Eq)]
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
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    /// Lower end.
    pub least: u64,
    /// Upper end.
    pub most: Option<u64>,
    /// Who set it: the dietitian's plan, or the guideline's range for the weight.
    pub basis: String,
}

/// Figures that a report shows, computed once so that no two places print different numbers.
#[derive(Clone, PartialEq, Eq, Default)]
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
    /// Symptoms by day of those cycles, of the last ten weeks.
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
#[derive(Clone, PartialEq, Eq)]
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

quiet_debug!(Missing, Evidence, Figure, Finding, WeightChange, IntakeWindow, Target, Picture, Assessment);
