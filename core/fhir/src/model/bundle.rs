//! Bundles and documents.

use super::{
    Attachment, CarePlan, CodeableConcept, Device, Flag, Goal, Identifier, MedicationAdministration,
    MedicationRequest, Meta, Narrative, NutritionOrder, Observation, Patient, Period, PractitionerRole,
    Procedure, Provenance, QuestionnaireResponse, Reference, RelatedPerson, RiskAssessment, elements,
};
use serde::Serialize;

elements! {
    /// The front page of a document: what it holds, in order.
    Composition {
        id: Option<String>,
        meta: Option<Meta>,
        language: Option<String>,
        text: Option<Narrative>,
        identifier: Option<Identifier>,
        status: Option<String>,
        r#type: Option<CodeableConcept>,
        subject: Option<Reference>,
        date: Option<String>,
        author: Vec<Reference>,
        title: Option<String>,
        event: Vec<CompositionEvent>,
        section: Vec<Section>,
    }
    /// What a document is about.
    CompositionEvent { period: Option<Period> }
    /// A part of a document.
    Section {
        title: Option<String>,
        code: Option<CodeableConcept>,
        text: Option<Narrative>,
        entry: Vec<Reference>,
        empty_reason: Option<CodeableConcept>,
    }
    /// A document of another format.
    DocumentReference {
        id: Option<String>,
        meta: Option<Meta>,
        identifier: Vec<Identifier>,
        status: Option<String>,
        r#type: Option<CodeableConcept>,
        subject: Option<Reference>,
        date: Option<String>,
        author: Vec<Reference>,
        description: Option<String>,
        content: Vec<DocumentContent>,
    }
    /// The document itself.
    DocumentContent { attachment: Option<Attachment> }
}

/// A resource that is written.
#[derive(Clone, PartialEq, Serialize)]
#[serde(tag = "resourceType")]
#[allow(missing_docs, reason = "each variant is the resource of the same name, documented there")]
pub enum Resource {
    Composition(Box<Composition>),
    Patient(Box<Patient>),
    Device(Box<Device>),
    PractitionerRole(Box<PractitionerRole>),
    RelatedPerson(Box<RelatedPerson>),
    Observation(Box<Observation>),
    MedicationAdministration(Box<MedicationAdministration>),
    MedicationRequest(Box<MedicationRequest>),
    Procedure(Box<Procedure>),
    QuestionnaireResponse(Box<QuestionnaireResponse>),
    NutritionOrder(Box<NutritionOrder>),
    RiskAssessment(Box<RiskAssessment>),
    Flag(Box<Flag>),
    Goal(Box<Goal>),
    CarePlan(Box<CarePlan>),
    Provenance(Box<Provenance>),
    DocumentReference(Box<DocumentReference>),
}

macro_rules! every {
    ($resource:expr, $bound:ident => $what:expr) => {
        match $resource {
            Resource::Composition($bound) => $what,
            Resource::Patient($bound) => $what,
            Resource::Device($bound) => $what,
            Resource::PractitionerRole($bound) => $what,
            Resource::RelatedPerson($bound) => $what,
            Resource::Observation($bound) => $what,
            Resource::MedicationAdministration($bound) => $what,
            Resource::MedicationRequest($bound) => $what,
            Resource::Procedure($bound) => $what,
            Resource::QuestionnaireResponse($bound) => $what,
            Resource::NutritionOrder($bound) => $what,
            Resource::RiskAssessment($bound) => $what,
            Resource::Flag($bound) => $what,
            Resource::Goal($bound) => $what,
            Resource::CarePlan($bound) => $what,
            Resource::Provenance($bound) => $what,
            Resource::DocumentReference($bound) => $what,
        }
    };
}

impl Resource {
    /// The id that it bears.
    pub(crate) const fn id_mut(&mut self) -> &mut Option<String> {
        every!(self, resource => &mut resource.id)
    }

    /// What a server keeps of it.
    pub(crate) const fn meta_mut(&mut self) -> &mut Option<Meta> {
        every!(self, resource => &mut resource.meta)
    }

