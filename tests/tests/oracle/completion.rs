//! Unknown inputs by brute force: every class of answer is tried in the place of each.

use crate::case::{Case, Given, Unknowns};
use crate::shown::{Fields, Shown, either};

/// The oracle's answer.
pub(crate) struct Verdict {
    pub(crate) fields: Fields,
    /// Unknown inputs of which two answers, all else alike, give two results.
    pub(crate) open: Vec<&'static str>,
}

/// In how many ways the unknown inputs can be filled.
pub(crate) fn ways(case: &Case<'_>) -> usize {
    let unknown =
        case.instrument.inputs.iter().zip(&case.given).filter(|(_, given)| **given == Given::Unknown);
    unknown.map(|(input, _)| input.classes().len()).product()
}

/// Answers `case`, whose inputs may be unknown.
pub(crate) fn answer(case: &Case<'_>) -> Verdict {
    let unknown: Vec<usize> =
        (0..case.given.len()).filter(|place| case.given[*place] == Given::Unknown).collect();
    if unknown.is_empty() {
        return Verdict { fields: (case.instrument.complete)(case), open: Vec::new() };
    }
    match case.instrument.unknowns {
        Unknowns::Open => brute(case, &unknown),
        Unknowns::Stated(stated) => stated(case),
        Unknowns::Assuming(assume) => {
            let mut assumed = case.clone();
            assume(&mut assumed);
            let left: Vec<usize> =
                unknown.iter().copied().filter(|place| assumed.given[*place] == Given::Unknown).collect();
            // An assumption answers, yet what it stands for is still worth asking.
            Verdict { fields: brute(&assumed, &left).fields, open: brute(case, &unknown).open }
        }
        Unknowns::NoScore => {
            let mut any = case.clone();
            for place in &unknown {
                any.given[*place] = case.instrument.inputs[*place].classes()[0];
            }
            let fields = (case.instrument.complete)(&any).into_iter().map(|(name, _)| (name, Shown::Null));
            let names = unknown.iter().map(|place| case.instrument.inputs[*place].name);
            Verdict { fields: fields.collect(), open: names.collect() }
        }
    }
}

fn brute(case: &Case<'_>, unknown: &[usize]) -> Verdict {
    let choices: Vec<Vec<Given>> =
        unknown.iter().map(|place| case.instrument.inputs[*place].classes()).collect();
    let count: usize = choices.iter().map(Vec::len).product();
    let mut filled = case.clone();
    let results: Vec<Fields> = (0..count)
        .map(|way| {
            let mut rest = way;
            for (place, classes) in unknown.iter().zip(&choices) {
                filled.given[*place] = classes[rest % classes.len()];
                rest /= classes.len();
            }
            (case.instrument.complete)(&filled)
        })
        .collect();
    let mut fields = results[0].clone();
    for other in &results[1..] {
        for (field, (_, shown)) in fields.iter_mut().zip(other) {
            field.1 = either(&field.1, shown);
        }
    }
    let mut open = Vec::new();
    let mut stride = 1;
    for (place, classes) in unknown.iter().zip(&choices) {
        let matters = (0..count).any(|way| {
            let first = way - way / stride % classes.len() * stride;
            results[way] != results[first]
        });
        if matters {
            open.push(case.instrument.inputs[*place].name);
        }
        stride *= classes.len();
    }
    Verdict { fields, open }
}
