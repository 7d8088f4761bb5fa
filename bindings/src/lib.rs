//! The door for apps: the journal as Kotlin and Swift see it, through UniFFI.
//!
//! Every method is one call into the facade and a change of shape; nothing is decided here. Facts, moments and
//! days are the facade's own types. What an app sees of an assessment or a day is spelled out as plain records.
//!
//! ```
//! use nourish_bindings::{Draft, Fact, Journal, Moment, Outcome, Weight};
//!
//! # let folder = tempfile::tempdir()?;
//! let path = folder.path().join("journal.nourish").to_string_lossy().into_owned();
//! let journal = Journal::create(path, "a plainly fictional passphrase".into())?;
//!
//! let now = Moment::parse("2026-11-20T07:30[Europe/Madrid]")?;
//! let weight = Weight { weight_g: 68_400, method: None, fluid: None, confirmed: None };
//! let draft = Draft { fact: Fact::Weight(weight), occurred: now.clone(), day: None, source: None };
//! journal.log(draft, now.clone())?;
//!
//! assert_eq!(journal.today(now.clone())?.sums.weight_g, Some(68_400));
//! let assessment = journal.assess(now.day())?;
//! assert!(assessment.findings.iter().any(|finding| matches!(finding.outcome, Outcome::Indeterminate { .. })));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assessment;
mod backup;
mod calculator;
mod cancellation;
mod check_in;
mod circle;
mod columns;
mod damage;
mod day;
mod draft;
mod due;
mod entry;
mod error;
mod fact;
mod fact_text;
mod file_format;
mod file_problem;
mod files;
mod import;
mod journal;
mod key_file;
mod kinds;
mod lock_reason;
mod mailbox;
mod observer;
mod overview;
mod pack;
mod pack_problem;
mod pairing;
#[cfg(feature = "pdf")]
mod paper;
mod picture;
mod plan;
mod recovery;
mod refusal;
mod report;
mod said;
mod scalar;
mod secret_store;
mod sync;
mod ways;

pub use assessment::*;
pub use backup::*;
pub use calculator::*;
pub use cancellation::*;
pub use check_in::*;
pub use circle::*;
pub use columns::*;
pub use damage::*;
pub use day::*;
pub use draft::*;
pub use due::*;
pub use entry::*;
pub use error::*;
pub use fact::*;
pub use fact_text::*;
pub use file_format::*;
pub use file_problem::*;
pub use files::*;
pub use import::*;
pub use journal::*;
pub use key_file::*;
pub use kinds::*;
pub use lock_reason::*;
pub use mailbox::*;
pub use observer::*;
pub use overview::*;
pub use pack::*;
pub use pack_problem::*;
pub use pairing::*;
#[cfg(feature = "pdf")]
pub use paper::*;
pub use picture::*;
pub use plan::*;
pub use recovery::*;
pub use report::*;
pub use said::*;
pub use scalar::*;
pub use secret_store::*;
pub use sync::*;
pub use ways::*;

uniffi::setup_scaffolding!();
