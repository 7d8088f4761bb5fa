//! What was delivered of what was planned: dose intensity, tube feed, parenteral bag.

use crate::case::{Case, Given, Instrument, Unknowns, number};
use crate::completion::Verdict;
use crate::engine::engine;
use crate::number::{Q, d, ds};
use crate::shown::{Fields, Shown};

const DOSE: [Q; 2] = [d!("0"), d!("10000000")];
const DAYS: [Q; 2] = [d!("1"), d!("3650")];
const ML: [Q; 2] = [d!("0"), d!("20000")];

/// Hryniuk and Bush. J Clin Oncol 1984;2:1281-1288.
pub(crate) const RDI: Instrument = Instrument {
    name: "rdi",
    inputs: &[
        number("planned_total", DOSE, ds!["0", "1000"], ds!["0", "400", "1000"]),
        number("planned_days", DAYS, ds!["56"], ds!["28", "56"]),
        number("delivered_total", DOSE, ds!["850"], ds!["0", "340", "850"]),
        number("actual_days", DAYS, ds!["56"], ds!["28", "63"]),
    ],
    complete: rdi,
    unknowns: Unknowns::Stated(rdi_partly_known),
    // 85 % upon the point: whole twentieths of the dose in the planned time, or a ten-thousandth of a unit beside.
    close: Some(|dice| {
        let (twentieths, days, stretch) = (dice.between(1, 500), dice.between(7, 180), dice.between(1, 3));
        let delivered = Q { n: 170_000 * twentieths * stretch + dice.between(-1, 1), d: 10_000 };
        [Q::whole(20 * twentieths), Q::whole(days), delivered, Q::whole(days * stretch)]
            .map(Given::Number)
            .to_vec()
    }),
    engine: engine! {
        rdi(RdiInput { planned_total: exact, planned_days: exact, delivered_total: exact, actual_days: exact })
            -> { rdi_pct: value, below_85: tri }
    },
};

fn rdi(case: &Case<'_>) -> Fields {
    let planned = case.number("planned_total");
    if planned == d!("0") {
        return vec![("rdi_pct", Shown::Null), ("below_85", Shown::Null)];
    }
    let delivered_a_day = case.number("delivered_total").over(case.number("actual_days"));
    let percent = d!("100").times(delivered_a_day).over(planned.over(case.number("planned_days")));
    vec![("rdi_pct", Shown::Number(percent)), ("below_85", Shown::Flag(percent < d!("85")))]
}

/// A plan of nothing has no intensity, and nothing delivered of a plan is 0 %, in whatever time. Everything else needs
/// all four numbers, for any of them can still be any number.
fn rdi_partly_known(case: &Case<'_>) -> Verdict {
    let zero = |name: &str| case.known(name) == Some(d!("0"));
    let fields = |percent, below| vec![("rdi_pct", percent), ("below_85", below)];
    if zero("planned_total") {
        Verdict { fields: fields(Shown::Null, Shown::Null), open: Vec::new() }
    } else if zero("delivered_total") && case.known("planned_total").is_some() {
        Verdict { fields: fields(Shown::Number(d!("0")), Shown::Flag(true)), open: Vec::new() }
    } else if zero("delivered_total") {
        // Either 0 % or, if nothing was planned, no share: the plan tells, the days do not.
        Verdict { fields: fields(Shown::Null, Shown::Null), open: vec!["planned_total"] }
    } else {
        Verdict { fields: fields(Shown::Null, Shown::Null), open: case.unknown() }
    }
}

/// Delivered of prescribed in the same 24 hours.
pub(crate) const ENTERAL: Instrument = Instrument {
    name: "enteral_delivery",
    inputs: &[
        number("prescribed_ml", ML, ds!["0", "1000", "1500"], ds!["0", "1000", "1500"]),
        number("delivered_ml", ML, ds!["700", "800", "1050", "1200"], ds!["0", "700", "1200", "1500"]),
        number("kcal_per_ml", [d!("0.1"), d!("5")], ds!["1", "1.5"], ds!["1", "1.2", "2"]),
    ],
    complete: enteral,
    unknowns: Unknowns::Stated(enteral_partly_known),
    close: Some(|dice| {
        let tens = dice.between(1, 300);
        let delivered = Q { n: dice.pick(&[7, 8]) * tens * 10_000 + dice.between(-1, 1), d: 10_000 };
        vec![
            Given::Number(Q::whole(10 * tens)),
            Given::Number(delivered),
            Given::Number(Q { n: dice.between(10, 200), d: 100 }),
        ]
    }),
    engine: engine! {
        enteral_delivery(EnteralDeliveryInput { prescribed_ml: exact, delivered_ml: exact, kcal_per_ml: exact })
            -> { kcal: value, pct_of_goal: value, below_80: tri, below_70: tri }
    },
};

