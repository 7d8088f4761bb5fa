//! What can be wrong with a pack, by name: the pack, the file, the line, the problem and the remedy.

use super::limits;
use crate::tables::Fault;

/// Why a pack was refused. Nothing was changed. Its texts are the site's, never a person's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("pack {pack}, {file}:{line}: {fault}; {}", fault.remedy())]
pub struct PackError {
    /// The pack's id, or `(unnamed)` where its manifest does not give one.
    pub pack: String,
    /// The file within the pack.
    pub file: String,
    /// One-based line; 1 when the whole file is meant.
    pub line: usize,
    /// What is wrong.
    pub fault: PackFault,
}

/// The kinds of mistakes a pack can hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackFault {
    /// A table or dictionary has a mistake that a built-in one could have too.
    #[error("{0}")]
    Table(Fault),
    /// The pack's format is of a newer version.
    #[error("pack format {0} is not known")]
    NewerFormat(u32),
    /// A name is not of the form that names have.
    #[error("this is no name")]
    BadName,
    /// The version is not a whole number from 1.
    #[error("this is no version")]
    BadVersion,
    /// A text says nothing, or too much.
    #[error("{0} is empty or too long")]
    BadText(&'static str),
    /// A character that could make a text look like another.
    #[error("a control character, an escape or a text of several lines")]
    HiddenCharacter,
    /// More bytes than are read.
    #[error("more than {0} bytes")]
    TooLarge(usize),
    /// More of something than is read.
    #[error("more than {most} {what}")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many are read.
        most: usize,
    },
    /// A file is named in the manifest twice, or given twice.
    #[error("this file is named twice")]
    NamedTwice,
    /// A file that the manifest does not name.
    #[error("this file is not named in the manifest")]
    NotNamed,
    /// A file that the manifest names is not there.
    #[error("the file {0} is missing")]
    FileMissing(String),
    /// The content of a file is not what the manifest names.
    #[error("this file is not the one that was signed")]
    OtherContent,
    /// An override names a table that is not built in.
    #[error("no built-in table {0}")]
    NoSuchTable(String),
    /// An override names a row that the table does not have.
    #[error("{table} has no threshold, constant or setting {row}")]
    NoSuchRow {
        /// The table.
        table: String,
        /// The row.
        row: String,
    },
    /// An override gives no value, or several, or one of another sort than the row holds.
    #[error("the row needs exactly one of {0}")]
    NotOneValue(&'static str),
    /// An override turns a comparison around.
    #[error("the comparison is turned around")]
    TurnedRound,
    /// The value lies where no site's value can lie.
    #[error("the value does not lie from {least} to {most}")]
    OutOfRange {
        /// The least value that is taken.
        least: String,
        /// The greatest.
        most: String,
    },
    /// A whole number became a fraction.
    #[error("the value is not a whole number")]
    NotWhole,
    /// A setting is none of its choices.
    #[error("the value is none of: {0}")]
    NotAChoice(String),
    /// The value is what is built in.
    #[error("the value is the built-in one")]
    NothingChanged,
    /// The override would make an urgent flag come later, clear sooner or ask for less.
    #[error("this would weaken a flag that sends a person to the telephone")]
    WeakensRedFlag,
    /// The words of the rule's finding name the built-in number.
    #[error("the words of this rule name the built-in number")]
    NamedInWords,
    /// The row was changed already.
    #[error("{row} is changed twice, by {by} too")]
    ChangedTwice {
        /// Table and row.
        row: String,
        /// The pack that changed it first.
        by: String,
    },
    /// A table of this name exists.
    #[error("there is a table {0} already")]
    TableExists(String),
    /// An input of this name exists.
    #[error("there is an input {0} already")]
    InputExists(String),
    /// The range or the words of an input leave nothing to choose.
    #[error("the input has no range or no two words to choose from")]
    EmptyInput,
    /// The instrument cannot be added up from its rows.
    #[error("{0}")]
    Instrument(InstrumentFault),
}

/// Why a pack's table cannot be added up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstrumentFault {
    /// It asks nothing.
    #[error("the instrument has no inputs")]
    NoInputs,
    /// It asks the same twice.
    #[error("input {0} is asked twice")]
    AskedTwice(String),
    /// Nothing gives points for an input.
    #[error("no row gives points for input {0}")]
    Unscored(String),
    /// An input has bands and thresholds.
    #[error("input {0} has both bands and thresholds")]
    ScoredTwice(String),
    /// A list of words cannot be scored.
    #[error("input {0} is a list, which cannot be scored")]
    List(String),
    /// The ends of the input's range belong to no band.
    #[error("plausible values of {0} lie in no band")]
    Uncovered(String),
    /// A row gives no points.
    #[error("row {0} gives no points")]
    NoPoints(String),
    /// Points that are not a small whole number.
    #[error("row {0}: points are whole numbers from -{most} to {most}", most = limits::POINTS)]
    BadPoints(String),
    /// A row is compared in another unit than its input has.
    #[error("row {0} is in another unit than its input")]
    OtherUnit(String),
    /// A row that nothing adds up.
    #[error("row {0} belongs to no input and not to the total")]
    Stray(String),
    /// A total that can come out has no category.
    #[error("total {0} lies in no band with a category")]
    NoCategory(i32),
    /// Grids and settings are read by code only.
    #[error("a table of a pack holds bands, thresholds, constants and codes only")]
    HoldsOther,
}

impl PackFault {
    /// What the site can do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Table(_) => "mend the line as the built-in tables are written",
            Self::NewerFormat(_) => "update this program, or write format 1",
            Self::BadName => {
                "use small letters, digits and - in a pack's id, _ elsewhere, beginning with a letter, up to 40"
            }
            Self::BadVersion => "write a whole number from 1, and a higher one for every change",
            Self::BadText(_) => "say it in up to 300 characters",
            Self::HiddenCharacter => "write one line of plain characters; only \\\" and \\\\ may be escaped",
            Self::TooLarge(_) | Self::TooMany { .. } => "make the pack smaller, or write two",
            Self::NamedTwice => "name it once; signing makes the list of files",
            Self::NotNamed | Self::OtherContent => "sign the pack again, as it is now",
            Self::FileMissing(_) => "put it back, or sign the pack again without it",
            Self::NoSuchTable(_) => "`nourish score --list` and docs/instruments name the tables",
            Self::NoSuchRow { .. } => {
                "the table's sheet in docs/instruments names its rows; bands and grids cannot be changed"
            }
            Self::NotOneValue(_) => "give one, as text: \"37.5\"",
            Self::TurnedRound => "keep to the row's side: below or at_most, above or at_least",
            Self::OutOfRange { .. } => "check the unit",
            Self::NotWhole => "give a whole number",
            Self::NotAChoice(_) => "give one of them",
            Self::NothingChanged => "leave the override out",
            Self::WeakensRedFlag => "a pack may only make it more careful",
            Self::NamedInWords => "leave the override out: the text would contradict it",
            Self::ChangedTwice { .. } => "change it once",
            Self::TableExists(_) | Self::InputExists(_) => {
                "choose a name of your own, such as one with the site's in front"
            }
            Self::EmptyInput => "give min below max, or at least two words",
            Self::Instrument(_) => "see docs/PACKS.md for how an instrument is added up",
        }
    }
}
