//! `nourish simulate`: fictional people, made as somebody would make them for a demonstration, then looked at as real ones.

use nourish_tests::House;
use std::collections::BTreeSet;

const FEW: [&str; 9] =
    ["simulate", "--people", "3", "--days", "40", "--first", "2026-06-01", "--out", "people"];

#[test]
fn people_are_made_whose_journals_open_and_say_something() {
    let house = House::empty();
    let ran = house.plain(&[&["--json"], &FEW[..]].concat()).done();
    let people = ran.json_lines();
    assert_eq!(people.len(), 3);
    let names: BTreeSet<&str> = people.iter().map(|person| person["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 3);
    for person in &people {
        let (file, key) = (person["file"].as_str().unwrap(), person["key_file"].as_str().unwrap());
        let look = |command: &[&str]| {
            let opened = ["--journal", file, "--key-file", key, "--as-of", "2026-07-10", "--zone", "UTC"];
            house.plain(&[&opened, command].concat()).done()
        };
        let health = look(&["--json", "doctor"]).json();
        assert_eq!((&health["sound"], &health["entries"]), (&true.into(), &person["entries"]));
        look(&["status"]).says(&["Weight"]);
        let report = look(&["report", "--format", "json"]).json();
        assert_eq!(report["schema"], "nourish/report/1");
        let bytes = std::fs::read(house.path(file)).unwrap();
        let name = person["name"].as_str().unwrap().as_bytes();
        assert!(!bytes.windows(name.len()).any(|window| window == name), "a name in the clear");
    }
    // Each has a key of its own.
    let (file, key) = (people[0]["file"].as_str().unwrap(), people[1]["key_file"].as_str().unwrap());
    house.plain(&["--journal", file, "--key-file", key, "doctor"]).refused(4, &["right key file"]);
}

#[test]
fn for_people_it_says_who_they_are_and_what_to_do_next() {
    let ran = House::empty().plain(&FEW).done();
    let ran = ran.says(&["person-00003.nourish: ", "kept by", "entries", "fictional", "--as-of 2026-07-10"]);
    assert_eq!(ran.out.lines().count(), 5);
}

#[test]
fn one_key_may_open_them_all() {
    let house = House::empty();
    house.plain(&[&FEW[..], &["--shared-key"]].concat()).done();
    for number in 1..=3 {
        let journal = format!("people/person-0000{number}.nourish");
        house.plain(&["--journal", &journal, "--key-file", "people/people.key", "doctor"]).done();
    }
    assert!(!house.path("people/person-00001.key").exists());
}

#[test]
fn the_same_seed_gives_the_same_lines_and_the_journal_holds_them() {
    let house = House::empty();
    let lines = |folder: &str, seed: &str| {
        let more = ["--format", "jsonl", "--seed", seed, "--out", folder];
        house.plain(&[&FEW[..7], &more[..]].concat()).done();
        std::fs::read_to_string(house.path(folder).join("person-00002.jsonl")).unwrap()
    };
    let first = lines("a", "1");
    assert_eq!(first, lines("b", "1"));
    assert_ne!(first, lines("c", "2"));
    house.plain(&FEW).done();
    let (journal, key) = ("people/person-00002.nourish", "people/person-00002.key");
    let exported = house.plain(&["--journal", journal, "--key-file", key, "export"]).done().json_lines();
    let drafts: Vec<serde_json::Value> =
        first.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(exported.len(), drafts.len());
    for (entry, draft) in exported.iter().zip(&drafts) {
        for member in ["kind", "occurred", "day", "source", "status", "fields", "origin"] {
            assert_eq!(entry.get(member), draft.get(member), "{member}");
        }
    }
}

#[test]
fn what_is_there_already_is_left_alone() {
    let house = House::empty();
    std::fs::create_dir(house.path("people")).unwrap();
    house.plain(&[&FEW[..2], &["0", "--days", "9", "--out", "people"]].concat()).with_code(2);
    let kept = house.write("people/letter.txt", "mine");
    house.plain(&FEW).refused(5, &["left as it is", "another name"]);
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "mine");
    assert_eq!(std::fs::read_dir(house.path("people")).unwrap().count(), 1);
    // An empty folder is as good as none.
    std::fs::remove_file(kept).unwrap();
    house.plain(&FEW).done();
    assert_eq!(std::fs::read_dir(house.path("people")).unwrap().count(), 6);
}

#[test]
fn a_first_day_that_cannot_be_is_refused_before_anything_is_made() {
    let house = House::empty();
    let with_first = |first: &str| {
        house.plain(&["simulate", "--people", "1", "--days", "30", "--out", "people", "--first", first])
    };
    with_first("June").refused(2, &["--first"]);
    with_first("2026-02-30").refused(2, &["--first"]);
    assert!(house.files().is_empty());
}
