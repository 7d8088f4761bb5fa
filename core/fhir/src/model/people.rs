//! Who the resources are about, who can be called, and which device wrote them.

use super::{
    CodeableConcept, ContactPoint, Extension, HumanName, Identifier, Meta, Narrative, Period, Reference,
    elements,
};

elements! {
    /// The person.
    Patient {
        id: Option<String>,
        meta: Option<Meta>,
        text: Option<Narrative>,
        extension: Vec<Extension>,
        identifier: Vec<Identifier>,
        name: Vec<HumanName>,
        gender: Option<String>,
        birth_date: Option<String>,
        communication: Vec<PatientCommunication>,
    }
    /// A language of the person.
    PatientCommunication { language: Option<CodeableConcept>, preferred: Option<bool> }
    /// A device or a program.
    Device {
        id: Option<String>,
        meta: Option<Meta>,
        identifier: Vec<Identifier>,
        status: Option<String>,
        device_name: Vec<DeviceName>,
        r#type: Option<CodeableConcept>,
        version: Vec<DeviceVersion>,
    }
    /// A name of a device.
    DeviceName { name: Option<String>, r#type: Option<String> }
    /// A version of a device.
    DeviceVersion { value: Option<String> }
    /// A professional who can be called.
    PractitionerRole {
        id: Option<String>,
        meta: Option<Meta>,
        extension: Vec<Extension>,
        identifier: Vec<Identifier>,
        active: Option<bool>,
        period: Option<Period>,
        practitioner: Option<Reference>,
        code: Vec<CodeableConcept>,
        telecom: Vec<ContactPoint>,
        availability_exceptions: Option<String>,
    }
    /// Somebody close who can be called.
    RelatedPerson {
        id: Option<String>,
        meta: Option<Meta>,
        extension: Vec<Extension>,
        identifier: Vec<Identifier>,
        active: Option<bool>,
        patient: Option<Reference>,
        relationship: Vec<CodeableConcept>,
        name: Vec<HumanName>,
        telecom: Vec<ContactPoint>,
        period: Option<Period>,
    }
}

impl Patient {
    /// The person, known by a name within a system.
    pub fn new(identifier: Identifier) -> Self {
        Self { identifier: vec![identifier], ..Self::empty() }
    }
}

impl PatientCommunication {
    /// The language that the person prefers, as a tag of BCP 47.
    pub fn preferred(language: CodeableConcept) -> Self {
        Self { language: Some(language), preferred: Some(true) }
    }
}

impl HumanName {
    /// A name as it is written.
    pub fn written(text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), ..Self::empty() }
    }
}

impl ContactPoint {
    /// A telephone number.
    pub fn phone(number: impl Into<String>) -> Self {
        Self { system: Some("phone".to_owned()), value: Some(number.into()) }
    }
}

impl Device {
    /// A device of this name.
    pub fn new(identifier: Identifier, name: &str) -> Self {
        let name = DeviceName { name: Some(name.to_owned()), r#type: Some("user-friendly-name".to_owned()) };
        Self {
            identifier: vec![identifier],
            status: Some("active".to_owned()),
            device_name: vec![name],
            ..Self::empty()
        }
    }

    /// The same, of this version.
    #[must_use]
    pub fn of_version(self, version: &str) -> Self {
        Self { version: vec![DeviceVersion { value: Some(version.to_owned()) }], ..self }
    }
}

impl PractitionerRole {
    /// A professional who can be called.
    pub fn new(code: CodeableConcept) -> Self {
        Self { active: Some(true), code: vec![code], ..Self::empty() }
    }
}

impl RelatedPerson {
    /// Somebody close to the patient.
    pub fn new(patient: Reference, relationship: CodeableConcept) -> Self {
        Self { active: Some(true), patient: Some(patient), relationship: vec![relationship], ..Self::empty() }
    }
}
