//! `trace`: from every rule table to its source, the code that reads it, its vectors and its tests, all found in the
//! tree. Nothing here is listed by hand, so a new table or rule appears by itself.

mod code;
mod functions;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;
use std::process::ExitCode;

use crate::obstacle::Obstacle;
use crate::tidy::rooms;
use crate::tidy::tree::Tree;
use code::Code;
use functions::Tests;
use tables::RuleTable;

/// Where the document stands.
pub(crate) const DOCUMENT: &str = "docs/TRACEABILITY.md";

const HEAD: &str = "\
# From source to test

Written by `cargo xtask trace` from the tree; `cargo xtask tidy` fails when it is stale, or when a table or a rule of the
assessment has no test. A test stands here when it names the table or rule; those that go through all of them
(`core/rules/tests/vectors.rs`, `core/rules/tests/tables.rs`) do not. [PROOF.md](PROOF.md) says what each layer of tests shows.
";

/// What the tree says of every table and every rule.
pub(crate) struct Trace {
    tables: Vec<RuleTable>,
    /// Table id to the files that read it.
    readers: BTreeMap<String, BTreeSet<String>>,
    /// Rule of the assessment to its file.
    rules: BTreeMap<String, String>,
    tests: Tests,
    vectors: BTreeSet<String>,
}

/// Writes the document anew.
pub(crate) fn run(out: &mut impl Write) -> Result<ExitCode, Obstacle> {
    let (root, _) = rooms::of_checkout()?;
    let trace = Trace::of(&Tree::of_checkout(&root)?);
    let path = root.join(DOCUMENT);
    std::fs::write(&path, trace.document()).map_err(|source| Obstacle::File { path, source })?;
    writeln!(
        out,
        "{DOCUMENT}: {} tables, {} rules of the assessment",
        trace.tables.len(),
        trace.rules.len()
    )?;
    Ok(ExitCode::SUCCESS)
}

impl Trace {
    pub(crate) fn of(tree: &Tree) -> Trace {
        let code = Code::of(tree);
        let tables = tables::all(tree);
        let readers = tables.iter().map(|table| (table.id.clone(), code.readers(&table.id))).collect();
        let rules = code.rules();
        let vectors = tree.paths().filter(|path| path.starts_with(VECTORS)).map(str::to_owned).collect();
        Trace { tests: Tests::of(tree), tables, readers, rules, vectors }
    }

    /// Tables and rules that no test names, with the file that each stands in.
    pub(crate) fn untested(&self) -> Vec<(&str, &str)> {
        let tables = self.tables.iter().map(|table| (table.id.as_str(), table.path.as_str()));
        let rules = self.rules.iter().map(|(rule, path)| (rule.as_str(), path.as_str()));
        let untested = |name: &str| self.tests_of(name).is_empty();
        tables.chain(rules).filter(|(name, _)| untested(name)).collect()
    }

    pub(crate) fn document(&self) -> String {
        let mut text = HEAD.to_owned();
        for table in &self.tables {
            let _ = write!(text, "\n## {}\n\n{}\n\n", table.id, table.title);
            for source in &table.sources {
                let _ = writeln!(text, "- Source: {source}");
            }
            let _ = writeln!(text, "- Table: {}", link(&table.path));
            let readers = self.readers.get(&table.id).into_iter().flatten();
            let _ = writeln!(text, "- Read by: {}", joined(readers.map(|path| link(path))));
            let rules = self.rules_on(&table.id);
            if !rules.is_empty() {
                let _ = writeln!(
                    text,
                    "- Rules of the assessment: {}",
                    joined(rules.iter().map(|rule| code(rule)))
                );
            }
            let vectors = format!("{VECTORS}{}.jsonl", table.id);
            if self.vectors.contains(&vectors) {
                let _ = writeln!(text, "- Vectors: {}", link(&vectors));
            }
            write_tests(&mut text, self.tests_of(&table.id).into_iter());
        }
        text
    }

    /// The rules whose file reads the table.
    fn rules_on(&self, table: &str) -> Vec<&str> {
        let reads = |path: &String| self.readers.get(table).is_some_and(|readers| readers.contains(path));
        self.rules.iter().filter(|(_, path)| reads(path)).map(|(rule, _)| rule.as_str()).collect()
    }

    /// Tests that name a table or rule; what the assessment's tests say of a table's rules is the table's too.
    fn tests_of(&self, name: &str) -> BTreeSet<(&str, &str)> {
        let own = self.tests.naming(name);
        let by_rule = self.rules_on(name).into_iter().flat_map(|rule| self.tests.naming(rule));
        own.into_iter().chain(by_rule.filter(|(path, _)| path.starts_with(ASSESSMENT))).collect()
    }
}

const VECTORS: &str = "core/rules/tests/vectors/";
const ASSESSMENT: &str = "core/rules/src/assess/";

fn write_tests<'a>(text: &mut String, tests: impl Iterator<Item = (&'a str, &'a str)>) {
    let mut by_file: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, test) in tests {
        by_file.entry(path).or_default().insert(test);
    }
    for (path, tests) in by_file {
        let _ = writeln!(text, "- Tests in {}: {}", link(path), joined(tests.into_iter().map(code)));
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn link(path: &str) -> String {
    let name = path.strip_prefix("core/rules/").unwrap_or(path);
    format!("[{name}](../{path})")
}

fn code(name: &str) -> String {
    format!("`{name}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace() -> Trace {
        Trace::of(&Tree::of(&[
            (
                "core/rules/tables/pons.toml",
                "id = \"pons\"\ntitle = \"A screen\"\n[[source]]\ncitation = \"A journal.\"\ndoi = \"10.1/a\"\npages = \"p. 3\"\n",
            ),
            (
                "core/rules/tables/lone.toml",
                "id = \"lone\"\ntitle = \"Alone\"\n[[source]]\ncitation = \"None.\"\n",
            ),
            ("core/rules/tests/vectors/pons.jsonl", "{}\n"),
            (
                "core/rules/src/score/pons.rs",
                "fn pons() {\n    Rule::of(\n        tables,\n        \"pons\",\n    )\n}\n",
            ),
            (
                "core/rules/src/assess/rules/screen.rs",
                "pub(in crate::assess) const RULE: &str = \"screen\";\nconst TABLE: &str = \"pons\";\n\
                 fn find() {\n    tables.table(TABLE)\n}\n",
            ),
            ("core/rules/src/assess/tests/one.rs", "#[test]\nfn it_screens() {\n    says(\"screen\");\n}\n"),
        ]))
    }

    #[test]
    fn a_table_leads_to_its_code_rules_vectors_and_tests() {
        let document = trace().document();
        let (_, pons) = document.split_once("## pons").unwrap();
        for line in [
            "- Source: A journal. doi:10.1/a (p. 3)",
            "- Table: [tables/pons.toml](../core/rules/tables/pons.toml)",
            "- Read by: [src/assess/rules/screen.rs](../core/rules/src/assess/rules/screen.rs), \
             [src/score/pons.rs](../core/rules/src/score/pons.rs)",
            "- Rules of the assessment: `screen`",
            "- Vectors: [tests/vectors/pons.jsonl](../core/rules/tests/vectors/pons.jsonl)",
            "- Tests in [src/assess/tests/one.rs](../core/rules/src/assess/tests/one.rs): `it_screens`",
        ] {
            assert!(pons.contains(line), "{line} in\n{pons}");
        }
    }

    #[test]
    fn what_no_test_names_is_found() {
        assert_eq!(trace().untested(), [("lone", "core/rules/tables/lone.toml")]);
    }
}
