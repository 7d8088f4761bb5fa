//! What the nutrition screens still need before an operation.

use crate::assess::context::Context;
use crate::assess::finding::begin;
use crate::assess::ledger::{Nutrient, Window};
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::overview::ChecklistItem;
use crate::assess::print;
use crate::score::ScoreError;
use nourish_record::{Analyte, CareContact, FeedingPlan, Muscle};

/// The rule's name.
pub(in crate::assess) const RULE: &str = "before_surgery";

/// One finding while an operation is planned within six weeks.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let ahead_days = table.points("ahead_days")?;
    let operation = context.operation.as_ref();
    let Some(operation) = operation.filter(|o| o.day.days_since(context.as_of) <= ahead_days) else {
        return Ok(Vec::new());
    };
    let list = checklist(context)?;
    let missing: Vec<&str> =
        list.iter().filter(|item| item.on.is_none()).map(|item| item.what.as_str()).collect();
    let mut finding = begin(table, RULE, table.title.as_str(), Level::Information);
    let what = format!("operation planned: {}", operation.name);
    finding.evidence = vec![Evidence { entry: operation.entry, day: operation.day, what }];
    finding.clears_when = "everything on the list is there".to_owned();
    let left = print::counted(operation.day.days_since(context.as_of), "day");
    let had = list.len() - missing.len();
    finding.figures = vec![print::figure("on the list", format!("{had} of {}", list.len()), "")];
    if missing.is_empty() {
        finding.team_text = format!("{left} to {}: nothing on the list is missing.", operation.name);
        finding.patient_text =
            Some("Everything that your team needs before the operation is there.".to_owned());
    } else {
        finding.outcome = Outcome::Met;
        finding.team_text = format!("{left} to {}: missing {}.", operation.name, missing.join(", "));
        finding.patient_text =
            Some(format!("Before your operation these are still missing: {}.", missing.join(", ")));
    }
    Ok(vec![finding])
}

/// The list, with the day of each thing that is there; empty where no operation is planned.
pub(in crate::assess) fn checklist(context: &Context<'_>) -> Result<Vec<ChecklistItem>, ScoreError> {
    if context.operation.is_none() {
        return Ok(Vec::new());
    }
    let table = context.tables.table(RULE)?;
    let weight_days = table.points("weight_days")?;
    let (week_days, needed) =
        (context.inputs.points("week_days")?, context.inputs.points("week_days_needed")?);
    let laboratory_days = context.recency.laboratory_days;
    let weight = context.series.latest().filter(|w| context.days_ago(w.day) <= weight_days);
    let half_a_year_ago = context.series.over(182).and_then(|loss| loss.reference);
    let week = Window::of(context, Nutrient::Energy, week_days)?;
    let muscle = context.said_within(context.recency.muscle_days, |muscle: &Muscle| Some(muscle.method));
    let target = context.said(|plan: &FeedingPlan| plan.energy_min_kcal_milli);
    let phone = context.said(|contact: &CareContact| Some(contact.role));
    let item = |what: &str, on, good_for_days| ChecklistItem { what: what.to_owned(), on, good_for_days };
    Ok(vec![
        item("a weight of this week", weight.map(|w| w.day), Some(weight_days)),
        item("the body height", context.height_mm.map(|said| said.day), None),
        item("a weight from about six months ago", half_a_year_ago.map(|w| w.day), None),
        item(
            "what was eaten on at least four days of the week",
            (week.days_with_data() >= needed).then(|| week.last_day()).flatten(),
            Some(week_days),
        ),
        item("albumin", context.lab_milli(Analyte::Albumin).map(|said| said.day), Some(laboratory_days)),
        item(
            "C-reactive protein",
            context.lab_milli(Analyte::Crp).map(|said| said.day),
            Some(laboratory_days),
        ),
        item("a measure of muscle", muscle.map(|said| said.day), Some(context.recency.muscle_days)),
        item("an energy target from the plan", target.map(|said| said.day), None),
        item("a number to call", phone.map(|said| said.day), None),
    ])
}