    /// The name of its type.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Composition(_) => "Composition",
            Self::Patient(_) => "Patient",
            Self::Device(_) => "Device",
            Self::PractitionerRole(_) => "PractitionerRole",
            Self::RelatedPerson(_) => "RelatedPerson",
            Self::Observation(_) => "Observation",
            Self::MedicationAdministration(_) => "MedicationAdministration",
            Self::MedicationRequest(_) => "MedicationRequest",
            Self::Procedure(_) => "Procedure",
            Self::QuestionnaireResponse(_) => "QuestionnaireResponse",
            Self::NutritionOrder(_) => "NutritionOrder",
            Self::RiskAssessment(_) => "RiskAssessment",
            Self::Flag(_) => "Flag",
            Self::Goal(_) => "Goal",
            Self::CarePlan(_) => "CarePlan",
            Self::Provenance(_) => "Provenance",
            Self::DocumentReference(_) => "DocumentReference",
        }
    }

    /// What names it to a server, which gives it an id of its own: asked for by a conditional update.
    pub(crate) fn business_identifier(&self) -> Option<&Identifier> {
        match self {
            Self::Composition(resource) => resource.identifier.as_ref(),
            Self::QuestionnaireResponse(resource) => resource.identifier.as_ref(),
            Self::Provenance(_) => None,
            Self::Patient(resource) => resource.identifier.first(),
            Self::Device(resource) => resource.identifier.first(),
            Self::PractitionerRole(resource) => resource.identifier.first(),
            Self::RelatedPerson(resource) => resource.identifier.first(),
            Self::Observation(resource) => resource.identifier.first(),
            Self::MedicationAdministration(resource) => resource.identifier.first(),
            Self::MedicationRequest(resource) => resource.identifier.first(),
            Self::Procedure(resource) => resource.identifier.first(),
            Self::NutritionOrder(resource) => resource.identifier.first(),
            Self::RiskAssessment(resource) => resource.identifier.first(),
            Self::Flag(resource) => resource.identifier.first(),
            Self::Goal(resource) => resource.identifier.first(),
            Self::CarePlan(resource) => resource.identifier.first(),
            Self::DocumentReference(resource) => resource.identifier.first(),
        }
    }
}

impl std::fmt::Debug for Resource {
    /// The type alone: what a person entered never reaches a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Resource({})", self.type_name())
    }
}

impl Composition {
    /// The front page of a document that stands.
    pub fn new(
        r#type: CodeableConcept,
        subject: Reference,
        date: String,
        author: Reference,
        title: &str,
    ) -> Self {
        Self {
            status: Some("final".to_owned()),
            r#type: Some(r#type),
            subject: Some(subject),
            date: Some(date),
            author: vec![author],
            title: Some(title.to_owned()),
            ..Self::empty()
        }
    }

    /// The same, about the days of `period`.
    #[must_use]
    pub fn about(self, period: Period) -> Self {
        Self { event: vec![CompositionEvent { period: Some(period) }], ..self }
    }
}

impl Section {
    /// A part with its text, and the entries that it was written from.
    pub fn new(title: &str, text: Narrative, entry: Vec<Reference>) -> Self {
        Self { title: Some(title.to_owned()), text: Some(text), entry, ..Self::empty() }
    }
}

impl DocumentReference {
    /// A document that stands, with its bytes in it.
    pub fn new(r#type: CodeableConcept, subject: Reference, attachment: Attachment) -> Self {
        Self {
            status: Some("current".to_owned()),
            r#type: Some(r#type),
            subject: Some(subject),
            content: vec![DocumentContent { attachment: Some(attachment) }],
            ..Self::empty()
        }
    }
}

impl Attachment {
    /// Bytes of a format.
    pub fn new(content_type: &str, bytes: &[u8]) -> Self {
        Self {
            content_type: Some(content_type.to_owned()),
            data: Some(crate::base64::encode(bytes)),
            size: Some(bytes.len() as u64),
            ..Self::empty()
        }
    }
}
