//! Operations, radiotherapies, tubes and lines placed: Procedure, planned or done.

use super::amount::ucum;
use super::extension::EntryExtension;
use super::medication::category;
use super::told::{Subject, Told};
use crate::model::{CodeableConcept, Procedure, Resource};
use nourish_record::{Fact, Kind, Treatment, TreatmentStatus};

/// The Procedure of a treatment.
pub(crate) fn write(
    told: Told<'_>,
    treatment: &Treatment,
    extension: EntryExtension,
    subject: &Subject,
) -> Resource {
    let status = match treatment.status {
        _ if told.is_in_error() => "entered-in-error",
        TreatmentStatus::Planned => "preparation",
        TreatmentStatus::Given => "completed",
        TreatmentStatus::Delayed => "on-hold",
        TreatmentStatus::Cancelled => "not-done",
    };
    let mut procedure = Procedure::new(status, CodeableConcept::text(&treatment.name), subject.reference());
    procedure.identifier = vec![told.identifier()];
    procedure.extension = extension.with_all_but(&Fact::from(treatment.clone()), &["name"]).done();
    procedure.category = Some(category(treatment.modality));
    procedure.status_reason =
        treatment.reason.map(|reason| CodeableConcept::text(reason.as_str().replace('-', " ")));
    procedure.performed_date_time = Some(told.occurred());
    let parts = [
        dose_words("dose_cgy", treatment.dose_cgy),
        treatment.fractions.map(|fractions| format!("{fractions} fractions")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if !parts.is_empty() {
        procedure.note = vec![crate::model::Annotation::new(parts.join(", "))];
    }
    Resource::Procedure(Box::new(procedure))
}

fn dose_words(field: &str, dose_cgy: Option<u32>) -> Option<String> {
    let spec = Treatment::FIELDS.iter().find(|spec| spec.name == field)?;
    let (unit, _) = ucum(Treatment::NAME, spec)?;
    dose_cgy.map(|dose| format!("{dose} {unit}"))
}

/// The fields of a Procedure of ours that stand in its elements.
pub(crate) fn read(procedure: &Procedure) -> Vec<(&'static str, String)> {
    let name = procedure.code.as_ref().and_then(|code| code.text.clone());
    name.map(|name| ("name", name)).into_iter().collect()
}
