//! The rule tables: what each is called and where it comes from.

use toml::{Table, Value};

use crate::tidy::tree::Tree;

const FOLDER: &str = "core/rules/tables/";

pub(super) struct RuleTable {
    pub(super) id: String,
    pub(super) path: String,
    pub(super) title: String,
    pub(super) sources: Vec<String>,
}

/// Every table that is TOML with an id; what is wrong with the others, `tidy` says elsewhere.
pub(super) fn all(tree: &Tree) -> Vec<RuleTable> {
    let files = tree.texts().filter(|(path, _)| path.starts_with(FOLDER) && path.ends_with(".toml"));
    files.filter_map(|(path, text)| read(path, &toml::from_str(text).ok()?)).collect()
}

fn read(path: &str, table: &Table) -> Option<RuleTable> {
    let text = |name: &str| table.get(name).and_then(Value::as_str).map(str::to_owned);
    let sources = table.get("source").and_then(Value::as_array);
    Some(RuleTable {
        id: text("id")?,
        path: path.to_owned(),
        title: text("title").unwrap_or_default(),
        sources: sources.into_iter().flatten().filter_map(source).collect(),
    })
}

fn source(source: &Value) -> Option<String> {
    let text = |name: &str| source.get(name).and_then(Value::as_str);
    let mut line = text("citation")?.to_owned();
    if let Some(doi) = text("doi") {
        line.push_str(&format!(" doi:{doi}"));
    }
    if let Some(pages) = text("pages") {
        line.push_str(&format!(" ({pages})"));
    }
    Some(line)
}
