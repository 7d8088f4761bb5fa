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
