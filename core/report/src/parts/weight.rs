//! The weight chart and what stands around it.

use super::figure::{Chart, Figure, Key};
use super::table::Table;
use crate::chart::draw_weight;
use crate::model::{Marker, MarkerKind, Origin, Report};
use crate::wording::{self, UNKNOWN};

/// Weight over the period.
pub(crate) fn weight(report: &Report) -> Chart<'_> {
    if !is_drawn(report) {
        let text = "No weight was logged in this period.";
        return Chart::Empty {
            heading: String::new(),
            text,
            tables: marker_table(report).into_iter().collect(),
        };
    }
    let mut legend = vec![("key-dot", "weighing"), ("key-trend", "smoothed, for the eye only")];
    if report.series.reference.is_some() {
        legend.push(("key-reference", "weight to compare with, 5 % and 10 % below"));
    }
    legend.extend(marker_legend(&report.series.markers));
    let text = "Each day's first weighing. Lower is weight lost; the axis does not start at zero. \
        More than 3 days without a weighing break the line."
        .to_owned();
    let tables = std::iter::once(weight_table(report)).chain(marker_table(report)).collect();
    let description = weight_description(report);
    let draw = Box::new(move |format| draw_weight(report, format, "Weight over time", &description));
    Chart::Drawn(Figure { heading: String::new(), text, legend, tables, draw })
}

fn is_drawn(report: &Report) -> bool {
    report.series.reference.is_some() || report.series.days.iter().any(|day| day.weight_g.is_some())
}

fn marker_legend(markers: &[Marker]) -> Vec<Key> {
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
    parts.join(" ")
}

fn weight_table(report: &Report) -> Table {
    let believed = report.series.days.iter().filter_map(|day| {
        let trend = day.trend_g.map_or_else(|| UNKNOWN.to_owned(), wording::kg);
        let origin = day.weight_origin.map_or_else(String::new, Origin::words);
        Some((day.day, vec![wording::day(day.day), wording::kg(day.weight_g?), trend, origin]))
    });
    let doubtful = report.series.doubtful_weights.iter().map(|weight| {
        let said = format!("{}, to confirm", wording::kg(weight.weight_g));
        (weight.day, vec![wording::day(weight.day), said, String::new(), String::new()])
    });
    let mut rows: Vec<_> = believed.chain(doubtful).collect();
    rows.sort_by_key(|(day, _)| *day);
    let rows = rows.into_iter().map(|(_, cells)| cells).collect();
    Table::new("Weights", &["Day", "Weight, kg", "Smoothed, kg", "Origin"], rows)
}

fn marker_table(report: &Report) -> Option<Table> {
    let markers = &report.series.markers;
    let row = |marker: &Marker| vec![wording::day(marker.day), marker.label.clone(), marker.text.clone()];
    let rows: Vec<_> = markers.iter().map(row).collect();
    (!rows.is_empty()).then(|| Table::new("Treatments and tubes", &["Day", "Sign", "What"], rows))
}
