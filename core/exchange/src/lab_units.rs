//! Units of laboratory values, and what turns them into the one that the journal keeps, exactly.
//!
//! Molar masses (g/mol) follow from the IUPAC standard atomic weights: phosphorus 30.974, magnesium 24.305, glucose 180.156, cholesterol 386.66,
//! creatinine 113.12, bilirubin 584.67, cobalamin (cyanocobalamin) 1355.4.

use nourish_record::{Analyte, Decimal};

/// A unit, as written plainly, and how many of the journal's unit it is, as a fraction.
struct LabUnit {
    /// How it is written, the first as answers name it.
    names: &'static [&'static str],
    over: i128,
    under: i128,
}

const fn unit(names: &'static [&'static str], over: i128, under: i128) -> LabUnit {
    LabUnit { names, over, under }
}

const G_PER_L: &[&str] = &["g/L", "g/l"];
const G_PER_DL: &[&str] = &["g/dL", "g/dl", "g/100ml", "g%"];
const MG_PER_L: &[&str] = &["mg/L", "mg/l", "ug/ml"];
const MG_PER_DL: &[&str] = &["mg/dL", "mg/dl", "mg%"];
const MMOL_PER_L: &[&str] = &["mmol/L", "mmol/l"];
const UMOL_PER_L: &[&str] = &["umol/L", "umol/l"];
const MEQ_PER_L: &[&str] = &["mEq/L", "meq/l", "mval/l"];
const PER_MM3: &[&str] = &["/mm3", "/ul", "cells/ul", "cells/mm3", "1/ul", "/mcl"];
const GIGA_PER_L: &[&str] = &[
    "10^9/L", "10^9/l", "x10^9/l", "10*9/l", "10e9/l", "G/L", "G/l", "gpt/l", "10^3/ul", "x10^3/ul",
    "10*3/ul", "10e3/ul", "k/ul", "/nl",
];

/// The units that a value of this sort comes in.
const fn units(analyte: Analyte) -> &'static [LabUnit] {
    match analyte {
        Analyte::Albumin | Analyte::Haemoglobin => const { &[unit(G_PER_L, 1, 1), unit(G_PER_DL, 10, 1)] },
        Analyte::Crp => const { &[unit(MG_PER_L, 1, 1), unit(MG_PER_DL, 10, 1)] },
        Analyte::Prealbumin => {
            const {
                &[
                    unit(MG_PER_L, 1, 1),
                    unit(MG_PER_DL, 10, 1),
                    unit(G_PER_L, 1000, 1),
                    unit(G_PER_DL, 10_000, 1),
                ]
            }
        }
        Analyte::Lymphocytes | Analyte::Neutrophils => {
            const { &[unit(PER_MM3, 1, 1), unit(GIGA_PER_L, 1000, 1)] }
        }
        Analyte::Potassium | Analyte::Sodium => const { &[unit(MMOL_PER_L, 1, 1), unit(MEQ_PER_L, 1, 1)] },
        Analyte::Phosphate => const { &[unit(MMOL_PER_L, 1, 1), unit(MG_PER_DL, 10_000, 30_974)] },
        Analyte::Magnesium => {
            const { &[unit(MMOL_PER_L, 1, 1), unit(MG_PER_DL, 10_000, 24_305), unit(MEQ_PER_L, 1, 2)] }
        }
        Analyte::Cholesterol => {
            const { &[unit(MG_PER_DL, 1, 1), unit(MMOL_PER_L, 38_666, 1000), unit(G_PER_L, 100, 1)] }
        }
        Analyte::Glucose => const { &[unit(MMOL_PER_L, 1, 1), unit(MG_PER_DL, 10_000, 180_156)] },
        Analyte::Creatinine => {
            const { &[unit(UMOL_PER_L, 1, 1), unit(MG_PER_DL, 1_000_000, 11_312), unit(MMOL_PER_L, 1000, 1)] }
        }
        Analyte::Bilirubin => {
            const { &[unit(UMOL_PER_L, 1, 1), unit(MG_PER_DL, 1_000_000, 58_467), unit(MMOL_PER_L, 1000, 1)] }
        }
        Analyte::Ferritin => const { &[unit(&["ug/L", "ug/l", "ng/ml"], 1, 1)] },
        Analyte::VitaminB12 => {
            const {
                &[
                    unit(&["pmol/L", "pmol/l"], 1, 1),
                    unit(&["pg/mL", "pg/ml", "ng/l"], 10_000, 13_554),
                    unit(&["nmol/L", "nmol/l"], 1000, 1),
                ]
            }
        }
    }
}

/// Least and most of the journal's unit that a living person has, where a neighbouring unit would be mistaken for it. A value outside
/// is asked about, never refused for good. Wide on purpose; they are no reference ranges.
const fn living(analyte: Analyte) -> Option<(i64, i64)> {
    match analyte {
        Analyte::Albumin => Some((8, 70)),
        Analyte::Haemoglobin => Some((20, 250)),
        Analyte::Prealbumin => Some((10, 1_000)),
        Analyte::Lymphocytes | Analyte::Neutrophils => Some((20, 1_000_000)),
        Analyte::Phosphate | Analyte::Magnesium => Some((0, 6)),
        Analyte::Cholesterol => Some((20, 2_000)),
        Analyte::Glucose => Some((0, 70)),
        Analyte::Creatinine => Some((10, 4_000)),
        Analyte::Bilirubin => Some((1, 1_500)),
        Analyte::Potassium => Some((1, 12)),
        Analyte::Sodium => Some((80, 220)),
        Analyte::Crp | Analyte::Ferritin | Analyte::VitaminB12 => None,
    }
}

