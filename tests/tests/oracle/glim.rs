//! GLIM: Cederholm et al. Clin Nutr 2019;38:1-9, tables 3 and 4.

use crate::case::{Case, Instrument, Unknowns, flag, number, word};
use crate::engine::engine;
use crate::number::{Q, d, ds};
use crate::nutrition::{AGE_RANGE, BMI_RANGE, LOSS_RANGE};
use crate::shown::{Fields, Shown};

const DAYS: [Q; 2] = [d!("0"), d!("3650")];

pub(crate) const GLIM: Instrument = Instrument {
    name: "glim",
    inputs: &[
        flag("screen_positive"),
        number("age", AGE_RANGE, ds!["70"], ds!["60", "80"]),
        flag("asian"),
        number("bmi", BMI_RANGE, ds!["18.5", "20", "22"], ds!["17", "19", "21", "24"]),
        number("wl_pct_within_6m", LOSS_RANGE, ds!["5", "10"], ds!["0", "7", "12"]),
        number("wl_pct_beyond_6m", LOSS_RANGE, ds!["10", "20"], ds!["0", "15", "25"]),
        word("muscle_deficit", &["none", "mild_moderate", "severe"]),
        number("intake_le50pct_days", DAYS, ds!["7"], ds!["0", "10"]),
        number("any_reduced_intake_days", DAYS, ds!["14"], ds!["0", "20"]),
        flag("chronic_gi_condition"),
        flag("inflammation_or_disease_burden"),
    ],
    complete: glim,
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        glim(GlimInput {
            screen_positive: flag, age: exact, asian: flag, bmi: exact, wl_pct_within_6m: exact,
            wl_pct_beyond_6m: exact, muscle_deficit: word, intake_le50pct_days: exact,
            any_reduced_intake_days: exact, chronic_gi_condition: flag, inflammation_or_disease_burden: flag,
        }) -> { phenotypic: tri, etiologic: tri, malnutrition: tri, stage: grade }
    },
};

/// With the stage 2 that Maeda et al. (Clin Nutr 2020;39:180) propose for Asian people: below 17.0, from 70 years 17.8.
pub(crate) const GLIM_MAEDA: Instrument = Instrument {
    inputs: &[
        flag("screen_positive"),
        number("age", AGE_RANGE, ds!["70"], ds!["60", "80"]),
        flag("asian"),
        number(
            "bmi",
            BMI_RANGE,
            ds!["17", "17.8", "18.5", "20", "22"],
            ds!["16", "17.4", "18", "19", "21", "24"],
        ),
        number("wl_pct_within_6m", LOSS_RANGE, ds!["5", "10"], ds!["0", "7", "12"]),
        number("wl_pct_beyond_6m", LOSS_RANGE, ds!["10", "20"], ds!["0", "15", "25"]),
        word("muscle_deficit", &["none", "mild_moderate", "severe"]),
        number("intake_le50pct_days", DAYS, ds!["7"], ds!["0", "10"]),
        number("any_reduced_intake_days", DAYS, ds!["14"], ds!["0", "20"]),
        flag("chronic_gi_condition"),
        flag("inflammation_or_disease_burden"),
    ],
    complete: |case| {
        let limit = match (case.number("age") >= d!("70"), case.flag("asian")) {
            (false, true) => d!("17.0"),
            (true, true) => d!("17.8"),
            (false, false) => d!("18.5"),
            (true, false) => d!("20"),
        };
        criteria(case, case.number("bmi") < limit)
    },
    ..GLIM
};

fn glim(case: &Case<'_>) -> Fields {
    // GLIM prints no Asian BMI for stage 2.
    let limit = if case.number("age") >= d!("70") { d!("20") } else { d!("18.5") };
    criteria(case, !case.flag("asian") && case.number("bmi") < limit)
}

fn criteria(case: &Case<'_>, thin: bool) -> Fields {
    let (bmi, within, beyond) =
        (case.number("bmi"), case.number("wl_pct_within_6m"), case.number("wl_pct_beyond_6m"));
    let (older, asian) = (case.number("age") >= d!("70"), case.flag("asian"));
    let muscle = case.word("muscle_deficit");
    let low = match (older, asian) {
        (false, false) => d!("20"),
        (true, false) => d!("22"),
        (false, true) => d!("18.5"),
        (true, true) => d!("20"),
    };
    let phenotypic = within > d!("5") || beyond > d!("10") || bmi < low || muscle != "none";
    let severe = within > d!("10") || beyond > d!("20") || thin || muscle == "severe";
    let etiologic = case.number("intake_le50pct_days") > d!("7")
        || case.number("any_reduced_intake_days") > d!("14")
        || case.flag("chronic_gi_condition")
        || case.flag("inflammation_or_disease_burden");
    let malnutrition = case.flag("screen_positive") && phenotypic && etiologic;
    let stage = match (malnutrition, severe) {
        (false, _) => Shown::Null,
        (true, false) => Shown::Whole(1),
        (true, true) => Shown::Whole(2),
    };
    vec![
        ("phenotypic", Shown::Flag(phenotypic)),
        ("etiologic", Shown::Flag(etiologic)),
        ("malnutrition", Shown::Flag(malnutrition)),
        ("stage", stage),
    ]
}
