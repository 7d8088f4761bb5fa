//! Others' NutritionOrders: formula by tube, and what of a diet the journal has a place for.

use super::found::{Found, ROUTE, SNOMED, Without, codes, text};
use super::units;
use crate::item::Item;
use crate::reading::Reading;
use nourish_record::{Decimal, Status};
use serde_json::Value;

const FINAL: [&str; 4] = ["active", "completed", "on-hold", "revoked"];
const OPEN: [&str; 2] = ["draft", "unknown"];
/// HL7's routes, and where they end.
const ROUTES: [(&str, &str); 5] = [
    ("NGT", "nasogastric"),
    ("GT", "gastrostomy"),
    ("GJT", "gastrojejunostomy"),
    ("JJTINSTL", "jejunostomy"),
    ("NJT", "nasojejunal"),
];
/// Nutrients of a diet, by SNOMED code: fluid and protein.
const FLUID: &str = "33463005";
const PROTEIN: &str = "88878007";

pub(super) fn read(found: &Found<'_>) -> Result<Item, Without> {
    let mut status = found.status(&FINAL, &OPEN)?;
    let mut reading = Reading::new(0);
    diet(found, &mut reading)?;
    if let Some(formula) = found.resource.get("enteralFormula")
        && read_formula(found, formula, &mut reading)?
    {
        status = Status::Preliminary;
    }
    let is_told = ["energy_min_kcal_milli", "protein_min_mg", "fluid_ml", "tube_prescribed_ml"]
        .iter()
        .any(|field| reading.has(field));
    if !is_told {
        let remedy = "enter by hand what of it matters";
        return Err(found.refuse_with("", "orders nothing that a feeding plan of the journal holds", remedy));
    }
    found.draft_of(&reading, "feeding-plan", found.time(&["dateTime"])?, status, &[])
}

fn diet(found: &Found<'_>, reading: &mut Reading) -> Result<(), Without> {
    let nutrients = found.resource.pointer("/oralDiet/nutrient").and_then(Value::as_array);
    for (place, nutrient) in nutrients.into_iter().flatten().enumerate() {
        let (codes, amount) = (codes(nutrient.get("modifier"), SNOMED), nutrient.get("amount"));
        let Some(amount) = amount else { continue };
        let element = format!("oralDiet.nutrient[{place}].amount");
        if codes.contains(&FLUID) {
            units::put(reading, "fluid_ml", found, &element, amount, units::VOLUME)?;
        } else if codes.contains(&PROTEIN) {
            units::put(reading, "protein_min_mg", found, &element, amount, units::MASS)?;
        }
    }
    Ok(())
}

/// Reads a formula; says whether its density has to be looked at by somebody.
fn read_formula(found: &Found<'_>, formula: &Value, reading: &mut Reading) -> Result<bool, Without> {
    if let Some(volume) = formula.get("maxVolumeToDeliver") {
        let element = "enteralFormula.maxVolumeToDeliver";
        units::put(reading, "tube_prescribed_ml", found, element, volume, units::VOLUME)?;
    }
    reading.put(
        "formula",
        &found.at("enteralFormula.baseFormulaProductName"),
        text(formula, "baseFormulaProductName").unwrap_or_default().trim(),
    );
    let routes = codes(formula.get("routeofAdministration"), ROUTE);
    if let Some((_, route)) = ROUTES.iter().find(|(code, _)| routes.contains(code)) {
        reading.put("route", &found.at("enteralFormula.routeofAdministration"), route);
    }
    match formula.get("caloricDensity") {
        Some(density) => read_density(found, density, reading),
        None => Ok(false),
    }
}

/// `cal/mL` is written for calories of nutrition, but in UCUM it is a thousandth of that: where the number can only mean kcal/mL it is
/// taken as such and waits for somebody to look at it.
fn read_density(found: &Found<'_>, density: &Value, reading: &mut Reading) -> Result<bool, Without> {
    let element = "enteralFormula.caloricDensity";
    let amount = units::amount(found, element, density)?;
    let milli = Decimal::parse(&amount.number).ok().and_then(|number| number.times(1000, 1));
    let is_of_formula = milli.is_some_and(|milli| (500..=3_000).contains(&milli));
    let is_small = amount.code == "cal/mL" && is_of_formula;
    if !is_small && !matches!(amount.code, "kcal/mL" | "Cal/mL" | "[Cal]/mL") {
        return Err(units::unknown_unit(found, element, ["kcal/mL", "[Cal]/mL"].into_iter()));
    }
    reading.put_number(
        "tube_density_kcal_milli_per_ml",
        &found.at("enteralFormula.caloricDensity.value"),
        &amount.number,
        "",
    )?;
    Ok(is_small)
}
