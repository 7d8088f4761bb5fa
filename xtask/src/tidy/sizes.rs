//! Sizes: a Rust file has one purpose, so it is short.

use super::finding::Finding;
use super::tree::Tree;

/// Production lines that a file should not pass.
const WARN_LINES: usize = 300;
/// Production lines that a file must not pass.
const MOST_LINES: usize = 500;

/// Counts the production lines of every Rust file outside test folders.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let production = tree.texts().filter(|(path, _)| path.ends_with(".rs") && !is_test(path));
    let sized = production.filter_map(|(path, text)| {
        let lines = production_lines(text);
        let finding = |limit: usize| {
            let what = format!("{lines} production lines, over {limit}");
            Finding::new(path, 1, what, "split it by purpose")
        };
        match lines {
            _ if lines > MOST_LINES => Some(finding(MOST_LINES)),
            _ if lines > WARN_LINES => Some(finding(WARN_LINES).lightened()),
            _ => None,
        }
    });
    sized.collect()
}

fn is_test(path: &str) -> bool {
    path.split('/').any(|part| part == "tests" || part == "tests.rs")
}

/// All lines but those of `#[cfg(test)] mod tests { … }`, blank ones and comments included.
fn production_lines(text: &str) -> usize {
    let mut count = 0;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let opens_tests = line == "#[cfg(test)]" && lines.peek().is_some_and(|next| *next == "mod tests {");
        if !opens_tests {
            count += 1;
            continue;
        }
        // The closing brace of a formatted module is the first one at the margin.
        for inner in lines.by_ref() {
            if inner == "}" {
                break;
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::Weight;

    fn weights(path: &str, text: &str) -> Vec<Weight> {
        check(&Tree::of(&[(path, text)])).iter().map(|finding| finding.weight).collect()
    }

    #[test]
    fn bounds_are_300_and_500() {
        assert_eq!(weights("a.rs", &"\n".repeat(300)), []);
        assert_eq!(weights("a.rs", &"\n".repeat(301)), [Weight::Warns]);
        assert_eq!(weights("a.rs", &"\n".repeat(500)), [Weight::Warns]);
        assert_eq!(weights("a.rs", &"\n".repeat(501)), [Weight::Fails]);
    }

    #[test]
    fn tests_do_not_count_but_what_follows_them_does() {
        let tests = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{}}}\n", "    //\n".repeat(600));
        assert_eq!(production_lines(&tests), 1);
        assert_eq!(production_lines(&format!("{tests}fn b() {{}}\n")), 2);
    }

    #[test]
    fn a_test_attribute_elsewhere_hides_nothing() {
        assert_eq!(production_lines("#[cfg(test)]\nfn a() {\n}\nfn b() {}\n"), 4);
    }

    #[test]
    fn test_folders_are_free() {
        assert_eq!(weights("core/record/tests/all.rs", &"\n".repeat(501)), []);
        assert_eq!(weights("tests/src/journeys.rs", &"\n".repeat(501)), []);
    }
}
