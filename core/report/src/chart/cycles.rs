//! Symptoms laid over the cycles of treatment: a small chart a symptom, a row a cycle, a cell for the worst answer of each day.

use super::drawing::{Anchor, Drawing, Format};
use crate::model::{CycleLine, CycledSymptom, SymptomsByCycle};
use crate::speech::Speech;

/// Most symptoms that are drawn.
const MOST_SYMPTOMS: usize = 12;
/// Most cycles that are drawn: the latest ones.
const MOST_CYCLES: usize = 8;
/// Fewest and most days of a cycle that are drawn.
const DAYS: (i32, i32) = (14, 28);
/// Most letters of a regimen's name at a row.
const NAME_LETTERS: usize = 6;

/// What the drawing and its table show.
pub(crate) struct CycleMap<'a> {
    /// How many days of each cycle.
    pub(crate) days: i32,
    /// The cycles, with their places in the report.
    pub(crate) cycles: Vec<(usize, &'a CycleLine)>,
    /// The symptoms drawn, worst first.
    pub(crate) symptoms: Vec<&'a CycledSymptom>,
    /// Symptoms that found no room.
    pub(crate) symptoms_left_out: usize,
    /// Answers of earlier cycles or of later days.
    pub(crate) answers_left_out: usize,
}

/// What of `by_cycle` is drawn.
pub(crate) fn cycle_map(by_cycle: &SymptomsByCycle) -> CycleMap<'_> {
    let skipped = by_cycle.cycles.len().saturating_sub(MOST_CYCLES);
    let cycles: Vec<(usize, &CycleLine)> = by_cycle.cycles.iter().enumerate().skip(skipped).collect();
    let starts = || by_cycle.cycles.iter().map(|cycle| cycle.first_day);
    let lengths = starts().zip(starts().skip(1)).map(|(first, next)| next.days_since(first));
    let answers = || by_cycle.symptoms.iter().flat_map(|symptom| &symptom.answers);
    let longest = lengths.max().or_else(|| answers().map(|answer| answer.day).max());
    let days = longest.unwrap_or(DAYS.0).clamp(DAYS.0, DAYS.1);
    CycleMap {
        days,
        cycles,
        symptoms: by_cycle.symptoms.iter().take(MOST_SYMPTOMS).collect(),
        symptoms_left_out: by_cycle.symptoms.len().saturating_sub(MOST_SYMPTOMS),
        answers_left_out: answers().filter(|answer| answer.day > days || answer.cycle < skipped).count(),
    }
}

const LABEL_WIDTH: f64 = 62.0;
const TITLE_HEIGHT: f64 = 20.0;
const ROW_HEIGHT: f64 = 18.0;
const CELL_HEIGHT: f64 = 16.0;
const DAYS_HEIGHT: f64 = 34.0;
const GUTTER: f64 = 18.0;
/// A cell must hold a digit.
const LEAST_CELL_WIDTH: f64 = 10.0;

/// Where the small charts stand.
struct Layout {
    columns: usize,
    panel_width: f64,
    panel_height: f64,
    cell_width: f64,
}

impl Layout {
    fn of(map: &CycleMap<'_>, format: Format) -> Self {
        let width =
            |columns: u32| (format.right + 8.0 - GUTTER * f64::from(columns - 1)) / f64::from(columns);
        let cell = |columns: u32| (width(columns) - LABEL_WIDTH) / f64::from(map.days);
        let fits = |columns: &u32| !format.is_narrow && cell(*columns) >= LEAST_CELL_WIDTH;
        let columns = [3, 2].into_iter().find(fits).unwrap_or(1);
        let rows = f64::from(u32::try_from(map.cycles.len()).unwrap_or(0));
        Self {
            columns: usize::try_from(columns).unwrap_or(1),
            panel_width: width(columns),
            panel_height: TITLE_HEIGHT + rows * ROW_HEIGHT + DAYS_HEIGHT,
            cell_width: cell(columns),
        }
    }

    /// The upper left corner of the small chart at a place.
    fn corner(&self, place: usize) -> (f64, f64) {
        let along = |count: usize| f64::from(u32::try_from(count).unwrap_or(0));
        let (column, row) = (place % self.columns, place / self.columns);
        (along(column) * (self.panel_width + GUTTER), along(row) * self.panel_height)
    }
}

/// All small charts as one drawing.
pub(crate) fn draw(
    speech: &Speech,
    map: &CycleMap<'_>,
    format: Format,
    title: &str,
    description: &str,
) -> Drawing {
    let layout = Layout::of(map, format);
    let (_, last_top) = layout.corner(map.symptoms.len().saturating_sub(1));
    let height = last_top + layout.panel_height;
    let mut drawing = Drawing::new("by-cycle", format, height, title, description);
    for (place, symptom) in map.symptoms.iter().enumerate() {
        draw_panel(&mut drawing, speech, map, &layout, layout.corner(place), symptom);
    }
    drawing
}

fn draw_panel(
    drawing: &mut Drawing,
    speech: &Speech,
    map: &CycleMap<'_>,
    layout: &Layout,
    (left, top): (f64, f64),
    symptom: &CycledSymptom,
) {
    let cells_left = left + LABEL_WIDTH;
    let edge = |day: i32| cells_left + f64::from(day - 1) * layout.cell_width;
    drawing.text("panel-title", (left, top + 13.0), Anchor::Start, &speech.symptom(symptom.item));
    let mut y = top + TITLE_HEIGHT;
    for (place, cycle) in &map.cycles {
        let label = row_label(speech, map, cycle);
        drawing.text("row-label", (cells_left - 6.0, y + 12.5), Anchor::End, &label);
        drawing.rect("not-asked", (cells_left, y), (edge(map.days + 1) - cells_left, CELL_HEIGHT));
        let of_row = symptom.answers.iter().filter(|answer| answer.cycle == *place && answer.day <= map.days);
        for answer in of_row {
            let (x, level) = (edge(answer.day), answer.level);
            drawing.rect(&format!("level-{level}"), (x + 0.5, y), (layout.cell_width - 1.0, CELL_HEIGHT));
            let middle = x + layout.cell_width / 2.0;
            drawing.text(
                &format!("digit on-{level}"),
                (middle, y + 12.0),
                Anchor::Middle,
                &level.to_string(),
            );
        }
        y += ROW_HEIGHT;
    }
    drawing.text("tick", (cells_left - 6.0, y + 13.0), Anchor::End, &speech.say("cycles-axis"));
    for day in (1..=map.days).step_by(7) {
        let middle = edge(day) + layout.cell_width / 2.0;
        drawing.line("tick-mark", (middle, y - 1.0), (middle, y + 3.0));
        drawing.text("tick", (middle, y + 14.0), Anchor::Middle, &day.to_string());
    }
}

/// `Cycle 3`; where regimens differ, the regimen's first letters in its place.
fn row_label(speech: &Speech, map: &CycleMap<'_>, cycle: &CycleLine) -> String {
    let is_one = map.cycles.iter().all(|(_, other)| other.regimen == cycle.regimen);
    if is_one {
        return speech.say_of("cycles-label", &[("number", (&cycle.number.to_string()).into())]);
    }
    let name: String = if cycle.regimen.chars().count() > NAME_LETTERS {
        cycle.regimen.chars().take(NAME_LETTERS - 1).chain(std::iter::once('\u{2026}')).collect()
    } else {
        cycle.regimen.clone()
    };
    format!("{name} {}", cycle.number)
}
