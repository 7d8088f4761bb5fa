//! Others' Observations: weights, heights, laboratory values, vital signs, and what went in by a way that is told.

use super::found::{Found, LOINC, Without, codes, text};
use super::units::{self, Units};
use crate::item::{Item, SkipReason};
use crate::lab_units::{self, Factor, thousandths};
use crate::reading::Reading;
use nourish_record::{Analyte, Decimal, Problem};
use serde_json::Value;

const FINAL: [&str; 3] = ["final", "amended", "corrected"];
const OPEN: [&str; 3] = ["registered", "cancelled", "unknown"];
/// Elements that say when.
const WHEN: [&str; 3] = ["effectiveDateTime", "effectiveInstant", "effectivePeriod.start"];

/// Body weight; measured; stated.
const MEASURED_WEIGHT: &str = "3141-9";
const STATED_WEIGHT: &str = "3142-7";

/// What a LOINC number measures: kind, field, units, and a field that goes with it.
type Measure = (&'static str, &'static str, &'static str, Units, Option<(&'static str, &'static str)>);

const MEASURES: [Measure; 14] = [
    ("29463-7", "weight", "weight_g", units::WEIGHT, None),
    (MEASURED_WEIGHT, "weight", "weight_g", units::WEIGHT, Some(("method", "measured"))),
    (STATED_WEIGHT, "weight", "weight_g", units::WEIGHT, Some(("method", "stated"))),
    ("8302-2", "height", "height_mm", units::HEIGHT, None),
    ("8310-5", "vitals", "temperature_c_milli", units::TEMPERATURE, None),
    ("8867-4", "vitals", "pulse_per_min", units::PER_MINUTE, None),
    ("9279-1", "vitals", "breaths_per_min", units::PER_MINUTE, None),
    ("59408-5", "vitals", "oxygen_percent", units::PERCENT, None),
    ("9000-1", "fluid", "volume_ml", units::VOLUME, Some(("route", "oral"))),
    ("8999-5", "fluid", "volume_ml", units::VOLUME, Some(("route", "oral"))),
    ("8953-2", "tube-feed", "delivered_ml", units::VOLUME, None),
    ("80477-3", "tube-feed", "delivered_ml", units::VOLUME, None),
    ("80448-4", "tube-feed", "flush_ml", units::VOLUME, None),
    ("79561-7", "tube-feed", "residual_ml", units::VOLUME, None),
];
/// Sums over all ways in: by which way, and so what they mean for a feed, is lost.
const TOTALS: [&str; 6] = ["9057-1", "9052-2", "32394-9", "9085-2", "9108-2", "9097-7"];
/// Blood pressure, whose components hold the numbers.
const BLOOD_PRESSURE: [&str; 2] = ["85354-9", "55284-4"];
const PRESSURES: [(&str, &str); 2] = [("8480-6", "systolic_mmhg"), ("8462-4", "diastolic_mmhg")];

/// Laboratory numbers beside those that are written: the same analyte, mostly in mass where the journal keeps amount.
const OTHER_LABS: [(&str, Analyte); 8] = [
    ("2160-0", Analyte::Creatinine),
    ("1975-2", Analyte::Bilirubin),
    ("2345-7", Analyte::Glucose),
    ("2339-0", Analyte::Glucose),
    ("2132-9", Analyte::VitaminB12),
    ("2777-1", Analyte::Phosphate),
    ("19123-9", Analyte::Magnesium),
    ("14647-2", Analyte::Cholesterol),
];
pub(super) fn read(found: &Found<'_>) -> Result<Item, Without> {
    let codes = codes(found.resource.get("code"), LOINC);
    let measure =
        MEASURES.iter().filter(|(code, ..)| codes.contains(code)).max_by_key(|(.., with)| with.is_some());
    let analyte =
        Analyte::ALL.iter().copied().find(|analyte| codes.contains(&nourish_fhir::codes::analyte(*analyte)));
    let analyte = analyte
        .or_else(|| OTHER_LABS.iter().find(|(code, _)| codes.contains(code)).map(|(_, analyte)| *analyte));
    let is_pressure = BLOOD_PRESSURE.iter().any(|code| codes.contains(code));
    let is_total = TOTALS.iter().any(|code| codes.contains(code));
    let is_eaten = codes.contains(&"81662-9");
    if measure.is_none() && analyte.is_none() && !is_pressure && !is_total && !is_eaten {
        return Err(Without::Skipped(SkipReason::KindNotTaken));
    }
    let status = found.status(&FINAL, &OPEN)?;
    if is_total {
        let remedy = "ask for intake by mouth, by tube and by vein apart";
        return Err(found.refuse_with("code", "is a total over ways in that are not told apart", remedy));
    }
    let mut reading = Reading::new(0);
    let kind = if is_pressure {
        pressures(found, &mut reading)?;
        "vitals"
    } else {
        let quantity = found.resource.get("valueQuantity").filter(|quantity| quantity.get("value").is_some());
        let quantity = quantity.ok_or(Without::Skipped(SkipReason::NoValue))?;
        match (measure, analyte) {
            (Some((_, kind, field, units, with)), _) => {
                units::put(&mut reading, field, found, "valueQuantity", quantity, units)?;
                if let Some((name, word)) = with {
                    reading.put(name, "code", word);
                }
                *kind
            }
            (None, Some(analyte)) => {
                laboratory(found, &mut reading, analyte, quantity)?;
                "lab"
            }
            (None, None) => {
                units::put(&mut reading, "eaten_percent", found, "valueQuantity", quantity, units::PERCENT)?;
                "oral-intake"
            }
        }
    };
    let key = measure.map_or("", |(_, _, field, ..)| *field);
    let key = analyte.map_or(key, Analyte::as_str);
    let is_by_time_alone = matches!(kind, "weight" | "height");
    let keys = [key];
    let key = if is_by_time_alone { &[][..] } else { &keys };
    found.draft_of(&reading, kind, found.time(&WHEN)?, status, key)
}

fn laboratory(
    found: &Found<'_>,
    reading: &mut Reading,
    analyte: Analyte,
    quantity: &Value,
) -> Result<(), Without> {
    let amount = units::amount(found, "valueQuantity", quantity)?;
    let Some(factor) = Factor::of(analyte, amount.code) else {
        return Err(units::unknown_unit(found, "valueQuantity", lab_units::choices(analyte).into_iter()));
    };
    let milli = Decimal::parse(&amount.number).ok().and_then(|number| factor.milli(number));
    let place = found.at("valueQuantity.value");
    let milli = milli.ok_or_else(|| found.refuse("valueQuantity.value", Problem::NotANumber))?;
    reading.put("analyte", "code", analyte.as_str());
    Ok(reading.put_number("value_milli", &place, &thousandths(milli), "")?)
}

fn pressures(found: &Found<'_>, reading: &mut Reading) -> Result<(), Without> {
    let components = found.resource.get("component").and_then(Value::as_array);
    for (place, component) in components.into_iter().flatten().enumerate() {
        let codes = codes(component.get("code"), LOINC);
        let Some((_, field)) = PRESSURES.iter().find(|(code, _)| codes.contains(code)) else { continue };
        if let Some(quantity) =
            component.get("valueQuantity").filter(|quantity| quantity.get("value").is_some())
        {
            let element = format!("component[{place}].valueQuantity");
            let whole = whole(quantity);
            units::put(reading, field, found, &element, whole.as_ref().unwrap_or(quantity), units::PRESSURE)?;
        }
    }
    if reading.is_empty() { Err(Without::Skipped(SkipReason::NoValue)) } else { Ok(()) }
}

/// A quantity whose number is rounded to whole ones, as the journal keeps it; halves to even.
fn whole(quantity: &Value) -> Option<Value> {
    let number = quantity.get("value")?;
    let decimal =
        nourish_record::Decimal::parse(&number.to_string()).ok().filter(|decimal| decimal.scale > 0)?;
    let mut rounded = quantity.clone();
    let members = rounded.as_object_mut()?;
    members.insert("value".to_owned(), Value::from(decimal.times(1, 1)?));
    text(quantity, "code")?;
    Some(rounded)
}
