//! Words: what no file of the project may say, because it is true of one machine or one day only.

use super::finding::Finding;
use super::tree::Tree;

/// This list itself.
const HERE: &str = "xtask/src/tidy/words.rs";

const MACHINE: &str = "use a relative path";
const REGISTRY: &str = "leave registries to each machine's own settings";
const UNFINISHED: &str = "finish it, or say in the changelog what is missing";
const WORKPLACE: &str = "say it without the workplace";

/// What is banned, to the letter, and what to do instead.
const BANNED: &[(&str, &str)] = &[
    ("/work/", MACHINE),
    ("/root/", MACHINE),
    ("/home/", MACHINE),
    ("/Users/", MACHINE),
    ("C:\\Users", MACHINE),
    ("TODO", UNFINISHED),
    ("FIXME", UNFINISHED),
    ("agent session", WORKPLACE),
    ("coding agent", WORKPLACE),
    ("language model", WORKPLACE),
    ("/tmp/brief", WORKPLACE),
    ("shared/design", WORKPLACE),
    ("shared/interfaces", WORKPLACE),
    ("shared/reference", WORKPLACE),
    ("index.crates.io", REGISTRY),
    ("static.crates.io", REGISTRY),
    ("registry.npmjs.org", REGISTRY),
    ("repo1.maven.org", REGISTRY),
    ("repo.maven.apache.org", REGISTRY),
    ("pypi.org/simple", REGISTRY),
    ("files.pythonhosted.org", REGISTRY),
    ("deb.debian.org", REGISTRY),
];

/// Looks for them in every text file.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let elsewhere = tree.texts().filter(|(path, _)| *path != HERE);
    let per_file = elsewhere.map(|(path, text)| {
        // Most files hold none of them: ask the whole text first.
        let suspects: Vec<_> = BANNED.iter().filter(|(word, _)| text.contains(word)).collect();
        let lines = text.lines().enumerate().filter(|_| !suspects.is_empty());
        let found = lines.flat_map(|(index, line)| {
            let said = suspects.iter().filter(move |(word, _)| line.contains(word));
            said.map(move |(word, remedy)| Finding::new(path, index + 1, format!("says \"{word}\""), *remedy))
        });
        found.collect::<Vec<Finding>>()
    });
    per_file.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_at_its_line() {
        for (word, _) in BANNED {
            let text = format!("A line.\nSee {word} there.\n");
            let findings = check(&Tree::of(&[("docs/a.md", &text)]));
            assert!(findings.iter().any(|finding| finding.line == 2), "{word}");
        }
    }

    #[test]
    fn plain_text_passes() {
        let plain = "Weights are compared with the network of a year ago; see https://example.org/works/.\n";
        assert!(check(&Tree::of(&[("docs/a.md", plain)])).is_empty());
    }

    #[test]
    fn only_the_list_itself_is_exempt() {
        assert!(check(&Tree::of(&[(HERE, "FIXME")])).is_empty());
        assert_eq!(check(&Tree::of(&[("xtask/src/tidy/names.rs", "FIXME")])).len(), 1);
    }
}
