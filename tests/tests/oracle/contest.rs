//! Oracle against engine: three rounds for every instrument.

use nourish_rules::{Tables, score};

use crate::case::{Case, Given, Instrument, Kind};
use crate::completion::answer;
use crate::dice::Dice;
use crate::engine::agree;
use crate::number::Q;
use crate::shown::json;

const SEED: u64 = 0x6E6F_7572_6973_6821;
const MOST_CELLS: usize = 60_000;
const RANDOM: usize = 100_000;
const LINES: usize = 2_000;
/// How many disagreements are shown before a round stops.
const SHOWN: usize = 5;

/// Holds `instrument` against the engine, or stops with the questions on which they differ.
pub(crate) fn hold(instrument: &Instrument, tables: &Tables) {
    let mut differences = Vec::new();
    for case in cells(instrument, MOST_CELLS) {
        typed(tables, &case, &mut differences);
    }
    let mut dice = dice(instrument);
    for _ in 0..RANDOM {
        typed(tables, &dice.case(instrument), &mut differences);
    }
    for id in 0..LINES {
        let case = dice.case(instrument);
        let by_null = dice.one_in(2);
        spoken(tables, &case, id, by_null, &mut differences);
    }
    assert!(differences.is_empty(), "{} (seed {SEED:#x}):\n{}", instrument.name, differences.join("\n"));
}

/// The same chance for the same instrument, always.
pub(crate) fn dice(instrument: &Instrument) -> Dice {
    Dice(SEED ^ instrument.name.bytes().fold(0, |hash: u64, byte| hash.rotate_left(7) ^ u64::from(byte)))
}

/// Every combination of what each input can be at its bounds; evenly thinned where there are more than `most`.
pub(crate) fn cells<'a>(instrument: &'a Instrument, most: usize) -> impl Iterator<Item = Case<'a>> {
    let edges: Vec<Vec<Given>> =
        instrument.inputs.iter().map(|input| at_bounds(&input.kind, input.classes())).collect();
    let count: usize = edges.iter().map(Vec::len).product();
    // A stride that shares no factor with small counts visits every input's edges evenly.
    let stride = if count > most { (count / most) | 1 } else { 1 };
    (0..count).step_by(stride).map(move |cell| {
        let mut rest = cell;
        let given = edges
            .iter()
            .map(|choices| {
                let choice = choices[rest % choices.len()];
                rest /= choices.len();
                choice
            })
            .collect();
        Case { instrument, given }
    })
}

/// Just below, at and just above every bound, beside one answer of every class.
fn at_bounds(kind: &Kind, mut classes: Vec<Given>) -> Vec<Given> {
    if let Kind::Number { range: [least, greatest], bounds, .. } = kind {
        let close = Q { n: 1, d: 10_000 };
        for bound in *bounds {
            for value in [bound.minus(close), *bound, bound.plus(close)] {
                if value >= *least && value <= *greatest {
                    classes.push(Given::Number(value));
                }
            }
        }
    }
    classes
}

/// Asks the typed function.
fn typed(tables: &Tables, case: &Case<'_>, differences: &mut Vec<String>) {
    if differences.len() >= SHOWN {
        return;
    }
    let ours = answer(case);
    let theirs = (case.instrument.engine)(tables, case).expect("an answer");
    if !agree(case, &ours, &theirs) {
        differences.push(format!(
            "{}\n    oracle {} open {:?}\n    engine {:?} open {:?}",
            case.line(0, true),
            json(&ours.fields),
            ours.open,
            theirs.fields,
            theirs.open
        ));
    }
}

/// Asks a line; its answer must begin as the oracle writes it.
fn spoken(tables: &Tables, case: &Case<'_>, id: usize, by_null: bool, differences: &mut Vec<String>) {
    if differences.len() >= SHOWN {
        return;
    }
    let line = case.line(id, by_null);
    let ours = answer(case);
    let result = json(&ours.fields);
    let expected =
        format!(r#"{{"id":{id},"instrument":"{}","result":{result},"missing":["#, case.instrument.name);
    let theirs = score::answer(tables, &line, false).to_string();
    if !theirs.starts_with(&expected) {
        differences.push(format!("{line}\n    oracle {expected}\n    engine {theirs}"));
    }
}
