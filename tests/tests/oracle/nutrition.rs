//! Screening for nutrition risk: NRS-2002, MST, SNAQ.

use crate::case::{Case, Given, Instrument, Unknowns, flag, number, small, word};
use crate::engine::engine;
use crate::number::{Q, d, ds};
use crate::shown::{Fields, Shown, points};

pub(crate) const BMI_RANGE: [Q; 2] = [d!("5"), d!("100")];
pub(crate) const LOSS_RANGE: [Q; 2] = [d!("-100"), d!("90")];
pub(crate) const AGE_RANGE: [Q; 2] = [d!("0"), d!("120")];

/// Kondrup et al. Clin Nutr 2003;22:415-421, initial screening.
pub(crate) const NRS2002_PRESCREEN: Instrument = Instrument {
    name: "nrs2002_prescreen",
    inputs: &[
        number("bmi", BMI_RANGE, ds!["20.5"], ds!["20", "22"]),
        flag("lost_weight_3m"),
        flag("reduced_intake_last_week"),
        flag("severely_ill"),
    ],
    complete: |case| {
        let yes = case.number("bmi") < d!("20.5")
            || case.flag("lost_weight_3m")
            || case.flag("reduced_intake_last_week")
            || case.flag("severely_ill");
        vec![("proceed", Shown::Flag(yes))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        nrs2002_prescreen(Nrs2002PrescreenInput {
            bmi: exact, lost_weight_3m: flag, reduced_intake_last_week: flag, severely_ill: flag,
        }) -> { proceed: tri }
    },
};

/// Kondrup et al. Clin Nutr 2003;22:321-336, table 1.
pub(crate) const NRS2002: Instrument = Instrument {
    name: "nrs2002",
    inputs: &[
        number("bmi", BMI_RANGE, ds!["18.5", "20.5"], ds!["17", "19", "24"]),
        number("wl_pct_1m", LOSS_RANGE, ds!["5"], ds!["0", "8"]),
        number("wl_pct_2m", LOSS_RANGE, ds!["5"], ds!["0", "8"]),
        number("wl_pct_3m", LOSS_RANGE, ds!["5", "15"], ds!["0", "8", "20"]),
        number(
            "intake_pct_last_week",
            [d!("0"), d!("300")],
            ds!["25", "50", "75"],
            ds!["10", "40", "60", "100"],
        ),
        flag("impaired_general_condition"),
        small("disease_severity", 3),
        number("age", AGE_RANGE, ds!["70"], ds!["60", "80"]),
    ],
    complete: nrs2002,
    // Below 18.5 an unknown general condition is taken as impaired: the earlier warning.
    unknowns: Unknowns::Assuming(|case| {
        let thin = case.known("bmi").is_some_and(|bmi| bmi < d!("18.5"));
        if thin && case.given("impaired_general_condition") == Given::Unknown {
            case.assume("impaired_general_condition", Given::Flag(true));
        }
    }),
    close: None,
    engine: engine! {
        nrs2002(Nrs2002Input {
            bmi: exact, wl_pct_1m: exact, wl_pct_2m: exact, wl_pct_3m: exact, intake_pct_last_week: exact,
            impaired_general_condition: flag, disease_severity: small, age: exact,
        }) -> { nutrition: grade, disease: grade, age: grade, total: total, at_risk: tri }
    },
};

/// With an unknown general condition left unknown.
pub(crate) const NRS2002_LITERAL: Instrument = Instrument { unknowns: Unknowns::Open, ..NRS2002 };

fn nrs2002(case: &Case<'_>) -> Fields {
    let (bmi, intake) = (case.number("bmi"), case.number("intake_pct_last_week"));
    let (month, two_months, three_months) =
        (case.number("wl_pct_1m"), case.number("wl_pct_2m"), case.number("wl_pct_3m"));
    let impaired = case.flag("impaired_general_condition");
    let row3 =
        month > d!("5") || three_months > d!("15") || (bmi < d!("18.5") && impaired) || intake <= d!("25");
    let row2 =
        two_months > d!("5") || (bmi >= d!("18.5") && bmi <= d!("20.5") && impaired) || intake <= d!("50");
    let row1 = three_months > d!("5") || intake <= d!("75");
    let nutrition = if row3 {
        3
    } else if row2 {
        2
    } else if row1 {
        1
    } else {
        0
    };
    let disease = case.small("disease_severity");
    let age = i64::from(case.number("age") >= d!("70"));
    let total = nutrition + disease + age;
    vec![
        ("nutrition", Shown::Whole(nutrition)),
        ("disease", Shown::Whole(disease)),
        ("age", Shown::Whole(age)),
        ("total", points(total)),
        ("at_risk", Shown::Flag(total >= 3)),
    ]
}

/// Ferguson et al. Nutrition 1999;15:458-464.
pub(crate) const MST: Instrument = Instrument {
    name: "mst",
    inputs: &[
        word("lost_weight", &["yes", "no", "unsure"]),
        number("kg", [d!("0"), d!("150")], ds!["1", "5", "6", "10", "11", "15"], ds!["3", "8", "13", "20"]),
        flag("poor_appetite"),
    ],
    complete: |case| mst(case, case.number("kg")),
    // Weight lost but not known how much is an answer of the questionnaire, worth the points of 6 to 10 kg.
    unknowns: Unknowns::Assuming(|case| {
        let lost = case.given("lost_weight") == Given::Word("yes");
        if lost && case.given("kg") == Given::Unknown {
            case.assume("kg", Given::Number(d!("8")));
        }
    }),
    close: None,
    engine: engine! {
        mst(MstInput { lost_weight: word, kg: exact, poor_appetite: flag }) -> { score: total, at_risk: tri }
    },
};

fn mst(case: &Case<'_>, kg: Q) -> Fields {
    let loss = match case.word("lost_weight") {
        "no" => 0,
        "unsure" => 2,
        // Between two printed bands the worse one: 5.5 kg counts as 6 to 10.
        _ if kg > d!("15") => 4,
        _ if kg > d!("10") => 3,
        _ if kg > d!("5") => 2,
        _ => 1,
    };
    let score = loss + i64::from(case.flag("poor_appetite"));
    vec![("score", points(score)), ("at_risk", Shown::Flag(score >= 2))]
}

/// Kruizenga et al. Clin Nutr 2005;24:75-82.
pub(crate) const SNAQ: Instrument = Instrument {
    name: "snaq",
    inputs: &[
        flag("lost_gt6kg_6m"),
        flag("lost_gt3kg_1m"),
        flag("decreased_appetite"),
        flag("supplement_or_tube"),
    ],
    complete: |case| {
        let mut score = 0;
        for (name, worth) in
            [("lost_gt6kg_6m", 3), ("lost_gt3kg_1m", 2), ("decreased_appetite", 1), ("supplement_or_tube", 1)]
        {
            if case.flag(name) {
                score += worth;
            }
        }
        let category = match score {
            0 | 1 => "none",
            2 => "moderate",
            _ => "severe",
        };
        vec![("score", points(score)), ("category", Shown::Word(category))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        snaq(SnaqInput {
            lost_gt6kg_6m: flag, lost_gt3kg_1m: flag, decreased_appetite: flag, supplement_or_tube: flag,
        }) -> { score: total, category: category }
    },
};
