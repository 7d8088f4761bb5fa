//! Which version of FHIR a resource is of. R4 does not say so itself; elements that only an older version has do.

use super::found::{Found, Without, text};
use serde_json::Value;

/// Elements of STU3 or DSTU2 that R4 does not have, by resource.
const OLDER: [(&str, &[&str]); 4] = [
    ("Observation", &["context", "related", "comment", "comments"]),
    ("Procedure", &["context", "notDone", "notPerformed"]),
    ("QuestionnaireResponse", &["context", "parent", "group"]),
    ("MedicationAdministration", &["notGiven", "wasNotGiven", "prescription"]),
];

/// Refuses what is written in an older version: its elements mean other things.
pub(super) fn check(found: &Found<'_>, kind: &str) -> Result<(), Without> {
    let older = OLDER.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, elements)| *elements);
    let profiles = found.resource.pointer("/meta/profile").and_then(Value::as_array);
    let is_older_profile = profiles.into_iter().flatten().filter_map(Value::as_str).any(|profile| {
        ["/STU3/", "/stu3/", "/DSTU2/", "hl7.org/fhir/3.0", "hl7.org/fhir/1.0"]
            .iter()
            .any(|mark| profile.contains(mark))
    });
    let has_older = older.iter().any(|element| found.resource.get(*element).is_some());
    // In DSTU2 a category was one concept, not a list.
    let is_single = kind == "Observation" && found.resource.get("category").is_some_and(Value::is_object);
    if has_older
        || is_older_profile
        || is_single
        || text(found.resource, "fhirVersion").is_some_and(|v| v.starts_with('3'))
    {
        return Err(found.refuse_with(
            "",
            "is written in an older version of FHIR",
            "export it as FHIR R4 (4.0.1)",
        ));
    }
    Ok(())
}
