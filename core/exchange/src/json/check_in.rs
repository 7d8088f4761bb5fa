//! `nourish/checkin/1`: answers to red-flag questions, and a temperature beside them.
//!
//! A question that cannot be read is refused by itself: it must not take a yes to another one with it.

use super::walk::{Object, Walk};
use crate::drafting::Drafting;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow};
use crate::moments;
use crate::reading::Reading;
use nourish_record::{CheckIn, CheckInSet, Moment, Problem, RedFlag, Source};
use serde_json::Value;

/// Questions that the format names in other words than the journal.
const QUESTIONS: [(&str, RedFlag); 4] = [
    ("breathlessness", RedFlag::SuddenBreathlessness),
    ("cannot_keep_fluids_24h", RedFlag::NoFluidsFor24h),
    ("cannot_swallow_liquids", RedFlag::CannotSwallowFluids),
    ("shivering_fits", RedFlag::Rigors),
];

pub(super) fn read(walk: &mut Walk, root: &Value, context: &Context) {
    let Some(root) = walk.object(String::new(), root, &["schema", "checkins"]) else { return };
    for check_in in walk.children(&root, "checkins", &["answered_at", "temperature_c", "answers"]) {
        match read_time(&check_in, context) {
            Ok(at) => read_one(walk, &check_in, &at, context),
            Err(refused) => walk.add(Err(refused)),
        }
    }
}

fn read_time(check_in: &Object<'_>, context: &Context) -> Result<Moment, RefusedRow> {
    match check_in.text("answered_at")? {
        "" => Err(check_in.refuse("answered_at", Problem::Missing)),
        text => moments::with_offset(text, context.zone)
            .map_err(|error| moments::refuse(0, &check_in.at("answered_at"), error)),
    }
}

fn read_one(walk: &mut Walk, check_in: &Object<'_>, at: &Moment, context: &Context) {
    let (asked, yes) = read_answers(walk, check_in);
    let drafting =
        Drafting { system: Format::CheckInJson.system(), source: Source::Import, today: context.today };
    let key = at.instant_ms().to_string();
    let draft = |fact| {
        let draft = drafting.draft(at.clone(), fact, &[&key]);
        draft
            .map(Item::Draft)
            .map_err(|invalid| RefusedRow::from_invalid(0, &check_in.at("answered_at"), &invalid))
    };
    if !asked.is_empty() {
        let fact = CheckIn {
            set: CheckInSet::Unscheduled,
            asked,
            yes,
            completed: None,
            answered_by: None,
            questionnaire: None,
            entries: Vec::new(),
        };
        walk.add(draft(fact.into()));
    }
    let mut reading = Reading::new(0);
    let place = check_in.at("temperature_c");
    let put = check_in
        .number("temperature_c")
        .and_then(|number| reading.put_number("temperature_c_milli", &place, &number, "C"));
    match put {
        Err(refused) => walk.add(Err(refused)),
        Ok(()) if reading.is_empty() => {}
        Ok(()) => walk.add(reading.read("vitals").and_then(draft)),
    }
}

/// The questions that were asked, and those answered with yes.
fn read_answers(walk: &mut Walk, check_in: &Object<'_>) -> (Vec<RedFlag>, Vec<RedFlag>) {
    let (mut asked, mut yes) = (Vec::new(), Vec::new());
    let names: Vec<String> = RedFlag::ALL.iter().map(|flag| flag.as_str().replace('-', "_")).collect();
    let known: Vec<&str> =
        names.iter().map(String::as_str).chain(QUESTIONS.iter().map(|(name, _)| *name)).collect();
    let Some(answers) = walk.child(check_in, "answers", &known) else { return (asked, yes) };
    for (question, answer) in answers.entries() {
        let renamed = QUESTIONS.iter().find(|(name, _)| *name == question).map(|(_, flag)| *flag);
        let Some(flag) = renamed.or_else(|| RedFlag::from_word(&question.replace('_', "-"))) else {
            continue;
        };
        match answer.as_str() {
            Some("yes") => yes.push(flag),
            Some("no") => {}
            None if answer.is_null() => continue,
            _ => {
                walk.add(Err(answers.refuse(question, Problem::UnknownWord { words: "yes, no".into() })));
                continue;
            }
        }
        asked.push(flag);
    }
    asked.sort_unstable();
    yes.sort_unstable();
    // The same question under both its names is one.
    asked.dedup();
    yes.dedup();
    (asked, yes)
}
