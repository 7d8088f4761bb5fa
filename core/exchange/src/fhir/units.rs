//! Amounts in UCUM, and in the ways that others write units although UCUM has no such code.

use super::found::{Found, Without, text};
use crate::reading::Reading;
use nourish_record::Problem;
use serde_json::Value;

/// Units: as they come, and as the journal reads them.
pub(super) type Units = &'static [(&'static str, &'static str)];

pub(super) const WEIGHT: Units = &[("kg", "kg"), ("g", "g"), ("[lb_av]", "[lb_av]")];
pub(super) const HEIGHT: Units =
    &[("cm", "cm"), ("m", "m"), ("mm", "mm"), ("[in_i]", "in"), ("[ft_i]", "ft")];
/// Volumes; those of a day are the same amounts. `mL/24h` is no UCUM, but some write it.
pub(super) const VOLUME: Units = &[
    ("mL", "mL"),
    ("ml", "mL"),
    ("L", "L"),
    ("l", "L"),
    ("mL/d", "mL"),
    ("mL/(24.h)", "mL"),
    ("mL/24.h", "mL"),
    ("mL/24h", "mL"),
    ("L/d", "L"),
    ("L/(24.h)", "L"),
    ("[foz_us]", "fl_oz_us"),
];
/// Energy. `Cal` is no UCUM, but means the Calorie of nutrition wherever it is written.
pub(super) const ENERGY: Units = &[
    ("kcal", "kcal"),
    ("[Cal]", "kcal"),
    ("Cal", "kcal"),
    ("kJ", "kJ"),
    ("kcal/d", "kcal"),
    ("kcal/(24.h)", "kcal"),
];
pub(super) const MASS: Units = &[("g", "g"), ("mg", "mg"), ("g/d", "g"), ("g/(24.h)", "g")];
pub(super) const PERCENT: Units = &[("%", "%")];
pub(super) const TEMPERATURE: Units = &[("Cel", "C"), ("[degF]", "F")];
pub(super) const PER_MINUTE: Units = &[("/min", ""), ("{beats}/min", ""), ("{breaths}/min", "")];
pub(super) const PRESSURE: Units = &[("mm[Hg]", "")];

/// A number and its unit, as they are written.
pub(super) struct Amount<'v> {
    pub(super) number: String,
    pub(super) code: &'v str,
}

/// The amount of a quantity at `element`.
pub(super) fn amount<'v>(
    found: &Found<'_>,
    element: &str,
    quantity: &'v Value,
) -> Result<Amount<'v>, Without> {
    let number = match quantity.get("value") {
        Some(Value::Number(number)) => number.to_string(),
        Some(_) => return Err(found.refuse(&format!("{element}.value"), Problem::NotANumber)),
        None => return Err(found.refuse(&format!("{element}.value"), Problem::Missing)),
    };
    if quantity.get("comparator").is_some() {
        let remedy = "enter it by hand if it matters";
        return Err(found.refuse_with(element, "is only said to be below or above a number", remedy));
    }
    let code = text(quantity, "code").or_else(|| text(quantity, "unit"));
    let code = code.ok_or_else(|| found.refuse(&format!("{element}.code"), Problem::UnitMissing))?;
    Ok(Amount { number, code })
}

/// Adds the amount of a quantity as a field of the fact.
pub(super) fn put(
    reading: &mut Reading,
    field: &'static str,
    found: &Found<'_>,
    element: &str,
    quantity: &Value,
    units: Units,
) -> Result<(), Without> {
    let amount = amount(found, element, quantity)?;
    let unit = units.iter().find(|(code, _)| *code == amount.code).map(|(_, unit)| *unit);
    let unit = unit.ok_or_else(|| unknown_unit(found, element, units.iter().map(|(code, _)| *code)))?;
    Ok(reading.put_number(field, &found.at(&format!("{element}.value")), &amount.number, unit)?)
}

pub(super) fn unknown_unit<'c>(
    found: &Found<'_>,
    element: &str,
    codes: impl Iterator<Item = &'c str>,
) -> Without {
    let remedy = format!("use one of: {}", codes.collect::<Vec<_>>().join(", "));
    found.refuse_with(&format!("{element}.code"), &Problem::UnknownUnit.to_string(), &remedy)
}
