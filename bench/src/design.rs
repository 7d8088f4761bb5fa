//! The designs that are compared, and how each opens its file.

use crate::error::BenchError;
use crate::journal::Journal;
use crate::ours::Ours;
use crate::rows::Rows;
use std::path::Path;

/// A way to keep a journal in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Design {
    /// This project's journal file.
    Ours,
    /// Typed tables in plain SQLite: what sealing is measured against.
    Plain,
    /// The same with a table of day sums, kept in the transaction of each write.
    PlainSum,
    /// The typed tables in SQLCipher.
    Sqlcipher,
    /// The typed tables and the day sums in SQLCipher.
    SqlcipherSum,
}

/// What an acknowledged write survives: SQLite's `synchronous`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Synchronous {
    /// The end of the program.
    Normal,
    /// The end of the power.
    Full,
}

/// Fixed, because what is measured hides nothing.
const RAW_KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

impl Design {
    /// Every design, ours first.
    pub const ALL: [Self; 5] = [Self::Ours, Self::Plain, Self::PlainSum, Self::Sqlcipher, Self::SqlcipherSum];

    /// The designs that ours is compared with.
    pub const PEERS: [Self; 4] = [Self::Plain, Self::PlainSum, Self::Sqlcipher, Self::SqlcipherSum];

    /// Its name in figures.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Plain => "plain",
            Self::PlainSum => "plain_sum",
            Self::Sqlcipher => "sqlcipher",
            Self::SqlcipherSum => "sqlcipher_sum",
        }
    }

    /// The design of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|design| design.name() == name)
    }

    /// All of them, each taking its turn to be first.
    pub fn rotated(turn: usize) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().cycle().skip(turn % Self::ALL.len()).take(Self::ALL.len())
    }

    /// Makes an empty journal at `path`.
    ///
    /// # Errors
    /// What the design may say.
    pub fn create(self, path: &Path, synchronous: Synchronous) -> Result<Box<dyn Journal>, BenchError> {
        Ok(match self.rows() {
            None => Box::new(Ours::create(path, synchronous)?),
            Some((key, keeps_sums)) => Box::new(Rows::create(path, key, keeps_sums, synchronous)?),
        })
    }

    /// Opens the journal at `path`.
    ///
    /// # Errors
    /// What the design may say.
    pub fn open(self, path: &Path, synchronous: Synchronous) -> Result<Box<dyn Journal>, BenchError> {
        Ok(match self.rows() {
            None => Box::new(Ours::open(path, synchronous)?),
            Some((key, keeps_sums)) => Box::new(Rows::open(path, key, keeps_sums, synchronous)?),
        })
    }

    const fn rows(self) -> Option<(Option<&'static str>, bool)> {
        match self {
            Self::Ours => None,
            Self::Plain => Some((None, false)),
            Self::PlainSum => Some((None, true)),
            Self::Sqlcipher => Some((Some(RAW_KEY), false)),
            Self::SqlcipherSum => Some((Some(RAW_KEY), true)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::{Generator, last_day};
    use crate::logged::Logged;

    #[test]
    fn each_takes_its_turn() {
        let firsts: Vec<Design> = (0..5).filter_map(|turn| Design::rotated(turn).next()).collect();
        assert_eq!(firsts, Design::ALL);
        assert!(Design::ALL.iter().all(|design| Design::named(design.name()) == Some(*design)));
    }

    #[test]
    fn only_plain_files_show_what_is_in_them() {
        let folder = tempfile::tempdir().unwrap();
        let entries: Vec<Logged> = Generator::new(1).take(110).collect();
        let shows = Design::ALL.map(|design| {
            let path = folder.path().join(design.name());
            design.create(&path, Synchronous::Normal).unwrap().import(&entries).unwrap();
            let bytes = std::fs::read(&path).unwrap();
            bytes.windows(17).any(|window| window == b"Plainly Fictional")
        });
        assert_eq!(shows, [false, true, true, false, false]);
    }

    #[test]
    fn what_is_imported_twice_counts_once() {
        let folder = tempfile::tempdir().unwrap();
        let entries: Vec<Logged> = Generator::new(1).take(110).collect();
        let day = last_day(&entries);
        for design in Design::ALL {
            let path = folder.path().join(design.name());
            let mut journal = design.create(&path, Synchronous::Normal).unwrap();
            journal.import(&entries).unwrap();
            journal.import(&entries).unwrap();
            let sums = journal.sums(day, day).unwrap();
            assert_eq!(sums.iter().map(|sums| sums.entries).collect::<Vec<_>>(), [55], "{}", design.name());
        }
    }
}
