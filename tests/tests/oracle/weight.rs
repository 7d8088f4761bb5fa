//! Percent loss between two weights.

use crate::case::{Case, Given, Instrument, Unknowns, number};
use crate::engine::engine;
use crate::number::{Q, d, ds};
use crate::shown::{Fields, Shown};

const KG: [Q; 2] = [d!("20"), d!("300")];

pub(crate) const WEIGHT_CHANGE: Instrument = Instrument {
    name: "weight_change",
    inputs: &[
        number("reference_kg", KG, ds!["60", "62"], ds!["50", "100"]),
        number("current_kg", KG, ds!["57", "58.9", "54", "51", "48"], ds!["45", "80"]),
    ],
    complete: weight_change,
    unknowns: Unknowns::NoScore,
    // Upon 5, 10, 15 or 20 %, or a hundredth of a gram beside.
    close: Some(|dice| {
        let twentieth_g = dice.between(1_250, 7_500);
        let left = dice.pick(&[19, 18, 17, 16]);
        let current = Q { n: left * twentieth_g * 100 + dice.between(-1, 1), d: 100_000 };
        vec![Given::Number(Q { n: 20 * twentieth_g, d: 1_000 }), Given::Number(current)]
    }),
    engine: engine! {
        weight_change(WeightChangeInput { reference_kg: exact, current_kg: exact }) -> {
            loss_pct: value, loss_ge_5: tri, loss_gt_5: tri, loss_ge_10: tri, loss_gt_10: tri,
            loss_ge_15: tri, loss_gt_15: tri, loss_ge_20: tri, loss_gt_20: tri,
        }
    },
};

fn weight_change(case: &Case<'_>) -> Fields {
    let (reference, current) = (case.number("reference_kg"), case.number("current_kg"));
    let loss = d!("100").times(reference.minus(current)).over(reference);
    vec![
        ("loss_pct", Shown::Number(loss)),
        ("loss_ge_5", Shown::Flag(loss >= d!("5"))),
        ("loss_gt_5", Shown::Flag(loss > d!("5"))),
        ("loss_ge_10", Shown::Flag(loss >= d!("10"))),
        ("loss_gt_10", Shown::Flag(loss > d!("10"))),
        ("loss_ge_15", Shown::Flag(loss >= d!("15"))),
        ("loss_gt_15", Shown::Flag(loss > d!("15"))),
        ("loss_ge_20", Shown::Flag(loss >= d!("20"))),
        ("loss_gt_20", Shown::Flag(loss > d!("20"))),
    ]
}
