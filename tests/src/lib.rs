//! What the journeys and vectors stand on: the real command, a folder to live in, the samples, and entries of every kind.
//!
//! Everything here serves tests, and stops at the first surprise.
#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod cohort;
mod command;
mod golden;
mod house;
mod neighbours;
mod ran;
mod served;
mod sharing;
pub mod simulation;

pub use cohort::Load;
pub use command::nourish;
pub use golden::{
    Fields, entries_of_every_kind, fields_of_every_kind, fields_of_grown_kinds, golden_drafts, hexadecimal,
};
pub use house::{House, NOW, sample};
pub use neighbours::Running;
pub use ran::Ran;
pub use served::{Served, serve};
pub use sharing::Sharing;
