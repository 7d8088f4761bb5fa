//! Energy or protein by route in stacked bars against the target band.

use super::axis::{self, DATES_HEIGHT};
use super::bins::Bin;
use super::drawing::{Anchor, Drawing, Format};
use super::scale::{AmountScale, TimeScale};
use crate::model::{ByRoute, Day, Report, TargetRange};
use crate::speech::Speech;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nutrient {
    Energy,
    Protein,
}

impl Nutrient {
    pub(crate) const fn unit(self) -> &'static str {
        match self {
            Self::Energy => "kcal",
            Self::Protein => "g",
        }
    }

    /// The amount of a day, in thousandths of the unit.
    pub(crate) fn of(self) -> fn(&Day) -> &ByRoute {
        match self {
            Self::Energy => |day| &day.energy_kcal_milli,
            Self::Protein => |day| &day.protein_mg,
        }
    }

    /// The target, in the unit.
    pub(crate) const fn target(self, report: &Report) -> Option<&TargetRange> {
        match self {
            Self::Energy => report.series.energy_target_kcal.as_ref(),
            Self::Protein => report.series.protein_target_g.as_ref(),
        }
    }

    const fn plot_height(self) -> f64 {
        match self {
            Self::Energy => 150.0,
            Self::Protein => 110.0,
        }
    }
}

const TOP: f64 = 24.0;
/// Steps that an axis may have, in the unit.
const STEPS: [u64; 10] = [10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000];

/// What a chart is called, for those who hear it.
pub(crate) struct Spoken<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
}

/// The chart of `bars` on `scale`.
pub(crate) fn draw(
    report: &Report,
    format: Format,
    nutrient: Nutrient,
    bars: &[Bin],
    scale: Option<TimeScale>,
    spoken: &Spoken<'_>,
) -> Drawing {
    let speech = &report.speech;
    let bottom = TOP + nutrient.plot_height();
    let scale = scale.unwrap_or_else(|| TimeScale::of(report, format));
    let target = nutrient.target(report);
    let highest = bars.iter().filter_map(|bar| bar.mean.total()).max().unwrap_or(0).div_ceil(1000);
    let wanted = target.map_or(0, |target| target.most.unwrap_or(target.least));
    let amounts = AmountScale::new(0, highest.max(wanted).max(10), &STEPS, 4, (TOP, bottom));

    let mut drawing =
        Drawing::new(spoken.id, format, bottom + DATES_HEIGHT, spoken.title, spoken.description);
    if let Some(target) = target {
        band(&mut drawing, format, amounts, target);
    }
    axis::grid(&mut drawing, format, amounts, |amount| speech.grouped(amount));
    drawing.text("tick", (format.left - 6.0, TOP - 10.0), Anchor::End, nutrient.unit());
    axis::guides(&mut drawing, report.series.markers.iter(), scale, (TOP, bottom));
    for bar in bars {
        draw_bar(&mut drawing, scale, amounts, bar);
    }
    if let Some(target) = target {
        target_edge(&mut drawing, speech, format, amounts, target, nutrient);
    }
    axis::dates(&mut drawing, speech, format, scale, bottom);
    drawing
}

fn band(drawing: &mut Drawing, format: Format, amounts: AmountScale, target: &TargetRange) {
    let upper = amounts.y(target.most.unwrap_or(amounts.most));
    let lower = amounts.y(target.least);
    drawing.rect("band", (format.left, upper), (format.right - format.left, lower - upper));
}

/// The lower end of the target over the bars, with its label where dates end.
fn target_edge(
    drawing: &mut Drawing,
    speech: &Speech,
    format: Format,
    amounts: AmountScale,
    target: &TargetRange,
    nutrient: Nutrient,
) {
    let y = amounts.y(target.least);
    drawing.line("target", (format.left, y), (format.right, y));
    let range = target.most.map_or_else(
        || speech.say_of("or-more", &[("amount", (&speech.grouped(target.least)).into())]),
        |most| format!("{}\u{2013}{}", speech.grouped(target.least), speech.grouped(most)),
    );
    let label =
        speech.say_of("target-today", &[("range", (&range).into()), ("unit", nutrient.unit().into())]);
    drawing.text("label target-label", (format.right, TOP - 10.0), Anchor::End, &label);
}

fn draw_bar(drawing: &mut Drawing, scale: TimeScale, amounts: AmountScale, bar: &Bin) {
    let (start, end) = (scale.edge(bar.from), scale.edge(bar.to.plus(1)));
    let gap = ((end - start) * 0.18).clamp(0.2, 4.0);
    let (x, width) = (start + gap / 2.0, end - start - gap);
    let base = amounts.y(0);
    if bar.mean.is_unknown() {
        drawing.rect("missing", (x, base - 6.0), (width, 6.0));
        return;
    }
    let sparse = bar.days_with_data * 2 < bar.days;
    let routes = [("oral", bar.mean.oral), ("tube", bar.mean.tube), ("parenteral", bar.mean.parenteral)];
    let mut below = 0;
    for (route, amount) in routes {
        let Some(milli) = amount.filter(|milli| *milli > 0) else { continue };
        let (from, to) = (below, below + milli);
        below = to;
        let (top, bottom) = (height(amounts, to), height(amounts, from));
        let class = if sparse { format!("bar {route} sparse") } else { format!("bar {route}") };
        drawing.rect(&class, (x, top), (width, bottom - top));
    }
    if below == 0 {
        // A day that was logged as nothing: a line on the ground, unlike the hatching of a day that is unknown.
        drawing.rect("bar oral", (x, base - 1.5), (width, 1.5));
    }
}

/// The height of thousandths.
fn height(amounts: AmountScale, milli: u64) -> f64 {
    let (base, one) = (amounts.y(0), amounts.y(amounts.most));
    base - (base - one) * (milli as f64 / 1000.0) / amounts.most as f64
}
