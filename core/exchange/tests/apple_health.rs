//! Apple Health: the sample export against what its description says should come out, and what hostile exports meet.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod outcome;

use nourish_exchange::{Context, FileError, Format, Item, SkipReason, read};
use nourish_record::{
    CalendarDay, DaySummary, FluidIntake, OralIntake, Source, Symptom, SymptomItem, Timeline, Vitals, Weight,
};
use outcome::{Outcome, context, journal, kind_of, read_bytes, read_sample, timeline};
use std::collections::BTreeSet;

const EXPORT: &str = "gastrectomy/export.xml";

fn day(text: &str) -> CalendarDay {
    text.parse().unwrap()
}

fn sample_timeline() -> Timeline {
    timeline(journal(&read_sample(EXPORT).drafts))
}

#[test]
fn every_record_is_counted() {
    let outcome = read_sample(EXPORT);
    let intake = outcome.facts::<OralIntake>();
    let energy = intake.iter().filter(|(_, fact)| fact.energy_kcal_milli.is_some()).count();
    let protein = intake.iter().filter(|(_, fact)| fact.protein_mg.is_some()).count();
    assert_eq!((energy, protein), (664, 663));
    assert_eq!(outcome.facts::<Weight>().len(), 17);
    assert_eq!(outcome.facts::<FluidIntake>().len(), 547);
    assert_eq!(outcome.facts::<Symptom>().len(), 3);
    assert_eq!(outcome.refusals(), [(1173, "value")]);
    assert_eq!(outcome.refused[0].problem, "is not a number");
    assert_eq!(outcome.skipped[&SkipReason::KindNotTaken], 380, "steps and heart rate");
    assert_eq!(outcome.skipped[&SkipReason::CopyInGroup], 4);
}

#[test]
fn a_repetition_vanishes_and_the_copy_of_another_app_is_set_aside() {
    let outcome = read_sample(EXPORT);
    let known = journal(&outcome.drafts);
    assert_eq!(outcome.drafts.len() - known.len(), 1);
    let timeline = timeline(known);
    assert_eq!(timeline.duplicates().len(), 2, "energy and protein of one lunch");
    let of = |pick: fn(&OralIntake) -> Option<u32>| {
        timeline.of_kind::<OralIntake>().filter(|(_, fact)| pick(fact).is_some()).count()
    };
    assert_eq!((of(|fact| fact.energy_kcal_milli), of(|fact| fact.protein_mg)), (662, 662));
}

#[test]
fn the_days_add_up_as_the_story_says() {
    let days = DaySummary::of(&sample_timeline());
    // Day, kcal, protein in tenths of a gram, ml drunk: from the sample's description.
    let expected = [
        ("2026-11-07", 710, 355, 1290),
        ("2026-11-08", 730, 365, 1310),
        ("2026-11-09", 720, 360, 1250),
        ("2026-11-10", 795, 400, 1280),
        ("2026-11-11", 800, 400, 1400),
        ("2026-11-12", 700, 350, 1280),
        ("2026-11-13", 685, 340, 1170),
        ("2026-11-14", 600, 360, 1300),
        ("2026-11-15", 560, 335, 1350),
        ("2026-11-16", 570, 310, 1000),
        ("2026-11-17", 560, 295, 1050),
        ("2026-11-18", 520, 270, 900),
        ("2026-11-19", 500, 255, 850),
        ("2026-11-20", 480, 240, 800),
    ];
    for (date, kcal, protein_dg, drunk_ml) in expected {
        let found = days.iter().find(|summary| summary.day == day(date)).unwrap();
        // Kilojoules come to the nearest thousandth of a kilocalorie.
        assert_eq!((found.oral_energy_kcal_milli.unwrap() + 500) / 1000, kcal, "{date}");
        assert_eq!(found.oral_protein_mg.unwrap(), protein_dg * 100, "{date}");
        assert_eq!(found.oral_fluid_ml.unwrap(), drunk_ml, "{date}");
    }
}

