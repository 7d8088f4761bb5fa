//! `nourish export --format csv` and `cdisc`: a folder of tables.

use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{Damage, TableFile};
use serde_json::json;
use std::path::Path;

/// Writes tables into a folder that is made for them.
pub(super) fn write(
    (files, damage): (Vec<TableFile>, Vec<Damage>),
    out: Option<&Path>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let folder = out.ok_or_else(|| Failure::Argument {
        name: "--out",
        remedy: "name a folder to make for the tables".into(),
    })?;
    let unusable = |_| Failure::File {
        what: "the folder to write",
        remedy: "choose a name that does not exist yet, where there is room and you may write".into(),
    };
    std::fs::create_dir(folder).map_err(unusable)?;
    let written = files.iter().try_for_each(|file| std::fs::write(folder.join(&file.name), &file.text));
    if written.is_err() {
        // Our own folder of a moment ago: half an export must not pass for a whole one.
        let _ = std::fs::remove_dir_all(folder);
    }
    written.map_err(unusable)?;
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    if screen.is_json() {
        screen.value(&json!({"written": folder.to_string_lossy(), "files": names}))?;
    } else {
        screen.line(&format!(
            "Written to {}: {}. They are not encrypted: keep them where nobody else looks.",
            folder.display(),
            names.join(", ")
        ))?;
    }
    if damage.is_empty() {
        return Ok(Outcome::Done);
    }
    screen.remark(
        "Part of the journal is damaged; everything that can be read was written. Run `nourish doctor`.",
    );
    Ok(Outcome::DoneInPart)
}
