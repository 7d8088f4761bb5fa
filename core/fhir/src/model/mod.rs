//! The resources of FHIR R4 (4.0.1) that a journal needs, and of each the elements that it needs.
//!
//! Read tolerantly: elements that are not here are passed over, none must be there. Written strictly: outside this room a resource
//! is made by its constructor, which asks for what R4 requires, and nothing that is empty is written.

mod bundle;
mod clinical;
mod data_types;
mod decimal;
mod people;
mod plans;
mod questionnaire;

pub use bundle::*;
pub use clinical::*;
pub use data_types::*;
pub use decimal::Decimal;
pub use people::*;
pub use plans::*;
pub use questionnaire::*;

/// What is left out when it is written.
pub(crate) trait Absent {
    fn is_absent(&self) -> bool;
    fn absent() -> Self;
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
    fn absent() -> Self {
        None
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
    fn absent() -> Self {
        Vec::new()
    }
}

/// Declares elements: structs whose fields are FHIR's elements of the same name, written in the order given here.
macro_rules! elements {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, serde::Serialize)]
        // Read beside `FromJson` in tests.
        #[cfg_attr(test, derive(serde::Deserialize))]
        #[serde(rename_all = "camelCase")]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "each field is the FHIR element of the same name")]
        pub struct $name {
            $(
                #[serde(
                    default = "crate::model::Absent::absent",
                    skip_serializing_if = "crate::model::Absent::is_absent"
                )]
                $(#[$attribute])*
                pub $field: $type,
            )*
        }

        impl $name {
            /// One that says nothing yet.
            #[allow(dead_code, reason = "some are only read")]
            pub(crate) fn empty() -> Self {
                Self { $($field: crate::model::Absent::absent()),* }
            }
        }

        impl crate::FromJson for $name {
            fn from_json(json: &serde_json::Value) -> Result<Self, crate::OtherShape> {
                let object = json.as_object().ok_or(crate::OtherShape)?;
                Ok(Self { $($field: crate::typed::element(object, stringify!($field))?),* })
            }
        }

        impl std::fmt::Debug for $name {
            /// The name alone: what a person entered never reaches a log.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    )*};
}
pub(crate) use elements;
