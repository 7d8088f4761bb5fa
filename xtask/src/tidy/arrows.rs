//! Arrows: which room may know which, and which room alone may hold a dependency that matters.

use std::collections::BTreeSet;

use super::finding::{Finding, line_where};
use super::rooms::{Reach, Room};
use super::tree::Tree;

/// Most direct dependencies from outside that a room may have.
const MOST_DEPENDENCIES: usize = 10;

/// What a room may depend on.
enum May {
    Only(&'static [&'static str]),
    Anything,
}

/// Every room and what it may depend on. Change a row together with docs/ARCHITECTURE.md.
const ARROWS: &[(&str, May)] = &[
    ("nourish-record", May::Only(&["nourish-press"])),
    ("nourish-words", May::Only(&[])),
    ("nourish-toml", May::Only(&[])),
    ("nourish-press", May::Only(&[])),
    ("nourish-threads", May::Only(&[])),
    ("nourish-seal", May::Only(&["nourish-press"])),
    ("nourish-sync", May::Only(&["nourish-seal", "nourish-threads"])),
    ("nourish-rules", May::Only(&["nourish-record", "nourish-toml", "nourish-press"])),
    ("nourish-fhir", May::Only(&["nourish-record"])),
    (
        "nourish-checkin",
        May::Only(&["nourish-record", "nourish-fhir", "nourish-toml", "nourish-words", "nourish-press"]),
    ),
    ("nourish-exchange", May::Only(&["nourish-record", "nourish-fhir", "nourish-toml"])),
    (
        "nourish-report",
        May::Only(&["nourish-record", "nourish-rules", "nourish-fhir", "nourish-words", "nourish-press"]),
    ),
    (
        "nourish-plan",
        May::Only(&["nourish-record", "nourish-rules", "nourish-toml", "nourish-words", "nourish-press"]),
    ),
    ("nourish-store", May::Only(&["nourish-record", "nourish-seal", "nourish-threads"])),
    ("nourish-people", May::Only(&["nourish-record"])),
    (
        "nourish-journal",
        May::Only(&[
            "nourish-record",
            "nourish-rules",
            "nourish-fhir",
            "nourish-report",
            "nourish-plan",
            "nourish-exchange",
            "nourish-seal",
            "nourish-store",
            "nourish-sync",
            "nourish-threads",
            "nourish-words",
            "nourish-checkin",
        ]),
    ),
    ("nourish-bindings", May::Only(&["nourish-journal"])),
    ("nourish-cli", May::Only(&["nourish-journal", "nourish-people", "nourish-server"])),
    ("nourish-console", May::Only(&["nourish-journal"])),
    ("nourish-server", May::Only(&["nourish-sync"])),
    ("nourish-tests", May::Anything),
    ("nourish-faults", May::Only(&[])),
    ("xtask", May::Only(&[])),
];

/// Rooms that exist for tests alone: what they test may be anything.
const TESTS_ANYTHING: &[&str] = &["nourish-faults"];

/// Dependencies that only the rooms beside them may ship; the tests crate and tests may use any.
const GUARDED: &[(&str, &[&str])] = &[
    ("rusqlite", &["nourish-store", "nourish-server", "nourish-faults"]),
    ("postgres", &["nourish-server"]),
    ("ring", &["nourish-seal", "xtask"]),
    ("hpke", &["nourish-seal"]),
    ("blahaj", &["nourish-seal"]),
    ("argon2", &["nourish-seal"]),
    ("uniffi", &["nourish-bindings"]),
    ("clap", &["nourish-cli"]),
    // Each holds its level to what apps ship of it.
    ("zstd", &["nourish-store", "nourish-sync", "nourish-press"]),
    ("fluent-bundle", &["nourish-words"]),
    ("toml", &["nourish-toml", "nourish-server", "xtask"]),
];

/// Compares every room with the tables above.
pub(crate) fn check(rooms: &[Room], tree: &Tree) -> Vec<Finding> {
    rooms.iter().flat_map(|room| check_room(room, rooms, tree)).collect()
}

fn check_room(room: &Room, rooms: &[Room], tree: &Tree) -> Vec<Finding> {
    let Some((_, may)) = ARROWS.iter().find(|(name, _)| *name == room.name) else {
        let what = format!("{} has no row among the arrows", room.name);
        let remedy = "add it to xtask/src/tidy/arrows.rs and docs/ARCHITECTURE.md";
        return vec![Finding::new(&room.manifest, 1, what, remedy)];
    };
    let May::Only(allowed) = may else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let below = below(&room.name);
    for dependency in &room.dependencies {
        let name = dependency.name.as_str();
        let inside = name.starts_with("nourish-") || rooms.iter().any(|other| other.name == name);
        let (refused, remedy) = match (inside, dependency.reach) {
            (true, Reach::Ships) => (!allowed.contains(&name), "go through a room that may, or write an ADR"),
            (true, Reach::Tests) => (
                !below.contains(name) && !TESTS_ANYTHING.contains(&room.name.as_str()),
                "move the test into the tests crate",
            ),
            (false, Reach::Ships) => (guarded_against(name, &room.name), "use the room that holds it"),
            (false, Reach::Tests) => (false, ""),
        };
        if refused {
            let text = tree.text(&room.manifest).unwrap_or_default();
            let line = line_where(text, |line| names_dependency(line, name));
            let what = format!("{} may not depend on {name}", room.name);
            findings.push(Finding::new(&room.manifest, line, what, remedy));
        }
    }
    findings.extend(check_count(room));
    findings
}

