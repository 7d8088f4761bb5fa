//! From a JSON line to checked answers: names, types and plausible ranges.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::Value;

use super::answers::{Answers, Given};
use super::line::Remark;
use crate::exact::{Exact, ExactError};
use crate::tables::{InputKind, InputSpec, Table, Tables};

/// A body-mass index given beside height and weight may differ from theirs by a tenth, for rounding.
const TENTHS: Exact = Exact::whole(10);

/// A JSON object as written, so that a name given twice is seen.
pub(super) struct Pairs(pub(super) Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// Checks every input of a question against the dictionary.
pub(super) fn check(tables: &Tables, table: &Table, inputs: Pairs) -> Result<Answers, Remark> {
    let mut given = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (name, value) in inputs.0 {
        let Some(spec) = tables.input(&name).filter(|_| accepts(table, &name)) else {
            let remedy = format!("the inputs of {} are: {}", table.id, table.inputs.join(", "));
            return Err(Remark::new(identifier(&name), "the instrument has no such input", remedy));
        };
        if !seen.insert(name.clone()) {
            return Err(Remark::new(&name, "given twice", "give each input once"));
        }
        if !value.is_null() {
            given.insert(name, read(spec, &value)?);
        }
    }
    let mut answers = Answers { given };
    derive_bmi(tables, table, &mut answers)?;
    Ok(answers)
}

/// An instrument that takes a body-mass index takes height and weight in its place.
fn accepts(table: &Table, name: &str) -> bool {
    let has = |input: &str| table.inputs.iter().any(|known| known == input);
    has(name) || (has("bmi") && (name == "height_cm" || name == "weight_kg"))
}

/// A name is repeated in an error only if it looks like a name, for it may be anything.
fn identifier(name: &str) -> &str {
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if plain && !name.is_empty() && name.len() <= 40 { name } else { "inputs" }
}

fn read(spec: &InputSpec, value: &Value) -> Result<Given, Remark> {
    match (&spec.kind, value) {
        (InputKind::Number { .. }, Value::Number(number)) => read_number(spec, &number.to_string()),
        (InputKind::Flag, Value::Bool(value)) => Ok(Given::Flag(*value)),
        (InputKind::Choice { words }, Value::String(word)) if words.contains(word) => {
            Ok(Given::Word(word.clone()))
        }
        (InputKind::List { words, letters }, Value::Array(items)) => read_list(spec, words, letters, items),
        (InputKind::Choice { .. }, Value::String(_)) => Err(refuse(spec, "not one of the words allowed")),
        _ => Err(refuse(spec, "wrong type")),
    }
}

fn read_number(spec: &InputSpec, text: &str) -> Result<Given, Remark> {
    let InputKind::Number { min, max, whole, .. } = &spec.kind else {
        return Err(refuse(spec, "wrong type"));
    };
    let number = Exact::parse(text).map_err(|error| match error {
        ExactError::TooManyDigits => refuse(spec, "too many digits to be plausible"),
        ExactError::NotDecimal | ExactError::DivisionByZero => refuse(spec, "not a decimal number"),
    })?;
    if number < *min || number > *max {
        return Err(refuse(spec, "outside the plausible range"));
    }
    if *whole && number.to_whole().is_none() {
        return Err(refuse(spec, "not a whole number"));
    }
    Ok(Given::Number(number))
}

fn read_list(
    spec: &InputSpec,
    words: &[String],
    letters: &[String],
    items: &[Value],
) -> Result<Given, Remark> {
    let mut chosen: Vec<String> = Vec::new();
    for item in items {
        let Value::String(item) = item else { return Err(refuse(spec, "wrong type")) };
        let spelt_out = letters.iter().zip(words).find(|(letter, _)| *letter == item).map(|(_, word)| word);
        let Some(word) = spelt_out.or_else(|| words.iter().find(|word| *word == item)) else {
            return Err(refuse(spec, "not one of the words allowed"));
        };
        if chosen.contains(word) {
            return Err(refuse(spec, "a word is given twice"));
        }
        chosen.push(word.clone());
    }
    Ok(Given::Words(chosen))
}

fn refuse(spec: &InputSpec, problem: &str) -> Remark {
    let remedy = match &spec.kind {
        InputKind::Number { unit, min, max, whole } => {
            let kind = if *whole { "a whole number" } else { "a number" };
            format!("give {kind} from {min} to {max}, in {unit} ({}); null if unknown", spec.meaning)
        }
        InputKind::Flag => "give true or false; null if unknown".to_owned(),
        InputKind::Choice { words } => format!("give one of: {}; null if unknown", words.join(", ")),
        InputKind::List { words, .. } => {
            format!("give a list of any of: {}; null if unknown", words.join(", "))
        }
    };
    Remark::new(&spec.name, problem, remedy)
}

fn derive_bmi(tables: &Tables, table: &Table, answers: &mut Answers) -> Result<(), Remark> {
    if !table.inputs.iter().any(|input| input == "bmi") {
        return Ok(());
    }
    let (Some(height_cm), Some(weight_kg)) = (answers.read("height_cm"), answers.read("weight_kg")) else {
        return Ok(());
    };
    let measured = body_mass_index(height_cm, weight_kg).map_err(|_| {
        Remark::new(
            "height_cm",
            "too many digits to compute exactly",
            "give height and weight with fewer decimals",
        )
    })?;
    if let Some(InputKind::Number { min, max, .. }) = tables.input("bmi").map(|spec| &spec.kind)
        && (measured < *min || measured > *max)
    {
        let remedy = format!(
            "check height in cm and weight in kg: their body-mass index must lie from {min} to {max}"
        );
        return Err(Remark::new("height_cm", "height and weight do not fit together", remedy));
    }
    if let Some(stated) = answers.read("bmi")
        && !close(stated, measured).unwrap_or(false)
    {
        let remedy = "give either bmi or height_cm and weight_kg";
        return Err(Remark::new("bmi", "does not agree with height_cm and weight_kg", remedy));
    }
    answers.given.insert("bmi".to_owned(), Given::Number(measured));
    Ok(())
}

fn body_mass_index(height_cm: Exact, weight_kg: Exact) -> Result<Exact, ExactError> {
    let height_m = height_cm.over(Exact::whole(100))?;
    weight_kg.over(height_m.times(height_m)?)
}

fn close(a: Exact, b: Exact) -> Result<bool, ExactError> {
    let (low, high) = (a.min(b), a.max(b));
    Ok(high.minus(low)?.times(TENTHS)? <= Exact::whole(1))
}
