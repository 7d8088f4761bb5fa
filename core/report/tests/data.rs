//! The report as data: the same bytes for the same input, exact figures, nothing invented.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod story;

use nourish_record::{Source, Timeline};
use nourish_report::{Options, Report, compose};
use nourish_rules::assess::{Assessment, Picture};

fn report(days: i32) -> Report {
    compose(&story::half_year().timeline(), &story::assessment(), &story::options(days))
}

fn json(report: &Report) -> serde_json::Value {
    serde_json::from_str(&report.to_json()).unwrap()
}

/// Two days: one with a weight in odd grams and a meal, one with nothing, one with a symptom.
fn three_days() -> Report {
    let mut journal = story::Journal::default();
    let first = story::today().plus(-2);
    journal.log(first, 7, Source::Scale, "weight", &[("weight", "61.449 kg")]);
    journal.log(first, 13, Source::Typed, "oral-intake", &[("energy", "612.5 kcal"), ("protein", "30 g")]);
    let symptom = [("item", "nausea"), ("attribute", "severity"), ("level", "3"), ("recall_days", "1")];
    journal.log(story::today(), 20, Source::Typed, "symptom", &symptom);
    let assessment = Assessment { as_of: story::today(), findings: Vec::new(), picture: Picture::default() };
    compose(&journal.timeline(), &assessment, &story::options(3))
}

#[test]
fn the_same_journal_gives_the_same_bytes_in_whatever_order_it_came() {
    let timeline = story::half_year().timeline();
    let again = Timeline::of(
        timeline
            .iter()
            .rev()
            .map(|shown| shown.entry().clone())
            .chain(timeline.doubtful().map(|shown| shown.entry().clone())),
    );
    let (one, two) = (report(183), compose(&again, &story::assessment(), &story::options(183)));
    assert!(one.to_html() == two.to_html());
    assert!(one.to_json() == two.to_json());
    assert!(one.to_csv() == two.to_csv());
}

#[test]
fn the_schema_keeps_its_names() {
    let data = json(&report(30));
    let names: Vec<&str> = data.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "audience",
        "check_ins",
        "coverage",
        "flags",
        "header",
        "passage",
        // The tube that was placed.
        "plan",
        "rules",
        "schema",
        "series",
        "sources",
        "tiles",
        "to_confirm",
        "undecided",
    ];
    assert_eq!(names, expected);
    assert_eq!(data["schema"], "nourish/report/1");
    assert_eq!(data["audience"], "care-team");
    assert_eq!(data["header"]["as_of"], "2026-11-20");
    assert_eq!(data["flags"][0]["level"], "same-day");
    assert_eq!(data["flags"][0]["evidence"][0]["entry"].as_str().unwrap().len(), 32);
    assert_eq!(data["undecided"][0]["more_missing"], 1);
}

#[test]
fn figures_of_days_are_exact_integers_and_unknown_ones_are_absent() {
    let data = json(&three_days());
    let days = data["series"]["days"].as_array().unwrap();
    assert_eq!(days.len(), 2);
    assert_eq!(days[0]["weight_g"], 61_449);
    assert_eq!(days[0]["energy_kcal_milli"], serde_json::json!({ "oral": 612_500 }));
    assert_eq!(days[1]["symptoms"], serde_json::json!({ "nausea": 3 }));
    assert!(days[1].get("weight_g").is_none() && days[1].get("energy_kcal_milli").is_none());
}

#[test]
fn a_table_of_days_has_a_row_a_day_and_empty_cells_where_nothing_is_known() {
    let csv = three_days().to_csv();
    let rows: Vec<Vec<&str>> = csv.split_terminator("\r\n").map(|row| row.split(',').collect()).collect();
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    let cell = |row: usize, name: &str| rows[row][rows[0].iter().position(|column| *column == name).unwrap()];
    assert_eq!(
        (cell(1, "day"), cell(1, "weight_kg"), cell(1, "energy_total_kcal")),
        ("2026-11-18", "61.449", "612.5")
    );
    assert_eq!((cell(1, "protein_oral_g"), cell(1, "protein_tube_g")), ("30", ""));
    assert_eq!((cell(2, "entries"), cell(2, "weight_kg"), cell(2, "nausea_level")), ("0", "", ""));
    assert_eq!((cell(3, "nausea_level"), cell(3, "vomiting_level")), ("3", ""));
}

#[test]
fn no_cell_can_be_run_by_a_spreadsheet() {
    let csv = report(183).to_csv();
    assert!(!csv.contains("Sample Person"));
    for cell in csv.split(['\n', '\r', ',']) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '"']), "{cell}");
    }
}

