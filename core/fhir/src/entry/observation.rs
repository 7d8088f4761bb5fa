//! Facts that are Observations: one field is the value, the others are components.

use super::amount;
use super::extension::{EntryExtension, short};
use super::held::Held;
use super::not_read::NotRead;
use super::told::{Subject, Told};
use crate::codes::{self, Code, field_code, kind_code};
use crate::model::{CodeableConcept, Coding, Meta, Observation, ObservationComponent, Resource};
use crate::names;
use nourish_record::{Analyte, Fact, FieldSpec, KindSpec, Source, Status};

/// Profiles that every reader of R4 knows.
const WEIGHT_PROFILE: &str = "http://hl7.org/fhir/StructureDefinition/bodyweight";
const HEIGHT_PROFILE: &str = "http://hl7.org/fhir/StructureDefinition/bodyheight";

/// The field that stands in `value[x]`, of kinds that have one.
pub(crate) fn main_field(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "weight" => "weight",
        "height" => "height",
        "lab" => "value",
        "symptom" => "level",
        "fluid" => "volume",
        "note" => "text",
        "tube-care" => "event",
        "finding" => "present",
        "acknowledgement" => "action",
        _ => return None,
    })
}

/// The Observation of a fact.
pub(crate) fn write(told: Told<'_>, fact: &Fact, extension: EntryExtension, subject: &Subject) -> Resource {
    let kind = fact.kind();
    let main = main_field(kind.name);
    let mut observation = Observation::new(status(told), concept(fact), subject.reference());
    // The profiles of vital signs let components hold amounts alone.
    let is_profiled = profile(fact).is_some();
    observation.extension = match main {
        Some(main) if is_profiled => extension.with_all_but(fact, &[main]).done(),
        _ => extension.done(),
    };
    observation.identifier = vec![told.identifier()];
    observation.category = vec![category(fact, told.entry.source())];
    observation.effective_date_time = Some(told.occurred());
    observation.issued = Some(told.recorded());
    observation.meta = profile(fact).map(Meta::of_profile);
    for (spec, value) in fact.values() {
        let held = match (fact, spec.name) {
            (Fact::Lab(lab), "value_milli") => {
                Some(Held::Quantity(amount::lab_quantity(lab.analyte, lab.value_milli)))
            }
            _ => Held::of(kind.name, spec, &value),
        };
        let Some(held) = held else { continue };
        if main == Some(short(spec)) {
            observation.hold(held);
        } else if !is_profiled {
            let mut component = ObservationComponent::new(field_concept(kind, spec));
            component.hold(held);
            observation.component.push(component);
        }
    }
    if observation.held().is_none() && observation.component.is_empty() {
        observation.data_absent_reason =
            Some(CodeableConcept { coding: vec![Coding::of(&codes::UNKNOWN)], text: None });
    }
    Resource::Observation(Box::new(observation))
}

/// The fields of a fact that an Observation of ours holds, as the kind reads them.
pub(crate) fn read(
    observation: &Observation,
    kind: &'static KindSpec,
) -> Result<Vec<(&'static str, String)>, NotRead> {
    let main = main_field(kind.name);
    let mut fields = Vec::new();
    let mut analyte = None;
    for spec in kind.fields {
        let (element, held) = if main == Some(short(spec)) {
            ("value[x]".to_owned(), observation.held())
        } else {
            component_of(observation, kind, spec)
        };
        let Some(held) = held else { continue };
        let text = match (kind.name, spec.name, &held, analyte) {
            ("lab", "value_milli", Held::Quantity(quantity), Some(analyte)) => {
                amount::lab_text(analyte, &element, quantity)?
            }
            _ => held.text(kind.name, spec, &element)?,
        };
        if spec.name == "analyte" {
            analyte = Analyte::from_word(&text);
        }
        fields.push((spec.name, text));
    }
    Ok(fields)
}

fn component_of(observation: &Observation, kind: &KindSpec, spec: &FieldSpec) -> (String, Option<Held>) {
    let wanted = own_code(kind, spec);
    let found = observation.component.iter().enumerate().find(|(_, component)| {
        component.code.as_ref().is_some_and(|code| code.has(names::JOURNAL_CODES, &wanted))
    });
    match found {
        Some((place, component)) => (format!("component[{place}].value[x]"), component.held()),
        None => (String::new(), None),
    }
}

/// Our own code of a field.
pub(crate) fn own_code(kind: &KindSpec, spec: &FieldSpec) -> String {
    format!("{}.{}", kind.name, short(spec))
}

/// What a field is about, by codes and in words.
fn field_concept(kind: &KindSpec, spec: &FieldSpec) -> CodeableConcept {
    let others = field_code(kind.name, short(spec));
    let mut coding: Vec<Coding> = others.iter().map(Coding::of).collect();
    coding.push(Coding::new(names::JOURNAL_CODES, &own_code(kind, spec), None));
    CodeableConcept::new(coding, words(short(spec)))
}

/// What a fact is about, by codes and in words.
fn concept(fact: &Fact) -> CodeableConcept {
    let mut coding: Vec<Coding> = kind_code(fact).iter().map(Coding::of).collect();
    coding.push(Coding::new(names::JOURNAL_CODES, fact.kind().name, None));
    let text = match fact {
        Fact::Symptom(symptom) => words(symptom.item.as_str()),
        Fact::Finding(finding) => words(finding.item.as_str()),
        Fact::Lab(lab) => words(lab.analyte.as_str()),
        _ => fact.kind().about.to_owned(),
    };
    CodeableConcept::new(coding, text)
}

fn words(name: &str) -> String {
    name.replace(['-', '_'], " ")
}

fn profile(fact: &Fact) -> Option<&'static str> {
    match fact {
        Fact::Weight(_) => Some(WEIGHT_PROFILE),
        Fact::Height(_) => Some(HEIGHT_PROFILE),
        _ => None,
    }
}

fn category(fact: &Fact, source: Source) -> CodeableConcept {
    let code: Code = match fact {
        Fact::Weight(_) | Fact::Height(_) | Fact::Vitals(_) => codes::VITAL_SIGNS,
        Fact::Lab(_) => codes::LABORATORY,
        Fact::Muscle(_) | Fact::Finding(_) => codes::EXAM,
        Fact::Profile(_) => codes::SOCIAL_HISTORY,
        Fact::Acknowledgement(_) => codes::THERAPY,
        _ if matches!(source, Source::Pump | Source::Clinician) => codes::THERAPY,
        _ => codes::SURVEY,
    };
    CodeableConcept { coding: vec![Coding::of(&code)], text: None }
}

fn status(told: Told<'_>) -> &'static str {
    if told.is_in_error() {
        return "entered-in-error";
    }
    match told.entry.status() {
        Status::Preliminary => "preliminary",
        Status::Final | Status::EnteredInError if told.amended => "amended",
        Status::Final | Status::EnteredInError => "final",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_record::Takes;

    #[test]
    fn kinds_with_lists_have_resources_of_their_own() {
        let lists = Fact::KINDS
            .iter()
            .filter(|kind| kind.fields.iter().any(|spec| spec.several || spec.takes == Takes::Entry));
        assert_eq!(lists.map(|kind| kind.name).collect::<Vec<_>>(), ["check-in"]);
    }

    #[test]
    fn a_main_field_is_a_field_of_its_kind() {
        for kind in Fact::KINDS {
            if let Some(main) = main_field(kind.name) {
                assert!(kind.fields.iter().any(|spec| short(spec) == main), "{}", kind.name);
            }
        }
    }
}
