//! Lints: every room takes the workspace's lints and forbids unsafe code, so that clippy sees to the rest:
//! documentation, panics, long functions.

use toml::{Table, Value};

use super::finding::Finding;
use super::rooms::Room;
use super::tree::Tree;

/// UniFFI's scaffolding and SQLite's table of functions are unsafe code, which the workspace's lints forbid: these rooms state
/// their own.
const OWN_LINTS: &[&str] = &["nourish-bindings", "nourish-faults"];

/// Reads the manifest and the `lib.rs` of every room.
pub(crate) fn check(rooms: &[Room], tree: &Tree) -> Vec<Finding> {
    rooms.iter().flat_map(|room| [check_manifest(room, tree), check_library(room, tree)]).flatten().collect()
}

fn check_manifest(room: &Room, tree: &Tree) -> Option<Finding> {
    let text = tree.text(&room.manifest)?;
    let manifest: Table = toml::from_str(text).unwrap_or_default();
    let lints = manifest.get("lints");
    if lints.and_then(|lints| lints.get("workspace")).and_then(Value::as_bool) == Some(true) {
        return None;
    }
    if !OWN_LINTS.contains(&room.name.as_str()) {
        let remedy = "say `workspace = true` under [lints]";
        return Some(Finding::new(&room.manifest, 1, "does not take the workspace lints", remedy));
    }
    let documented = lints.and_then(|lints| lints.get("rust")).and_then(|rust| rust.get("missing_docs"));
    documented.is_none().then(|| {
        let what = "own lints without missing_docs";
        Finding::new(&room.manifest, 1, what, "say `missing_docs = \"warn\"` under [lints.rust]")
    })
}

fn check_library(room: &Room, tree: &Tree) -> Option<Finding> {
    let path = format!("{}/src/lib.rs", room.folder());
    let text = tree.text(&path)?;
    let forbids = text.lines().any(|line| line.trim() == "#![forbid(unsafe_code)]");
    let exempt = OWN_LINTS.contains(&room.name.as_str());
    (!forbids && !exempt)
        .then(|| Finding::new(&path, 1, "does not forbid unsafe code", "add #![forbid(unsafe_code)]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIBRARY: &str = "//! A room.\n#![forbid(unsafe_code)]\n";
    const MANIFEST: &str = "[package]\nname = \"a\"\n[lints]\nworkspace = true\n";

    fn found(name: &str, manifest: &str, library: &str) -> Vec<String> {
        let rooms = [Room::fixture(name, "room/Cargo.toml", &[])];
        let tree = Tree::of(&[("room/Cargo.toml", manifest), ("room/src/lib.rs", library)]);
        check(&rooms, &tree).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn a_room_with_both_passes() {
        assert!(found("nourish-record", MANIFEST, LIBRARY).is_empty());
    }

    #[test]
    fn missing_or_refused_workspace_lints_are_found() {
        for manifest in ["[package]\nname = \"a\"\n", "[lints]\nworkspace = false\n"] {
            assert_eq!(found("nourish-record", manifest, LIBRARY), ["does not take the workspace lints"]);
        }
    }

    #[test]
    fn a_library_that_allows_unsafe_code_is_found() {
        assert_eq!(found("nourish-record", MANIFEST, "//! A room.\n"), ["does not forbid unsafe code"]);
        let commented = "// #![forbid(unsafe_code)]\n";
        assert_eq!(found("nourish-record", MANIFEST, commented), ["does not forbid unsafe code"]);
    }

    #[test]
    fn the_bindings_state_their_own_lints_and_still_document() {
        let own = "[lints.rust]\nmissing_docs = \"warn\"\n";
        assert!(found("nourish-bindings", own, "//! The door.\n").is_empty());
        let silent = found("nourish-bindings", "[package]\n", "//! The door.\n");
        assert_eq!(silent, ["own lints without missing_docs"]);
    }
}
