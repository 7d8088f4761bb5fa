//! Makes the frozen journal of `tests/vectors`, into an empty folder named as the one argument.
//!
//! It was run once. The vectors are never made anew: where they no longer open, the format is broken.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "stops at the first surprise")]

use nourish_journal::{Durability, FileKey, Format, ImportOptions, Journal, Moment, Secret};
use nourish_seal::SeededEntropy;
use nourish_tests::golden_drafts;
use std::path::PathBuf;

/// Three weeks from a scale, which go straight into blocks; one row is no weight.
const SCALE: &str = "dateTime,weight,comment
2026-10-26 07:10,70.1,
2026-10-29 07:05,70.0,
2026-11-02 07:12,69.8,after breakfast
2026-11-05 07:20,69.9,
2026-11-09 07:01,sixty,
2026-11-10 07:03,69.4,
2026-11-13 07:09,69.3,
";

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("the folder to write to"));
    let place = |name: &str| folder.join(name);
    let key = FileKey::make(&mut SeededEntropy::new(1)).unwrap();
    std::fs::write(place("journal-v1.key"), format!("{}\n", key.to_text().as_str())).unwrap();

    let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]").unwrap();
    let entropy = Box::new(SeededEntropy::new(2));
    let (path, secret) = (place("journal-v1.nourish"), Secret::KeyFile(&key));
    let mut journal = Journal::create_with(&path, secret, Durability::default(), entropy).unwrap();
    let options = ImportOptions::new(Format::OpenScaleCsv, "Europe/Madrid".parse().unwrap());
    journal.import(SCALE.as_bytes(), &options, &now, || true).unwrap();

    let logged: Vec<_> = golden_drafts().into_iter().map(|draft| journal.log(draft, &now).unwrap()).collect();
    let weight = logged.get(1).unwrap();
    let fact = weight.fact().unwrap().clone();
    journal.amend(weight.id(), fact, None, "looked again", &now).unwrap();
    journal.retract(logged.get(19).unwrap().id(), "not mine", &now).unwrap();
    journal.settle().unwrap();

    let mut lines = Vec::new();
    journal.export(&mut lines).unwrap();
    std::fs::write(place("journal-v1.jsonl"), lines).unwrap();
}
