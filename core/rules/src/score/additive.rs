//! Instruments of content packs: points for each input, their total, and the category of the total.
//!
//! - A number is scored by the bands of its quantity, or by thresholds of it, each of which adds its points when it holds.
//! - A flag adds the constant `<input>_points`; a choice the constant `<input>_<word>_points` of its word; a threshold the
//!   constant `<row>_points`.
//! - Bands of the quantity `total` name the categories.

use std::collections::BTreeSet;

use serde_json::Value;

use super::ScoreError;
use super::answers::{Answers, Given};
use super::outcome::{Basis, Sheet, Shown, Total};
use super::rule::representatives;
use super::settled::Settled;
use crate::exact::{Exact, ExactError};
use crate::pack::{InstrumentFault, MOST_POINTS};
use crate::tables::{Band, Constant, InputKind, InputSpec, Table, Tables, Threshold};

/// The quantity whose bands are the categories.
const TOTAL: &str = "total";

/// How an instrument is added up.
pub(crate) struct Scheme<'t> {
    items: Vec<Item<'t>>,
}

/// One input and what gives points for it.
struct Item<'t> {
    input: &'t str,
    points: Points<'t>,
}

enum Points<'t> {
    Bands(Vec<(&'t Band, i32)>),
    Thresholds(Vec<(&'t Threshold, i32)>),
    Flag(&'t str, i32),
    Words(Vec<(&'t str, &'t str, i32)>),
}

impl<'t> Scheme<'t> {
    /// The scheme of a table, which must add up for every answer: each input scored by something, each row used by
    /// something, each total in a category.
    ///
    /// # Errors
    /// The first thing that does not add up.
    pub(crate) fn of<'i>(
        table: &'t Table,
        input: impl Fn(&str) -> Option<&'i InputSpec>,
    ) -> Result<Self, InstrumentFault> {
        if !table.grids.is_empty() || !table.settings.is_empty() {
            return Err(InstrumentFault::HoldsOther);
        }
        if table.inputs.is_empty() {
            return Err(InstrumentFault::NoInputs);
        }
        let mut items: Vec<Item<'t>> = Vec::new();
        for name in &table.inputs {
            if items.iter().any(|item| item.input == name) {
                return Err(InstrumentFault::AskedTwice(name.clone()));
            }
            let spec = input(name).ok_or_else(|| InstrumentFault::Unscored(name.clone()))?;
            items.push(Item { input: name, points: points(table, spec)? });
        }
        let scheme = Self { items };
        scheme.uses_every_row(table)?;
        let uncategorised =
            scheme.totals(|_| None).into_iter().find(|total| category(table, *total).is_none());
        match uncategorised {
            Some(total) => Err(InstrumentFault::NoCategory(total)),
            None => Ok(scheme),
        }
    }

    fn uses_every_row(&self, table: &Table) -> Result<(), InstrumentFault> {
        let mut used: BTreeSet<String> = BTreeSet::new();
        for item in &self.items {
            match &item.points {
                Points::Bands(bands) => used.extend(bands.iter().map(|(band, _)| band.id.clone())),
                Points::Thresholds(rows) => {
                    used.extend(rows.iter().flat_map(|(row, _)| [row.id.clone(), points_id(&row.id)]));
                }
                Points::Flag(row, _) => drop(used.insert((*row).to_owned())),
                Points::Words(words) => used.extend(words.iter().map(|(_, row, _)| (*row).to_owned())),
            }
        }
        let totals = table.bands.iter().filter(|band| band.quantity == TOTAL).map(|band| &band.id);
        used.extend(totals.cloned());
        let rows = table.bands.iter().map(|band| &band.id);
        let rows = rows.chain(table.thresholds.iter().map(|row| &row.id));
        let mut rows = rows.chain(table.constants.iter().map(|row| &row.id));
        match rows.find(|row| !used.contains(*row)) {
            Some(stray) => Err(InstrumentFault::Stray(stray.clone())),
            None => Ok(()),
        }
    }

    /// Every total that is still possible, where `known` gives the points of the inputs that are known.
    fn totals(&self, known: impl Fn(&Item<'t>) -> Option<i32>) -> BTreeSet<i32> {
        self.items.iter().fold(BTreeSet::from([0]), |totals, item| {
            let possible = known(item).map_or_else(|| item.possible(), |points| BTreeSet::from([points]));
            totals.iter().flat_map(|total| possible.iter().map(move |points| total + points)).collect()
        })
    }
}

/// What gives points for an input.
fn points<'t>(table: &'t Table, spec: &InputSpec) -> Result<Points<'t>, InstrumentFault> {
    let name = spec.name.as_str();
    let constant = |id: &str| {
        let unscored = || InstrumentFault::Unscored(name.to_owned());
        let row: &'t Constant = table.constants.iter().find(|row| row.id == id).ok_or_else(unscored)?;
        let points = row.value.to_whole().filter(|points| is_small(*points));
        points
            .map(|points| (row.id.as_str(), points))
            .ok_or_else(|| InstrumentFault::BadPoints(id.to_owned()))
    };
    match &spec.kind {
        InputKind::Flag => constant(&points_id(name)).map(|(row, points)| Points::Flag(row, points)),
        InputKind::Choice { words } => {
            let of_word = |word: &String| {
                let id = format!("{name}_{word}_points");
                constant(&id)
            };
            // The constant's own name holds the word, so the scheme lives as long as the table alone.
            let rows = words.iter().map(of_word).collect::<Result<Vec<_>, _>>()?;
            let word_of = |row: &'t str| {
                row.get(name.len() + 1..).and_then(|rest| rest.strip_suffix("_points")).unwrap_or_default()
            };
            Ok(Points::Words(rows.into_iter().map(|(row, points)| (word_of(row), row, points)).collect()))
        }
        InputKind::List { .. } => Err(InstrumentFault::List(name.to_owned())),
        InputKind::Number { unit, min, max, .. } => of_number(table, name, unit, [*min, *max], constant),
    }
}

fn of_number<'t>(
    table: &'t Table,
    name: &str,
    unit: &str,
    ends: [Exact; 2],
    constant: impl Fn(&str) -> Result<(&'t str, i32), InstrumentFault>,
) -> Result<Points<'t>, InstrumentFault> {
    let bands: Vec<&'t Band> = table.bands.iter().filter(|band| band.quantity == name).collect();
    let rows: Vec<&'t Threshold> = table.thresholds.iter().filter(|row| row.quantity == name).collect();
    let units =
        bands.iter().map(|band| (&band.id, &band.unit)).chain(rows.iter().map(|row| (&row.id, &row.unit)));
    if let Some((row, _)) = units.into_iter().find(|(_, other)| *other != unit) {
        return Err(InstrumentFault::OtherUnit(row.clone()));
    }
    match (bands.is_empty(), rows.is_empty()) {
        (true, true) => Err(InstrumentFault::Unscored(name.to_owned())),
        (false, false) => Err(InstrumentFault::ScoredTwice(name.to_owned())),
        (true, false) => {
            let scored = rows.into_iter().map(|row| match constant(&points_id(&row.id)) {
                Err(InstrumentFault::Unscored(_)) => Err(InstrumentFault::NoPoints(row.id.clone())),
                found => found.map(|(_, points)| (row, points)),
            });
            Ok(Points::Thresholds(scored.collect::<Result<_, _>>()?))
        }
        (false, true) => {
            // Bands adjoin, so that all values between two that are covered are covered.
            if ends.iter().any(|end| !bands.iter().any(|band| band.holds(*end))) {
                return Err(InstrumentFault::Uncovered(name.to_owned()));
            }
            let scored = bands.into_iter().map(|band| match band.points {
                None => Err(InstrumentFault::NoPoints(band.id.clone())),
                Some(points) if !is_small(points) => Err(InstrumentFault::BadPoints(band.id.clone())),
                Some(points) => Ok((band, points)),
            });
            Ok(Points::Bands(scored.collect::<Result<_, _>>()?))
        }
    }
}

