//! The crates of the workspace and what each depends on, as cargo sees them.

use std::path::PathBuf;

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::obstacle::Obstacle;

/// One crate of the workspace.
pub(crate) struct Room {
    pub(crate) name: String,
    /// Its `Cargo.toml`, from the root of the checkout.
    pub(crate) manifest: String,
    pub(crate) dependencies: Vec<Dependency>,
}

/// One direct dependency of a room.
pub(crate) struct Dependency {
    pub(crate) name: String,
    pub(crate) reach: Reach,
}

/// How far a dependency goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Built into what ships, or run while it is built.
    Ships,
    /// Used by the room's own tests only.
    Tests,
}

impl Room {
    /// The folder of the room, from the root of the checkout, without a slash at the end.
    pub(crate) fn folder(&self) -> &str {
        self.manifest.strip_suffix("/Cargo.toml").unwrap_or_default()
    }

    /// A room whose dependencies all ship.
    #[cfg(test)]
    pub(crate) fn fixture(name: &str, manifest: &str, ships: &[&str]) -> Room {
        let dependencies =
            ships.iter().map(|name| Dependency { name: (*name).to_owned(), reach: Reach::Ships }).collect();
        Room { name: name.to_owned(), manifest: manifest.to_owned(), dependencies }
    }

    /// The same room with dependencies of its tests.
    #[cfg(test)]
    pub(crate) fn testing_with(mut self, names: &[&str]) -> Room {
        self.dependencies
            .extend(names.iter().map(|name| Dependency { name: (*name).to_owned(), reach: Reach::Tests }));
        self
    }
}

/// The root of the checkout around the current directory, and its rooms.
pub(crate) fn of_checkout() -> Result<(PathBuf, Vec<Room>), Obstacle> {
    let metadata = MetadataCommand::new().no_deps().exec()?;
    let root = metadata.workspace_root.as_std_path().to_owned();
    let rooms = metadata.workspace_packages().into_iter().map(|package| {
        let manifest = package.manifest_path.strip_prefix(&metadata.workspace_root);
        let dependencies = package.dependencies.iter().map(|dependency| Dependency {
            name: dependency.name.clone(),
            reach: match dependency.kind {
                DependencyKind::Development => Reach::Tests,
                _ => Reach::Ships,
            },
        });
        Room {
            name: package.name.to_string(),
            manifest: manifest.unwrap_or(&package.manifest_path).to_string(),
            dependencies: dependencies.collect(),
        }
    });
    Ok((root, rooms.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_tells_of_this_very_room() {
        let (root, rooms) = of_checkout().unwrap();
        let xtask = rooms.iter().find(|room| room.name == "xtask").unwrap();
        assert_eq!(xtask.folder(), "xtask");
        assert!(xtask.dependencies.iter().any(|dependency| dependency.name == "cargo_metadata"));
        assert!(root.join("xtask/Cargo.toml").is_file());
    }
}
