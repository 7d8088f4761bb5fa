//! Files from elsewhere. Every number is that of samples/README.md, which was worked out without this project.

use nourish_tests::{House, Ran};
use serde_json::Value;
use std::collections::BTreeMap;

/// Added, known, refused and skipped.
fn counts(imported: &Value) -> (u64, u64, u64, u64) {
    let number = |name: &str| imported[name].as_u64().unwrap();
    let skipped = imported["skipped"].as_array().unwrap().iter();
    let skipped = skipped.map(|skipped| skipped["count"].as_u64().unwrap()).sum();
    (number("added"), number("known"), number("refused_count"), skipped)
}

/// Line and field of every refused row.
fn refused(imported: &Value) -> Vec<(u64, String)> {
    let rows = imported["refused"].as_array().unwrap().iter();
    rows.map(|row| (row["line"].as_u64().unwrap(), row["field"].as_str().unwrap().to_owned())).collect()
}

#[track_caller]
fn imports(house: &House, sample: &str, expected: (u64, u64, u64, u64)) -> Value {
    let ran = house.import(&[sample], &["--json"]);
    let imported = ran.json();
    assert_eq!(counts(&imported), expected, "{sample}: added, known, refused, skipped");
    assert_eq!(ran.code, Some(i32::from(expected.2 > 0)), "{sample}");
    imported
}

/// Every file of the first story, in the order of the table.
const GASTRECTOMY: [&str; 8] = [
    "gastrectomy/profile.json",
    "gastrectomy/plan.json",
    "gastrectomy/openscale.csv",
    "gastrectomy/openscale-again.csv",
    "gastrectomy/scale-comma.csv",
    "gastrectomy/export.xml",
    "gastrectomy/pump.csv",
    "gastrectomy/diary.csv",
];

#[test]
fn openscale_takes_what_it_can_and_names_the_rest() {
    let house = House::new();
    // 140 usable and one to confirm.
    let imported = imports(&house, "gastrectomy/openscale.csv", (141, 0, 3, 0));
    let lines: Vec<u64> = refused(&imported).iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [103, 115, 145]);
    assert_eq!(refused(&imported)[0].1, "weight");
    // Exported again later: 48 of 55 rows are known.
    imports(&house, "gastrectomy/openscale-again.csv", (7, 48, 0, 0));
}

#[test]
fn a_spanish_scale_is_read_and_a_day_that_never_was_is_named() {
    let imported = imports(&House::new(), "gastrectomy/scale-comma.csv", (18, 0, 1, 0));
    assert_eq!(refused(&imported), [(20, "Fecha".to_owned())]);
}

#[test]
fn apple_health_gives_every_record_once() {
    let house = House::new();
    // 17 + 662 + 662 + 547 + 3 usable, and the second app's copy of one lunch (energy, protein), which is kept and counts once;
    // 1 repetition; 1 refused; 380 steps and heart rates, and 4 copies inside correlations, left out.
    let usable = 17 + 662 + 662 + 547 + 3;
    let imported = imports(&house, "gastrectomy/export.xml", (usable + 2, 1, 1, 384));
    assert_eq!(refused(&imported)[0].1, "value");
    let days = days(&house);
    let oral = |day: &str| (days[day]["energy_oral_kcal"].as_str(), days[day]["protein_oral_g"].as_str());
    assert_eq!(oral("2026-11-17"), ("560", "29.5"));
    assert_eq!(oral("2026-11-18"), ("520", "27"));
    assert_eq!(oral("2026-08-15"), ("1790", "84"));
    assert_eq!(oral("2026-08-16"), ("1800", "84.5"));
    assert_eq!(oral("2026-10-25"), ("1150", "57.5"));
}

#[test]
fn a_pump_and_a_diary_name_their_bad_rows() {
    let house = House::new();
    let pump = imports(&house, "gastrectomy/pump.csv", (18, 1, 1, 0));
    assert_eq!(refused(&pump)[0].0, 11);
    // 731 rows: 362 frequencies, 641 severities, 278 interferences; 90 days of counts; 74 temperatures; 6 notes.
    let diary = imports(&house, "gastrectomy/diary.csv", (362 + 641 + 278 + 90 + 74 + 6, 0, 2, 0));
    assert_eq!(refused(&diary), [(386, "severity".to_owned()), (476, "symptom".to_owned())]);
}

