//! Energy and protein of the last week against the target.

use crate::assess::context::Context;
use crate::assess::finding::{begin, caution_once, missing, rest_on_weights, show};
use crate::assess::goal::Goal;
use crate::assess::ledger::{Nutrient, Window};
use crate::assess::model::{Evidence, Finding, Level, Missing, Outcome};
use crate::assess::print;
use crate::assess::run::Run;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::tables::Table;

const TABLE: &str = "intake_on_target";
/// The rule's name for energy.
pub(in crate::assess) const ENERGY: &str = "intake_energy";
/// The rule's name for protein.
pub(in crate::assess) const PROTEIN: &str = "intake_protein";

/// How far below the target a week lies, the worst first.
const DEPTHS: [(&str, &str); 3] =
    [("severe", "severely inadequate"), ("inadequate", "inadequate"), ("low", "low")];

/// Always one finding.
pub(in crate::assess) fn find_energy(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    judge(context, Nutrient::Energy, ENERGY).map(|finding| vec![finding])
}

/// One finding as soon as any protein was logged in the week.
pub(in crate::assess) fn find_protein(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let days = context.tables.table(TABLE)?.points("days")?;
    if Window::of(context, Nutrient::Protein, days)?.days_with_data() == 0 {
        return Ok(Vec::new());
    }
    judge(context, Nutrient::Protein, PROTEIN).map(|finding| vec![finding])
}

fn judge(context: &Context<'_>, nutrient: Nutrient, rule: &'static str) -> Result<Finding, ScoreError> {
    let table = context.tables.table(TABLE)?;
    let window = Window::of(context, nutrient, table.points("days")?)?;
    let goal = Goal::of(context, nutrient)?;
    let needed = table.points("days_needed")?;
    let word = if nutrient == Nutrient::Energy { "energy" } else { "protein" };
    let title = format!("{} in the last {} days", print::capitalised(word), window.days);
    let mut finding = begin(table, rule, title, Level::NextContact);
    finding.clears_when = format!("the mean of {} days reaches 75 % of the target", window.days);
    finding.evidence = window.evidence(context, nutrient);
    let coverage = format!("{} of {} days have data", window.days_with_data(), window.days);
    finding.figures.push(print::figure("days with data", window.days_with_data().to_string(), "d"));

    let Some((judgement, goal)) = window.judge(goal.as_ref(), needed)?.zip(goal.as_ref()) else {
        finding.outcome =
            Outcome::Indeterminate { missing: lacking(context, nutrient, goal.is_some(), &window, needed) };
        finding.team_text = format!("{}: cannot be judged; {coverage}.", print::capitalised(word));
        finding.patient_text = Some(format!("Not enough was logged to tell whether you get enough {word}."));
        return Ok(finding);
    };
    let depth = DEPTHS.into_iter().find(|(row, _)| reaches(table, row, judgement.deciding()));
    let limit = table.threshold(depth.map_or("low", |(row, _)| row))?.bound.value();
    let sum = format!("{}; {coverage}", judgement.text(nutrient, goal, limit));
    let mean = print::whole(judgement.mean);
    finding.figures.push(print::figure(format!("mean {word} a day"), mean, nutrient.unit()));
    finding.figures.push(print::figure("share of the target", print::percent(judgement.share, limit), "%"));
    match depth {
        Some((row, name)) => {
            finding.outcome = Outcome::Met;
            (finding.degree, finding.level) = match (row, nutrient) {
                ("severe", Nutrient::Energy) => (2, Level::NextContact),
                ("inadequate", Nutrient::Energy) => (1, Level::NextContact),
                ("severe", _) => (2, Level::Information),
                _ => (1, Level::Information),
            };
            finding.team_text = format!("{} {name}: {sum}.", print::capitalised(word));
            finding.patient_text = Some(patient_text(row, word));
        }
        None => {
            finding.team_text = format!("{}: {sum}.", print::capitalised(word));
            finding.patient_text =
                Some(format!("You reached at least three quarters of your {word} target."));
        }
    }
    if nutrient == Nutrient::Energy {
        tell_runs(&mut finding, context, table)?;
    }
    caution(&mut finding, context, goal, window.days)?;
    Ok(finding)
}

