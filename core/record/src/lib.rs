//! What was logged.
//!
//! A person's journal is an append-only set of immutable [`Entry`] values. This room says what an entry is
//! ([`Fact`] and its kinds), which values it accepts, how it is written to bytes ([`Entry::encode`]), and how a set of
//! entries becomes the [`Timeline`] that everything else reads: corrections applied, retractions left out, duplicates
//! and implausible weights set aside but never lost.
//!
//! Everything here is a function from values to values. There is no clock, no file, no key and no rule of medicine.
//!
//! ```
//! use nourish_record::{Draft, Entry, Fact, Moment, Source, Stamp};
//!
//! let at = Moment::parse("2026-11-20T07:30:00+01:00[Europe/Madrid]").unwrap();
//! let draft = Draft::new(at, Source::Scale, Fact::read("weight", &[("weight", "68.4 kg")]).unwrap());
//! let entry = Entry::parse(draft, Stamp::example(1)).unwrap();
//! assert_eq!(entry.occurred().day().to_string(), "2026-11-20");
//!
//! let bytes = entry.encode();
//! assert_eq!(Entry::decode(&bytes).unwrap(), entry);
//! ```
#![forbid(unsafe_code)]

mod clock;
mod columns;
mod contact;
mod content;
mod day;
mod draft;
mod entry;
mod erasure;
mod fact;
mod field;
mod field_type;
mod id;
mod invalid;
mod members;
mod moment;
mod operation;
mod plausible;
mod quantity;
mod screening;
mod standing;
mod summary;
mod summary_bytes;
mod symptom_levels;
mod timeline;
mod tube;
mod wire;
mod word;
mod zone;

pub use clock::{MAX_DRIFT_MS, Recorded};
pub use columns::{ColumnsError, Outline, pack, unpack, unpack_chosen};
pub use day::{CalendarDay, Week};
pub use draft::{Draft, Origin, Source, Stamp, Status};
pub use entry::{Content, Entry, Intent};
pub use erasure::Erasure;
pub use fact::*;
pub use field::{FieldSpec, LIST_LENGTH, Takes, Unit, Value};
pub use id::{Author, EntryId};
pub use invalid::{InvalidEntry, Problem};
pub use moment::{Moment, MomentError};
pub use plausible::{Doubt, doubt_about};
pub use quantity::{Decimal, read_amount};
pub use screening::{NutritionScreen, ScreenNeeds};
pub use standing::{Shown, standing_version};
pub use summary::{DaySummary, WeightPoint};
pub use summary_bytes::SummaryError;
pub use symptom_levels::SymptomLevels;
pub use timeline::Timeline;
pub use tube::{Tube, TubeStanding};
pub use wire::DecodeError;
pub use zone::{Tz, UnknownZone, ZoneOffset};
