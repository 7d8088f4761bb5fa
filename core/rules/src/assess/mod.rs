//! What the rules say of a timeline on a day.
//!
//! [`assess`] derives the inputs of the published instruments from the journal, asks them, and adds the rules
//! that only a journal can answer: what changed, what was eaten, what was answered with yes. It reads nothing
//! but its arguments, so the same journal gives the same assessment on every device.

mod context;
mod finding;
mod goal;
mod ledger;
mod model;
mod picture;
mod print;
mod question;
mod rules;
mod series;

pub use model::{
    Assessment, Citation, Evidence, Figure, Finding, IntakeWindow, Level, Missing, Outcome, Picture, Target,
    WeightChange,
};

use crate::score::ScoreError;
use crate::tables::Tables;
use context::Context;
use nourish_record::{CalendarDay, Timeline};

/// A rule: its name, and what it finds.
type Rule = (&'static str, fn(&Context<'_>) -> Result<Vec<Finding>, ScoreError>);

const RULES: [Rule; 14] = [
    (rules::red_flag::RULE, rules::red_flag::find),
    (rules::fever::RULE, rules::fever::find),
    (rules::hydration::RULE, rules::hydration::find),
    (rules::symptom_worsening::RULE, rules::symptom_worsening::find),
    (rules::weight_change::RULE, rules::weight_change::find),
    (rules::rapid_weight_change::RULE, rules::rapid_weight_change::find),
    (rules::weigh_again::RULE, rules::weigh_again::find),
    (rules::intake::ENERGY, rules::intake::find_energy),
    (rules::intake::PROTEIN, rules::intake::find_protein),
    (rules::tube_delivery::RULE, rules::tube_delivery::find),
    (rules::nrs2002::RULE, rules::nrs2002::find),
    (rules::glim::RULE, rules::glim::find),
    (rules::pons::RULE, rules::pons::find),
    (rules::espen_surgery::RULE, rules::espen_surgery::find),
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
    let Ok(context) = Context::of(timeline, tables, as_of) else {
        let findings = RULES.iter().map(|(rule, _)| finding::unusable(rule)).collect();
        return Assessment { as_of, findings, picture: Picture::default() };
    };
    let mut findings: Vec<Finding> = RULES
        .iter()
        .flat_map(|(rule, find)| find(&context).unwrap_or_else(|_| vec![finding::unusable(rule)]))
        .collect();
    findings.iter_mut().for_each(|finding| finding::name_shared(finding, tables));
    findings.sort_by(|a, b| place(a).cmp(&place(b)));
    Assessment { as_of, findings, picture: picture::picture(&context).unwrap_or_default() }
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
