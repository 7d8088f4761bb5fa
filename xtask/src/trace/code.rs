//! Which file reads which table, and which rules of the assessment there are.

use std::collections::{BTreeMap, BTreeSet};

use crate::tidy::tree::Tree;

const SOURCE: &str = "core/rules/src/";
const RULES: &str = "core/rules/src/assess/rules/";

/// The production code of the rules.
pub(super) struct Code<'t> {
    files: Vec<File<'t>>,
}

struct File<'t> {
    path: &'t str,
    /// Without white space, so that a call broken into lines reads as one.
    dense: String,
    constants: Vec<Constant<'t>>,
}

/// `const NAME: &str = "value";`
pub(super) struct Constant<'t> {
    pub(super) name: &'t str,
    pub(super) value: &'t str,
    public: bool,
}

impl<'t> Code<'t> {
    pub(super) fn of(tree: &'t Tree) -> Self {
        let ours =
            |path: &str| path.starts_with(SOURCE) && path.ends_with(".rs") && !path.contains("/tests/");
        let files = tree.texts().filter(|(path, _)| ours(path)).map(|(path, text)| {
            let production = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
            let dense = production.split_whitespace().collect();
            File { path, dense, constants: constants(production) }
        });
        Self { files: files.collect() }
    }

    /// The files that look a table up: by its id, or by a constant of that value.
    pub(super) fn readers(&self, table: &str) -> BTreeSet<String> {
        let reading = self.files.iter().filter(|file| self.reads(file, table));
        reading.map(|file| file.path.to_owned()).collect()
    }

    fn reads(&self, file: &File<'_>, table: &str) -> bool {
        let asks = |argument: &str| {
            [".table(", "tables,"].iter().any(|before| {
                let call = format!("{before}{argument}");
                let mut rest = file.dense.as_str();
                while let Some((_, after)) = rest.split_once(call.as_str()) {
                    if after.starts_with([')', ',']) {
                        return true;
                    }
                    rest = after;
                }
                false
            })
        };
        asks(&format!("\"{table}\"")) || self.names_of(file, table).any(asks)
    }

    /// Constants of this value, as seen from a file: its own before those of others.
    fn names_of(&self, file: &File<'t>, value: &str) -> impl Iterator<Item = &'t str> {
        let own: Vec<&str> = file.constants.iter().map(|constant| constant.name).collect();
        let others = self.files.iter().flat_map(|other| &other.constants).filter(|constant| constant.public);
        let foreign = others.filter(move |constant| !own.contains(&constant.name));
        let names: Vec<&'t str> = file
            .constants
            .iter()
            .chain(foreign)
            .filter(|constant| constant.value == value)
            .map(|constant| constant.name)
            .collect();
        names.into_iter()
    }

    /// The rules of the assessment: the names that its files offer, with their files.
    pub(super) fn rules(&self) -> BTreeMap<String, String> {
        let files = self.files.iter().filter(|file| file.path.starts_with(RULES));
        let offered = files.flat_map(|file| {
            let public = file.constants.iter().filter(|constant| constant.public);
            public.map(|constant| (constant.value.to_owned(), file.path.to_owned()))
        });
        offered.collect()
    }
}

/// The text constants of a file.
pub(super) fn constants(text: &str) -> Vec<Constant<'_>> {
    let lines = text.lines().map(str::trim_start);
    let constant = |line: &'_ str| -> Option<(usize, usize)> {
        let at = line.find("const ")?;
        Some((at, at + "const ".len()))
    };
    lines
        .filter_map(|line| {
            let (at, after) = constant(line)?;
            let (visibility, rest) = (line.get(..at)?, line.get(after..)?);
            let (name, value) = rest.split_once(": &str = \"")?;
            let value = value.strip_suffix("\";")?;
            (visibility.is_empty() || visibility.starts_with("pub")).then_some(Constant {
                name,
                value,
                public: !visibility.is_empty(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const READER: &str = "core/rules/src/assess/rules/a.rs";

    fn read(files: &[(&str, &str)]) -> Vec<String> {
        Code::of(&Tree::of(files)).readers("pons").into_iter().collect()
    }

    #[test]
    fn a_table_is_read_by_its_id_or_a_constant() {
        for text in [
            "tables.table(\"pons\")?;",
            "Rule::of(\n    tables,\n    \"pons\",\n)",
            "const TABLE: &str = \"pons\";\ncontext.tables.table(TABLE)",
            "graded(tables, \"pons\", \"bmi\")",
        ] {
            assert_eq!(read(&[(READER, text)]), [READER], "{text}");
        }
    }

    #[test]
    fn a_constant_of_another_file_counts_unless_there_is_one_here() {
        let other = ("core/rules/src/assess/context.rs", "pub(super) const TABLE: &str = \"pons\";\n");
        assert_eq!(read(&[other, (READER, "tables.table(TABLE)")]), [READER]);
        let own = "const TABLE: &str = \"glim\";\ntables.table(TABLE)";
        assert!(read(&[other, (READER, own)]).is_empty());
    }

    #[test]
    fn a_word_alone_and_a_test_read_nothing() {
        for text in [
            "rule.cut(bmi, \"pons\")",
            "tables.table(\"pons_2\")",
            "#[cfg(test)]\nmod tests { tables.table(\"pons\") }",
        ] {
            assert!(read(&[(READER, text)]).is_empty(), "{text}");
        }
        assert!(read(&[("core/rules/src/assess/tests/a.rs", "tables.table(\"pons\")")]).is_empty());
    }

    #[test]
    fn the_rules_are_the_names_that_their_files_offer() {
        let text = "pub(in crate::assess) const ENERGY: &str = \"intake_energy\";\nconst TABLE: &str = \"intake\";\n";
        let tree = Tree::of(&[(READER, text), ("core/rules/src/assess/b.rs", text)]);
        let rules: Vec<(String, String)> = Code::of(&tree).rules().into_iter().collect();
        assert_eq!(rules, [("intake_energy".to_owned(), READER.to_owned())]);
    }
}
