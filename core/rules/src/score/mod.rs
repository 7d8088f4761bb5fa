//! Every instrument as a plain calculator: explicit inputs in, a typed result out.
//!
//! Each instrument is a pure function from [`Tables`](crate::Tables) and its typed inputs; [`answer`] puts JSON lines in
//! front of all of them. An input that is `None` is unknown. A result that the known inputs already decide is given;
//! one that they leave open is unknown, and [`Basis::open`] names the inputs that would settle it.
//!
//! # Examples
//! ```
//! use nourish_rules::score::{PonsInput, pons};
//! use nourish_rules::{Exact, Tables, Tri};
//! let input = PonsInput {
//!     age: Some(Exact::whole(70)),
//!     bmi: Some(Exact::body_mass_index(52_000, 1_640)?),
//!     ..PonsInput::default()
//! };
//! let screen = pons(&Tables::built_in()?, &input)?;
//! assert_eq!(screen.at_risk, Tri::Yes);
//! assert_eq!(screen.basis.open, ["wl_pct_6m", "ate_lt50pct_last_week", "albumin_g_dl"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod additive;
pub(crate) mod answers;
mod catalogue;
mod instruments;
mod line;
pub(crate) mod outcome;
mod question;
mod rule;
mod settled;

pub use answers::Choice;
pub use catalogue::{InputListing, Listing, list};
pub(crate) use catalogue::{Shape, ask};
pub use instruments::*;
pub use line::{Answer, Remark, answer};
pub use outcome::{Basis, Total};

use crate::exact::ExactError;
use crate::tables::RowMissing;

/// Why an instrument could not be computed at all. Missing inputs are no error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScoreError {
    /// The numbers cannot be computed with exactly.
    #[error(transparent)]
    Exact(#[from] ExactError),
    /// The tables given are not those this code was written for.
    #[error(transparent)]
    Table(#[from] RowMissing),
    /// The attributes are not those of any PRO-CTCAE term.
    #[error("no PRO-CTCAE term has this set of attributes")]
    NoSuchTerm,
}
