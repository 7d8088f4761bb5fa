//! Symptoms laid over the cycles of treatment, and what stands around their chart.

use super::figure::Figure;
use super::symptoms::levels;
use super::table::Table;
use crate::chart::{CycleMap, cycle_map, draw_cycles};
use crate::model::{CycleAnswer, CycleLine, CycledSymptom, Report, SymptomsByCycle};
use crate::speech::Speech;

/// Symptoms by day of cycle.
pub(crate) fn cycles<'a>(report: &'a Report, by_cycle: &'a SymptomsByCycle) -> Figure<'a> {
    let speech = &report.speech;
    let map = cycle_map(by_cycle);
    let text = caption(speech, &map);
    let worst: Vec<String> =
        map.symptoms.iter().filter_map(|symptom| worst(speech, symptom, &by_cycle.cycles)).collect();
    let description = format!("{text} {}", worst.join(" "));
    let days = (1..=map.days).map(|day| speech.say_of("cycles-day", &[("day", (&day.to_string()).into())]));
    let head = std::iter::once(speech.say("cycles-head")).chain(days).collect();
    let tables = vec![Table::new(speech.say("cycles-table"), head, rows(speech, by_cycle, &map))];
    let title = speech.say("cycles-title");
    let draw = Box::new(move |format| Some(draw_cycles(speech, &map, format, &title, &description)));
    Figure { heading: String::new(), text, legend: levels(speech), tables, draw }
}

fn caption(speech: &Speech, map: &CycleMap<'_>) -> String {
    let mut text = speech.say("cycles-text");
    if map.symptoms_left_out > 0 {
        text.push(' ');
        text.push_str(&speech.say_of("cycles-milder", &[("count", map.symptoms_left_out.into())]));
    }
    if map.answers_left_out > 0 {
        let day = map.days.to_string();
        let told = [("count", map.answers_left_out.into()), ("day", (&day).into())];
        text.push(' ');
        text.push_str(&speech.say_of("cycles-not-shown", &told));
    }
    text
}

/// `Nausea: worst 3, on day 2 of FLOT cycle 1.`
fn worst(speech: &Speech, symptom: &CycledSymptom, cycles: &[CycleLine]) -> Option<String> {
    let highest = symptom.answers.iter().map(|answer| answer.level).max()?;
    let answer = symptom.answers.iter().find(|answer| answer.level == highest)?;
    let cycle = cycles.get(answer.cycle)?;
    let (name, level) = (speech.symptom(symptom.item), highest.to_string());
    let (day, number) = (answer.day.to_string(), cycle.number.to_string());
    let told = [
        ("name", (&name).into()),
        ("level", (&level).into()),
        ("day", (&day).into()),
        ("regimen", (&cycle.regimen).into()),
        ("number", (&number).into()),
    ];
    Some(speech.say_of("cycles-worst", &told))
}

/// Every symptom and cycle that has answers.
fn rows(speech: &Speech, by_cycle: &SymptomsByCycle, map: &CycleMap<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for symptom in &by_cycle.symptoms {
        for (place, cycle) in &map.cycles {
            let answers: Vec<&CycleAnswer> =
                symptom.answers.iter().filter(|answer| answer.cycle == *place).collect();
            if answers.is_empty() {
                continue;
            }
            let level = |day: i32| {
                let answer = answers.iter().find(|answer| answer.day == day);
                answer.map_or_else(String::new, |answer| answer.level.to_string())
            };
            let row = row_name(speech, symptom, cycle);
            rows.push(std::iter::once(row).chain((1..=map.days).map(level)).collect());
        }
    }
    rows
}

fn row_name(speech: &Speech, symptom: &CycledSymptom, cycle: &CycleLine) -> String {
    let (name, began, number) =
        (speech.symptom(symptom.item), speech.day(cycle.first_day), cycle.number.to_string());
    let told = [
        ("name", (&name).into()),
        ("regimen", (&cycle.regimen).into()),
        ("number", (&number).into()),
        ("day", (&began).into()),
    ];
    speech.say_of("cycles-row", &told)
}
