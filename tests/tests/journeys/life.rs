//! The life of a journal: made, filled, corrected, looked at, handed over.

use nourish_tests::{House, Ran};
use serde_json::Value;

const PASSPHRASE: &str = "plainly fictional passphrase";

/// One weight of 86.4 kg by slip, and its name.
fn with_a_slip() -> (House, String) {
    let house = House::new();
    let id = house.log(&["weight", "86.4kg", "--at", "2026-11-20T07:30"]);
    (house, id)
}

#[test]
fn every_kind_is_logged_listed_and_exported() {
    let house = House::new();
    for (kind, fields) in nourish_tests::fields_of_every_kind() {
        let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let arguments: Vec<&str> =
            ["log", kind].into_iter().chain(fields.iter().map(String::as_str)).collect();
        let ran = house.run(&arguments).done();
        assert!(ran.out.starts_with("Logged "), "{ran:?}");
    }
    let listed = house.run(&["--json", "list"]).done().json_lines();
    let exported: Vec<Value> =
        house.export().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = exported.iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    let all: Vec<&str> = nourish_tests::fields_of_every_kind().iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, all);
    assert_eq!(listed.len(), all.len());
    assert_eq!(house.sound(), all.len() as u64);
}

#[test]
fn what_was_typed_is_kept_in_the_unit_its_name_says() {
    let house = House::new();
    let id = house.log(&["oral-intake", "meal=lunch", "energy=1673.6kJ", "protein=18,5g", "fluid=8 fl oz"]);
    let shown = house.run(&["--json", "show", &id]).done().json_lines();
    let fields = &shown[0]["fields"];
    assert_eq!(fields["meal"], "lunch");
    // 1673.6 kJ / 4.184 = 400 kcal; 8 x 29.5735295625 ml = 236.6 ml.
    assert_eq!(fields["energy_kcal_milli"], 400_000);
    assert_eq!(fields["protein_mg"], 18_500);
    assert_eq!(fields["fluid_ml"], 237);
}

#[test]
fn a_correction_shows_who_when_and_why_and_keeps_what_stood() {
    let (house, id) = with_a_slip();
    house
        .run(&["amend", &id[..8], "weight=68.4kg", "--reason", "digits swapped"])
        .done()
        .says(&["Corrected", "68.4 kg"]);
    let listed = house.run(&["list", "--kind", "weight"]).done();
    listed.says(&["68.4 kg", "[corrected]"]).never_says(&["86.4"]);
    let history = house.run(&["show", &id]).done();
    history.says(&["Logged", "86.4 kg", "Corrected", "68.4 kg", "by device", "because: digits swapped"]);
    let history = house.run(&["--json", "show", &id]).done().json_lines();
    assert_eq!(history.len(), 2);
    assert_eq!(history[0]["intent"], "record");
    assert_eq!(history[1]["intent"], "amend");
    assert_eq!(history[1]["root"], id.as_str());
    assert_eq!(history[1]["reason"], "digits swapped");
    assert_eq!(history[0]["device"], history[1]["device"]);
    assert!(history[0]["recorded_ms"].as_u64() <= history[1]["recorded_ms"].as_u64());
}

#[test]
fn an_amendment_keeps_the_fields_that_it_does_not_name_and_drops_emptied_ones() {
    let house = House::new();
    let id = house.log(&["oral-intake", "meal=lunch", "energy=420kcal", "protein=18g"]);
    let amend = ["--json", "amend", &id, "energy=450kcal", "protein=", "--reason", "read the label"];
    let fields = house.run(&amend).done().json()["fields"].clone();
    assert_eq!(fields, serde_json::json!({"meal": "lunch", "energy_kcal_milli": 450_000}));
}

#[test]
fn what_was_taken_back_no_longer_stands_but_its_history_does() {
    let (house, id) = with_a_slip();
    house.run(&["retract", &id, "--reason", "the dog was on the scale too"]).done().says(&["Taken back"]);
    house.run(&["list"]).done().says(&["Nothing was logged"]);
    house.run(&["show", &id]).done().says(&["86.4 kg", "Taken back", "because: the dog"]);
    house.run(&["retract", &id, "--reason", "again"]).refused(3, &["no such entry"]);
    assert_eq!(house.export().lines().count(), 2);
}

#[test]
fn a_supper_after_midnight_belongs_to_the_day_it_is_given_to() {
    let house = House::new();
    let arguments = ["oral-intake", "energy=180kcal", "--at", "2026-11-20T00:20", "--day", "2026-11-19"];
    house.log(&arguments);
    let yesterday = house.run(&["list", "--from", "2026-11-19", "--to", "2026-11-19"]).done();
    yesterday.says(&["2026-11-19", "00:20", "180 kcal"]);
    house.run(&["list", "--from", "2026-11-20"]).done().says(&["Nothing was logged"]);
}

