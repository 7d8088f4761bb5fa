//! The weights in Fitbit's account archive: `weight-2026-11-01.json`, a list of objects. Their unit is that of the account,
//! which no file says.

use super::{Items, read_bytes};
use crate::answers::Answers;
use crate::drafting::Drafting;
use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow};
use crate::moments;
use crate::pull::pull;
use crate::reading::Reading;
use crate::table::{WEIGHT_ANSWER, WEIGHT_UNITS, answered_unit};
use chrono::NaiveDate;
use nourish_record::{Moment, Problem, Source};
use serde_json::Value;
use std::io::BufRead;
use std::ops::ControlFlow;

/// The first year that a year of two digits may mean: Fitbit is younger.
const FIRST_YEAR: i32 = 2000;

/// The items of an archive's list of weights.
pub(crate) fn read_fitbit_weights<'a>(
    input: impl BufRead + 'a,
    context: Context,
    answers: &Answers,
) -> Items<'a> {
    let mut input = Some(input);
    let unit = answered_unit(answers);
    pull(move |ready| {
        if let Some(input) = input.take() {
            let bytes = read_bytes(input)?;
            let not_this = FileError::NotThisFormat { format: Format::FitbitJson };
            let list: Vec<Value> = match serde_json::from_slice(&bytes) {
                Ok(Value::Array(list)) => list,
                Ok(_) => return Err(not_this),
                Err(error) if bytes.first() == Some(&b'[') => {
                    return Err(FileError::Malformed { line: error.line() as u64 });
                }
                Err(_) => return Err(not_this),
            };
            if list.iter().any(|member| member.get("logId").is_none()) {
                return Err(not_this);
            }
            if unit.is_none() && !list.is_empty() {
                return Err(FileError::UnitAsked { what: WEIGHT_ANSWER, units: WEIGHT_UNITS });
            }
            for (place, weight) in list.iter().enumerate() {
                let item = read_weight(weight, place, unit.unwrap_or_default(), &context);
                ready.push_back(item.unwrap_or_else(Item::Refused));
            }
        }
        Ok(ControlFlow::Break(()))
    })
}

fn read_weight(weight: &Value, place: usize, unit: &str, context: &Context) -> Result<Item, RefusedRow> {
    let at = |key: &str| format!("[{place}].{key}");
    let text = |key: &str| match weight.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let date = read_date(&text("date")).ok_or_else(|| RefusedRow::of(0, &at("date"), Problem::NotADay))?;
    let time = moments::read_time(&text("time"))
        .ok_or_else(|| RefusedRow::new(0, &at("time"), "is not a time of day", "export the archive again"))?;
    let number = text("weight");
    if number.is_empty() {
        return Err(RefusedRow::of(0, &at("weight"), Problem::Missing));
    }
    let mut reading = Reading::new(0);
    reading.put_number("weight_g", &at("weight"), &number, unit)?;
    let fact = reading.read("weight")?;
    let local = date.and_time(time);
    let occurred =
        Moment::local(local, context.zone).map_err(|error| moments::refuse(0, &at("time"), error))?;
    // What was typed says so; else the name of the scale stands there.
    let source = if text("source").eq_ignore_ascii_case("api") || text("source").is_empty() {
        Source::Import
    } else {
        Source::Scale
    };
    let drafting = Drafting { system: Format::FitbitJson.system(), source, today: context.today };
    let draft = drafting
        .draft(occurred, fact, &[&text("logId")])
        .map_err(|invalid| RefusedRow::from_invalid(0, &at("date"), &invalid))?;
    Ok(Item::Draft(draft))
}

/// `11/20/26`: the archive always writes the month first, and the year with two digits.
fn read_date(text: &str) -> Option<NaiveDate> {
    let [month, day, year] = text.split('/').collect::<Vec<_>>().try_into().ok()?;
    let whole = |text: &str| if text.len() == 2 { text.parse::<u32>().ok() } else { None };
    let year = FIRST_YEAR.checked_add_unsigned(whole(year)?)?;
    NaiveDate::from_ymd_opt(year, whole(month)?, whole(day)?)
}
