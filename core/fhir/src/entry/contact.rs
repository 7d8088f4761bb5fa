//! Someone to call: RelatedPerson for those at home, PractitionerRole for professionals.

use super::extension::EntryExtension;
use super::told::{Subject, Told};
use crate::model::{
    CodeableConcept, Coding, ContactPoint, HumanName, Period, PractitionerRole, Reference, RelatedPerson,
    Resource,
};
use crate::names;
use nourish_record::{CareContact, CareRole, Fact};

/// The resource of a contact.
pub(crate) fn write(
    told: Told<'_>,
    contact: &CareContact,
    extension: EntryExtension,
    subject: &Subject,
) -> Resource {
    let fact = Fact::from(contact.clone());
    let role = CodeableConcept::new(
        vec![Coding::new(names::WORDS, contact.role.as_str(), None)],
        contact.role.as_str().replace('-', " "),
    );
    let telecom = vec![ContactPoint::phone(&contact.phone)];
    let since = Some(Period::new(Some(told.occurred()), None));
    if matches!(contact.role, CareRole::Patient | CareRole::Carer) {
        let mut person = RelatedPerson::new(subject.reference(), role);
        person.extension = extension.with_all_but(&fact, &["role", "phone", "name"]).done();
        person.identifier = vec![told.identifier()];
        person.active = Some(!told.is_in_error());
        person.name = contact.name.iter().map(HumanName::written).collect();
        person.telecom = telecom;
        person.period = since;
        return Resource::RelatedPerson(Box::new(person));
    }
    let mut professional = PractitionerRole::new(role);
    professional.extension = extension.with_all_but(&fact, &["role", "phone", "name", "hours"]).done();
    professional.identifier = vec![told.identifier()];
    professional.active = Some(!told.is_in_error());
    professional.practitioner =
        contact.name.as_ref().map(|name| Reference { display: Some(name.clone()), ..Reference::empty() });
    professional.telecom = telecom;
    professional.availability_exceptions.clone_from(&contact.hours);
    professional.period = since;
    Resource::PractitionerRole(Box::new(professional))
}

fn role_and_phone(roles: &[CodeableConcept], telecom: &[ContactPoint]) -> Vec<(&'static str, String)> {
    let role =
        roles.first().and_then(|role| role.code_of(names::WORDS)).map(|role| ("role", role.to_owned()));
    let phone = telecom.first().and_then(|phone| phone.value.clone()).map(|phone| ("phone", phone));
    role.into_iter().chain(phone).collect()
}

/// The fields of a RelatedPerson of ours.
pub(crate) fn read_related(person: &RelatedPerson) -> Vec<(&'static str, String)> {
    let mut fields = role_and_phone(&person.relationship, &person.telecom);
    fields.extend(person.name.first().and_then(|name| name.text.clone()).map(|name| ("name", name)));
    fields
}

/// The fields of a PractitionerRole of ours.
pub(crate) fn read_professional(professional: &PractitionerRole) -> Vec<(&'static str, String)> {
    let mut fields = role_and_phone(&professional.code, &professional.telecom);
    fields.extend(professional.availability_exceptions.clone().map(|hours| ("hours", hours)));
    let name = professional.practitioner.as_ref().and_then(|practitioner| practitioner.display.clone());
    fields.extend(name.map(|name| ("name", name)));
    fields
}
