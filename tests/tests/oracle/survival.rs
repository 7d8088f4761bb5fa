//! Every number of every instrument's table is proven: a table with one mistake in it answers some question differently.
//!
//! A mutant is *refused* when the table's own reader stops at it, *found* when a vector or an oracle's case tells it
//! from the published rule. One that survives fails the test, unless it stands in [`HARMLESS`].

use std::fs;

use nourish_rules::{Tables, score};
use serde_json::{Value, json};

use crate::case::{Case, Instrument};
use crate::completion::{Verdict, answer};
use crate::contest::{cells, dice};
use crate::engine::agree;
use crate::mutation::{Mutant, mutants, with_setting};

/// Mutants that no question can tell: table, row, change, and why it cannot matter.
const HARMLESS: &[[&str; 4]] = &[];

/// Questions asked of every mutant, and those asked only of one that survives them.
const FIRST: [usize; 2] = [3_000, 5_000];
const THEN: [usize; 2] = [60_000, 40_000];

/// A reading of the table, with the oracle for it.
type Reading = (Option<(&'static str, &'static str)>, &'static Instrument);

/// Holds every mutant of an instrument's table against vectors and oracles.
pub(crate) fn hold(readings: &[Reading]) {
    let name = readings[0].1.name;
    let text = table(name);
    let proof = Proof { vectors: vectors(name), readings };
    let asked: Vec<Asked> = readings.iter().map(|(_, oracle)| Asked::of(oracle, FIRST)).collect();
    let mut more: Option<Vec<Asked>> = None;
    let (mut refused, mut by_vector, mut by_oracle, mut survivors) = (0, 0, 0, Vec::new());
    for mutant in mutants(&text) {
        let Some(tables) = parse(name, &mutant.text) else {
            refused += 1;
            continue;
        };
        if proof.vectors_differ(name, &tables) {
            by_vector += 1;
        } else if proof.oracles_differ(name, &mutant, &asked)
            || proof.oracles_differ(name, &mutant, more.get_or_insert_with(|| proof.ask_more()))
        {
            by_oracle += 1;
        } else {
            survivors.push(mutant);
        }
    }
    let harmless: Vec<&[&str; 4]> = HARMLESS.iter().filter(|known| known[0] == name).collect();
    let known = |mutant: &Mutant| {
        harmless.iter().any(|[_, row, change, _]| mutant.row == *row && mutant.change == *change)
    };
    let unknown: Vec<String> = survivors
        .iter()
        .filter(|mutant| !known(mutant))
        .map(|mutant| format!("    {}: {}", mutant.row, mutant.change))
        .collect();
    println!("{name}: {refused} refused, {by_vector} found by vectors, {by_oracle} by the oracle");
    assert!(unknown.is_empty(), "{name}: {} mutants survive\n{}", unknown.len(), unknown.join("\n"));
    assert_eq!(
        survivors.len(),
        harmless.len(),
        "{name}: a mutant that is called harmless is found after all"
    );
    assert!(by_vector + by_oracle > 0, "{name} has no mutant");
}

/// What a mutant is held against.
struct Proof<'r> {
    vectors: Vec<Value>,
    readings: &'r [Reading],
}

/// Questions and what the oracle answers to them.
struct Asked {
    oracle: &'static Instrument,
    questions: Vec<(Case<'static>, Verdict)>,
}

impl Asked {
    fn of(oracle: &'static Instrument, [most_cells, random]: [usize; 2]) -> Self {
        let mut dice = dice(oracle);
        let by_chance: Vec<Case<'static>> = (0..random).map(|_| dice.case(oracle)).collect();
        let questions = cells(oracle, most_cells).chain(by_chance).map(|case| {
            let verdict = answer(&case);
            (case, verdict)
        });
        Self { oracle, questions: questions.collect() }
    }

