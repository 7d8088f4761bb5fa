//! What was observed, answered, given and done.

use super::{
    Annotation, CodeableConcept, Coding, Dosage, Extension, Identifier, Meta, Narrative, Period, Quantity,
    Reference, elements,
};

elements! {
    /// Something observed.
    Observation {
        id: Option<String>,
        meta: Option<Meta>,
        text: Option<Narrative>,
        extension: Vec<Extension>,
        identifier: Vec<Identifier>,
        status: Option<String>,
        category: Vec<CodeableConcept>,
        code: Option<CodeableConcept>,
        subject: Option<Reference>,
        effective_date_time: Option<String>,
        effective_period: Option<Period>,
        effective_instant: Option<String>,
        issued: Option<String>,
        performer: Vec<Reference>,
        value_quantity: Option<Quantity>,
        value_codeable_concept: Option<CodeableConcept>,
        value_string: Option<String>,
        value_boolean: Option<bool>,
        value_integer: Option<i64>,
        value_date_time: Option<String>,
        data_absent_reason: Option<CodeableConcept>,
        interpretation: Vec<CodeableConcept>,
        note: Vec<Annotation>,
        method: Option<CodeableConcept>,
        device: Option<Reference>,
        has_member: Vec<Reference>,
        derived_from: Vec<Reference>,
        component: Vec<ObservationComponent>,
    }
    /// A part of what was observed.
    ObservationComponent {
        code: Option<CodeableConcept>,
        value_quantity: Option<Quantity>,
        value_codeable_concept: Option<CodeableConcept>,
        value_string: Option<String>,
        value_boolean: Option<bool>,
        value_integer: Option<i64>,
        value_date_time: Option<String>,
        data_absent_reason: Option<CodeableConcept>,
    }
    /// A medicine, formula or bag given.
    MedicationAdministration {
        id: Option<String>,
        meta: Option<Meta>,
        extension: Vec<Extension>,
        identifier: Vec<Identifier>,
        status: Option<String>,
        status_reason: Vec<CodeableConcept>,
        category: Option<CodeableConcept>,
        medication_codeable_concept: Option<CodeableConcept>,
        medication_reference: Option<Reference>,
        subject: Option<Reference>,
        effective_date_time: Option<String>,
        effective_period: Option<Period>,
        reason_code: Vec<CodeableConcept>,
        note: Vec<Annotation>,
        dosage: Option<AdministrationDosage>,
    }
    /// How much of a medicine was given.
    AdministrationDosage {
        text: Option<String>,
        route: Option<CodeableConcept>,
        dose: Option<Quantity>,
        rate_quantity: Option<Quantity>,
    }
    /// A medicine that is to be given.
    MedicationRequest {
        id: Option<String>,
        meta: Option<Meta>,
        extension: Vec<Extension>,
        identifier: Vec<Identifier>,
        status: Option<String>,
        status_reason: Option<CodeableConcept>,
        intent: Option<String>,
        category: Vec<CodeableConcept>,
        medication_codeable_concept: Option<CodeableConcept>,
        medication_reference: Option<Reference>,
        subject: Option<Reference>,
        authored_on: Option<String>,
        dosage_instruction: Vec<Dosage>,
    }
    /// An operation, a radiotherapy, a tube placed: planned or done.
    Procedure {
        id: Option<String>,
        meta: Option<Meta>,
        extension: Vec<Extension>,
        identifier: Vec<Identifier>,
        status: Option<String>,
        status_reason: Option<CodeableConcept>,
        category: Option<CodeableConcept>,
        code: Option<CodeableConcept>,
        subject: Option<Reference>,
        performed_date_time: Option<String>,
        performed_period: Option<Period>,
        performed_string: Option<String>,
        body_site: Vec<CodeableConcept>,
        note: Vec<Annotation>,
    }
    /// A questionnaire answered.
    QuestionnaireResponse {
        id: Option<String>,
        meta: Option<Meta>,
        extension: Vec<Extension>,
        identifier: Option<Identifier>,
        questionnaire: Option<String>,
        status: Option<String>,
        subject: Option<Reference>,
        authored: Option<String>,
        source: Option<Reference>,
        item: Vec<ResponseItem>,
    }
    /// A question with its answers.
    ResponseItem { link_id: Option<String>, text: Option<String>, answer: Vec<ResponseAnswer>, item: Vec<ResponseItem> }
    /// An answer.
    ResponseAnswer {
        value_boolean: Option<bool>,
        value_integer: Option<i64>,
        value_coding: Option<Coding>,
        value_string: Option<String>,
        value_quantity: Option<Quantity>,
    }
}

impl Observation {
    /// An observation of `code`, of when its caller says.
    pub fn new(status: &str, code: CodeableConcept, subject: Reference) -> Self {
        Self { status: Some(status.to_owned()), code: Some(code), subject: Some(subject), ..Self::empty() }
    }
}

impl ObservationComponent {
    /// A part whose value is still to be set.
    pub fn new(code: CodeableConcept) -> Self {
        Self { code: Some(code), ..Self::empty() }
    }
}

impl MedicationAdministration {
    /// A medicine given at a time.
    pub fn new(status: &str, medication: CodeableConcept, subject: Reference, effective: String) -> Self {
        Self {
            status: Some(status.to_owned()),
            medication_codeable_concept: Some(medication),
            subject: Some(subject),
            effective_date_time: Some(effective),
            ..Self::empty()
        }
    }
}

impl MedicationRequest {
    /// A medicine to be given. `intent` is `plan` where no clinician ordered it.
    pub fn new(status: &str, intent: &str, medication: CodeableConcept, subject: Reference) -> Self {
        Self {
            status: Some(status.to_owned()),
            intent: Some(intent.to_owned()),
            medication_codeable_concept: Some(medication),
            subject: Some(subject),
            ..Self::empty()
        }
    }
}

impl Procedure {
    /// Something done or to be done.
    pub fn new(status: &str, code: CodeableConcept, subject: Reference) -> Self {
        Self { status: Some(status.to_owned()), code: Some(code), subject: Some(subject), ..Self::empty() }
    }
}

impl QuestionnaireResponse {
    /// Answers to a questionnaire.
    pub fn new(status: &str, questionnaire: &str, subject: Reference, authored: String) -> Self {
        Self {
            status: Some(status.to_owned()),
            questionnaire: Some(questionnaire.to_owned()),
            subject: Some(subject),
            authored: Some(authored),
            ..Self::empty()
        }
    }
}

impl ResponseItem {
    /// A question that was asked.
    pub fn new(link_id: &str, text: impl Into<String>) -> Self {
        Self { link_id: Some(link_id.to_owned()), text: Some(text.into()), ..Self::empty() }
    }

    /// The same, answered with yes or no.
    pub fn answered(link_id: &str, text: impl Into<String>, yes: bool) -> Self {
        let answer = ResponseAnswer { value_boolean: Some(yes), ..ResponseAnswer::empty() };
        Self { answer: vec![answer], ..Self::new(link_id, text) }
    }
}
