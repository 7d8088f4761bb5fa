//! Indices from laboratory values.

use crate::case::{Case, Given, Instrument, Unknowns, number, word};
use crate::completion::Verdict;
use crate::dice::Dice;
use crate::engine::engine;
use crate::number::{Q, d, ds};
use crate::shown::{Fields, Shown, points};

const ALBUMIN_G_DL: [Q; 2] = [d!("0.5"), d!("8")];
const ALBUMIN_G_L: [Q; 2] = [d!("5"), d!("80")];
const LYMPHOCYTES: [Q; 2] = [d!("20"), d!("500000")];
const KG: [Q; 2] = [d!("20"), d!("300")];

/// Onodera et al. 1984: 10 x albumin + 0.005 x lymphocytes.
pub(crate) const PNI: Instrument = Instrument {
    name: "pni",
    inputs: &[
        number("albumin_g_dl", ALBUMIN_G_DL, ds!["3", "4"], ds!["2.5", "3.7", "4.5"]),
        number("lymphocytes_per_mm3", LYMPHOCYTES, ds!["800", "1000", "2000"], ds!["500", "1600"]),
    ],
    complete: |case| {
        let pni = d!("10")
            .times(case.number("albumin_g_dl"))
            .plus(d!("0.005").times(case.number("lymphocytes_per_mm3")));
        let category = if pni >= d!("45") {
            "usual"
        } else if pni >= d!("40") {
            "caution"
        } else {
            "contraindicated_band"
        };
        vec![("pni", Shown::Number(pni)), ("category", Shown::Word(category))]
    },
    unknowns: Unknowns::NoScore,
    // Albumin by tenths and the count that brings the index to 40 or 45; then one cell or a hair of albumin beside it.
    close: Some(|dice| {
        let (bound, albumin) = (dice.pick(&[40_000, 45_000]), dice.between(6, 39));
        let count = (bound - albumin * 1_000) / 5 + dice.between(-1, 1);
        let albumin = Q { n: albumin * 10_000 + dice.between(-1, 1), d: 100_000 };
        vec![Given::Number(albumin), Given::Number(Q::whole(count))]
    }),
    engine: engine! {
        pni(PniInput { albumin_g_dl: exact, lymphocytes_per_mm3: exact }) -> { pni: value, category: category }
    },
};

/// Ignacio de Ulibarri et al. Nutr Hosp 2005;20:38-45.
pub(crate) const CONUT: Instrument = Instrument {
    name: "conut",
    inputs: &[
        number("albumin_g_dl", ALBUMIN_G_DL, ds!["2.5", "3", "3.5"], ds!["2", "2.7", "3.2", "4"]),
        number(
            "lymphocytes_per_mm3",
            LYMPHOCYTES,
            ds!["800", "1200", "1600"],
            ds!["500", "900", "1400", "2000"],
        ),
        number(
            "cholesterol_mg_dl",
            [d!("20"), d!("1000")],
            ds!["100", "140", "180"],
            ds!["90", "120", "160", "200"],
        ),
    ],
    complete: conut,
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! {
        conut(ConutInput { albumin_g_dl: exact, lymphocytes_per_mm3: exact, cholesterol_mg_dl: exact })
            -> { score: total, category: category }
    },
};

fn conut(case: &Case<'_>) -> Fields {
    let (albumin, cholesterol) = (case.number("albumin_g_dl"), case.number("cholesterol_mg_dl"));
    let lymphocytes = case.number("lymphocytes_per_mm3");
    let steps = |value: Q, [good, fair, poor]: [Q; 3]| {
        if value >= good {
            0
        } else if value >= fair {
            1
        } else if value >= poor {
            2
        } else {
            3
        }
    };
    let score = 2 * steps(albumin, [d!("3.5"), d!("3.0"), d!("2.5")])
        + steps(lymphocytes, [d!("1600"), d!("1200"), d!("800")])
        + steps(cholesterol, [d!("180"), d!("140"), d!("100")]);
    let category = match score {
        0..=1 => "normal",
        2..=4 => "light",
        5..=8 => "moderate",
        _ => "severe",
    };
    vec![("score", points(score)), ("category", Shown::Word(category))]
}

