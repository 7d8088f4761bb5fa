//! Every sample file from the command line. The counts are those of samples/README.md.

use nourish_tests::House;
use serde_json::Value;

/// Imports one sample and gives what the command says of it.
fn import(house: &House, sample: &str, options: &[&str]) -> Value {
    let ran = house.import(&[sample], &[&["--json"], options].concat());
    assert!(matches!(ran.code, Some(0 | 1)), "{ran:#?}");
    ran.json()
}

#[test]
fn the_scale_app_comes_in_once_however_often_it_is_exported() {
    let house = House::new();
    let first = import(&house, "gastrectomy/openscale.csv", &[]);
    assert_eq!((&first["added"], &first["refused_count"]), (&141.into(), &3.into()));
    let refused = first["refused"].as_array().unwrap();
    assert!(
        refused
            .iter()
            .all(|row| row["line"].as_u64().unwrap() > 1 && !row["remedy"].as_str().unwrap().is_empty())
    );
    let again = import(&house, "gastrectomy/openscale-again.csv", &[]);
    assert_eq!((&again["added"], &again["known"]), (&7.into(), &48.into()));
    let third = import(&house, "gastrectomy/openscale.csv", &[]);
    assert_eq!((&third["added"], &third["known"]), (&0.into(), &141.into()));
    assert_eq!(house.sound(), 148);
}

#[test]
fn a_preview_stores_nothing() {
    let house = House::new();
    let preview = import(&house, "gastrectomy/export.xml", &["--preview"]);
    assert!(preview["added"].as_u64().unwrap() > 1_800);
    assert_eq!(house.sound(), 0);
}

#[test]
fn every_file_of_every_person_comes_in_and_a_second_time_adds_nothing() {
    for files in [
        vec![
            "profile.json",
            "plan.json",
            "openscale.csv",
            "scale-comma.csv",
            "export.xml",
            "pump.csv",
            "diary.csv",
        ]
        .into_iter()
        .map(|name| format!("gastrectomy/{name}"))
        .collect::<Vec<_>>(),
        vec!["profile.json", "openscale.csv", "intake.csv", "diary.csv"]
            .into_iter()
            .map(|name| format!("doing-well/{name}"))
            .collect(),
        vec!["profile.json", "plan.json", "openscale.csv", "intake.csv", "diary.csv", "checkin.json"]
            .into_iter()
            .map(|name| format!("red-flags/{name}"))
            .collect(),
        vec!["fhir/weights-bundle.json".to_owned()],
    ] {
        let house = House::new();
        for file in &files {
            assert!(import(&house, file, &[])["added"].as_u64().unwrap() > 0, "{file}");
        }
        let entries = house.sound();
        for file in &files {
            assert_eq!(import(&house, file, &[])["added"], 0, "{file}");
        }
        assert_eq!(house.sound(), entries);
    }
}

#[test]
fn a_weight_in_the_wrong_unit_waits_to_be_confirmed() {
    let house = House::with(&["gastrectomy/openscale.csv"]);
    let lines =
        house.run(&["--json", "list", "--kind", "weight", "--from", "2026-05-23"]).done().json_lines();
    let waiting: Vec<&Value> = lines.iter().filter(|line| line["to_confirm"] == true).collect();
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0]["fields"]["weight_g"].as_u64().unwrap() > 150_000);
}

#[test]
fn what_a_file_leaves_open_is_asked_and_the_answer_taken() {
    let house = House::new();
    house.write("labs.csv", "date,test,result,unit\n2026-11-18,albumin,3.3,\n2026-11-18,crp,12,mg/L\n");
    let asked = house.run(&["import", "labs.csv"]).with_code(1);
    asked.says(&["added 1 entry", "--unit albumin=g/L or --unit albumin=g/dL"]).never_says(&["3.3"]);
    house
        .run(&["import", "labs.csv", "--unit", "albumin=g/dL"])
        .with_code(0)
        .says(&["added 1 entry, had 1 already"]);
    house.run(&["--json", "list", "--kind", "lab"]).with_code(0).says(&["33000"]);

    house.write("scale.csv", "Date,Weight\n04/07/2026,152\n");
    house.run(&["import", "scale.csv"]).with_code(3).says(&["--unit weight=lb"]);
    house.run(&["import", "scale.csv", "--unit", "weight"]).with_code(2).says(&["albumin=g/L"]);
    let unit = ["import", "scale.csv", "--unit", "weight=lb"];
    house.run(&unit).with_code(3).says(&["--dates day-first"]);
    house.run(&[&unit[..], &["--dates", "day-first"]].concat()).with_code(0).says(&["added 1 entry"]);
    assert_eq!(house.sound(), 3);
}

#[test]
fn any_table_comes_in_by_a_mapping() {
    let house = House::new();
    let mapping = "schema = \"nourish/mapping/1\"\nsystem = \"kitchen\"\ndate = { column = \"when\", format = \"iso\" }\n\
                   [[entry]]\nkind = \"weight\"\nfields.weight = { column = \"mass\", unit = \"kg\" }\n";
    house.write("mapping.toml", mapping);
    house.write("table.csv", "when,mass\n2026-11-18T07:00,68.4\n2026-11-19T07:00,68.6\n");
    house.run(&["import", "table.csv"]).with_code(2).says(&["--format"]);
    let by_mapping = ["import", "table.csv", "--mapping", "mapping.toml"];
    house.run(&by_mapping).with_code(0).says(&["added 2 entries"]);
    house.run(&by_mapping).with_code(0).says(&["added 0 entries, had 2 already"]);
    house.write("mapping.toml", mapping.replace("weight =", "wieght ="));
    house.run(&by_mapping).with_code(3).says(&["entry[0].fields.wieght", "nourish kinds weight"]);
}

