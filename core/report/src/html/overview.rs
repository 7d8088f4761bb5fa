//! The list before an operation, treatment against its plan, and the instruments.

use super::tables::write_table;
use crate::markup::Markup;
use crate::model::{BeforeOperation, ChecklistLine, Report, Treatment};
use crate::parts;
use crate::speech::Speech;

pub(super) fn write_before_operation(section: &mut Markup, report: &Report, before: &BeforeOperation) {
    section.leaf("p", &[], &parts::operation_summary(report, before));
    section.element("ul", &[("class", "checklist")], |list| {
        for item in &before.items {
            let class = if item.on.is_some() { "there" } else { "missing-item" };
            list.element("li", &[("class", class)], |line| write_item(line, &report.speech, item));
        }
    });
}

fn write_item(line: &mut Markup, speech: &Speech, item: &ChecklistLine) {
    line.leaf("strong", &[], &format!("{} ", parts::checklist_state(speech, item)));
    line.text(&speech.phrase(&item.what));
    let note = parts::checklist_note(speech, item);
    if !note.is_empty() {
        line.text(" ");
        line.leaf("small", &[], &note);
    }
}

pub(super) fn write_treatment(section: &mut Markup, speech: &Speech, treatment: &Treatment) {
    if !treatment.courses.is_empty() {
        section.leaf("p", &[("class", "small")], &speech.say("dose-intensity"));
    }
    parts::treatment_tables(speech, treatment).iter().for_each(|table| write_table(section, table));
}

pub(super) fn write_instruments(section: &mut Markup, report: &Report) {
    section.leaf("p", &[("class", "small")], &report.speech.say("instruments-note"));
    write_table(section, &parts::instrument_table(report));
}
