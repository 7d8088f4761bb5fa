//! Whole journeys, from the command line or the journal's own door: one a file.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod bad_input;
mod check_in;
mod damaged;
mod full_disk;
mod imports;
mod keeping;
mod keeping_up;
mod keystores;
mod killed;
mod lasting;
mod leaks;
mod life;
mod newer;
mod packs;
mod sharing;
mod streaming;
mod try_out;
