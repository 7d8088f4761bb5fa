//! What happened, line by line, and what was prescribed, as tables.

use super::table::Table;
use crate::model::{EventLine, PlanLine, Report};
use crate::wording;

/// Most lines that are shown; all of them are in the data.
const MOST_LINES: usize = 40;

/// What happened to swallowing, stomach, bowel and tube.
pub(crate) fn passage_table(report: &Report) -> Table {
    events("What happened, newest first", &report.passage)
}

/// Check-ins and answers to flags.
pub(crate) fn check_in_table(report: &Report) -> Table {
    events("Check-ins and answers to flags, newest first", &report.check_ins)
}

/// Targets and prescriptions as they stand.
pub(crate) fn plan_table(report: &Report) -> Table {
    let row = |line: &PlanLine| {
        let set_by = line.set_by.map_or_else(|| "not said".to_owned(), wording::spoken);
        vec![line.what.clone(), line.value.clone(), set_by, wording::day(line.since)]
    };
    let head = ["What", "How much", "Set by", "Since"];
    Table::new("Targets and prescription", &head, report.plan.iter().map(row).collect())
}

fn events(caption: &str, lines: &[EventLine]) -> Table {
    let older = lines.len().saturating_sub(MOST_LINES);
    let caption = match older {
        0 => caption.to_owned(),
        older => {
            format!("{caption}; {} in the data alone", wording::counted(older, "older one", "older ones"))
        }
    };
    let row = |line: &EventLine| {
        vec![wording::day(line.day), line.what.clone(), line.detail.clone(), line.origin.words()]
    };
    let rows = lines.iter().take(MOST_LINES).map(row).collect();
    Table::new(&caption, &["Day", "What", "More", "Origin"], rows)
}
