//! What is remembered of each import, so that it can be listed and undone as a whole: a sealed setting, one JSON object an import.

use super::{ImportOptions, Imported};
use crate::error::JournalError;
use crate::journal::Journal;
use nourish_record::{Author, CalendarDay, Moment, Recorded};
use nourish_store::Setting;
use serde_json::{Map, Value, json};

/// How many imports are remembered; of older ones every entry can still be taken back by itself.
const REMEMBERED: usize = 1_000;
/// Most bytes of a file's name that are remembered.
const FILE_BYTES: usize = 200;

/// An import of this journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRecord {
    /// Its name, eight digits, as [`Journal::undo_import`] takes it.
    pub name: String,
    /// When it was.
    pub at: Moment,
    /// The name of the format that the file was read as.
    pub format: String,
    /// The file's name, where it was said.
    pub file: Option<String>,
    /// How many entries it added.
    pub added: u64,
    /// How many values the journal had already.
    pub known: u64,
    /// How many rows could not be taken.
    pub refused: u64,
    /// First and last day with an entry of it.
    pub days: (CalendarDay, CalendarDay),
    /// When it was undone and why, where it was.
    pub undone: Option<(Moment, String)>,
    /// Which device added it, and from which entry to which.
    pub(super) run: Run,
}

/// A run of entries of one device, by when they were recorded: an import is one, because it is one transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) author: Author,
    pub(super) first: Recorded,
    pub(super) last: Recorded,
}

impl Journal {
    /// What was imported on this device, the latest first; what earlier versions imported is not remembered.
    ///
    /// See [`Journal::undo_import`] for an example.
    ///
    /// # Errors
    /// [`JournalError::Damaged`] where it does not open, [`JournalError::Suspended`], or what the disk may say.
    pub fn imports(&self) -> Result<Vec<ImportRecord>, JournalError> {
        let stored = self.store.setting(Setting::Imports)?;
        Ok(read(stored.as_deref()).iter().rev().filter_map(ImportRecord::from_json).collect())
    }
}

/// The imports that are stored, the first one first. What a newer version wrote of them is kept.
pub(super) fn read(stored: Option<&[u8]>) -> Vec<Value> {
    stored.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default()
}

/// The same as bytes, without the oldest beyond those that are remembered.
pub(super) fn write(mut imports: Vec<Value>) -> Vec<u8> {
    let too_many = imports.len().saturating_sub(REMEMBERED);
    imports.drain(..too_many);
    Value::Array(imports).to_string().into_bytes()
}

impl ImportRecord {
    /// What is remembered of an import that added something.
    pub(super) fn of(imported: &Imported, options: &ImportOptions, now: &Moment, run: Run) -> Option<Self> {
        let file = options.file.as_ref().map(|name| cut(name, FILE_BYTES).to_owned());
        Some(Self {
            name: imported.name.clone()?,
            at: now.clone(),
            format: options.format.name().to_owned(),
            file: file.filter(|name| !name.is_empty()),
            added: imported.added,
            known: imported.known,
            refused: imported.refused_count,
            days: imported.days?,
            undone: None,
            run,
        })
    }

    pub(super) fn to_json(&self) -> Value {
        let mut object = json!({
            "name": self.name, "at": self.at.to_string(), "format": self.format, "added": self.added, "known": self.known,
            "refused": self.refused, "from": self.days.0.to_string(), "to": self.days.1.to_string(),
            "device": self.run.author.to_string(), "first": self.run.first.packed(), "last": self.run.last.packed(),
        });
        if let (Some(members), Some(file)) = (object.as_object_mut(), &self.file) {
            members.insert("file".to_owned(), json!(file));
        }
        object
    }

    fn from_json(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key)?.as_str();
        let number = |key: &str| value.get(key)?.as_u64();
        let undone = text("undone_at").and_then(|at| Moment::parse(at).ok());
        Some(Self {
            name: text("name")?.to_owned(),
            at: Moment::parse(text("at")?).ok()?,
            format: text("format")?.to_owned(),
            file: text("file").map(str::to_owned),
            added: number("added")?,
            known: number("known")?,
            refused: number("refused")?,
            days: (text("from")?.parse().ok()?, text("to")?.parse().ok()?),
            undone: undone.zip(text("undone_because").map(str::to_owned)),
            run: Run {
                author: text("device")?.parse().ok()?,
                first: Recorded::from_packed(number("first")?),
                last: Recorded::from_packed(number("last")?),
            },
        })
    }
}

/// Notes in what is stored that an import was undone, the first time it was.
pub(super) fn mark_undone(imports: &mut [Value], name: &str, now: &Moment, reason: &str) {
    let is_it = |value: &&mut Value| value.get("name").and_then(Value::as_str) == Some(name);
    let members = imports.iter_mut().find(is_it).and_then(Value::as_object_mut);
    let unmarked = |members: &&mut Map<String, Value>| !members.contains_key("undone_at");
    if let Some(members) = members.filter(unmarked) {
        members.insert("undone_at".to_owned(), json!(now.to_string()));
        members.insert("undone_because".to_owned(), json!(reason));
    }
}

/// The start of a text.
fn cut(text: &str, most_bytes: usize) -> &str {
    let end = (0..=most_bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}