const WEIGHINGS: &str =
    "dateTime,weight\n2026-11-18 07:10,68.6\n2026-11-19 07:05,68.4\n2026-11-20 07:20,68.3\n";

/// The root of the entry of a day, by what the list says.
fn root_of(house: &House, day: &str) -> String {
    let ran = house.run(&["--json", "list", "--from", day, "--to", day]).with_code(0);
    ran.json()["id"].as_str().unwrap().to_owned()
}

#[test]
fn an_import_is_listed_undone_and_done_again() {
    let house = House::new();
    house.write("scale.csv", WEIGHINGS);
    house.run(&["imports"]).with_code(0).says(&["Nothing was imported here"]);
    let name = house.run(&["--json", "import", "scale.csv"]).json()["import"].as_str().unwrap().to_owned();
    house
        .run(&["imports"])
        .with_code(0)
        .says(&[&name, "scale.csv (openscale): 3 entries from 2026-11-18 to 2026-11-20"]);

    house
        .run(&["import", "--undo", &name, "--reason", "another person's scale"])
        .with_code(0)
        .says(&["Taken back 3 entries"]);
    house.run(&["list", "--to", "2026-11-20"]).with_code(0).says(&["Nothing was logged"]);
    house.run(&["imports"]).with_code(0).says(&["undone", "another person's scale"]);
    let twice = house.run(&["--json", "import", "--undo", &name]).with_code(0).json();
    assert_eq!((&twice["taken_back"], &twice["gone"]), (&0.into(), &3.into()));

    house.run(&["import", "scale.csv"]).with_code(0).says(&["added 3 entries, had 0 already"]);
    house.run(&["import", "scale.csv"]).with_code(0).says(&["added 0 entries, had 3 already"]);
    assert_eq!(house.sound(), 9, "three, three that take them back, three anew");
    house.run(&["import", "--undo", "0000ffff"]).with_code(3).says(&["no such import", "nourish imports"]);
    house.run(&["import", "--undo", &name, "scale.csv"]).with_code(2);
}

#[test]
fn what_a_person_did_since_outlives_the_undoing_of_an_import() {
    let house = House::new();
    house.write("scale.csv", WEIGHINGS);
    let name = house.run(&["--json", "import", "scale.csv"]).json()["import"].as_str().unwrap().to_owned();
    let corrected = root_of(&house, "2026-11-19");
    house.run(&["amend", &corrected, "weight=68.5kg", "--reason", "read again"]).with_code(0);
    let taken_back = root_of(&house, "2026-11-20");
    house.run(&["retract", &taken_back, "--reason", "not mine"]).with_code(0);

    let undone = house.run(&["--json", "import", "--undo", &name]).with_code(1).json();
    assert_eq!(
        (&undone["taken_back"], &undone["gone"], &undone["corrected_count"]),
        (&1.into(), &1.into(), &1.into())
    );
    assert_eq!(undone["corrected"][0], corrected.as_str());
    house
        .run(&["list", "--from", "2026-11-18", "--to", "2026-11-20"])
        .with_code(0)
        .says(&["68.5 kg", "[corrected]"]);
    // What the import took back comes anew; what the person corrected is there, and what the person took back stays so.
    house.run(&["import", "scale.csv"]).with_code(0).says(&["added 1 entry, had 2 already"]);
    let forced = house.run(&["--json", "import", "--undo", &name, "--with-corrected"]).with_code(0).json();
    assert_eq!((&forced["taken_back"], &forced["corrected_count"]), (&1.into(), &0.into()));
}

#[test]
fn a_preview_shows_what_would_come_and_what_would_not() {
    let house = House::new();
    house.write("scale.csv", format!("{WEIGHINGS}2026-11-20 07:30,sixty\n"));
    let ran = house.run(&["import", "scale.csv", "--preview"]).with_code(1);
    ran.says(&[
        "would add 3 entries",
        "3 weight from 2026-11-18 to 2026-11-20",
        "2026-11-18 07:10  weight  weight 68.6 kg (openScale)",
        "line 5: weight is not a number",
    ]);
    let json = house.run(&["--json", "import", "scale.csv", "--preview"]).json();
    assert_eq!((&json["kinds"]["weight"], &json["import"]), (&3.into(), &Value::Null));
    assert_eq!(json["first"][2]["fields"]["weight_g"], 68_300);
    assert_eq!(house.sound(), 0);
}

#[test]
fn a_backup_takes_along_what_can_be_undone() {
    let house = House::new();
    house.write("scale.csv", WEIGHINGS);
    let name = house.run(&["--json", "import", "scale.csv"]).json()["import"].as_str().unwrap().to_owned();
    house.run(&["backup", "kept.nourish-backup"]).with_code(0);
    let there = ["--journal", "again.nourish", "--key-file", "journal.key"];
    let restored = |arguments: &[&str]| house.plain(&[&there[..], arguments].concat());
    restored(&["restore", "kept.nourish-backup"]).with_code(0);
    restored(&["import", "--undo", &name]).with_code(0).says(&["Taken back 3 entries"]);
}
