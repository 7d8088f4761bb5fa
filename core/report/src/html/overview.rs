//! The list before an operation, treatment against its plan, and the instruments.

use super::tables::write_table;
use crate::markup::Markup;
use crate::model::{Audience, BeforeOperation, ChecklistLine, InstrumentLine, Treatment};
use crate::parts;

pub(super) fn write_before_operation(section: &mut Markup, before: &BeforeOperation, audience: Audience) {
    section.leaf("p", &[], &parts::operation_summary(before, audience));
    section.element("ul", &[("class", "checklist")], |list| {
        for item in &before.items {
            let class = if item.on.is_some() { "there" } else { "missing-item" };
            list.element("li", &[("class", class)], |line| write_item(line, item));
        }
    });
}

fn write_item(line: &mut Markup, item: &ChecklistLine) {
    line.leaf("strong", &[], &format!("{}: ", parts::checklist_state(item)));
    line.text(&item.what);
    let note = parts::checklist_note(item);
    if !note.is_empty() {
        line.text(" ");
        line.leaf("small", &[], &note);
    }
}

pub(super) fn write_treatment(section: &mut Markup, treatment: &Treatment) {
    if !treatment.courses.is_empty() {
        section.leaf("p", &[("class", "small")], parts::DOSE_INTENSITY);
    }
    parts::treatment_tables(treatment).iter().for_each(|table| write_table(section, table));
}

pub(super) fn write_instruments(section: &mut Markup, instruments: &[InstrumentLine]) {
    section.leaf("p", &[("class", "small")], parts::INSTRUMENTS);
    write_table(section, &parts::instrument_table(instruments));
}