#[test]
fn a_passphrase_opens_from_a_file_and_from_the_environment() {
    let house = House::empty();
    house.write("passphrase", format!("{PASSPHRASE}\n"));
    let journal = ["--journal", "j.nourish"];
    let by_file = [&journal[..], &["--passphrase-file", "passphrase"]].concat();
    house.plain(&[&by_file[..], &["init"]].concat()).done();
    house.plain(&[&by_file[..], &["log", "weight", "68.4kg"]].concat()).done();
    let mut by_environment = nourish_tests::nourish();
    by_environment.current_dir(house.path(".")).env("NOURISH_PASSPHRASE", PASSPHRASE);
    Ran::of(by_environment.args(journal).args(["--json", "doctor"])).done().says(&["\"entries\":1"]);
}

#[test]
fn passphrase_and_key_file_open_the_same_journal() {
    let house = House::empty();
    house.write("passphrase", PASSPHRASE);
    let with_both = ["--journal", "j", "--passphrase-file", "passphrase", "init", "--make-key-file", "k"];
    house.plain(&with_both).done();
    for secret in [["--passphrase-file", "passphrase"], ["--key-file", "k"]] {
        house.plain(&[&["--journal", "j"][..], &secret, &["doctor"]].concat()).done().says(&["sound"]);
    }
}

#[test]
fn reports_are_written_in_every_format_and_the_same_each_time() {
    let house = House::with(&["doing-well/profile.json", "doing-well/openscale.csv"]);
    for (format, begins) in [("html", "<!"), ("json", "{"), ("csv", "day,")] {
        let report = house.run(&["report", "--format", format]).done();
        assert!(report.out.starts_with(begins), "{format}: {:?}", report.out.get(..40));
        assert_eq!(house.run(&["report", "--format", format]).done().out, report.out, "{format}");
        let name = format!("report.{format}");
        house.run(&["report", "--format", format, "--out", &name]).done().says(&["Written to"]);
        assert_eq!(std::fs::read_to_string(house.path(&name)).unwrap(), report.out, "{format}");
    }
    assert!(house.files().iter().all(|name| !name.contains("unfinished")));
}

#[test]
fn the_status_says_what_is_missing_and_explains_on_request() {
    let (house, _) = with_a_slip();
    house.run(&["status"]).done().says(&["As of 2026-11-20", "No flags.", "CANNOT BE DECIDED YET"]);
    house
        .import(&["doing-well/profile.json", "doing-well/openscale.csv", "doing-well/diary.csv"], &[])
        .done();
    house.run(&["status"]).done().never_says(&["NOT MET"]);
    house.run(&["status", "--explain"]).done().says(&["NOT MET", "Clears when", "Source:"]);
    assert_eq!(house.run(&["--json", "status"]).done().json()["schema"], "nourish/report/1");
}

#[test]
fn an_export_carries_the_exact_bytes_of_every_entry() {
    let (house, id) = with_a_slip();
    house.run(&["amend", &id, "weight=68.4kg", "--reason", "slip"]).done();
    house.run(&["export", "--out", "out.jsonl"]).done().says(&["not encrypted"]);
    let written = std::fs::read_to_string(house.path("out.jsonl")).unwrap();
    assert_eq!(written, house.export());
    for line in written.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let hex = line["bytes"].as_str().unwrap();
        let bytes: Vec<u8> =
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
        let entry = nourish_record::Entry::decode(&bytes).unwrap();
        assert_eq!(line["id"], entry.id().to_string());
        assert_eq!(line["seq"], entry.seq());
    }
}

#[test]
fn the_doctor_counts_and_changes_nothing() {
    let (house, _) = with_a_slip();
    let before = std::fs::read(house.journal()).unwrap();
    house.run(&["doctor"]).done().says(&["The journal is sound.", "1 entries", "signed through entry 1"]);
    assert_eq!(std::fs::read(house.journal()).unwrap(), before);
}

#[test]
fn a_calculator_needs_no_journal() {
    let mut score = nourish_tests::nourish();
    let question = r#"{"id":"a","instrument":"mgps","inputs":{"crp_mg_l":12,"albumin_g_l":33}}"#;
    let house = House::empty();
    house.write("questions", format!("{question}\nno json\n"));
    score.arg("score").stdin(std::fs::File::open(house.path("questions")).unwrap());
    // CRP above 10 mg/L and albumin below 35 g/L: 2 (McMillan 2013, table 1).
    let ran = Ran::of(&mut score).with_code(1).says(&[r#""result":{"score":2}"#, "error"]);
    assert_eq!(ran.out.lines().count(), 2);
}
