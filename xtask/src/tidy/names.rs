//! Names: a file or module says what it is about, not that it is about something.

use super::finding::Finding;
use super::tree::Tree;

/// Words that say nothing.
const EMPTY_WORDS: &[&str] =
    &["manager", "helper", "helpers", "util", "utils", "info", "process", "misc", "common"];

/// Looks at every part of every path, and at the modules that Rust files declare.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let of_paths = tree.paths().filter_map(|path| Some(finding(path, 1, empty_word(path)?)));
    let rust = tree.texts().filter(|(path, _)| path.ends_with(".rs"));
    let of_modules = rust.flat_map(|(path, text)| {
        text.lines().enumerate().filter_map(move |(index, line)| {
            let word = empty_word(declared_module(line)?)?;
            Some(finding(path, index + 1, word))
        })
    });
    of_paths.chain(of_modules).collect()
}

fn finding(path: &str, line: usize, word: &str) -> Finding {
    Finding::new(path, line, format!("name word \"{word}\""), "name it after what it holds or does")
}

fn empty_word(name: &str) -> Option<&'static str> {
    let words = words_of(name);
    EMPTY_WORDS.iter().copied().find(|empty| words.iter().any(|word| word == empty))
}

/// The words of a path or identifier, in lower case: parted by signs and by capitals after small letters.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() || (after_small && letter.is_uppercase()) {
            words.push(String::new());
        }
        if let (true, Some(word)) = (letter.is_alphanumeric(), words.last_mut()) {
            word.extend(letter.to_lowercase());
        }
        after_small = letter.is_lowercase();
    }
    words
}

/// The name in `mod name;` or `mod name {`, whatever its visibility.
fn declared_module(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = match line.strip_prefix("pub") {
        Some(rest) => {
            rest.strip_prefix('(').map_or(rest, |rest| rest.split_once(')').map_or(rest, |(_, r)| r))
        }
        None => line,
    };
    let name = line.trim_start().strip_prefix("mod ")?;
    name.split([';', ' ', '{']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<(usize, String)> {
        check(&Tree::of(&[(path, text)])).into_iter().map(|finding| (finding.line, finding.what)).collect()
    }

    #[test]
    fn telling_names_pass() {
        assert!(found("core/record/src/information_gap.rs", "mod processed;\n// mod util;\n").is_empty());
    }

    #[test]
    fn every_empty_word_is_found_in_a_path() {
        for word in EMPTY_WORDS {
            assert_eq!(found(&format!("core/{word}/src/lib.rs"), "").len(), 1, "{word}");
        }
    }

    #[test]
    fn words_inside_names_are_found() {
        for path in ["src/date_utils.rs", "src/JournalManager.kt", "src/key-info.md"] {
            assert_eq!(found(path, "").len(), 1, "{path}");
        }
    }

    #[test]
    fn modules_are_found_at_their_line() {
        let text = "mod a;\nmod util {\n}\n    pub(crate) mod helpers;\npub mod info;\n";
        let expected = [(2, "util"), (4, "helpers"), (5, "info")];
        assert_eq!(found("a.rs", text), expected.map(|(line, word)| (line, format!("name word \"{word}\""))));
    }
}