#[test]
fn coverage_counts_days_and_origins() {
    let report = three_days();
    let coverage = &report.coverage;
    assert_eq!((coverage.days, coverage.days_with_weight, coverage.days_with_energy), (3, 1, 1));
    assert_eq!((coverage.days_with_protein, coverage.days_with_symptoms, coverage.entries), (1, 1, 3));
    assert_eq!(coverage.by_source, [(Source::Typed, 2), (Source::Scale, 1)]);
}

#[test]
fn a_corrected_value_is_counted_and_a_repeated_one_left_out() {
    let mut journal = story::Journal::default();
    journal.log(story::today(), 7, Source::Scale, "weight", &[("weight", "61.4 kg")]);
    journal.log(story::today(), 7, Source::Scale, "weight", &[("weight", "61.4 kg")]);
    let timeline = journal.timeline();
    let first = timeline.iter().next().unwrap().entry().clone();
    let fact = nourish_record::Fact::read("weight", &[("weight", "61.5 kg")]).unwrap();
    let stamp = nourish_record::Stamp::example(9);
    let amended = first.amend(fact, first.occurred().clone(), "read again", stamp).unwrap();
    let entries = [first, amended].into_iter().chain(timeline.duplicates().iter().cloned());
    let assessment = Assessment { as_of: story::today(), findings: Vec::new(), picture: Picture::default() };
    let report = compose(&Timeline::of(entries), &assessment, &story::options(7));
    assert_eq!((report.coverage.entries, report.coverage.amended, report.coverage.duplicates), (1, 1, 1));
    assert_eq!(report.series.days[0].weight_g, Some(61_500));
}

#[test]
fn a_period_that_ends_before_it_begins_is_read_the_other_way_round() {
    let options = story::options(30);
    let turned = Options { from: options.to, to: options.from, ..options.clone() };
    let timeline = story::half_year().timeline();
    let (one, two) = (
        compose(&timeline, &story::assessment(), &options),
        compose(&timeline, &story::assessment(), &turned),
    );
    assert!(one == two);
}

#[test]
fn cycles_stand_once_with_whatever_drugs_and_the_operation_comes_from_the_assessment() {
    let report = report(183);
    let labels: Vec<&str> = report.series.markers.iter().map(|marker| marker.label.as_str()).collect();
    assert_eq!(labels, ["C1", "C2", "C3", "C4", "Tube in", "Operation"]);
}

#[test]
fn how_the_tube_stands_is_told_beside_what_is_prescribed_for_it() {
    let told = |care: &[(&str, &[(&str, &str)])]| {
        let mut journal = story::Journal::default();
        for (day, fields) in care {
            journal.log(story::day(day), 8, Source::Clinician, "tube-care", fields);
        }
        let assessment =
            Assessment { as_of: story::today(), findings: Vec::new(), picture: Picture::default() };
        let report = compose(&journal.timeline(), &assessment, &story::options(30));
        report.plan.into_iter().map(|line| (line.what, line.value, line.since)).next()
    };
    let line = |value: &str, since: &str| Some(("Feeding tube".into(), value.into(), story::day(since)));
    let placed: (&str, &[(&str, &str)]) = ("2026-11-06", &[("event", "placed"), ("route", "jejunostomy")]);
    let dislodged: (&str, &[(&str, &str)]) = ("2026-11-08", &[("event", "dislodged")]);
    assert_eq!(told(&[]), None);
    assert_eq!(told(&[placed]), line("jejunostomy, in place", "2026-11-06"));
    assert_eq!(told(&[placed, dislodged]), line("jejunostomy, came out or moved", "2026-11-08"));
    let gone = told(&[placed, dislodged, ("2026-11-09", &[("event", "removed")])]);
    assert_eq!(gone, line("jejunostomy, taken out", "2026-11-09"));
    assert_eq!(
        told(&[("2026-11-09", &[("event", "leaking")])]),
        line("not clear whether in place", "2026-11-09")
    );
}

#[test]
fn the_reference_is_the_one_of_the_longest_window() {
    let reference = report(183).series.reference.unwrap();
    assert_eq!((reference.window_days, reference.weight_g), (182, 68_200));
}

#[test]
fn days_of_the_tube_that_are_unknown_are_left_out_of_its_sum() {
    let report = report(30);
    let tube = report.tiles.iter().find(|tile| tile.topic == "tube").unwrap();
    assert_eq!(tube.value, "1,070 of 2,000 ml");
    assert_eq!(tube.figures[1].value, "unknown of 1,000 ml");
}

#[test]
fn what_was_done_about_a_flag_stands_beside_it() {
    let report = report(183);
    let flag = report.flags.iter().find(|flag| flag.rule == "intake_energy").unwrap();
    let done = flag.acknowledged.as_ref().unwrap();
    assert_eq!(
        (done.role, done.action, done.day.to_string().as_str()),
        ("dietitian", "contacted", "2026-11-18")
    );
}
