//! `nourish pack sign`

use crate::failure::Failure;
use crate::new_file::write_new;
use crate::terminal::Screen;
use nourish_journal::{PACK_FILE_BYTES, PACK_MANIFEST_FILE, PACK_TEXT_FILES, PackKey, sign_pack};
use serde_json::json;
use std::path::Path;

pub(super) fn run(folder: &Path, key: &Path, out: &Path, screen: &mut Screen) -> Result<(), Failure> {
    let texts = Texts::of(folder)?;
    let signed = sign_pack(&texts.head, &texts.files(), &read_key(key)?)?;
    let unusable = |_| Failure::File {
        what: "the pack file to write",
        remedy: "choose a name that does not exist yet, in a folder that can be written".into(),
    };
    write_new(out, &signed).map_err(unusable)?;
    if screen.is_json() {
        return screen.value(&json!({"written": out.to_string_lossy()}));
    }
    screen.line(&format!("Written to {}. Look it through: nourish pack check {0}", out.display()))
}

fn read_key(path: &Path) -> Result<PackKey, Failure> {
    let what = "the site's key";
    let text = std::fs::read_to_string(path)
        .map_err(|_| Failure::File { what, remedy: "check that it exists and can be read".into() })?;
    let text = zeroize::Zeroizing::new(text);
    PackKey::parse(&text).map_err(|error| Failure::File {
        what,
        remedy: format!("{error}; give one that `nourish pack make-key` made"),
    })
}

/// The texts of a pack that is being written.
pub(super) struct Texts {
    /// What the manifest says before the list of files.
    pub(super) head: String,
    files: Vec<(String, String)>,
}

impl Texts {
    /// The manifest, the other `.toml` files and the messages, `texts_….ftl`, of a folder; what else lies there is no part of the pack.
    pub(super) fn of(folder: &Path) -> Result<Self, Failure> {
        let unusable = |remedy: &str| Failure::File { what: "the pack's folder", remedy: remedy.into() };
        let listed = std::fs::read_dir(folder);
        let mut files = Vec::new();
        let mut bytes = 0;
        for entry in listed.map_err(|_| unusable("name a folder that can be read"))? {
            let entry = entry.map_err(|_| unusable("check the disk"))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let is_texts = name.starts_with(PACK_TEXT_FILES) && name.ends_with(".ftl");
            if !name.ends_with(".toml") && !is_texts {
                continue;
            }
            bytes += entry.metadata().map_or(0, |metadata| metadata.len());
            if bytes > PACK_FILE_BYTES as u64 {
                return Err(unusable("make its files smaller; docs/PACKS.md gives the limits"));
            }
            let text = std::fs::read_to_string(entry.path()).map_err(|_| {
                unusable("check that its .toml and .ftl files can be read and hold UTF-8 text")
            })?;
            files.push((name, text));
        }
        files.sort();
        let manifest = files.iter().position(|(name, _)| name == PACK_MANIFEST_FILE);
        let manifest = manifest.ok_or_else(|| unusable("write _pack.toml in it; docs/PACKS.md tells how"))?;
        let (_, head) = files.remove(manifest);
        Ok(Self { head, files })
    }

    /// Name and text of each file but the manifest.
    pub(super) fn files(&self) -> Vec<(&str, &str)> {
        self.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
    }
}
