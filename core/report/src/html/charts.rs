//! Charts with their captions, legends, and the same data as tables.

use super::tables::{Table, write_folded};
use crate::chart::{Bin, Format, Nutrient, Spoken, Step, TimeScale, bins, draw_intake, draw_weight};
use crate::markup::Markup;
use crate::model::{Marker, MarkerKind, Report};
use crate::wording::{self, UNKNOWN};

/// Days of the chart that shows what came last, when the period is too long for one bar a day.
pub(super) const LATELY_DAYS: i32 = 28;

/// A figure: caption, legend, both sizes of the drawing, and whatever is folded under them.
pub(super) fn figure(
    out: &mut Markup,
    caption: &Caption<'_>,
    drawings: &[String],
    folded: impl FnOnce(&mut Markup),
) {
    out.element("figure", &[], |out| {
        out.element("figcaption", &[], |out| {
            if !caption.heading.is_empty() {
                out.leaf("h3", &[], caption.heading);
            }
            out.leaf("p", &[], caption.text);
            out.element("ul", &[("class", "legend")], |list| {
                for (class, text) in caption.legend {
                    list.element("li", &[], |item| {
                        item.leaf("span", &[("class", &format!("key {class}")), ("aria-hidden", "true")], "");
                        item.text(text);
                    });
                }
            });
        });
        drawings.iter().for_each(|drawing| out.own(drawing));
        folded(out);
    });
}

/// What stands over a figure.
pub(super) struct Caption<'a> {
    pub(super) heading: &'a str,
    pub(super) text: &'a str,
    pub(super) legend: &'a [(&'a str, &'a str)],
}

pub(super) fn write_weight(section: &mut Markup, report: &Report) {
    let description = weight_description(report);
    let drawings: Vec<String> = Format::BOTH
        .iter()
        .filter_map(|format| draw_weight(report, *format, "Weight over time", &description))
        .collect();
    if drawings.is_empty() {
        section.leaf("p", &[], "No weight was logged in this period.");
        write_markers(section, &report.series.markers);
        return;
    }
    let mut legend = vec![("key-dot", "weighing"), ("key-trend", "smoothed, for the eye only")];
    if report.series.reference.is_some() {
        legend.push(("key-reference", "weight to compare with, 5 % and 10 % below"));
    }
    legend.extend(marker_legend(&report.series.markers));
    let text = "Each day's first weighing. Lower is weight lost; the axis does not start at zero. \
        More than 3 days without a weighing break the line.";
    figure(section, &Caption { heading: "", text, legend: &legend }, &drawings, |out| {
        write_folded(out, &weight_table(report));
        write_markers(out, &report.series.markers);
    });
}

fn marker_legend(markers: &[Marker]) -> Vec<(&'static str, &'static str)> {
    let signs = [
        (MarkerKind::CycleGiven, "key-cycle", "C: cycle given"),
        (MarkerKind::CyclePlanned, "key-cycle-planned", "C: cycle planned"),
        (MarkerKind::Radiation, "key-radiation", "RT: radiotherapy begins"),
        (MarkerKind::TubePlaced, "key-tube", "tube or line placed"),
    ];
    let present = |kind: MarkerKind| markers.iter().any(|marker| marker.kind == kind);
    signs.into_iter().filter(|(kind, ..)| present(*kind)).map(|(_, class, text)| (class, text)).collect()
}

fn weight_description(report: &Report) -> String {
    let weights: Vec<_> =
        report.series.days.iter().filter_map(|day| Some((day.day, day.weight_g?))).collect();
    let mut parts = Vec::new();
    if let (Some((first, at_first)), Some((last, at_last))) = (weights.first(), weights.last()) {
        let count = wording::counted(weights.len(), "weighing", "weighings");
        let from = format!("{} kg on {}", wording::kg(*at_first), wording::day(*first));
        parts.push(format!(
            "{count}, from {from} to {} kg on {}.",
            wording::kg(*at_last),
            wording::day(*last)
        ));
    }
    if let Some(reference) = report.series.reference {
        let weight = wording::kg(reference.weight_g);
        parts.push(format!("Compared with {weight} kg on {}.", wording::day(reference.day)));
    }
    if !report.series.doubtful_weights.is_empty() {
        parts.push(format!("To confirm: {}.", report.series.doubtful_weights.len()));
    }
    parts.push("All of it is in the table below.".to_owned());
    parts.join(" ")
}

