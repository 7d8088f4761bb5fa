//! Energy and protein by route, and what stands around their charts.

use super::LATELY_DAYS;
use super::figure::{Chart, Figure, Key};
use super::table::Table;
use crate::chart::{Bin, Nutrient, Spoken, Step, TimeScale, bins, draw_intake};
use crate::model::Report;
use crate::speech::Speech;
use nourish_record::CalendarDay;

/// Energy, the last weeks of it where the period is long, and protein.
pub(crate) fn intake(report: &Report) -> Vec<Chart<'_>> {
    let header = &report.header;
    let step = Step::for_days(report.coverage.days);
    let whole = |nutrient: Nutrient| {
        let bars = bins(&report.series.days, (header.from, header.to), step, nutrient.of());
        let (id, name) = names(nutrient);
        chart(report, Bars { id, heading: report.speech.say(name), nutrient, step, bars, scale: None })
    };
    let lately = (step != Step::Day).then(|| lately(report));
    [Some(whole(Nutrient::Energy)), lately, Some(whole(Nutrient::Protein))].into_iter().flatten().collect()
}

const fn names(nutrient: Nutrient) -> (&'static str, &'static str) {
    match nutrient {
        Nutrient::Energy => ("energy-chart", "intake-energy"),
        Nutrient::Protein => ("protein-chart", "intake-protein"),
    }
}

/// The last weeks of a long period, day by day.
fn lately(report: &Report) -> Chart<'_> {
    let to = report.header.to;
    let from = to.plus(1 - LATELY_DAYS);
    let bars = Bars {
        id: "energy-lately",
        heading: report
            .speech
            .say_of("intake-energy-lately", &[("count", LATELY_DAYS.unsigned_abs().into())]),
        nutrient: Nutrient::Energy,
        step: Step::Day,
        bars: bins(&report.series.days, (from, to), Step::Day, Nutrient::Energy.of()),
        scale: Some((from, to)),
    };
    chart(report, bars)
}

/// What a chart of bars shows.
struct Bars {
    id: &'static str,
    heading: String,
    nutrient: Nutrient,
    step: Step,
    bars: Vec<Bin>,
    scale: Option<(CalendarDay, CalendarDay)>,
}

fn chart(report: &Report, chart: Bars) -> Chart<'_> {
    let speech = &report.speech;
    let with_data: u64 = chart.bars.iter().map(|bar| bar.days_with_data).sum();
    let heading = chart.heading.clone();
    if with_data == 0 {
        return Chart::Empty { heading, text: speech.say("intake-none"), tables: Vec::new() };
    }
    let text = text(speech, &chart, with_data);
    let (legend, tables) = (bar_legend(&chart, report), vec![bar_table(speech, &chart)]);
    let description = text.clone();
    let title = speech.say_of("intake-title", &[("nutrient", (&chart.heading).into())]);
    let draw = Box::new(move |format: crate::chart::Format| {
        let scale = chart.scale.map(|(from, to)| TimeScale::new(from, to, format.left, format.right));
        let spoken = Spoken { id: chart.id, title: &title, description: &description };
        Some(draw_intake(report, format, chart.nutrient, &chart.bars, scale, &spoken))
    });
    Chart::Drawn(Figure { heading, text, legend, tables, draw })
}

fn text(speech: &Speech, chart: &Bars, with_data: u64) -> String {
    let days: u64 = chart.bars.iter().map(|bar| bar.days).sum();
    let each = speech.say(match chart.step {
        Step::Day => "intake-bar-day",
        Step::Week => "intake-bar-week",
        Step::Month => "intake-bar-month",
    });
    let (part, whole) = (with_data.to_string(), days.to_string());
    let told = [
        ("unit", chart.nutrient.unit().into()),
        ("each", (&each).into()),
        ("part", (&part).into()),
        ("whole", (&whole).into()),
    ];
    speech.say_of("intake-text", &told)
}

/// Only what the chart shows.
fn bar_legend(chart: &Bars, report: &Report) -> Vec<Key> {
    let any = |has: fn(&Bin) -> bool| chart.bars.iter().any(has);
    let candidates = [
        (any(|bar| bar.mean.oral.is_some()), "key-oral"),
        (any(|bar| bar.mean.tube.is_some()), "key-tube-feed"),
        (any(|bar| bar.mean.parenteral.is_some()), "key-parenteral"),
        (chart.nutrient.target(report).is_some(), "key-target"),
        (any(|bar| bar.mean.is_unknown()), "key-missing"),
        (any(|bar| bar.days_with_data > 0 && bar.days_with_data * 2 < bar.days), "key-sparse"),
    ];
    let shown = candidates.into_iter().filter(|(is_shown, _)| *is_shown);
    shown.map(|(_, class)| (class, report.speech.say(class))).collect()
}

fn bar_table(speech: &Speech, chart: &Bars) -> Table {
    let cell = |amount: Option<u64>| amount.map_or_else(String::new, |amount| speech.whole(amount));
    let row = |bar: &Bin| {
        let mean = bar.mean;
        let total = mean.total().map_or_else(|| speech.unknown(), |total| speech.whole(total));
        vec![
            speech.span(bar.from, bar.to),
            speech.of(&bar.days_with_data.to_string(), &bar.days.to_string()),
            cell(mean.oral),
            cell(mean.tube),
            cell(mean.parenteral),
            total,
        ]
    };
    let caption = match (chart.nutrient, chart.scale) {
        (Nutrient::Energy, None) => "intake-table-energy",
        (Nutrient::Energy, Some(_)) => "intake-table-energy-lately",
        (Nutrient::Protein, None) => "intake-table-protein",
        (Nutrient::Protein, Some(_)) => "intake-table-protein-lately",
    };
    let head = speech.all(&[
        "column-when",
        "column-data",
        "column-oral",
        "column-tube",
        "column-vein",
        "column-total",
    ]);
    Table::new(speech.say(caption), head, chart.bars.iter().map(row).collect())
}
