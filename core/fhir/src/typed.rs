//! Parsed JSON as a type of the model.

use crate::model::{Absent, Decimal};
use serde_json::{Map, Value};
use std::fmt;

/// JSON has another shape than the type that it was to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherShape;

impl fmt::Display for OtherShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the JSON has another shape")
    }
}

impl std::error::Error for OtherShape {}

/// What is read from parsed JSON. Members that a type does not have are passed over.
pub trait FromJson: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// [`OtherShape`].
    fn from_json(json: &Value) -> Result<Self, OtherShape>;
}

impl FromJson for String {
    fn from_json(json: &Value) -> Result<Self, OtherShape> {
        json.as_str().map(str::to_owned).ok_or(OtherShape)
    }
}

impl FromJson for bool {
    fn from_json(json: &Value) -> Result<Self, OtherShape> {
        json.as_bool().ok_or(OtherShape)
    }
}

impl FromJson for i64 {
    fn from_json(json: &Value) -> Result<Self, OtherShape> {
        json.as_i64().ok_or(OtherShape)
    }
}

impl FromJson for u64 {
    fn from_json(json: &Value) -> Result<Self, OtherShape> {
        json.as_u64().ok_or(OtherShape)
    }
}

impl FromJson for u32 {
    fn from_json(json: &Value) -> Result<Self, OtherShape> {
        u64::from_json(json)?.try_into().map_err(|_| OtherShape)
    }
}

impl FromJson for Decimal {
    fn from_json(json: &Value) -> Result<Self, OtherShape> {
        json.as_number().cloned().map(Self::of).ok_or(OtherShape)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Value) -> Result<Self, OtherShape> {
        if json.is_null() { Ok(None) } else { T::from_json(json).map(Some) }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Value) -> Result<Self, OtherShape> {
        json.as_array().ok_or(OtherShape)?.iter().map(T::from_json).collect()
    }
}

/// The element of a field, absent if the object has none.
pub(crate) fn element<T: FromJson + Absent>(
    object: &Map<String, Value>,
    field: &str,
) -> Result<T, OtherShape> {
    match object.get(&element_name(field)) {
        Some(json) => T::from_json(json),
        None => Ok(T::absent()),
    }
}

/// `value_quantity` is `valueQuantity` in FHIR, and `r#type` is `type`.
fn element_name(field: &str) -> String {
    let mut words = field.trim_start_matches("r#").split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MedicationRequest, NutritionOrder, Observation, Questionnaire};
    use serde::de::DeserializeOwned;
    use serde_json::json;

    fn same<T: FromJson + DeserializeOwned + PartialEq>(json: &Value) {
        let by_serde = serde_json::from_value::<T>(json.clone()).map_err(|_| OtherShape);
        assert!(T::from_json(json) == by_serde, "{json}");
    }

    /// The places of all values in `json`, its own first.
    fn places(json: &Value) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut at = 0;
        while let Some(place) = all.get(at).cloned() {
            match json.pointer(&place) {
                Some(Value::Object(object)) => {
                    all.extend(object.keys().map(|name| format!("{place}/{name}")))
                }
                Some(Value::Array(list)) => {
                    all.extend((0..list.len()).map(|number| format!("{place}/{number}")))
                }
                _ => {}
            }
            at += 1;
        }
        all
    }

    /// `json`, and with every value in turn replaced by one of another kind.
    fn all_read_alike<T: FromJson + DeserializeOwned + PartialEq>(json: &Value) {
        // A list that is longer than any type, because serde would read a shorter one by position.
        let long = Value::Array(vec![Value::Null; 60]);
        let others = [
            json!(null),
            json!(true),
            json!(3),
            json!(-3.50),
            json!(1e99),
            json!(99_999_999_999_u64),
            json!("x"),
            json!({}),
            long,
        ];
        same::<T>(json);
        for place in places(json) {
            for other in &others {
                let mut changed = json.clone();
                *changed.pointer_mut(&place).unwrap() = other.clone();
                same::<T>(&changed);
            }
        }
    }

    #[test]
    fn every_shape_is_read_as_serde_reads_it() {
        let period = json!({"start": "2026-01-01", "end": "2026-02-01"});
        let extension =
            json!([{"url": "a", "valueInteger": 3, "extension": [{"url": "b", "valueString": "c"}]}]);
        let concept = json!({"coding": [{"system": "s", "code": "c", "display": "d"}], "text": "t"});
        let quantity: Value =
            serde_json::from_str(r#"{"value": 66.40, "unit": "kg", "code": "kg"}"#).unwrap();
        all_read_alike::<Observation>(&json!({
            "resourceType": "Observation", "id": "1", "status": "final", "extension": extension, "code": concept,
            "unknown": [1, {"a": 2}], "effectivePeriod": period, "valueQuantity": quantity, "valueBoolean": true,
            "valueInteger": 9, "component": [{"code": concept, "valueQuantity": quantity}, {}], "note": [{"text": "n"}],
        }));
        let repeat = json!({"frequency": 2, "period": 1.0, "periodUnit": "d", "boundsPeriod": period});
        all_read_alike::<MedicationRequest>(&json!({
            "status": "active", "medicationCodeableConcept": concept, "dosageInstruction": [{
                "timing": {"event": ["2026-01-01"], "repeat": repeat}, "text": "t", "doseAndRate": [{"doseQuantity": quantity}],
            }],
        }));
        all_read_alike::<NutritionOrder>(&json!({
            "dateTime": "2026-01-01", "oralDiet": {"type": [concept], "nutrient": [{"modifier": concept, "amount": quantity}]},
            "enteralFormula": {"routeofAdministration": concept, "administration": [{"quantity": quantity}]},
        }));
        all_read_alike::<Questionnaire>(&json!({
            "resourceType": "Questionnaire", "status": "active", "item": [{
                "linkId": "1", "type": "choice", "required": true, "item": [{"linkId": "2"}],
                "answerOption": [{"valueInteger": 1}, {"valueCoding": {"code": "c"}}],
            }],
        }));
    }

    #[test]
    fn a_list_does_not_stand_for_an_object() {
        assert_eq!(Observation::from_json(&json!([])).err(), Some(OtherShape));
    }

    #[test]
    fn fields_are_named_as_in_fhir() {
        assert_eq!(element_name("effective_date_time"), "effectiveDateTime");
        assert_eq!(element_name("routeof_administration"), "routeofAdministration");
        assert_eq!(element_name(stringify!(r#type)), "type");
    }
}
