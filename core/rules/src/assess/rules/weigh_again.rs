//! Weights that are more likely a slip than a change of the body. No other rule sees them.

use crate::assess::context::Context;
use crate::assess::finding::begin;
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::score::ScoreError;
use nourish_record::{CalendarDay, Doubt, Weight};

/// The rule's name.
pub(in crate::assess) const RULE: &str = "weigh_again";

/// Weights of the last `days` days, and older ones that no believed weight follows, that wait to be confirmed, with the reason; all of
/// them without a limit.
pub(in crate::assess) fn to_confirm(context: &Context<'_>, days: Option<i32>) -> Vec<Evidence> {
    let believed = context.series.latest().map(|weighing| weighing.day);
    let matters = |day: CalendarDay| {
        let is_recent =
            |days| context.days_ago(day) <= days || believed.is_none_or(|believed| day > believed);
        day <= context.as_of && days.is_none_or(is_recent)
    };
    context
        .timeline
        .doubtful()
        .filter(|shown| matters(shown.day()))
        .filter_map(|shown| {
            let weight = shown.entry().fact_of::<Weight>()?;
            let why = match shown.doubt()? {
                Doubt::UnitSlip => "pounds and kilograms may be mixed up",
                Doubt::DigitSwap => "two digits may have changed places",
                Doubt::Jump => "far from the weights around it",
            };
            let what = format!("weight {}: {why}", print::kilograms(weight.weight_g));
            Some(Evidence { entry: shown.root(), day: shown.day(), what })
        })
        .collect()
}

/// One finding while such a weight is recent, or the last word on the weight.
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
