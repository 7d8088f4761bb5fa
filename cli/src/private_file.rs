//! Files that hold a key.

use crate::failure::Failure;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// Writes a file that did not exist, readable by its owner alone.
pub(crate) fn write_new(path: &Path, what: &'static str, text: &str) -> Result<(), Failure> {
    let unusable = |_| Failure::File {
        what,
        remedy: "choose a name that does not exist yet, in a folder that can be written".into(),
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(unusable)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| {
        // Our own file of a moment ago: half a key must not pass for a whole one.
        let _ = std::fs::remove_file(path);
        unusable(error)
    })
}