#[test]
fn days_are_those_of_the_zone_the_person_was_in() {
    let days = DaySummary::of(&sample_timeline());
    for (date, kcal, protein_dg) in
        [("2026-08-15", 1790, 840), ("2026-08-16", 1800, 845), ("2026-10-25", 1150, 575)]
    {
        let found = days.iter().find(|summary| summary.day == day(date)).unwrap();
        assert_eq!((found.oral_energy_kcal_milli.unwrap() + 500) / 1000, kcal, "{date}");
        assert_eq!(found.oral_protein_mg.unwrap(), protein_dg * 100, "{date}");
    }
}

#[test]
fn sources_names_and_levels_are_kept() {
    let outcome = read_sample(EXPORT);
    let (weight, first) = outcome.facts::<Weight>()[0].clone();
    assert_eq!((first.weight_g, weight.source), (78_400, Source::Typed));
    assert_eq!(weight.origin.as_ref().unwrap().system, "Apple Health: Health");
    assert_eq!(weight.occurred.to_string(), "2026-05-25T09:36:00+02:00[Europe/Madrid]");
    // 171.7 lb, the third weight: 77,881.81... g.
    assert_eq!(outcome.facts::<Weight>()[2].1.weight_g, 77_882);
    assert!(outcome.facts::<OralIntake>().iter().any(|(draft, fact)| {
        draft.source == Source::Import && fact.description.as_deref() == Some("Rice & fish")
    }));
    let levels: Vec<(SymptomItem, u8)> =
        outcome.facts::<Symptom>().iter().map(|(_, fact)| (fact.item, fact.level)).collect();
    let expected = [(SymptomItem::Nausea, 2), (SymptomItem::Nausea, 3), (SymptomItem::Vomiting, 1)];
    assert_eq!(levels, expected);
}

