//! The weight chart and what stands around it.

use super::figure::{Chart, Figure, Key};
use super::table::Table;
use crate::chart::draw_weight;
use crate::model::{Marker, MarkerKind, Report};

/// Weight over the period.
pub(crate) fn weight(report: &Report) -> Chart<'_> {
    let speech = &report.speech;
    if !is_drawn(report) {
        let tables = marker_table(report).into_iter().collect();
        return Chart::Empty { heading: String::new(), text: speech.say("weight-none"), tables };
    }
    let mut legend =
        vec![("key-dot", speech.say("weight-key-dot")), ("key-trend", speech.say("weight-key-trend"))];
    if report.series.reference.is_some() {
        legend.push(("key-reference", speech.say("weight-key-reference")));
    }
    legend.extend(marker_legend(report));
    let tables = std::iter::once(weight_table(report)).chain(marker_table(report)).collect();
    let (title, description) = (speech.say("weight-chart"), weight_description(report));
    let draw = Box::new(move |format| draw_weight(report, format, &title, &description));
    Chart::Drawn(Figure { heading: String::new(), text: speech.say("weight-text"), legend, tables, draw })
}

fn is_drawn(report: &Report) -> bool {
    report.series.reference.is_some() || report.series.days.iter().any(|day| day.weight_g.is_some())
}

fn marker_legend(report: &Report) -> Vec<Key> {
    let signs = [
        (MarkerKind::CycleGiven, "key-cycle"),
        (MarkerKind::CyclePlanned, "key-cycle-planned"),
        (MarkerKind::Radiation, "key-radiation"),
        (MarkerKind::TubePlaced, "key-tube"),
    ];
    let present = |kind: MarkerKind| report.series.markers.iter().any(|marker| marker.kind == kind);
    let present = signs.into_iter().filter(|(kind, _)| present(*kind));
    present.map(|(_, class)| (class, report.speech.say(class))).collect()
}

fn weight_description(report: &Report) -> String {
    let speech = &report.speech;
    let weights: Vec<_> =
        report.series.days.iter().filter_map(|day| Some((day.day, day.weight_g?))).collect();
    let mut parts = Vec::new();
    if let (Some((first, at_first)), Some((last, at_last))) = (weights.first(), weights.last()) {
        let (first, at_first) = (speech.day(*first), speech.weight(*at_first));
        let (last, at_last) = (speech.day(*last), speech.weight(*at_last));
        let told = [
            ("count", weights.len().into()),
            ("first", (&at_first).into()),
            ("first-day", (&first).into()),
            ("last", (&at_last).into()),
            ("last-day", (&last).into()),
        ];
        parts.push(speech.say_of("weight-course", &told));
    }
    if let Some(reference) = report.series.reference {
        let (weight, day) = (speech.weight(reference.weight_g), speech.day(reference.day));
        parts.push(speech.say_of("weight-compared", &[("weight", (&weight).into()), ("day", (&day).into())]));
    }
    if !report.series.doubtful_weights.is_empty() {
        let count = report.series.doubtful_weights.len();
        parts.push(speech.say_of("weight-to-confirm", &[("count", count.into())]));
    }
    parts.join(" ")
}

fn weight_table(report: &Report) -> Table {
    let speech = &report.speech;
    let believed = report.series.days.iter().filter_map(|day| {
        let trend = day.trend_g.map_or_else(|| speech.unknown(), |trend| speech.weight_number(trend));
        let origin = day.weight_origin.map_or_else(String::new, |origin| speech.origin(origin));
        let cells = vec![speech.day(day.day), speech.weight_number(day.weight_g?), trend, origin];
        Some((day.day, cells))
    });
    let doubtful = report.series.doubtful_weights.iter().map(|weight| {
        let number = speech.weight_number(weight.weight_g);
        let said = speech.say_of("weight-doubtful-cell", &[("weight", (&number).into())]);
        (weight.day, vec![speech.day(weight.day), said, String::new(), String::new()])
    });
    let mut rows: Vec<_> = believed.chain(doubtful).collect();
    rows.sort_by_key(|(day, _)| *day);
    let rows = rows.into_iter().map(|(_, cells)| cells).collect();
    let of_unit = |id: &str| speech.say_of(id, &[("unit", speech.weight_unit().into())]);
    let head = vec![
        speech.say("column-day"),
        of_unit("weight-column"),
        of_unit("weight-column-smoothed"),
        speech.say("column-origin"),
    ];
    Table::new(speech.say("weight-table"), head, rows)
}

fn marker_table(report: &Report) -> Option<Table> {
    let speech = &report.speech;
    let row = |marker: &Marker| {
        vec![speech.day(marker.day), speech.phrase(&marker.label), marker_text(report, marker)]
    };
    let rows: Vec<_> = report.series.markers.iter().map(row).collect();
    let head = || speech.all(&["column-day", "column-sign", "column-what"]);
    (!rows.is_empty()).then(|| Table::new(speech.say("markers-table"), head(), rows))
}

/// What a marker marks, in full; a name that was typed stays as it is.
fn marker_text(report: &Report, marker: &Marker) -> String {
    report.speech.known(&marker.text).unwrap_or_else(|| marker.text.clone())
}
