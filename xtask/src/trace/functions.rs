//! Test functions and the names that stand in them, directly or through a helper of their file.

use std::collections::{BTreeMap, BTreeSet};

use super::code::constants;
use crate::tidy::tree::Tree;

/// Where tests of the rules stand: beside them, and in the tests over the whole house.
const ROOMS: [&str; 2] = ["core/rules/", "tests/"];

/// Every test of the rules.
pub(super) struct Tests {
    found: Vec<Test>,
}

struct Test {
    path: String,
    name: String,
    /// Quoted texts, each up to a colon, and the test's own name where a list makes one test a word.
    names: BTreeSet<String>,
}

impl Tests {
    pub(super) fn of(tree: &Tree) -> Self {
        let ours = |path: &str| path.ends_with(".rs") && ROOMS.iter().any(|room| path.starts_with(room));
        let rust = tree.texts().filter(|(path, _)| ours(path));
        Self {
            found: rust
                .filter(|(_, text)| text.contains("#[test]"))
                .flat_map(|(path, text)| of_file(path, text))
                .collect(),
        }
    }

    /// File and function of each test that names `name`.
    pub(super) fn naming(&self, name: &str) -> Vec<(&str, &str)> {
        let naming = self.found.iter().filter(|test| test.names.contains(name));
        naming.map(|test| (test.path.as_str(), test.name.as_str())).collect()
    }
}

fn of_file(path: &str, text: &str) -> Vec<Test> {
    let functions = functions(text);
    let quoted_by = reached(&functions, text);
    let tests = functions.iter().filter(|function| function.is_test);
    let written = tests.filter_map(|test| {
        let names = quoted_by.get(test.name)?.clone();
        Some(Test { path: path.to_owned(), name: test.name.to_owned(), names })
    });
    let listed = listed(text).into_iter().map(|name| Test {
        path: path.to_owned(),
        names: BTreeSet::from([name.clone()]),
        name,
    });
    written.chain(listed).collect()
}

struct Function<'t> {
    name: &'t str,
    body: String,
    is_test: bool,
}

/// The functions of a formatted file: from `fn` to the brace at the same indentation.
fn functions(text: &str) -> Vec<Function<'_>> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    let mut is_test = false;
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        let Some(name) = function_name(code) else {
            is_test = code == "#[test]" || (is_test && (code.starts_with("#[") || code.starts_with("//")));
            continue;
        };
        let indentation = line.get(..line.len() - code.len()).unwrap_or_default();
        let end = format!("{indentation}}}");
        let mut body = line.to_owned();
        if !line.ends_with('}') {
            for next in lines.by_ref() {
                body.push('\n');
                body.push_str(next);
                if next == end {
                    break;
                }
            }
        }
        found.push(Function { name, body, is_test });
        is_test = false;
    }
    found
}

fn function_name(code: &str) -> Option<&str> {
    let visibility = code.split_once("fn ").map(|(before, _)| before)?;
    let plain = visibility.is_empty() || visibility.starts_with("pub") || visibility == "const ";
    let name = code.split_once("fn ")?.1.split(['(', '<']).next()?;
    (plain && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
        .then_some(name)
}

/// What each function quotes, with what the functions that it calls quote.
fn reached<'t>(functions: &[Function<'t>], text: &str) -> BTreeMap<&'t str, BTreeSet<String>> {
    let constants = constants(text);
    let mut quoted: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for function in functions {
        let names = quoted.entry(function.name).or_default();
        names.extend(quotations(&function.body));
        let used =
            constants.iter().filter(|constant| words(&function.body).any(|word| word == constant.name));
        names.extend(used.map(|constant| constant.value.to_owned()));
    }
    // A helper may call a helper; as many rounds as functions reach them all.
    for _ in functions {
        for function in functions {
            let calls = functions.iter().filter(|other| words(&function.body).any(|word| word == other.name));
            let more: Vec<String> =
                calls.filter_map(|other| quoted.get(other.name)).flatten().cloned().collect();
            quoted.entry(function.name).or_default().extend(more);
        }
    }
    quoted
}

/// The texts between quotation marks, each up to its first colon.
fn quotations(body: &str) -> impl Iterator<Item = String> {
    let inside = body.split('"').skip(1).step_by(2);
    inside.filter_map(|text| text.split(':').next()).map(str::to_owned)
}

fn words(body: &str) -> impl Iterator<Item = &str> {
    body.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_')).filter(|word| !word.is_empty())
}

/// Tests that a list makes: in a file whose macro holds `#[test]`, the words of its calls at the left margin.
fn listed(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut inside = false;
    let makes_tests = text.contains("macro_rules!") && text.contains("#[test] fn $");
    for line in text.lines().filter(|_| makes_tests) {
        if inside && line == "}" {
            inside = false;
        } else if inside {
            // `name = path::ORACLE, …;` or names alone.
            let names = line.split_once('=').map_or(line, |(name, _)| name);
            found.extend(words(names).map(str::to_owned));
        } else {
            inside = line.ends_with("! {") && !line.starts_with("macro_rules!") && !line.starts_with(' ');
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naming(text: &str, name: &str) -> Vec<String> {
        let tree = Tree::of(&[("core/rules/tests/a.rs", text)]);
        Tests::of(&tree).naming(name).into_iter().map(|(_, test)| test.to_owned()).collect()
    }

    #[test]
    fn a_test_names_what_it_quotes() {
        let text = "#[test]\nfn one() {\n    says(\"pons\");\n}\n\n#[test]\n#[ignore]\nfn two() {\n    says(\"red_flag:rigors\");\n}\n";
        assert_eq!(naming(text, "pons"), ["one"]);
        assert_eq!(naming(text, "red_flag"), ["two"]);
    }

    #[test]
    fn a_test_names_what_its_helpers_and_constants_hold() {
        let text = "const RULE: &str = \"hydration\";\nfn helper() {\n    deeper()\n}\nfn deeper() {\n    says(\"pons\")\n}\n\
                    #[test]\nfn one() {\n    helper();\n}\n#[test]\nfn two() {\n    says(RULE);\n}\n";
        assert_eq!(naming(text, "pons"), ["one"]);
        assert_eq!(naming(text, "hydration"), ["two"]);
    }

    #[test]
    fn a_list_makes_tests() {
        let text = "macro_rules! sweeps {\n    ($($name:ident)*) => { $(#[test] fn $name() { sweep(); })* };\n}\n\n\
                    sweeps! {\n    pons glim\n    mst = nutrition::SNAQ;\n}\n";
        assert_eq!(naming(text, "pons"), ["pons"]);
        assert_eq!(naming(text, "mst"), ["mst"]);
        assert!(naming(text, "nutrition").is_empty());
    }

    #[test]
    fn a_function_that_is_no_test_is_none() {
        assert!(naming("#[test]\nfn other() {}\nfn helper() {\n    says(\"pons\");\n}\n", "pons").is_empty());
    }
}
