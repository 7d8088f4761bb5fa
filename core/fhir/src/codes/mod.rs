//! Every code of others that is written, in one table, each with its source.
//!
//! SNOMED CT codes are those of the free Global Patient Set alone. A test compares the table with a stored list that was taken from
//! the sources by program.

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $system:ident $code:literal $display:literal, $source:literal;)+) => {
        $($(#[$doc])* pub const $name: Code = Code {
            system: System::$system, code: $code, display: $display, source: $source,
        };)+

        /// Every code.
        pub const ALL: &[Code] = &[$($name),+];
    };
}

mod by_field;
mod table;

pub(crate) use by_field::{field_code, kind_code, tube_code};
pub use table::*;

/// The LOINC number that a laboratory value is written with.
pub const fn analyte(analyte: nourish_record::Analyte) -> &'static str {
    by_field::analyte_code(analyte).code
}

/// Where a code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum System {
    /// LOINC.
    Loinc,
    /// SNOMED CT, Global Patient Set.
    Snomed,
    /// HL7 v3 RouteOfAdministration.
    Route,
    /// Kinds of observations.
    ObservationCategory,
    /// Kinds of flags.
    FlagCategory,
    /// Why a value is absent.
    DataAbsentReason,
    /// What somebody did for a resource.
    Participant,
    /// HL7 v3 DataOperation.
    DataOperation,
    /// What a signature means.
    SignatureType,
}

impl System {
    /// Its URL, as codings give it.
    pub const fn url(self) -> &'static str {
        match self {
            Self::Loinc => "http://loinc.org",
            Self::Snomed => "http://snomed.info/sct",
            Self::Route => "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration",
            Self::ObservationCategory => "http://terminology.hl7.org/CodeSystem/observation-category",
            Self::FlagCategory => "http://terminology.hl7.org/CodeSystem/flag-category",
            Self::DataAbsentReason => "http://terminology.hl7.org/CodeSystem/data-absent-reason",
            Self::Participant => "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
            Self::DataOperation => "http://terminology.hl7.org/CodeSystem/v3-DataOperation",
            Self::SignatureType => "urn:iso-astm:E1762-95:2013",
        }
    }
}

/// A code of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Where it stands.
    pub system: System,
    /// The code.
    pub code: &'static str,
    /// What it says there.
    pub display: &'static str,
    /// Where it was looked up.
    pub source: &'static str,
}
