//! Key files: a key as a line of text, for programs that run without anybody.

use crate::error::JournalError;
use crate::journal::Journal;
use crate::scalar::{Moment, WayId};
use nourish_journal::{FileKey, Secret};
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A key that is kept in a file, as an object: nothing of it is printed by accident.
#[derive(uniffi::Object)]
pub struct KeyFile(FileKey);

#[uniffi::export]
impl KeyFile {
    /// A new one. It opens nothing until `Journal.addKeyFile`.
    #[uniffi::constructor]
    pub fn make() -> Result<Self, JournalError> {
        Ok(Self(nourish_journal::make_file_key()?))
    }

    /// The one that a file's text holds.
    ///
    /// Throws `UnreadableKeyFile`.
    #[uniffi::constructor]
    pub fn read(text: String) -> Result<Self, JournalError> {
        Ok(Self(FileKey::parse(Zeroizing::new(text).trim()).map_err(|_| JournalError::UnreadableKeyFile)?))
    }

    /// What belongs into the file, which only its owner may read.
    pub fn text(&self) -> String {
        self.0.to_text().to_string()
    }
}

#[uniffi::export]
impl Journal {
    /// Makes a journal at `path`, which must not exist, that a key file opens.
    ///
    /// Throws what `create` throws.
    #[uniffi::constructor]
    pub fn create_with_key_file(path: String, key: Arc<KeyFile>) -> Result<Self, JournalError> {
        Ok(nourish_journal::Journal::create(Path::new(&path), Secret::KeyFile(&key.0))?.into())
    }

    /// Opens the journal at `path` with a key file.
    #[uniffi::constructor]
    pub fn open_with_key_file(path: String, key: Arc<KeyFile>) -> Result<Self, JournalError> {
        Ok(nourish_journal::Journal::open(Path::new(&path), Secret::KeyFile(&key.0))?.into())
    }

    /// The same for reading alone, as `openForReading` opens one.
    #[uniffi::constructor]
    pub fn open_for_reading_with_key_file(path: String, key: Arc<KeyFile>) -> Result<Self, JournalError> {
        Ok(nourish_journal::Journal::open_for_reading(Path::new(&path), Secret::KeyFile(&key.0))?.into())
    }

    /// Adds a key file as a way to unlock.
    pub fn add_key_file(&self, key: Arc<KeyFile>, label: String, now: Moment) -> Result<WayId, JournalError> {
        Ok(self.lock().add_way(Secret::KeyFile(&key.0), &label, &now)?)
    }
}

impl std::fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyFile { .. }")
    }
}
