//! No word that a person entered leaves the seal: not in messages, not in files.

use nourish_tests::House;

const WORD: &str = "unmistakable-marker";

#[test]
fn no_word_stands_in_any_file() {
    let house = House::new();
    house.log(&["note", WORD]);
    house.log(&["medicine", WORD, "taken=yes"]);
    for name in house.files() {
        let bytes = std::fs::read(house.path(&name)).unwrap();
        assert!(!bytes.windows(WORD.len()).any(|window| window == WORD.as_bytes()), "{name}");
    }
}

#[test]
fn no_word_stands_in_any_refusal() {
    let house = House::new();
    for arguments in [
        vec!["log", "weight", WORD],
        vec!["log", "oral-intake", "meal=unmistakable-marker"],
        vec!["log", "weight", "68kg", "--at", WORD],
        vec!["list", "--from", WORD],
        vec!["show", WORD],
    ] {
        let ran = house.run(&arguments);
        assert_ne!(ran.code, Some(0));
        ran.never_says(&[WORD]);
    }
}

#[test]
fn no_row_of_a_file_is_repeated() {
    let house = House::new();
    house.write(
        "diary.csv",
        format!("date,time,symptom,frequency,severity,interference,note\n2026-11-01,20:00,{WORD},1,1,,\n"),
    );
    let ran = house.run(&["import", "diary.csv", "--format", "diary"]).with_code(1);
    ran.never_says(&[WORD]);
}