#[test]
fn profile_plan_and_check_ins_are_taken_whole() {
    let house = House::new();
    // Person, height, usual weight, targets, prescription, tube, 4 contacts, 17 laboratory values, 2 findings that are kept.
    imports(&house, "gastrectomy/profile.json", (1 + 1 + 1 + 2 + 1 + 4 + 17 + 2, 0, 0, 0));
    // 4 cycles of 4 drugs, and the operation.
    imports(&house, "gastrectomy/plan.json", (4 * 4 + 1, 0, 0, 0));
    // 4 check-ins, 3 of them with a temperature.
    imports(&house, "red-flags/checkin.json", (4 + 3, 0, 0, 0));
}

#[test]
fn a_fhir_bundle_gives_its_weights() {
    let house = House::new();
    // 10 weights and a height; the patient, a weight without value and one entered in error are left out.
    imports(&house, "fhir/weights-bundle.json", (11, 0, 0, 3));
    let weights = house.run(&["--json", "list", "--from", "2026-06-01", "--kind", "weight"]).done();
    let weights: Vec<u64> =
        weights.json_lines().iter().map(|entry| entry["fields"]["weight_g"].as_u64().unwrap()).collect();
    assert_eq!(weights.len(), 10);
    // 143.3 lb = 64.999786621 kg
    assert_eq!((weights[0], weights[4]), (66_400, 65_000));
}

#[test]
fn the_other_stories_are_clean() {
    let house = House::new();
    imports(&house, "doing-well/openscale.csv", (33, 0, 0, 0));
    imports(&house, "doing-well/intake.csv", (168, 0, 0, 0));
    // 228 rows: 108 + 222 + 102 answers, 42 days of counts.
    imports(&house, "doing-well/diary.csv", (108 + 222 + 102 + 42, 0, 0, 0));
    let house = House::new();
    imports(&house, "red-flags/openscale.csv", (21, 0, 0, 0));
    imports(&house, "red-flags/intake.csv", (61, 0, 0, 0));
    // 132 rows: 72 + 111 + 51 answers, 21 days of counts, 21 temperatures, a note.
    imports(&house, "red-flags/diary.csv", (72 + 111 + 51 + 21 + 21 + 1, 0, 0, 0));
}

#[test]
fn importing_everything_twice_adds_nothing() {
    let house = House::with(&GASTRECTOMY);
    let before = house.export();
    let again = house.import(&GASTRECTOMY, &["--json"]).with_code(1).json_lines();
    assert_eq!(again.len(), GASTRECTOMY.len());
    for imported in &again {
        assert_eq!(imported["added"], 0, "{imported}");
    }
    assert_eq!(house.export(), before);
    assert_eq!(house.sound(), before.lines().count() as u64);
}

#[test]
fn a_preview_stores_nothing_and_says_what_would_come() {
    let house = House::new();
    let before = std::fs::read(house.journal()).unwrap();
    let preview = house.import(&["doing-well/openscale.csv"], &["--preview"]).done();
    preview.says(&["would add 33 entries"]);
    assert_eq!(std::fs::read(house.journal()).unwrap(), before);
    assert_eq!(house.sound(), 0);
}

#[test]
fn the_four_weight_sources_give_every_weighing_once() {
    let house = House::with(&GASTRECTOMY);
    let listed = house.run(&["--json", "list", "--from", "2026-05-01", "--kind", "weight"]).done();
    let all = listed.json_lines();
    // The one that the person remembers is no weighing.
    let weighings: Vec<&Value> = all.iter().filter(|entry| entry["fields"]["method"] != "recalled").collect();
    let (doubtful, usable): (Vec<&Value>, Vec<&Value>) =
        weighings.into_iter().partition(|entry| entry["to_confirm"] == true);
    let days: std::collections::BTreeSet<&str> =
        usable.iter().map(|entry| entry["day"].as_str().unwrap()).collect();
    assert_eq!((usable.len(), days.len(), doubtful.len()), (182, 158, 1));
    assert_eq!(
        (&doubtful[0]["day"], &doubtful[0]["fields"]["weight_g"]),
        (&"2026-09-30".into(), &164_100.into())
    );
}

/// The table of days, by day and column.
fn days(house: &House) -> BTreeMap<String, BTreeMap<String, String>> {
    let table = house.run(&["report", "--format", "csv", "--from", "2026-05-23"]).done().out;
    let mut lines = table.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let header = lines.next().unwrap();
    lines.map(|cells| (cells[0].clone(), header.iter().cloned().zip(cells).collect())).collect()
}

