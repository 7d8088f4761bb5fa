//! Keeping a journal at the command line: backing up, restoring, merging, mending, erasing.

use nourish_tests::{House, Ran};

/// A journal with blocks and fresh entries, and a backup of it.
fn backed_up() -> House {
    let house = House::with(&["doing-well/openscale.csv", "doing-well/diary.csv"]);
    house.log(&["weight", "63.1kg"]);
    let made = house.run(&["--json", "backup", "safe.nourish-backup"]).done().json();
    assert_eq!(made["entries"], 508);
    house
}

#[test]
fn a_lost_journal_is_restored_from_its_backup_with_the_key_alone() {
    let house = backed_up();
    let before = house.export();
    let elsewhere = House::empty();
    for name in ["journal.key", "safe.nourish-backup"] {
        std::fs::copy(house.path(name), elsewhere.path(name)).unwrap();
    }
    elsewhere.run(&["restore", "safe.nourish-backup"]).done().says(&["Restored 508 entries"]);
    assert_eq!(elsewhere.export(), before);
    elsewhere.log(&["weight", "63.0kg"]);
    assert_eq!(elsewhere.sound(), 509);
    // And back again.
    elsewhere.run(&["backup", "newer.nourish-backup"]).done();
    std::fs::copy(elsewhere.path("newer.nourish-backup"), house.path("newer.nourish-backup")).unwrap();
    house.run(&["merge", "newer.nourish-backup"]).done().says(&["Added 1 entries, had 508 already"]);
    house.run(&["merge", "newer.nourish-backup"]).done().says(&["Added 0 entries, had 509 already"]);
    assert_eq!(house.sound(), 509);
}

#[test]
fn a_backup_has_a_name_of_its_own_and_overwrites_nothing() {
    let house = House::with(&["doing-well/openscale.csv"]);
    house.run(&["backup"]).done().says(&["journal-2026-11-20.nourish-backup", "restored them on trial"]);
    house.run(&["backup"]).refused(5, &["there is a file here already"]);
    house
        .run(&["restore", "journal-2026-11-20.nourish-backup"])
        .refused(5, &["there is a file here already"]);
    house.run(&["merge", "absent.nourish-backup"]).refused(3, &["the backup cannot be used"]);
    house.run(&["merge", "journal.key"]).refused(3, &["not a backup"]);
    let mut bytes = std::fs::read(house.path("journal-2026-11-20.nourish-backup")).unwrap();
    let half = bytes.len() / 2;
    bytes[half] ^= 1;
    house.write("broken.nourish-backup", bytes);
    house
        .run(&["merge", "broken.nourish-backup"])
        .refused(3, &["damaged or incomplete", "nothing was changed"]);
    assert_eq!(house.sound(), 33);
    let leftovers: Vec<_> = house
        .files()
        .into_iter()
        .filter(|name| name.contains("unfinished") || name.contains("trial"))
        .collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
}

/// Overwrites one page after another at this place until the doctor finds something that can be mended; gives what it said.
fn damage(house: &House, place: usize) -> Ran {
    let whole = std::fs::read(house.journal()).unwrap();
    for page in 1..whole.len() / 4096 {
        let place = page * 4096 + place;
        let mut broken = whole.clone();
        broken[place..place + 10].fill(0x5a);
        house.write("journal.nourish", &broken);
        let doctor = house.run(&["doctor"]);
        if doctor.code == Some(1) && doctor.out.contains("--repair") {
            return doctor;
        }
    }
    panic!("no page held an entry");
}

#[test]
fn a_damaged_journal_is_explained_repaired_after_a_copy_and_refilled() {
    let house = backed_up();
    let before = house.export();
    damage(&house, 2_000).says(&[
        "damaged",
        "Do not delete the file",
        "nourish doctor --repair",
        "nourish merge",
    ]);
    let broken = std::fs::read(house.journal()).unwrap();
    house.run(&["doctor", "--repair"]).with_code(1).says(&["missing", "copied to", "nourish merge"]);
    assert!(house.files().contains(&"journal.nourish.before-repair".to_owned()));
    assert!(std::fs::read(house.journal()).unwrap() != broken);
    // The person goes on at once.
    let id = house.log(&["weight", "63.0kg"]);
    house.run(&["list"]).says(&["63 kg"]);
    house.run(&["merge", "safe.nourish-backup"]).done();
    assert_eq!(house.sound(), 509);
    house
        .run(&["erase", &id, "--reason", "only a trial", "--yes"])
        .done()
        .says(&["Erased 1 entries", "before-repair"]);
    let after: Vec<_> =
        house.export().lines().filter(|line| !line.contains("erasure")).map(str::to_owned).collect();
    let mut before: Vec<_> = before.lines().map(str::to_owned).collect();
    let mut after = after;
    before.sort();
    after.sort();
    assert_eq!(after, before);
}

