//! Files beside a journal: how they are named, made whole or not at all, and never put in the place of another.

use crate::error::StoreError;
use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

/// The path with `ending` behind its name.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Makes an empty file where there is none, so that nothing that exists can be overwritten.
pub(crate) fn reserve(path: &Path) -> Result<std::fs::File, StoreError> {
    let made = OpenOptions::new().read(true).write(true).create_new(true).open(path);
    made.map_err(|error| match error.kind() {
        // It is the folder that is not there.
        io::ErrorKind::NotFound => StoreError::StorageUnavailable,
        _ => error.into(),
    })
}

/// Removes a journal file that this program made a moment ago, with what SQLite puts beside it.
pub(crate) fn remove_journal(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        // What is not there need not go.
        let _ = std::fs::remove_file(with_ending(path, ending));
    }
}

/// Gives a finished file its name, unless something has that name already.
pub(crate) fn name_finished(unfinished: &Path, path: &Path) -> Result<(), StoreError> {
    // A second name is made only where there is none; renaming would replace what is there.
    match std::fs::hard_link(unfinished, path) {
        Ok(()) => std::fs::remove_file(unfinished)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error.into()),
        Err(_) => {
            // A file system without second names: reserve the name first.
            drop(reserve(path)?);
            std::fs::rename(unfinished, path)?;
        }
    }
    sync_folder(path);
    Ok(())
}

/// Lets a new name in a folder survive loss of power, where the system can say so.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Not every system opens folders; the file itself is safe already.
    let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
}

/// A name for SQLite that says that the file does not change while it is open.
pub(crate) fn unchanging_uri(path: &Path) -> String {
    let escaped: String = path.to_string_lossy().chars().fold(String::new(), |mut uri, letter| {
        match letter {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            _ => uri.push(letter),
        }
        uri
    });
    format!("file:{escaped}?immutable=1")
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::AlreadyExists,
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::StorageFull
            }
            _ => Self::StorageUnavailable,
        }
    }
}
