//! Files from elsewhere, read into drafts; and entries written as tables.
//!
//! [`read()`] turns a file that a scale, a phone, a pump, a diary or a hospital wrote into [`Draft`]s, row by row and without
//! holding the file in memory. What cannot be read is named, row and field, with what to do about it; nothing is
//! guessed, nothing is half taken, and no message repeats what the file says of the person.
//!
//! The same file read twice gives the same [`Origin`]s: the key names a value by its time, its kind and, where several
//! share a time, its value; never by its line, a comment, or the time of the export.
//!
//! A value of a whole day stands at the start of that day, so that it never lies in the future of the day it is of.
//!
//! ```
//! use nourish_exchange::{Context, Format, Item, read, sniff};
//!
//! let file = b"dateTime,weight,comment\n2026-11-20 07:14,68.2,after breakfast\n2026-11-19 07:28,Err,\n";
//! let context = Context { zone: "Europe/Madrid".parse().unwrap(), today: "2026-11-20".parse().unwrap() };
//! assert_eq!(sniff(file, "export.csv"), Some(Format::OpenScaleCsv));
//!
//! let items: Vec<Item> = read(Format::OpenScaleCsv, &file[..], &context).collect::<Result<_, _>>().unwrap();
//! assert!(matches!(&items[0], Item::Draft(draft) if draft.occurred.day() == context.today));
//! assert!(matches!(&items[1], Item::Refused(row) if row.line == 3 && row.field == "weight"));
//! ```
//!
//! [`Draft`]: nourish_record::Draft
//! [`Origin`]: nourish_record::Origin
#![forbid(unsafe_code)]

mod answers;
mod apple;
mod drafting;
mod fhir;
mod file_error;
mod format;
mod health_connect;
mod item;
mod json;
mod lab_units;
mod limits;
mod moments;
mod outgoing;
mod progress;
mod pull;
mod read;
mod reading;
mod sniff;
mod table;

pub use answers::{Answers, DateOrder};
pub use fhir::entry_named_by;
pub use file_error::FileError;
pub use format::Format;
pub use health_connect::{HEALTH_TABLES, HealthApps, HealthCell, HealthTable, read_health_row};
pub use item::{Context, Item, RefusedRow, SkipReason};
pub use nourish_record::CalendarDay;
pub use nourish_record::Tz;
pub use outgoing::{TableFile, TrialNames, entry_tables, trial_tables};
pub use progress::{Progress, Watched};
pub use read::{read, read_with};
pub use sniff::sniff;
pub use table::{Mapping, MappingError};
