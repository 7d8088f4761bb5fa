//! Entries as FHIR R4 (4.0.1), and back.
//!
//! [`resource_of`] turns an entry into the resource that other systems look for: a weight into an Observation of LOINC 29463-7, a
//! feeding plan into a NutritionOrder. [`read_entry`] turns such a resource back into what was logged: every value, unit, zone and
//! status comes back, whoever passed the resource on. What R4 has no element for stands in one extension, [`names::ENTRY`].
//!
//! What is not known is left out or has a reason for its absence; it is never zero. Codes come from one table, [`codes::ALL`], each
//! with its source.
//!
//! ```
//! use nourish_fhir::{Subject, Told, read_entry, resource_of};
//! use nourish_record::{Draft, Entry, Fact, Moment, Source, Stamp};
//!
//! let at = Moment::parse("2026-11-20T07:30:00+01:00[Europe/Madrid]")?;
//! let draft = Draft::new(at, Source::Scale, Fact::read("weight", &[("weight", "68.4 kg")])?);
//! let entry = Entry::parse(draft, Stamp::example(1))?;
//! let subject = Subject::named([7; 16]);
//! let resource = resource_of(Told::standing(&entry), &subject).ok_or("a weight is an Observation")?;
//!
//! let json = serde_json::to_value(&resource)?;
//! assert_eq!(json["valueQuantity"]["value"].to_string(), "68.4");
//! assert_eq!(json["valueQuantity"]["code"], "kg");
//! let read = read_entry(&json)?.ok_or("it is ours")?;
//! assert_eq!((read.id, &read.fact), (Some(entry.id()), entry.fact().ok_or("a fact")?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod base64;
mod bundling;
pub mod codes;
mod entry;
mod everything;
pub mod model;
pub mod names;
mod person;
mod provenance;
mod rows;
mod time;
mod totals;
mod typed;
mod uuid;

pub use bundling::{BundleKind, Bundling};
pub use entry::{NotRead, ReadEntry, Subject, Told, read_entry, resource_of};
pub use everything::{Wanted, Written, person_of, write_everything};
pub use person::{Person, patient_of};
pub use provenance::{device_of, device_uuid, provenance_of};
pub use rows::{Row, rows_of};
pub use time::{date, date_time, instant, plain};
pub use totals::totals_of;
pub use typed::{FromJson, OtherShape};
pub use uuid::Uuid;
