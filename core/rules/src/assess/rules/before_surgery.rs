//! What the nutrition screens still need before an operation.

use crate::assess::context::{Context, INPUTS};
use crate::assess::finding::begin;
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::overview::ChecklistItem;
use crate::assess::print;
use crate::score::ScoreError;
use crate::tables::Tables;
use nourish_record::{
    Analyte, CareContact, FeedingPlan, Finding as Found, Muscle, NutritionScreen, ScreenNeeds,
};

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

/// How recent and how complete what the nutrition screens compute from has to be, as `tables` have it.
///
/// # Errors
/// [`ScoreError`] if a table lacks a row.
pub fn screen_needs(tables: &Tables) -> Result<ScreenNeeds, ScoreError> {
    let inputs = tables.table(INPUTS)?;
    Ok(ScreenNeeds {
        weight_days: tables.table(RULE)?.points("weight_days")?,
        intake_days: inputs.points("week_days")?,
        intake_days_needed: inputs.points("week_days_needed")?,
    })
}

/// The list, with the day of each thing that is there; empty where no operation is planned. Where a clinician has screened within the week,
/// what the screens here would compute from is not missing.
pub(in crate::assess) fn checklist(context: &Context<'_>) -> Result<Vec<ChecklistItem>, ScoreError> {
    if context.operation.is_none() {
        return Ok(Vec::new());
    }
    let needs = screen_needs(context.tables)?;
    let screen = screen(context, needs);
    let laboratory_days = context.recency.laboratory_days;
    let half_a_year_ago = context.series.over(182).and_then(|loss| loss.reference);
    let muscle = context.said_within(context.recency.muscle_days, |muscle: &Muscle| Some(muscle.method));
    let target = context.said(|plan: &FeedingPlan| plan.energy_min_kcal_milli);
    let phone = context.said(|contact: &CareContact| Some(contact.role));
    let item = |what: &str, on, good_for_days| ChecklistItem { what: what.to_owned(), on, good_for_days };
    let by_clinician =
        item("a nutrition screen by a clinician", screen.by_clinician_on, Some(needs.weight_days));
    // Either a clinician has screened, or the screens here need their inputs: nobody is asked for both.
    let is_screened = screen.by_clinician_on.is_some();
    let input = |input: ChecklistItem| (input.on.is_some() || !is_screened).then_some(input);
    let list = [
        Some(by_clinician).filter(|_| is_screened),
        input(item("a weight of this week", screen.weighed_on, Some(needs.weight_days))),
        Some(item("the body height", context.height_mm.map(|said| said.day), None)),
        Some(item("a weight from about six months ago", half_a_year_ago.map(|w| w.day), None)),
        input(item(
            "what was eaten on at least four days of the week",
            screen.eaten_on,
            Some(needs.intake_days),
        )),
        Some(item(
            "albumin",
            context.lab_milli(Analyte::Albumin).map(|said| said.day),
            Some(laboratory_days),
        )),
        Some(item(
            "C-reactive protein",
            context.lab_milli(Analyte::Crp).map(|said| said.day),
            Some(laboratory_days),
        )),
        Some(item("a measure of muscle", muscle.map(|said| said.day), Some(context.recency.muscle_days))),
        Some(item("an energy target from the plan", target.map(|said| said.day), None)),
        Some(item("a number to call", phone.map(|said| said.day), None)),
    ];
    Ok(list.into_iter().flatten().collect())
}

/// How the nutrition screen stands today.
fn screen(context: &Context<'_>, needs: ScreenNeeds) -> NutritionScreen {
    let weighed = context.series.latest().map(|weighing| weighing.day);
    let screened =
        context.said(|found: &Found| found.is_finished_screen().then_some(())).map(|said| said.day);
    let eaten = context.last_days(needs.intake_days).filter(|day| day.is_intake_known()).map(|day| day.day);
    needs.on(context.as_of, weighed, screened, &eaten.collect())
}
