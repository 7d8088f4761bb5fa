//! Others' Procedures: operations and radiotherapies, as mCODE has them, and those on the stomach whoever wrote them.

use super::found::{Found, SNOMED, Without, codes, name};
use crate::item::{Item, SkipReason};
use crate::reading::Reading;
use nourish_record::Problem;
use serde_json::Value;

const FINAL: [&str; 4] = ["completed", "preparation", "on-hold", "not-done"];
const OPEN: [&str; 3] = ["in-progress", "stopped", "unknown"];
/// Excision of stomach, subtotal gastrectomy, Roux-en-Y gastrojejunostomy; insertion of a PEG. All of the Global Patient Set.
const OPERATIONS: [&str; 3] = ["53442002", "49209004", "173747005"];
const ACCESS: [&str; 1] = ["235159007"];
/// A surgical procedure, as the category of mCODE and US Core says it.
const SURGICAL: &str = "387713003";
/// Radiotherapy, teleradiotherapy; the course summary of mCODE.
const RADIOTHERAPY: [&str; 3] = ["108290001", "33195004", "1217123003"];
/// Where mCODE keeps what was delivered to a volume.
const DELIVERED: &str = "mcode-radiotherapy-dose-delivered-to-volume";

pub(super) fn read(found: &Found<'_>) -> Result<Item, Without> {
    let modality = modality(found).ok_or(Without::Skipped(SkipReason::KindNotTaken))?;
    let status = found.status(&FINAL, &OPEN)?;
    let mut reading = Reading::new(0);
    reading.put("modality", &found.at("code"), modality);
    let word = match found.text("status") {
        Some("completed") => "given",
        Some("on-hold") => "delayed",
        Some("not-done") => "cancelled",
        _ => "planned",
    };
    reading.put("status", &found.at("status"), word);
    let site = || name(found.resource.pointer("/bodySite/0"));
    let called = name(found.resource.get("code")).filter(|name| !name.chars().all(|c| c.is_ascii_digit()));
    let called =
        called.or_else(site).or_else(|| (modality == "radiation").then(|| "radiotherapy".to_owned()));
    let called = called.ok_or_else(|| found.refuse("code", Problem::Missing))?;
    reading.put("name", &found.at("code"), &called);
    if modality == "radiation" {
        delivered(found, &mut reading)?;
    }
    let time = found.time(&["performedDateTime", "performedPeriod.start"])?;
    found.draft_of(&reading, "treatment", time, status, &[modality, &called])
}

fn modality(found: &Found<'_>) -> Option<&'static str> {
    let coded = codes(found.resource.get("code"), SNOMED);
    let category = codes(found.resource.get("category"), SNOMED);
    let profiles = found.resource.pointer("/meta/profile").and_then(Value::as_array);
    let follows = |profile: &str| {
        profiles.into_iter().flatten().filter_map(Value::as_str).any(|url| url.ends_with(profile))
    };
    let is_any = |codes: &[&str], of: &[&str]| codes.iter().any(|code| of.contains(code));
    if follows("mcode-radiotherapy-course-summary")
        || is_any(&coded, &RADIOTHERAPY)
        || is_any(&category, &RADIOTHERAPY)
    {
        return Some("radiation");
    }
    if is_any(&coded, &ACCESS) {
        return Some("access");
    }
    let is_surgery = follows("mcode-cancer-related-surgical-procedure") || category.contains(&SURGICAL);
    (is_surgery || is_any(&coded, &OPERATIONS)).then_some("surgery")
}

/// Dose and fractions of the volume that got most; what overlapping volumes got is not added up.
fn delivered(found: &Found<'_>, reading: &mut Reading) -> Result<(), Without> {
    let extensions = found.resource.get("extension").and_then(Value::as_array);
    let ends = |extension: &Value, name: &str| {
        extension.get("url").and_then(Value::as_str).is_some_and(|url| url.ends_with(name))
    };
    let part = |extension: &Value, name: &str| -> Option<Value> {
        let parts = extension.get("extension").and_then(Value::as_array)?;
        parts.iter().find(|part| ends(part, name)).cloned()
    };
    let volumes = extensions.into_iter().flatten().filter(|extension| ends(extension, DELIVERED));
    let most = volumes
        .filter_map(|volume| {
            let dose = part(volume, "totalDoseDelivered")?;
            let quantity = dose.get("valueQuantity")?;
            let is_cgy = quantity.get("code").and_then(Value::as_str) == Some("cGy");
            let dose_cgy = quantity.get("value").and_then(Value::as_u64).filter(|_| is_cgy)?;
            let fractions = part(volume, "fractionsDelivered");
            let fractions = fractions.and_then(|part| part.get("valueUnsignedInt")?.as_u64());
            Some((dose_cgy, fractions))
        })
        .max();
    if let Some((dose_cgy, fractions)) = most {
        let place = found.at("extension.totalDoseDelivered");
        reading.put_number("dose_cgy", &place, &dose_cgy.to_string(), "")?;
        if let Some(fractions) = fractions {
            let place = found.at("extension.fractionsDelivered");
            reading.put_number("fractions", &place, &fractions.to_string(), "")?;
        }
    }
    Ok(())
}
