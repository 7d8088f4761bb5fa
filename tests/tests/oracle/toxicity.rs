//! Toxicity by number: CTCAE v5.0 (27 November 2017), CTCAE v6.0 (22 July 2025), IDSA's fever.

use crate::case::{Instrument, Unknowns, flag, number};
use crate::completion::Verdict;
use crate::engine::engine;
use crate::number::{Q, d, ds};
use crate::nutrition::LOSS_RANGE;
use crate::shown::Shown;

const CELSIUS: [Q; 2] = [d!("25"), d!("45")];
const COUNT: [Q; 2] = [d!("0"), d!("200000")];

pub(crate) const V5_WEIGHT_LOSS: Instrument = Instrument {
    name: "ctcae_v5_weight_loss",
    inputs: &[number("loss_pct_from_baseline", LOSS_RANGE, ds!["5", "10", "20"], ds!["0", "7", "15", "25"])],
    complete: |case| {
        let loss = case.number("loss_pct_from_baseline");
        let grade = if loss >= d!("20") {
            3
        } else if loss >= d!("10") {
            2
        } else if loss >= d!("5") {
            1
        } else {
            0
        };
        vec![("grade", Shown::Whole(grade))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! { ctcae_v5_weight_loss(CtcaeWeightLossInput { loss_pct_from_baseline: exact }) -> { grade: grade } },
};

pub(crate) const V5_DIARRHEA: Instrument = Instrument {
    name: "ctcae_v5_diarrhea",
    inputs: &[number(
        "increase_stools_per_day",
        [d!("-30"), d!("100")],
        ds!["0", "4", "6", "7"],
        ds!["-1", "0", "2", "5", "9"],
    )],
    complete: |case| {
        let more = case.number("increase_stools_per_day");
        let grade = if more >= d!("7") {
            3
        } else if more >= d!("4") {
            2
        } else if more > d!("0") {
            1
        } else {
            0
        };
        vec![("grade", Shown::Whole(grade))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! { ctcae_v5_diarrhea(CtcaeDiarrheaInput { increase_stools_per_day: exact }) -> { grade: grade } },
};

pub(crate) const V5_FEVER: Instrument = Instrument {
    name: "ctcae_v5_fever",
    inputs: &[
        number("temp_c", CELSIUS, ds!["38", "39", "40"], ds!["37", "38.5", "39.5", "40.5"]),
        number("hours_over_40", [d!("0"), d!("720")], ds!["24"], ds!["2", "30"]),
    ],
    complete: |case| {
        let temperature = case.number("temp_c");
        let grade = if temperature > d!("40") {
            if case.number("hours_over_40") > d!("24") { 4 } else { 3 }
        } else if temperature > d!("39") {
            2
        } else if temperature >= d!("38") {
            1
        } else {
            0
        };
        vec![("grade", Shown::Whole(grade))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! { ctcae_v5_fever(CtcaeFeverInput { temp_c: exact, hours_over_40: exact }) -> { grade: grade } },
};

pub(crate) const V5_FEBRILE_NEUTROPENIA: Instrument = Instrument {
    name: "ctcae_v5_febrile_neutropenia",
    inputs: &[
        number("anc_per_mm3", COUNT, ds!["1000"], ds!["500", "2000"]),
        number("temp_c", CELSIUS, ds!["38", "38.3"], ds!["37", "38.2", "39"]),
        flag("sustained_over_1h"),
    ],
    complete: |case| {
        let temperature = case.number("temp_c");
        let hot = temperature > d!("38.3") || (temperature >= d!("38.0") && case.flag("sustained_over_1h"));
        vec![("grade3", Shown::Flag(case.number("anc_per_mm3") < d!("1000") && hot))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        ctcae_v5_febrile_neutropenia(FebrileNeutropeniaInput {
            anc_per_mm3: exact, temp_c: exact, sustained_over_1h: flag,
        }) -> { grade3: tri }
    },
};

pub(crate) const V5_NEUTROPHILS: Instrument = Instrument {
    name: "ctcae_v5_neutrophils",
    inputs: &[
        number(
            "anc_per_mm3",
            COUNT,
            ds!["500", "1000", "1500", "2000"],
            ds!["300", "700", "1200", "1800", "6000"],
        ),
        number("lln", [d!("500"), d!("5000")], ds!["1500", "2000"], ds!["500", "1600", "2500", "5000"]),
    ],
    complete: |case| {
        let count = case.number("anc_per_mm3");
        let below_normal = if count < case.number("lln") { 1 } else { 0 };
        vec![("grade", Shown::Whole(v5_by_count(count).unwrap_or(below_normal)))]
    },
    // A laboratory's limit may lie anywhere, so from 1500 on every count needs it.
    unknowns: Unknowns::Stated(|case| {
        let (grade, open) = match case.known("anc_per_mm3").map(v5_by_count) {
            Some(Some(grade)) => (Shown::Whole(grade), Vec::new()),
            _ => (Shown::Null, case.unknown()),
        };
        Verdict { fields: vec![("grade", grade)], open }
    }),
    // A count beside its own limit of normal.
    close: Some(|dice| {
        let limit = dice.between(500, 5_000);
        let count = limit + dice.between(-1, 1);
        [count, limit].map(|value| crate::case::Given::Number(Q::whole(value))).to_vec()
    }),
    engine: engine! {
        ctcae_v5_neutrophils(CtcaeV5NeutrophilsInput { anc_per_mm3: exact, lln: exact }) -> { grade: grade }
    },
};

/// The grade that a count below 1500 has by itself.
fn v5_by_count(count: Q) -> Option<i64> {
    if count < d!("500") {
        Some(4)
    } else if count < d!("1000") {
        Some(3)
    } else if count < d!("1500") {
        Some(2)
    } else {
        None
    }
}

pub(crate) const V6_NEUTROPHILS: Instrument = Instrument {
    name: "ctcae_v6_neutrophils",
    inputs: &[number(
        "anc_per_mm3",
        COUNT,
        ds!["100", "500", "1000", "1500"],
        ds!["50", "300", "700", "1200", "4000"],
    )],
    complete: |case| {
        let count = case.number("anc_per_mm3");
        let grade = if count < d!("100") {
            4
        } else if count < d!("500") {
            3
        } else if count < d!("1000") {
            2
        } else if count < d!("1500") {
            1
        } else {
            0
        };
        vec![("grade", Shown::Whole(grade))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! { ctcae_v6_neutrophils(CtcaeV6NeutrophilsInput { anc_per_mm3: exact }) -> { grade: grade } },
};

/// IDSA: 38.3 or more once, or 38.0 or more for over an hour.
pub(crate) const IDSA_FEVER: Instrument = Instrument {
    name: "idsa_fever",
    inputs: &[
        number("temp_c", CELSIUS, ds!["38", "38.3"], ds!["37", "38.2", "39"]),
        flag("sustained_over_1h"),
    ],
    complete: |case| {
        let temperature = case.number("temp_c");
        let fever =
            temperature >= d!("38.3") || (temperature >= d!("38.0") && case.flag("sustained_over_1h"));
        vec![("fever", Shown::Flag(fever))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! { idsa_fever(IdsaFeverInput { temp_c: exact, sustained_over_1h: flag }) -> { fever: tri } },
};
