//! Prints `tests/vectors/sync-v1.txt`.
//!
//! It was run once. The vectors are never made anew: where they no longer open, the format is broken.
#![allow(clippy::print_stdout, reason = "its output is the file")]

use nourish_tests::{Sharing, hexadecimal};

fn main() {
    println!(
        "# A circle of care with every act, batches, heads and a checkpoint: see README.md. The keys protect nothing, the people are invented."
    );
    for (name, bytes) in Sharing::make().vectors() {
        println!("{name} = {}", hexadecimal(&bytes));
    }
}