fn weight_table(report: &Report) -> Table<'static> {
    let believed = report.series.days.iter().filter_map(|day| {
        let trend = day.trend_g.map_or_else(|| UNKNOWN.to_owned(), wording::kg);
        Some((day.day, vec![wording::day(day.day), wording::kg(day.weight_g?), trend]))
    });
    let doubtful = report.series.doubtful_weights.iter().map(|weight| {
        let said = format!("{}, to confirm", wording::kg(weight.weight_g));
        (weight.day, vec![wording::day(weight.day), said, String::new()])
    });
    let mut rows: Vec<_> = believed.chain(doubtful).collect();
    rows.sort_by_key(|(day, _)| *day);
    let rows = rows.into_iter().map(|(_, cells)| cells).collect();
    Table { caption: "Weights", head: &["Day", "Weight, kg", "Smoothed, kg"], rows }
}

fn write_markers(out: &mut Markup, markers: &[Marker]) {
    if markers.is_empty() {
        return;
    }
    let row = |marker: &Marker| vec![wording::day(marker.day), marker.label.clone(), marker.text.clone()];
    let rows = markers.iter().map(row).collect();
    write_folded(out, &Table { caption: "Treatments and tubes", head: &["Day", "Sign", "What"], rows });
}

pub(super) fn write_intake(section: &mut Markup, report: &Report) {
    let header = &report.header;
    let step = Step::for_days(report.coverage.days);
    for nutrient in [Nutrient::Energy, Nutrient::Protein] {
        let bars = bins(&report.series.days, (header.from, header.to), step, nutrient.of());
        let (id, name) = names(nutrient);
        write_bars(
            section,
            report,
            &Bars { id, heading: name.to_owned(), nutrient, step, bars: &bars, scale: None },
        );
        if step != Step::Day && nutrient == Nutrient::Energy {
            write_lately(section, report);
        }
    }
}

const fn names(nutrient: Nutrient) -> (&'static str, &'static str) {
    match nutrient {
        Nutrient::Energy => ("energy-chart", "Energy"),
        Nutrient::Protein => ("protein-chart", "Protein"),
    }
}

/// The last weeks of a long period, day by day.
fn write_lately(section: &mut Markup, report: &Report) {
    let to = report.header.to;
    let from = to.plus(1 - LATELY_DAYS);
    let bars = bins(&report.series.days, (from, to), Step::Day, Nutrient::Energy.of());
    let bars = Bars {
        id: "energy-lately",
        heading: format!("Energy, last {LATELY_DAYS} days"),
        nutrient: Nutrient::Energy,
        step: Step::Day,
        bars: &bars,
        scale: Some((from, to)),
    };
    write_bars(section, report, &bars);
}

/// What a chart of bars shows.
struct Bars<'a> {
    id: &'static str,
    heading: String,
    nutrient: Nutrient,
    step: Step,
    bars: &'a [Bin],
    scale: Option<(nourish_record::CalendarDay, nourish_record::CalendarDay)>,
}

fn write_bars(section: &mut Markup, report: &Report, chart: &Bars<'_>) {
    let with_data: u64 = chart.bars.iter().map(|bar| bar.days_with_data).sum();
    let days: u64 = chart.bars.iter().map(|bar| bar.days).sum();
    let each = match chart.step {
        Step::Day => "Each bar is a day.",
        Step::Week => "Each bar is a week: the mean of its days with data.",
        Step::Month => "Each bar is a month: the mean of its days with data.",
    };
    let unit = chart.nutrient.unit();
    let text = format!("{unit} a day by route, higher is more. {each} Data on {with_data} of {days} days.");
    if with_data == 0 {
        section.leaf("h3", &[], &chart.heading);
        section.leaf("p", &[], "Nothing was logged in this period: this is unknown, not zero.");
        return;
    }
    let description = format!("{text} All of it is in the table below.");
    let title = format!("{} by route", chart.heading);
    let spoken = Spoken { id: chart.id, title: &title, description: &description };
    let drawings: Vec<String> = Format::BOTH
        .iter()
        .map(|format| {
            let scale = chart.scale.map(|(from, to)| TimeScale::new(from, to, format.left, format.right));
            draw_intake(report, *format, chart.nutrient, chart.bars, scale, &spoken)
        })
        .collect();
    let legend = bar_legend(chart, report);
    let caption = Caption { heading: &chart.heading, text: &text, legend: &legend };
    figure(section, &caption, &drawings, |out| write_folded(out, &bar_table(chart)));
}

/// Only what the chart shows.
fn bar_legend(chart: &Bars<'_>, report: &Report) -> Vec<(&'static str, &'static str)> {
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

fn bar_table(chart: &Bars<'_>) -> Table<'static> {
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
    Table { caption, head, rows: chart.bars.iter().map(row).collect() }
}