    /// Whether a table answers one of the questions otherwise, or not at all.
    fn differ(&self, tables: &Tables) -> bool {
        self.questions.iter().any(|(case, ours)| {
            let theirs = (self.oracle.engine)(tables, case);
            !theirs.is_ok_and(|theirs| agree(case, ours, &theirs))
        })
    }
}

impl Proof<'_> {
    fn vectors_differ(&self, name: &str, tables: &Tables) -> bool {
        self.vectors.iter().any(|vector| {
            let question = json!({"instrument": name, "inputs": vector["inputs"]}).to_string();
            let answer: Value =
                serde_json::from_str(&score::answer(tables, &question, true).to_string()).expect("JSON");
            match vector.get("error") {
                Some(field) => answer["error"]["field"] != *field,
                None => ["result", "missing", "explain"]
                    .iter()
                    .any(|part| vector.get(part).is_some_and(|expected| answer[*part] != *expected)),
            }
        })
    }

    /// A row may matter only in another reading of the table, so each reading's oracle is asked.
    fn oracles_differ(&self, name: &str, mutant: &Mutant, asked: &[Asked]) -> bool {
        self.readings.iter().zip(asked).any(|((setting, _), asked)| {
            let text = match setting {
                // A mutated setting is seen where no other reading covers it up.
                Some((setting, _)) if mutant.row == *setting => return false,
                Some((setting, choice)) => with_setting(&mutant.text, setting, choice),
                None => mutant.text.clone(),
            };
            parse(name, &text).is_some_and(|tables| asked.differ(&tables))
        })
    }

    fn ask_more(&self) -> Vec<Asked> {
        self.readings.iter().map(|(_, oracle)| Asked::of(oracle, THEN)).collect()
    }
}

/// The tables with one of them read otherwise.
pub(crate) fn read_otherwise(name: &str, setting: &str, choice: &str) -> Tables {
    parse(name, &with_setting(&table(name), setting, choice)).expect("a table")
}

fn parse(name: &str, text: &str) -> Option<Tables> {
    Tables::parse(&table("_inputs"), &[(&format!("{name}.toml"), text)]).ok()
}

fn table(name: &str) -> String {
    read(&format!("tables/{name}.toml"))
}

fn vectors(name: &str) -> Vec<Value> {
    let text = read(&format!("tests/vectors/{name}.jsonl"));
    // The first line is the file's source.
    text.lines().skip(1).map(|line| serde_json::from_str(line).expect("a vector")).collect()
}

fn read(path: &str) -> String {
    let path = format!("{}/../core/rules/{path}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).expect("a file of the rules")
}

#[test]
fn a_table_without_mistakes_survives() {
    let proof = Proof { vectors: vectors("pni"), readings: &[] };
    let tables = parse("pni", &table("pni")).unwrap();
    assert!(!proof.vectors_differ("pni", &tables));
    assert!(!Asked::of(&crate::laboratory::PNI, FIRST).differ(&tables));
}

#[test]
fn every_row_of_every_table_is_read() {
    let built_in = Tables::built_in().unwrap();
    for listing in score::list(&built_in) {
        let text = table(&listing.id);
        let rows = crate::rows::Rows::of(&text);
        let parsed = built_in.table(&listing.id).unwrap();
        assert_eq!(rows.of_kind("threshold").count(), parsed.thresholds().len(), "{}", listing.id);
        assert_eq!(rows.of_kind("band").count(), parsed.bands().len(), "{}", listing.id);
        assert_eq!(rows.of_kind("setting").count(), parsed.settings().len(), "{}", listing.id);
        for row in rows.of_kind("constant") {
            parsed.constant(row.id()).unwrap();
        }
        for row in rows.of_kind("grid") {
            assert!(parsed.grid(row.id()).unwrap().cells.len() == row.cells.len(), "{}", listing.id);
        }
        assert_eq!(rows.rows.len(), text.matches("\n[[").count(), "{}", listing.id);
    }
}
