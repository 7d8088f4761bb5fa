//! Whatever is read here is read as the crate `toml` reads it, and what it refuses is refused with the same words at the same place.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use nourish_toml::{Mistake, Spanned, read};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// One field of every kind that a file of ours has.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    id: Spanned<String>,
    number: Spanned<u8>,
    #[serde(default)]
    days: Option<i32>,
    hexadecimal: Option<i8>,
    large: Option<u64>,
    open: Option<bool>,
    whole: Option<Spanned<Whole>>,
    #[serde(default)]
    kinds: Vec<Spanned<String>>,
    #[serde(default)]
    row: Vec<Row>,
    #[serde(default)]
    named: BTreeMap<String, Row>,
    any: Option<Value>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Whole(i64);

/// Tells of no unknown name.
#[derive(Debug, PartialEq, Deserialize)]
struct Row {
    text: String,
    below: Option<Spanned<String>>,
    #[serde(default)]
    points: Vec<i32>,
}

const FULL: &str = r#"
id = "a\tb"
number = 7
days = -7
hexadecimal = 0x7f
large = 18_446_744_073_709_551_615
open = true
whole = 12
kinds = ["day", "week"]
any = [1.5, 1979-05-27T07:32:00Z, { a = inf, b = [] }, 'x']

[[row]] # a remark
text = """
two
lines"""
below = 'five'
points = [1, -2, 3]

[[row]]
text = "other"
unknown = { deep = [1, 2.5] }

[named.one]
text = "ä"
[named."two words"]
text = 'b'
"#;

fn by_toml<T: DeserializeOwned>(text: &str) -> Result<T, Mistake> {
    toml::from_str(text).map_err(|error: toml::de::Error| Mistake {
        message: error.message().to_owned(),
        offset: error.span().map(|span| span.start),
    })
}

/// Both give the same, places included. But a list in the place of a table only `toml` takes, and a date there is refused in other words.
fn same<T: DeserializeOwned + std::fmt::Debug>(text: &str) {
    let (here, there) = (read::<T>(text), by_toml::<T>(text));
    let message = here.as_ref().map_or_else(|mistake| mistake.message.as_str(), |_| "");
    if message.starts_with("invalid type: map, expected a map") {
        assert!(there.is_err(), "{text}");
    } else if !message.starts_with("invalid type: sequence, expected struct") {
        assert_eq!(format!("{here:?}"), format!("{there:?}"), "{text}");
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push(path);
        }
    }
    Ok(())
}

#[test]
fn every_file_of_ours_is_read_alike() {
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for folder in ["core", "samples", "tests"] {
        files(&root.join(folder), &mut found).unwrap();
    }
    assert!(found.len() > 60, "{found:?}");
    for path in found {
        same::<Value>(&fs::read_to_string(path).unwrap());
    }
}

#[test]
fn every_kind_of_value_is_read_alike() {
    let page: Page = read(FULL).unwrap();
    assert_eq!((page.id.get_ref().as_str(), page.id.span()), ("a\tb", 6..12));
    assert_eq!((page.days, page.large, page.row.len()), (Some(-7), Some(u64::MAX), 2));
    same::<Page>(FULL);
    same::<Value>(FULL);
}

#[test]
fn a_value_of_another_kind_is_refused_alike_in_every_field() {
    let values = [
        "'x'",
        "3",
        "-3",
        "300",
        "99999999999",
        "9999999999999999999",
        "99999999999999999999999",
        "1.5",
        "1e999",
        "nan",
        "true",
        "1979-05-27",
        "07:32:00",
        "{}",
        "{ text = 'a' }",
        "{ text = 1 }",
        "'day'",
        "['day']",
        "['month']",
        "[[1]]",
    ];
    for field in [
        "id",
        "number",
        "days",
        "hexadecimal",
        "large",
        "open",
        "whole",
        "kinds",
        "row",
        "named",
        "any",
        "other",
    ] {
        for value in values {
            let kept = [("id", "'a'"), ("number", "1")].into_iter().filter(|(name, _)| *name != field);
            let kept: String = kept.map(|(name, value)| format!("{name} = {value}\n")).collect();
            same::<Page>(&format!("{kept}{field} = {value}\n"));
        }
    }
    same::<Page>("id = 'a'\n");
    same::<Page>("");
}

#[test]
fn a_list_does_not_stand_for_a_table() {
    let mistake = read::<Page>("id = 'a'\nnumber = 1\nrow = [['text']]").unwrap_err();
    assert_eq!(mistake.line("id = 'a'\nnumber = 1\nrow = [['text']]"), 3);
    assert!(mistake.message.starts_with("invalid type: sequence, expected struct"), "{mistake}");
}

proptest! {
    #[test]
    fn what_a_slip_leaves_is_read_alike(at: prop::sample::Index, taken in 0usize..4, put in "[\\[\\]{}='\"a1.\\-\n ]{0,2}") {
        let all: Vec<char> = FULL.chars().collect();
        let at = at.index(all.len());
        let after = (at + taken).min(all.len());
        let text: String = all[..at].iter().copied().chain(put.chars()).chain(all[after..].iter().copied()).collect();
        same::<Page>(&text);
        same::<Value>(&text);
    }
}