/// Bouillanne et al. Am J Clin Nutr 2005;82:777-783, with Lorentz' ideal weight.
pub(crate) const GNRI: Instrument = Instrument {
    name: "gnri",
    inputs: &[
        word("sex", &["female", "male"]),
        number("height_cm", [d!("100"), d!("250")], ds!["150"], ds!["155", "172.5"]),
        number("weight_kg", KG, ds!["50", "60"], ds!["38.5", "80"]),
        number("albumin_g_l", ALBUMIN_G_L, ds!["30", "35", "37.81"], ds!["20", "45"]),
        word("ideal_weight", &["lorentz"]),
    ],
    complete: gnri,
    // Lorentz' formula is the only one there is; not choosing it is choosing it.
    unknowns: Unknowns::Stated(|case| {
        let mut open = case.unknown();
        open.retain(|name| *name != "ideal_weight");
        let fields =
            if open.is_empty() { gnri(case) } else { vec![("gnri", Shown::Null), ("category", Shown::Null)] };
        Verdict { fields, open }
    }),
    close: Some(|dice| {
        let woman = dice.one_in(2);
        let height = dice.between(140, 200);
        // 100 times the ideal weight: H - 100 - (H - 150) / 2.5 for women, / 4 for men.
        let ideal = if woman { 60 * height - 4_000 } else { 75 * height - 6_250 };
        let bound = dice.pick(&[d!("82"), d!("92"), d!("98")]);
        // A share above 1 would be capped.
        let (albumin, share) = upon(dice, 1_489, bound, 10_000);
        vec![
            Given::Word(if woman { "female" } else { "male" }),
            Given::Number(Q::whole(height)),
            Given::Number(Q { n: ideal * share, d: 1_000_000 }),
            Given::Number(albumin),
            Given::Word("lorentz"),
        ]
    }),
    engine: engine! {
        gnri(GnriInput { sex: word, height_cm: exact, weight_kg: exact, albumin_g_l: exact, ideal_weight: word })
            -> { gnri: value, category: category }
    },
};

fn gnri(case: &Case<'_>) -> Fields {
    let height = case.number("height_cm");
    let divisor = if case.word("sex") == "male" { d!("4") } else { d!("2.5") };
    let ideal = height.minus(d!("100")).minus(height.minus(d!("150")).over(divisor));
    let share = case.number("weight_kg").over(ideal);
    let share = if share > d!("1") { d!("1") } else { share };
    let gnri = d!("1.489").times(case.number("albumin_g_l")).plus(d!("41.7").times(share));
    let category = if gnri < d!("82") {
        "major"
    } else if gnri < d!("92") {
        "moderate"
    } else if gnri <= d!("98") {
        "low"
    } else {
        "none"
    };
    vec![("gnri", Shown::Number(gnri)), ("category", Shown::Word(category))]
}

/// Buzby et al. 1988; VA trial, N Engl J Med 1991. The ratio is not capped.
pub(crate) const NRI: Instrument = Instrument {
    name: "nri",
    inputs: &[
        number("albumin_g_l", ALBUMIN_G_L, ds!["30", "35"], ds!["25", "40"]),
        number("current_weight_kg", KG, ds!["60"], ds!["45", "72.5"]),
        number("usual_weight_kg", KG, ds!["60"], ds!["50", "80"]),
    ],
    complete: |case| {
        let share = case.number("current_weight_kg").over(case.number("usual_weight_kg"));
        let nri = d!("1.519").times(case.number("albumin_g_l")).plus(d!("41.7").times(share));
        let category = if nri < d!("83.5") {
            "severe"
        } else if nri < d!("97.5") {
            "moderate"
        } else if nri <= d!("100") {
            "mild"
        } else {
            "none"
        };
        vec![("nri", Shown::Number(nri)), ("category", Shown::Word(category))]
    },
    unknowns: Unknowns::NoScore,
    close: Some(|dice| {
        let usual = dice.between(500, 1_100);
        let bound = dice.pick(&[d!("83.5"), d!("97.5"), d!("100")]);
        let (albumin, share) = upon(dice, 1_519, bound, 12_000);
        vec![
            Given::Number(albumin),
            Given::Number(Q { n: usual * share, d: 100_000 }),
            Given::Number(Q { n: usual, d: 10 }),
        ]
    }),
    engine: engine! {
        nri(NriInput { albumin_g_l: exact, current_weight_kg: exact, usual_weight_kg: exact })
            -> { nri: value, category: category }
    },
};

/// An albumin by hundredths of a gram and a share by ten-thousandths with factor x albumin + 41.7 x share upon a bound,
/// or a hair of albumin beside it; the factor in thousandths.
fn upon(dice: &mut Dice, factor: i128, bound: Q, greatest_share: i128) -> (Q, i128) {
    let sum = bound.n * 100_000 / bound.d;
    let first = dice.between(5_000, greatest_share);
    let fits = |share: &i128| (sum - 417 * share) % factor == 0;
    let share = (first..=greatest_share).find(fits).or_else(|| (5_000..first).find(fits));
    let share = share.expect("of as many shares as the factor has thousandths, one fits");
    let hundredths = (sum - 417 * share) / factor;
    (Q { n: hundredths * 1_000 + dice.between(-1, 1), d: 100_000 }, share)
}

/// McMillan 2013: the CRP decides first.
pub(crate) const MGPS: Instrument = Instrument {
    name: "mgps",
    inputs: &[
        number("crp_mg_l", [d!("0"), d!("1000")], ds!["10"], ds!["5", "20"]),
        number("albumin_g_l", ALBUMIN_G_L, ds!["35"], ds!["30", "40"]),
    ],
    complete: |case| {
        let score = if case.number("crp_mg_l") <= d!("10") {
            0
        } else if case.number("albumin_g_l") >= d!("35") {
            1
        } else {
            2
        };
        vec![("score", Shown::Whole(score))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! { mgps(MgpsInput { crp_mg_l: exact, albumin_g_l: exact }) -> { score: grade } },
};
