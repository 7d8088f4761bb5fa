//! Side effects by day and by week, and what stands around their charts.

use super::LATELY_DAYS;
use super::figure::{Chart, Figure, Key};
use super::table::Table;
use crate::chart::{HeatMap, draw_symptoms, heat_map, heat_map_lately};
use crate::model::Report;
use crate::wording;

/// The legend of symptom levels.
pub(super) const LEVELS: [Key; 5] =
    [("level-0", "0 none"), ("level-1", "1"), ("level-2", "2"), ("level-3", "3"), ("level-4", "4 worst")];

/// Side effects: the last weeks day by day, and the whole of a long period week by week.
pub(crate) fn symptoms(report: &Report) -> Vec<Chart<'_>> {
    let period = heat_map(report);
    if period.rows.is_empty() {
        let text = "No side effect was asked about in this period: this is unknown, not absent.";
        return vec![Chart::Empty { heading: String::new(), text, tables: Vec::new() }];
    }
    match heat_map_lately(report) {
        Some(lately) if !lately.rows.is_empty() => vec![
            chart(report, lately, format!("Side effects, last {LATELY_DAYS} days")),
            chart(report, period, "Side effects, week by week".to_owned()),
        ],
        _ => vec![chart(report, period, String::new())],
    }
}

fn chart(report: &Report, map: HeatMap, heading: String) -> Chart<'_> {
    let text = text(&map);
    let title = if map.weekly { "Side effects by week" } else { "Side effects by day" };
    let names: Vec<String> = map.rows.iter().map(|row| wording::symptom(row.item)).collect();
    let description = format!("{text} From worst: {}.", names.join(", "));
    let mut head = vec![if map.weekly { "Week of" } else { "Day" }];
    head.extend(names.iter().map(String::as_str));
    let tables = vec![Table::new(title, &head, rows(&map))];
    let draw = Box::new(move |format| Some(draw_symptoms(report, &map, format, title, &description)));
    Chart::Drawn(Figure { heading, text, legend: LEVELS.to_vec(), tables, draw })
}

fn text(map: &HeatMap) -> String {
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
fn rows(map: &HeatMap) -> Vec<Vec<String>> {
    let asked = map.columns.iter().rev().filter(|day| map.rows.iter().any(|row| row.cells.contains_key(day)));
    asked
        .map(|column| {
            let cell = |level: Option<&u8>| level.map_or_else(String::new, u8::to_string);
            let levels = map.rows.iter().map(|row| cell(row.cells.get(column)));
            std::iter::once(wording::day(*column)).chain(levels).collect()
        })
        .collect()
}
