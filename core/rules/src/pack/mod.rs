//! Content packs: what a site changes in the built-in tables, and what it adds to them, as data.
//!
//! A pack is a manifest (`_pack.toml`) and the files that it names with their SHA-256: `_overrides.toml` changes thresholds,
//! constants and settings of built-in tables; `_inputs.toml` adds inputs; `questions_….toml` and `texts_….ftl` are carried to the room
//! that asks questions, `formulas_….toml` to that of the plan; every other file is a table of an instrument that is added up from its rows. All go through the parser of the built-in tables. A pack holds no code. A pack is in force as a
//! whole or not at all, and every table says which pack had a say in it ([`Table::edition`]). What sends a person to the
//! telephone the same day can be made more careful by a pack, never less.
//!
//! Whether the manifest is signed, and by whom, is not for this room to say. `docs/PACKS.md` tells how a pack is written.
//!
//! # Examples
//! ```
//! use nourish_rules::Tables;
//! use nourish_rules::pack::{Pack, Source, complete_manifest};
//!
//! # fn sha256(_: &[u8]) -> [u8; 32] { [7; 32] }
//! let head = "nourish_pack = 1\nid = \"st-example\"\nversion = 3\ntitle = \"Local limits\"\n\
//!     issuer = \"St Example, a fictional hospital\"\nlicence = \"CC0-1.0\"\n";
//! let overrides = "[[override]]\ntable = \"pons\"\nrow = \"bmi_low\"\nat_most = \"19\"\nreason = \"Seen earlier.\"\n";
//! let files = vec![("_overrides.toml", overrides)];
//! let manifest = complete_manifest(head, &files, sha256);
//!
//! let built_in = Tables::built_in()?;
//! let pack = Pack::read(&built_in, &Source { manifest: &manifest, files }, sha256)?;
//! let tables = built_in.with_pack(&pack)?;
//! assert_eq!(tables.table("pons")?.edition(), "2018.1; pack st-example 3: bmi_low at_most 19");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod added;
mod change;
mod error;
mod guard;
mod limits;
mod manifest;
mod plain;

pub use error::{InstrumentFault, PackError, PackFault};
pub use limits::PACK_BYTES;
pub(crate) use limits::POINTS as MOST_POINTS;
pub use manifest::{MANIFEST_FILE, complete_manifest};

use crate::tables::{InputSpec, Override, PackName, Table, Tables};
use added::Added;
use change::Change;
use manifest::Manifest;
use plain::{Page, is_carried};

/// A pack as it comes: texts that nobody has checked.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The text of the manifest.
    pub manifest: &'a str,
    /// Name and text of every other file, in any order.
    pub files: Vec<(&'a str, &'a str)>,
}

/// A pack that has been checked by itself and against the built-in tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    name: PackName,
    title: String,
    issuer: String,
    licence: String,
    changes: Vec<Change>,
    added: Added,
    carried: Vec<(String, String)>,
}

impl Pack {
    /// Reads a pack. `built_in` are the tables that came with this program; `sha256` computes the hash of a file.
    ///
    /// # Errors
    /// The first mistake, with pack, file and line: manifest first, then the files by name.
    pub fn read(
        built_in: &Tables,
        source: &Source<'_>,
        sha256: fn(&[u8]) -> [u8; 32],
    ) -> Result<Self, PackError> {
        let Manifest { name, title, issuer, licence, .. } = &Manifest::read(source, sha256)?;
        let overrides = source.files.iter().find(|(file, _)| *file == change::FILE);
        let changes = overrides
            .map(|(_, text)| change::read(&name.id, text, built_in))
            .transpose()?
            .unwrap_or_default();
        let mut files: Vec<(&str, &str)> =
            source.files.iter().copied().filter(|(file, _)| *file != change::FILE).collect();
        files.sort_unstable();
        let (carried, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|(file, _)| is_carried(file));
        for (file, text) in &carried {
            Page::of(&name.id, file, text)?;
        }
        Ok(Self {
            name: name.clone(),
            title: title.clone(),
            issuer: issuer.clone(),
            licence: licence.clone(),
            changes,
            added: Added::read(name, &files, built_in)?,
            carried: carried.into_iter().map(|(file, text)| (file.to_owned(), text.to_owned())).collect(),
        })
    }

    /// Id and version.
    #[must_use]
    pub fn name(&self) -> &PackName {
        &self.name
    }

    /// What the pack is, in the words of the site.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Who made it.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// What may be done with it.
    #[must_use]
    pub fn licence(&self) -> &str {
        &self.licence
    }

    /// What it changes, each with the table, in the order of tables and rows.
    pub fn overrides(&self) -> impl Iterator<Item = (&str, Override)> {
        self.changes.iter().map(|change| (change.table.as_str(), change.as_override(&self.name)))
    }

    /// Name and text of the files that are for other rooms: sets of questions, messages, formulas. Here it was looked only whether they are
    /// plain and not too large.
    pub fn carried(&self) -> impl Iterator<Item = (&str, &str)> {
        self.carried.iter().map(|(file, text)| (file.as_str(), text.as_str()))
    }

    /// The instruments that it adds, by id.
    pub fn instruments(&self) -> impl Iterator<Item = &Table> {
        self.added.tables.iter()
    }
}

/// What a manifest that nobody has vouched for says that its pack is called: for naming what is refused.
#[must_use]
pub fn claimed_name(manifest: &str) -> Option<PackName> {
    Manifest::parse(manifest).ok().map(|manifest| manifest.name)
}

impl Tables {
    /// These tables with a pack in force. Packs may be added in any order: the result is the same.
    ///
    /// # Errors
    /// [`PackError`] where another pack has changed the same row or added a table or input of the same name. Nothing of the
    /// pack is in force then.
    pub fn with_pack(&self, pack: &Pack) -> Result<Self, PackError> {
        let mut with = self.clone();
        let at = |file: &str, line, fault| PackError {
            pack: pack.name.id.clone(),
            file: file.to_owned(),
            line,
            fault,
        };
        for change in &pack.changes {
            let table =
                with.tables.iter_mut().find(|table| table.id == change.table).ok_or_else(|| {
                    at(change::FILE, change.line, PackFault::NoSuchTable(change.table.clone()))
                })?;
            if let Some(before) = table.origin.overrides.iter().find(|before| before.row == change.row) {
                let row = format!("{} {}", change.table, change.row);
                let by = before.pack.to_string();
                return Err(at(change::FILE, change.line, PackFault::ChangedTwice { row, by }));
            }
            change::apply(table, change, &pack.name);
        }
        for input in &pack.added.inputs {
            if with.input(&input.name).is_some() {
                let fault = PackFault::InputExists(input.name.clone());
                return Err(at(crate::tables::DICTIONARY_FILE, 1, fault));
            }
            with.inputs.push(input.clone());
        }
        for table in &pack.added.tables {
            if with.table(&table.id).is_ok() {
                let file = format!("{}.toml", table.id);
                return Err(at(&file, 1, PackFault::TableExists(table.id.clone())));
            }
            with.tables.push(table.clone());
        }
        with.put_in_order();
        Ok(with)
    }

    /// Built-in tables and inputs as they stand, those of packs after them by name.
    fn put_in_order(&mut self) {
        let brought = |table: &Table| table.origin.pack.is_some().then(|| table.id.clone());
        self.tables.sort_by_cached_key(brought);
        let built_in = self.built_in_inputs;
        let added: &mut [InputSpec] = self.inputs.get_mut(built_in..).unwrap_or_default();
        added.sort_by(|a, b| a.name.cmp(&b.name));
    }
}
