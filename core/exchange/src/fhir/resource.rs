//! What becomes of one resource.

use super::found::{Found, Without};
use super::{intake, medication, observation, order, ours, procedure, version};
use crate::item::{Context, Item, SkipReason};
use serde_json::Value;

/// The items of the resource at `path`: one, but for an observation of several things.
pub(super) fn read(path: &str, resource: &Value, context: &Context) -> Vec<Item> {
    let found = Found { path, resource, context };
    if let Some(item) = ours::read(&found) {
        return vec![item];
    }
    let kind = found.text("resourceType").unwrap_or_default();
    let read = version::check(&found, kind).and_then(|()| match kind {
        "Observation" => observation::read(&found),
        "NutritionOrder" => order::read(&found),
        "MedicationAdministration" => medication::read(&found),
        "Procedure" => procedure::read(&found),
        "NutritionIntake" => intake::read(&found),
        "Basic" => intake::read_basic(&found),
        _ => Err(Without::Skipped(SkipReason::KindNotTaken)),
    });
    vec![read.unwrap_or_else(Item::from)]
}
