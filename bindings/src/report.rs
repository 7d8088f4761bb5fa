//! Reports: for whom, and in which form.

use crate::error::JournalError;
use nourish_journal::{Language, Report};

pub use nourish_journal::{Audience, Units};

/// For whom a report is made.
#[uniffi::remote(Enum)]
pub enum Audience {
    /// The care team: every finding, with its figures.
    CareTeam,
    /// The surgeon: what stands before the operation and the course of weight first.
    Surgeon,
    /// The medical oncologist: treatment against its plan and symptoms by cycle first.
    Oncologist,
    /// The radiation oncologist: what gets past the mouth and the gullet first.
    RadiationOncologist,
    /// The gastroenterologist: swallowing, bleeding, obstruction and tube first.
    Gastroenterologist,
    /// The dietitian: by assessment, diagnosis, intervention, monitoring.
    Dietitian,
    /// The nurse: red flags, check-ins and who answered them first.
    Nurse,
    /// The person: only what the rules say in plain words; neither prognosis nor feeding rates.
    Patient,
    /// A trial: the data and how complete they are first, under no name.
    Trial,
}

/// The units in which a report tells body weight, temperature and fluids drunk. Laboratory values, feeds and doses keep theirs.
#[uniffi::remote(Enum)]
pub enum Units {
    /// kg, °C, ml.
    Metric,
    /// lb, °F, fl oz of the United States.
    Imperial,
}

/// How a report speaks. Its data stay as they are: in English and metric.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Speech {
    /// Its language, as BCP 47 has it: `en`, `es`. What is not translated to it is said in English and marked `[en]`.
    pub language: String,
    /// Its units.
    pub units: Units,
}

/// The report as it is asked to speak; in English and metric units where nothing is asked.
pub(crate) fn speaking(report: Report, speech: Option<&Speech>) -> Result<Report, JournalError> {
    let Some(speech) = speech else { return Ok(report) };
    let language = Language::parse(&speech.language).map_err(|_| JournalError::InvalidEntry {
        field_name: "language".to_owned(),
        problem: "this is no language tag".to_owned(),
        remedy: "give one as BCP 47 has it, such as en or es".to_owned(),
    })?;
    Ok(report.speaking(&language, speech.units))
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ReportFormat {
    /// A page to read or print, whole in one file.
    Html,
    /// Data for another program.
    Json,
    /// A table of days.
    Csv,
    /// A FHIR R4 document, in JSON.
    Fhir,
}

impl ReportFormat {
    pub(crate) fn write(
        self,
        journal: &nourish_journal::Journal,
        report: &Report,
    ) -> Result<String, nourish_journal::JournalError> {
        match self {
            Self::Html => Ok(report.to_html()),
            Self::Json => Ok(report.to_json()),
            Self::Csv => Ok(report.to_csv()),
            Self::Fhir => journal.fhir(report, None),
        }
    }
}
