//! The parts that charts of one page share: grid, dates, and what happened when.

use super::drawing::{Anchor, Drawing, Format};
use super::scale::{AmountScale, TimeScale};
use crate::model::{Marker, MarkerKind, Report};
use crate::speech::Speech;
use chrono::Datelike;

/// Height of the two lines of dates under a chart.
pub(crate) const DATES_HEIGHT: f64 = 36.0;

/// Horizontal lines with their amounts.
pub(crate) fn grid(drawing: &mut Drawing, format: Format, scale: AmountScale, label: impl Fn(u64) -> String) {
    for amount in scale.ticks() {
        let y = scale.y(amount);
        drawing.line("grid", (format.left, y), (format.right, y));
        drawing.text("tick", (format.left - 6.0, y + 4.0), Anchor::End, &label(amount));
    }
}

/// Ticks and dates under a chart; the year stands under the first one and under each January.
pub(crate) fn dates(drawing: &mut Drawing, speech: &Speech, format: Format, scale: TimeScale, bottom: f64) {
    let mut year_shown = None;
    for (day, label) in scale.ticks(speech) {
        let x = scale.edge(day);
        let fits = x + format.text_width(&label) <= format.width;
        drawing.line("tick-mark", (x, bottom), (x, bottom + 5.0));
        if !fits {
            continue;
        }
        drawing.text("tick", (x, bottom + 17.0), Anchor::Start, &label);
        let year = day.date().year();
        if year_shown != Some(year) {
            drawing.text("tick faint", (x, bottom + 32.0), Anchor::Start, &year.to_string());
            year_shown = Some(year);
        }
    }
}

/// Thin lines through a chart where something happened.
pub(crate) fn guides<'a>(
    drawing: &mut Drawing,
    markers: impl Iterator<Item = &'a Marker>,
    scale: TimeScale,
    (top, bottom): (f64, f64),
) {
    for marker in markers.filter(|marker| scale.contains(marker.day)) {
        let class = if is_planned(marker.kind) { "guide planned" } else { "guide" };
        let x = scale.middle(marker.day);
        drawing.line(class, (x, top), (x, bottom));
    }
}

const ROW_HEIGHT: f64 = 19.0;

/// How many rows [`lane`] has: a phone has less room in each.
const fn lane_rows(format: Format) -> u8 {
    if format.is_narrow { 3 } else { 2 }
}

/// Height of the lane that [`lane`] fills.
pub(crate) fn lane_height(format: Format) -> f64 {
    f64::from(lane_rows(format)) * ROW_HEIGHT + 2.0
}

/// Signs and labels of what happened; a label, or even a sign, that finds room in no row is left to the table.
pub(crate) fn lane(drawing: &mut Drawing, report: &Report, format: Format, scale: TimeScale, top: f64) {
    let mut rows: Vec<(f64, Vec<(f64, f64)>)> =
        (0..lane_rows(format)).map(|row| (top + ROW_HEIGHT * (f64::from(row) + 0.5), Vec::new())).collect();
    // Operations first: their label must not be the one that finds no room.
    let mut ordered: Vec<&Marker> = report.series.markers.iter().collect();
    ordered.sort_by_key(|marker| (!is_operation(marker.kind), marker.day));
    for marker in ordered {
        let beyond = !scale.contains(marker.day);
        let label = report.speech.phrase(&marker.label);
        let label = if beyond { format!("{label} \u{2192}") } else { label };
        let sign_x = if beyond { format.right - 4.0 } else { scale.middle(marker.day) };
        let width = format.text_width(&label) + 16.0;
        let to_left = sign_x + width > format.width;
        let labelled = if to_left { (sign_x - width, sign_x + 6.0) } else { (sign_x - 6.0, sign_x + width) };
        let bare = (sign_x - 6.0, sign_x + 6.0);
        let Some((y, with_label)) = take_row(&mut rows, labelled, bare) else { continue };
        sign(drawing, marker.kind, sign_x, y);
        if with_label {
            let (x, anchor) =
                if to_left { (sign_x - 9.0, Anchor::End) } else { (sign_x + 9.0, Anchor::Start) };
            drawing.text("marker-label", (x, y + 4.5), anchor, &label);
        }
    }
}

/// The height of a row with room for sign and label, else of one with room for the sign, and whether the label fits.
fn take_row(
    rows: &mut [(f64, Vec<(f64, f64)>)],
    labelled: (f64, f64),
    bare: (f64, f64),
) -> Option<(f64, bool)> {
    for (extent, with_label) in [(labelled, true), (bare, false)] {
        let free = |taken: &[(f64, f64)]| taken.iter().all(|(from, to)| extent.1 < *from || *to < extent.0);
        if let Some((y, taken)) = rows.iter_mut().find(|(_, taken)| free(taken)) {
            taken.push(extent);
            return Some((*y, with_label));
        }
    }
    None
}

/// A sign whose shape tells the kind: triangle for a drug, flag for an operation, square for a tube; hollow when planned.
fn sign(drawing: &mut Drawing, kind: MarkerKind, x: f64, y: f64) {
    let (class, outline) = match kind {
        MarkerKind::CycleGiven => ("sign", "m-5 -5h10l-5 10z"),
        MarkerKind::CyclePlanned => ("sign planned", "m-5 -5h10l-5 10z"),
        MarkerKind::Radiation => ("sign", "m0 -6l6 6l-6 6l-6 -6z"),
        MarkerKind::OperationDone => ("sign", "m-4 7v-14h11l-3 4l3 4h-9v6z"),
        MarkerKind::OperationPlanned => ("sign planned", "m-4 7v-14h11l-3 4l3 4h-9v6z"),
        MarkerKind::TubePlaced => ("sign", "m-5 -5h10v10h-10z"),
        MarkerKind::TubeRemoved => ("sign planned", "m-5 -5h10v10h-10zl10 10m0 -10l-10 10"),
    };
    drawing.path(class, &format!("M{} {}{outline}", super::drawing::number(x), super::drawing::number(y)));
}

pub(crate) const fn is_planned(kind: MarkerKind) -> bool {
    matches!(kind, MarkerKind::CyclePlanned | MarkerKind::OperationPlanned)
}

const fn is_operation(kind: MarkerKind) -> bool {
    matches!(kind, MarkerKind::OperationDone | MarkerKind::OperationPlanned)
}
