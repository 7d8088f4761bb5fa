//! What an argument may choose from.

use clap::ValueEnum;
use nourish_journal::Units;

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

/// The units of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportUnits {
    /// kg, °C, ml.
    Metric,
    /// lb, °F, fl oz of the United States.
    Imperial,
}

impl ReportUnits {
    /// The same for the journal.
    pub(crate) const fn units(self) -> Units {
        match self {
            Self::Metric => Units::Metric,
            Self::Imperial => Units::Imperial,
        }
    }
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Pages to print, to send and to keep, sealed by this device.
    Pdf,
    /// One page with charts that opens in any browser.
    Html,
    /// A FHIR R4 document, for a clinic's system.
    Fhir,
    /// For machines.
    Json,
    /// A table of days.
    Csv,
}
