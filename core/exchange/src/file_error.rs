//! Why a whole file was refused.

use crate::format::Format;
use std::io;

/// Why a whole file was refused. What was read before it may be thrown away or kept: each draft is whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The file could not be read.
    #[error("the file could not be read: {0}")]
    Io(io::ErrorKind),
    /// What the file is cannot be told from it.
    #[error("what this file is cannot be told from it; say its format")]
    UnknownFormat,
    /// A zip archive.
    #[error(
        "the file is an archive; unpack it, and import what is in it, like export.xml or health_connect_export.db"
    )]
    Archive,
    /// The file is not of this format, or of a newer version of it.
    #[error("this is not a file of the format {}; look for the right format or the right file", format.name())]
    NotThisFormat {
        /// The format that was asked for.
        format: Format,
    },
    /// A column that the format does not have: leaving it out might leave out what matters.
    #[error("column {position} is not one of this format; {remedy}")]
    UnknownColumn {
        /// Its place, from 1.
        position: usize,
        /// What to do.
        remedy: String,
    },
    /// A column that stands there twice.
    #[error("column {position} has the name of one before it; remove or rename one of them")]
    RepeatedColumn {
        /// Its place, from 1.
        position: usize,
    },
    /// A column that the format must have.
    #[error("the column {name} is missing; export the file again with it")]
    MissingColumn {
        /// Its name.
        name: &'static str,
    },
    /// A column that the mapping reads and the table lacks.
    #[error(
        "the table has no column {name}, which the mapping reads; correct the mapping, or export the table with it"
    )]
    MappedColumnMissing {
        /// Its name, as the mapping writes it.
        name: String,
    },
    /// Only a mapping says what this table is.
    #[error("what the columns of this table are is not known; say it in a mapping file (--mapping)")]
    MappingMissing,
    /// The header does not say the unit, and guessing could be wrong by a factor.
    #[error(
        "column {position} does not say its unit; write it into the header, like \"weight (kg)\", or give --unit weight=kg, --unit weight=lb or --unit weight=st"
    )]
    UnitMissing {
        /// The column's place, from 1.
        position: usize,
    },
    /// The format never says the unit of this, and guessing could be wrong by a factor.
    #[error("the file does not say the unit of the {what}; give one of {}", options(what, units))]
    UnitAsked {
        /// What it is the unit of, as the answer names it.
        what: &'static str,
        /// The units it may be in.
        units: &'static [&'static str],
    },
    /// Dates that can be read in two ways, with no row that decides between them.
    #[error("the dates may mean day/month or month/day; give --dates day-first or --dates month-first")]
    DateOrderUnknown,
    /// The file breaks off, or is not written as its format demands.
    #[error("the file is damaged or cut off at line {line}; export it again")]
    Malformed {
        /// The line, from 1.
        line: u64,
    },
    /// A database, of which rows are read and not bytes: [`read_health_row`](crate::read_health_row).
    #[error("the file is a database, which cannot be read as it comes; give its path")]
    IsADatabase,
    /// The database is damaged, or cannot be read.
    #[error("the file is no database, or a damaged one; export it again")]
    DamagedDatabase,
    /// Larger, or with a larger part, than is read.
    #[error("more than {limit_bytes} bytes in one piece at line {line}; export a shorter time")]
    TooLarge {
        /// The line, from 1.
        line: u64,
        /// The limit.
        limit_bytes: usize,
    },
    /// More elements within each other than the format has.
    #[error("elements lie too deep within each other at line {line}")]
    TooDeep {
        /// The line, from 1.
        line: u64,
    },
    /// Values of more than one person, of whom only one can be the journal's.
    #[error("the file holds values of more than one person; export those of one alone")]
    SeveralPeople,
}

/// The answers that would say the unit of something.
pub(crate) fn options(what: &str, units: &[&str]) -> String {
    units.iter().map(|unit| format!("--unit {what}={unit}")).collect::<Vec<_>>().join(" or ")
}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        Self::Io(error.kind())
    }
}
