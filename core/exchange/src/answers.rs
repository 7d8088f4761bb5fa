//! What a person says about a file that does not say it itself.

use crate::table::Mapping;
use std::collections::BTreeMap;

/// What a person says about a file that does not say it itself. Nothing of it is ever guessed: a file that leaves open what
/// decides by a factor, or by a month, is refused until it was answered.
///
/// ```
/// use nourish_exchange::{Answers, Context, Format, Item, read_with};
///
/// let file = b"date,test,result\n2026-11-20,albumin,3.3\n";
/// let context = Context { zone: "Europe/Madrid".parse().unwrap(), today: "2026-11-20".parse().unwrap() };
/// let first = |answers: &Answers| read_with(Format::LabCsv, &file[..], &context, answers).next().unwrap().unwrap();
///
/// let Item::Refused(row) = first(&Answers::default()) else { panic!("g/L or g/dL?") };
/// assert!(row.remedy.contains("--unit albumin=g/L or --unit albumin=g/dL"));
///
/// let answers = Answers::default().with_unit("albumin", "g/dL");
/// assert!(matches!(first(&answers), Item::Draft(_)));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// In which order day and month stand where the year stands last.
    pub dates: Option<DateOrder>,
    /// The units of values whose column or row names none, by what they are of: `weight`, `albumin`.
    pub units: BTreeMap<String, String>,
    /// Which column of a table is what.
    pub mapping: Option<Mapping>,
    /// Packages of apps that write this journal's own values into Health Connect: none of theirs comes back.
    pub own_apps: Vec<String>,
}

/// In which order day and month stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 20/11/2026.
    DayFirst,
    /// 11/20/2026.
    MonthFirst,
}

impl DateOrder {
    /// Every order.
    pub const ALL: [Self; 2] = [Self::DayFirst, Self::MonthFirst];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }
}

impl Answers {
    /// The same, and `unit` as the unit of `what`.
    #[must_use]
    pub fn with_unit(mut self, what: &str, unit: &str) -> Self {
        self.units.insert(what.to_owned(), unit.to_owned());
        self
    }

    /// The unit that was said to be that of `what`.
    pub(crate) fn unit(&self, what: &str) -> Option<&str> {
        self.units.get(what).map(String::as_str)
    }
}
