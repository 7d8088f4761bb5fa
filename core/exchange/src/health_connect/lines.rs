//! `nourish/health-connect/1`: what an app reads with `readRecords`, a JSON object a line, streamed. docs/IMPORTS.md describes it.

use super::{Kind, Record};
use crate::answers::Answers;
use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow, SkipReason};
use crate::limits::{Guarded, ROW_BYTES};
use crate::pull::{Step, pull};
use nourish_record::{Moment, Problem};
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::io::BufRead;
use std::ops::ControlFlow;

/// What the first line names.
pub(crate) const SCHEMA: &str = "nourish/health-connect/1";

/// Keys of any record, and those with a number: kind, key, the entry's field, the unit.
const COMMON: [&str; 9] = ["record", "id", "app", "client_id", "modified", "typed", "time", "end", "offset"];
const NUMBERS: [(Kind, &str, &str, &str); 8] = [
    (Kind::Weight, "weight_g", "weight_g", "g"),
    (Kind::Height, "height_m", "height_mm", "m"),
    (Kind::Temperature, "temperature_c", "temperature_c_milli", "C"),
    (Kind::Nutrition, "energy_kcal", "energy_kcal_milli", "kcal"),
    (Kind::Nutrition, "protein_g", "protein_mg", "g"),
    (Kind::Nutrition, "carbohydrate_g", "carbohydrate_mg", "g"),
    (Kind::Nutrition, "fat_g", "fat_mg", "g"),
    (Kind::Hydration, "volume_ml", "volume_ml", "ml"),
];
const KINDS: [(&str, Kind); 5] = [
    ("weight", Kind::Weight),
    ("height", Kind::Height),
    ("temperature", Kind::Temperature),
    ("nutrition", Kind::Nutrition),
    ("hydration", Kind::Hydration),
];
const MEALS: [&str; 4] = ["breakfast", "lunch", "dinner", "snack"];

/// The items of a file of records.
pub(crate) fn read_lines<'a>(
    input: impl BufRead + 'a,
    context: Context,
    answers: &Answers,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    let answers = answers.clone();
    let mut input = Guarded::new(input, ROW_BYTES);
    let mut begun = false;
    pull(move |ready: &mut VecDeque<Item>| -> Step {
        let line = input.line();
        input.allow(ROW_BYTES);
        let mut bytes = Vec::new();
        let taken = match input.read_until(b'\n', &mut bytes) {
            Ok(taken) => taken,
            Err(_) if input.is_spent() => return Err(FileError::TooLarge { line, limit_bytes: ROW_BYTES }),
            Err(error) => return Err(error.into()),
        };
        let not_this = FileError::NotThisFormat { format: Format::HealthConnectJson };
        if taken == 0 {
            return if begun { Ok(ControlFlow::Break(())) } else { Err(not_this) };
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").filter(|_| line == 1).unwrap_or(&bytes);
        if text.iter().all(u8::is_ascii_whitespace) {
            return Ok(ControlFlow::Continue(()));
        }
        let value: Result<Map<String, Value>, _> = serde_json::from_slice(text);
        match value {
            Ok(object) if !begun => {
                if object.get("schema").and_then(Value::as_str) != Some(SCHEMA) {
                    return Err(not_this);
                }
                begun = true;
            }
            Ok(object) => {
                let item = read_record(line, &object, &context, &answers);
                ready.push_back(item.unwrap_or_else(Item::Refused));
            }
            Err(_) if !begun => return Err(not_this),
            Err(_) => return Err(FileError::Malformed { line }),
        }
        Ok(ControlFlow::Continue(()))
    })
}

fn read_record(
    line: u64,
    object: &Map<String, Value>,
    context: &Context,
    answers: &Answers,
) -> Result<Item, RefusedRow> {
    let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
    let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == text("record")) else {
        return Ok(Item::Skipped(SkipReason::KindNotTaken));
    };
    refuse_unknown(line, *kind, object)?;
    let instant = |key: &'static str| match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => match Moment::parse(text) {
            Ok(moment) => Ok(Some(moment.instant_ms())),
            Err(_) => Err(RefusedRow::of(line, key, Problem::NotATime)),
        },
        Some(_) => Err(RefusedRow::of(line, key, Problem::NotATime)),
    };
    let time_ms = instant("time")?.ok_or_else(|| RefusedRow::of(line, "time", Problem::Missing))?;
    let mut numbers = Vec::new();
    for (_, key, field, unit) in NUMBERS.iter().filter(|(of, ..)| of == kind) {
        match object.get(*key) {
            None | Some(Value::Null) => {}
            Some(Value::Number(number)) if is_nothing(&number.to_string()) => {}
            Some(Value::Number(number)) => numbers.push((*field, *key, number.to_string(), *unit)),
            Some(_) => return Err(RefusedRow::of(line, key, Problem::NotANumber)),
        }
    }
    // As the database writes it.
    let id = text("id").replace('-', "").to_ascii_lowercase();
    let record = Record {
        line,
        kind: *kind,
        id: &id,
        app: text("app"),
        client_id: text("client_id"),
        modified_ms: instant("modified")?,
        typed: object.get("typed").and_then(Value::as_bool).unwrap_or_default(),
        time_ms,
        offset_s: read_offset(line, object)?,
        numbers,
        meal: MEALS.into_iter().find(|meal| *meal == text("meal")),
        food: text("name"),
    };
    Ok(record.into_item(context, answers))
}

/// Refuses a key that no record of this kind has: a slip in it would leave out what matters.
fn refuse_unknown(line: u64, kind: Kind, object: &Map<String, Value>) -> Result<(), RefusedRow> {
    let own = NUMBERS.iter().filter(|(of, ..)| *of == kind).map(|(_, key, ..)| *key);
    let mut known: Vec<&str> = COMMON.into_iter().chain(own).collect();
    if kind == Kind::Nutrition {
        known.extend(["meal", "name"]);
    }
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        None => Ok(()),
        Some(_) => {
            let remedy = format!("use: {}", known.join(", "));
            Err(RefusedRow::new(line, "record", "has a key that records of its kind do not have", &remedy))
        }
    }
}

/// The offset in seconds, `+01:00` or a number; null is one that is not known.
fn read_offset(line: u64, object: &Map<String, Value>) -> Result<Option<i64>, RefusedRow> {
    let refused = || RefusedRow::new(line, "offset", "is not an offset", "write it like +01:00, or null");
    match object.get("offset") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) => number.as_i64().map(Some).ok_or_else(refused),
        Some(Value::String(text)) => {
            let at = Moment::parse(&format!("2000-01-02T00:00:00{text}")).map_err(|_| refused())?;
            Ok(Some(i64::from(at.offset_s())))
        }
        Some(_) => Err(refused()),
    }
}

/// Whether a number is the smallest double there is, which stands for nothing: 5e-324, 4.9E-324.
fn is_nothing(number: &str) -> bool {
    let lower = number.to_ascii_lowercase();
    let exponent = lower.split_once("e-").and_then(|(_, exponent)| exponent.parse::<u32>().ok());
    exponent.is_some_and(|exponent| exponent > 300)
}
