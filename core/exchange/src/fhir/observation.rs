//! One resource of a bundle. Codes decide, never displays, which may hold anything.

use crate::drafting::Drafting;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow, SkipReason};
use crate::moments;
use crate::reading::Reading;
use nourish_record::{CalendarDay, Moment, Problem, Source, Status};
use serde_json::Value;

const LOINC: &str = "http://loinc.org";
/// Body weight; measured; stated.
const WEIGHT_CODES: [&str; 3] = ["29463-7", "3141-9", "3142-7"];
const MEASURED_WEIGHT: &str = "3141-9";
const STATED_WEIGHT: &str = "3142-7";
/// Body height.
const HEIGHT_CODE: &str = "8302-2";
/// UCUM units, and ours.
const WEIGHT_UNITS: [(&str, &str); 3] = [("kg", "kg"), ("g", "g"), ("[lb_av]", "[lb_av]")];
const HEIGHT_UNITS: [(&str, &str); 5] =
    [("cm", "cm"), ("m", "m"), ("mm", "mm"), ("[in_i]", "in"), ("[ft_i]", "ft")];

/// What becomes of the resource at `path`.
pub(super) fn read(path: &str, resource: &Value, context: &Context) -> Item {
    let is_observation = text(resource, "resourceType") == Some("Observation");
    let codes = loinc_codes(resource);
    let has = |code: &str| codes.contains(&code);
    if !is_observation || !(has(HEIGHT_CODE) || WEIGHT_CODES.into_iter().any(has)) {
        return Item::Skipped(SkipReason::KindNotTaken);
    }
    let status = match text(resource, "status") {
        Some("final" | "amended" | "corrected") => Status::Final,
        Some("preliminary") => Status::Preliminary,
        Some("entered-in-error") => return Item::Skipped(SkipReason::EnteredInError),
        Some("registered" | "cancelled" | "unknown") => return Item::Skipped(SkipReason::NotFinal),
        Some(_) | None => {
            let words = "final, amended, corrected, preliminary, entered-in-error".into();
            let field = format!("{path}.status");
            return Item::Refused(RefusedRow::of(0, &field, Problem::UnknownWord { words }));
        }
    };
    let Some(quantity) = resource.get("valueQuantity").filter(|quantity| quantity.get("value").is_some())
    else {
        return Item::Skipped(SkipReason::NoValue);
    };
    let measured = Measured { path, resource, quantity, status };
    let read = if has(HEIGHT_CODE) { measured.height(context) } else { measured.weight(&codes, context) };
    read.unwrap_or_else(Item::Refused)
}

/// An observation with its value.
struct Measured<'v> {
    path: &'v str,
    resource: &'v Value,
    quantity: &'v Value,
    status: Status,
}

impl Measured<'_> {
    fn weight(&self, codes: &[&str], context: &Context) -> Result<Item, RefusedRow> {
        let mut reading = self.amount("weight_g", &WEIGHT_UNITS)?;
        if codes.contains(&STATED_WEIGHT) {
            reading.put("method", "code", "stated");
        } else if codes.contains(&MEASURED_WEIGHT) {
            reading.put("method", "code", "measured");
        }
        self.draft(&reading, "weight", context)
    }

    fn height(&self, context: &Context) -> Result<Item, RefusedRow> {
        self.draft(&self.amount("height_mm", &HEIGHT_UNITS)?, "height", context)
    }

    fn amount(&self, field: &'static str, units: &[(&str, &str)]) -> Result<Reading, RefusedRow> {
        let place = self.at("valueQuantity.value");
        let number = match self.quantity.get("value") {
            Some(Value::Number(number)) => number.to_string(),
            _ => return Err(RefusedRow::of(0, &place, Problem::NotANumber)),
        };
        let code = text(self.quantity, "code").or_else(|| text(self.quantity, "unit"));
        let unit = units.iter().find(|(ucum, _)| Some(*ucum) == code).map(|(_, unit)| *unit);
        let unit = unit.ok_or_else(|| {
            let words = units.iter().map(|(ucum, _)| *ucum).collect::<Vec<_>>().join(", ");
            let remedy = format!("use one of: {words}");
            RefusedRow::new(0, &self.at("valueQuantity.code"), Problem::UnknownUnit, &remedy)
        })?;
        let mut reading = Reading::new(0);
        reading.put_number(field, &place, &number, unit)?;
        Ok(reading)
    }

    fn draft(&self, reading: &Reading, kind: &str, context: &Context) -> Result<Item, RefusedRow> {
        let fact = reading.read(kind)?;
        let (field, occurred) = self.time(context)?;
        let drafting =
            Drafting { system: Format::FhirBundle.system(), source: Source::Import, today: context.today };
        let key = occurred.instant_ms().to_string();
        let mut draft = drafting
            .draft(occurred, fact, &[&key])
            .map_err(|invalid| RefusedRow::from_invalid(0, &field, &invalid))?;
        draft.status = self.status;
        Ok(Item::Draft(draft))
    }

    fn time(&self, context: &Context) -> Result<(String, Moment), RefusedRow> {
        let effective = ["effectiveDateTime", "effectiveInstant"]
            .into_iter()
            .find_map(|name| Some((self.at(name), text(self.resource, name)?)));
        let Some((field, effective)) = effective else {
            return Err(RefusedRow::of(0, &self.at("effectiveDateTime"), Problem::Missing));
        };
        let moment = match effective.parse::<CalendarDay>() {
            Ok(day) => moments::start_of_day(day, context.zone),
            Err(_) => moments::with_offset(effective, context.zone),
        };
        let moment = moment.map_err(|error| moments::refuse(0, &field, error))?;
        Ok((field, moment))
    }

    fn at(&self, name: &str) -> String {
        format!("{}.{name}", self.path)
    }
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

fn loinc_codes(resource: &Value) -> Vec<&str> {
    let codings = resource.pointer("/code/coding").and_then(Value::as_array);
    let loinc = |coding: &&Value| text(coding, "system") == Some(LOINC);
    codings.into_iter().flatten().filter(loinc).filter_map(|coding| text(coding, "code")).collect()
}
