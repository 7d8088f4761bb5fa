//! Content packs: what they can do, what they cannot, and that every refusal says which.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod hostile;
mod instruments;
mod overrides;
mod reach;
mod refusals;

use nourish_rules::Tables;
use nourish_rules::pack::{Pack, PackError, Source, complete_manifest};
use std::sync::LazyLock;

/// The site and everything else of these packs are invented.
const HEAD: &str = r#"nourish_pack = 1
id = "st-example"
version = 3
title = "Local limits"
issuer = "St Example, a fictional hospital"
licence = "CC0-1.0"
"#;

/// Stands in for SHA-256, which is another room's: another text has another number.
fn hash(bytes: &[u8]) -> [u8; 32] {
    let number = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&number.to_be_bytes());
    hash
}

static BUILT_IN: LazyLock<Tables> = LazyLock::new(|| Tables::built_in().unwrap());

fn built_in() -> Tables {
    BUILT_IN.clone()
}

/// Reads a pack of these files.
fn read_as(head: &str, files: &[(&str, &str)]) -> Result<Pack, PackError> {
    let manifest = complete_manifest(head, files, hash);
    Pack::read(&BUILT_IN, &Source { manifest: &manifest, files: files.to_vec() }, hash)
}

fn read(files: &[(&str, &str)]) -> Result<Pack, PackError> {
    read_as(HEAD, files)
}

/// An override of one row: the lines after `row`.
fn change(table: &str, row: &str, lines: &str) -> String {
    format!("[[override]]\ntable = \"{table}\"\nrow = \"{row}\"\n{lines}\nreason = \"Decided here.\"\n")
}

/// The built-in tables with one override in force.
fn with(table: &str, row: &str, lines: &str) -> Result<Tables, PackError> {
    let pack = read(&[("_overrides.toml", &change(table, row, lines))])?;
    built_in().with_pack(&pack)
}

/// A plainly invented instrument: how somebody slept, how many steps were taken, and of which colour the day was.
const INPUTS: &str = r#"
[[input]]
name = "example_naps"
meaning = "naps on the invented day"
unit = "1"
min = "0"
max = "20"
whole = true

[[input]]
name = "example_steps"
meaning = "invented steps"
unit = "1"
min = "0"
max = "100000"

[[input]]
name = "example_tired"
meaning = "tired on the invented day"

[[input]]
name = "example_colour"
meaning = "colour of the invented day"
one_of = ["green", "grey"]
"#;

const INSTRUMENT: &str = r#"
id = "example_day_score"
title = "Score of an invented day"
version = "7"
licence = "CC0-1.0"
population = "Nobody."
not_for = "Anything but tests."
inputs = ["example_naps", "example_steps", "example_tired", "example_colour"]

[[source]]
citation = "Invented for the tests of this project."

[[band]]
id = "few_naps"
quantity = "example_naps"
unit = "1"
at_most = "1"
points = 0

[[band]]
id = "some_naps"
quantity = "example_naps"
unit = "1"
above = "1"
below = "4"
points = 1

[[band]]
id = "many_naps"
quantity = "example_naps"
unit = "1"
at_least = "4"
points = 3

[[threshold]]
id = "few_steps"
quantity = "example_steps"
unit = "1"
below = "2000"

[[threshold]]
id = "hardly_any_steps"
quantity = "example_steps"
unit = "1"
below = "500"

[[constant]]
id = "few_steps_points"
value = "1"
unit = "{score}"

[[constant]]
id = "hardly_any_steps_points"
value = "2"
unit = "{score}"

[[constant]]
id = "example_tired_points"
value = "2"
unit = "{score}"

[[constant]]
id = "example_colour_green_points"
value = "0"
unit = "{score}"

[[constant]]
id = "example_colour_grey_points"
value = "1"
unit = "{score}"

[[band]]
id = "light"
quantity = "total"
unit = "{score}"
below = "4"
category = "light"

[[band]]
id = "heavy"
quantity = "total"
unit = "{score}"
at_least = "4"
category = "heavy"
"#;
