//! The manifest: who made the pack, which version it is, and what its files must be.

use super::error::{PackError, PackFault};
use super::plain::{Page, is_file_name, is_name};
use super::{Source, limits};
use crate::tables::PackName;
use nourish_toml::Spanned;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The manifest's file name.
pub const MANIFEST_FILE: &str = "_pack.toml";
/// The format that this version reads and writes.
const FORMAT: u32 = 1;
/// What stands for a pack that has not said its name.
const UNNAMED: &str = "(unnamed)";
const HASH_DIGITS: usize = 64;

/// A manifest that has been read; its files have not.
pub(super) struct Manifest {
    pub(super) name: PackName,
    pub(super) title: String,
    pub(super) issuer: String,
    pub(super) licence: String,
    /// File name to the SHA-256 of its content, in hexadecimal, and where that stands.
    files: BTreeMap<String, (String, usize)>,
}

#[derive(Deserialize)]
struct Format {
    nourish_pack: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawManifest {
    #[serde(rename = "nourish_pack")]
    _format: u32,
    id: Spanned<String>,
    version: Spanned<i64>,
    title: Spanned<String>,
    issuer: Spanned<String>,
    licence: Spanned<String>,
    #[serde(default)]
    file: Vec<RawFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    name: Spanned<String>,
    sha256: Spanned<String>,
}

impl Manifest {
    /// Reads a manifest, and compares the files with what it says of them.
    pub(super) fn read(source: &Source<'_>, sha256: fn(&[u8]) -> [u8; 32]) -> Result<Self, PackError> {
        let manifest = Self::parse(source.manifest)?;
        let name = manifest.name.id.as_str();
        let whole =
            |fault| PackError { pack: name.to_owned(), file: MANIFEST_FILE.to_owned(), line: 1, fault };
        let bytes: usize = source.files.iter().map(|(_, text)| text.len()).sum();
        if bytes + source.manifest.len() > limits::PACK_BYTES {
            return Err(whole(PackFault::TooLarge(limits::PACK_BYTES)));
        }
        let mut given: BTreeMap<&str, &str> = BTreeMap::new();
        for (file, text) in &source.files {
            let of_file =
                |fault| PackError { pack: name.to_owned(), file: (*file).to_owned(), line: 1, fault };
            match manifest.files.get(*file) {
                None if is_file_name(file) => return Err(of_file(PackFault::NotNamed)),
                // Whatever else the sender wrote as a name is not repeated.
                None => return Err(whole(PackFault::NotNamed)),
                Some(_) if given.insert(file, text).is_some() => return Err(of_file(PackFault::NamedTwice)),
                Some((hash, _)) if *hash != hexadecimal(sha256(text.as_bytes())) => {
                    return Err(of_file(PackFault::OtherContent));
                }
                Some(_) => {}
            }
        }
        match manifest.files.iter().find(|(file, _)| !given.contains_key(file.as_str())) {
            Some((file, (_, line))) => {
                Err(PackError { line: *line, ..whole(PackFault::FileMissing(file.clone())) })
            }
            None => Ok(manifest),
        }
    }

    /// Reads a manifest alone.
    pub(super) fn parse(text: &str) -> Result<Self, PackError> {
        let unnamed = Page::of(UNNAMED, MANIFEST_FILE, text)?;
        let format = unnamed.parse::<Format>()?.nourish_pack;
        if *format.get_ref() != FORMAT {
            return Err(unnamed.fault(&format, PackFault::NewerFormat(*format.get_ref())));
        }
        let raw: RawManifest = unnamed.parse()?;
        if !is_name(raw.id.get_ref(), '-') {
            return Err(unnamed.fault(&raw.id, PackFault::BadName));
        }
        let page = Page::of(raw.id.get_ref(), MANIFEST_FILE, text)?;
        let version = u32::try_from(*raw.version.get_ref()).ok().filter(|version| *version > 0);
        let version = version.ok_or_else(|| page.fault(&raw.version, PackFault::BadVersion))?;
        if raw.file.len() > limits::FILES {
            return Err(page.at(0, PackFault::TooMany { what: "files", most: limits::FILES }));
        }
        let mut files = BTreeMap::new();
        for file in &raw.file {
            if !is_file_name(file.name.get_ref()) || file.name.get_ref() == MANIFEST_FILE {
                return Err(page.fault(&file.name, PackFault::BadName));
            }
            let hash = file.sha256.get_ref();
            if hash.len() != HASH_DIGITS || !hash.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return Err(page.fault(&file.sha256, PackFault::OtherContent));
            }
            let line = page.fault(&file.name, PackFault::NamedTwice);
            if files.insert(file.name.get_ref().clone(), (hash.to_ascii_lowercase(), line.line)).is_some() {
                return Err(line);
            }
        }
        Ok(Self {
            title: page.text("title", &raw.title)?,
            issuer: page.text("issuer", &raw.issuer)?,
            licence: page.text("licence", &raw.licence)?,
            name: PackName { id: raw.id.get_ref().clone(), version },
            files,
        })
    }
}

/// The manifest to sign: what the site wrote of the pack, and the list of its files with their SHA-256, by name.
///
/// Whether the result is a manifest is for [`Pack::read`](super::Pack::read) to say.
#[must_use]
pub fn complete_manifest(head: &str, files: &[(&str, &str)], sha256: fn(&[u8]) -> [u8; 32]) -> String {
    let mut manifest = head.trim_end().to_owned();
    manifest.push('\n');
    let by_name: BTreeMap<&str, &str> = files.iter().copied().collect();
    for (name, text) in by_name {
        let hash = hexadecimal(sha256(text.as_bytes()));
        // Writing to a String cannot fail.
        let _ = write!(manifest, "\n[[file]]\nname = \"{name}\"\nsha256 = \"{hash}\"\n");
    }
    manifest
}

fn hexadecimal(bytes: [u8; 32]) -> String {
    bytes.iter().fold(String::with_capacity(HASH_DIGITS), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
