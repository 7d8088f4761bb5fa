//! A command that is killed at any moment leaves a sound journal: all of an import, or nothing.

use nourish_tests::{House, sample};
use std::process::Stdio;
use std::time::Duration;

#[test]
fn an_import_that_is_killed_leaves_all_or_nothing() {
    let export = sample("gastrectomy/export.xml");
    let whole = {
        let house = House::new();
        house.import(&["gastrectomy/export.xml"], &[]);
        house.sound()
    };
    let mut outcomes = [0; 2];
    for milliseconds in [5, 20, 40, 60, 80, 100, 130, 160, 200, 260, 340, 450] {
        let house = House::new();
        let mut command = house.command(&["import", export.to_str().unwrap()]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        let entries = house.sound();
        assert!(entries == 0 || entries == whole, "{entries} of {whole} after {milliseconds} ms");
        outcomes[usize::from(entries > 0)] += 1;
        house.import(&["gastrectomy/export.xml"], &[]);
        assert_eq!(house.sound(), whole);
    }
    assert!(outcomes[0] > 0, "no import was killed in time");
}

/// Waits that follow from a number, in milliseconds, below `bound`.
fn wait_ms(round: u64, bound: u64) -> u64 {
    (round * 7_919 + 13) % bound
}

#[test]
fn logging_killed_again_and_again_keeps_every_entry_that_was_confirmed() {
    let house = House::new();
    let mut confirmed = Vec::new();
    for round in 0..60 {
        let mut command = house.command(&["--json", "log", "weight", "68.4kg"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait_ms(round, 50)));
        child.kill().unwrap();
        let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        if let Ok(entry) = serde_json::from_str::<serde_json::Value>(&said) {
            confirmed.push(entry["id"].as_str().unwrap().to_owned());
        }
    }
    let entries = house.sound();
    assert!(entries >= confirmed.len() as u64, "{entries} of {}", confirmed.len());
    let export = house.export();
    for id in &confirmed {
        assert!(export.contains(id.as_str()), "{id} was confirmed");
    }
    house.log(&["weight", "68.3kg"]);
    assert_eq!(house.sound(), entries + 1);
}

#[test]
fn a_backup_that_is_killed_has_no_name_or_is_whole() {
    let house = House::with(&["gastrectomy/export.xml"]);
    let mut unnamed = 0;
    for round in 0..16 {
        let name = format!("{round}.nourish-backup");
        let mut command = house.command(&["backup", &name]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait_ms(round, 300)));
        child.kill().unwrap();
        child.wait().unwrap();
        if house.path(&name).exists() {
            house.run(&["merge", &name]).done().says(&["Added 0 entries"]);
        } else {
            unnamed += 1;
        }
    }
    assert!(unnamed > 0, "no backup was killed in time");
    house.run(&["backup", "0.nourish-backup"]).done();
    assert_eq!(house.sound(), 1893);
}
