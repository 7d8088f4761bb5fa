//! What files from elsewhere are, and what becomes of their rows.

pub use nourish_journal::{DateOrder, Format as FileFormat, RefusedRow, SkipReason};

/// The formats of files that can be imported.
#[uniffi::remote(Enum)]
pub enum FileFormat {
    /// The CSV export of the app openScale: kilograms, local times.
    OpenScaleCsv,
    /// A scale's table of dates and weights, in several languages, with its unit in the header.
    ScaleCsv,
    /// The weights in the export of Withings: `weight.csv`.
    WithingsCsv,
    /// The CSV export of Fitbit, of whose sections body and foods are read.
    FitbitCsv,
    /// The weights in Fitbit's account archive: `weight-….json`.
    FitbitJson,
    /// A laboratory's table, a value or a sample a row.
    LabCsv,
    /// Any table, read by a mapping.
    MappedCsv,
    /// `nourish/health-connect/1`: what an app reads from Health Connect, a JSON object a line.
    HealthConnectJson,
    /// The database that Android exports of Health Connect, `health_connect_export.db`.
    HealthConnectDatabase,
    /// `export.xml` of Apple Health.
    AppleHealthXml,
    /// The log of a feeding pump, one run a row.
    PumpCsv,
    /// A diary of symptoms, counts and temperatures.
    DiaryCsv,
    /// A table of meals.
    IntakeCsv,
    /// `nourish/profile/1`: the person, targets, laboratory values, care team.
    ProfileJson,
    /// `nourish/plan/1`: treatments planned and given.
    PlanJson,
    /// `nourish/checkin/1`: answers to red-flag questions.
    CheckInJson,
    /// FHIR R4: a Bundle, a resource, or lines of resources.
    FhirBundle,
}

/// In which order day and month stand in a file.
#[uniffi::remote(Enum)]
pub enum DateOrder {
    /// 20/11/2026.
    DayFirst,
    /// 11/20/2026.
    MonthFirst,
}

/// Why a record is right but not for the journal.
#[uniffi::remote(Enum)]
pub enum SkipReason {
    /// The journal does not take this kind: steps, heart rate, a patient resource.
    KindNotTaken,
    /// A copy that its format keeps in a group, beside the record itself.
    CopyInGroup,
    /// Its source says that it was entered in error.
    EnteredInError,
    /// Its source has not finished it, or called it off.
    NotFinal,
    /// It holds no value.
    NoValue,
    /// An app of this journal wrote it there itself.
    WrittenByUs,
}

/// A row or record that was refused. It never holds the value itself.
#[uniffi::remote(Record)]
pub struct RefusedRow {
    /// The line of the file on which it starts, from 1; 0 in JSON, where the field says the place.
    pub line: u64,
    /// The column, the attribute, or the path within JSON like `labs[2].value`.
    pub field: String,
    /// What is wrong, to be read behind the field.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}
