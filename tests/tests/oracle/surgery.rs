//! Before an operation: ESPEN's severe nutritional risk, PONS.

use crate::case::{Instrument, Unknowns, flag, number, small, word};
use crate::engine::engine;
use crate::number::{d, ds};
use crate::nutrition::{AGE_RANGE, BMI_RANGE, LOSS_RANGE};
use crate::shown::Shown;

/// Weimann et al. Clin Nutr 2017;36:623-650: any one. Of "10-15 %" the lower limit.
pub(crate) const ESPEN_SEVERE_RISK: Instrument = Instrument {
    name: "espen_surgery_severe_risk",
    inputs: &[
        number("wl_pct_6m", LOSS_RANGE, ds!["10", "15"], ds!["5", "12"]),
        number("bmi", BMI_RANGE, ds!["18.5"], ds!["17", "24"]),
        word("sga", &["A", "B", "C"]),
        small("nrs2002", 7),
        number("albumin_g_l", [d!("5"), d!("80")], ds!["30"], ds!["25", "40"]),
        flag("hepatic_or_renal_dysfunction"),
    ],
    complete: |case| {
        let severe = case.number("wl_pct_6m") > d!("10")
            || case.number("bmi") < d!("18.5")
            || case.word("sga") == "C"
            || case.small("nrs2002") > 5
            || (case.number("albumin_g_l") < d!("30") && !case.flag("hepatic_or_renal_dysfunction"));
        vec![("severe", Shown::Flag(severe))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        espen_surgery_severe_risk(EspenSurgeryInput {
            wl_pct_6m: exact, bmi: exact, sga: word, nrs2002: small, albumin_g_l: exact,
            hepatic_or_renal_dysfunction: flag,
        }) -> { severe: tri }
    },
};

/// Wischmeyer et al. Anesth Analg 2018;126:1883-1895: any one of four.
pub(crate) const PONS: Instrument = Instrument {
    name: "pons",
    inputs: &[
        number("age", AGE_RANGE, ds!["65"], ds!["60", "70"]),
        number("bmi", BMI_RANGE, ds!["18.5", "20"], ds!["17", "19", "24"]),
        number("wl_pct_6m", LOSS_RANGE, ds!["10"], ds!["5", "12"]),
        flag("ate_lt50pct_last_week"),
        number("albumin_g_dl", [d!("0.5"), d!("8")], ds!["3"], ds!["2", "4"]),
    ],
    complete: |case| {
        let low = if case.number("age") > d!("65") { d!("20") } else { d!("18.5") };
        let positives = i64::from(case.number("bmi") < low)
            + i64::from(case.number("wl_pct_6m") > d!("10"))
            + i64::from(case.flag("ate_lt50pct_last_week"))
            + i64::from(case.number("albumin_g_dl") < d!("3.0"));
        vec![("positives", Shown::AtLeast(positives)), ("at_risk", Shown::Flag(positives >= 1))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        pons(PonsInput {
            age: exact, bmi: exact, wl_pct_6m: exact, ate_lt50pct_last_week: flag, albumin_g_dl: exact,
        }) -> { positives: count, at_risk: tri }
    },
};
