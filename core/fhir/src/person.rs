//! The person as a Patient.

use crate::entry::Subject;
use crate::model::{CodeableConcept, Coding, HumanName, Identifier, Patient, PatientCommunication, Resource};
use crate::names;
use nourish_record::{CalendarDay, Sex};

/// What is said of a person.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: Option<String>,
    /// Birthday.
    pub born_on: Option<CalendarDay>,
    /// Sex at birth.
    pub sex: Option<Sex>,
    /// Language tag.
    pub language: Option<String>,
}

/// The Patient that everything else is about.
pub fn patient_of(person: &Person, subject: &Subject) -> Resource {
    let mut patient = Patient::new(Identifier::new(names::PERSON_ID, subject.uuid().to_string()));
    patient.name = person.name.iter().map(HumanName::written).collect();
    patient.birth_date = person.born_on.map(|day| day.to_string());
    patient.gender = person.sex.map(|sex| sex.as_str().to_owned());
    let language =
        person.language.as_deref().filter(|tag| tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    patient.communication = language
        .map(|tag| {
            let coding = vec![Coding::new("urn:ietf:bcp:47", tag, None)];
            PatientCommunication::preferred(CodeableConcept::new(coding, tag))
        })
        .into_iter()
        .collect();
    Resource::Patient(Box::new(patient))
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person { .. }")
    }
}
