//! What happened, line by line, and what was prescribed, as tables.

use super::table::Table;
use crate::model::{EventLine, PlanLine, Report};
use crate::speech::Speech;
use crate::wording;

/// Most lines that are shown; all of them are in the data.
const MOST_LINES: usize = 40;

/// What happened to swallowing, stomach, bowel and tube.
pub(crate) fn passage_table(report: &Report) -> Table {
    events(&report.speech, "events-passage", &report.passage)
}

/// Check-ins and answers to flags.
pub(crate) fn check_in_table(report: &Report) -> Table {
    events(&report.speech, "events-check-ins", &report.check_ins)
}

/// Targets and prescriptions as they stand.
pub(crate) fn plan_table(report: &Report) -> Table {
    let speech = &report.speech;
    let row = |line: &PlanLine| {
        let set_by = line
            .set_by
            .map_or_else(|| speech.say("plan-not-said"), |role| speech.phrase(&wording::spoken(role)));
        vec![speech.phrase(&line.what), value(speech, &line.value), set_by, speech.day(line.since)]
    };
    let head = speech.all(&["column-what", "column-how-much", "column-set-by", "column-since"]);
    Table::new(speech.say("plan-table"), head, report.plan.iter().map(row).collect())
}

/// How much, or several words of how.
fn value(speech: &Speech, value: &str) -> String {
    let words = || value.split(", ").map(|word| speech.phrase(word)).collect::<Vec<_>>().join(", ");
    speech.known(value).unwrap_or_else(words)
}

fn events(speech: &Speech, caption: &str, lines: &[EventLine]) -> Table {
    let caption = speech.say(caption);
    let caption = match lines.len().saturating_sub(MOST_LINES) {
        0 => caption,
        older => speech.say_of("events-older", &[("caption", (&caption).into()), ("count", older.into())]),
    };
    let row = |line: &EventLine| {
        let (what, detail) = (speech.phrase(&line.what), detail(speech, &line.detail));
        vec![speech.day(line.day), what, detail, speech.origin(line.origin)]
    };
    let rows = lines.iter().take(MOST_LINES).map(row).collect();
    let head = speech.all(&["column-day", "column-what", "column-more", "column-origin"]);
    Table::new(caption, head, rows)
}

/// What more is known of an event; a note that somebody typed stands at its end and stays as it is.
fn detail(speech: &Speech, detail: &str) -> String {
    let mut is_ours = true;
    let parts = detail.split("; ").map(|part| {
        let known = is_ours.then(|| speech.known(part)).flatten();
        is_ours = known.is_some();
        known.unwrap_or_else(|| part.to_owned())
    });
    parts.collect::<Vec<_>>().join("; ")
}
