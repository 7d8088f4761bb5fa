//! How incomplete answers are judged: a rule is written for complete ones and asked in every possible world.
//!
//! An instrument declares what it compares ([`Rule::cuts`], [`Rule::graded`], [`Rule::flag`], ...). What is known has one
//! value; what is unknown keeps every value that the table tells apart. [`Rule::settle`] then applies the published
//! rule to each combination. What all combinations agree on is decided; an unknown input that could still change
//! the outcome is open. So absence is never taken as normal, and a result that cannot change is not withheld.

use super::ScoreError;
use super::answers::Choice;
use super::settled::Settled;
use crate::exact::{Exact, ExactError};
use crate::tables::{Bound, InputKind, Table, Tables};

/// The comparisons of one question, and which of them are known to hold.
pub(crate) struct Rule<'t> {
    tables: &'t Tables,
    pub(crate) table: &'t Table,
    dimensions: Vec<Dimension>,
    fired: Vec<String>,
}

/// One compared quantity: its possible values, and the inputs that would settle it.
struct Dimension {
    open: Vec<String>,
    values: Vec<i32>,
}

/// A yes-or-no statement.
#[derive(Clone, Copy)]
pub(crate) struct Fact {
    dimension: usize,
    bit: u32,
}

/// A small number: a score, a grade, a position.
#[derive(Clone, Copy)]
pub(crate) struct Level(usize);

/// One combination of possible values.
pub(crate) struct World<'a>(&'a [i32]);

impl World<'_> {
    pub(crate) fn is(&self, fact: Fact) -> bool {
        self.value(fact.dimension) >> fact.bit & 1 == 1
    }

    pub(crate) fn level(&self, level: Level) -> i32 {
        self.value(level.0)
    }

    /// Whether a choice is this word.
    pub(crate) fn chose(&self, level: Level, word: impl Choice) -> bool {
        self.value(level.0) == word.index()
    }

    fn value(&self, dimension: usize) -> i32 {
        self.0.get(dimension).copied().unwrap_or_default()
    }
}

impl<'t> Rule<'t> {
    pub(crate) fn of(tables: &'t Tables, instrument: &str) -> Result<Self, ScoreError> {
        let table = tables.table(instrument)?;
        Ok(Self { tables, table, dimensions: Vec::new(), fired: Vec::new() })
    }

    /// Compares one quantity with several thresholds.
    pub(crate) fn cuts<const N: usize>(
        &mut self,
        value: Option<Exact>,
        thresholds: [&str; N],
    ) -> Result<[Fact; N], ScoreError> {
        let rows = thresholds.map(|id| self.table.threshold(id));
        let mut bounds = Vec::with_capacity(N);
        let mut quantity = String::new();
        for row in rows {
            let row = row?;
            bounds.push(row.bound);
            quantity.clone_from(&row.quantity);
            if value.is_some_and(|value| row.bound.holds(value)) {
                self.fired.push(row.id.clone());
            }
        }
        let pattern = |value: Exact| {
            bounds
                .iter()
                .enumerate()
                .fold(0, |bits, (bit, bound)| bits | i32::from(bound.holds(value)) << bit)
        };
        let mut values: Vec<i32> = match value {
            Some(value) => vec![pattern(value)],
            None => representatives(&bounds)?.into_iter().map(pattern).collect(),
        };
        values.sort_unstable();
        values.dedup();
        let dimension = self.add(vec![quantity], values);
        let mut bit = 0;
        Ok([(); N].map(|()| {
            bit += 1;
            Fact { dimension, bit: bit - 1 }
        }))
    }

    /// Compares a quantity with one threshold.
    pub(crate) fn cut(&mut self, value: Option<Exact>, threshold: &str) -> Result<Fact, ScoreError> {
        let [fact] = self.cuts(value, [threshold])?;
        Ok(fact)
    }

    /// The points of the band in which a quantity lies.
    pub(crate) fn graded(&mut self, value: Option<Exact>, quantity: &str) -> Result<Level, ScoreError> {
        self.banded(value, quantity, |_, points| points)
    }

    /// The position, in the table's order, of the band in which a quantity lies.
    pub(crate) fn placed(&mut self, value: Option<Exact>, quantity: &str) -> Result<Level, ScoreError> {
        self.banded(value, quantity, |place, _| i32::try_from(place).ok())
    }

    fn banded(
        &mut self,
        value: Option<Exact>,
        quantity: &str,
        worth: impl Fn(usize, Option<i32>) -> Option<i32>,
    ) -> Result<Level, ScoreError> {
        let mut values = Vec::new();
        for (place, band) in self.table.bands_of(quantity).enumerate() {
            if value.is_none_or(|value| band.holds(value)) {
                values.push(worth(place, band.points).ok_or_else(|| self.table.missing(&band.id))?);
                if value.is_some() {
                    self.fired.push(band.id.clone());
                }
            }
        }
        if values.is_empty() {
            return Err(self.table.missing(quantity).into());
        }
        Ok(Level(self.add(vec![quantity.to_owned()], values)))
    }