fn enteral(case: &Case<'_>) -> Fields {
    let (prescribed, delivered) = (case.number("prescribed_ml"), case.number("delivered_ml"));
    let kcal = ("kcal", Shown::Number(delivered.times(case.number("kcal_per_ml"))));
    if prescribed == d!("0") {
        return vec![
            kcal,
            ("pct_of_goal", Shown::Null),
            ("below_80", Shown::Null),
            ("below_70", Shown::Null),
        ];
    }
    let percent = d!("100").times(delivered).over(prescribed);
    vec![
        kcal,
        ("pct_of_goal", Shown::Number(percent)),
        ("below_80", Shown::Flag(percent < d!("80"))),
        ("below_70", Shown::Flag(percent < d!("70"))),
    ]
}

/// Energy needs volume and density, unless the volume is nothing; the share needs both volumes, and there is none of a
/// prescription of nothing.
fn enteral_partly_known(case: &Case<'_>) -> Verdict {
    let (prescribed, delivered) = (case.known("prescribed_ml"), case.known("delivered_ml"));
    let nothing_delivered = delivered == Some(d!("0"));
    let kcal = match (delivered, case.known("kcal_per_ml")) {
        _ if nothing_delivered => Shown::Number(d!("0")),
        (Some(ml), Some(density)) => Shown::Number(ml.times(density)),
        _ => Shown::Null,
    };
    let share = match (prescribed, delivered) {
        (Some(whole), Some(part)) if whole > d!("0") => Some(d!("100").times(part).over(whole)),
        _ => None,
    };
    let below = |limit: Q| share.map_or(Shown::Null, |share| Shown::Flag(share < limit));
    let mut open = case.unknown();
    open.retain(|name| !(nothing_delivered && *name == "kcal_per_ml"));
    let fields = vec![
        ("kcal", kcal),
        ("pct_of_goal", share.map_or(Shown::Null, Shown::Number)),
        ("below_80", below(d!("80"))),
        ("below_70", below(d!("70"))),
    ];
    Verdict { fields, open }
}

/// Dextrose 3.4 kcal/g, amino acids 4 kcal/g, 20 % lipid emulsion 2 kcal/mL.
pub(crate) const PN_ENERGY: Instrument = Instrument {
    name: "pn_energy",
    inputs: &[
        number("dextrose_g", [d!("0"), d!("2000")], &[], ds!["0", "250"]),
        number("amino_acid_g", [d!("0"), d!("1000")], &[], ds!["0", "85"]),
        number("lipid20_ml", [d!("0"), d!("5000")], &[], ds!["0", "250.5"]),
    ],
    complete: |case| {
        let dextrose = d!("3.4").times(case.number("dextrose_g"));
        let amino_acid = d!("4").times(case.number("amino_acid_g"));
        let lipid = d!("2").times(case.number("lipid20_ml"));
        vec![
            ("dextrose_kcal", Shown::Number(dextrose)),
            ("amino_acid_kcal", Shown::Number(amino_acid)),
            ("lipid_kcal", Shown::Number(lipid)),
            ("total_kcal", Shown::Number(dextrose.plus(amino_acid).plus(lipid))),
        ]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        pn_energy(PnEnergyInput { dextrose_g: exact, amino_acid_g: exact, lipid20_ml: exact })
            -> { dextrose_kcal: value, amino_acid_kcal: value, lipid_kcal: value, total_kcal: value }
    },
};

/// Glucose infusion rate, mg/kg/min.
pub(crate) const PN_GIR: Instrument = Instrument {
    name: "pn_gir",
    inputs: &[
        number("dextrose_g", [d!("0"), d!("2000")], &[], ds!["0", "252"]),
        number("hours", [d!("0.1"), d!("168")], &[], ds!["12", "24"]),
        number("weight_kg", [d!("20"), d!("300")], &[], ds!["55.5", "70"]),
    ],
    complete: |case| {
        let minutes = case.number("hours").times(d!("60"));
        let milligrams = case.number("dextrose_g").times(d!("1000"));
        let rate = milligrams.over(case.number("weight_kg").times(minutes));
        vec![("gir_mg_kg_min", Shown::Number(rate))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        pn_gir(PnGirInput { dextrose_g: exact, hours: exact, weight_kg: exact }) -> { gir_mg_kg_min: value }
    },
};