/// A unit of a sort of value.
#[derive(Clone, Copy)]
pub(crate) struct Factor {
    over: i128,
    under: i128,
}

impl Factor {
    /// The factor of a unit as a file or an answer writes it; `None` for one that this sort of value does not come in.
    pub(crate) fn of(analyte: Analyte, text: &str) -> Option<Self> {
        let plain = plain(text);
        let known =
            units(analyte).iter().find(|unit| unit.names.iter().any(|name| *name == text || *name == plain));
        known.map(|unit| Self { over: unit.over, under: unit.under })
    }

    /// The value in thousandths of the journal's unit.
    pub(crate) fn milli(self, value: Decimal) -> Option<i64> {
        value.times(self.over.checked_mul(1000)?, self.under)
    }
}

/// The units that an answer may name.
pub(crate) fn choices(analyte: Analyte) -> Vec<&'static str> {
    units(analyte).iter().filter_map(|unit| unit.names.first().copied()).collect()
}

/// Whether a value is one that a living person may have.
pub(crate) fn is_living(analyte: Analyte, milli: i64) -> bool {
    living(analyte).is_none_or(|(least, most)| milli == 0 || (least * 1000..=most * 1000).contains(&milli))
}

/// Thousandths as a decimal number.
pub(crate) fn thousandths(milli: i64) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", milli.unsigned_abs() / 1000, milli.unsigned_abs() % 1000)
}

/// A unit without blanks, in lower case, with one way to write micro, powers and times.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace(['\u{b5}', '\u{3bc}'], "u").replace('\u{d7}', "x");
    let text = text
        .replace("10\u{b3}", "10^3")
        .replace('\u{b3}', "3")
        .replace('\u{2079}', "^9")
        .replace("mcg", "ug");
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milli(analyte: Analyte, value: &str, unit: &str) -> Option<i64> {
        Factor::of(analyte, unit)?.milli(Decimal::parse(value).unwrap())
    }

    /// Expected values: the unit's definition, or the molar mass, worked out by hand.
    #[test]
    fn units_are_turned_exactly() {
        for (analyte, value, unit, wanted) in [
            (Analyte::Albumin, "3.3", "g/dL", 33_000),
            (Analyte::Albumin, "33", "g/l", 33_000),
            (Analyte::Haemoglobin, "9,8", "g/dl", 98_000),
            (Analyte::Crp, "1.2", "mg/dL", 12_000),
            (Analyte::Lymphocytes, "1.2", "10^9/L", 1_200_000),
            (Analyte::Lymphocytes, "1.2", "×10³/µL", 1_200_000),
            (Analyte::Neutrophils, "900", "/µL", 900_000),
            // 90 mg/dL / 180.156 g/mol = 4.9957 mmol/L.
            (Analyte::Glucose, "90", "mg/dL", 4_996),
            // 1 mg/dL / 113.12 g/mol = 88.40 umol/L.
            (Analyte::Creatinine, "1.0", "mg/dL", 88_402),
            // 1 mg/dL / 584.67 g/mol = 17.10 umol/L.
            (Analyte::Bilirubin, "1", "mg/dl", 17_104),
            // 2 mg/dL / 24.305 g/mol = 0.8229 mmol/L.
            (Analyte::Magnesium, "2", "mg/dL", 823),
            (Analyte::Magnesium, "1.6", "mEq/L", 800),
            // 5 mmol/L x 386.66 g/mol = 193.3 mg/dL.
            (Analyte::Cholesterol, "5", "mmol/L", 193_330),
            (Analyte::Prealbumin, "0.2", "g/L", 200_000),
            (Analyte::VitaminB12, "300", "pg/mL", 221_337),
        ] {
            assert_eq!(milli(analyte, value, unit), Some(wanted), "{value} {unit}");
        }
    }

    #[test]
    fn a_unit_of_another_sort_is_none() {
        assert_eq!(milli(Analyte::Albumin, "33", "mmol/L"), None);
        assert_eq!(milli(Analyte::Crp, "5", "g/L"), None);
        assert_eq!(milli(Analyte::Lymphocytes, "30", "%"), None);
        assert_eq!(milli(Analyte::Albumin, "33", ""), None);
    }

    #[test]
    fn every_first_unit_is_the_journals() {
        for analyte in Analyte::ALL {
            let first = choices(*analyte)[0];
            assert_eq!(first, analyte.unit());
            assert_eq!(milli(*analyte, "7", first), Some(7_000), "{}", analyte.as_str());
        }
    }

    #[test]
    fn what_nobody_living_has_is_told_from_what_somebody_may() {
        assert!(!is_living(Analyte::Albumin, 3_300) && is_living(Analyte::Albumin, 33_000));
        assert!(!is_living(Analyte::Haemoglobin, 9_800) && is_living(Analyte::Haemoglobin, 98_000));
        assert!(is_living(Analyte::Neutrophils, 0), "none at all is found after chemotherapy");
    }
}
