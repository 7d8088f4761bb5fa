//! What an argument may choose from.

use clap::ValueEnum;

/// One of the fictional persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Person {
    /// Six months before a gastrectomy, under chemotherapy.
    Gastrectomy,
    /// Six weeks of doing well.
    DoingWell,
    /// Three weeks that end in red flags.
    RedFlags,
}

/// As what simulated people are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PeopleFormat {
    /// An encrypted journal each.
    Journal,
    /// A file each with a line of JSON an entry, not encrypted.
    Jsonl,
}

/// For whom words are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reader {
    /// The care team.
    #[value(alias = "team")]
    CareTeam,
    /// The surgeon.
    Surgeon,
    /// The medical oncologist.
    Oncologist,
    /// The radiation oncologist.
    Radiation,
    /// The gastroenterologist.
    Gastro,
    /// The dietitian.
    Dietitian,
    /// The nurse.
    Nurse,
    /// The person.
    Patient,
    /// A trial, under no name.
    Trial,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Pages to print, to send and to keep, sealed by this device.
    Pdf,
    /// One page with charts that opens in any browser.
    Html,
    /// For machines.
    Json,
    /// A table of days.
    Csv,
}

/// As what the journal is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Every entry with its exact bytes, a line of JSON each.
    Jsonl,
    /// Everything that stands as tables, one a kind, with a dictionary of their columns; --out is a folder to make.
    Csv,
    /// Long tables in the shape of CDISC's domains, under no name, with a codebook; --out is a folder to make.
    Cdisc,
    /// The audit trail: who, when, why, what stood before, and what proves it; `nourish verify` checks it without a key.
    Audit,
}
