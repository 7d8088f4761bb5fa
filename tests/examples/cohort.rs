//! Prints how many flags 200 simulated people raise in six months: `cargo run --release -p nourish-tests --example cohort`.
#![allow(clippy::print_stdout, reason = "it prints its figures")]

use nourish_tests::Load;

fn main() {
    let first = "2026-01-05".parse().unwrap_or(nourish_record::CalendarDay::FIRST);
    println!("{}", Load::of(1, 200, first, 182).table());
}
