//! The arguments of `nourish export`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What to write, how and where to.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// How.
    #[arg(long, value_enum, default_value_t = ExportFormat::Jsonl)]
    pub(crate) format: ExportFormat,
    /// As which FHIR Bundle.
    #[arg(long, value_enum, default_value_t = Bundle::Collection)]
    pub(crate) bundle: Bundle,
    /// Of FHIR, the first day; from the beginning where it is not said, in a document half a year.
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<String>,
    /// Of FHIR, the last day; to the end where it is not said.
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<String>,
    /// Of FHIR, only what was recorded, corrected or taken back after this time: what is new since the last export.
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Of cdisc, the study that the rows are of.
    #[arg(long, default_value = "STUDY", value_name = "NAME")]
    pub(crate) study: String,
    /// Of cdisc, the subject within the study that they are of: no name of the person.
    #[arg(long, default_value = "SUBJECT", value_name = "NAME")]
    pub(crate) subject: String,
    /// Where to; standard output where it is not said.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// How entries are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// A line of JSON each, with the exact bytes: nothing is lost.
    Jsonl,
    /// Everything that stands as tables, one a kind, with a dictionary of their columns; --out is a folder to make.
    Csv,
    /// Long tables in the shape of CDISC's domains, under no name, with a codebook; --out is a folder to make.
    Cdisc,
    /// The audit trail: who, when, why, what stood before, and what proves it; `nourish verify` checks it without a key.
    Audit,
    /// FHIR R4 resources.
    Fhir,
}

/// What a FHIR Bundle is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Bundle {
    /// The report for the care team, to be read by people and programs.
    Document,
    /// Every entry, side by side.
    Collection,
    /// Every entry, to be taken by a server: sending it twice adds nothing.
    Transaction,
}
