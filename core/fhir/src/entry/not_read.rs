//! Why a resource of ours could not be read back.

use crate::typed::OtherShape;
use nourish_record::{InvalidEntry, Problem};
use std::fmt;

/// Why a resource could not be read back. It never holds the value itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRead {
    /// The element, from the resource on: `valueQuantity.code`.
    pub element: String,
    /// What is wrong with it, and what to do.
    pub invalid: InvalidEntry,
}

impl NotRead {
    pub(crate) fn new(element: impl Into<String>, problem: Problem) -> Self {
        let element = element.into();
        let invalid = InvalidEntry::new(element.clone(), problem);
        Self { element, invalid }
    }

    pub(crate) const fn of(element: String, invalid: InvalidEntry) -> Self {
        Self { element, invalid }
    }
}

/// A resource whose elements have not the shape that FHIR gives them.
impl From<OtherShape> for NotRead {
    fn from(_: OtherShape) -> Self {
        Self::new("resource", Problem::NotPlainText)
    }
}

impl fmt::Display for NotRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}; {}", self.element, self.invalid.problem, self.invalid.remedy)
    }
}

impl std::error::Error for NotRead {}
