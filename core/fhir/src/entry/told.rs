//! What is written, and of whom.

use super::extension::EntryExtension;
use super::{check_in, contact, medication, nutrition_order, observation, procedure};
use crate::model::{Identifier, Meta, Reference, Resource};
use crate::names;
use crate::time::{date_time, instant};
use crate::uuid::Uuid;
use nourish_record::{Entry, Fact, Modality, Shown, Status};

/// An entry, and what became of it.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) amended: bool,
    pub(crate) retracted: bool,
    pub(crate) superseded: bool,
}

impl<'a> Told<'a> {
    /// An entry that stands as it was logged.
    pub const fn standing(entry: &'a Entry) -> Self {
        Self { entry, amended: false, retracted: false, superseded: false }
    }

    /// An entry as a timeline shows it.
    pub const fn shown(shown: &'a Shown) -> Self {
        Self { entry: shown.entry(), amended: shown.amended(), retracted: false, superseded: false }
    }

    /// The same, said to be the last of several corrections.
    #[must_use]
    pub const fn amended(self, amended: bool) -> Self {
        Self { amended, ..self }
    }

    /// The same, taken back.
    #[must_use]
    pub const fn retracted(self, retracted: bool) -> Self {
        Self { retracted, ..self }
    }

    /// The same, where a later entry took its place: an older feeding plan.
    #[must_use]
    pub const fn superseded(self, superseded: bool) -> Self {
        Self { superseded, ..self }
    }

    /// Whether it is in error, as somebody said.
    pub(crate) fn is_in_error(self) -> bool {
        self.retracted || self.entry.status() == Status::EnteredInError
    }

    pub(crate) fn uuid(self) -> Uuid {
        Uuid::of_entry(self.entry.root())
    }

    pub(crate) fn identifier(self) -> Identifier {
        Identifier::new(names::ENTRY_ID, self.entry.root().to_string())
    }

    pub(crate) fn occurred(self) -> String {
        date_time(self.entry.occurred())
    }

    pub(crate) fn recorded(self) -> String {
        instant(self.entry.recorded().wall_ms())
    }
}

/// The person that resources are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    uuid: Uuid,
}

impl Subject {
    /// The person whose journal has this name; the same name gives the same resources.
    pub const fn named(name: [u8; 16]) -> Self {
        Self { uuid: Uuid::from_bytes(name) }
    }

    /// The name of their Patient resource.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }

    /// How other resources refer to them.
    pub fn reference(self) -> Reference {
        Reference::to(self.uuid.urn())
    }
}

/// The resource of an entry; `None` for what only a newer version knows, what was erased, and what only takes another back.
pub fn resource_of(told: Told<'_>, subject: &Subject) -> Option<Resource> {
    let fact = told.entry.fact()?;
    let extension = EntryExtension::of(told, fact);
    let mut resource = match fact {
        Fact::CheckIn(fact) => check_in::write(told, fact, extension, subject),
        Fact::FeedingPlan(fact) => nutrition_order::write(told, fact, extension, subject),
        Fact::ParenteralBag(fact) => medication::write_bag(told, fact, extension, subject),
        Fact::Medicine(fact) => medication::write_medicine(told, fact, extension, subject),
        Fact::Treatment(fact) => match fact.modality {
            Modality::Chemotherapy | Modality::Targeted | Modality::Immunotherapy => {
                medication::write_treatment(told, fact, extension, subject)
            }
            Modality::Radiation | Modality::Surgery | Modality::Access => {
                procedure::write(told, fact, extension, subject)
            }
        },
        Fact::CareContact(fact) => contact::write(told, fact, extension, subject),
        _ => observation::write(told, fact, extension, subject),
    };
    *resource.id_mut() = Some(told.uuid().to_string());
    let meta = resource.meta_mut().get_or_insert_with(Meta::empty);
    meta.last_updated = Some(told.recorded());
    Some(resource)
}
