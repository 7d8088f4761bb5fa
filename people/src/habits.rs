//! What a person writes down, and how: it is decided once and stays.

use crate::person::{LoggedBy, Thoroughness};
use crate::random::Sequence;
use crate::rates;

/// How a weight reaches the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weighing {
    /// Typed in after standing on a bathroom scale.
    Typed,
    /// A scale that is connected.
    Connected,
    /// The export of a scale's app, imported.
    App,
}

/// How food is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bookkeeping {
    /// Every meal with energy and protein.
    Meals,
    /// Every meal as a share of the usual.
    Shares,
    /// The whole day as one share.
    WholeDay,
}

/// What a person writes down, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Habits {
    pub(crate) weighing: Weighing,
    pub(crate) weighs_per_mille: u32,
    pub(crate) bookkeeping: Bookkeeping,
    pub(crate) daily_symptoms: bool,
    pub(crate) drinks: bool,
    pub(crate) output: bool,
    pub(crate) medicines: bool,
    pub(crate) temperature_per_mille: u32,
    /// Weekday of the weekly report, 0 for Monday.
    pub(crate) report_weekday: i32,
    pub(crate) diabetic: bool,
    /// Whether fluid gathers in the belly as the disease goes on.
    pub(crate) ascites: bool,
}

impl Habits {
    pub(crate) fn of(draws: &mut Sequence, thoroughness: Thoroughness, logged_by: LoggedBy) -> Self {
        let keen = match thoroughness {
            Thoroughness::Thorough => 1_000,
            Thoroughness::Usual => 700,
            Thoroughness::Sparse => 350,
        };
        let by_carer = logged_by == LoggedBy::Carer;
        let mut does = |chance: u32| draws.per_mille(chance * keen / 1_000);
        // What is felt is harder to write down for somebody else.
        let daily_symptoms = does(if by_carer { 350 } else { 650 });
        let (drinks, output, medicines) = (does(650), does(550), does(700));
        let weighing = match draws.share(&rates::WEIGHING) {
            0 => Weighing::Typed,
            1 => Weighing::Connected,
            _ => Weighing::App,
        };
        let bookkeeping = match (thoroughness, draws.share(&rates::BOOKKEEPING)) {
            (Thoroughness::Sparse, 0) | (_, 1) => Bookkeeping::Shares,
            (_, 0) => Bookkeeping::Meals,
            _ => Bookkeeping::WholeDay,
        };
        Self {
            weighing,
            weighs_per_mille: u32::try_from(draws.between(300, 950)).unwrap_or(0) * (500 + keen / 2) / 1_000,
            bookkeeping,
            daily_symptoms,
            drinks,
            output,
            medicines,
            temperature_per_mille: draws.below(300),
            report_weekday: i32::try_from(draws.below(7)).unwrap_or(0),
            diabetic: draws.per_mille(rates::DIABETES),
            ascites: draws.per_mille(rates::ASCITES),
        }
    }
}
