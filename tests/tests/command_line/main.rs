//! Whole journeys through the real `nourish` command.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests may stop at the first surprise"
)]

mod audit;
mod bad_input;
mod check_in;
#[path = "../../../server/tests/cluster/mod.rs"]
mod cluster;
mod fhir;
mod health_connect;
mod imports;
mod keys;
mod killed;
mod large_import;
mod leaks;
mod life;
mod lost_mailbox;
mod newer_version;
mod packs;
mod plans;
mod serve;
mod serve_admin;
mod serve_at_risk;
mod sharing;
mod simulate;
mod stolen_disk;
mod tables;
mod three_devices;
mod try_out;

/// Says that a test was left out; where nothing may be, it has failed.
fn without_postgresql() {
    assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "apt-get install postgresql");
    eprintln!("PostgreSQL is not installed: apt-get install postgresql");
}