    /// A yes-or-no input.
    pub(crate) fn flag(&mut self, input: &str, value: Option<bool>) -> Fact {
        self.relation(vec![input.to_owned()], value)
    }

    /// A statement that several inputs settle together.
    pub(crate) fn relation(&mut self, open: Vec<String>, value: Option<bool>) -> Fact {
        let values = value.map_or_else(|| vec![0, 1], |value| vec![i32::from(value)]);
        Fact { dimension: self.add(open, values), bit: 0 }
    }

    /// A choice among words.
    pub(crate) fn choice<C: Choice>(&mut self, input: &str, value: Option<C>) -> Level {
        let values = value.map_or_else(|| C::all().map(Choice::index).collect(), |value| vec![value.index()]);
        Level(self.add(vec![input.to_owned()], values))
    }

    /// A whole number within the dictionary's bounds.
    pub(crate) fn whole(&mut self, input: &str, value: Option<u8>) -> Result<Level, ScoreError> {
        let values = match (value, self.tables.input(input).map(|spec| &spec.kind)) {
            (Some(value), _) => vec![i32::from(value)],
            (None, Some(InputKind::Number { min, max, .. })) => {
                let (min, max) =
                    min.to_whole().zip(max.to_whole()).ok_or_else(|| self.table.missing(input))?;
                (min..=max).collect()
            }
            (None, _) => return Err(self.table.missing(input).into()),
        };
        Ok(Level(self.add(vec![input.to_owned()], values)))
    }

    /// Applies the published rule in every possible world.
    pub(crate) fn settle<T: PartialEq>(&self, outcome: impl Fn(&World<'_>) -> T) -> Settled<T> {
        let mut possible: Vec<T> = Vec::new();
        let mut by_world: Vec<usize> =
            Vec::with_capacity(self.dimensions.iter().map(|dimension| dimension.values.len()).product());
        let mut counters = vec![0_usize; self.dimensions.len()];
        let mut world: Vec<i32> = self.dimensions.iter().map(|dimension| dimension.at(0)).collect();
        loop {
            let found = outcome(&World(&world));
            let place = possible.iter().position(|known| *known == found).unwrap_or_else(|| {
                possible.push(found);
                possible.len() - 1
            });
            by_world.push(place);
            if !self.advance(&mut counters, &mut world) {
                break;
            }
        }
        let open = self.open_inputs(&by_world);
        Settled::new(possible, open)
    }

    /// The rows that are known to hold.
    pub(crate) fn fired(&self) -> Vec<String> {
        self.fired.clone()
    }

    /// Notes a row that holds although no single comparison says so.
    pub(crate) fn fire(&mut self, row: &str) {
        self.fired.push(row.to_owned());
    }

    fn add(&mut self, open: Vec<String>, values: Vec<i32>) -> usize {
        self.dimensions.push(Dimension { open, values });
        self.dimensions.len() - 1
    }

    /// Counts on like an odometer whose first wheel turns fastest; false after the last world.
    fn advance(&self, counters: &mut [usize], world: &mut [i32]) -> bool {
        for ((counter, value), dimension) in counters.iter_mut().zip(world).zip(&self.dimensions) {
            *counter += 1;
            let turned_over = *counter >= dimension.values.len();
            if turned_over {
                *counter = 0;
            }
            *value = dimension.at(*counter);
            if !turned_over {
                return true;
            }
        }
        false
    }

    /// A dimension matters if turning its wheel alone changes the outcome in some world.
    fn open_inputs(&self, by_world: &[usize]) -> Vec<String> {
        let mut names: Vec<&String> = Vec::new();
        let mut stride = 1;
        for dimension in &self.dimensions {
            let turn = stride * dimension.values.len();
            let matters = by_world.chunks(turn).any(|block| {
                let mut settings = block.chunks(stride);
                let first = settings.next();
                settings.any(|other| Some(other) != first)
            });
            if matters {
                names.extend(&dimension.open);
            }
            stride = turn;
        }
        self.table.inputs.iter().filter(|input| names.contains(input)).cloned().collect()
    }
}

impl Dimension {
    fn at(&self, place: usize) -> i32 {
        self.values.get(place).copied().unwrap_or_default()
    }
}

/// A value below, on, between and above each of the bounds: enough to tell every case apart.
pub(super) fn representatives(bounds: &[Bound]) -> Result<Vec<Exact>, ExactError> {
    let mut edges: Vec<Exact> = bounds.iter().map(|bound| bound.value()).collect();
    edges.sort_unstable();
    let mut values = edges.clone();
    for pair in edges.windows(2) {
        if let &[low, high] = pair {
            values.push(low.plus(high)?.over(Exact::whole(2))?);
        }
    }
    if let (Some(&first), Some(&last)) = (edges.first(), edges.last()) {
        values.push(first.minus(Exact::whole(1))?);
        values.push(last.plus(Exact::whole(1))?);
    }
    Ok(values)
}
