//! What the rules say of a timeline on a day.
//!
//! [`assess`] derives the inputs of the published instruments from the journal, asks them, and adds the rules
//! that only a journal can answer: what changed, what was eaten, what was answered with yes. It reads nothing
//! but its arguments, so the same journal gives the same assessment on every device.

/// `Debug` that names the type alone: what a person entered never reaches a log.
macro_rules! quiet_debug {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

mod attention;
mod context;
mod courses;
mod electrolytes;
mod finding;
mod gathered;
mod goal;
mod ledger;
mod model;
mod overview;
mod panel;
mod past;
mod picture;
mod print;
mod question;
mod rules;
mod run;
mod series;

pub use attention::Attention;
pub use context::REACH_DAYS;
pub use model::{
    Assessment, Citation, Evidence, Figure, Finding, IntakeWindow, Level, Missing, Outcome, Picture, Target,
    WeightChange,
};
pub use overview::{
    ChecklistItem, Course, Cycle, CycleSymptom, Delay, InstrumentResult, RadiationCourse, Reduction,
    ResultField,
};

pub use past::Past;
pub use rules::before_surgery::screen_needs;
pub use rules::red_flag::red_flag_levels;
pub(crate) use run::LONGEST_DAYS;

use crate::score::ScoreError;
use crate::tables::Tables;
use attention::{Pace, Strength};
use context::Context;
use nourish_record::{CalendarDay, Timeline};

/// A rule: its name, and what it finds.
type Rule = (&'static str, fn(&Context<'_>) -> Result<Vec<Finding>, ScoreError>);

const RULES: [Rule; 20] = [
    (rules::red_flag::RULE, rules::red_flag::find),
    (rules::fever::RULE, rules::fever::find),
    (rules::neutropenia::RULE, rules::neutropenia::find),
    (rules::hydration::RULE, rules::hydration::find),
    (rules::symptom_worsening::RULE, rules::symptom_worsening::find),
    (rules::weight_change::RULE, rules::weight_change::find),
    (rules::rapid_weight_change::RULE, rules::rapid_weight_change::find),
    (rules::weigh_again::RULE, rules::weigh_again::find),
    (rules::intake::ENERGY, rules::intake::find_energy),
    (rules::intake::PROTEIN, rules::intake::find_protein),
    (rules::tube_delivery::RULE, rules::tube_delivery::find),
    (rules::refeeding::RULE, rules::refeeding::find),
    (rules::glucose_infusion::RULE, rules::glucose_infusion::find),
    (rules::treatment_delivery::RULE, rules::treatment_delivery::find),
    (rules::nrs2002::RULE, rules::nrs2002::find),
    (rules::glim::RULE, rules::glim::find),
    (rules::pons::RULE, rules::pons::find),
    (rules::espen_surgery::RULE, rules::espen_surgery::find),
    (rules::before_surgery::RULE, rules::before_surgery::find),
    (rules::no_report::RULE, rules::no_report::find),
];

/// Everything that the rules say of a timeline on the day `as_of`: entries up to that day count, and of later
/// ones only planned operations.
///
/// It cannot fail: a rule whose table is missing or of another edition stands as undecided. The same
/// arguments give the same assessment, whatever the order in which entries came.
///
/// # Examples
/// ```
/// use nourish_record::Timeline;
/// use nourish_rules::{Outcome, Tables, assess};
///
/// let tables = Tables::built_in()?;
/// let nothing_logged = assess(&Timeline::default(), &tables, "2026-11-20".parse()?);
/// // Absence is not health: the nutrition screens stay open and ask for what would decide them.
/// assert!(nothing_logged.findings.iter().all(|finding| finding.outcome != Outcome::NotMet));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn assess(timeline: &Timeline, tables: &Tables, as_of: CalendarDay) -> Assessment {
    assess_after(timeline, tables, as_of, &mut Past::default())
}

/// The same as [`assess`], but quicker: with what is known of the days before. See [`Past`] for how long that holds.
#[must_use]
pub fn assess_after(timeline: &Timeline, tables: &Tables, as_of: CalendarDay, past: &mut Past) -> Assessment {
    let gathered = past.gather(timeline, as_of.plus(-REACH_DAYS), as_of);
    let context = Context::of(timeline, tables, &gathered, as_of);
    let Some((context, pace)) =
        context.ok().and_then(|context| Pace::of(&context).ok().map(|p| (context, p)))
    else {
        let findings = RULES.iter().map(|(rule, _)| finding::unusable(rule)).collect();
        return Assessment { as_of, findings, picture: Picture::default() };
    };
    let look_back = (as_of.plus(-pace.look_back_days), as_of.plus(-1));
    let mut found: Vec<(Rule, Vec<Finding>)> = Vec::new();
    for (rule, find) in RULES {
        let findings = find(&context).unwrap_or_else(|_| vec![finding::unusable(rule)]);
        found.push(((rule, find), findings));
    }
    let is_met = |(_, findings): &&(Rule, Vec<Finding>)| findings.iter().any(|f| f.outcome == Outcome::Met);
    let met: Vec<Rule> = found.iter().filter(is_met).map(|(rule, _)| *rule).collect();
    past.learn((timeline, tables, &gathered), look_back, &met);
    for ((rule, _), findings) in &mut found {
        for finding in findings {
            finding::name_shared(finding, tables);
            if let Some(strength) = Strength::of(finding) {
                let mut said = past.met(as_of, rule, &finding.rule);
                said.push((as_of, strength));
                finding.attention = Some(pace.attention(&context, &finding.rule, &said));
            }
        }
    }
    let picture = picture::picture(&context).unwrap_or_default();
    past.keep(gathered);
    let mut findings: Vec<Finding> = found.into_iter().flat_map(|(_, findings)| findings).collect();
    findings.sort_by(|a, b| place(a).cmp(&place(b)));
    Assessment { as_of, findings, picture }
}

/// Met findings first, by urgency, then undecided ones, then those not met; each group by rule.
fn place(finding: &Finding) -> (u8, Level, &str) {
    let group = match finding.outcome {
        Outcome::Met => 0,
        Outcome::Indeterminate { .. } => 1,
        Outcome::NotMet => 2,
    };
    let level = if group == 0 { finding.level } else { Level::Emergency };
    (group, level, &finding.rule)
}

#[cfg(test)]
mod tests;
