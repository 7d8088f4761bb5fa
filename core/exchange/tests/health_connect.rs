//! Health Connect: our own lines of its records, and rows of its database as Android writes them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod outcome;

use nourish_exchange::{
    Answers, FileError, Format, HEALTH_TABLES, HealthApps, HealthCell, Item, SkipReason, read,
    read_health_row, sniff,
};
use nourish_record::{FluidIntake, Height, Meal, OralIntake, Source, Vitals, Weight};
use outcome::{Outcome, context, read_answered, read_bytes};

const SCHEMA: &str = "{\"schema\":\"nourish/health-connect/1\"}\n";

fn lines(text: &str) -> Outcome {
    read_bytes(Format::HealthConnectJson, format!("{SCHEMA}{text}").as_bytes())
}

const WEIGHT: &str = r#"{"record":"weight","id":"a1","app":"com.example.scale","client_id":null,"modified":"2026-11-20T06:20:00Z","typed":false,"time":"2026-11-20T06:14:31Z","offset":"+01:00","weight_g":68200}"#;

#[test]
fn every_kind_of_record_is_read() {
    assert_eq!(sniff(SCHEMA.as_bytes(), "records.jsonl"), Some(Format::HealthConnectJson));
    let outcome = lines(&format!(
        "{WEIGHT}\n{}\n{}\n{}\n{}\n{}\n",
        r#"{"record":"height","id":"b","time":"2026-11-01T08:00:00Z","offset":3600,"height_m":1.74}"#,
        r#"{"record":"temperature","id":"c","time":"2026-11-19T08:00:00Z","offset":null,"temperature_c":38.4}"#,
        r#"{"record":"nutrition","id":"d","time":"2026-11-19T12:00:00Z","end":"2026-11-19T12:30:00Z","energy_kcal":100,"protein_g":4.5,"carbohydrate_g":null,"fat_g":5e-324,"meal":"lunch","name":"soup"}"#,
        r#"{"record":"hydration","id":"e","time":"2026-11-19T12:00:00Z","volume_ml":250}"#,
        r#"{"record":"steps","id":"f","time":"2026-11-19T12:00:00Z","count":4000}"#,
    ));
    assert!(outcome.refused.is_empty(), "{:?}", outcome.refused);
    assert_eq!(outcome.skipped[&SkipReason::KindNotTaken], 1);
    let (draft, weight) = outcome.facts::<Weight>()[0].clone();
    assert_eq!(draft.occurred.to_string(), "2026-11-20T07:14:31+01:00[Europe/Madrid]");
    assert_eq!((weight.weight_g, draft.source), (68_200, Source::Scale));
    assert_eq!(draft.origin.as_ref().unwrap().system, "Health Connect: com.example.scale");
    assert_eq!(outcome.facts::<Height>()[0].1.height_mm, 1_740);
    assert_eq!(outcome.facts::<Vitals>()[0].1.temperature_c_milli, Some(38_400));
    let (_, eaten) = outcome.facts::<OralIntake>()[0].clone();
    assert_eq!(
        (eaten.energy_kcal_milli, eaten.protein_mg, eaten.meal),
        (Some(100_000), Some(4_500), Some(Meal::Lunch))
    );
    assert_eq!((eaten.carbohydrate_mg, eaten.fat_mg), (None, None), "null and 5e-324 are not zero");
    assert_eq!(outcome.facts::<FluidIntake>()[0].1.volume_ml, 250);
}

#[test]
fn the_offset_is_that_of_the_record_and_the_imports_zone_only_where_it_has_none() {
    let at = |offset: &str| {
        let text = WEIGHT.replace("\"+01:00\"", offset);
        lines(&format!("{text}\n")).drafts[0].occurred.to_string()
    };
    assert_eq!(at("\"+09:00\""), "2026-11-20T15:14:31+09:00");
    assert_eq!(at("null"), "2026-11-20T07:14:31+01:00[Europe/Madrid]");
    assert_eq!(at("-10800"), "2026-11-20T03:14:31-03:00");
}

#[test]
fn what_this_journal_wrote_there_does_not_come_back() {
    let own = WEIGHT.replace("\"client_id\":null", "\"client_id\":\"nourish:3f2a91c0\"");
    let outcome = lines(&format!("{own}\n"));
    assert_eq!((outcome.drafts.len(), outcome.skipped[&SkipReason::WrittenByUs]), (0, 1));
    let answers = Answers { own_apps: vec!["com.example.scale".into()], ..Answers::default() };
    let outcome =
        read_answered(Format::HealthConnectJson, format!("{SCHEMA}{WEIGHT}\n").as_bytes(), &answers);
    assert_eq!((outcome.drafts.len(), outcome.skipped[&SkipReason::WrittenByUs]), (0, 1));
    // A package that only begins alike is another one.
    let outcome = lines(&format!("{}\n", WEIGHT.replace("null", "\"a nourish: one\"")));
    assert_eq!(outcome.drafts.len(), 1);
}

