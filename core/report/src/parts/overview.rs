//! The list before an operation, treatment against its plan, and the instruments, in words.

use super::table::Table;
use crate::model::{
    Audience, BeforeOperation, ChangedDrug, ChecklistLine, CourseLine, DoseChange, InstrumentLine,
    RadiationLine, Treatment,
};
use crate::wording::{self, UNKNOWN, counted};

/// What dose intensity means, and what it hides.
pub(crate) const DOSE_INTENSITY: &str = "Dose intensity is the dose given per time against the plan, over the cycles given: after an \
    early stop it can still be 100 %, so read it beside the cycles. Total dose counts every planned cycle.";

/// What the instruments are for.
pub(crate) const INSTRUMENTS: &str = "Published instruments beside the rules above, as far as the journal answers them; for the team. A \
    prognostic one speaks of groups, not of one person.";

/// How far away the operation is, and how much is missing.
pub(crate) fn operation_summary(before: &BeforeOperation, audience: Audience) -> String {
    let missing = before.items.iter().filter(|item| item.on.is_none()).count();
    let days = usize::try_from(before.days_away).unwrap_or_default();
    let when = format!("{} to {}, {}", counted(days, "day", "days"), before.name, wording::day(before.day));
    match (missing, audience) {
        (0, _) => format!("{when}: nothing on the list is missing."),
        (_, Audience::Patient) => {
            format!("{when}. What is still missing comes first; your team helps you with it.")
        }
        _ => format!("{when}: {missing} of {} missing.", before.items.len()),
    }
}

/// What else is to say of a line of the list: of when it is, and how long it holds.
pub(crate) fn checklist_note(item: &ChecklistLine) -> String {
    match (item.on, item.good_for_days) {
        (Some(on), None) => wording::day(on),
        (Some(on), Some(good_for)) => {
            let age = item.age_days.map_or_else(String::new, wording::ago);
            format!("{}, {age}; good for {good_for} days", wording::day(on))
        }
        (None, Some(good_for)) => format!("none of the last {good_for} days"),
        (None, None) => String::new(),
    }
}

/// Whether a line of the list is there.
pub(crate) const fn checklist_state(item: &ChecklistLine) -> &'static str {
    if item.on.is_some() { "There" } else { "Missing" }
}

/// Drugs and radiotherapy against their plan, and what came late or was less.
pub(crate) fn treatment_tables(treatment: &Treatment) -> Vec<Table> {
    let courses = Table::new(
        "Drugs given against the plan",
        &["Drug", "Cycles given", "Dose intensity", "Total dose so far", "Called off"],
        treatment.courses.iter().map(course_cells).collect(),
    );
    let changes = Table::new(
        "Delays and reductions",
        &["Given", "Cycle", "What", "Drugs", "Why"],
        treatment.changes.iter().map(change_cells).collect(),
    );
    let radiation = Table::new(
        "Radiotherapy given against the plan",
        &["Radiotherapy", "Fractions given", "Dose, Gy", "From", "To", "Weekdays without a fraction"],
        treatment.radiation.iter().map(radiation_cells).collect(),
    );
    [courses, changes, radiation].into_iter().filter(|table| !table.rows.is_empty()).collect()
}

/// The instruments as the journal answers them.
pub(crate) fn instrument_table(instruments: &[InstrumentLine]) -> Table {
    let head = ["Instrument", "Result", "What is missing", "Version", "Source"];
    Table::new("As the journal answers them", &head, instruments.iter().map(instrument_cells).collect())
}

fn course_cells(course: &CourseLine) -> Vec<String> {
    let name = with_regimen(&course.regimen, &course.drug);
    vec![
        name,
        of_planned(course.cycles_given, course.cycles_planned),
        percent(course.dose_intensity_percent.as_deref()),
        percent(course.total_dose_percent.as_deref()),
        if course.called_off == 0 { "none".to_owned() } else { course.called_off.to_string() },
    ]
}

fn percent(share: Option<&str>) -> String {
    share.map_or_else(|| UNKNOWN.to_owned(), |share| format!("{share} %"))
}

fn of_planned(given: u32, planned: Option<u32>) -> String {
    planned.map_or_else(
        || format!("{given}, planned number unknown"),
        |planned| format!("{given} of {planned} planned"),
    )
}

fn with_regimen(regimen: &str, drugs: &str) -> String {
    if regimen.is_empty() { drugs.to_owned() } else { format!("{regimen}: {drugs}") }
}

fn change_cells(change: &DoseChange) -> Vec<String> {
    let cycle = change.cycle.map_or_else(|| UNKNOWN.to_owned(), |cycle| cycle.to_string());
    let days = change.days_late.and_then(|days| usize::try_from(days).ok());
    let what = days.map_or_else(
        || "less than planned".to_owned(),
        |days| format!("{} late", counted(days, "day", "days")),
    );
    let drug = |drug: &ChangedDrug| match &drug.percent_given {
        Some(share) => format!("{} ({share} % of the dose)", drug.drug),
        None => drug.drug.clone(),
    };
    let drugs: Vec<String> = change.drugs.iter().map(drug).collect();
    let reason = change.reason.map_or_else(|| "no reason noted".to_owned(), wording::spoken);
    vec![wording::day(change.day), cycle, what, with_regimen(&change.regimen, &drugs.join(", ")), reason]
}

fn radiation_cells(course: &RadiationLine) -> Vec<String> {
    let gray = |dose_cgy: Option<u32>| dose_cgy.map(|dose| wording::exact_milli(u64::from(dose) * 10));
    let dose = match (gray(course.dose_given_cgy), gray(course.dose_planned_cgy)) {
        (None, None) => UNKNOWN.to_owned(),
        (given, planned) => {
            let given = given.unwrap_or_else(|| UNKNOWN.to_owned());
            planned.map_or_else(|| given.clone(), |planned| format!("{given} of {planned}"))
        }
    };
    vec![
        course.name.clone(),
        of_planned(course.fractions_given, course.fractions_planned),
        dose,
        wording::day(course.first_day),
        wording::day(course.last_day),
        course.gap_days.map_or_else(|| UNKNOWN.to_owned(), |days| days.to_string()),
    ]
}

fn instrument_cells(instrument: &InstrumentLine) -> Vec<String> {
    let mark = if instrument.prognostic { " (for the team, prognostic)" } else { "" };
    let missing =
        if instrument.missing.is_empty() { "nothing".to_owned() } else { instrument.missing.join(", ") };
    vec![
        format!("{}{mark}", instrument.title),
        instrument.words.clone(),
        missing,
        instrument.version.clone(),
        instrument.source.to_string(),
    ]
}
