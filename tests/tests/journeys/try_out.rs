//! Trying it: one command, a fictional person, and what the rules say of them.

use nourish_tests::{House, Ran};
use serde_json::Value;

fn try_out(house: &House, arguments: &[&str]) -> Ran {
    house.plain(&[&["try"], arguments].concat())
}

/// Rule and level of every flag in a report.
fn flags(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let flags = report["flags"].as_array().unwrap().iter();
    flags.map(|flag| (text(&flag["rule"]), text(&flag["level"]))).collect()
}

#[test]
fn the_first_try_shows_flags_figures_and_where_everything_is() {
    let house = House::empty();
    let ran = try_out(&house, &[]).done();
    let ran = ran.says(&[
        "68.2 kg",
        "1 month −6.8 % (vs 73.2 kg, 21 Oct)",
        "6 months −12.8 % (vs 78.2 kg, 23 May)",
        "BMI 22.5",
        "17 days to the operation",
        "Severe nutritional risk before surgery (ESPEN)",
        "Nutritional risk (NRS-2002)",
        "Malnutrition (GLIM criteria)",
        "stage 2, severe",
        "Nutrition risk around an operation (PONS)",
        "2200 of 3000 ml on 3 days, to 2026-11-19 (73.3 %)",
        "doi:10.1016/j.clnu.2021.03.031",
        "not a diagnosis",
        "nourish-try/report.html",
    ]);
    assert_eq!(ran.err, "");
    let made = std::fs::read_dir(house.path("nourish-try")).unwrap();
    let mut made: Vec<String> = made.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    made.sort();
    let reports = ["report.csv", "report.fhir.json", "report.html", "report.json", "report.pdf"];
    assert_eq!(made, [&["journal.key", "journal.nourish"][..], &reports].concat());
}

#[test]
fn the_reports_of_a_try_are_whole() {
    let house = House::empty();
    try_out(&house, &[]).done();
    let read = |name: &str| std::fs::read_to_string(house.path("nourish-try").join(name)).unwrap();
    let page = read("report.html");
    assert!(page.starts_with("<!doctype html>") || page.starts_with("<!DOCTYPE html>"));
    assert!(page.trim_end().ends_with("</html>"));
    let report: Value = serde_json::from_str(&read("report.json")).unwrap();
    assert_eq!(report["schema"], "nourish/report/1");
    assert_eq!(report["header"]["name"], "Sample Person");
    assert_eq!(report["to_confirm"][0]["day"], "2026-09-30");
    assert!(read("report.csv").contains("\n2026-11-20,68.2,480,"));
}

#[cfg(unix)]
#[test]
fn the_key_of_a_try_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::empty();
    try_out(&house, &[]).done();
    let key = std::fs::metadata(house.path("nourish-try/journal.key")).unwrap();
    assert_eq!(key.permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_second_try_changes_nothing_and_says_how_to_begin_anew() {
    let house = House::empty();
    try_out(&house, &[]).done();
    let before = std::fs::read(house.path("nourish-try/journal.nourish")).unwrap();
    try_out(&house, &[]).done().says(&["there already", "nourish status", "nourish try --fresh"]);
    assert_eq!(std::fs::read(house.path("nourish-try/journal.nourish")).unwrap(), before);
}

#[test]
fn a_fresh_try_puts_the_old_one_aside() {
    let house = House::empty();
    try_out(&house, &[]).done();
    let before = std::fs::read(house.path("nourish-try/journal.nourish")).unwrap();
    for times in 1..=2 {
        try_out(&house, &["--fresh"]).done().says(&["68.2 kg"]);
        assert_eq!(house.files().len(), 1 + times, "{:?}", house.files());
    }
    let aside = house.files().into_iter().find(|name| name != "nourish-try").unwrap();
    assert_eq!(std::fs::read(house.path(&aside).join("journal.nourish")).unwrap(), before);
}

#[test]
fn a_folder_of_somebody_elses_is_left_alone() {
    let house = House::empty();
    std::fs::create_dir(house.path("photos")).unwrap();
    try_out(&house, &["--folder", "photos"]).refused(5, &["here already", "left as it is"]);
    assert_eq!(std::fs::read_dir(house.path("photos")).unwrap().count(), 0);
}

#[test]
fn the_commands_that_a_try_proposes_work() {
    let house = House::empty();
    let ran = try_out(&house, &[]).done();
    let proposed: Vec<&str> =
        ran.out.lines().filter_map(|line| line.strip_prefix("  nourish ")).map(str::trim).collect();
    assert!(proposed.len() >= 4, "{proposed:?}");
    for command in proposed {
        let words = command.split_whitespace();
        let secret = ["--journal", "nourish-try/journal.nourish", "--key-file", "nourish-try/journal.key"];
        house.plain(&secret.into_iter().chain(words).collect::<Vec<_>>()).done();
    }
}

#[test]
fn someone_who_does_well_has_no_flag_but_open_questions() {
    let house = House::empty();
    let report = try_out(&house, &["--person", "doing-well", "--json"]).done().json();
    assert_eq!(flags(&report), []);
    let words = try_out(&house, &["--person", "doing-well", "--folder", "words"]).done();
    words
        .says(&["63.0 kg", "No flags.", "CANNOT BE DECIDED YET"])
        .never_says(&["EMERGENCY", "CALL THE CARE"]);
}

#[test]
fn red_flags_are_for_the_same_day_and_name_the_number_to_call() {
    let house = House::empty();
    let report = try_out(&house, &["--person", "red-flags", "--folder", "r", "--json"]).done().json();
    let urgent: Vec<String> = flags(&report)
        .into_iter()
        .filter(|(_, level)| level == "same-day" || level == "emergency")
        .map(|(rule, _)| rule)
        .collect();
    for rule in ["fever", "hydration", "red_flag:black-stool", "red_flag:no-fluids-24h"] {
        assert!(urgent.iter().any(|urgent| urgent == rule), "no {rule} among {urgent:?}");
    }
    let journal =
        ["--journal", "r/journal.nourish", "--key-file", "r/journal.key", "--as-of", "2026-11-20T22:30"];
    let zone = ["--zone", "Europe/Madrid"];
    let status = |more: &[&str]| house.plain(&[&journal, &zone[..], &["status"], more].concat()).done();
    let team = ["CALL THE CARE TEAM TODAY", "38.4 °C on 2026-11-20, 9 days after", "6 months −7.8 %"];
    status(&[]).says(&team);
    status(&["--for", "patient"]).says(&["call your care team now", "555-0101"]);
}

#[test]
fn json_is_one_document_and_no_pipe_gets_colour() {
    let house = House::empty();
    for person in ["gastrectomy", "doing-well", "red-flags"] {
        let json = try_out(&house, &["--json", "--person", person, "--folder", person]).done();
        assert_eq!(json.json()["schema"], "nourish/report/1");
        assert_eq!(json.out.lines().count(), json.out.trim().lines().count());
        let folder = format!("{person}-words");
        try_out(&house, &["--person", person, "--folder", &folder]).done().never_says(&["\u{1b}"]);
    }
    let again = try_out(&house, &["--json", "--folder", "gastrectomy"]).done().json();
    assert_eq!(again["remedy"], "--fresh");
}
