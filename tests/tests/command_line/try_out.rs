//! `nourish try`, as a newcomer meets it. The figures are those that samples/README.md works out by hand.

use nourish_tests::House;

#[test]
fn makes_a_journal_and_three_reports_and_says_what_the_rules_say() {
    let house = House::empty();
    let ran = house.plain(&["try"]).done().says(&[
        "Weight: 68.2 kg",
        "1 month −6.8 %",
        "6 months −12.8 %",
        "Severe nutritional risk before surgery (ESPEN)",
        "NRS-2002 total 5",
        "stage 2, severe",
        "2200 of 3000 ml",
        "Source: Weimann A",
        "nourish-try/report.html",
        "nourish doctor",
    ]);
    assert!(!ran.out.contains('\u{1b}'), "no colour where nobody sees it");
    for (name, begins) in [("report.html", "<!DOCTYPE html>"), ("report.json", "{"), ("report.csv", "day,")] {
        let text = std::fs::read_to_string(house.path("nourish-try").join(name)).unwrap();
        assert!(text.starts_with(begins), "{name}");
    }
    let sqlite = std::fs::read(house.path("nourish-try/journal.nourish")).unwrap();
    assert!(!sqlite.windows(6).any(|window| window == b"Sample"));
}

#[test]
fn a_second_run_says_so_and_a_fresh_one_puts_the_first_aside() {
    let house = House::empty();
    house.plain(&["try"]).done();
    let journal = house.path("nourish-try/journal.nourish");
    let before = std::fs::read(&journal).unwrap();
    house.plain(&["try"]).done().says(&["is there already", "--fresh"]);
    assert_eq!(std::fs::read(&journal).unwrap(), before);
    house.plain(&["try", "--fresh"]).done();
    assert_eq!(std::fs::read(house.path("nourish-try.before-1/journal.nourish")).unwrap(), before);
    assert_ne!(std::fs::read(&journal).unwrap(), before);
}

#[test]
fn answers_machines_with_one_document() {
    let report = House::empty().plain(&["--json", "try"]).done().json();
    assert_eq!(report["schema"], "nourish/report/1");
    let rules: Vec<&str> =
        report["flags"].as_array().unwrap().iter().map(|flag| flag["rule"].as_str().unwrap()).collect();
    for rule in ["nrs2002", "glim", "pons", "espen_surgery_severe_risk", "tube_delivery"] {
        assert!(rules.contains(&rule), "{rule} in {rules:?}");
    }
}

#[test]
fn the_person_who_does_well_has_no_flag() {
    House::empty()
        .plain(&["try", "--person", "doing-well"])
        .done()
        .says(&["No flags."])
        .never_says(&["CALL"]);
}

#[test]
fn red_flags_come_first() {
    let ran = House::empty().plain(&["try", "--person", "red-flags"]).done();
    let ran = ran.says(&[
        "CALL THE CARE TEAM TODAY",
        "Fever",
        "Black, tarry or bloody stool",
        "Fluids do not stay down",
    ]);
    let place = |text: &str| ran.out.find(text).unwrap();
    assert!(place("CALL THE CARE TEAM TODAY") < place("SPEAK OF IT AT THE NEXT CONTACT"));
}

#[test]
fn the_folder_of_somebody_else_is_left_alone() {
    let house = House::empty();
    std::fs::create_dir(house.path("nourish-try")).unwrap();
    let kept = house.write("nourish-try/letter.txt", "mine");
    house.plain(&["try"]).refused(5, &["left as it is"]);
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "mine");
}
