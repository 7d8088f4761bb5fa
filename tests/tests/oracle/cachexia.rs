//! Weight loss beside body-mass index: Martin's grade, Fearon's cachexia.

use crate::case::{Instrument, Unknowns, flag, number};
use crate::engine::engine;
use crate::number::{d, ds};
use crate::nutrition::{BMI_RANGE, LOSS_RANGE};
use crate::shown::Shown;

/// Martin et al. J Clin Oncol 2015;33:90-99. Rows by loss, columns by falling BMI; a gain stands in the stable row.
pub(crate) const MARTIN: Instrument = Instrument {
    name: "martin_wl_grade",
    inputs: &[
        number("bmi", BMI_RANGE, ds!["20", "22", "25", "28"], ds!["18", "21", "23", "26", "30"]),
        number("wl_pct_6m", LOSS_RANGE, ds!["2.5", "6", "11", "15"], ds!["0", "4", "8", "12", "20"]),
    ],
    complete: |case| {
        let (bmi, loss) = (case.number("bmi"), case.number("wl_pct_6m"));
        let row = if loss < d!("2.5") {
            [0, 0, 1, 1, 3]
        } else if loss < d!("6") {
            [1, 2, 2, 2, 3]
        } else if loss < d!("11") {
            [2, 3, 3, 3, 4]
        } else if loss < d!("15") {
            [3, 3, 3, 4, 4]
        } else {
            [3, 4, 4, 4, 4]
        };
        let column = if bmi >= d!("28") {
            0
        } else if bmi >= d!("25") {
            1
        } else if bmi >= d!("22") {
            2
        } else if bmi >= d!("20") {
            3
        } else {
            4
        };
        vec![("grade", Shown::Whole(row[column]))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! { martin_wl_grade(MartinInput { bmi: exact, wl_pct_6m: exact }) -> { grade: grade } },
};

/// Fearon et al. Lancet Oncol 2011;12:489-495. Pre-cachexia is a loss of 5 % or less with loss of appetite or metabolic
/// change; a weight that is stable or rises is "5 % or less" too.
pub(crate) const FEARON: Instrument = Instrument {
    name: "fearon_cachexia",
    inputs: &[
        number("wl_pct_6m", LOSS_RANGE, ds!["0", "2", "5"], ds!["-1", "1", "3", "8"]),
        number("bmi", BMI_RANGE, ds!["20"], ds!["18", "24"]),
        flag("sarcopenia"),
        flag("anorexia_or_metabolic_change"),
    ],
    complete: |case| {
        let loss = case.number("wl_pct_6m");
        let cachexia = loss > d!("5")
            || (case.number("bmi") < d!("20") && loss > d!("2"))
            || (case.flag("sarcopenia") && loss > d!("2"));
        let early = loss <= d!("5") && case.flag("anorexia_or_metabolic_change");
        let stage = if cachexia {
            "cachexia"
        } else if early {
            "precachexia"
        } else {
            "none"
        };
        vec![("stage", Shown::Word(stage))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        fearon_cachexia(FearonInput {
            wl_pct_6m: exact, bmi: exact, sarcopenia: flag, anorexia_or_metabolic_change: flag,
        }) -> { stage: category }
    },
};
