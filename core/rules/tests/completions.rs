//! What "decided", "open" and "missing" mean, checked by brute force: a partial question is compared with every way
//! of completing it. A field is decided if and only if all completions agree; an input is missing if and only if some
//! completion of the others leaves it a say.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::collections::{BTreeMap, BTreeSet};

use nourish_rules::{InputKind, Tables, score};
use serde_json::{Map, Value, json};

/// A few values an input, chosen to fall into every class of the published table.
fn candidates(tables: &Tables, instrument: &str, name: &str) -> Vec<Value> {
    match &tables.input(name).unwrap().kind {
        InputKind::Flag => vec![json!(false), json!(true)],
        InputKind::Choice { words } => words.iter().map(|word| json!(word)).collect(),
        InputKind::List { .. } => Vec::new(),
        InputKind::Number { min, max, whole: true, .. } => {
            (min.to_whole().unwrap()..=max.to_whole().unwrap()).map(|value| json!(value)).collect()
        }
        InputKind::Number { .. } => {
            let table = tables.table(instrument).unwrap();
            let thresholds =
                table.thresholds().iter().filter(|row| row.quantity == name).map(|row| row.bound);
            let bands = table.bands().iter().filter(|row| row.quantity == name);
            let bounds = thresholds.chain(bands.flat_map(|row| row.lower.into_iter().chain(row.upper)));
            let mut texts: BTreeSet<String> = BTreeSet::new();
            let small = nourish_rules::Exact::parse("0.001").unwrap();
            for bound in bounds {
                let value = bound.value();
                for near in [value.minus(small).unwrap(), value, value.plus(small).unwrap()] {
                    texts.insert(near.to_text());
                }
            }
            if name == "lln" {
                texts.extend(["900".to_owned(), "1800".to_owned(), "2500".to_owned()]);
            }
            texts.iter().map(|text| serde_json::from_str(text).unwrap()).collect()
        }
    }
}

/// A small repeatable source of choices (xorshift64).
struct Choices(u64);

impl Choices {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}

fn ask(
    tables: &Tables,
    instrument: &str,
    inputs: &BTreeMap<String, Value>,
) -> (Map<String, Value>, Vec<String>) {
    let question = json!({"instrument": instrument, "inputs": inputs}).to_string();
    let answer: Value = serde_json::from_str(&score::answer(tables, &question, false).to_string()).unwrap();
    let result = answer["result"].as_object().unwrap_or_else(|| panic!("{question} {answer}")).clone();
    (result, serde_json::from_value(answer["missing"].clone()).unwrap())
}

/// Every way to fill the unknown inputs.
fn completions(
    known: &BTreeMap<String, Value>,
    unknown: &[(String, Vec<Value>)],
) -> Vec<BTreeMap<String, Value>> {
    unknown.iter().fold(vec![known.clone()], |partial, (name, values)| {
        let extend = |one: BTreeMap<String, Value>| {
            values
                .iter()
                .map(move |value| {
                    let mut more = one.clone();
                    more.insert(name.clone(), value.clone());
                    more
                })
                .collect::<Vec<_>>()
        };
        partial.into_iter().flat_map(extend).collect()
    })
}

fn check(
    tables: &Tables,
    instrument: &str,
    known: &BTreeMap<String, Value>,
    unknown: &[(String, Vec<Value>)],
) {
    let (partial, missing) = ask(tables, instrument, known);
    let all: Vec<_> = completions(known, unknown)
        .into_iter()
        .map(|inputs| {
            let result = ask(tables, instrument, &inputs).0;
            (inputs, result)
        })
        .collect();
    let context = format!("{instrument} {known:?}");
    for (field, value) in partial.iter().filter(|(field, _)| !field.starts_with("total_")) {
        let complete: BTreeSet<String> = all.iter().map(|(_, result)| result[field].to_string()).collect();
        match field.as_str() {
            "positives" => {
                let least = complete.iter().map(|text| text.parse::<i64>().unwrap()).min();
                assert_eq!(least, value.as_i64(), "{context} positives");
            }
            "reason" => {}
            _ if complete.len() == 1 => assert!(complete.contains(&value.to_string()), "{context}: {field}"),
            _ => assert!(value.is_null(), "{context}: {field} is open: {complete:?}"),
        }
    }
    if let Some(least) = partial.get("total_min") {
        let name = if partial.contains_key("total") { "total" } else { "score" };
        let totals: BTreeSet<i64> = all.iter().map(|(_, result)| result[name].as_i64().unwrap()).collect();
        assert_eq!(totals.first().copied(), least.as_i64(), "{context}");
        assert_eq!(totals.last().copied(), partial["total_max"].as_i64(), "{context}");
    }
    for (name, _) in unknown {
        let mut by_others: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (inputs, result) in &all {
            let mut others = inputs.clone();
            others.remove(name);
            by_others.entry(format!("{others:?}")).or_default().insert(format!("{result:?}"));
        }
        let has_a_say = by_others.values().any(|results| results.len() > 1);
        assert_eq!(missing.contains(name), has_a_say, "{context}: {name}");
    }
    assert!(missing.iter().all(|name| unknown.iter().any(|(open, _)| open == name)), "{context}");
}

fn sweep(instrument: &str, rounds: usize) {
    let tables = Tables::built_in().unwrap();
    let inputs: Vec<(String, Vec<Value>)> = tables
        .table(instrument)
        .unwrap()
        .inputs
        .iter()
        .map(|name| (name.clone(), candidates(&tables, instrument, name)))
        .collect();
    let mut choices = Choices(0x5EED ^ u64::try_from(instrument.len()).unwrap());
    for round in 0..rounds {
        let open = if inputs.len() <= 4 { round % (inputs.len() + 1) } else { round % 4 };
        let mut order: Vec<usize> = (0..inputs.len()).collect();
        for place in (1..order.len()).rev() {
            order.swap(place, choices.below(place + 1));
        }
        let mut known = BTreeMap::new();
        let mut unknown = Vec::new();
        for (rank, &place) in order.iter().enumerate() {
            let (name, values) = &inputs[place];
            if rank < open {
                unknown.push((name.clone(), values.clone()));
            } else {
                known.insert(name.clone(), values[choices.below(values.len())].clone());
            }
        }
        // These two read an unknown answer as the publication's own "unsure"; vectors cover them.
        let assumes = match instrument {
            "nrs2002" => !known.contains_key("impaired_general_condition"),
            "mst" => !known.contains_key("kg"),
            _ => false,
        };
        if !assumes {
            check(&tables, instrument, &known, &unknown);
        }
    }
}

macro_rules! sweeps {
    ($($name:ident)*) => { $(#[test] fn $name() { sweep(stringify!($name), 80); })* };
}

sweeps! {
    nrs2002_prescreen nrs2002 glim mst snaq espen_surgery_severe_risk pons martin_wl_grade fearon_cachexia
    nice_refeeding aspen_refeeding conut mgps star_alert ctcae_v5_weight_loss ctcae_v5_diarrhea ctcae_v5_fever
    ctcae_v5_febrile_neutropenia ctcae_v5_neutrophils ctcae_v6_neutrophils idsa_fever
}
