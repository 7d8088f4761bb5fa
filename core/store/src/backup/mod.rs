//! Backups: one authenticated file that holds every entry, the settings and the journal's ways to unlock. See `docs/PROTOCOL.md`.

mod format;
mod merge;
mod restore;
mod write;

pub use merge::Merged;
pub use write::BackedUp;

#[cfg(fuzzing)]
pub(crate) use format::Reader;
