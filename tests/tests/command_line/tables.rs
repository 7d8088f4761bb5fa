//! Entries as tables: for statistics, and in the shape that trials ask for.

use nourish_tests::House;
use std::collections::{BTreeMap, BTreeSet};

/// A table as rows of cells by the names of their columns: a plain reader of RFC 4180, which shares nothing with the writer.
fn read(house: &House, path: &str) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(house.path(path)).unwrap();
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match (quoted, sign) {
            (true, '"') if signs.peek() == Some(&'"') => cell.push(signs.next().unwrap()),
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') => {}
            (false, '\n') => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (_, sign) => cell.push(sign),
        }
    }
    let header = rows.remove(0);
    assert!(rows.iter().all(|row| row.len() == header.len()), "{path}: rows of other lengths");
    rows.into_iter().map(|row| header.iter().cloned().zip(row).collect()).collect()
}

fn house() -> House {
    let house = House::with(&[
        "gastrectomy/openscale.csv",
        "gastrectomy/pump.csv",
        "gastrectomy/plan.json",
        "gastrectomy/profile.json",
        "gastrectomy/diary.csv",
        "red-flags/intake.csv",
    ]);
    let weight = house.log(&["weight", "68.4kg", "fluid=oedema"]);
    house.run(&["amend", &weight, "weight=68.5kg", "--reason", "read again"]).done();
    house.log(&["note", "text==HYPERLINK(\"x\"), two, \"three\""]);
    house
}

#[test]
fn every_entry_that_stands_is_in_a_table_and_every_column_in_the_dictionary() {
    let house = house();
    house.run(&["export", "--format", "csv"]).with_code(2).says(&["--out"]);
    house.run(&["export", "--format", "csv", "--out", "tables"]).done().says(&["not encrypted"]);
    house.run(&["export", "--format", "csv", "--out", "tables"]).with_code(3).says(&["does not exist yet"]);

    let weights = read(&house, "tables/weight.csv");
    let listed =
        house.run(&["--json", "list", "--from", "2025-01-01", "--kind", "weight"]).done().out.lines().count();
    assert_eq!(weights.len(), listed, "the doubtful one included");
    assert_eq!(weights.iter().filter(|row| row["to_confirm"] == "yes").count(), 1);
    let corrected = weights.iter().find(|row| row["corrected"] == "yes").unwrap();
    assert_eq!((corrected["weight_g"].as_str(), corrected["fluid"].as_str()), ("68500", "oedema"));
    assert_eq!(corrected["occurred"], "2026-11-20T22:30:00+01:00");
    let note = &read(&house, "tables/note.csv");
    let note = note.iter().find(|row| row["text"].contains("HYPERLINK")).unwrap();
    assert_eq!(note["text"], "'=HYPERLINK(\"x\"), two, \"three\"", "no spreadsheet runs it");

    let dictionary = read(&house, "tables/dictionary.csv");
    let described: BTreeSet<(String, String)> =
        dictionary.iter().map(|row| (row["file"].clone(), row["column"].clone())).collect();
    for file in std::fs::read_dir(house.path("tables")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        if name != "dictionary.csv" {
            let row = read(&house, &format!("tables/{name}")).remove(0);
            assert!(row.keys().all(|column| described.contains(&(name.clone(), column.clone()))), "{name}");
        }
    }
    assert!(dictionary.iter().all(|row| !row["meaning"].is_empty() && !row["type"].is_empty()));
    let of_weight = dictionary.iter().find(|row| row["column"] == "weight_g").unwrap();
    assert_eq!((of_weight["unit"].as_str(), of_weight["permitted"].as_str()), ("g", "20000 to 300000"));
}

#[test]
fn a_trial_gets_long_tables_under_no_name() {
    let house = house();
    let names = ["--study", "EXAMPLE", "--subject", "EXAMPLE-001"];
    house.run(&[&["export", "--format", "cdisc", "--out", "trial"], &names[..]].concat()).done();

    let vital = read(&house, "trial/vs.csv");
    let corrected = vital.iter().find(|row| row["NSCORR"] == "Y").unwrap();
    assert_eq!((corrected["VSORRES"].as_str(), corrected["VSORRESU"].as_str()), ("68.5", "kg"));
    assert!(vital.iter().all(|row| row["USUBJID"] == "EXAMPLE-001" && row["STUDYID"] == "EXAMPLE"));
    assert!(vital.iter().zip(1..).all(|(row, number)| row["VSSEQ"] == number.to_string()));

    // samples/README.md: 11,970 ml in 14 nights of which 1,000 ml each were prescribed.
    let feeds = read(&house, "trial/ec.csv");
    let sum = |mood: &str| -> u64 {
        let of = feeds.iter().filter(|row| row["ECMOOD"] == mood && row["ECCAT"] == "enteral");
        of.map(|row| row["ECDOSE"].parse::<u64>().unwrap()).sum()
    };
    assert_eq!((sum("PERFORMED"), sum("SCHEDULED")), (11_970, 14_000));
    assert!(feeds.iter().all(|row| row["ECDOSU"] == "mL" && row["ECSTDTC"].contains('T')));

    let answers = read(&house, "trial/qs.csv");
    assert!(answers.iter().all(|row| row["QSEVLINT"] == "-P1D" && row["QSCAT"] == "NOURISH SYMPTOM LOG"));
    let labs = read(&house, "trial/lb.csv");
    assert!(labs.iter().all(|row| row["LBDTC"].len() == 10), "of a lab the profile knows the day alone");
    let procedures = read(&house, "trial/pr.csv");
    assert!(procedures.iter().any(|row| row["PRCAT"] == "surgery" && row["PRSTATUS"] == "planned"));
    assert!(read(&house, "trial/cm.csv").iter().any(|row| row["CMCYCLE"] == "1" && row["CMOCCUR"] == "Y"));

    for file in std::fs::read_dir(house.path("trial")).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("HYPERLINK"), "notes stay out of {}", path.display());
        assert_eq!(text.matches("PRO-CTCAE").count(), text.matches("; not PRO-CTCAE").count());
        let mut codes = BTreeSet::new();
        if path.ends_with("codebook.csv") {
            codes.extend(read(&house, "trial/codebook.csv").into_iter().map(|row| row["code"].clone()));
            assert!(answers.iter().all(|row| codes.contains(&row["QSTESTCD"])));
            assert!(labs.iter().all(|row| codes.contains(&row["LBTESTCD"])));
        }
    }
}
