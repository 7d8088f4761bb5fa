//! The care plan: what was set by whom, what is due by it, what today looks like beside it, and which of many people need the team first.
//!
//! Nothing here is stored. A plan is derived from the entries of a journal ([`CarePlan::of`]); what is due is a function of plan,
//! journal and a moment ([`due`]); so are reminders ([`next_reminders`]) and the picture of the day ([`feedback`]). Regimens, formulas and
//! the schedule are data with their source. There is no clock, no file and no floating-point number in this room, and no dose is ever
//! computed for a person.
//!
//! ```
//! use nourish_plan::{Formulary, Regimens};
//! use nourish_record::Moment;
//!
//! let regimens = Regimens::built_in()?;
//! let start = Moment::parse("2026-12-01T10:00[Europe/Madrid]")?;
//! let planned = regimens.named("flot")?.expand(&start, None)?;
//! // Four drugs in each of four cycles, a fortnight apart.
//! assert_eq!(planned.len(), 16);
//! assert_eq!(planned.last().map(|draft| draft.occurred.day().to_string()), Some("2027-01-12".into()));
//!
//! assert!(Formulary::built_in()?.named("standard-1-0").is_ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

/// `Debug` that names the type alone: what a person entered never reaches a log.
macro_rules! quiet_debug {
    ($($name:ident),* $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

mod care;
mod content;
mod feed;
mod feedback;
mod formula;
mod regimen;
mod schedule;
mod texts;
mod worklist;

pub use care::*;
pub use content::{ContentError, ContentFault};
pub use feed::*;
pub use feedback::*;
pub use formula::{Formula, Formulary};
pub use regimen::{Drug, Regimen, RegimenError, Regimens};
pub use schedule::*;
pub use texts::plan_words;
pub use worklist::*;

/// Texts, regimens, formulas and the schedule.
static FILES: nourish_press::Files = nourish_press::pressed!("files");
