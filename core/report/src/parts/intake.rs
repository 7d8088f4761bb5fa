//! Energy and protein by route, and what stands around their charts.

use super::LATELY_DAYS;
use super::figure::{Chart, Figure, Key};
use super::table::Table;
use crate::chart::{Bin, Nutrient, Spoken, Step, TimeScale, bins, draw_intake};
use crate::model::Report;
use crate::wording::{self, UNKNOWN};
use nourish_record::CalendarDay;

/// Energy, the last weeks of it where the period is long, and protein.
pub(crate) fn intake(report: &Report) -> Vec<Chart<'_>> {
    let header = &report.header;
    let step = Step::for_days(report.coverage.days);
    let whole = |nutrient: Nutrient| {
        let bars = bins(&report.series.days, (header.from, header.to), step, nutrient.of());
        let (id, name) = names(nutrient);
        chart(report, Bars { id, heading: name.to_owned(), nutrient, step, bars, scale: None })
    };
    let lately = (step != Step::Day).then(|| lately(report));
    [Some(whole(Nutrient::Energy)), lately, Some(whole(Nutrient::Protein))].into_iter().flatten().collect()
}

const fn names(nutrient: Nutrient) -> (&'static str, &'static str) {
    match nutrient {
        Nutrient::Energy => ("energy-chart", "Energy"),
        Nutrient::Protein => ("protein-chart", "Protein"),
    }
}

/// The last weeks of a long period, day by day.
fn lately(report: &Report) -> Chart<'_> {
    let to = report.header.to;
    let from = to.plus(1 - LATELY_DAYS);
    let bars = Bars {
        id: "energy-lately",
        heading: format!("Energy, last {LATELY_DAYS} days"),
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
    let with_data: u64 = chart.bars.iter().map(|bar| bar.days_with_data).sum();
    let days: u64 = chart.bars.iter().map(|bar| bar.days).sum();
    let heading = chart.heading.clone();
    if with_data == 0 {
        let text = "Nothing was logged in this period: this is unknown, not zero.";
        return Chart::Empty { heading, text, tables: Vec::new() };
    }
    let each = match chart.step {
        Step::Day => "Each bar is a day.",
        Step::Week => "Each bar is a week: the mean of its days with data.",
        Step::Month => "Each bar is a month: the mean of its days with data.",
    };
    let unit = chart.nutrient.unit();
    let text = format!("{unit} a day by route, higher is more. {each} Data on {with_data} of {days} days.");
    let (legend, tables) = (bar_legend(&chart, report), vec![bar_table(&chart)]);
    let description = text.clone();
    let title = format!("{} by route", chart.heading);
    let draw = Box::new(move |format: crate::chart::Format| {
        let scale = chart.scale.map(|(from, to)| TimeScale::new(from, to, format.left, format.right));
        let spoken = Spoken { id: chart.id, title: &title, description: &description };
        Some(draw_intake(report, format, chart.nutrient, &chart.bars, scale, &spoken))
    });
    Chart::Drawn(Figure { heading, text, legend, tables, draw })
}

/// Only what the chart shows.
fn bar_legend(chart: &Bars, report: &Report) -> Vec<Key> {
    let any = |has: fn(&Bin) -> bool| chart.bars.iter().any(has);
    let candidates = [
        (any(|bar| bar.mean.oral.is_some()), "key-oral", "by mouth, supplements included"),
        (any(|bar| bar.mean.tube.is_some()), "key-tube-feed", "by tube"),
        (any(|bar| bar.mean.parenteral.is_some()), "key-parenteral", "by vein"),
        (chart.nutrient.target(report).is_some(), "key-target", "target"),
        (any(|bar| bar.mean.is_unknown()), "key-missing", "no data: unknown, not zero"),
        (
            any(|bar| bar.days_with_data > 0 && bar.days_with_data * 2 < bar.days),
            "key-sparse",
            "pale: data on less than half of its days",
        ),
    ];
    candidates.into_iter().filter(|(shown, ..)| *shown).map(|(_, class, text)| (class, text)).collect()
}

fn bar_table(chart: &Bars) -> Table {
    let cell = |amount: Option<u64>| amount.map_or_else(String::new, wording::whole);
    let row = |bar: &Bin| {
        let data = format!("{} of {}", bar.days_with_data, bar.days);
        let mean = bar.mean;
        let total = mean.total().map_or_else(|| UNKNOWN.to_owned(), wording::whole);
        vec![
            wording::span(bar.from, bar.to),
            data,
            cell(mean.oral),
            cell(mean.tube),
            cell(mean.parenteral),
            total,
        ]
    };
    let caption = match (chart.nutrient, chart.scale) {
        (Nutrient::Energy, None) => "Energy in kcal a day",
        (Nutrient::Energy, Some(_)) => "Energy in kcal a day, lately",
        (Nutrient::Protein, None) => "Protein in g a day",
        (Nutrient::Protein, Some(_)) => "Protein in g a day, lately",
    };
    let head: &[&str] = &["When", "Days with data", "By mouth", "By tube", "By vein", "Total"];
    Table::new(caption, head, chart.bars.iter().map(row).collect())
}
