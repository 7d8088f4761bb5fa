//! Symptoms laid over the cycles of treatment, and what stands around their chart.

use super::figure::Figure;
use super::symptoms::LEVELS;
use super::table::Table;
use crate::chart::{CycleMap, cycle_map, draw_cycles};
use crate::model::{CycleAnswer, CycleLine, CycledSymptom, SymptomsByCycle};
use crate::wording;

/// Symptoms by day of cycle.
pub(crate) fn cycles(by_cycle: &SymptomsByCycle) -> Figure<'_> {
    let map = cycle_map(by_cycle);
    let text = caption(&map);
    let worst: Vec<String> =
        map.symptoms.iter().filter_map(|symptom| worst(symptom, &by_cycle.cycles)).collect();
    let description = format!("{text} {}", worst.join(" "));
    let days: Vec<String> = (1..=map.days).map(|day| format!("Day {day}")).collect();
    let mut head = vec!["Symptom and cycle"];
    head.extend(days.iter().map(String::as_str));
    let tables = vec![Table::new("Answers by symptom, cycle and day", &head, rows(by_cycle, &map))];
    let draw =
        Box::new(move |format| Some(draw_cycles(&map, format, "Symptoms by day of cycle", &description)));
    Figure { heading: String::new(), text, legend: LEVELS.to_vec(), tables, draw }
}

fn caption(map: &CycleMap<'_>) -> String {
    let mut text = "A small chart for each symptom, the worst first: a row is a cycle, a place is a day of it, day 1 the day of \
        treatment. The worst answer of the day; higher is worse; an empty place means not asked. Last three months."
        .to_owned();
    if map.symptoms_left_out > 0 {
        let count = wording::counted(map.symptoms_left_out, "milder symptom is", "milder symptoms are");
        text.push_str(&format!(" {count} in the table alone."));
    }
    if map.answers_left_out > 0 {
        let count = wording::counted(map.answers_left_out, "answer", "answers");
        let where_from = format!("of earlier cycles or after day {}", map.days);
        text.push_str(&format!(" Not shown, but in the data file: {count} {where_from}."));
    }
    text
}

/// `Nausea: worst 3, on day 2 of FLOT cycle 1.`
fn worst(symptom: &CycledSymptom, cycles: &[CycleLine]) -> Option<String> {
    let highest = symptom.answers.iter().map(|answer| answer.level).max()?;
    let answer = symptom.answers.iter().find(|answer| answer.level == highest)?;
    let cycle = cycles.get(answer.cycle)?;
    let name = wording::symptom(symptom.item);
    Some(format!(
        "{name}: worst {highest}, on day {} of {} cycle {}.",
        answer.day, cycle.regimen, cycle.number
    ))
}

/// Every symptom and cycle that has answers.
fn rows(by_cycle: &SymptomsByCycle, map: &CycleMap<'_>) -> Vec<Vec<String>> {
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
            let name = wording::symptom(symptom.item);
            let began = wording::day(cycle.first_day);
            let row = format!("{name}, {} cycle {} from {began}", cycle.regimen, cycle.number);
            rows.push(std::iter::once(row).chain((1..=map.days).map(level)).collect());
        }
    }
    rows
}
