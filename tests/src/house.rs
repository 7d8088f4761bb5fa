//! A folder with a journal and its key, for one test.

use crate::command::nourish;
use crate::ran::Ran;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The evening on which the samples' stories end, in the zone that their people live in.
pub const NOW: &str = "2026-11-20T22:30";
const ZONE: &str = "Europe/Madrid";

/// A folder with a journal and its key. It vanishes with the test.
#[derive(Debug)]
pub struct House {
    folder: TempDir,
}

impl House {
    /// A folder with an empty journal that a key file opens.
    pub fn new() -> Self {
        let house = Self::empty();
        house.plain(&["--journal", "journal.nourish", "init", "--make-key-file", "journal.key"]).done();
        house
    }

    /// A folder with nothing in it.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder with a journal into which these samples were imported.
    pub fn with(samples: &[&str]) -> Self {
        let house = Self::new();
        let ran = house.import(samples, &[]);
        assert!(matches!(ran.code, Some(0 | 1)), "{ran:#?}");
        house
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The journal file.
    pub fn journal(&self) -> PathBuf {
        self.path("journal.nourish")
    }

    /// The key file.
    pub fn key(&self) -> PathBuf {
        self.path("journal.key")
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A call of the command in the folder, with the journal, its key, and the samples' evening for now.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = nourish();
        command.current_dir(self.folder.path());
        command.args(["--journal", "journal.nourish", "--key-file", "journal.key", "--zone", ZONE]);
        if !arguments.contains(&"--as-of") {
            command.args(["--as-of", NOW]);
        }
        command.args(arguments);
        command
    }

    /// Runs [`House::command`].
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    /// Runs the command in the folder with these arguments alone.
    pub fn plain(&self, arguments: &[&str]) -> Ran {
        Ran::of(nourish().current_dir(self.folder.path()).args(arguments))
    }

    /// Imports samples, named like `fhir/weights-bundle.json`.
    pub fn import(&self, samples: &[&str], options: &[&str]) -> Ran {
        Ran::of(self.command(&["import"]).args(options).args(samples.iter().map(|name| sample(name))))
    }

    /// Logs something and gives the entry's name.
    #[track_caller]
    pub fn log(&self, arguments: &[&str]) -> String {
        let ran = self.run(&[&["--json", "log"], arguments].concat()).done();
        ran.json()["id"].as_str().unwrap().to_owned()
    }

    /// Every entry, as the export writes it.
    #[track_caller]
    pub fn export(&self) -> String {
        self.run(&["export"]).done().out
    }

    /// The journal is sound; says how many entries it holds.
    #[track_caller]
    pub fn sound(&self) -> u64 {
        let health = self.run(&["--json", "doctor"]).done().json();
        assert_eq!(health["sound"], true);
        health["entries"].as_u64().unwrap()
    }

    /// The names of all files in the folder, in order.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Default for House {
    fn default() -> Self {
        Self::new()
    }
}

/// A sample file.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples").join(name)
}
