//! Files that did not exist before.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file that did not exist: as a whole, or none.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(OpenOptions::new(), path, bytes)
}

/// The same, with what else shall hold of the file.
pub(crate) fn write(mut options: OpenOptions, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = options.write(true).create_new(true).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Our own file of a moment ago: half of it must not pass for the whole.
        let _ = std::fs::remove_file(path);
    }
    written
}
