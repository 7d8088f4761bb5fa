//! Resting energy and daily targets.

use crate::case::{Case, Input, Instrument, Unknowns, number, word};
use crate::engine::engine;
use crate::number::{d, ds};
use crate::nutrition::AGE_RANGE;
use crate::shown::{Fields, Shown};

const WEIGHT: Input = number("weight_kg", [d!("20"), d!("300")], &[], ds!["51.25", "70"]);
const BODY: [Input; 4] = [
    word("sex", &["female", "male"]),
    WEIGHT,
    number("height_cm", [d!("100"), d!("250")], &[], ds!["160", "175.5"]),
    number("age", AGE_RANGE, &[], ds!["45", "70"]),
];

/// Mifflin et al. Am J Clin Nutr 1990;51:241-247.
pub(crate) const MIFFLIN: Instrument = Instrument {
    name: "mifflin",
    inputs: &BODY,
    complete: |case| {
        let kcal = d!("10")
            .times(case.number("weight_kg"))
            .plus(d!("6.25").times(case.number("height_cm")))
            .minus(d!("5").times(case.number("age")));
        let constant = if case.word("sex") == "male" { d!("5") } else { d!("-161") };
        vec![("kcal", Shown::Number(kcal.plus(constant)))]
    },
    unknowns: Unknowns::NoScore,
    close: None,
    engine: engine! {
        mifflin(RestingEnergyInput { sex: word, weight_kg: exact, height_cm: exact, age: exact }) -> { kcal: value }
    },
};

/// Harris and Benedict 1919.
pub(crate) const HARRIS_BENEDICT: Instrument = Instrument {
    name: "harris_benedict_1919",
    inputs: &BODY,
    complete: harris_benedict,
    unknowns: Unknowns::NoScore,
    close: None,
    engine: engine! {
        harris_benedict_1919(RestingEnergyInput { sex: word, weight_kg: exact, height_cm: exact, age: exact })
            -> { kcal: value }
    },
};

fn harris_benedict(case: &Case<'_>) -> Fields {
    let (base, per_kg, per_cm, per_year) = if case.word("sex") == "male" {
        (d!("66.473"), d!("13.7516"), d!("5.0033"), d!("6.755"))
    } else {
        (d!("655.0955"), d!("9.5634"), d!("1.8496"), d!("4.6756"))
    };
    let kcal = base
        .plus(per_kg.times(case.number("weight_kg")))
        .plus(per_cm.times(case.number("height_cm")))
        .minus(per_year.times(case.number("age")));
    vec![("kcal", Shown::Number(kcal))]
}

/// ESPEN: in cancer 25 to 30 kcal and 1.0 to 1.5 g a kg; around an operation 25 to 30 kcal and 1.2 to 1.5 g.
pub(crate) const TARGETS: Instrument = Instrument {
    name: "targets",
    inputs: &[WEIGHT, word("setting", &["cancer", "surgery"])],
    complete: |case| {
        let weight = case.number("weight_kg");
        let least_protein = if case.word("setting") == "cancer" { d!("1.0") } else { d!("1.2") };
        vec![
            ("kcal_min", Shown::Number(d!("25").times(weight))),
            ("kcal_max", Shown::Number(d!("30").times(weight))),
            ("protein_min_g", Shown::Number(least_protein.times(weight))),
            ("protein_max_g", Shown::Number(d!("1.5").times(weight))),
        ]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        targets(TargetsInput { weight_kg: exact, setting: word })
            -> { kcal_min: value, kcal_max: value, protein_min_g: value, protein_max_g: value }
    },
};
