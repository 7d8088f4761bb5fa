//! NutritionIntake of R5: as itself, and as the two forms in which R4 carries it within a Basic.

use super::found::{Found, ROUTE, SNOMED, Without, codes, name, text};
use super::units;
use crate::item::{Context, Item, SkipReason};
use crate::reading::Reading;
use serde_json::{Map, Value};

const FINAL: [&str; 3] = ["completed", "final", "amended"];
const OPEN: [&str; 6] = ["preparation", "in-progress", "not-done", "on-hold", "stopped", "unknown"];
/// How both forms name the elements that they carry: HL7's back port, and QI-Core.
const MARKS: [&str; 2] = ["NutritionIntake.", "nutritionintake-"];
/// Protein, carbohydrate, fat, as SNOMED has them.
const NUTRIENTS: [(&str, &str); 3] =
    [("88878007", "protein_mg"), ("2331003", "carbohydrate_mg"), ("256674009", "fat_mg")];
/// Tube feeding and enteral feeding; enteral formula.
const BY_TUBE: [&str; 3] = ["61420007", "229912004", "83853005"];

pub(super) fn read(found: &Found<'_>) -> Result<Item, Without> {
    let status = found.status(&FINAL, &OPEN)?;
    let items = found.resource.get("consumedItem").and_then(Value::as_array);
    let items: Vec<&Value> = items.into_iter().flatten().collect();
    if items.iter().any(|item| item.get("notConsumed") == Some(&Value::Bool(true))) {
        return Err(Without::Skipped(SkipReason::NotFinal));
    }
    let tube = items.iter().any(|item| is_by_tube(item));
    if tube && !items.iter().all(|item| is_by_tube(item)) {
        let remedy = "ask for one record each";
        return Err(found.refuse_with("consumedItem", "mixes what was eaten with what was fed", remedy));
    }
    let mut reading = Reading::new(0);
    if let [item] = items.as_slice() {
        let product = name(item.pointer("/nutritionProduct/concept").or_else(|| item.get("type")));
        let field = if tube { "formula" } else { "description" };
        reading.put(
            field,
            &found.at("consumedItem[0].nutritionProduct"),
            product.as_deref().unwrap_or_default(),
        );
        if let Some(amount) = item.get("amount").filter(|amount| is_volume(amount)) {
            let field = if tube { "delivered_ml" } else { "fluid_ml" };
            units::put(&mut reading, field, found, "consumedItem[0].amount", amount, units::VOLUME)?;
        }
    }
    labels(found, tube, &mut reading)?;
    let time = found.time(&["occurrenceDateTime", "occurrencePeriod.start"])?;
    let key = found.text("id").unwrap_or_default();
    found.draft_of(&reading, if tube { "tube-feed" } else { "oral-intake" }, time, status, &[key])
}

/// Energy and nutrients. Energy is known by its unit, which nothing else has.
fn labels(found: &Found<'_>, tube: bool, reading: &mut Reading) -> Result<(), Without> {
    let labels = found.resource.get("ingredientLabel").and_then(Value::as_array);
    for (place, label) in labels.into_iter().flatten().enumerate() {
        let Some(amount) = label.get("amount") else { continue };
        let element = format!("ingredientLabel[{place}].amount");
        let code = text(amount, "code").or_else(|| text(amount, "unit")).unwrap_or_default();
        let coded = codes(label.pointer("/nutrient/concept"), SNOMED);
        let nutrient = NUTRIENTS.iter().find(|(code, _)| coded.contains(code)).map(|(_, field)| *field);
        let is_energy = units::ENERGY.iter().any(|(unit, _)| *unit == code);
        if tube && (is_energy || nutrient.is_some()) {
            let remedy = "enter the density of the formula by hand";
            return Err(found.refuse_with(
                &element,
                "is of a feed, of which the journal keeps the density",
                remedy,
            ));
        }
        match nutrient {
            _ if is_energy => {
                units::put(reading, "energy_kcal_milli", found, &element, amount, units::ENERGY)?
            }
            Some(field) => units::put(reading, field, found, &element, amount, units::MASS)?,
            None => {}
        }
    }
    Ok(())
}