#[test]
fn a_bad_record_is_named_and_the_others_go_on() {
    let outcome = lines(&format!(
        "{}\n{}\n{}\n{}\n{}\n{WEIGHT}\n",
        WEIGHT.replace("\"time\":\"2026-11-20T06:14:31Z\"", "\"time\":\"today\""),
        WEIGHT.replace("68200", "\"68200\""),
        WEIGHT.replace("68200", "6820"),
        WEIGHT.replace("\"id\":\"a1\",", ""),
        WEIGHT.replace("weight_g", "weight_kg"),
    ));
    assert_eq!(outcome.refusals(), [(2, "time"), (3, "weight_g"), (4, "weight_g"), (5, "id"), (6, "record")]);
    assert_eq!(outcome.drafts.len(), 1);
    let error =
        |text: &str| read(Format::HealthConnectJson, text.as_bytes(), &context()).find_map(Result::err);
    let not_this = Some(FileError::NotThisFormat { format: Format::HealthConnectJson });
    assert_eq!(error(&format!("{WEIGHT}\n")), not_this);
    assert_eq!(error(""), not_this);
    assert_eq!(error(&format!("{SCHEMA}{{\"record\":")), Some(FileError::Malformed { line: 2 }));
}

/// The cells of a row of a table, by the names of its columns; the others are null.
fn row(table: &str, cells: &[(&str, HealthCell)], apps: &mut HealthApps) -> Option<Item> {
    let table = HEALTH_TABLES.iter().find(|known| known.name == table).unwrap();
    for (name, _) in cells {
        assert!(table.columns.contains(name), "{name}");
    }
    let cell = |column: &&str| {
        let named = cells.iter().find(|(name, _)| name == column);
        named.map_or(HealthCell::Null, |(_, cell)| cell.clone())
    };
    let cells: Vec<HealthCell> = table.columns.iter().map(cell).collect();
    read_health_row(table, 7, &cells, apps, &context(), &Answers::default())
}

fn uuid() -> (&'static str, HealthCell) {
    ("uuid", HealthCell::Blob(vec![0xa1; 16]))
}

/// 2026-11-19T12:00:00Z.
const NOON: HealthCell = HealthCell::Integer(1_795_089_600_000);

#[test]
fn a_hundred_kilocalories_are_a_hundred() {
    // AOSP's NutritionRecordHelper writes getEnergy().getInCalories(): small calories. A reader that took them for joules would find 23.9.
    let cells = [
        uuid(),
        ("start_time", NOON),
        ("start_zone_offset", HealthCell::Integer(3600)),
        ("energy", HealthCell::Real(100_000.0)),
        ("protein", HealthCell::Real(5e-324)),
        ("total_fat", HealthCell::Real(0.0)),
        ("meal_type", HealthCell::Integer(2)),
        ("meal_name", HealthCell::Text("soup".into())),
    ];
    let Some(Item::Draft(draft)) = row("nutrition_record_table", &cells, &mut HealthApps::default()) else {
        panic!("a meal")
    };
    let nourish_record::Fact::OralIntake(eaten) = &draft.fact else { panic!("a meal") };
    assert_eq!(eaten.energy_kcal_milli, Some(100_000));
    assert_eq!((eaten.protein_mg, eaten.fat_mg), (None, Some(0)), "not recorded, and recorded as none");
    assert_eq!(draft.occurred.to_string(), "2026-11-19T13:00:00+01:00[Europe/Madrid]");
}

#[test]
fn a_weight_is_grams_and_knows_its_app() {
    let mut apps = HealthApps::default();
    let app =
        [("row_id", HealthCell::Integer(3)), ("package_name", HealthCell::Text("com.example.scale".into()))];
    assert_eq!(row("application_info_table", &app, &mut apps), None);
    let cells = [
        uuid(),
        ("time", NOON),
        ("app_info_id", HealthCell::Integer(3)),
        ("last_modified_time", HealthCell::Integer(1_795_089_700_000)),
        ("recording_method", HealthCell::Integer(3)),
        ("weight", HealthCell::Real(68_200.000_000_000_01)),
    ];
    let Some(Item::Revised { draft, modified_ms }) = row("weight_record_table", &cells, &mut apps) else {
        panic!("a weight")
    };
    assert_eq!(modified_ms, 1_795_089_700_000);
    let nourish_record::Fact::Weight(weight) = &draft.fact else { panic!("a weight") };
    assert_eq!((weight.weight_g, draft.source), (68_200, Source::Typed));
    assert_eq!(draft.origin.as_ref().unwrap().system, "Health Connect: com.example.scale");
    // The line form of the same record is the same value.
    let line = r#"{"record":"weight","id":"A1A1A1A1-a1a1-a1a1-a1a1-a1a1a1a1a1a1","app":"com.example.scale","time":"2026-11-19T12:00:00Z","weight_g":68200}"#;
    assert_eq!(lines(&format!("{line}\n")).drafts[0].origin, draft.origin);
}

#[test]
fn a_row_that_cannot_be_taken_is_named_by_table_and_number() {
    let mut apps = HealthApps::default();
    let cells = [uuid(), ("time", NOON), ("weight", HealthCell::Real(6_820.0))];
    let Some(Item::Refused(refused)) = row("weight_record_table", &cells, &mut apps) else {
        panic!("refused")
    };
    assert_eq!((refused.line, refused.field.as_str()), (7, "weight_record_table.weight"));
    let cells = [uuid(), ("weight", HealthCell::Real(68_200.0))];
    let Some(Item::Refused(refused)) = row("weight_record_table", &cells, &mut apps) else {
        panic!("refused")
    };
    assert_eq!(refused.field, "weight_record_table.time");
    let nothing = [uuid(), ("time", NOON), ("weight", HealthCell::Real(5e-324))];
    assert_eq!(row("weight_record_table", &nothing, &mut apps), Some(Item::Skipped(SkipReason::NoValue)));
}
