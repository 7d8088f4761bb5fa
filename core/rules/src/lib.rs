//! Published instruments as tables, and what they say of a person's values.
//!
//! Every threshold, coefficient and grid is a row of a TOML table with its source ([`Tables`]); the code only combines
//! them. Numbers are exact ([`Exact`]), and what is not known stays unknown ([`Tri`]). [`score`] offers each instrument
//! as a calculator with explicit inputs.

#![forbid(unsafe_code)]

mod exact;
pub mod pack;
pub mod score;
mod tables;
pub mod texts;
mod tri;

pub use exact::{Exact, ExactError};
pub use tables::{
    Band, Bound, Code, Constant, Fault, Grid, InputKind, InputSpec, Origin, Override, PackName, RowMissing,
    Setting, Source, Table, TableError, Tables, Threshold,
};
pub use tri::Tri;

pub mod assess;

pub use assess::{Assessment, Level, Outcome, Past, assess, assess_after};
