//! Reports: for whom, and in which form.

use crate::error::JournalError;
use crate::said::language_of;
use crate::scalar::{CalendarDay, Moment};
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

/// What is wanted of a report beside whom it is for. Its data stay as they are: in English and metric.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct ReportWanted {
    /// First day; half a year before the last one where nothing is said.
    #[uniffi(default = None)]
    pub from: Option<CalendarDay>,
    /// Last day; that of now where nothing is said.
    #[uniffi(default = None)]
    pub to: Option<CalendarDay>,
    /// Its language, as BCP 47 has it: `en`, `es`; English where nothing is said. What is not translated to it is said in English and
    /// marked `[en]`.
    #[uniffi(default = None)]
    pub language: Option<String>,
    /// Its units; metric where nothing is said.
    #[uniffi(default = None)]
    pub units: Option<Units>,
}

impl ReportWanted {
    pub(crate) fn compose(
        &self,
        journal: &nourish_journal::Journal,
        audience: Audience,
        now: &Moment,
    ) -> Result<Report, JournalError> {
        let language = self.language.as_deref().map_or(Ok(Language::ENGLISH), language_of)?;
        let report = journal.report(self.from, self.to, now, audience)?;
        Ok(report.speaking(&language, self.units.unwrap_or(Units::Metric)))
    }
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
