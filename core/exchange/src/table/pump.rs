//! The log of a feeding pump: one row is one run, filed under the evening on which it starts.
//!
//! A run is named by its start: read out again while it runs or later, it is the same run.

use super::{Layout, Row};
use crate::drafting::Drafting;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow};
use crate::moments;
use crate::reading::Reading;
use nourish_record::{InterruptionReason, Moment, Problem, Source};

const MINUTE_MS: i64 = 60_000;
/// Alarms, and what they say of the feed.
const ALARMS: [(&str, InterruptionReason); 2] =
    [("occlusion", InterruptionReason::Blocked), ("paused_by_user", InterruptionReason::Paused)];

pub(crate) const PUMP: Layout = Layout {
    format: Format::PumpCsv,
    required: &["started_at", "ended_at", "volume_delivered_ml"],
    optional: &[
        "formula",
        "kcal_per_ml",
        "protein_g_per_l",
        "rate_ml_per_h",
        "volume_prescribed_ml",
        "flush_ml",
        "alarm",
    ],
    read: read_row,
};

fn read_row(row: &Row<'_>, context: &Context) -> Result<Vec<Item>, RefusedRow> {
    let started = read_time(row, "started_at", context)?;
    let ended = read_time(row, "ended_at", context)?;
    let lasted_ms = ended.instant_ms() - started.instant_ms();
    if lasted_ms < 0 {
        return Err(row.refuse("ended_at", Problem::Contradiction { with: "started_at: it ends before" }));
    }
    let mut reading = Reading::new(row.line);
    row.required("volume_delivered_ml")?;
    let columns = [
        ("density_kcal_milli_per_ml", "kcal_per_ml", ""),
        // A gram in a litre is a milligram in a millilitre.
        ("protein_mg_per_ml", "protein_g_per_l", ""),
        ("rate_ml_per_h", "rate_ml_per_h", ""),
        ("delivered_ml", "volume_delivered_ml", "ml"),
        ("prescribed_ml", "volume_prescribed_ml", "ml"),
        ("flush_ml", "flush_ml", "ml"),
    ];
    for (field, column, unit) in columns {
        reading.put_number(field, column, row.cell(column), unit)?;
    }
    reading.put("formula", "formula", row.cell("formula"));
    reading.put("duration_min", "ended_at", &format!("{} min", lasted_ms / MINUTE_MS));
    if let Some(reason) = read_alarm(row)? {
        reading.put("interruption_reason", "alarm", reason.as_str());
    }
    let fact = reading.read("tube-feed")?;
    let drafting = Drafting { system: Format::PumpCsv.system(), source: Source::Pump, today: context.today };
    let key = started.instant_ms().to_string();
    let draft = drafting
        .draft(started, fact, &[&key])
        .map_err(|invalid| RefusedRow::from_invalid(row.line, "started_at", &invalid))?;
    Ok(vec![Item::Draft(draft)])
}

fn read_time(row: &Row<'_>, column: &str, context: &Context) -> Result<Moment, RefusedRow> {
    moments::with_offset(row.required(column)?, context.zone)
        .map_err(|error| moments::refuse(row.line, column, error))
}

fn read_alarm(row: &Row<'_>) -> Result<Option<InterruptionReason>, RefusedRow> {
    let cell = row.cell("alarm");
    if cell.is_empty() {
        return Ok(None);
    }
    let known = ALARMS.iter().find(|(name, _)| *name == cell).map(|(_, reason)| *reason);
    let words = || ALARMS.map(|(name, _)| name).join(", ");
    known.map(Some).ok_or_else(|| row.refuse("alarm", Problem::UnknownWord { words: words() }))
}
