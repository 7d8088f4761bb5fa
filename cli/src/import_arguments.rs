//! What `nourish import` takes.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Files to import, and what they do not say themselves.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The files.
    #[arg(required_unless_present = "undo", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the files are, where it cannot be told from them.
    #[arg(long)]
    pub(crate) format: Option<String>,
    /// Only say what would be imported.
    #[arg(long)]
    pub(crate) preview: bool,
    /// The unit of values whose file names none, like weight=lb or albumin=g/L.
    #[arg(long = "unit", value_name = "VALUE=UNIT")]
    pub(crate) units: Vec<String>,
    /// In which order day and month stand, where the files leave it open.
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(crate) dates: Option<Dates>,
    /// A mapping file that says which column of a table is what: docs/IMPORTS.md.
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pub(crate) mapping: Option<PathBuf>,
    /// The package of an app that writes this journal's own values into Health Connect; none of them comes back.
    #[arg(long = "own-app", value_name = "PACKAGE")]
    pub(crate) own_apps: Vec<String>,
    /// Take back everything that an import added; `nourish imports` lists their names.
    #[arg(long, value_name = "IMPORT", conflicts_with_all = ["files", "preview", "format", "units", "dates", "mapping", "own_apps"])]
    pub(crate) undo: Option<String>,
    /// Why an import is undone.
    #[arg(long, requires = "undo", default_value = "the import was undone")]
    pub(crate) reason: String,
    /// Take back what was corrected since, too.
    #[arg(long, requires = "undo")]
    pub(crate) with_corrected: bool,
}

/// In which order day and month stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dates {
    /// 20/11/2026.
    DayFirst,
    /// 11/20/2026.
    MonthFirst,
}
