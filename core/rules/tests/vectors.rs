//! Questions and expected answers, one JSON object a line in `vectors/<instrument>.jsonl`.
//!
//! The first line says where the expected values come from: `{"source":…,"place":…,"mark":…,"seen":…}`, the publication
//! as the table cites it, the place within it, how well it was checked, and what was in fact read. Marks: `V2` in two
//! or more independent copies, `V` in the copy named, `K` at least one number is common knowledge that was seen in no
//! copy of the publication; `seen` then says which.
//!
//! Every other line is `{"why":…,"inputs":{…},"result":{…},"missing":[…]}`, with `"explain":[…]` where the rows that
//! fired matter, or `"error":"<field>"` in place of the result. Expected values never come from running this code.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::fs;

use nourish_rules::{Tables, score};
use serde_json::{Value, json};

fn lines(instrument: &str) -> Vec<Value> {
    let file = format!("{}/tests/vectors/{instrument}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("{file} is missing"));
    let parse = |(number, line)| {
        serde_json::from_str(line).unwrap_or_else(|_| panic!("{file}:{} is no JSON", number + 1))
    };
    text.lines().enumerate().map(parse).collect()
}

#[test]
fn every_instrument_answers_its_vectors() {
    let tables = Tables::built_in().unwrap();
    let mut failures = Vec::new();
    let mut count = 0;
    for listing in score::list(&tables) {
        for (number, vector) in lines(&listing.id).iter().enumerate().skip(1) {
            count += 1;
            let question =
                json!({"id": number, "instrument": listing.id, "inputs": vector["inputs"]}).to_string();
            let answer: Value =
                serde_json::from_str(&score::answer(&tables, &question, true).to_string()).unwrap();
            let differs = match vector.get("error") {
                Some(field) => answer["error"]["field"] != *field,
                None => {
                    let explained = vector.get("explain").is_none_or(|rows| answer["explain"] == *rows);
                    answer["result"] != vector["result"]
                        || answer["missing"] != vector["missing"]
                        || !explained
                }
            };
            if differs {
                failures.push(format!("{}:{} {vector}\n    got {answer}", listing.id, number + 1));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} differ:\n{}", failures.len(), failures.join("\n"));
    assert!(count > 800, "only {count} vectors were found");
}

#[test]
fn every_file_says_where_its_expected_values_come_from() {
    let tables = Tables::built_in().unwrap();
    for listing in score::list(&tables) {
        let id = &listing.id;
        let all = lines(id);
        let text = |name: &str| all[0][name].as_str().unwrap_or_else(|| panic!("{id} names no {name}"));
        let cited = &tables.table(id).unwrap().sources;
        assert!(
            cited.iter().any(|source| source.citation == text("source")),
            "{id}: not a source of its table"
        );
        assert!(["V", "V2", "K"].contains(&text("mark")), "{id}: an unknown mark");
        assert!(!text("place").trim().is_empty() && !text("seen").trim().is_empty(), "{id} names no place");
        assert_eq!(
            text("mark") == "K",
            text("seen").contains("clinical reference"),
            "{id}: K names its section"
        );
        assert!(all.len() > 1, "{id} has no vector");
    }
}
