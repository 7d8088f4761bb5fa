//! Fluid of the last days against the target, and what is being lost.

use crate::assess::context::Context;
use crate::assess::finding::{begin, missing, rest_on_weights, show};
use crate::assess::goal::Goal;
use crate::assess::ledger::{Nutrient, Window};
use crate::assess::model::{Evidence, Finding, Level, Missing, Outcome};
use crate::assess::print;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::tables::Table;
use nourish_record::SymptomItem;

/// The rule's name.
pub(in crate::assess) const RULE: &str = "hydration";

/// Always one finding.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let window = Window::of(context, Nutrient::Fluid, table.points("days")?)?;
    let goal = Goal::of(context, Nutrient::Fluid)?;
    let needed = table.points("days_needed")?;
    let title = format!("Fluid in the last {} days", window.days);
    let mut finding = begin(table, RULE, title, Level::NextContact);
    finding.clears_when = format!("the mean of {} days reaches 75 % of the target", window.days);
    finding.evidence = window.evidence(context, Nutrient::Fluid);
    finding.figures.push(print::figure("days with data", window.days_with_data().to_string(), "d"));
    let coverage = format!("{} of {} days have data", window.days_with_data(), window.days);

    let Some((judgement, goal)) = window.judge(goal.as_ref(), needed)?.zip(goal.as_ref()) else {
        finding.outcome =
            Outcome::Indeterminate { missing: lacking(context, goal.is_some(), &window, needed) };
        finding.team_text = format!("Fluid: cannot be judged; {coverage}.");
        finding.patient_text = Some("Not enough was logged to tell whether you drink enough.".to_owned());
        return Ok(vec![finding]);
    };
    let (low, very_low) = (table.threshold("low")?.bound, table.threshold("very_low")?.bound);
    let losses = losses(context, table, window.days)?;
    let share = judgement.deciding();
    let limit = if very_low.holds(share) { very_low.value() } else { low.value() };
    finding.figures.push(print::figure("mean fluid a day", print::whole(judgement.mean), "ml"));
    finding.figures.push(print::figure("share of the target", print::percent(judgement.share, limit), "%"));
    finding.team_text = format!(
        "Fluid: {}; {coverage}{}.",
        judgement.text(Nutrient::Fluid, goal, limit),
        if losses.is_empty() { String::new() } else { format!("; losing fluid: {}", losses.join(", ")) }
    );
    if low.holds(share) {
        finding.outcome = Outcome::Met;
        finding.degree = 1 + u8::from(very_low.holds(share));
        finding.level = match (very_low.holds(share), losses.is_empty()) {
            (_, false) => Level::SameDay,
            // What people drink is seldom logged in full: without losses it can wait for the next contact.
            (true, true) => Level::NextContact,
            (false, true) => Level::Information,
        };
        finding.patient_text = Some(if finding.level == Level::SameDay {
            format!("You are getting far too little fluid. {}", context.call_today())
        } else if very_low.holds(share) {
            "You are getting far too little fluid. Small sips often may help; please tell your care team soon."
                .to_owned()
        } else {
            "You are drinking less than planned. Small sips often may help; please tell your care team."
                .to_owned()
        });
    } else {
        finding.patient_text = Some("You reached at least three quarters of your fluid target.".to_owned());
    }
    match goal.plan {
        Some((entry, day)) => {
            show(&mut finding, Evidence { entry, day, what: "plan with the target".to_owned() })
        }
        None => rest_on_weights(&mut finding, context, context.series.current)?,
    }
    Ok(vec![finding])
}

/// Vomiting and diarrhoea that take fluid away, as the team reads them.
fn losses(context: &Context<'_>, table: &Table, days: i32) -> Result<Vec<String>, ScoreError> {
    let level = table.threshold("losing_by_level")?.bound;
    let vomiting = table.threshold("losing_by_vomiting")?.bound;
    let stools = table.threshold("losing_by_stools")?.bound;
    let mut losses = Vec::new();
    for summary in context.last_days(days) {
        let day = summary.day;
        for item in [SymptomItem::Vomiting, SymptomItem::Diarrhoea] {
            let worst =
                summary.symptoms.get(item).filter(|worst| level.holds(Exact::whole(i64::from(*worst))));
            losses.extend(worst.map(|worst| format!("{} level {worst} on {day}", item.as_str())));
        }
        let often = |count: Option<u32>, limit: crate::tables::Bound, what: &str| {
            let count = count.filter(|count| limit.holds(Exact::whole(i64::from(*count))))?;
            Some(format!("{what} {count} times on {day}"))
        };
        losses.extend(often(summary.vomit_count, vomiting, "vomited"));
        losses.extend(often(summary.stool_count, stools, "stools"));
    }
    Ok(losses)
}

fn lacking(context: &Context<'_>, has_goal: bool, window: &Window, needed: i32) -> Vec<Missing> {
    let mut lacking = Vec::new();
    if window.days_with_data() < needed {
        lacking.push(missing(
            "fluid",
            format!("what was drunk on at least {needed} of the last {} days", window.days),
        ));
    }
    if !has_goal {
        let what = match context.series.current {
            None => "a weight of today, or a fluid target from the plan",
            Some(_) => "the daily amount of fluid agreed with the team",
        };
        lacking.push(missing("target", what));
    }
    if let (1, Some(only)) = (lacking.len(), lacking.first_mut()) {
        only.question.push_str(" would decide this");
    }
    lacking
}
