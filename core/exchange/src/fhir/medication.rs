//! Others' MedicationAdministrations: a medicine taken or left out.

use super::found::{Found, Without, name};
use super::units;
use crate::item::Item;
use crate::reading::Reading;
use nourish_record::Problem;
use serde_json::Value;

const FINAL: [&str; 2] = ["completed", "not-done"];
const OPEN: [&str; 4] = ["in-progress", "on-hold", "stopped", "unknown"];

pub(super) fn read(found: &Found<'_>) -> Result<Item, Without> {
    let status = found.status(&FINAL, &OPEN)?;
    let mut reading = Reading::new(0);
    let medicine =
        medicine(found).ok_or_else(|| found.refuse("medicationCodeableConcept", Problem::Missing))?;
    reading.put("name", &found.at("medicationCodeableConcept"), &medicine);
    let taken = if found.text("status") == Some("completed") { "yes" } else { "no" };
    reading.put("taken", &found.at("status"), taken);
    if let Some(dose) = found.resource.pointer("/dosage/dose") {
        let amount = units::amount(found, "dosage.dose", dose)?;
        reading.put("dose", &found.at("dosage.dose"), &format!("{} {}", amount.number, amount.code));
    } else if let Some(text) = found.resource.pointer("/dosage/text").and_then(Value::as_str) {
        reading.put("dose", &found.at("dosage.text"), text);
    }
    let time = found.time(&["effectiveDateTime", "effectivePeriod.start"])?;
    found.draft_of(&reading, "medicine", time, status, &[&medicine])
}

/// What the medicine is called: by its concept, that of a resource within, or the words of a reference.
fn medicine(found: &Found<'_>) -> Option<String> {
    let reference = found.resource.get("medicationReference");
    let address = reference.and_then(|reference| reference.get("reference")).and_then(Value::as_str);
    let within = address.and_then(|address| address.strip_prefix('#')).and_then(|id| {
        let contained = found.resource.get("contained").and_then(Value::as_array)?;
        contained.iter().find(|resource| resource.get("id").and_then(Value::as_str) == Some(id))
    });
    let words = reference.and_then(|reference| reference.get("display")).and_then(Value::as_str);
    name(found.resource.get("medicationCodeableConcept"))
        .or_else(|| name(within.and_then(|resource| resource.get("code"))))
        .or_else(|| words.map(str::to_owned))
}
