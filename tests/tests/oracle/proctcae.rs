//! PRO-CTCAE composite grade: Basch et al. Clin Trials 2021;18:104-114, supplementary table S2.

use crate::case::{Case, Given, Input, Instrument, Kind, Unknowns, flag, small};
use crate::completion::Verdict;
use crate::engine::engine;
use crate::shown::{Fields, Shown};

const ATTRIBUTES: &[&str] = &["frequency", "severity", "interference", "amount", "presence"];
const F: u32 = 1;
const S: u32 = 2;
const I: u32 = 4;
const A: u32 = 8;
const P: u32 = 16;
/// The sets of attributes that the 80 terms have.
const TERMS: &[u32] = &[F, S, A, P, F | S, F | I, S | I, F | S | I];

pub(crate) const COMPOSITE: Instrument = Instrument {
    name: "proctcae_composite",
    inputs: &[
        Input { name: "attributes", kind: Kind::Words { words: ATTRIBUTES, sets: TERMS } },
        small("frequency", 4),
        small("severity", 4),
        small("interference", 4),
        small("amount", 4),
        small("presence", 1),
        flag("zero_impute"),
    ],
    complete: composite,
    unknowns: Unknowns::Stated(unanswered),
    close: None,
    engine: engine! {
        proctcae_composite(ProctcaeInput {
            attributes: words, frequency: small, severity: small, interference: small, amount: small,
            presence: small, zero_impute: flag,
        }) -> { grade: grade }
    },
};

fn composite(case: &Case<'_>) -> Fields {
    let term = case.words("attributes").unwrap();
    let grade = if term == ["presence"] { Shown::Null } else { Shown::Whole(grade_of(&term, case)) };
    vec![("grade", grade)]
}

/// Any item missing: no composite, unless the leading item is 0 and blanks may stand for 0.
fn unanswered(case: &Case<'_>) -> Verdict {
    let unknown = |name: &str| case.given(name) == Given::Unknown;
    let Some(term) = case.words("attributes") else {
        // Any term may be meant; presence is the one attribute that no composite reads.
        let names = ATTRIBUTES.iter().copied().filter(|name| *name != "presence" && unknown(name));
        let open = std::iter::once("attributes").chain(names).collect();
        return Verdict { fields: vec![("grade", Shown::Null)], open };
    };
    let blank: Vec<&str> = term.iter().copied().filter(|name| unknown(name)).collect();
    let imputed = case.flag("zero_impute") && case.given(term[0]) == Given::Small(0);
    if blank.is_empty() {
        Verdict { fields: composite(case), open: blank }
    } else if term == ["presence"] {
        Verdict { fields: composite(case), open: Vec::new() }
    } else if imputed {
        Verdict { fields: vec![("grade", Shown::Whole(0))], open: Vec::new() }
    } else {
        Verdict { fields: vec![("grade", Shown::Null)], open: blank }
    }
}

/// The cell of the published table. A leading 0 is grade 0, whatever else is answered.
fn grade_of(term: &[&str], case: &Case<'_>) -> i64 {
    let at = |name: &str| usize::try_from(case.small(name)).unwrap();
    match *term {
        ["frequency"] => [0, 1, 1, 2, 3][at("frequency")],
        ["severity"] => [0, 1, 2, 3, 3][at("severity")],
        ["amount"] => [0, 1, 1, 2, 2][at("amount")],
        _ if case.small(term[0]) == 0 => 0,
        ["frequency", "severity"] => [[1, 1, 1, 2, 2], [1, 1, 2, 2, 2], [1, 1, 2, 3, 3], [1, 1, 2, 3, 3]]
            [at("frequency") - 1][at("severity")],
        ["frequency", "interference"] => [[1, 1, 1, 2, 2], [1, 1, 1, 2, 2], [1, 1, 2, 3, 3], [1, 1, 2, 3, 3]]
            [at("frequency") - 1][at("interference")],
        ["severity", "interference"] => [[1, 1, 1, 2, 2], [1, 1, 2, 2, 3], [1, 2, 2, 3, 3], [2, 2, 2, 3, 3]]
            [at("severity") - 1][at("interference")],
        ["frequency", "severity", "interference"] => {
            let row = match (at("frequency"), at("severity")) {
                (1, 0) => [0, 1, 1, 2, 2],
                (1, 1) => [1, 1, 1, 2, 2],
                (1, 2) => [1, 2, 2, 2, 3],
                (1, 3) => [2, 2, 2, 3, 3],
                (1, 4) => [2, 2, 3, 3, 3],
                (2, 0) => [0, 1, 1, 2, 2],
                (2, 1) => [1, 1, 1, 2, 2],
                (2, 2) => [2, 2, 2, 3, 3],
                (2, 3) => [2, 2, 2, 3, 3],
                (2, 4) => [2, 2, 3, 3, 3],
                (3, 0) => [1, 1, 1, 2, 2],
                (3, 1) => [1, 1, 1, 2, 2],
                (3, 2) => [2, 2, 2, 3, 3],
                (3, 3) => [2, 2, 3, 3, 3],
                (3, 4) => [2, 2, 3, 3, 3],
                (4, 0) => [1, 1, 1, 2, 2],
                (4, 1) => [1, 1, 2, 2, 3],
                (4, 2) => [2, 2, 2, 3, 3],
                (4, 3) => [2, 2, 3, 3, 3],
                (4, 4) => [2, 2, 3, 3, 3],
                other => panic!("no row {other:?}"),
            };
            row[at("interference")]
        }
        ref other => panic!("no term has {other:?}"),
    }
}
