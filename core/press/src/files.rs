//! What stands in a frame: each file's name and bytes.

use std::sync::OnceLock;

/// Bytes of a length.
const LENGTH_BYTES: usize = 4;

/// Files of a room. All are unpressed together, once, when the first is asked for.
pub struct Files {
    frame: &'static [u8],
    opened: OnceLock<Vec<u8>>,
}

impl Files {
    /// Those of a frame that the build has pressed; [`pressed!`](crate::pressed) gives it.
    #[must_use]
    pub const fn new(frame: &'static [u8]) -> Self {
        Self { frame, opened: OnceLock::new() }
    }

    /// The bytes of a file, by its path within its room, such as `tables/glim.toml`. A file that was not pressed is empty.
    #[must_use]
    pub fn bytes(&self, name: &str) -> &[u8] {
        let opened = self.opened.get_or_init(|| open(self.frame).unwrap_or_default());
        find(opened, name.as_bytes()).unwrap_or_default()
    }

    /// The text of a file; empty where [`bytes`](Self::bytes) is, and where the file is no text.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        str::from_utf8(self.bytes(name)).unwrap_or_default()
    }
}

/// Name and bytes one after the other, each with its length before it.
pub(crate) fn join(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut joined = Vec::new();
    for part in files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes.as_slice()]) {
        // What a program carries is far smaller than 4 GB; a longer file would not be found.
        joined.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
        joined.extend(part);
    }
    joined
}

fn open(frame: &[u8]) -> Option<Vec<u8>> {
    let bytes = zstd::zstd_safe::get_frame_content_size(frame).ok()??;
    zstd::bulk::decompress(frame, usize::try_from(bytes).ok()?).ok()
}

fn find<'a>(mut joined: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    loop {
        let (found, after) = part(joined)?;
        let (bytes, after) = part(after)?;
        if found == name {
            return Some(bytes);
        }
        joined = after;
    }
}

fn part(joined: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, after) = joined.split_first_chunk::<LENGTH_BYTES>()?;
    after.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pressing::pressed;
    use proptest::prelude::*;

    fn files(files: &[(&str, &[u8])]) -> Files {
        let files: Vec<_> = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        Files::new(pressed(&files).unwrap().leak())
    }

    #[test]
    fn each_file_is_found_by_its_name() {
        let files = files(&[("texts/en.ftl", b"one"), ("empty", b""), ("fonts/a.ttf", &[0xff, 0])]);
        assert_eq!(files.text("texts/en.ftl"), "one");
        assert_eq!(files.bytes("fonts/a.ttf"), [0xff, 0]);
        for none in ["empty", "fonts/a.ttf", "fonts/b.ttf", "one", ""] {
            assert_eq!(files.text(none), "");
        }
    }

    #[test]
    fn what_is_no_frame_holds_no_file() {
        assert_eq!(Files::new(b"").text("a"), "");
        assert_eq!(Files::new(b"no frame").text("a"), "");
    }

    proptest! {
        #[test]
        fn looking_for_a_name_ends_on_any_bytes(bytes: Vec<u8>, name: Vec<u8>) {
            let _ = find(&bytes, &name);
        }
    }
}
