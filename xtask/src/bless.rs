//! `bless-migration`: pins a new migration. A pinned one is never pinned anew.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::obstacle::Obstacle;
use crate::tidy::pins::{self, Pin};
use crate::tidy::rooms;

/// Adds `file` (a path from the root of the checkout) to `migrations/PINNED`.
pub(crate) fn run(file: &str, out: &mut impl Write) -> Result<ExitCode, Obstacle> {
    let (root, _) = rooms::of_checkout()?;
    let file = file.strip_prefix("./").unwrap_or(file);
    let pinned_path = root.join(pins::PATH);
    let pinned = match std::fs::read_to_string(&pinned_path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(source) => return Err(Obstacle::File { path: pinned_path, source }),
    };
    if !pins::is_migration(file) {
        return Err(Obstacle::NotAMigration { path: file.to_owned() });
    }
    let bytes = read(&root.join(file))?;
    match blessed(&pinned, file, &bytes)? {
        Some(text) => {
            std::fs::write(&pinned_path, text)
                .map_err(|source| Obstacle::File { path: pinned_path, source })?;
            writeln!(out, "{file} is pinned; from now on it never changes")?;
        }
        None => writeln!(out, "{file} was pinned already and is unchanged")?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The new text of the pin list, sorted by path; nothing when `path` is pinned with these very bytes.
fn blessed(pinned: &str, path: &str, bytes: &[u8]) -> Result<Option<String>, Obstacle> {
    let sha256 = pins::sha256_hex(bytes);
    let mut all: Vec<Pin> = pinned.lines().filter_map(Pin::parse).collect();
    if let Some(known) = all.iter().find(|pin| pin.path == path) {
        if known.sha256 == sha256 {
            return Ok(None);
        }
        return Err(Obstacle::AlreadyLanded { path: path.to_owned() });
    }
    all.push(Pin { sha256: &sha256, path });
    all.sort_by_key(|pin| pin.path);
    Ok(Some(all.iter().map(|pin| format!("{}  {}\n", pin.sha256, pin.path)).collect()))
}

fn read(path: &Path) -> Result<Vec<u8>, Obstacle> {
    std::fs::read(path).map_err(|source| Obstacle::File { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "migrations/device/0001_first.sql";
    const SECOND: &str = "migrations/device/0002_second.sql";

    #[test]
    fn pins_are_sorted_by_path() {
        let one = blessed("", SECOND, b"b").unwrap().unwrap();
        let both = blessed(&one, FIRST, b"a").unwrap().unwrap();
        let paths: Vec<&str> = both.lines().filter_map(|line| line.split("  ").nth(1)).collect();
        assert_eq!(paths, [FIRST, SECOND]);
    }

    #[test]
    fn blessing_twice_changes_nothing() {
        let once = blessed("", FIRST, b"a").unwrap().unwrap();
        assert_eq!(blessed(&once, FIRST, b"a").unwrap(), None);
    }

    #[test]
    fn a_changed_migration_is_not_pinned_anew() {
        let once = blessed("", FIRST, b"a").unwrap().unwrap();
        assert!(matches!(blessed(&once, FIRST, b"changed"), Err(Obstacle::AlreadyLanded { .. })));
    }
}
