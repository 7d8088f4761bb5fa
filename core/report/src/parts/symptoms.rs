//! Side effects by day and by week, and what stands around their charts.

use super::LATELY_DAYS;
use super::figure::{Chart, Figure, Key};
use super::table::Table;
use crate::chart::{HeatMap, draw_symptoms, heat_map, heat_map_lately};
use crate::model::Report;
use crate::speech::Speech;

/// The legend of symptom levels.
pub(super) fn levels(speech: &Speech) -> Vec<Key> {
    let between = ["level-1", "level-2", "level-3"].into_iter().zip(["1", "2", "3"]);
    let between = between.map(|(class, level)| (class, level.to_owned()));
    let least = ("level-0", speech.say("level-0"));
    std::iter::once(least).chain(between).chain([("level-4", speech.say("level-4"))]).collect()
}

/// Side effects: the last weeks day by day, and the whole of a long period week by week.
pub(crate) fn symptoms(report: &Report) -> Vec<Chart<'_>> {
    let speech = &report.speech;
    let period = heat_map(report);
    if period.rows.is_empty() {
        let text = speech.say("symptoms-none");
        return vec![Chart::Empty { heading: String::new(), text, tables: Vec::new() }];
    }
    match heat_map_lately(report) {
        Some(lately) if !lately.rows.is_empty() => vec![
            chart(
                report,
                lately,
                speech.say_of("symptoms-lately", &[("count", LATELY_DAYS.unsigned_abs().into())]),
            ),
            chart(report, period, speech.say("symptoms-weekly")),
        ],
        _ => vec![chart(report, period, String::new())],
    }
}

fn chart(report: &Report, map: HeatMap, heading: String) -> Chart<'_> {
    let speech = &report.speech;
    let text = text(speech, &map);
    let title = speech.say(if map.weekly { "symptoms-by-week" } else { "symptoms-by-day" });
    let names: Vec<String> = map.rows.iter().map(|row| speech.symptom(row.item)).collect();
    let joined = names.join(", ");
    let told = [("text", (&text).into()), ("names", (&joined).into())];
    let description = speech.say_of("symptoms-from-worst", &told);
    let first = speech.say(if map.weekly { "column-week-of" } else { "column-day" });
    let head = std::iter::once(first).chain(names).collect();
    let tables = vec![Table::new(title.clone(), head, rows(speech, &map))];
    let draw = Box::new(move |format| Some(draw_symptoms(report, &map, format, &title, &description)));
    Chart::Drawn(Figure { heading, text, legend: levels(speech), tables, draw })
}

fn text(speech: &Speech, map: &HeatMap) -> String {
    let id = if map.weekly { "symptoms-text-week" } else { "symptoms-text-day" };
    let mut text = speech.say_of(id, &[("count", map.columns.len().into())]);
    if map.left_out > 0 {
        text.push(' ');
        text.push_str(&speech.say_of("symptoms-left-out", &[("count", map.left_out.into())]));
    }
    text
}

/// Newest first; columns on which nothing was asked are left out.
fn rows(speech: &Speech, map: &HeatMap) -> Vec<Vec<String>> {
    let asked = map.columns.iter().rev().filter(|day| map.rows.iter().any(|row| row.cells.contains_key(day)));
    asked
        .map(|column| {
            let cell = |level: Option<&u8>| level.map_or_else(String::new, u8::to_string);
            let levels = map.rows.iter().map(|row| cell(row.cells.get(column)));
            std::iter::once(speech.day(*column)).chain(levels).collect()
        })
        .collect()
}
