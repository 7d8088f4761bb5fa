//! For build scripts: reads files and writes them pressed. No program calls it.

use crate::files::join;
use std::io::{self, Error, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The highest there is: the build has time, and unpressing takes no longer for it.
const LEVEL: i32 = 22;

/// Presses files of the room that is being built, and those in its folders, together to where [`pressed!`](crate::pressed) finds them
/// by `name`, and tells Cargo to do so again when one changes. Paths are within the room; a folder within a folder is named by itself.
///
/// # Errors
/// A file that cannot be read or written, or that this is called outside a build script.
pub fn press(name: &str, paths: &[&str]) -> io::Result<()> {
    let room = given("CARGO_MANIFEST_DIR")?;
    let mut files = Vec::new();
    for path in paths {
        writeln!(io::stdout(), "cargo::rerun-if-changed={path}")?;
        for file in within(&room, path)? {
            let bytes = fs::read(room.join(&file))?;
            files.push((file, bytes));
        }
    }
    press_made(name, &files)
}

/// Presses files that the build makes, each under the path that it is asked for by, to where [`pressed!`](crate::pressed) finds them.
///
/// # Errors
/// As [`press`].
pub fn press_made(name: &str, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    fs::write(given("OUT_DIR")?.join(name).with_extension("zst"), pressed(files)?)
}

/// What Cargo tells a build script.
fn given(name: &str) -> io::Result<PathBuf> {
    env::var_os(name).map(PathBuf::from).ok_or_else(|| Error::other("no build script"))
}

/// The file of this path, or those in the folder of this path, in order.
fn within(room: &Path, path: &str) -> io::Result<Vec<String>> {
    if room.join(path).is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(room.join(path))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.push(format!("{path}/{}", entry.file_name().to_string_lossy()));
        }
    }
    names.sort();
    Ok(names)
}

pub(crate) fn pressed(files: &[(String, Vec<u8>)]) -> io::Result<Vec<u8>> {
    zstd::bulk::compress(&join(files), LEVEL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_files_in_order_and_a_file_itself() {
        let room = Path::new(env!("CARGO_MANIFEST_DIR"));
        let sources = ["src/files.rs", "src/lib.rs", "src/pressing.rs"];
        assert_eq!(within(room, "src").unwrap(), sources);
        assert_eq!(within(room, "Cargo.toml").unwrap(), ["Cargo.toml"]);
        assert!(within(room, "nowhere").is_err());
    }
}
