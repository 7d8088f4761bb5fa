//! The files of the checkout: those that git tracks, and new ones that it does not ignore.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::obstacle::Obstacle;

/// Paths from the root, with `/` between their parts, and the bytes behind them.
pub(crate) struct Tree {
    files: BTreeMap<String, Vec<u8>>,
}

impl Tree {
    /// Reads the checkout at `root`.
    pub(crate) fn of_checkout(root: &Path) -> Result<Tree, Obstacle> {
        let listed = Command::new("git")
            .current_dir(root)
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .output()
            .map_err(|source| Obstacle::Program { program: "git", source })?;
        if !listed.status.success() {
            return Err(Obstacle::NoFileList);
        }
        let mut files = BTreeMap::new();
        for path in String::from_utf8_lossy(&listed.stdout).split_terminator('\0') {
            let full = root.join(path);
            // Git still lists a file that was deleted but not yet committed.
            if full.is_file() {
                let bytes = std::fs::read(&full).map_err(|source| Obstacle::File { path: full, source })?;
                files.insert(path.to_owned(), bytes);
            }
        }
        Ok(Tree { files })
    }

    /// A tree in memory.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Tree {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        Tree { files: files.collect() }
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// Every path, sorted.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The bytes of one file.
    pub(crate) fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// The text of one file; nothing for a binary one.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.bytes(path).and_then(as_text)
    }

    /// Every text file with its text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|(path, bytes)| Some((path.as_str(), as_text(bytes)?)))
    }

    /// Whether `path` is a file or a folder with files in it; the root is one.
    pub(crate) fn holds(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        path.is_empty() || self.files.contains_key(path) || self.paths().any(|file| file.starts_with(&folder))
    }
}

fn as_text(bytes: &[u8]) -> Option<&str> {
    if bytes.contains(&0) { None } else { std::str::from_utf8(bytes).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_files_and_folders_but_no_prefixes_of_names() {
        let tree = Tree::of(&[("docs/adr/0001.md", "")]);
        assert!(tree.holds("") && tree.holds("docs/adr") && tree.holds("docs/adr/0001.md"));
        assert!(!tree.holds("docs/a") && !tree.holds("docs/adr/0002.md"));
    }

    #[test]
    fn a_file_with_a_zero_byte_is_binary() {
        let tree = Tree::of(&[("a.db", "SQLite\0"), ("a.md", "text")]);
        assert_eq!(tree.texts().collect::<Vec<_>>(), [("a.md", "text")]);
    }

    #[test]
    fn the_checkout_holds_this_file() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let tree = Tree::of_checkout(root).unwrap();
        assert!(tree.text("xtask/src/tidy/tree.rs").unwrap().contains("the_checkout_holds_this_file"));
    }
}