#[test]
fn the_same_export_has_the_same_keys_even_from_another_zone() {
    let outcome = read_sample(EXPORT);
    assert_eq!(outcome.keys(), read_sample(EXPORT).keys());
    let one = record("", r#"startDate="2026-11-01 08:00:00 +0100" endDate="2026-11-01 08:00:00 +0100""#);
    let abroad = record("", r#"startDate="2026-11-01 16:00:00 +0900" endDate="2026-11-01 16:00:00 +0900""#);
    assert_eq!(export(&one).keys(), export(&abroad).keys());
    assert!(export(&one).drafts[0].occurred == export(&abroad).drafts[0].occurred);
}

fn record(inside: &str, dates: &str) -> String {
    format!(
        r#"<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Sample’s scale" unit="kg" {dates}
        value="70.5">{inside}</Record>"#
    )
}

fn export(inside: &str) -> Outcome {
    read_bytes(Format::AppleHealthXml, format!("<HealthData>{inside}</HealthData>").as_bytes())
}

const AT: &str = r#"startDate="2026-11-01 00:30:00 +0100" endDate="2026-11-01 00:31:00 +0100""#;

#[test]
fn a_zone_in_the_metadata_decides_the_day() {
    let there = export(&record(r#"<MetadataEntry key="HKTimeZone" value="Atlantic/Canary"/>"#, AT));
    assert_eq!(there.drafts[0].occurred.to_string(), "2026-10-31T23:30:00+00:00[Atlantic/Canary]");
    assert_eq!(there.drafts[0].occurred.day(), day("2026-10-31"));
    assert_eq!(export(&record("", AT)).drafts[0].occurred.day(), day("2026-11-01"));
}

fn symptom(kind: &str, value: &str) -> Outcome {
    export(&format!(
        r#"<Record type="HKCategoryTypeIdentifier{kind}" sourceName="" {AT} value="HKCategoryValue{value}"/>"#
    ))
}

#[test]
fn symptoms_are_graded_present_or_unsaid() {
    let level = |outcome: Outcome| {
        let (_, fact) = outcome.facts::<Symptom>()[0].clone();
        (fact.item.as_str(), fact.attribute.as_str(), fact.level)
    };
    assert_eq!(level(symptom("Diarrhea", "SeverityNotPresent")), ("diarrhoea", "severity", 0));
    assert_eq!(level(symptom("Heartburn", "SeverityUnspecified")), ("heartburn", "presence", 1));
    assert_eq!(
        level(symptom("AppetiteChanges", "AppetiteChangesDecreased")),
        ("appetite-loss", "presence", 1)
    );
    let unsaid = symptom("AppetiteChanges", "AppetiteChangesUnspecified");
    assert_eq!((unsaid.drafts.len(), unsaid.skipped[&SkipReason::NoValue]), (0, 1));
    assert_eq!(symptom("Nausea", "3").refusals(), [(1, "value")]);
    assert_eq!(symptom("SleepAnalysis", "SleepAnalysisAsleep").skipped[&SkipReason::KindNotTaken], 1);
}

#[test]
fn temperatures_are_read_in_both_scales() {
    let of = |unit: &str, value: &str| {
        export(&format!(
            r#"<Record type="HKQuantityTypeIdentifierBodyTemperature" sourceName="x" unit="{unit}" {AT} value="{value}"/>"#
        ))
    };
    let milli = |outcome: Outcome| outcome.facts::<Vitals>()[0].1.temperature_c_milli;
    assert_eq!(milli(of("degF", "100.4")), Some(38_000));
    assert_eq!(milli(of("degC", "38.4")), Some(38_400));
    assert_eq!(of("degK", "311").refusals(), [(1, "value")]);
}

#[test]
fn entities_of_the_dtd_are_not_expanded() {
    let bomb = format!(
        r#"<?xml version="1.0"?><!DOCTYPE HealthData [<!ENTITY a "aaaa"><!ENTITY kg "kg">]><HealthData>
        <Record type="HKQuantityTypeIdentifierBodyMass" sourceName="&a;" unit="kg" {AT} value="70"/>
        {}</HealthData>"#,
        record("", AT)
    );
    let outcome = read_bytes(Format::AppleHealthXml, bomb.as_bytes());
    assert_eq!(outcome.refusals(), [(2, "Record")]);
    assert_eq!(outcome.drafts.len(), 1);
}

fn file_error(text: &str) -> Option<FileError> {
    read(Format::AppleHealthXml, text.as_bytes(), &context()).find_map(Result::err)
}

#[test]
fn damaged_deep_and_oversized_files_are_refused() {
    assert_eq!(file_error("<HealthData>\n<Record"), Some(FileError::Malformed { line: 2 }));
    assert_eq!(file_error("<HealthData>\n\n"), Some(FileError::Malformed { line: 3 }));
    assert_eq!(file_error("<HealthData></Record>"), Some(FileError::Malformed { line: 1 }));
    let not_this = Some(FileError::NotThisFormat { format: Format::AppleHealthXml });
    for text in ["", "dateTime,weight\n", "<html></html>", "{}"] {
        assert_eq!(file_error(text), not_this, "{text}");
    }
    let nested =
        |depth: usize| format!("<HealthData>{}{}</HealthData>", "<a>".repeat(depth), "</a>".repeat(depth));
    assert_eq!(file_error(&nested(31)), None);
    assert_eq!(file_error(&nested(32)), Some(FileError::TooDeep { line: 1 }));
    let named =
        |bytes: usize| format!("<HealthData><Record sourceName=\"{}\"/></HealthData>", "x".repeat(bytes));
    assert_eq!(file_error(&named(64 * 1024)), None);
    assert!(matches!(
        file_error(&named(64 * 1024 + 1)),
        Some(FileError::TooLarge { limit_bytes: 65_536, .. })
    ));
    assert!(matches!(file_error(&named(512 * 1024)), Some(FileError::TooLarge { limit_bytes: 262_144, .. })));
}

#[test]
fn records_end_where_today_ends() {
    let tomorrow = r#"startDate="2026-11-21 00:00:00 +0100" endDate="2026-11-21 00:00:00 +0100""#;
    assert_eq!(export(&record("", tomorrow)).refusals(), [(1, "startDate")]);
    let bytes = format!("<HealthData>{}</HealthData>", record("", tomorrow));
    let later = Context { today: day("2026-11-21"), ..context() };
    let item = read(Format::AppleHealthXml, bytes.as_bytes(), &later).next().unwrap().unwrap();
    assert!(matches!(item, Item::Draft(_)));
}

#[test]
fn drafts_are_of_the_kinds_that_apple_has() {
    let kinds: BTreeSet<&str> = read_sample(EXPORT).drafts.iter().map(kind_of).collect();
    assert_eq!(kinds, BTreeSet::from(["fluid", "oral-intake", "symptom", "weight"]));
}
