//! Migrations: a landed one never changes, because journals out there have already run it.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::pins::{PATH, Pin, is_migration, sha256_hex};
use super::tree::Tree;

/// Compares every file below `migrations/` with its pin.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut pinned = BTreeSet::new();
    for (index, line) in tree.text(PATH).unwrap_or_default().lines().enumerate() {
        let Some(pin) = Pin::parse(line) else {
            findings.push(Finding::new(
                PATH,
                index + 1,
                "not a line `sha256  path`",
                "bless the migration anew",
            ));
            continue;
        };
        if !pinned.insert(pin.path) {
            findings.push(Finding::new(PATH, index + 1, "pinned twice", "keep the pin that landed first"));
        }
        findings.extend(check_pin(pin, index + 1, tree));
    }
    for path in tree.paths().filter(|path| is_migration(path) && !pinned.contains(path)) {
        let remedy = format!("run `cargo xtask bless-migration {path}` once, before it lands");
        findings.push(Finding::new(path, 1, "is not pinned", remedy));
    }
    findings
}

fn check_pin(pin: Pin<'_>, line: usize, tree: &Tree) -> Option<Finding> {
    match tree.bytes(pin.path) {
        None => Some(Finding::new(PATH, line, format!("{} is missing", pin.path), "bring it back")),
        Some(bytes) if sha256_hex(bytes) != pin.sha256 => {
            let remedy = "restore it and write the next migration";
            Some(Finding::new(pin.path, 1, "differs from its pin", remedy))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQL: &str = "migrations/device/0001_first.sql";

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files)).into_iter().map(|finding| finding.what).collect()
    }

    fn pin_of(text: &str) -> String {
        format!("{}  {SQL}\n", sha256_hex(text.as_bytes()))
    }

    #[test]
    fn a_pinned_and_unchanged_migration_passes() {
        assert!(found(&[(SQL, "SELECT 1;"), (PATH, &pin_of("SELECT 1;"))]).is_empty());
    }

    #[test]
    fn no_migrations_need_no_pins() {
        assert!(found(&[("README.md", "")]).is_empty());
    }

    #[test]
    fn a_changed_migration_is_found() {
        assert_eq!(found(&[(SQL, "SELECT 2;"), (PATH, &pin_of("SELECT 1;"))]), ["differs from its pin"]);
    }

    #[test]
    fn an_unpinned_migration_is_found() {
        assert_eq!(found(&[(SQL, "SELECT 1;")]), ["is not pinned"]);
    }

    #[test]
    fn a_removed_migration_is_found() {
        assert_eq!(found(&[(PATH, &pin_of("SELECT 1;"))]), [format!("{SQL} is missing")]);
    }

    #[test]
    fn a_second_pin_and_a_stray_line_are_found() {
        let twice = format!("{}{}", pin_of("SELECT 1;"), pin_of("SELECT 1;"));
        assert_eq!(found(&[(SQL, "SELECT 1;"), (PATH, &twice)]), ["pinned twice"]);
        let stray = format!("{}a note\n", pin_of("SELECT 1;"));
        assert_eq!(found(&[(SQL, "SELECT 1;"), (PATH, &stray)]), ["not a line `sha256  path`"]);
    }
}
