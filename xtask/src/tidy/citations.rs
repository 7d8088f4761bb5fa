//! Citations: every rule table says where it comes from, and has a sheet that a clinician can read.

use toml::{Table, Value};

use super::finding::{Finding, line_where};
use super::tree::Tree;

const TABLES: &str = "core/rules/tables/";
/// The plausible range of every input, which is no instrument.
const INPUTS: &str = "core/rules/tables/_inputs.toml";

/// Reads every table below `core/rules/tables/` and its sheet below `docs/instruments/`.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut tables = tree.texts().filter(|(path, _)| is_table(path)).peekable();
    if tables.peek().is_none() && tree.paths().any(|path| path.starts_with(TABLES)) {
        let remedy = "put the rule tables there, or remove the folder";
        return vec![Finding::new(TABLES, 1, "no rule table", remedy)];
    }
    tables.flat_map(|(path, text)| check_table(path, text, tree)).collect()
}

fn is_table(path: &str) -> bool {
    path.starts_with(TABLES) && path.ends_with(".toml") && path != INPUTS
}

fn check_table(path: &str, text: &str, tree: &Tree) -> Vec<Finding> {
    let table: Table = match toml::from_str(text) {
        Ok(table) => table,
        Err(error) => {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            return vec![Finding::new(path, line, "not TOML", "mend the syntax")];
        }
    };
    let mut findings = Vec::new();
    if !cited(table.get("source")) {
        let line = line_where(text, |line| line.contains("[source]"));
        findings.push(Finding::new(path, line, "no source.citation", "name the publication, with its page"));
    }
    if !table.get("licence").or_else(|| table.get("license")).is_some_and(says_something) {
        findings.push(Finding::new(path, 1, "no licence", "say under which terms the instrument is used"));
    }
    let stem = path.strip_prefix(TABLES).and_then(|name| name.strip_suffix(".toml")).unwrap_or_default();
    let id = table.get("id").and_then(Value::as_str).unwrap_or_default();
    if id != stem {
        let line = line_where(text, |line| line.starts_with("id"));
        findings.push(Finding::new(path, line, "id and file name differ", format!("call it \"{stem}\"")));
    }
    match table.get("version").map(spoken) {
        Some(version) if !version.is_empty() => findings.extend(check_sheet(path, stem, &version, tree)),
        _ => findings.push(Finding::new(path, 1, "no version", "give the table a version")),
    }
    findings
}

fn check_sheet(table_path: &str, id: &str, version: &str, tree: &Tree) -> Option<Finding> {
    let sheet_path = format!("docs/instruments/{id}.md");
    match tree.text(&sheet_path) {
        None => Some(Finding::new(table_path, 1, "no sheet for this table", format!("write {sheet_path}"))),
        Some(sheet) if !sheet.contains(version) => {
            let what = format!("the sheet does not name the table's version {version}");
            Some(Finding::new(&sheet_path, 1, what, "read it again beside the table, then name the version"))
        }
        Some(_) => None,
    }
}

/// Whether `source`, one table or a list of them, is cited throughout.
fn cited(source: Option<&Value>) -> bool {
    match source {
        Some(Value::Table(one)) => one.get("citation").is_some_and(says_something),
        Some(Value::Array(many)) => !many.is_empty() && many.iter().all(|one| cited(Some(one))),
        _ => false,
    }
}

fn says_something(value: &Value) -> bool {
    !spoken(value).trim().is_empty()
}

/// A version may be written as text or as a number; nothing else is said aloud.
fn spoken(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "core/rules/tables/pons.toml";
    const SHEET: &str = "docs/instruments/pons.md";
    const WHOLE: &str =
        "id = \"pons\"\nversion = \"2\"\nlicence = \"free\"\n[source]\ncitation = \"A publication, p. 1\"\n";

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files)).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn a_whole_table_with_its_sheet_passes() {
        assert!(found(&[(TABLE, WHOLE), (SHEET, "Version 2")]).is_empty());
        assert!(found(&[(TABLE, &WHOLE.replace("licence", "license")), (SHEET, "Version 2")]).is_empty());
    }

    #[test]
    fn each_missing_part_is_found() {
        for (part, what) in [
            ("citation = \"A publication, p. 1\"\n", "no source.citation"),
            ("licence = \"free\"\n", "no licence"),
            ("version = \"2\"\n", "no version"),
            ("id = \"pons\"\n", "id and file name differ"),
        ] {
            assert_eq!(found(&[(TABLE, &WHOLE.replace(part, "")), (SHEET, "Version 2")]), [what]);
        }
    }

    #[test]
    fn an_empty_citation_is_none() {
        let empty = WHOLE.replace("A publication, p. 1", " ");
        assert_eq!(found(&[(TABLE, &empty), (SHEET, "Version 2")]), ["no source.citation"]);
    }

    #[test]
    fn every_source_of_a_list_is_cited() {
        let list = WHOLE.replace("[source]", "[[source]]");
        assert!(found(&[(TABLE, &list), (SHEET, "Version 2")]).is_empty());
        let uncited = format!("{list}[[source]]\npages = \"3\"\n");
        assert_eq!(found(&[(TABLE, &uncited), (SHEET, "Version 2")]), ["no source.citation"]);
    }

    #[test]
    fn a_missing_or_outdated_sheet_is_found() {
        assert_eq!(found(&[(TABLE, WHOLE)]), ["no sheet for this table"]);
        let outdated = found(&[(TABLE, WHOLE), (SHEET, "Version 1")]);
        assert_eq!(outdated, ["the sheet does not name the table's version 2"]);
    }

    #[test]
    fn broken_toml_is_found_at_its_line() {
        let findings = check(&Tree::of(&[(TABLE, "id = \"pons\"\nversion 2\n")]));
        assert_eq!(findings.iter().map(|finding| finding.line).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn only_the_input_ranges_need_no_source() {
        assert!(found(&[(INPUTS, "[bmi]\n"), (TABLE, WHOLE), (SHEET, "Version 2")]).is_empty());
        assert!(!found(&[("core/rules/tables/_other.toml", "[bmi]\n")]).is_empty());
    }

    #[test]
    fn a_folder_without_tables_is_found_and_no_folder_is_none() {
        assert_eq!(found(&[("core/rules/tables/README.md", "")]), ["no rule table"]);
        assert!(found(&[("core/rules/src/lib.rs", "")]).is_empty());
    }
}
