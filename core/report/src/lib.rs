//! A journal as something to hand over.
//!
//! [`compose`] turns a timeline and its assessment into one [`Report`]: plain values, every figure in them once. The report
//! then writes itself as a page ([`Report::to_html`]), as data ([`Report::to_json`]), as a table of days
//! ([`Report::to_csv`]) or as a FHIR document ([`Report::to_fhir`]). All of it is pure: the same timeline, assessment and options give the same bytes.
//!
//! ```
//! use nourish_record::{Moment, Timeline};
//! use nourish_report::{Audience, Options, compose};
//! use nourish_rules::assess::{Assessment, Picture};
//!
//! let made_at = Moment::parse("2026-11-20T22:30[Europe/Madrid]").unwrap();
//! let today = made_at.day();
//! let assessment = Assessment { as_of: today, findings: Vec::new(), picture: Picture::default() };
//! let options = Options {
//!     from: today.plus(-90),
//!     to: today,
//!     made_at,
//!     audience: Audience::CareTeam,
//!     app_version: "0.1.0".into(),
//! };
//! let report = compose(&Timeline::default(), &assessment, &options);
//! assert!(report.to_html().starts_with("<!DOCTYPE html>"));
//! ```
#![forbid(unsafe_code)]

mod chart;
mod compose;
mod csv;
mod fhir;
mod html;
mod json;
mod markup;
mod model;
mod parts;
#[cfg(feature = "pdf")]
mod pdf;
mod speech;
mod wording;

pub use compose::{Options, compose, tiles};
pub use fhir::{FhirDocument, FhirSignature, Subject};
pub use model::*;
pub use nourish_words::{Language, NotALanguage};
#[cfg(feature = "pdf")]
pub use pdf::{Attachment, Paper, PdfError, PrintedSeal};
pub use speech::Units;

/// Texts, and the page's style.
static FILES: nourish_press::Files = nourish_press::pressed!("words");