#[test]
fn logging_into_a_damaged_journal_says_so_and_goes_on() {
    let house = House::new();
    for kilograms in ["68.4kg", "68.3kg", "68.2kg"] {
        house.log(&["weight", kilograms]);
    }
    // A page that is not full has its rows at its end.
    damage(&house, 3_900);
    let ran = house.run(&["log", "weight", "68.1kg"]).done();
    ran.says(&["Part of the journal is damaged", "nothing is deleted"]);
    house.run(&["doctor"]).with_code(1).says(&["missing", "1 damaged parts were set aside"]);
}

#[test]
fn what_is_due_and_today_say_that_part_could_not_be_read() {
    let house = House::new();
    for kilograms in ["68.4kg", "68.3kg", "68.2kg"] {
        house.log(&["weight", kilograms]);
    }
    house.run(&["due"]).done();
    damage(&house, 3_900);
    for shown in [&["plan"][..], &["due"], &["due", "--reminders", "3"], &["today"], &["--json", "today"]] {
        house.run(shown).with_code(1).says(&["Part of the journal is damaged", "nourish doctor"]);
    }
}

#[test]
fn an_erased_entry_is_on_no_list_and_in_the_export_only_as_erased() {
    let house = House::new();
    let id = house.log(&["note", "zz-words-to-be-erased"]);
    house.run(&["amend", &id, "text=zz-words-corrected", "--reason", "typo"]).done();
    house.run(&["erase", &id, "--reason", "not mine"]).refused(2, &["--yes"]);
    assert!(house.export().contains("zz-words-to-be-erased"));
    house.run(&["erase", &id, "--reason", "", "--yes"]).refused(3, &["reason"]);
    house.run(&["erase", &id, "--reason", "not mine", "--yes"]).done().says(&["Erased 2 entries"]);
    house.run(&["list"]).done().never_says(&["zz-words", "erase"]);
    house.run(&["show", &id]).refused(3, &["no such entry"]);
    let export = house.export();
    assert!(!export.contains("zz-words") && !export.contains(&id[..12]));
    let lines: Vec<serde_json::Value> =
        export.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    for (line, seq) in lines.iter().zip(1..) {
        assert_eq!((line["kind"].as_str(), line["reason"].as_str()), (Some("erasure"), Some("not mine")));
        assert_eq!((line["erased"]["seq"].as_u64(), &line["erased"]["device"]), (Some(seq), &line["device"]));
        assert!(line["occurred"].as_str().unwrap().starts_with("2026-11-20T22:30"));
    }
    assert_eq!(house.sound(), 2);
    house.run(&["status"]).done();
}

#[test]
fn a_remembered_head_tells_an_older_copy_of_the_file() {
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    house.run(&["doctor", "--head", "head"]).done();
    let old = std::fs::read(house.journal()).unwrap();
    house.log(&["weight", "68.3kg"]);
    house.log(&["weight", "68.2kg"]);
    house.run(&["doctor", "--head", "head"]).done();
    house.write("journal.nourish", &old);
    house.run(&["doctor"]).done();
    let says = ["older than what was remembered", "2 signed entries", "nourish merge"];
    house.run(&["doctor", "--head", "head"]).with_code(1).says(&says);
    // What was remembered stays remembered.
    house.run(&["doctor", "--head", "head"]).with_code(1).says(&says);
}

#[test]
fn a_journal_of_a_newer_version_is_read_and_not_written() {
    let house = House::with(&["doing-well/openscale.csv"]);
    let before = house.export();
    let mut bytes = std::fs::read(house.journal()).unwrap();
    // The user version, 4 bytes at offset 60.
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    house.write("journal.nourish", &bytes);
    let exported = house.run(&["export"]).done();
    assert_eq!(exported.out, before);
    exported.says(&["A newer version wrote this journal", "reading alone"]);
    house.run(&["log", "weight", "63kg"]).refused(8, &["file version 99", "update this program"]);
    house.run(&["doctor", "--repair"]).with_code(8).says(&["reading alone"]);
    assert_eq!(std::fs::read(house.journal()).unwrap(), bytes);
}
