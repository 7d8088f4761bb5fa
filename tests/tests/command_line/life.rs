//! A journal's life: made, logged in, corrected, looked at, handed over.

use nourish_tests::House;

#[test]
fn what_is_logged_can_be_corrected_taken_back_and_explained() {
    let house = House::new();
    let weight = house.log(&["weight", "86.4kg"]);
    house.log(&["oral-intake", "meal=lunch", "energy=420kcal", "protein=18g"]);
    house
        .run(&["amend", &weight[..8], "weight=68.4kg", "--reason", "digits swapped"])
        .done()
        .says(&["68.4 kg"]);
    house
        .run(&["list"])
        .done()
        .says(&["weight 68.4 kg [corrected]", "meal lunch, energy 420 kcal, protein 18 g"]);
    house.run(&["show", &weight]).done().says(&[
        "Logged",
        "86.4 kg",
        "Corrected",
        "68.4 kg",
        "because: digits swapped",
    ]);
    house.run(&["retract", &weight, "--reason", "the neighbour's scale"]).done();
    house.run(&["list", "--kind", "weight"]).done().says(&["Nothing was logged"]);
    house.run(&["show", &weight]).done().says(&["Taken back", "because: the neighbour's scale"]);
    house.run(&["amend", &weight, "weight=70kg", "--reason", "x"]).refused(3, &["no such entry"]);
    assert_eq!(house.sound(), 4);
}

#[test]
fn an_amendment_keeps_the_fields_it_does_not_name() {
    let house = House::new();
    let meal =
        house.log(&["oral-intake", "meal=lunch", "energy=420kcal", "protein=18g", "description=soup, bread"]);
    house.run(&["amend", &meal, "energy=400kcal", "protein=", "--reason", "half the bread was left"]).done();
    let lines = house.run(&["--json", "list"]).done().json_lines();
    let fields = &lines[0]["fields"];
    assert_eq!(fields["energy_kcal_milli"], 400_000);
    assert_eq!(
        (fields["meal"].as_str(), fields["description"].as_str()),
        (Some("lunch"), Some("soup, bread"))
    );
    assert!(fields.get("protein_mg").is_none());
}

#[test]
fn a_passphrase_opens_it_from_a_file_and_from_the_environment() {
    let house = House::empty();
    house.write("secret.txt", "plainly fictional\n");
    house.plain(&["--passphrase-file", "secret.txt", "init"]).done();
    house.plain(&["--passphrase-file", "secret.txt", "log", "weight", "68.4kg"]).done();
    let mut by_environment = nourish_tests::nourish();
    by_environment.env("NOURISH_PASSPHRASE", "plainly fictional").current_dir(house.path("."));
    nourish_tests::Ran::of(by_environment.arg("doctor")).done().says(&["1 entries"]);
}

#[test]
fn reports_are_written_in_every_format_and_alike_each_time() {
    let house =
        House::with(&["doing-well/profile.json", "doing-well/openscale.csv", "doing-well/intake.csv"]);
    for (format, begins) in [("html", "<!DOCTYPE html>"), ("json", "{"), ("csv", "day,")] {
        let first = house.run(&["report", "--format", format]).done().out;
        assert!(first.starts_with(begins), "{format}");
        assert_eq!(house.run(&["report", "--format", format]).done().out, first);
        house.run(&["report", "--format", format, "--out", "report.out"]).done();
        assert_eq!(std::fs::read_to_string(house.path("report.out")).unwrap(), first);
    }
    assert!(!house.files().iter().any(|name| name.contains("unfinished")));
}

#[test]
fn a_report_is_told_in_the_language_and_units_that_are_asked_for() {
    let house =
        House::with(&["doing-well/profile.json", "doing-well/openscale.csv", "doing-well/intake.csv"]);
    let report = |more: &[&str]| house.run(&[&["report", "--for", "patient"], more].concat()).done().out;
    let spanish = report(&["--language", "es", "--units", "imperial"]);
    assert!(
        spanish.contains("<html lang=\"es\">") && spanish.contains("Peso, lb") && !spanish.contains("[en]")
    );
    assert!(report(&[]) == report(&["--language", "en", "--units", "metric"]));
    let data = |more: &[&str]| report(&[&["--format", "json"], more].concat());
    assert!(data(&[]) == data(&["--language", "es", "--units", "imperial"]));
    house.run(&["report", "--language", "spanish please"]).with_code(2);
}

#[test]
fn the_patients_words_hold_no_grade_and_no_prognosis() {
    let house =
        House::with(&["gastrectomy/profile.json", "gastrectomy/plan.json", "gastrectomy/openscale.csv"]);
    let ran = house.run(&["status", "--for", "patient"]).done();
    ran.never_says(&["NRS-2002 total", "stage 2", "kcal/kg", "survival", "Martin"]);
}

#[test]
fn an_export_is_whole_and_never_overwrites() {
    let house = House::new();
    let id = house.log(&["note", "slept well"]);
    house.run(&["retract", &id, "--reason", "another day"]).done();
    house.run(&["export", "--out", "all.jsonl"]).done();
    let text = std::fs::read_to_string(house.path("all.jsonl")).unwrap();
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains("\"slept well\"") && text.contains("\"retract\"") && text.contains("\"bytes\""));
    house.run(&["export", "--out", "all.jsonl"]).refused(3, &["does not exist yet"]);
    assert_eq!(std::fs::read_to_string(house.path("all.jsonl")).unwrap(), text);
}

#[test]
fn scores_are_given_line_by_line_and_a_bad_line_stops_nobody() {
    use std::io::Write;
    let mut command = nourish_tests::nourish();
    command.arg("score").stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    let questions = concat!(
        r#"{"id":"q1","instrument":"pons","inputs":{"age":70,"bmi":19.5,"wl_pct_6m":4,"ate_lt50pct_last_week":false,"albumin_g_dl":null}}"#,
        "\nnonsense\n",
        r#"{"id":"q3","instrument":"weight_change","inputs":{"reference_kg":62.0,"current_kg":58.9}}"#,
        "\n",
    );
    child.stdin.take().unwrap().write_all(questions.as_bytes()).unwrap();
    let ran = nourish_tests::Ran::from(child.wait_with_output().unwrap()).with_code(1);
    let answers = ran.json_lines();
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["result"]["positives"], 1);
    assert_eq!(answers[0]["result"]["at_risk"], true);
    assert_eq!(answers[0]["missing"][0], "albumin_g_dl");
    assert!(answers[1]["error"]["remedy"].is_string());
    // 62.0 to 58.9 kg is 5 % exactly.
    assert_eq!(
        (&answers[2]["result"]["loss_ge_5"], &answers[2]["result"]["loss_gt_5"]),
        (&true.into(), &false.into())
    );
}

#[test]
fn completions_and_man_pages_are_written() {
    let house = House::empty();
    house.plain(&["generate", "completions", "bash"]).done().says(&["_nourish"]);
    std::fs::create_dir(house.path("man")).unwrap();
    house.plain(&["generate", "man", "man"]).done();
    assert!(house.path("man/nourish-import.1").exists());
}