impl Item<'_> {
    /// All points that the input can give.
    fn possible(&self) -> BTreeSet<i32> {
        match &self.points {
            Points::Bands(bands) => bands.iter().map(|(_, points)| *points).collect(),
            Points::Flag(_, points) => BTreeSet::from([0, *points]),
            Points::Words(words) => words.iter().map(|(_, _, points)| *points).collect(),
            Points::Thresholds(rows) => {
                let bounds: Vec<_> = rows.iter().map(|(row, _)| row.bound).collect();
                // A bound of so many digits that nothing lies beside it still holds or does not.
                let values = representatives(&bounds)
                    .unwrap_or_else(|_: ExactError| bounds.iter().map(|bound| bound.value()).collect());
                values.into_iter().map(|value| sum(rows, value)).collect()
            }
        }
    }

    /// The points that the answer gives, if there is one; `fire` is told the rows that hold.
    fn scored(&self, answers: &Answers, mut fire: impl FnMut(&str)) -> Option<i32> {
        match (&self.points, answers.given.get(self.input)?) {
            (Points::Bands(bands), Given::Number(value)) => {
                let (band, points) = bands.iter().find(|(band, _)| band.holds(*value))?;
                fire(&band.id);
                Some(*points)
            }
            (Points::Thresholds(rows), Given::Number(value)) => {
                rows.iter().filter(|(row, _)| row.bound.holds(*value)).for_each(|(row, _)| fire(&row.id));
                Some(sum(rows, *value))
            }
            (Points::Flag(row, points), Given::Flag(yes)) => {
                if *yes {
                    fire(row);
                }
                Some(if *yes { *points } else { 0 })
            }
            (Points::Words(words), Given::Word(word)) => {
                let (_, row, points) = words.iter().find(|(known, _, _)| known == word)?;
                fire(row);
                Some(*points)
            }
            _ => None,
        }
    }
}