fn is_volume(amount: &Value) -> bool {
    let code = text(amount, "code").or_else(|| text(amount, "unit"));
    units::VOLUME.iter().any(|(unit, _)| Some(*unit) == code)
}

fn is_by_tube(item: &Value) -> bool {
    let coded = codes(item.get("type"), SNOMED);
    let routes = codes(item.get("route"), ROUTE);
    BY_TUBE.iter().any(|code| coded.contains(code))
        || routes.iter().any(|route| matches!(*route, "NGT" | "OGT" | "GT" | "GJT" | "JJTINSTL" | "EFT"))
}

/// A Basic that carries a NutritionIntake in its extensions; another Basic is not for the journal.
pub(super) fn read_basic(found: &Found<'_>) -> Result<Item, Without> {
    let extensions = found.resource.get("extension").and_then(Value::as_array);
    let mut unfolded = Map::new();
    for extension in extensions.into_iter().flatten() {
        let Some(element) = text(extension, "url").and_then(element_of) else { continue };
        add(&mut unfolded, element, unfold(extension));
    }
    if unfolded.is_empty() {
        return Err(Without::Skipped(SkipReason::KindNotTaken));
    }
    for kept in ["id", "subject"] {
        if let Some(value) = found.resource.get(kept) {
            unfolded.insert(kept.to_owned(), value.clone());
        }
    }
    as_choice(&mut unfolded);
    for list in ["consumedItem", "ingredientLabel"] {
        if let Some(single) = unfolded.remove(list) {
            let several = if single.is_array() { single } else { Value::Array(vec![single]) };
            unfolded.insert(list.to_owned(), several);
        }
    }
    let resource = Value::Object(unfolded);
    let context: &Context = found.context;
    read(&Found { path: found.path, resource: &resource, context })
}

/// The element of NutritionIntake that an extension carries.
fn element_of(url: &str) -> Option<&str> {
    let named = MARKS.iter().find_map(|mark| url.rsplit_once(mark)).map(|(_, element)| element)?;
    (!named.is_empty()).then_some(named)
}

/// An extension as the element that it stands for: its value, or the elements within.
fn unfold(extension: &Value) -> Value {
    let Some(members) = extension.as_object() else { return Value::Null };
    if let Some((_, value)) = members.iter().find(|(name, _)| name.starts_with("value")) {
        return value.clone();
    }
    let mut object = Map::new();
    for inner in members.get("extension").and_then(Value::as_array).into_iter().flatten() {
        let url = text(inner, "url").unwrap_or_default();
        let element = url.rsplit(['.', '/', '-']).next().unwrap_or_default();
        add(&mut object, element, unfold(inner));
    }
    // A concept by itself is what R5 calls a reference to a concept.
    for codeable in ["nutrient", "nutritionProduct"] {
        if let Some(concept) =
            object.get(codeable).filter(|value| value.get("coding").is_some() || value.get("text").is_some())
        {
            let wrapped = serde_json::json!({"concept": concept});
            object.insert(codeable.to_owned(), wrapped);
        }
    }
    Value::Object(object)
}

/// Adds an element; what comes twice becomes a list.
fn add(object: &mut Map<String, Value>, element: &str, value: Value) {
    match object.remove(element) {
        None => object.insert(element.to_owned(), value),
        Some(Value::Array(mut several)) => {
            several.push(value);
            object.insert(element.to_owned(), Value::Array(several))
        }
        Some(first) => object.insert(element.to_owned(), Value::Array(vec![first, value])),
    };
}

/// `occurrence` is a time or a period.
fn as_choice(object: &mut Map<String, Value>) {
    if let Some(occurrence) = object.remove("occurrence").or_else(|| object.remove("occurrence[x]")) {
        let name = if occurrence.is_object() { "occurrencePeriod" } else { "occurrenceDateTime" };
        object.insert(name.to_owned(), occurrence);
    }
}
