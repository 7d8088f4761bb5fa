//! The table format: what is accepted, and where a mistake is reported.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::fs;

use nourish_rules::{Fault, TableError, Tables, score};

const DICTIONARY: &str =
    "[[input]]\nname = \"bmi\"\nmeaning = \"index\"\nunit = \"kg/m2\"\nmin = \"5\"\nmax = \"100\"\n";

const HEAD: &str = "id = \"demo\"\ntitle = \"Demo\"\nversion = \"1\"\nlicence = \"free\"\npopulation = \"all\"\n\
    not_for = \"nothing\"\ninputs = [\"bmi\"]\n";

const SOURCE: &str = "[[source]]\ncitation = \"A journal 2000;1:1.\"\n";

fn fault(rest: &str) -> TableError {
    let text = format!("{HEAD}{rest}");
    Tables::parse(DICTIONARY, &[("demo.toml", &text)]).unwrap_err()
}

fn row(kind: &str, id: &str, bounds: &str) -> String {
    format!("[[{kind}]]\nid = \"{id}\"\nquantity = \"bmi\"\nunit = \"kg/m2\"\n{bounds}\n")
}

#[test]
fn every_file_of_the_folder_is_built_in() {
    let tables = Tables::built_in().unwrap();
    let built_in: BTreeSet<String> = tables.iter().map(|table| table.id.clone()).collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tables");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
        .filter(|name| name != "_inputs")
        .collect();
    assert_eq!(built_in, files);
}

#[test]
fn every_instrument_has_a_sheet() {
    for listing in score::list(&Tables::built_in().unwrap()) {
        let sheet = format!("{}/../../docs/instruments/{}.md", env!("CARGO_MANIFEST_DIR"), listing.id);
        let text = fs::read_to_string(&sheet).unwrap_or_default();
        assert!(text.contains(&listing.version), "{} names no version {}", listing.id, listing.version);
        assert!(text.contains(&listing.source), "{} does not cite its source", listing.id);
        assert!(text.lines().count() < 60, "{} is too long", listing.id);
    }
}

#[test]
fn a_complete_table_is_read() {
    let threshold = row("threshold", "low", "below = \"20.5\"");
    let text = format!("{HEAD}{SOURCE}{threshold}");
    let tables = Tables::parse(DICTIONARY, &[("demo.toml", &text)]).unwrap();
    let table = tables.table("demo").unwrap();
    assert_eq!(table.source(), "A journal 2000;1:1.");
    assert_eq!(table.threshold("low").unwrap().bound.sign(), "<");
    assert!(table.threshold("high").is_err());
}

#[test]
fn a_table_gives_its_rows_its_readings_and_its_codes() {
    let setting =
        "[[setting]]\nid = \"edge\"\nvalue = \"in\"\nchoices = [\"in\", \"out\"]\nreading = \"why\"\n";
    let code = "[[code]]\nquantity = \"bmi\"\nsystem = \"http://example.org\"\ncode = \"1-2\"\n";
    let rows = row("threshold", "low", "below = \"20.5\"") + &row("band", "all", "at_least = \"0\"");
    let text = format!("{HEAD}{SOURCE}{rows}{setting}{code}");
    let tables = Tables::parse(DICTIONARY, &[("demo.toml", &text)]).unwrap();
    let table = tables.table("demo").unwrap();
    assert_eq!(table.thresholds().iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["low"]);
    assert_eq!(table.bands().iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["all"]);
    assert_eq!(table.settings().iter().map(|row| row.value.as_str()).collect::<Vec<_>>(), ["in"]);
    assert_eq!(table.codes().iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), ["1-2"]);
}

#[test]
fn a_table_without_a_source_is_refused() {
    assert_eq!(fault("source = []\n").fault, Fault::NoSource);
    assert_eq!(fault("[[source]]\ncitation = \" \"\n").fault, Fault::NoSource);
    assert!(matches!(fault("").fault, Fault::Syntax(_)));
}

