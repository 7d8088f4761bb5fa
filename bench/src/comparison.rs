//! Several rounds, and what they say together.

use crate::design::Design;
use crate::error::BenchError;
use crate::measure::Measure;
use crate::round::{self, Plan, RoundFigures};
use crate::statistics::median;

/// Any number does; the same one gives the same lives.
const SEED: u64 = 20_261_123;
/// Tens of inserts more in each round, so that rounds read at different fillings of what is put off.
const MORE_INSERTS: usize = 37;
/// Sizes whose growth is measured, and rounds of each.
const SIZES: [(usize, usize); 4] = [(1_000, 3), (10_000, 3), (100_000, 3), (1_000_000, 1)];

/// What to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Rounds.
    pub rounds: usize,
    /// Entries that each round imports.
    pub entries: usize,
    /// Entries that each round logs one by one, at least.
    pub inserts: usize,
    /// Whether growth over sizes is measured too.
    pub growth: bool,
}

impl Extent {
    /// A few minutes: five years of entries.
    pub const WHOLE: Self = Self { rounds: 7, entries: 100_000, inserts: 550, growth: true };
    /// Some seconds, for a check that everything still runs: a year of entries.
    pub const QUICK: Self = Self { rounds: 3, entries: 20_000, inserts: 220, growth: false };
}

/// Rounds of one size.
#[derive(Debug)]
pub struct Comparison {
    /// Entries that each round imported.
    pub entries: usize,
    /// Their figures.
    pub rounds: Vec<RoundFigures>,
}

impl Comparison {
    /// The median over rounds of ours divided by `peer`.
    pub fn ratio(&self, measure: Measure, peer: Design) -> Option<f64> {
        let ratios: Vec<f64> = self.rounds.iter().filter_map(|round| round.ratio(measure, peer)).collect();
        (!ratios.is_empty()).then(|| median(&ratios))
    }

    /// The median over rounds of a figure.
    pub fn absolute(&self, design: Design, measure: Measure) -> Option<f64> {
        let values: Vec<f64> = self.rounds.iter().filter_map(|round| round.get(design, measure)).collect();
        (!values.is_empty()).then(|| median(&values))
    }
}

/// Runs rounds as `extent` says, the comparison first and then its growth; `tell` hears of each.
///
/// # Errors
/// What a round may say.
pub fn run(
    extent: Extent,
    mut tell: impl FnMut(usize, usize) -> Result<(), BenchError>,
) -> Result<(Comparison, Vec<Comparison>), BenchError> {
    let mut compare = |rounds: usize, entries: usize, whole: bool| -> Result<Comparison, BenchError> {
        let mut done = Vec::with_capacity(rounds);
        for number in 0..rounds {
            tell(entries, number + 1)?;
            let inserts = extent.inserts + number * MORE_INSERTS;
            let plan = Plan { entries, inserts, whole };
            done.push(round::run(number, plan, SEED + number as u64)?);
        }
        Ok(Comparison { entries, rounds: done })
    };
    let main = compare(extent.rounds, extent.entries, true)?;
    let sizes = if extent.growth { SIZES.as_slice() } else { &[] };
    let growth = sizes.iter().map(|(entries, rounds)| compare(*rounds, *entries, false));
    Ok((main, growth.collect::<Result<_, _>>()?))
}
