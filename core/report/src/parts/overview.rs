//! The list before an operation, treatment against its plan, and the instruments, in words.

use super::table::Table;
use crate::model::{
    Audience, BeforeOperation, ChangedDrug, ChecklistLine, CourseLine, DoseChange, InstrumentLine,
    RadiationLine, Report, Treatment,
};
use crate::speech::Speech;
use crate::wording;

/// How far away the operation is, and how much is missing.
pub(crate) fn operation_summary(report: &Report, before: &BeforeOperation) -> String {
    let speech = &report.speech;
    let missing = before.items.iter().filter(|item| item.on.is_none()).count();
    let days = speech.days(usize::try_from(before.days_away).unwrap_or_default());
    let (day, missing_text, all) =
        (speech.day(before.day), missing.to_string(), before.items.len().to_string());
    let when = [("days", (&days).into()), ("name", (&before.name).into()), ("day", (&day).into())];
    match (missing, report.audience) {
        (0, _) => speech.say_of("operation-all", &when),
        (_, Audience::Patient) => speech.say_of("operation-person", &when),
        _ => {
            let counts = [("missing", (&missing_text).into()), ("all", (&all).into())];
            speech.say_of("operation-team", &[when.as_slice(), &counts].concat())
        }
    }
}

/// What else is to say of a line of the list: of when it is, and how long it holds.
pub(crate) fn checklist_note(speech: &Speech, item: &ChecklistLine) -> String {
    let good_for = |days: i32| ("count", days.unsigned_abs().into());
    match (item.on, item.good_for_days) {
        (Some(on), None) => speech.day(on),
        (Some(on), Some(days)) => {
            let age = item.age_days.map_or_else(String::new, |age| speech.ago(age));
            let on = speech.day(on);
            let told = [("day", (&on).into()), ("age", (&age).into()), good_for(days)];
            speech.say_of("checklist-age", &told)
        }
        (None, Some(days)) => speech.say_of("checklist-none", &[good_for(days)]),
        (None, None) => String::new(),
    }
}

/// Whether a line of the list is there, before what it is about.
pub(crate) fn checklist_state(speech: &Speech, item: &ChecklistLine) -> String {
    let state = speech.say(if item.on.is_some() { "checklist-there" } else { "checklist-missing" });
    speech.say_of("checklist-state", &[("state", (&state).into())])
}

/// Drugs and radiotherapy against their plan, and what came late or was less.
pub(crate) fn treatment_tables(speech: &Speech, treatment: &Treatment) -> Vec<Table> {
    let courses = Table::new(
        speech.say("courses-table"),
        speech.all(&[
            "column-drug",
            "column-cycles",
            "column-intensity",
            "column-total-dose",
            "column-called-off",
        ]),
        treatment.courses.iter().map(|course| course_cells(speech, course)).collect(),
    );
    let changes = Table::new(
        speech.say("changes-table"),
        speech.all(&["column-given", "column-cycle", "column-what", "column-drugs", "column-why"]),
        treatment.changes.iter().map(|change| change_cells(speech, change)).collect(),
    );
    let radiation = Table::new(
        speech.say("radiation-table"),
        speech.all(&[
            "column-radiotherapy",
            "column-fractions",
            "column-dose",
            "column-from",
            "column-to",
            "column-gap",
        ]),
        treatment.radiation.iter().map(|course| radiation_cells(speech, course)).collect(),
    );
    [courses, changes, radiation].into_iter().filter(|table| !table.rows.is_empty()).collect()
}

/// The instruments as the journal answers them.
pub(crate) fn instrument_table(report: &Report) -> Table {
    let speech = &report.speech;
    let head = speech.all(&[
        "column-instrument",
        "column-result",
        "column-missing",
        "column-version",
        "column-source",
    ]);
    let rows = report.instruments.iter().map(|instrument| instrument_cells(speech, instrument));
    Table::new(speech.say("instruments-table"), head, rows.collect())
}

fn course_cells(speech: &Speech, course: &CourseLine) -> Vec<String> {
    let name = with_regimen(&course.regimen, &course.drug);
    vec![
        name,
        of_planned(speech, course.cycles_given, course.cycles_planned),
        percent(speech, course.dose_intensity_percent.as_deref()),
        percent(speech, course.total_dose_percent.as_deref()),
        if course.called_off == 0 { speech.say("none") } else { course.called_off.to_string() },
    ]
}

fn percent(speech: &Speech, share: Option<&str>) -> String {
    share.map_or_else(|| speech.unknown(), |share| format!("{} %", speech.number(share)))
}

fn of_planned(speech: &Speech, given: u32, planned: Option<u32>) -> String {
    let given = given.to_string();
    let part = ("part", (&given).into());
    match planned {
        None => speech.say_of("of-unplanned", &[part]),
        Some(planned) => speech.say_of("of-planned", &[part, ("whole", (&planned.to_string()).into())]),
    }
}

fn with_regimen(regimen: &str, drugs: &str) -> String {
    if regimen.is_empty() { drugs.to_owned() } else { format!("{regimen}: {drugs}") }
}

fn change_cells(speech: &Speech, change: &DoseChange) -> Vec<String> {
    let cycle = change.cycle.map_or_else(|| speech.unknown(), |cycle| cycle.to_string());
    let days = change.days_late.and_then(|days| u32::try_from(days).ok());
    let what = days.map_or_else(
        || speech.say("less-than-planned"),
        |days| speech.say_of("late", &[("count", days.into())]),
    );
    let drug = |drug: &ChangedDrug| match &drug.percent_given {
        Some(share) => {
            let share = speech.number(share);
            speech.say_of("share-of-dose", &[("drug", (&drug.drug).into()), ("share", (&share).into())])
        }
        None => drug.drug.clone(),
    };
    let drugs: Vec<String> = change.drugs.iter().map(drug).collect();
    let reason = change.reason.map_or_else(|| "no reason noted".to_owned(), wording::spoken);
    let drugs = with_regimen(&change.regimen, &drugs.join(", "));
    vec![speech.day(change.day), cycle, what, drugs, speech.phrase(&reason)]
}

fn radiation_cells(speech: &Speech, course: &RadiationLine) -> Vec<String> {
    let gray = |dose_cgy: Option<u32>| {
        dose_cgy.map(|dose| speech.number(&wording::exact_milli(u64::from(dose) * 10)))
    };
    let dose = match (gray(course.dose_given_cgy), gray(course.dose_planned_cgy)) {
        (None, None) => speech.unknown(),
        (given, planned) => {
            let given = given.unwrap_or_else(|| speech.unknown());
            planned.map_or_else(|| given.clone(), |planned| speech.of(&given, &planned))
        }
    };
    vec![
        course.name.clone(),
        of_planned(speech, course.fractions_given, course.fractions_planned),
        dose,
        speech.day(course.first_day),
        speech.day(course.last_day),
        course.gap_days.map_or_else(|| speech.unknown(), |days| days.to_string()),
    ]
}

fn instrument_cells(speech: &Speech, instrument: &InstrumentLine) -> Vec<String> {
    let title = speech.phrase(&instrument.title);
    let title = match instrument.prognostic {
        true => speech.say_of("instrument-prognostic", &[("title", (&title).into())]),
        false => title,
    };
    let missing: Vec<String> = instrument.missing.iter().map(|what| speech.phrase(what)).collect();
    let missing = if missing.is_empty() { speech.say("nothing") } else { missing.join(", ") };
    vec![
        title,
        speech.list(&instrument.words),
        missing,
        instrument.version.clone(),
        instrument.source.to_string(),
    ]
}
