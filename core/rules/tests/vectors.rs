//! Questions and expected answers, one JSON object a line in `vectors/<instrument>.jsonl`:
//! `{"why":…,"inputs":{…},"result":{…},"missing":[…]}`, or `"error":"<field>"` in place of the last two.
//! Expected values come from the publications named in the tables, never from running this code.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::fs;

use nourish_rules::{Tables, score};
use serde_json::{Value, json};

#[test]
fn every_instrument_answers_its_vectors() {
    let tables = Tables::built_in().unwrap();
    let mut failures = Vec::new();
    let mut count = 0;
    for listing in score::list(&tables) {
        let file = format!("{}/tests/vectors/{}.jsonl", env!("CARGO_MANIFEST_DIR"), listing.id);
        let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("{file} is missing"));
        for (number, line) in text.lines().enumerate() {
            count += 1;
            let vector: Value =
                serde_json::from_str(line).unwrap_or_else(|_| panic!("{file}:{}", number + 1));
            let question =
                json!({"id": number, "instrument": listing.id, "inputs": vector["inputs"]}).to_string();
            let answer: Value =
                serde_json::from_str(&score::answer(&tables, &question, true).to_string()).unwrap();
            let differs = match vector.get("error") {
                Some(field) => answer["error"]["field"] != *field,
                None => answer["result"] != vector["result"] || answer["missing"] != vector["missing"],
            };
            if differs {
                failures.push(format!("{}:{} {line}\n    got {answer}", listing.id, number + 1));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} differ:\n{}", failures.len(), failures.join("\n"));
    assert!(count > 800, "only {count} vectors were found");
}
