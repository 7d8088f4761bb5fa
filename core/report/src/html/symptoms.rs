//! Side effects by day and by week, as a map of cells and as a table.

use super::charts::{Caption, LATELY_DAYS, figure};
use super::tables::{Table, write_folded};
use crate::chart::{Format, HeatMap, draw_symptoms, heat_map, heat_map_lately};
use crate::markup::Markup;
use crate::model::Report;
use crate::wording;

/// The legend of symptom levels.
pub(super) const LEVELS: [(&str, &str); 5] =
    [("level-0", "0 none"), ("level-1", "1"), ("level-2", "2"), ("level-3", "3"), ("level-4", "4 worst")];

pub(super) fn write(section: &mut Markup, report: &Report) {
    let period = heat_map(report);
    if period.rows.is_empty() {
        section.leaf("p", &[], "No side effect was asked about in this period: this is unknown, not absent.");
        return;
    }
    match heat_map_lately(report) {
        Some(lately) if !lately.rows.is_empty() => {
            write_heat_map(section, report, &lately, &format!("Side effects, last {LATELY_DAYS} days"));
            write_heat_map(section, report, &period, "Side effects, week by week");
        }
        _ => write_heat_map(section, report, &period, ""),
    }
}

fn write_heat_map(section: &mut Markup, report: &Report, map: &HeatMap, heading: &str) {
    let text = symptoms_text(map);
    let title = if map.weekly { "Side effects by week" } else { "Side effects by day" };
    let names: Vec<String> = map.rows.iter().map(|row| wording::symptom(row.item)).collect();
    let description = format!("{text} From worst: {}. All of it is in the table below.", names.join(", "));
    let draw = |format: &Format| draw_symptoms(report, map, *format, title, &description);
    let drawings: Vec<String> = Format::BOTH.iter().map(draw).collect();
    let caption = Caption { heading, text: &text, legend: &LEVELS };
    figure(section, &caption, &drawings, |out| {
        let mut head = vec![if map.weekly { "Week of" } else { "Day" }];
        head.extend(names.iter().map(String::as_str));
        write_folded(out, &Table { caption: title, head: &head, rows: symptom_rows(map) });
    });
}

fn symptoms_text(map: &HeatMap) -> String {
    let column = if map.weekly { "Worst answer of each week" } else { "Worst answer of each day" };
    let left_out = match map.left_out {
        0 => String::new(),
        count => format!(" {count} milder ones are left out; the data file has them."),
    };
    let columns = wording::counted(
        map.columns.len(),
        if map.weekly { "week" } else { "day" },
        if map.weekly { "weeks" } else { "days" },
    );
    format!(
        "{column}, last {columns} of the period (on a phone at most 28). Higher is worse; the worst of the last two weeks \
         come first. An empty place means not asked.{left_out}"
    )
}

/// Newest first; columns on which nothing was asked are left out.
fn symptom_rows(map: &HeatMap) -> Vec<Vec<String>> {
    let asked = map.columns.iter().rev().filter(|day| map.rows.iter().any(|row| row.cells.contains_key(day)));
    asked
        .map(|column| {
            let cell = |level: Option<&u8>| level.map_or_else(String::new, u8::to_string);
            let levels = map.rows.iter().map(|row| cell(row.cells.get(column)));
            std::iter::once(wording::day(*column)).chain(levels).collect()
        })
        .collect()
}
