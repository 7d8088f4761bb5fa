//! A resource of ours back to what was logged.

use super::extension::Extended;
use super::not_read::NotRead;
use super::{check_in, contact, medication, nutrition_order, observation, procedure};
use crate::model::{
    Extension, Identifier, MedicationAdministration, MedicationRequest, NutritionOrder, Observation, Period,
    PractitionerRole, Procedure, QuestionnaireResponse, RelatedPerson,
};
use crate::names;
use crate::typed::FromJson;
use nourish_record::{EntryId, Fact, KindSpec, Moment, Problem, Source, Status};
use serde_json::Value;

/// An entry as a resource of ours holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadEntry {
    /// Its name in the journal that it comes from.
    pub id: Option<EntryId>,
    /// When it happened.
    pub occurred: Moment,
    /// Where its value came from.
    pub source: Source,
    /// The system it had been imported from.
    pub origin: Option<String>,
    /// Whether it stands. What was taken back is in error.
    pub status: Status,
    /// What it says.
    pub fact: Fact,
}

type Fields = Vec<(&'static str, String)>;

/// What was logged, if the resource is of ours; `None` if it is another's.
///
/// # Errors
/// [`NotRead`]: it is ours, but an element was changed to something that the journal cannot hold.
pub fn read_entry(resource: &Value) -> Result<Option<ReadEntry>, NotRead> {
    let extensions = resource.get("extension").map(Vec::<Extension>::from_json);
    let extensions = extensions.and_then(Result::ok).unwrap_or_default();
    let Some(extended) = Extended::among(&extensions) else { return Ok(None) };
    let kind = Fact::kind_named(extended.kind().unwrap_or_default())
        .map_err(|invalid| NotRead::of("extension.kind".to_owned(), invalid))?;
    let (identifier, (element, time), fields) = parts(resource, kind, &extended)?;
    let time = time.ok_or_else(|| NotRead::new(element, Problem::Missing))?;
    let is_ours = |identifier: &&Identifier| identifier.system.as_deref() == Some(names::ENTRY_ID);
    let id = identifier.iter().find(is_ours).and_then(|identifier| identifier.value.as_deref()?.parse().ok());
    Ok(Some(ReadEntry {
        id,
        occurred: extended.moment(element, &time)?,
        source: extended.source(),
        origin: extended.origin().map(str::to_owned),
        status: status(resource, &extended),
        fact: fact(kind, &fields, &extended)?,
    }))
}

/// Names, time and fields of a resource.
type Parts = (Vec<Identifier>, (&'static str, Option<String>), Fields);

fn parts(resource: &Value, kind: &'static KindSpec, extended: &Extended<'_>) -> Result<Parts, NotRead> {
    let start = |period: Option<Period>| period.and_then(|period| period.start);
    Ok(match resource.get("resourceType").and_then(Value::as_str).unwrap_or_default() {
        "Observation" => {
            let read = Observation::from_json(resource)?;
            let fields = observation::read(&read, kind)?;
            (read.identifier, ("effectiveDateTime", read.effective_date_time), fields)
        }
        "MedicationAdministration" => {
            let read = MedicationAdministration::from_json(resource)?;
            let fields = medication::read_administration(&read, kind)?;
            let time = read.effective_date_time.or_else(|| start(read.effective_period));
            (read.identifier, ("effectiveDateTime", time), fields)
        }
        "MedicationRequest" => {
            let read = MedicationRequest::from_json(resource)?;
            let fields = medication::read_request(&read, kind)?;
            let timing = read.dosage_instruction.first().and_then(|dosage| dosage.timing.as_ref());
            let time = timing.and_then(|timing| timing.event.first().cloned());
            (read.identifier, ("dosageInstruction[0].timing.event", time), fields)
        }
        "Procedure" => {
            let read = Procedure::from_json(resource)?;
            let fields = procedure::read(&read);
            (read.identifier, ("performedDateTime", read.performed_date_time), fields)
        }
        "NutritionOrder" => {
            let read = NutritionOrder::from_json(resource)?;
            let fields = nutrition_order::read(&read, kind)?;
            (read.identifier, ("dateTime", read.date_time), fields)
        }
        "QuestionnaireResponse" => {
            let read = QuestionnaireResponse::from_json(resource)?;
            let fields = check_in::read(&read, &extended.fields().collect::<Vec<_>>())?;
            (read.identifier.into_iter().collect(), ("authored", read.authored), fields)
        }
        "RelatedPerson" => {
            let read = RelatedPerson::from_json(resource)?;
            let fields = contact::read_related(&read);
            (read.identifier, ("period.start", start(read.period)), fields)
        }
        "PractitionerRole" => {
            let read = PractitionerRole::from_json(resource)?;
            let fields = contact::read_professional(&read);
            (read.identifier, ("period.start", start(read.period)), fields)
        }
        _ => return Err(NotRead::new("resourceType", Problem::UnknownKind)),
    })
}

/// The fact of fields that stand in elements, and of those in the extension.
fn fact(kind: &'static KindSpec, fields: &Fields, extended: &Extended<'_>) -> Result<Fact, NotRead> {
    let mut all: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    for (name, text) in extended.fields() {
        let spec = kind.fields.iter().find(|spec| spec.name == name || spec.short_name() == Some(name));
        let is_there = spec.is_some_and(|spec| fields.iter().any(|(known, _)| *known == spec.name));
        if !is_there {
            all.push((name, text));
        }
    }
    Fact::read(kind.name, &all).map_err(|invalid| NotRead::of(invalid.field.clone(), invalid))
}

fn status(resource: &Value, extended: &Extended<'_>) -> Status {
    let in_error = resource.get("status").and_then(Value::as_str) == Some("entered-in-error")
        || resource.get("active") == Some(&Value::Bool(false))
        || extended.is_retracted();
    if in_error { Status::EnteredInError } else { extended.status() }
}
