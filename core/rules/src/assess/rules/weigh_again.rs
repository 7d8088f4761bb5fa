//! Weights that are more likely a slip than a change of the body. No other rule sees them.

use crate::assess::context::Context;
use crate::assess::finding::begin;
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::score::ScoreError;
use nourish_record::{Doubt, Weight};

/// The rule's name.
pub(in crate::assess) const RULE: &str = "weigh_again";

/// Weights of the last `days` days that wait to be confirmed, with the reason; all of them without a limit.
pub(in crate::assess) fn to_confirm(context: &Context<'_>, days: Option<i32>) -> Vec<Evidence> {
    let recent = |age_days: i32| age_days >= 0 && days.is_none_or(|days| age_days <= days);
    context
        .timeline
        .doubtful()
        .filter(|shown| recent(context.days_ago(shown.day())))
        .filter_map(|shown| {
            let weight = shown.entry().fact_of::<Weight>()?;
            let why = match shown.doubt()? {
                Doubt::UnitSlip => "pounds and kilograms may be mixed up",
                Doubt::Jump => "far from the weights around it",
            };
            let what = format!("weight {}: {why}", print::kilograms(weight.weight_g));
            Some(Evidence { entry: shown.root(), day: shown.day(), what })
        })
        .collect()
}

/// One finding while such a weight is recent.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let evidence = to_confirm(context, Some(table.points("days")?));
    if evidence.is_empty() {
        return Ok(Vec::new());
    }
    let mut finding = begin(table, RULE, table.title.as_str(), Level::Information);
    finding.outcome = Outcome::Met;
    let what: Vec<String> = evidence.iter().map(|one| format!("{} on {}", one.what, one.day)).collect();
    finding.team_text = format!("Set aside until confirmed: {}.", what.join("; "));
    finding.patient_text =
        Some("A weight looks unusual. Please weigh again, or confirm that the number is right.".to_owned());
    finding.clears_when = "the weight is confirmed or corrected".to_owned();
    finding.evidence = evidence;
    Ok(vec![finding])
}
