//! Symptoms by item and day: a cell for each answer, its level as colour and digit; no cell where nothing was asked.

use super::axis::{self, DATES_HEIGHT};
use super::drawing::{Anchor, Drawing, Format};
use super::scale::TimeScale;
use crate::model::{MarkerKind, Report};
use nourish_record::{CalendarDay, SymptomItem};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most items that are drawn.
const MOST_ROWS: usize = 12;
/// Longest period that is drawn day by day.
const MOST_DAYS: i32 = 56;
/// Most weeks that are drawn.
const MOST_WEEKS: i32 = 53;
/// Most columns on a phone.
const MOST_NARROW: i32 = 28;

/// What the drawing and its table show.
pub(crate) struct HeatMap {
    /// Names the drawing within the page.
    pub(crate) id: &'static str,
    /// Whether a column is a week, not a day.
    pub(crate) weekly: bool,
    /// First day of each column.
    pub(crate) columns: Vec<CalendarDay>,
    /// Worst first.
    pub(crate) rows: Vec<HeatRow>,
    /// Items that found no room.
    pub(crate) left_out: usize,
}

/// An item with the worst level of each column that has one.
pub(crate) struct HeatRow {
    pub(crate) item: SymptomItem,
    pub(crate) cells: BTreeMap<CalendarDay, u8>,
}

/// The items of the whole period, by week where it is long; the worst of late first.
pub(crate) fn heat_map(report: &Report) -> HeatMap {
    heat_map_since("symptoms", report, report.header.from)
}

/// The items of the last days of the period, day by day, where the whole of it is drawn by week.
pub(crate) fn heat_map_lately(report: &Report) -> Option<HeatMap> {
    let (from, to) = (report.header.from, report.header.to);
    (to.days_since(from) >= MOST_DAYS)
        .then(|| heat_map_since("symptoms-lately", report, to.plus(1 - MOST_NARROW)))
}

fn heat_map_since(id: &'static str, report: &Report, from: CalendarDay) -> HeatMap {
    let to = report.header.to;
    let weekly = to.days_since(from) >= MOST_DAYS;
    let first = if weekly { from.max(to.plus(-7 * (MOST_WEEKS - 1))).week().first_day() } else { from };
    let step: usize = if weekly { 7 } else { 1 };
    let column = |day: CalendarDay| if weekly { day.week().first_day() } else { day };
    let mut items: BTreeMap<SymptomItem, BTreeMap<CalendarDay, u8>> = BTreeMap::new();
    for day in report.series.days.iter().filter(|day| column(day.day) >= first) {
        for (item, level) in &day.symptoms {
            let cell = items.entry(*item).or_default().entry(column(day.day)).or_insert(*level);
            *cell = (*cell).max(*level);
        }
    }
    let late = to.plus(-13);
    let mut rows: Vec<HeatRow> = items.into_iter().map(|(item, cells)| HeatRow { item, cells }).collect();
    rows.sort_by_cached_key(|row| {
        let lately: Vec<u8> = row.cells.range(late..).map(|(_, level)| *level).collect();
        let sum: u32 = lately.iter().map(|level| u32::from(*level)).sum();
        (
            Reverse(lately.iter().max().copied()),
            Reverse(sum),
            Reverse(row.cells.values().max().copied()),
            row.item,
        )
    });
    let left_out = rows.len().saturating_sub(MOST_ROWS);
    rows.truncate(MOST_ROWS);
    HeatMap { id, weekly, columns: first.through(to).step_by(step).collect(), rows, left_out }
}

const LABEL_WIDTH: f64 = 128.0;
const CYCLES_HEIGHT: f64 = 24.0;

/// The drawing; on a phone only the last 28 columns, with each item's name above its row.
pub(crate) fn draw(
    report: &Report,
    map: &HeatMap,
    format: Format,
    title: &str,
    description: &str,
) -> Drawing {
    let most = if format.is_narrow { MOST_NARROW } else { MOST_WEEKS.max(MOST_DAYS) };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let skipped = map.columns.len().saturating_sub(most);
    let first = map.columns.get(skipped).copied().unwrap_or(report.header.from);
    let days: i32 = if map.weekly { 7 } else { 1 };
    let last = map.columns.last().map_or(report.header.to, |column| column.plus(days - 1));
    let left = if format.is_narrow { 4.0 } else { LABEL_WIDTH };
    let scale = TimeScale::new(first, last, left, format.right);
    let (row_height, cell_height) = if format.is_narrow { (41.0, 20.0) } else { (23.0, 21.0) };
    let rows = f64::from(u32::try_from(map.rows.len()).unwrap_or(0));
    let bottom = CYCLES_HEIGHT + rows * row_height;

    let mut drawing = Drawing::new(map.id, format, bottom + DATES_HEIGHT, title, description);
    cycles(&mut drawing, report, format, scale, bottom);
    let mut y = CYCLES_HEIGHT;
    for row in &map.rows {
        let name = report.speech.symptom(row.item);
        let cell_y = if format.is_narrow {
            drawing.text("row-label", (left, y + 14.0), Anchor::Start, &name);
            y + 19.0
        } else {
            drawing.text("row-label", (left - 8.0, y + 15.0), Anchor::End, &name);
            y
        };
        drawing.rect("not-asked", (left, cell_y), (format.right - left, cell_height));
        let width = scale.day_width() * f64::from(days);
        for (column, level) in row.cells.range(first..) {
            let x = scale.edge(*column);
            let inset = (width * 0.06).min(1.0);
            drawing.rect(&format!("level-{level}"), (x + inset, cell_y), (width - 2.0 * inset, cell_height));
            let digit = level.to_string();
            let class = format!("digit on-{level}");
            drawing.text(&class, (x + width / 2.0, cell_y + cell_height - 6.0), Anchor::Middle, &digit);
        }
        y += row_height;
    }
    axis::dates(&mut drawing, &report.speech, format, scale, bottom);
    drawing
}

/// Where cycles were given, above the cells.
fn cycles(drawing: &mut Drawing, report: &Report, format: Format, scale: TimeScale, bottom: f64) {
    let given = report.series.markers.iter().filter(|marker| marker.kind == MarkerKind::CycleGiven);
    let mut free_from = 0.0;
    for marker in given.filter(|marker| scale.contains(marker.day)) {
        let x = scale.middle(marker.day);
        drawing.line("guide", (x, 16.0), (x, bottom));
        let label = report.speech.phrase(&marker.label);
        let half = format.text_width(&label) / 2.0;
        if x - half >= free_from {
            drawing.text("marker-label", (x.min(format.width - half), 13.0), Anchor::Middle, &label);
            free_from = x + half + 3.0;
        }
    }
}
