//! `nourish pack from-fhir`

use crate::failure::Failure;
use crate::new_file::write_new;
use crate::terminal::Screen;
use nourish_journal::{CheckInSet, PackDraft};
use serde_json::json;
use std::path::Path;

pub(super) fn run(
    file: &Path,
    folder: &Path,
    (set, recall_days): (CheckInSet, u8),
    screen: &mut Screen,
) -> Result<(), Failure> {
    let unreadable = |remedy: String| Failure::File { what: "the Questionnaire", remedy };
    let json = super::read_file(file)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| unreadable("check that it exists and is UTF-8 text".into()))?;
    let draft = PackDraft::of(&json, set, recall_days).map_err(|refused| unreadable(refused.to_string()))?;
    let files = [&draft.questions, &draft.messages];
    let unusable = || Failure::File {
        what: "the folder of the pack",
        remedy: "give one that can be written, in which files of these names do not lie yet".into(),
    };
    std::fs::create_dir_all(folder).map_err(|_| unusable())?;
    let [questions, messages] = files.map(|(name, _)| folder.join(name));
    write_new(&questions, draft.questions.1.as_bytes()).map_err(|_| unusable())?;
    write_new(&messages, draft.messages.1.as_bytes()).map_err(|_| {
        // Our own file of a moment ago: questions without their messages are no pack.
        let _ = std::fs::remove_file(&questions);
        unusable()
    })?;
    if screen.is_json() {
        return screen.value(&json!({"written": files.map(|(name, _)| name)}));
    }
    for (name, _) in files {
        screen.line(&format!("Written: {name}"))?;
    }
    screen.line("Say there which answers are red flags or entries of a known kind, add _pack.toml, and look it through: nourish pack check FOLDER")
}
