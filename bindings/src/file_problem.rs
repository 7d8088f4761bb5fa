//! Why a file cannot be imported, by what a person can answer or do.

use nourish_journal::FileError;

/// Why a file cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum FileProblem {
    /// It is not there, or cannot be read.
    CannotBeRead,
    /// What it is cannot be told from it: ask for its format.
    UnknownFormat,
    /// An archive: unpack it, and import what is in it.
    Archive,
    /// It is not of the format that was said.
    NotThisFormat,
    /// A column that the format does not have.
    UnknownColumn {
        /// Its place, from 1.
        position: u64,
    },
    /// A column that stands there twice.
    RepeatedColumn {
        /// Its place, from 1.
        position: u64,
    },
    /// A column that must be there is missing.
    MissingColumn {
        /// Its name.
        name: String,
    },
    /// Only a mapping says what this table is.
    MappingMissing,
    /// The header does not say a weight's unit: ask, and give it as the unit of `weight`.
    UnitMissing {
        /// The column's place, from 1.
        position: u64,
    },
    /// The format never says this unit: ask, and give it.
    UnitAsked {
        /// What it is the unit of, as the answer names it.
        what: String,
        /// The units it may be in.
        units: Vec<String>,
    },
    /// The dates can be read in two ways: ask in which order day and month stand.
    DateOrderUnknown,
    /// It breaks off, or is not written as its format demands.
    Malformed {
        /// The line, from 1.
        line: u64,
    },
    /// It is no database, or a damaged one.
    DamagedDatabase,
    /// One piece of it is larger, or lies deeper, than is read.
    TooLarge {
        /// The line, from 1.
        line: u64,
    },
    /// It holds values of more than one person.
    SeveralPeople,
}

impl From<FileError> for FileProblem {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Io(_) | FileError::IsADatabase => Self::CannotBeRead,
            FileError::UnknownFormat => Self::UnknownFormat,
            FileError::Archive => Self::Archive,
            FileError::NotThisFormat { .. } => Self::NotThisFormat,
            FileError::UnknownColumn { position, .. } => Self::UnknownColumn { position: position as u64 },
            FileError::RepeatedColumn { position } => Self::RepeatedColumn { position: position as u64 },
            FileError::MissingColumn { name } => Self::MissingColumn { name: name.to_owned() },
            FileError::MappedColumnMissing { name } => Self::MissingColumn { name },
            FileError::MappingMissing => Self::MappingMissing,
            FileError::UnitMissing { position } => Self::UnitMissing { position: position as u64 },
            FileError::UnitAsked { what, units } => Self::UnitAsked {
                what: what.to_owned(),
                units: units.iter().map(|unit| (*unit).to_owned()).collect(),
            },
            FileError::DateOrderUnknown => Self::DateOrderUnknown,
            FileError::Malformed { line } => Self::Malformed { line },
            FileError::DamagedDatabase => Self::DamagedDatabase,
            FileError::TooLarge { line, .. } | FileError::TooDeep { line } => Self::TooLarge { line },
            FileError::SeveralPeople => Self::SeveralPeople,
            // Whatever a later format may find wrong.
            _ => Self::CannotBeRead,
        }
    }
}