/// Every room that `name` reaches by arrows.
fn below(name: &str) -> BTreeSet<&'static str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![name];
    while let Some(next) = open.pop() {
        let row = ARROWS.iter().find(|(room, _)| *room == next);
        if let Some((_, May::Only(allowed))) = row {
            for room in *allowed {
                if reached.insert(*room) {
                    open.push(room);
                }
            }
        }
    }
    reached
}

fn guarded_against(dependency: &str, room: &str) -> bool {
    GUARDED.iter().any(|(name, rooms)| *name == dependency && !rooms.contains(&room))
}

fn names_dependency(line: &str, name: &str) -> bool {
    let rest = line.trim_start().strip_prefix(name);
    rest.is_some_and(|rest| rest.starts_with(['.', ' ', '=']))
}

fn check_count(room: &Room) -> Option<Finding> {
    let outside: BTreeSet<&str> = room
        .dependencies
        .iter()
        .filter(|dependency| dependency.reach == Reach::Ships && !dependency.name.starts_with("nourish-"))
        .map(|dependency| dependency.name.as_str())
        .collect();
    (outside.len() > MOST_DEPENDENCIES).then(|| {
        let what = format!("{} direct dependencies, over {MOST_DEPENDENCIES}", outside.len());
        Finding::new(&room.manifest, 1, what, "do without one, or split the room")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings_of(room: Room) -> Vec<String> {
        let tree = Tree::of(&[(
            "room/Cargo.toml",
            "[dependencies]\nrusqlite-like = \"1\"\nrusqlite.workspace = true\n",
        )]);
        check(&[room], &tree).iter().map(Finding::to_string).collect()
    }

    fn room(name: &str, ships: &[&str]) -> Room {
        Room::fixture(name, "room/Cargo.toml", ships)
    }

    #[test]
    fn allowed_arrows_pass() {
        assert!(
            findings_of(room("nourish-report", &["nourish-record", "nourish-rules", "serde"])).is_empty()
        );
        assert!(findings_of(room("nourish-tests", &["nourish-store", "rusqlite"])).is_empty());
    }

    #[test]
    fn an_arrow_upwards_is_found() {
        let found = findings_of(room("nourish-record", &["nourish-rules"]));
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn the_command_line_reaches_the_core_through_the_journal_only() {
        assert!(findings_of(room("nourish-cli", &["nourish-journal", "nourish-people"])).is_empty());
        assert_eq!(findings_of(room("nourish-cli", &["nourish-record"])).len(), 1);
    }

    #[test]
    fn simulated_people_stay_outside_the_core() {
        assert_eq!(findings_of(room("nourish-people", &["nourish-journal"])).len(), 1);
        assert_eq!(findings_of(room("nourish-journal", &["nourish-people"])).len(), 1);
        assert_eq!(findings_of(room("nourish-bindings", &["nourish-people"])).len(), 1);
    }

    #[test]
    fn the_server_cannot_know_an_entry() {
        assert_eq!(findings_of(room("nourish-server", &["nourish-record"])).len(), 1);
    }

    #[test]
    fn tests_may_use_rooms_below_but_none_beside() {
        let below = room("nourish-cli", &["nourish-journal"]).testing_with(&["nourish-rules"]);
        assert!(findings_of(below).is_empty());
        let beside = room("nourish-exchange", &["nourish-record"]).testing_with(&["nourish-rules"]);
        assert_eq!(findings_of(beside).len(), 1);
    }

    #[test]
    fn a_guarded_dependency_is_found_at_its_line() {
        let found = findings_of(room("nourish-journal", &["rusqlite"]));
        let expected =
            "room/Cargo.toml:3: nourish-journal may not depend on rusqlite — use the room that holds it";
        assert_eq!(found, [expected]);
        for (dependency, holder) in [
            ("ring", "nourish-record"),
            ("hpke", "nourish-store"),
            ("uniffi", "nourish-cli"),
            ("clap", "nourish-journal"),
        ] {
            assert_eq!(findings_of(room(holder, &[dependency])).len(), 1, "{dependency} in {holder}");
        }
    }

    #[test]
    fn a_guarded_dependency_may_serve_tests() {
        assert!(findings_of(room("nourish-journal", &[]).testing_with(&["rusqlite"])).is_empty());
    }

    #[test]
    fn ten_dependencies_pass_and_eleven_do_not() {
        let names: Vec<String> = (0..11).map(|n| format!("outside-{n}")).collect();
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(findings_of(room("nourish-seal", &names)).len(), 1);
        names.pop();
        assert!(findings_of(room("nourish-seal", &names)).is_empty());
    }

    #[test]
    fn a_room_without_a_row_is_found() {
        assert_eq!(findings_of(room("nourish-cellar", &[])).len(), 1);
    }
}