fn sum(rows: &[(&Threshold, i32)], value: Exact) -> i32 {
    rows.iter().filter(|(row, _)| row.bound.holds(value)).map(|(_, points)| points).sum()
}

fn is_small(points: i32) -> bool {
    (-MOST_POINTS..=MOST_POINTS).contains(&points)
}

fn points_id(name: &str) -> String {
    format!("{name}_points")
}

fn category(table: &Table, total: i32) -> Option<&str> {
    table.band_of(TOTAL, Exact::whole(total.into())).ok()?.category.as_deref()
}

/// Adds an instrument of a pack up: `score`, or its range while inputs are open, and `category` once all totals agree on it.
pub(super) fn compute(tables: &Tables, table: &Table, answers: &Answers) -> Result<Sheet, ScoreError> {
    // A pack is read only if it adds up, so another table than a pack's is missing something.
    let scheme = Scheme::of(table, |name| tables.input(name)).map_err(|_| table.missing(TOTAL))?;
    let mut fired: Vec<String> = Vec::new();
    let known: Vec<Option<i32>> =
        scheme.items.iter().map(|item| item.scored(answers, |row| fired.push(row.to_owned()))).collect();
    let known_of = |item: &Item<'_>| {
        scheme
            .items
            .iter()
            .zip(&known)
            .find(|(other, _)| other.input == item.input)
            .and_then(|(_, points)| *points)
    };
    let totals = scheme.totals(known_of);
    // Points are added, so an input of which more than one sum is possible always matters to the score.
    let open = scheme.items.iter().filter(|item| known_of(item).is_none() && item.possible().len() > 1);
    let open: Vec<String> = open.map(|item| item.input.to_owned()).collect();
    let settled = Settled::new(totals.into_iter().collect(), open.clone());
    let score = Total::from(settled.range(|total| *total));
    let category = settled.agreed(|total| category(table, *total).map(ToOwned::to_owned)).flatten();
    let mut fields = vec![("score", score.shown()), ("category", category.map_or(Value::Null, Value::from))];
    if let Some((least, greatest)) = score.range() {
        fields.extend([("total_min", least.into()), ("total_max", greatest.into())]);
    }
    Ok(Sheet { fields, basis: Basis { open, fired } })
}
