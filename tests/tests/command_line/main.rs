//! Whole journeys through the real `nourish` command.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod bad_input;
mod imports;
mod keys;
mod killed;
mod large_import;
mod leaks;
mod life;
mod lost_mailbox;
mod newer_version;
mod packs;
mod serve;
mod serve_admin;
mod sharing;
mod simulate;
mod three_devices;
mod try_out;