/// For how many days running less than each limit was eaten, and whether that is longer than the guidelines' week.
fn tell_runs(finding: &mut Finding, context: &Context<'_>, table: &Table) -> Result<(), ScoreError> {
    let long = table.threshold("long")?.bound;
    for (row, name) in DEPTHS {
        let limit = table.threshold(row)?.bound;
        let run = Run::of(context, limit)?;
        if run.least_days < 2 {
            continue;
        }
        let open = if run.most_days == Some(run.least_days) { "" } else { "at least " };
        let days = format!("{open}{}", print::counted(run.least_days, "day"));
        finding.figures.push(print::figure(
            format!("days running below {} %, to yesterday", limit.value()),
            days.clone(),
            "",
        ));
        let too_long = long.holds(Exact::whole(i64::from(run.least_days)));
        if too_long && row != "low" && finding.outcome == Outcome::Met && finding.degree < 3 {
            finding.degree = 3;
            finding.team_text.push_str(&format!(" {} for {days} running.", print::capitalised(name)));
        }
    }
    Ok(())
}

fn reaches(table: &Table, row: &str, share: Exact) -> bool {
    table.threshold(row).is_ok_and(|limit| limit.bound.holds(share))
}

/// What stands behind the target, and what makes it or the sum doubtful.
fn caution(finding: &mut Finding, context: &Context<'_>, goal: &Goal, days: i32) -> Result<(), ScoreError> {
    match goal.plan {
        Some((entry, day)) => show(finding, Evidence { entry, day, what: "plan with the target".to_owned() }),
        None => {
            rest_on_weights(finding, context, context.series.current)?;
            let heavy = context.inputs.threshold("weight_based_target_doubtful")?.bound;
            if context.bmi.is_some_and(|bmi| heavy.holds(bmi)) {
                let caution = format!(
                    "at a body-mass index of {} a target by weight may be too high",
                    context.bmi_text()
                );
                caution_once(finding, caution);
            }
        }
    }
    let by_tube_alone = context
        .last_days(days)
        .filter(|day| day.tube_energy_kcal_milli.is_some() && day.oral_energy_kcal_milli.is_none());
    let count = i32::try_from(by_tube_alone.count()).unwrap_or(i32::MAX);
    if count > 0 {
        caution_once(finding, format!("on {} only the tube feed was logged", print::counted(count, "day")));
    }
    Ok(())
}

fn lacking(
    context: &Context<'_>,
    nutrient: Nutrient,
    has_goal: bool,
    window: &Window,
    needed: i32,
) -> Vec<Missing> {
    let mut lacking = Vec::new();
    let (input, what) = match nutrient {
        Nutrient::Protein => ("protein", "the protein"),
        Nutrient::Energy | Nutrient::Fluid | Nutrient::Volume => {
            ("energy", "what was eaten, with its energy,")
        }
    };
    let days_short = needed.saturating_sub(window.days_with_data());
    if days_short > 0 {
        let days =
            if days_short == 1 { "one more day".to_owned() } else { format!("{days_short} more days") };
        lacking.push(missing(input, format!("{what} of {days} in the last {}", window.days)));
    }
    if !has_goal {
        let what = if context.series.current.is_none() {
            "a weight of today, or a target from the plan"
        } else {
            "a target from the plan"
        };
        lacking.push(missing("target", what));
    }
    if let (1, Some(only)) = (lacking.len(), lacking.first_mut()) {
        only.question.push_str(" would decide this");
    }
    lacking
}

fn patient_text(row: &str, word: &str) -> String {
    match row {
        "severe" => format!(
            "For a week you got less than half of your {word} target. Please call your care team in the next \
             days; there are ways to help."
        ),
        "inadequate" => format!(
            "For a week you got well below your {word} target. Please speak with your care team soon; \
             there are ways to help."
        ),
        _ => format!(
            "For a week you got less than three quarters of your {word} target. Please tell your care team."
        ),
    }
}
