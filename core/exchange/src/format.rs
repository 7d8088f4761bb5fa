//! The formats that can be read.

/// A format of a file from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
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
    /// Any table, read by a mapping file.
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

impl Format {
    /// Every format.
    pub const ALL: &'static [Self] = &[
        Self::OpenScaleCsv,
        Self::ScaleCsv,
        Self::WithingsCsv,
        Self::FitbitCsv,
        Self::FitbitJson,
        Self::LabCsv,
        Self::MappedCsv,
        Self::HealthConnectJson,
        Self::HealthConnectDatabase,
        Self::AppleHealthXml,
        Self::PumpCsv,
        Self::DiaryCsv,
        Self::IntakeCsv,
        Self::ProfileJson,
        Self::PlanJson,
        Self::CheckInJson,
        Self::FhirBundle,
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenScaleCsv => "openscale",
            Self::ScaleCsv => "scale",
            Self::WithingsCsv => "withings",
            Self::FitbitCsv => "fitbit",
            Self::FitbitJson => "fitbit-json",
            Self::LabCsv => "lab",
            Self::MappedCsv => "mapped",
            Self::HealthConnectJson => "health-connect",
            Self::HealthConnectDatabase => "health-connect-db",
            Self::AppleHealthXml => "apple-health",
            Self::PumpCsv => "pump",
            Self::DiaryCsv => "diary",
            Self::IntakeCsv => "intake",
            Self::ProfileJson => "profile",
            Self::PlanJson => "plan",
            Self::CheckInJson => "check-in",
            Self::FhirBundle => "fhir",
        }
    }

    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The system that its values are said to come from. Apple Health and Health Connect add the app or device behind a colon;
    /// a mapping names its own.
    pub const fn system(self) -> &'static str {
        match self {
            Self::OpenScaleCsv => "openScale",
            Self::ScaleCsv => "scale file",
            Self::WithingsCsv => "Withings",
            Self::FitbitCsv | Self::FitbitJson => "Fitbit",
            Self::LabCsv => "laboratory table",
            Self::MappedCsv => "mapped table",
            Self::HealthConnectJson | Self::HealthConnectDatabase => "Health Connect",
            Self::AppleHealthXml => "Apple Health",
            Self::PumpCsv => "feeding pump",
            Self::DiaryCsv => "symptom diary",
            Self::IntakeCsv => "intake diary",
            Self::ProfileJson => "profile",
            Self::PlanJson => "treatment plan",
            Self::CheckInJson => "check-in file",
            Self::FhirBundle => "FHIR: Observation",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(*format));
        }
        assert_eq!(Format::from_name("fax"), None);
    }
}
