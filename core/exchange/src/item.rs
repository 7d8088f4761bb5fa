//! What comes out of a file, one item after another.

use nourish_record::{CalendarDay, Draft, InvalidEntry, Problem, Tz};
use std::fmt;

/// What a file does not say itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The zone of local times that name none. A time that comes twice as the clocks are put back is the first one.
    pub zone: Tz,
    /// The person's today: nothing but plans lies after it.
    pub today: CalendarDay,
}

/// What became of one value of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A value to be logged.
    Draft(Draft),
    /// The same, of a source that says when it last changed the value: where the journal has an earlier version of it, this one
    /// corrects it.
    Revised {
        /// The value.
        draft: Draft,
        /// When its source last changed it, in milliseconds since 1970.
        modified_ms: i64,
    },
    /// A row or record that cannot be taken. Nothing of it was.
    Refused(RefusedRow),
    /// A record that is right but not for the journal.
    Skipped(SkipReason),
}

/// A row or record that was refused. It never holds the value itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// The line of the file on which it starts, from 1; 0 in JSON, where `field` says the place.
    pub line: u64,
    /// The column, the attribute, or the path within JSON like `labs[2].value`.
    pub field: String,
    /// What is wrong, to be read behind the field.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

/// Why a right record is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl SkipReason {
    /// The reason in words, to be read behind a count.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KindNotTaken => "of a kind that the journal does not take",
            Self::CopyInGroup => "copies within a group",
            Self::EnteredInError => "entered in error, as their source says",
            Self::NotFinal => "not final, as their source says",
            Self::NoValue => "without a value",
            Self::WrittenByUs => "written there by this journal's own app",
        }
    }
}

impl RefusedRow {
    /// The refusal of `field` on `line`.
    pub(crate) fn new(line: u64, field: &str, problem: impl fmt::Display, remedy: &str) -> Self {
        Self { line, field: field.to_owned(), problem: problem.to_string(), remedy: remedy.to_owned() }
    }

    /// The refusal for a problem, with the remedy that follows from it.
    pub(crate) fn of(line: u64, field: &str, problem: Problem) -> Self {
        Self::from_invalid(line, field, &InvalidEntry::new(field, problem))
    }

    /// The refusal of a value that is no entry.
    pub(crate) fn from_invalid(line: u64, field: &str, invalid: &InvalidEntry) -> Self {
        Self::new(line, field, &invalid.problem, &invalid.remedy)
    }
}

impl fmt::Display for RefusedRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        write!(f, "{} {}; {}", self.field, self.problem, self.remedy)
    }
}
