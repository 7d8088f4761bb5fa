//! Bags, medicines and drugs: MedicationAdministration for what was given, MedicationRequest for what is planned.

use super::amount::text_of;
use super::extension::EntryExtension;
use super::not_read::NotRead;
use super::told::{Subject, Told};
use crate::codes;
use crate::model::{
    AdministrationDosage, Annotation, CodeableConcept, Coding, Decimal, Dosage, DoseAndRate,
    MedicationAdministration, MedicationRequest, Period, Quantity, Resource, Timing,
};
use crate::names;
use crate::time;
use nourish_record::{
    Fact, KindSpec, Medicine, Modality, Moment, ParenteralBag, Problem, Treatment, TreatmentStatus,
};

/// What a bag without a name is called.
const UNNAMED_BAG: &str = "parenteral nutrition";

/// The administration of a bag: volume, route, from when to when.
pub(crate) fn write_bag(
    told: Told<'_>,
    bag: &ParenteralBag,
    extension: EntryExtension,
    subject: &Subject,
) -> Resource {
    let elsewhere: &[&str] = match bag.product.as_deref() {
        Some(UNNAMED_BAG) | None => &["volume", "duration"],
        Some(_) => &["volume", "duration", "product"],
    };
    let name = bag.product.clone().unwrap_or_else(|| UNNAMED_BAG.to_owned());
    let medication = CodeableConcept::new(vec![Coding::of(&codes::PARENTERAL_NUTRIENT)], name);
    let mut given = administration(told, "completed", medication, subject);
    given.extension = extension.with_all_but(&Fact::from(bag.clone()), elsewhere).done();
    if let Some(minutes) = bag.duration_min {
        let moment = told.entry.occurred();
        let offset_s = if time::has_plain_offset(moment) { moment.offset_s() } else { 0 };
        let end = time::at(moment.instant_ms().saturating_add(i64::from(minutes) * 60_000), offset_s);
        given.effective_date_time = None;
        given.effective_period = Some(Period::new(Some(told.occurred()), Some(end)));
    }
    // R4 wants a dose or no dosage at all.
    given.dosage = bag.volume_ml.map(|volume_ml| AdministrationDosage {
        route: Some(CodeableConcept { coding: vec![Coding::of(&codes::ROUTE_INTRAVENOUS)], text: None }),
        dose: Some(Quantity::new(Decimal::from(i64::from(volume_ml)), "mL")),
        ..AdministrationDosage::empty()
    });
    Resource::MedicationAdministration(Box::new(given))
}

/// The administration of a medicine, or that it was left out.
pub(crate) fn write_medicine(
    told: Told<'_>,
    medicine: &Medicine,
    extension: EntryExtension,
    subject: &Subject,
) -> Resource {
    let status = if medicine.taken { "completed" } else { "not-done" };
    let mut given = administration(told, status, CodeableConcept::text(&medicine.name), subject);
    let is_in_error = told.is_in_error();
    let elsewhere: &[&str] = if is_in_error { &["name", "why"] } else { &["name", "taken", "why"] };
    given.extension = extension.with_all_but(&Fact::from(medicine.clone()), elsewhere).done();
    let why: Vec<CodeableConcept> = medicine.why.iter().map(CodeableConcept::text).collect();
    if medicine.taken || is_in_error {
        given.reason_code = why;
    } else {
        given.status_reason = why;
    }
    // A dose in words is no dosage of R4, which wants an amount.
    given.note = medicine.dose.iter().map(|dose| Annotation::new(format!("dose: {dose}"))).collect();
    Resource::MedicationAdministration(Box::new(given))
}

/// A drug of a regimen: given, or to be given.
pub(crate) fn write_treatment(
    told: Told<'_>,
    treatment: &Treatment,
    extension: EntryExtension,
    subject: &Subject,
) -> Resource {
    let medication = CodeableConcept::text(&treatment.name);
    let dose = treatment.dose_mg.map(|dose_mg| Quantity::new(Decimal::from(i64::from(dose_mg)), "mg"));
    let fact = Fact::from(treatment.clone());
    if treatment.status == TreatmentStatus::Given {
        let mut given = administration(told, "completed", medication, subject);
        given.extension = extension.with_all_but(&fact, &["name", "dose"]).done();
        given.category = Some(category(treatment.modality));
        given.dosage =
            dose.map(|dose| AdministrationDosage { dose: Some(dose), ..AdministrationDosage::empty() });
        return Resource::MedicationAdministration(Box::new(given));
    }
    let status = match treatment.status {
        _ if told.is_in_error() => "entered-in-error",
        TreatmentStatus::Delayed => "on-hold",
        TreatmentStatus::Cancelled => "cancelled",
        TreatmentStatus::Planned | TreatmentStatus::Given => "active",
    };
    let mut planned = MedicationRequest::new(status, "plan", medication, subject.reference());
    planned.identifier = vec![told.identifier()];
    planned.extension = extension.with_all_but(&fact, &["name", "dose"]).done();
    planned.category = vec![category(treatment.modality)];
    planned.status_reason =
        treatment.reason.map(|reason| CodeableConcept::text(reason.as_str().replace('-', " ")));
    let mut dosage = Dosage::new(Timing::once(told.entry.occurred()));
    dosage.dose_and_rate = dose
        .into_iter()
        .map(|dose| DoseAndRate { dose_quantity: Some(dose), ..DoseAndRate::empty() })
        .collect();
    planned.dosage_instruction = vec![dosage];
    Resource::MedicationRequest(Box::new(planned))
}

