//! Weight: every day's weighing, the trend, the weight to compare with and 5 and 10 percent below it, and what happened when.

use super::axis::{self, DATES_HEIGHT};
use super::drawing::{Anchor, Drawing, Format, number};
use super::scale::{AmountScale, TimeScale};
use crate::model::{Day, ReferenceWeight, Report};
use crate::speech::Speech;

/// Between the lane of signs and the highest weight: room for the unit and a label.
const HEAD: f64 = 20.0;
const PLOT_HEIGHT: f64 = 180.0;
/// A longer silence breaks the trend line. Days.
const LONGEST_GAP_DAYS: i32 = 3;
/// From so many weighings on, dots are small.
const MANY: usize = 120;
/// Steps that the axis may have. g.
const STEPS: [u64; 8] = [200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

/// The chart, or `None` when there is nothing to draw.
pub(crate) fn draw(report: &Report, format: Format, title: &str, description: &str) -> Option<Drawing> {
    let speech = &report.speech;
    let lane_height = axis::lane_height(format);
    let top = lane_height + HEAD;
    let bottom = top + PLOT_HEIGHT;
    let amounts = amounts(report, (top, bottom))?;
    let scale = TimeScale::of(report, format);
    let mut drawing = Drawing::new("weight", format, bottom + DATES_HEIGHT, title, description);
    axis::grid(&mut drawing, format, amounts, label_of(speech, amounts));
    drawing.text("tick", (format.left - 6.0, top - 11.0), Anchor::End, speech.weight_unit());
    axis::lane(&mut drawing, report, format, scale, 0.0);
    axis::guides(&mut drawing, report.series.markers.iter(), scale, (lane_height, bottom));

    let place = |day: &Day| Some((scale.middle(day.day), amounts.y(u64::from(day.weight_g?))));
    let dots: Vec<(f64, f64)> = report.series.days.iter().filter_map(place).collect();
    let mut labels =
        Labels { format, bounds: (top - 16.0, bottom - 2.0), dots: dots.clone(), written: Vec::new() };
    if let Some(reference) = report.series.reference {
        reference_lines(&mut drawing, amounts, reference, format);
    }
    trend(&mut drawing, report, scale, amounts);
    weighings(&mut drawing, &dots);
    last_weight(&mut drawing, report, &mut labels, &dots);
    doubtful(&mut drawing, report, scale, amounts, &mut labels);
    if let Some(reference) = report.series.reference {
        reference_labels(&mut drawing, speech, amounts, reference, &mut labels);
    }
    axis::dates(&mut drawing, speech, format, scale, bottom);
    Some(drawing)
}

/// Doubtful weights do not stretch the axis: they may be twice the weight.
fn amounts(report: &Report, place: (f64, f64)) -> Option<AmountScale> {
    let weights = report.series.days.iter().filter_map(|day| day.weight_g);
    let lines =
        report.series.reference.into_iter().flat_map(|reference| [reference.weight_g, below(reference, 10)]);
    let all: Vec<u32> = weights.chain(lines).collect();
    let (least, most) = (all.iter().min()?, all.iter().max()?);
    let margin = 400 + u64::from(most - least) / 10;
    let (least, most) = (u64::from(*least).saturating_sub(margin), u64::from(*most) + 400);
    Some(AmountScale::new(least, most, &STEPS, 6, place))
}

fn label_of(speech: &Speech, amounts: AmountScale) -> impl Fn(u64) -> String {
    move |weight_g| {
        let written = speech.weight_number(u32::try_from(weight_g).unwrap_or(0));
        // Whole kilograms are written as such.
        let is_whole = speech.weight_unit() == "kg" && amounts.step.is_multiple_of(1000);
        if is_whole { (weight_g / 1000).to_string() } else { written }
    }
}

/// So many percent below the weight to compare with. g.
pub(crate) const fn below(reference: ReferenceWeight, percent: u32) -> u32 {
    reference.weight_g / 100 * (100 - percent) + reference.weight_g % 100 * (100 - percent) / 100
}

fn reference_lines(drawing: &mut Drawing, amounts: AmountScale, reference: ReferenceWeight, format: Format) {
    let lines = [("reference", 0), ("loss-5", 5), ("loss-10", 10)];
    for (class, percent) in lines {
        let y = amounts.y(u64::from(below(reference, percent)));
        drawing.line(class, (format.left, y), (format.right, y));
    }
}

fn reference_labels(
    drawing: &mut Drawing,
    speech: &Speech,
    amounts: AmountScale,
    reference: ReferenceWeight,
    labels: &mut Labels,
) {
    let (weight, day) = (speech.weight(reference.weight_g), speech.short_day(reference.day));
    let first = speech.say_of("weight-on", &[("weight", (&weight).into()), ("day", (&day).into())]);
    let texts = [
        (0, first),
        (5, format!("\u{2212}5 %: {}", speech.weight(below(reference, 5)))),
        (10, format!("\u{2212}10 %: {}", speech.weight(below(reference, 10)))),
    ];
    for (percent, text) in texts {
        let y = amounts.y(u64::from(below(reference, percent)));
        let left = labels.format.left + 3.0;
        let right = labels.format.right - labels.format.text_width(&text);
        // Where the lines lie too close for their labels, caption and table still say what they are.
        let spots = [(right, y - 5.0), (right, y + 15.0), (left, y - 5.0), (left, y + 15.0)];
        if let Some(place) = labels.take(&text, &spots) {
            drawing.text("label", place, Anchor::Start, &text);
        }
    }
}

fn trend(drawing: &mut Drawing, report: &Report, scale: TimeScale, amounts: AmountScale) {
    let mut data = String::new();
    let mut last = None;
    for (day, trend_g) in report.series.days.iter().filter_map(|day| Some((day.day, day.trend_g?))) {
        let joined = last.is_some_and(|last| day.days_since(last) <= LONGEST_GAP_DAYS);
        let (x, y) = (number(scale.middle(day)), number(amounts.y(u64::from(trend_g))));
        data.push_str(&format!("{}{x} {y}", if joined { 'L' } else { 'M' }));
        last = Some(day);
    }
    if !data.is_empty() {
        drawing.path("trend", &data);
    }
}

/// Hollow dots: two strokes of the same points, the inner in the colour of the ground.
fn weighings(drawing: &mut Drawing, dots: &[(f64, f64)]) {
    let data: String = dots.iter().map(|(x, y)| format!("M{} {}h0", number(*x), number(*y))).collect();
    if !data.is_empty() {
        let size = if dots.len() > MANY { "small" } else { "large" };
        drawing.path(&format!("dots {size}"), &data);
        drawing.path(&format!("dots inner {size}"), &data);
    }
}

fn last_weight(drawing: &mut Drawing, report: &Report, labels: &mut Labels, dots: &[(f64, f64)]) {
    let last = report.series.days.iter().rev().find_map(|day| day.weight_g);
    let (Some(weight_g), Some((x, y))) = (last, dots.last()) else { return };
    let text = report.speech.weight(weight_g);
    let width = labels.format.text_width(&text);
    let (aside, under, over) = ((x + 9.0, y + 4.5), (x - width, y + 22.0), (x - width, y - 13.0));
    let fits = aside.0 + width <= labels.format.right;
    let spots: &[(f64, f64)] = if fits { &[aside] } else { &[under, over] };
    if let Some(place) = labels.take(&text, spots) {
        drawing.text("label strong", place, Anchor::Start, &text);
    }
}

/// Crosses; beyond the axis they stand at its edge, with their weight.
fn doubtful(
    drawing: &mut Drawing,
    report: &Report,
    scale: TimeScale,
    amounts: AmountScale,
    labels: &mut Labels,
) {
    for weight in &report.series.doubtful_weights {
        let (x, y) = (scale.middle(weight.day), amounts.y(u64::from(weight.weight_g)));
        let cross = format!("M{} {}m-5 -5l10 10m0 -10l-10 10", number(x), number(y));
        drawing.path("doubtful", &cross);
        let said = report.speech.weight(weight.weight_g);
        let text = report.speech.say_of("weight-doubtful", &[("weight", (&said).into())]);
        let width = labels.format.text_width(&text);
        let baseline = (y + 4.5).clamp(labels.bounds.0, labels.bounds.1);
        let spots = [(x + 9.0, baseline), (x - width - 9.0, baseline), (x - width / 2.0, baseline + 15.0)];
        if let Some(place) = labels.take(&text, &spots) {
            drawing.text("label doubtful-label", place, Anchor::Start, &text);
        }
    }
}

/// Finds places for labels: never over another label, and where the dots leave most room.
struct Labels {
    format: Format,
    bounds: (f64, f64),
    dots: Vec<(f64, f64)>,
    /// Start, end and baseline of what was written.
    written: Vec<(f64, f64, f64)>,
}

impl Labels {
    /// Takes the first spot (start and baseline) with room enough, else the one with most; none if labels hold them all.
    fn take(&mut self, text: &str, spots: &[(f64, f64)]) -> Option<(f64, f64)> {
        const ENOUGH: f64 = 8.0;
        let width = self.format.text_width(text);
        let mut best: Option<((f64, f64), f64)> = None;
        for spot in spots.iter().filter(|spot| self.is_free(**spot, width)) {
            let room = self.room(*spot, width);
            if best.is_none_or(|(_, most)| most < ENOUGH && room > most) {
                best = Some((*spot, room));
            }
        }
        let ((x, baseline), _) = best?;
        self.written.push((x, x + width, baseline));
        Some((x, baseline))
    }

    fn is_free(&self, (x, baseline): (f64, f64), width: f64) -> bool {
        const LINE: f64 = 13.0;
        let apart = |(from, to, other): &(f64, f64, f64)| {
            (baseline - other).abs() >= LINE || x + width + 4.0 < *from || *to + 4.0 < x
        };
        let inside = (self.bounds.0..=self.bounds.1).contains(&baseline)
            && x >= self.format.left
            && x + width <= self.format.width;
        inside && self.written.iter().all(apart)
    }

    /// Distance from a text to the nearest dot.
    fn room(&self, (x, baseline): (f64, f64), width: f64) -> f64 {
        let middle = baseline - 4.5;
        let distance = |(dot_x, dot_y): &(f64, f64)| {
            let aside = (x - dot_x).max(dot_x - x - width).max(0.0);
            let apart = ((middle - dot_y).abs() - 6.0).max(0.0);
            aside.hypot(apart)
        };
        self.dots.iter().map(distance).fold(f64::MAX, f64::min)
    }
}