/// Day; oral kcal, oral protein in g, drunk ml, delivered, prescribed ml; total kcal, protein in g, fluid in ml, its fraction cut.
const LAST_DAYS: [[&str; 9]; 14] = [
    ["2026-11-07", "710", "35.5", "1290", "700", "1000", "1760", "77.5", "1889"],
    ["2026-11-08", "730", "36.5", "1310", "850", "1000", "2005", "87.5", "2024"],
    ["2026-11-09", "720", "36", "1250", "1000", "1000", "2220", "96", "2080"],
    ["2026-11-10", "795", "40", "1280", "1000", "1000", "2295", "100", "2110"],
    ["2026-11-11", "800", "40", "1400", "940", "1000", "2210", "96.4", "2213"],
    ["2026-11-12", "700", "35", "1280", "1000", "1000", "2200", "95", "2110"],
    ["2026-11-13", "685", "34", "1170", "860", "1000", "1975", "85.6", "1922"],
    ["2026-11-14", "600", "36", "1300", "1000", "1000", "2100", "96", "2130"],
    ["2026-11-15", "560", "33.5", "1350", "1000", "1000", "2060", "93.5", "2180"],
    ["2026-11-16", "570", "31", "1000", "920", "1000", "1950", "86.2", "1768"],
    ["2026-11-17", "560", "29.5", "1050", "840", "1000", "1820", "79.9", "1786"],
    ["2026-11-18", "520", "27", "900", "720", "1000", "1600", "70.2", "1514"],
    ["2026-11-19", "500", "25.5", "850", "640", "1000", "1460", "63.9", "1432"],
    ["2026-11-20", "480", "24", "800", "", "", "480", "24", "800"],
];
const COLUMNS: [&str; 8] = [
    "energy_oral_kcal",
    "protein_oral_g",
    "fluid_oral_ml",
    "tube_delivered_ml",
    "tube_prescribed_ml",
    "energy_total_kcal",
    "protein_total_g",
    "fluid_total_ml",
];

#[test]
fn the_last_fourteen_days_add_up() {
    let days = days(&House::with(&GASTRECTOMY));
    for [day, expected @ ..] in LAST_DAYS {
        let (fluid, exact) = expected.split_last().unwrap();
        let found: Vec<&str> = COLUMNS.iter().map(|column| days[day][*column].as_str()).collect();
        assert_eq!(found[..exact.len()], *exact, "{day}");
        // The water of each run is cut to whole millilitres by itself, and a night has at most two runs.
        let (found, most): (i32, i32) = (found[exact.len()].parse().unwrap(), fluid.parse().unwrap());
        assert!((most - 1..=most).contains(&found), "{day}: {found} ml");
    }
}

#[test]
fn several_files_and_a_named_format_in_one_call() {
    let house = House::new();
    let ran = house.import(&["doing-well/openscale.csv", "fhir/weights-bundle.json"], &[]).done();
    ran.says(&["openscale.csv: added 33 entries", "weights-bundle.json: added 11 entries"]);
    let wrong = house.import(&["doing-well/intake.csv"], &["--format", "openscale"]);
    assert_ne!(wrong.code, Some(0));
    assert_eq!(house.sound(), 44);
    house.import(&["doing-well/intake.csv"], &["--format", "fax"]).refused(2, &["openscale, scale"]);
}

#[test]
fn a_local_time_means_the_zone_that_is_given() {
    let import = |zone: &str| {
        let house = House::new();
        let path = house.write("scale.csv", "dateTime,weight\n2026-11-19 07:30,68.3\n");
        let mut command = nourish_tests::nourish();
        command.current_dir(house.path(".")).args([
            "--journal",
            "journal.nourish",
            "--key-file",
            "journal.key",
        ]);
        command.args(["--as-of", "2026-11-20T22:30", "--zone", zone, "import"]).arg(path);
        Ran::of(&mut command).done();
        house.export()
    };
    assert!(import("Europe/Madrid").contains("2026-11-19T07:30:00+01:00[Europe/Madrid]"));
    assert!(import("Atlantic/Canary").contains("2026-11-19T07:30:00+00:00[Atlantic/Canary]"));
}
