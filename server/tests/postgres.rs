//! The mailbox in PostgreSQL keeps the promises of every mailbox, alone and with several servers over one database.
//!
//! It runs its cases itself, to leave them out by name where PostgreSQL is not installed; with `CI=true` they fail there.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests may stop at the first surprise, and this one says itself how it went"
)]

mod books;
mod cluster;
mod conformance;
mod postgres_cases;
mod requests;
mod signed;
mod told;

use std::process::ExitCode;

fn main() -> ExitCode {
    told::run(postgres_cases::CASES)
}
