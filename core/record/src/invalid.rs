//! Why a value was not accepted, in a form that an app can show: field, problem, remedy.

use std::fmt;

/// What is wrong with a value. It never holds the value itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// A required field was not given.
    Missing,
    /// The kind has no field of this name.
    UnknownField,
    /// There is no kind of this name.
    UnknownKind,
    /// The text is not a number.
    NotANumber,
    /// A number without its unit, where guessing one could be wrong by a factor.
    UnitMissing,
    /// A unit that this field does not take.
    UnknownUnit,
    /// The number, in the field's own unit, lies outside its limits.
    OutOfRange {
        /// Smallest value accepted, as a person would write it.
        least: String,
        /// Largest value accepted, as a person would write it.
        most: String,
    },
    /// A text longer than the field holds.
    TooLong {
        /// Most bytes accepted.
        limit_bytes: usize,
    },
    /// A text that must not be empty, or holds control characters.
    NotPlainText,
    /// Not one of the words that this field takes.
    UnknownWord {
        /// The words it takes.
        words: String,
    },
    /// Not a day like 2026-11-20.
    NotADay,
    /// Not a time like 2026-11-20T07:30+01:00.
    NotATime,
    /// Later than now.
    InTheFuture,
    /// None of several fields was given, of which one is needed.
    OneNeeded {
        /// The fields, of which one is needed.
        fields: &'static str,
    },
    /// Two fields contradict each other.
    Contradiction {
        /// The other field.
        with: &'static str,
    },
}

/// A draft that was refused. Nothing was stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct InvalidEntry {
    /// The field in question, by its name in the kind, or `kind`, `occurred`, `reason`.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
    /// What to do about it, in words for the person at the screen.
    pub remedy: String,
}

impl InvalidEntry {
    /// The refusal of `field` for `problem`, with the remedy that follows from it.
    pub fn new(field: impl Into<String>, problem: Problem) -> Self {
        let remedy = problem.remedy();
        Self { field: field.into(), problem, remedy }
    }

    /// The same with a remedy of its own.
    pub fn with_remedy(field: impl Into<String>, problem: Problem, remedy: impl Into<String>) -> Self {
        Self { field: field.into(), problem, remedy: remedy.into() }
    }
}

impl fmt::Display for InvalidEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.field, self.problem, self.remedy)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(f, "is missing"),
            Self::UnknownField => write!(f, "is not a field of this kind"),
            Self::UnknownKind => write!(f, "is not a kind of entry"),
            Self::NotANumber => write!(f, "is not a number"),
            Self::UnitMissing => write!(f, "has no unit"),
            Self::UnknownUnit => write!(f, "has a unit that does not fit"),
            Self::OutOfRange { least, most } => write!(f, "is outside {least} to {most}"),
            Self::TooLong { limit_bytes } => write!(f, "is longer than {limit_bytes} bytes"),
            Self::NotPlainText => write!(f, "is empty or holds control characters"),
            Self::UnknownWord { words } => write!(f, "is none of: {words}"),
            Self::NotADay => write!(f, "is not a day"),
            Self::NotATime => write!(f, "is not a time"),
            Self::InTheFuture => write!(f, "lies in the future"),
            Self::OneNeeded { fields } => write!(f, "needs at least one of: {fields}"),
            Self::Contradiction { with } => write!(f, "contradicts {with}"),
        }
    }
}

impl Problem {
    fn remedy(&self) -> String {
        match self {
            Self::Missing => "give a value".into(),
            Self::UnknownField => "see the fields of this kind in its help".into(),
            Self::UnknownKind => "see the list of kinds in the help".into(),
            Self::NotANumber => "write digits, with a point or a comma for decimals".into(),
            Self::UnitMissing => "write the unit behind the number, like 62.4 kg, 400 kcal or 200 ml".into(),
            Self::UnknownUnit => "use a unit of the field, like kg, lb, kcal, kJ, ml or fl oz".into(),
            Self::OutOfRange { .. } => "check the number and its unit".into(),
            Self::TooLong { .. } => "shorten it".into(),
            Self::NotPlainText => "write it as plain text on one or more lines".into(),
            Self::UnknownWord { .. } => "use one of these words".into(),
            Self::NotADay => "write it as year-month-day, like 2026-11-20".into(),
            Self::NotATime => {
                "write it like 2026-11-20T07:30+01:00 or 2026-11-20T07:30[Europe/Madrid]".into()
            }
            Self::InTheFuture => "check the date, and the clock of this device".into(),
            Self::OneNeeded { .. } => "give one of them".into(),
            Self::Contradiction { .. } => "correct one of the two".into(),
        }
    }
}
