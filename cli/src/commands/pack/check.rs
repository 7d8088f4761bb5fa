//! `nourish pack check`

use super::sign::Texts;
use super::{as_json, read_file, show, site_key};
use crate::failure::Failure;
use crate::terminal::{Screen, Tone};
use nourish_journal::{check_pack, check_pack_texts};
use std::path::Path;

pub(super) fn run(path: &Path, site: Option<&str>, screen: &mut Screen) -> Result<(), Failure> {
    let site = site.map(site_key).transpose()?;
    let folder = path.is_dir();
    if folder && site.is_some() {
        let remedy = "leave it out for a folder, which is not signed yet".into();
        return Err(Failure::Argument { name: "--site", remedy });
    }
    let pack = if folder {
        let texts = Texts::of(path)?;
        check_pack_texts(&texts.head, &texts.files())?
    } else {
        check_pack(&read_file(path)?, site)?
    };
    if screen.is_json() {
        return screen.value(&as_json(&pack));
    }
    show(&pack, screen)?;
    let verdict = match (folder, site) {
        (true, _) => "Without a mistake, and not signed yet.",
        (false, Some(_)) => "Whole, and signed by this site.",
        (false, None) => {
            "Whole, and signed by the key above. Whose key that is, only the site itself can tell."
        }
    };
    let verdict = screen.paint(Tone::Good, verdict);
    screen.line(&verdict)
}
