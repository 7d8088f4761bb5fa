//! Traceability: the document is that of the tree, and nothing that decides is without a test.

use super::finding::Finding;
use super::tree::Tree;
use crate::trace::{DOCUMENT, Trace};

/// Compares the document with what the tree says; a tree without rule tables needs none.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    if !tree.holds("core/rules/tables") {
        return Vec::new();
    }
    let trace = Trace::of(tree);
    let untested = trace.untested().into_iter().map(|(name, path)| {
        Finding::new(path, 1, format!("no test names \"{name}\""), "test it where it is named")
    });
    let mut findings: Vec<Finding> = untested.collect();
    if tree.text(DOCUMENT) != Some(trace.document().as_str()) {
        findings.push(Finding::new(DOCUMENT, 1, "stale", "run cargo xtask trace"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: (&str, &str) = (
        "core/rules/tables/pons.toml",
        "id = \"pons\"\ntitle = \"A screen\"\n[[source]]\ncitation = \"A.\"\n",
    );
    const TEST: (&str, &str) = ("core/rules/tests/a.rs", "#[test]\nfn one() {\n    says(\"pons\");\n}\n");

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files)).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn a_document_of_this_tree_passes_and_another_is_stale() {
        let document = Trace::of(&Tree::of(&[TABLE, TEST])).document();
        assert!(found(&[TABLE, TEST, (DOCUMENT, &document)]).is_empty());
        assert_eq!(found(&[TABLE, TEST, (DOCUMENT, "# Old\n")]), ["stale"]);
        assert_eq!(found(&[TABLE, TEST]), ["stale"]);
        assert!(found(&[]).is_empty());
    }

    #[test]
    fn a_table_without_a_test_is_found() {
        let document = Trace::of(&Tree::of(&[TABLE])).document();
        assert_eq!(found(&[TABLE, (DOCUMENT, &document)]), ["no test names \"pons\""]);
    }
}
