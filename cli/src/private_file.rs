//! Files that hold a key.

use crate::failure::Failure;
use crate::new_file;
use std::fs::OpenOptions;
use std::path::Path;

/// Writes a file that did not exist, readable by its owner alone.
pub(crate) fn write_new(path: &Path, what: &'static str, text: &str) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    new_file::write(options, path, text.as_bytes()).map_err(|_| Failure::File {
        what,
        remedy: "choose a name that does not exist yet, in a folder that can be written".into(),
    })
}
