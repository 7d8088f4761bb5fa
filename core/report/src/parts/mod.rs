//! What a report shows, in words and drawings, before it is laid out: page and paper say the same.

mod cycles;
mod events;
mod figure;
pub(crate) mod flags;
pub(crate) mod frame;
mod intake;
mod order;
mod overview;
mod provenance;
mod symptoms;
mod table;
mod weight;

pub(crate) use cycles::cycles;
pub(crate) use events::{check_in_table, passage_table, plan_table};
pub(crate) use figure::{Chart, Figure};
pub(crate) use intake::intake;
pub(crate) use order::{Topic, topics};
pub(crate) use overview::{
    checklist_note, checklist_state, instrument_table, operation_summary, treatment_tables,
};
pub(crate) use provenance::{coverage_table, rule_table};
pub(crate) use symptoms::symptoms;
pub(crate) use table::Table;
pub(crate) use weight::weight;

/// Days of the charts that show what came last, when the period is too long for one place a day.
pub(crate) const LATELY_DAYS: i32 = 28;