#[test]
fn an_unknown_key_is_refused_with_its_line() {
    let error = fault(&format!("{SOURCE}{}", row("threshold", "low", "below = \"1\"\ncolour = \"red\"")));
    assert!(matches!(error.fault, Fault::Syntax(_)));
    assert_eq!((error.file.as_str(), error.line), ("demo.toml", 15));
}

#[test]
fn a_bad_decimal_is_refused_with_its_line() {
    for bad in ["20,5", "twenty", "1e999", ""] {
        let error = fault(&format!("{SOURCE}{}", row("threshold", "low", &format!("below = \"{bad}\""))));
        assert_eq!((error.fault, error.line), (Fault::BadDecimal, 14), "{bad}");
    }
}

#[test]
fn a_threshold_has_exactly_one_bound() {
    for bounds in ["", "below = \"1\"\nabove = \"0\""] {
        assert_eq!(fault(&format!("{SOURCE}{}", row("threshold", "low", bounds))).fault, Fault::NotOneBound);
    }
}

#[test]
fn bands_neither_overlap_nor_leave_gaps() {
    let bands = |first: &str, second: &str| {
        format!("{SOURCE}{}{}", row("band", "a", first), row("band", "b", second))
    };
    let overlap = Fault::Overlap("a".to_owned());
    assert_eq!(fault(&bands("below = \"20\"", "at_least = \"19\"")).fault, overlap);
    assert_eq!(fault(&bands("at_most = \"20\"", "at_least = \"20\"")).fault, overlap);
    assert_eq!(
        fault(&bands("above = \"10\"\nbelow = \"20\"", "above = \"12\"\nbelow = \"13\"")).fault,
        overlap
    );
    let gap = Fault::Gap("a".to_owned());
    assert_eq!(fault(&bands("below = \"20\"", "above = \"20\"")).fault, gap);
    assert_eq!(fault(&bands("below = \"20\"", "at_least = \"21\"")).fault, gap);
    let text = format!("{HEAD}{}", bands("at_least = \"20\"", "below = \"20\""));
    assert!(Tables::parse(DICTIONARY, &[("demo.toml", &text)]).is_ok());
}

#[test]
fn names_are_unique_and_known() {
    let low = row("threshold", "low", "below = \"1\"");
    assert_eq!(fault(&format!("{SOURCE}{low}{low}")).fault, Fault::DuplicateId);
    let text = format!("{HEAD}{SOURCE}").replace("[\"bmi\"]", "[\"shoe_size\"]");
    let error = Tables::parse(DICTIONARY, &[("demo.toml", &text)]).unwrap_err();
    assert_eq!((error.fault, error.line), (Fault::UnknownInput("shoe_size".to_owned()), 7));
    let text = format!("{HEAD}{SOURCE}");
    assert_eq!(Tables::parse(DICTIONARY, &[("other.toml", &text)]).unwrap_err().fault, Fault::IdDiffers);
}

#[test]
fn grids_are_rectangular_and_settings_among_their_choices() {
    let grid = "[[grid]]\nid = \"g\"\nrows = \"r\"\ncolumns = \"c\"\ncells = [[1, 2], [3]]\n";
    assert_eq!(fault(&format!("{SOURCE}{grid}")).fault, Fault::RaggedGrid);
    let setting = "[[setting]]\nid = \"s\"\nvalue = \"x\"\nchoices = [\"y\"]\nreading = \"z\"\n";
    assert_eq!(fault(&format!("{SOURCE}{setting}")).fault, Fault::BadSetting);
}

#[test]
fn no_threshold_of_a_quantity_stands_outside_its_plausible_range() {
    let tables = Tables::built_in().unwrap();
    for table in tables.iter() {
        let bounds = table
            .bands()
            .iter()
            .flat_map(|band| band.lower.into_iter().chain(band.upper).map(|b| (&band.quantity, b)));
        let all = table.thresholds().iter().map(|row| (&row.quantity, row.bound)).chain(bounds);
        for (quantity, bound) in all {
            if let Some(nourish_rules::InputKind::Number { min, max, .. }) =
                tables.input(quantity).map(|spec| &spec.kind)
            {
                assert!(*min < bound.value() && bound.value() < *max, "{} {quantity}", table.id);
            }
        }
    }
}