fn administration(
    told: Told<'_>,
    status: &str,
    medication: CodeableConcept,
    subject: &Subject,
) -> MedicationAdministration {
    let status = if told.is_in_error() { "entered-in-error" } else { status };
    let mut given = MedicationAdministration::new(status, medication, subject.reference(), told.occurred());
    given.identifier = vec![told.identifier()];
    given
}

/// What kind of treatment, by codes and in words.
pub(super) fn category(modality: Modality) -> CodeableConcept {
    let code = match modality {
        Modality::Chemotherapy => Some(codes::CHEMOTHERAPY),
        Modality::Immunotherapy => Some(codes::IMMUNOTHERAPY),
        Modality::Radiation => Some(codes::RADIOTHERAPY),
        Modality::Targeted | Modality::Surgery | Modality::Access => None,
    };
    let mut coding: Vec<Coding> = code.iter().map(Coding::of).collect();
    coding.push(Coding::new(names::WORDS, modality.as_str(), None));
    CodeableConcept::new(coding, modality.as_str())
}

/// The fields of an administration of ours that stand in its elements.
pub(crate) fn read_administration(
    given: &MedicationAdministration,
    kind: &'static KindSpec,
) -> Result<Vec<(&'static str, String)>, NotRead> {
    let mut fields = Vec::new();
    let medication = given.medication_codeable_concept.as_ref();
    let name = medication.and_then(|medication| medication.text.clone());
    let dose = given.dosage.as_ref().and_then(|dosage| dosage.dose.as_ref());
    let put_dose = |field: &str, fields: &mut Vec<(&'static str, String)>| -> Result<(), NotRead> {
        if let (Some(dose), Some(spec)) = (dose, kind.fields.iter().find(|spec| spec.name == field)) {
            fields.push((spec.name, text_of(kind.name, spec, "dosage.dose", dose)?));
        }
        Ok(())
    };
    match kind.name {
        "parenteral-bag" => {
            fields.extend(name.filter(|name| name != UNNAMED_BAG).map(|name| ("product", name)));
            put_dose("volume_ml", &mut fields)?;
            if let Some(period) = &given.effective_period {
                fields.push(("duration_min", format!("{} min", minutes(period)?)));
            }
        }
        "medicine" => {
            fields.extend(name.map(|name| ("name", name)));
            match given.status.as_deref() {
                Some("not-done") => fields.push(("taken", "no".to_owned())),
                Some("entered-in-error") => {}
                _ => fields.push(("taken", "yes".to_owned())),
            }
            let why = given.reason_code.first().or_else(|| given.status_reason.first());
            fields.extend(why.and_then(|why| why.text.clone()).map(|why| ("why", why)));
        }
        _ => {
            fields.extend(name.map(|name| ("name", name)));
            put_dose("dose_mg", &mut fields)?;
        }
    }
    Ok(fields)
}

/// The fields of a request of ours that stand in its elements.
pub(crate) fn read_request(
    planned: &MedicationRequest,
    kind: &'static KindSpec,
) -> Result<Vec<(&'static str, String)>, NotRead> {
    let medication = planned.medication_codeable_concept.as_ref();
    let name = medication.and_then(|medication| medication.text.clone());
    let mut fields: Vec<(&'static str, String)> = name.map(|name| ("name", name)).into_iter().collect();
    let dosage = planned.dosage_instruction.first();
    let dose = dosage.and_then(|dosage| dosage.dose_and_rate.first()?.dose_quantity.as_ref());
    if let (Some(dose), Some(spec)) = (dose, kind.fields.iter().find(|spec| spec.name == "dose_mg")) {
        let element = "dosageInstruction[0].doseAndRate[0].doseQuantity";
        fields.push((spec.name, text_of(kind.name, spec, element, dose)?));
    }
    Ok(fields)
}

/// Whole minutes from start to end.
fn minutes(period: &Period) -> Result<i64, NotRead> {
    let at = |element: &str, text: &Option<String>| {
        let text = text.as_deref().ok_or_else(|| NotRead::new(element, Problem::Missing))?;
        Moment::parse(text).map_err(|_| NotRead::new(element, Problem::NotATime))
    };
    let (start, end) = (at("effectivePeriod.start", &period.start)?, at("effectivePeriod.end", &period.end)?);
    Ok(end.instant_ms().saturating_sub(start.instant_ms()) / 60_000)
}
