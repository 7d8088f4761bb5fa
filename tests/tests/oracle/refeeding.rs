//! Refeeding risk: NICE, ASPEN.

use crate::case::{Case, Instrument, Unknowns, flag, number, word};
use crate::engine::engine;
use crate::number::{Q, d, ds};
use crate::nutrition::{BMI_RANGE, LOSS_RANGE};
use crate::shown::{Fields, Shown};

const DAYS: [Q; 2] = [d!("0"), d!("365")];

/// NICE CG32, recommendations 1.4.5 to 1.4.8.
pub(crate) const NICE: Instrument = Instrument {
    name: "nice_refeeding",
    inputs: &[
        number("bmi", BMI_RANGE, ds!["14", "16", "18.5"], ds!["13", "15", "17", "24"]),
        number("wl_pct_3_6m", LOSS_RANGE, ds!["10", "15"], ds!["0", "12", "20"]),
        number("days_little_or_no_intake", DAYS, ds!["5", "10", "15"], ds!["0", "8", "12", "20"]),
        flag("low_k_po4_or_mg"),
        flag("alcohol_or_insulin_chemo_antacid_diuretic"),
    ],
    complete: nice,
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        nice_refeeding(NiceRefeedingInput {
            bmi: exact, wl_pct_3_6m: exact, days_little_or_no_intake: exact, low_k_po4_or_mg: flag,
            alcohol_or_insulin_chemo_antacid_diuretic: flag,
        }) -> { risk: category, max_start_kcal_per_kg: value }
    },
};

fn nice(case: &Case<'_>) -> Fields {
    let (bmi, loss) = (case.number("bmi"), case.number("wl_pct_3_6m"));
    let days = case.number("days_little_or_no_intake");
    let major = bmi < d!("16") || loss > d!("15") || days > d!("10") || case.flag("low_k_po4_or_mg");
    let minor = i32::from(bmi < d!("18.5"))
        + i32::from(loss > d!("10"))
        + i32::from(days > d!("5"))
        + i32::from(case.flag("alcohol_or_insulin_chemo_antacid_diuretic"));
    let (risk, kcal) = if bmi < d!("14") || days > d!("15") {
        ("extreme", Shown::Number(d!("5")))
    } else if major || minor >= 2 {
        ("high", Shown::Number(d!("10")))
    } else if days > d!("5") {
        ("some", Shown::Null)
    } else {
        ("none", Shown::Null)
    };
    vec![("risk", Shown::Word(risk)), ("max_start_kcal_per_kg", kcal)]
}

/// da Silva et al. Nutr Clin Pract 2020;35:178-195. Fat and muscle are criteria of their own.
pub(crate) const ASPEN: Instrument = Instrument {
    name: "aspen_refeeding",
    inputs: &[
        number("bmi", BMI_RANGE, ds!["16", "18.5"], ds!["15", "17", "24"]),
        number("wl_pct_1m", LOSS_RANGE, ds!["5"], ds!["0", "6"]),
        number("wl_pct_3m", LOSS_RANGE, ds!["7.5"], ds!["0", "9"]),
        number("wl_pct_6m", LOSS_RANGE, ds!["10"], ds!["0", "12"]),
        number("days_none_or_negligible", DAYS, ds!["5", "6", "7"], ds!["0", "5", "10"]),
        word("electrolytes", &["normal", "minimally_low", "moderately_or_significantly_low"]),
        word("fat_loss", &["none", "moderate", "severe"]),
        word("muscle_loss", &["none", "mild_moderate", "severe"]),
        word("comorbidity", &["none", "moderate", "severe"]),
    ],
    complete: aspen,
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        aspen_refeeding(AspenRefeedingInput {
            bmi: exact, wl_pct_1m: exact, wl_pct_3m: exact, wl_pct_6m: exact, days_none_or_negligible: exact,
            electrolytes: word, fat_loss: word, muscle_loss: word, comorbidity: word,
        }) -> { risk: category }
    },
};

fn aspen(case: &Case<'_>) -> Fields {
    let (bmi, days) = (case.number("bmi"), case.number("days_none_or_negligible"));
    let electrolytes = case.word("electrolytes");
    // Seven days stand in neither column and count as significant.
    let significant = bmi < d!("16")
        || case.number("wl_pct_3m") >= d!("7.5")
        || case.number("wl_pct_6m") > d!("10")
        || days >= d!("7")
        || electrolytes == "moderately_or_significantly_low"
        || case.word("fat_loss") == "severe"
        || case.word("muscle_loss") == "severe"
        || case.word("comorbidity") == "severe";
    let moderate = i32::from(bmi >= d!("16") && bmi <= d!("18.5"))
        + i32::from(case.number("wl_pct_1m") >= d!("5"))
        + i32::from(days >= d!("5") && days < d!("7"))
        + i32::from(electrolytes == "minimally_low")
        + i32::from(case.word("fat_loss") == "moderate")
        + i32::from(case.word("muscle_loss") == "mild_moderate")
        + i32::from(case.word("comorbidity") == "moderate");
    let risk = if significant {
        "significant"
    } else if moderate >= 2 {
        "moderate"
    } else {
        "none"
    };
    vec![("risk", Shown::Word(risk))]
}
