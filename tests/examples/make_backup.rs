//! Makes the frozen backup of `tests/vectors`, into an empty folder named as the one argument.
//!
//! It was run once. The vectors are never made anew: where they no longer open, the format is broken.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "stops at the first surprise")]

use nourish_journal::{FileKey, Journal, Secret};
use std::path::{Path, PathBuf};

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("the folder to write to"));
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let key =
        FileKey::parse(std::fs::read_to_string(vectors.join("journal-v1.key")).unwrap().trim()).unwrap();
    let copy = tempfile::tempdir().unwrap();
    let path = copy.path().join("journal.nourish");
    std::fs::copy(vectors.join("journal-v1.nourish"), &path).unwrap();
    let mut journal = Journal::open(&path, Secret::KeyFile(&key)).unwrap();
    journal.backup(&folder.join("journal-v1.nourish-backup")).unwrap();
}
