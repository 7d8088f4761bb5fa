//! Parses every table with the library's own parser, so that a bad row stops the build with its file and line, and presses tables and
//! texts into the library.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "the library's modules, of which the build needs a part"
)]

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::{env, fs, io};

#[path = "src/exact.rs"]
mod exact;

mod tables {
    #[path = "../src/tables/dictionary.rs"]
    pub mod dictionary;
    #[path = "../src/tables/model.rs"]
    pub mod model;
    #[path = "../src/tables/origin.rs"]
    pub mod origin;
    #[path = "../src/tables/parse.rs"]
    pub mod parse;
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("tables");
    let mut out = io::stdout();
    if let Err(error) = check(&folder) {
        writeln!(out, "cargo::error=tables/{error}")?;
    }
    nourish_press::press("tables", &["tables"])?;
    nourish_press::press("texts", &["texts"])?;
    Ok(())
}

fn check(folder: &Path) -> Result<(), Box<dyn Error>> {
    let dictionary = fs::read_to_string(folder.join(tables::dictionary::FILE))?;
    let inputs = tables::dictionary::parse_dictionary(&dictionary)?;
    let names = inputs.into_iter().map(|input| input.name).collect();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != tables::dictionary::FILE {
            tables::parse::parse_table(&name, &fs::read_to_string(folder.join(&name))?, &names)?;
        }
    }
    Ok(())
}
